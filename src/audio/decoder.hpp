#pragma once
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "audio/chain.hpp"
#include "audio/source.hpp"
#include "lull/core/warning.hpp"

namespace lull {

/// The samples of a file, by whichever library reads it best: uncompressed audio and FLAC by libsndfile, all
/// else by libav where it was built in. Streams one after the other are read as one, and a FLAC file that
/// libsndfile gives up half-way is read on.
class Decoder {
 public:
  /// Throws Error(Fault::input) when there is no audio that can be read. Oddities of the header go to
  /// `warnings`.
  Decoder(const InputFile& file, std::vector<Warning>& warnings);

  /// Rate and channels; declared_frames of all streams together.
  const SourceInfo& info() const { return info_; }
  /// Interleaved samples; 0 frames at the end. Throws Error(Fault::input) when the device fails.
  std::size_t read(float* to, std::size_t frames);
  /// Once the end was reached: whether all that was declared came, and what was lost.
  void report(std::vector<Warning>& warnings) const;
  /// What went wrong first; empty if nothing.
  const std::string& complaint() const { return damage_.what; }

 private:
  using Source = std::variant<SndfileSource, LibavSource>;
  static Source open_part(const InputFile& file, Container container, const Part& part);
  static Source open_first(const InputFile& file, Container container, std::vector<Warning>& warnings,
                           Chain& chain);
  void take_damage();
  bool read_on();
  bool open_next();
  std::int64_t slack() const;
  bool report_length(std::vector<Warning>& warnings) const;
  void report_damage(std::vector<Warning>& warnings) const;
  double seconds(std::int64_t frames) const;

  const InputFile& file_;
  Container container_;
  Chain chain_;
  Source source_;
  SourceInfo info_;
  std::size_t part_ = 0;        // of the chain, being read
  std::int64_t position_ = 0;   // frames read
  std::int64_t part_from_ = 0;  // frame at which the part begins
  std::int64_t unread_ = 0;     // bytes that libsndfile left behind the end of a FLAC file
  bool ended_ = false;
  Damage damage_;  // of all parts
};

}  // namespace lull
