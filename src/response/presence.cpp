#include "response/presence.hpp"

#include "lull/events/spans.hpp"

namespace lull {
namespace {

constexpr Milliseconds block = std::chrono::minutes{1};
constexpr Milliseconds least_voice{500};

}  // namespace

Presence measure_presence(const Evidence& evidence) {
  std::int64_t blocks = 0, present = 0, crying = 0, crying_present = 0;
  for (const StretchTracks& tracks : evidence.stretches) {
    for (Milliseconds from = tracks.stretch.begin; from + block <= tracks.stretch.end; from += block) {
      const TimeSpan when{from, from + block};
      const bool voice = total_within(tracks.voice, when) >= least_voice;
      const bool cry = total_within(tracks.cry, when) > Milliseconds{0};
      ++blocks;
      present += voice ? 1 : 0;
      crying += cry ? 1 : 0;
      crying_present += voice && cry ? 1 : 0;
    }
  }
  const int minimum = evidence.settings.min_n;
  return {proportion(evidence.unavailable(Needs::adult), present, blocks, minimum),
          proportion(evidence.unavailable(Needs::cry_and_adult), crying_present, crying, minimum)};
}

}  // namespace lull
