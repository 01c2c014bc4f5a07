#pragma once
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lull/features/frames.hpp"
#include "lull/model/voice.hpp"

namespace lull {

/// Probabilities, smoothed, at which a voice starts and stops to count; on > off.
struct Threshold {
  float on = 0.5f;
  float off = 0.3f;
  /// Which an event or one near it must reach for it to count; no more than `on`: any.
  float sure = 0.0f;
  /// Of the highest probability near by, which a frame must reach: 0 (any) to less than 1.
  float share_of_peak = 0.0f;
};
using OperatingPoint = std::array<Threshold, voice_count>;

/// A trained network with everything that belongs to it. Const and shared by threads.
class Model {
 public:
  /// Throws Error(Fault::model) when the file is missing, damaged or of a kind this version does not know.
  static Model load(const std::filesystem::path& path);
  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;
  ~Model();

  const FrameOptions& features() const;
  /// How many frames to either side of one its scores depend on, at most, and how many of its scores come out
  /// together: whoever starts at a multiple of `step` and leaves out `reach` + `step` frames gets the same.
  struct Context {
    std::size_t reach = 0, step = 1;
  };
  Context context() const;
  std::string_view id() const;
  std::string_view sha256() const;      ///< of the file
  std::string_view provenance() const;  ///< JSON text: how it was trained and on what
  /// The thresholds named "f1" or "precision"; throws Error(Fault::usage) for a name the model does not have.
  const OperatingPoint& operating_point(std::string_view name) const;

  struct Network;
  const Network& network() const;

 private:
  Model();
  struct State;
  std::unique_ptr<const State> state_;
};

}  // namespace lull
