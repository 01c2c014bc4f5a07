#include "lull/events/segmenter.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "events/sound_meter.hpp"

namespace lull {
namespace {

constexpr std::array<Label, voice_count> label_of_voice{Label::cry, Label::key_child, Label::other_child,
                                                        Label::female, Label::male};
constexpr std::size_t median_width = 5;  // frames: metrics.md, section 1.1
constexpr std::int64_t median_reach = median_width / 2;

float median(std::array<float, median_width> values, std::size_t count) {
  std::sort(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count));
  const float upper = values[count / 2];
  return count % 2 == 1 ? upper : (values[count / 2 - 1] + upper) / 2;
}

/// One voice: whether it is heard now, and the event that is still being put together.
struct Track {
  std::optional<Interval<FrameIndex>> event;  // open, or closed so lately that the next run may join it
  bool sure = false;                          // some frame of it reaches the threshold of that name
  double probability = 0;
  std::int64_t frames = 0;
  SoundMeter meter;
};

/// What a voice's closed events wait for, and what confirms the next ones.
struct Confirmation {
  struct Waiting {
    FrameIndex begin;
    Event event;
  };
  std::vector<Waiting> waiting;       // in order, none of them sure
  std::optional<Milliseconds> until;  // where the last one that is sure ended
};

/// A bit for each voice.
using Voices = unsigned;

/// What is kept of a frame until the median around it can be taken.
struct Kept {
  std::array<float, voice_count> voices{};
  Voices on = 0, off = 0, sure = 0;  // the voices that reach the threshold of that name
  FrameSound sound;
};

}  // namespace

struct Segmenter::State {
  State(const SegmenterOptions& wanted, FrameGrid where) : options(wanted), grid(where) {}

  void keep(const ScoreBlock& in, std::size_t i);
  void decide(FrameIndex at, FrameIndex end);
  /// Those that sound, and those whose median reaches the threshold of being sure.
  struct Heard {
    Voices sounding = 0, sure = 0;
  };
  Heard heard_at(FrameIndex at, FrameIndex end) const;
  void sound(std::size_t voice, FrameIndex at, const Kept& frame);
  void close(std::size_t voice);
  void hand_over(std::size_t voice, Event&& event);
  Milliseconds time(FrameIndex at) const { return grid.start_of(at); }

  SegmenterOptions options;
  FrameGrid grid;
  std::array<Track, voice_count> tracks;
  std::array<Confirmation, voice_count> confirmations;
  Voices sounding = 0, open = 0;        // heard now; with an event that is open or may be joined
  std::array<Kept, median_width> ring;  // frame f at f % median_width
  FrameIndex kept{}, decided{};         // frames so far
  std::vector<Event> events;
};

void Segmenter::State::keep(const ScoreBlock& in, std::size_t i) {
  Kept& frame = ring[static_cast<std::size_t>(kept.value) % median_width];
  const auto row = in.data.voices.row(i);
  std::copy(row.begin(), row.end(), frame.voices.begin());
  frame.on = frame.off = frame.sure = 0;
  for (std::size_t voice = 0; voice < voice_count; ++voice) {
    frame.on |= static_cast<Voices>(row[voice] >= options.thresholds[voice].on) << voice;
    frame.off |= static_cast<Voices>(row[voice] >= options.thresholds[voice].off) << voice;
    frame.sure |= static_cast<Voices>(row[voice] >= options.thresholds[voice].sure) << voice;
  }
  const Acoustics& a = in.data.acoustics;
  frame.sound = {a.level_db[i], a.f0_hz[i], a.periodicity[i], a.tilt_db[i]};
  kept += 1;
}

void Segmenter::State::sound(std::size_t voice, FrameIndex at, const Kept& frame) {
  Track& track = tracks[voice];
  if (!track.event) track.event = {at, at};
  open |= Voices{1} << voice;
  track.event->end = at + 1;
  track.probability += static_cast<double>(frame.voices[voice]);
  ++track.frames;
  track.meter.add(frame.sound);
}

/// Hands over an event and what it confirms, or keeps it until one confirms it. What later events of the
/// voice are too far from is dropped.
void Segmenter::State::hand_over(std::size_t voice, Event&& event) {
  Confirmation& confirmation = confirmations[voice];
  std::erase_if(confirmation.waiting, [&](const Confirmation::Waiting& each) {
    return event.when.begin - each.event.when.end > options.near;
  });
  if (tracks[voice].sure) {
    for (Confirmation::Waiting& each : confirmation.waiting) events.push_back(std::move(each.event));
    confirmation.waiting.clear();
    confirmation.until = event.when.end;
    events.push_back(std::move(event));
  } else if (confirmation.until && event.when.begin - *confirmation.until <= options.near) {
    events.push_back(std::move(event));
  } else {
    confirmation.waiting.push_back({tracks[voice].event->begin, std::move(event)});
  }
}

/// Ends the event of a voice, hands it over if it is long enough, and forgets it.
void Segmenter::State::close(std::size_t voice) {
  Track& track = tracks[voice];
  if (!track.event) return;
  const TimeSpan when{time(track.event->begin), time(track.event->end)};
  const auto least = static_cast<Voice>(voice) == Voice::cry ? options.shortest_cry : options.shortest_other;
  if (when.length() >= least && !when.empty()) {
    Event event;
    event.label = label_of_voice[voice];
    event.when = when;
    event.confidence = static_cast<float>(track.probability / static_cast<double>(track.frames));
    event.sound = track.meter.sound();
    hand_over(voice, std::move(event));
  }
  track = Track{};
  open &= ~(Voices{1} << voice);
}

/// By the median of the scores around a frame, with hysteresis.
Segmenter::State::Heard Segmenter::State::heard_at(FrameIndex at, FrameIndex end) const {
  const std::int64_t first = std::max<std::int64_t>(0, at.value - median_reach);
  const std::int64_t last = std::min(end.value - 1, at.value + median_reach);
  if (last - first + 1 == median_width) {
    // The median of five reaches a threshold where three of them do.
    Voices three_on = 0, two_on = 0, one_on = 0, three_off = 0, two_off = 0, one_off = 0;
    Voices three_sure = 0, two_sure = 0, one_sure = 0;
    for (const Kept& frame : ring) {
      three_on |= two_on & frame.on, two_on |= one_on & frame.on, one_on |= frame.on;
      three_off |= two_off & frame.off, two_off |= one_off & frame.off, one_off |= frame.off;
      three_sure |= two_sure & frame.sure, two_sure |= one_sure & frame.sure, one_sure |= frame.sure;
    }
    return {(sounding & three_off) | (~sounding & three_on), three_sure};
  }
  Heard heard;
  for (std::size_t voice = 0; voice < voice_count; ++voice) {
    std::array<float, median_width> around{};
    std::size_t count = 0;
    for (std::int64_t f = first; f <= last; ++f) {
      around[count++] = ring[static_cast<std::size_t>(f) % median_width].voices[voice];
    }
    const Threshold& threshold = options.thresholds[voice];
    const bool was = (sounding >> voice & 1) != 0;
    const float middle = median(around, count);
    heard.sounding |= static_cast<Voices>(middle >= (was ? threshold.off : threshold.on)) << voice;
    heard.sure |= static_cast<Voices>(middle >= threshold.sure) << voice;
  }
  return heard;
}

/// Takes one frame whose neighbours are all there; `end` is the number of frames that exist so far.
void Segmenter::State::decide(FrameIndex at, FrameIndex end) {
  const auto [sounds, sure] = heard_at(at, end);
  const Kept& frame = ring[static_cast<std::size_t>(at.value) % median_width];
  for (std::size_t voice = 0; (sounds | open) >> voice != 0; ++voice) {
    const Voices bit = Voices{1} << voice;
    Track& track = tracks[voice];
    // A gap of exactly `join` stays a gap.
    if ((open & ~sounding & bit) != 0 && time(at) - time(track.event->end) >= options.join) close(voice);
    if ((sounds & bit) == 0) continue;
    sound(voice, at, frame);
    track.sure |= (sure & bit) != 0;
  }
  sounding = sounds;
  decided = at + 1;
}

Segmenter::Segmenter(const SegmenterOptions& options, FrameGrid grid)
    : state_(std::make_unique<State>(options, grid)) {}
Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;
Segmenter::~Segmenter() = default;

EventBlock Segmenter::push(const ScoreBlock& in) {
  State& s = *state_;
  s.events.clear();
  for (std::size_t i = 0; i < in.data.voices.rows; ++i) {
    s.keep(in, i);
    if (s.kept.value > median_reach) s.decide(s.kept + (-1 - median_reach), s.kept);
  }
  if (in.last) {
    while (s.decided < s.kept) s.decide(s.decided, s.kept);
    for (std::size_t voice = 0; voice < voice_count; ++voice) s.close(voice);
  }
  FrameIndex settled = s.decided;
  for (const Track& track : s.tracks) {
    if (track.event) settled = std::min(settled, track.event->begin);
  }
  for (const Confirmation& each : s.confirmations) {
    if (!each.waiting.empty() && !in.last) settled = std::min(settled, each.waiting.front().begin);
  }
  return {settled, s.events, in.last};
}

}  // namespace lull
