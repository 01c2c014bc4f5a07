#include "lull/pipeline/hearing.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "events/sound_meter.hpp"
#include "events/voicing.hpp"
#include "features/spectra.hpp"
#include "lull/audio/resampler.hpp"
#include "lull/events/distress.hpp"
#include "lull/events/spans.hpp"
#include "pipeline/coarse_meter.hpp"
#include "pipeline/level_meter.hpp"
#include "pipeline/observed.hpp"
#include "pipeline/room.hpp"

namespace lull {
namespace {

constexpr OperatingPoint one_half{{{.5f, .5f}, {.5f, .5f}, {.5f, .5f}, {.5f, .5f}, {.5f, .5f}}};

/// The voices that an annotated label may be.
std::vector<Voice> voices_of(Label label) {
  switch (label) {
    case Label::cry:
    case Label::fuss:
      return {Voice::cry};
    case Label::key_child:
      return {Voice::infant};
    case Label::other_child:
      return {Voice::child};
    case Label::female:
      return {Voice::female};
    case Label::male:
      return {Voice::male};
    case Label::adult:
      return {Voice::female, Voice::male};
  }
  return {};
}

/// Annotated segments as scores: 1 in the frames that start in a segment of the voice, else 0.
class AnnotatedScores {
 public:
  AnnotatedScores(const std::vector<Event>& events, FrameGrid grid) : grid_(grid) {
    std::array<std::vector<TimeSpan>, voice_count> all;
    for (const Event& event : events) {
      for (const Voice voice : voices_of(event.label))
        all[static_cast<std::size_t>(voice)].push_back(event.when);
    }
    for (std::size_t voice = 0; voice < voice_count; ++voice) spans_[voice] = joined(std::move(all[voice]));
  }

  ScoreBlock push(const FeatureBlock& in) {
    const std::size_t frames = in.data.acoustics.level_db.size();
    scores_.assign(frames * voice_count, 0);
    for (std::size_t voice = 0; voice < voice_count; ++voice) {
      const std::vector<TimeSpan>& spans = spans_[voice];
      std::size_t& next = next_[voice];
      for (std::size_t i = 0; i < frames; ++i) {
        const Milliseconds start = grid_.start_of(in.first + static_cast<std::int64_t>(i));
        while (next < spans.size() && spans[next].end <= start) ++next;
        if (next < spans.size() && spans[next].begin <= start) scores_[i * voice_count + voice] = 1;
      }
    }
    return {in.first, {{scores_.data(), frames, voice_count}, in.data.acoustics}, in.last};
  }

 private:
  FrameGrid grid_;
  std::array<std::vector<TimeSpan>, voice_count> spans_;
  std::array<std::size_t, voice_count> next_{};  // the first span that does not lie before the last frame
  std::vector<float> scores_;
};

/// Gathers the frames that start in each event.
class EventSounds {
 public:
  EventSounds(std::vector<Event>& events, FrameGrid grid) : events_(events), grid_(grid) {}

  void add(const ScoreBlock& scores) {
    const Acoustics& a = scores.data.acoustics;
    for (std::size_t i = 0; i < a.level_db.size(); ++i) {
      const Milliseconds start = grid_.start_of(scores.first + static_cast<std::int64_t>(i));
      for (; next_ < events_.size() && events_[next_].when.begin <= start; ++next_)
        open_.push_back({next_, false, {}});
      std::erase_if(open_, [&](const Open& open) { return close_before(open, start); });
      for (Open& open : open_) {
        open.meter.add({a.level_db[i], a.f0_hz[i], a.periodicity[i], a.tilt_db[i]});
        open.heard = true;
      }
    }
    if (scores.last)
      std::erase_if(open_, [&](const Open& open) { return close_before(open, Milliseconds::max()); });
  }

 private:
  struct Open {
    std::size_t event;
    bool heard;
    SoundMeter meter;
  };

  bool close_before(const Open& open, Milliseconds now) {
    if (events_[open.event].when.end > now) return false;
    if (open.heard) events_[open.event].sound = open.meter.sound();
    return true;
  }

  std::vector<Event>& events_;
  FrameGrid grid_;
  std::vector<Open> open_;
  std::size_t next_ = 0;
};

}  // namespace

void hear(AudioReader& reader, const FramePlan& plan, const MetricSettings& settings, Session& session) {
  const FrameGrid grid = plan.grid();
  const ResamplerPlan rates(*reader.info().rate, grid.rate);
  Resampler resampler(rates);
  Spectra spectra(plan);
  Frames frames(plan, spectra);
  AnnotatedScores scores(session.events, grid);
  Voicing voicing(one_half, spectra);
  EventSounds sounds(session.events, grid);
  LevelMeter levels(grid, seconds_ahead(reader.info()));
  CoarseMeter coarse(grid, plan.options());
  for (bool more = true; more;) {
    const SampleBlock block = reader.read();
    const FeatureBlock features = frames.push(resampler.push(block));
    coarse.add(features);
    const ScoreBlock heard = voicing.push(scores.push(features));
    sounds.add(heard);
    levels.add(features.first, features.data.acoustics.level_db);
    more = !block.last;
  }
  const RecordingInfo& file = reader.info();
  session.recording.path = file.path;
  session.recording.rate = file.rate;
  session.recording.channels = file.channels;
  session.recording.duration = file.duration;
  const auto warnings = reader.warnings();
  session.warnings.insert(session.warnings.end(), warnings.begin(), warnings.end());
  session.observed = without_silence(session.observed, warnings);
  session.level_dbfs = levels.take();
  session.spectrum = {coarse_edges(plan.options()), coarse.take().seconds};
  grade_distress(session, settings);
}

}  // namespace lull
