#include "lull/events/segmenter.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "events/running_peak.hpp"
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

/// What is kept of a frame until its neighbours are there.
struct Kept {
  std::array<float, voice_count> voices{};
  Voices on = 0, off = 0, sure = 0;  // the voices that reach the threshold of that name
  FrameSound sound;
};

/// What the median over a frame and its neighbours says.
struct Smoothed {
  Voices sounding = 0, off = 0, sure = 0;  // by hysteresis; the voices that reach the threshold of that name
  std::array<float, voice_count>
      medians{};  // of the voices that must reach a share of a peak and reach `off`
};

/// What is known of the last frames, at least `size` of them.
template <class T>
class Ring {
 public:
  explicit Ring(std::int64_t size) : frames_(std::bit_ceil(static_cast<std::size_t>(size))) {}
  T& operator[](FrameIndex at) { return frames_[static_cast<std::size_t>(at.value) & (frames_.size() - 1)]; }

 private:
  std::vector<T> frames_;
};

}  // namespace

struct Segmenter::State {
  State(const SegmenterOptions& wanted, FrameGrid where)
      : options(wanted),
        grid(where),
        ahead(peaked_in(wanted.thresholds) != 0 ? wanted.peak_reach : 0),
        peaks(voice_count, RunningPeak(ahead)),
        frames(ahead + median_width),
        smoothed_frames(ahead + 1) {}

  static Voices peaked_in(const OperatingPoint& thresholds);
  void keep(const ScoreBlock& in, std::size_t i);
  void smooth(FrameIndex at, FrameIndex end);
  void decide(FrameIndex at);
  void decide_up_to(FrameIndex end);
  Smoothed median_at(FrameIndex at, FrameIndex end);
  Voices sounding_at(FrameIndex at);
  void sound(std::size_t voice, FrameIndex at, const Kept& frame);
  void close(std::size_t voice);
  void forget_before(std::size_t voice, Milliseconds next);
  void hand_over(std::size_t voice, Event&& event);
  Milliseconds time(FrameIndex at) const { return grid.start_of(at); }

  SegmenterOptions options;
  FrameGrid grid;
  Voices peaked = peaked_in(options.thresholds);  // those that must reach a share of a peak
  std::int64_t ahead;                             // frames of which the medians must be there for a decision
  std::array<Track, voice_count> tracks;
  std::array<Confirmation, voice_count> confirmations;
  std::vector<RunningPeak> peaks;  // of each voice
  Voices active = 0;               // by hysteresis, in the last frame that was smoothed
  Voices sounding = 0, open = 0;  // in the last frame decided on; with an event that is open or may be joined
  Ring<Kept> frames;
  Ring<Smoothed> smoothed_frames;
  FrameIndex kept{}, smoothed{}, decided{};  // frames so far
  std::vector<Event> events;
};

Voices Segmenter::State::peaked_in(const OperatingPoint& thresholds) {
  Voices found = 0;
  for (std::size_t voice = 0; voice < voice_count; ++voice) {
    found |= static_cast<Voices>(thresholds[voice].share_of_peak > 0) << voice;
  }
  return found;
}

void Segmenter::State::keep(const ScoreBlock& in, std::size_t i) {
  Kept& frame = frames[kept];
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

/// Drops the events of a voice that wait and that nothing from `next` on can confirm.
void Segmenter::State::forget_before(std::size_t voice, Milliseconds next) {
  std::erase_if(confirmations[voice].waiting,
                [&](const Confirmation::Waiting& each) { return next - each.event.when.end > options.near; });
}

/// Hands over an event and what it confirms, or keeps it until one confirms it.
void Segmenter::State::hand_over(std::size_t voice, Event&& event) {
  forget_before(voice, event.when.begin);
  Confirmation& confirmation = confirmations[voice];
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
  if (when.length() >= options.shortest && !when.empty()) {
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

/// `end` is the number of frames that exist so far.
Smoothed Segmenter::State::median_at(FrameIndex at, FrameIndex end) {
  const std::int64_t first = std::max<std::int64_t>(0, at.value - median_reach);
  const std::int64_t last = std::min(end.value - 1, at.value + median_reach);
  const auto median_of = [&](std::size_t voice) {
    std::array<float, median_width> around{};
    std::size_t count = 0;
    for (std::int64_t f = first; f <= last; ++f) around[count++] = frames[FrameIndex{f}].voices[voice];
    return median(around, count);
  };
  Smoothed out;
  if (last - first + 1 == median_width) {
    // The median of five reaches a threshold where three of them do.
    Voices three_on = 0, two_on = 0, one_on = 0, three_off = 0, two_off = 0, one_off = 0;
    Voices three_sure = 0, two_sure = 0, one_sure = 0;
    for (std::int64_t f = first; f <= last; ++f) {
      const Kept& frame = frames[FrameIndex{f}];
      three_on |= two_on & frame.on, two_on |= one_on & frame.on, one_on |= frame.on;
      three_off |= two_off & frame.off, two_off |= one_off & frame.off, one_off |= frame.off;
      three_sure |= two_sure & frame.sure, two_sure |= one_sure & frame.sure, one_sure |= frame.sure;
    }
    out = {(active & three_off) | (~active & three_on), three_off, three_sure, {}};
  } else {
    for (std::size_t voice = 0; voice < voice_count; ++voice) {
      const Threshold& threshold = options.thresholds[voice];
      const bool was = (active >> voice & 1) != 0;
      const float middle = median_of(voice);
      out.sounding |= static_cast<Voices>(middle >= (was ? threshold.off : threshold.on)) << voice;
      out.off |= static_cast<Voices>(middle >= threshold.off) << voice;
      out.sure |= static_cast<Voices>(middle >= threshold.sure) << voice;
    }
  }
  for (std::size_t voice = 0; (out.off & peaked) >> voice != 0; ++voice) {
    if ((out.off & peaked) >> voice & 1) out.medians[voice] = median_of(voice);
  }
  return out;
}

void Segmenter::State::smooth(FrameIndex at, FrameIndex end) {
  const Smoothed& frame = smoothed_frames[at] = median_at(at, end);
  active = frame.sounding;
  // What is below `off` is no peak of anything: `share_of_peak` is less than 1.
  for (std::size_t voice = 0; (frame.off & peaked) >> voice != 0; ++voice) {
    if ((frame.off & peaked) >> voice & 1) peaks[voice].add(at.value, frame.medians[voice]);
  }
  smoothed = at + 1;
}

/// The voices that sound in a frame and reach their share of the peak near by, if they must.
Voices Segmenter::State::sounding_at(FrameIndex at) {
  const Smoothed& frame = smoothed_frames[at];
  Voices out = frame.sounding;
  for (std::size_t voice = 0; (out & peaked) >> voice != 0; ++voice) {
    const Voices bit = Voices{1} << voice;
    if ((out & peaked & bit) == 0) continue;
    if (frame.medians[voice] < options.thresholds[voice].share_of_peak * peaks[voice].around(at.value))
      out &= ~bit;
  }
  return out;
}

/// Takes one frame of which all is there that decides about it.
void Segmenter::State::decide(FrameIndex at) {
  const Voices sounds = sounding_at(at), sure = smoothed_frames[at].sure;
  const Kept& frame = frames[at];
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

void Segmenter::State::decide_up_to(FrameIndex end) {
  while (decided < end) decide(decided);
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
    if (s.kept.value > median_reach) s.smooth(s.kept + (-1 - median_reach), s.kept);
    s.decide_up_to(s.smoothed + -s.ahead);
  }
  if (in.last) {
    while (s.smoothed < s.kept) {
      s.smooth(s.smoothed, s.kept);
      s.decide_up_to(s.smoothed + -s.ahead);
    }
    s.decide_up_to(s.kept);
    for (std::size_t voice = 0; voice < voice_count; ++voice) s.close(voice);
  }
  for (std::size_t voice = 0; voice < voice_count; ++voice) {
    s.forget_before(voice, s.time(s.tracks[voice].event ? s.tracks[voice].event->begin : s.decided));
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
