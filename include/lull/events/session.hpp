#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lull/core/recording.hpp"
#include "lull/core/warning.hpp"
#include "lull/events/event.hpp"

namespace lull {

/// What an annotator or detector listened for. A track that is there and empty gives real zeros; one that is
/// not there gives no value at all.
struct TrackSet {
  bool cry = true;
  bool adult = true;
  bool child = true;
};

/// The sound second by second in a few bands: enough to tell a voice from a fan, too coarse for words.
struct CoarseSpectrum {
  static constexpr std::size_t bands = 8;
  using Second =
      std::array<std::int8_t, bands>;  ///< from the lowest band; dB re full scale, mean over frames

  std::array<double, bands + 1> edges_hz{};  ///< rising; a band lies between two
  std::vector<Second> seconds;               ///< one a second from 0; empty without sound
};

/// Words of a speaker, from a transcript.
struct Utterance {
  Label speaker{};
  TimeSpan when;
  std::string text;  ///< UTF-8, as transcribed
};

/// One recording after listening: everything that metrics and reports are made from.
/// Memory: about 100 bytes an event and 12 bytes a second.
struct Session {
  RecordingInfo recording;
  TrackSet tracks;
  std::vector<TimeSpan> observed;  ///< stretches: in order, apart, each without a gap inside
  std::vector<Event>
      events;  ///< by onset, then offset, then label; as detected or annotated, overlaps allowed
  std::vector<float> level_dbfs;  ///< mean power of each second from 0, dB re full scale; empty without sound
  CoarseSpectrum spectrum;
  std::optional<std::vector<Utterance>> transcript;  ///< in order of time; absent: none was given
  std::vector<Warning> warnings;
};

/// The order that `Session::events` is kept in: onset, offset, label.
bool earlier(const Event& a, const Event& b);

}  // namespace lull
