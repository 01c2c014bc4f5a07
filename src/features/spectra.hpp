#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "features/front_kernel.hpp"
#include "lull/features/frames.hpp"

namespace lull {

/// Floats on the boundary of a cache line, and of the widest vector.
class AlignedFloats {
 public:
  /// All zero.
  explicit AlignedFloats(std::size_t size);
  /// Holding anything, for what is written before it is read.
  static AlignedFloats unset(std::size_t size);
  AlignedFloats(AlignedFloats&&) noexcept = default;
  AlignedFloats& operator=(AlignedFloats&&) noexcept = default;
  AlignedFloats(const AlignedFloats&) = delete;
  AlignedFloats& operator=(const AlignedFloats&) = delete;
  ~AlignedFloats() = default;
  float* data() { return data_; }
  const float* data() const { return data_; }

 private:
  explicit AlignedFloats(std::unique_ptr<float[]> room);

  std::unique_ptr<float[]> room_;
  float* data_;
};

/// Pitch and tilt of 16 frames: one value a lane.
struct LateAcoustics {
  float f0_hz[lanes] = {}, periodicity[lanes] = {}, tilt_db[lanes] = {};
};

/// The power spectra of the frames between the front end and the scores, which say whose pitch is worth
/// finding. Kept in groups of 16 frames that start at whole multiples of 16.
/// Memory: 7 KiB a group, for as many as were ever kept at once.
class Spectra {
 public:
  /// `plan` must outlive it.
  explicit Spectra(const FramePlan& plan);

  /// Room for the next group: bins x lanes, then the lanes' levels.
  float* add();
  /// Pitch and tilt of the group, which must still be there.
  void measure(std::size_t group, LateAcoustics& out);
  /// What add() gave room for, which must still be there.
  const float* power(std::size_t group) { return slot(group); }
  /// Groups before this one will not be asked for any more.
  void forget_before(std::size_t group);

 private:
  float* slot(std::size_t group);

  const FrontTables& tables_;
  FrontKernel kernel_;
  std::size_t stride_;
  std::vector<AlignedFloats> slots_;  // group g in slot g % size
  std::size_t first_ = 0, next_ = 0;  // groups that are kept
  AlignedFloats work_;
};

}  // namespace lull
