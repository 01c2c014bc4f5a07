#include "lull/pipeline/analyzer.hpp"

#include <algorithm>
#include <cmath>

#include "lull/events/distress.hpp"
#include "lull/events/segmenter.hpp"
#include "pipeline/level_meter.hpp"
#include "pipeline/observed.hpp"
#include "pipeline/room.hpp"
#include "pipeline/scoring.hpp"

namespace lull {
namespace {

PipelineOptions checked(const PipelineOptions& options) {
  check(options.metrics);
  return options;
}

/// The last frame may reach past the recording's end; an event does not.
void cut_to(Milliseconds duration, std::vector<Event>& events) {
  for (Event& event : events) event.when.end = std::min(event.when.end, duration);
  std::erase_if(events, [](const Event& event) { return event.when.empty(); });
}

}  // namespace

Analyzer::Analyzer(const Model& model, const PipelineOptions& options)
    : model_(model), options_(checked(options)), frames_(model.features()) {
  model_.operating_point(options_.operating_point);  // throws at once if the model has no such point
}

Session Analyzer::analyze(AudioReader& reader, Hands* hands) const {
  const FrameGrid grid = frames_.grid();
  const SegmenterOptions segmenting{.thresholds = model_.operating_point(options_.operating_point),
                                    .join = options_.metrics.g_u};
  Segmenter segmenter(segmenting, grid);
  LevelMeter levels(grid, seconds_ahead(reader.info()));

  Session session;
  session.events.reserve(seconds_ahead(reader.info()));  // a dense day has one in three seconds
  const auto hear = [&](const ScoreBlock& scores) {
    levels.add(scores.first, scores.data.acoustics.level_db);
    const EventBlock events = segmenter.push(scores);
    session.events.insert(session.events.end(), events.data.begin(), events.data.end());
  };
  {
    Scoring scoring({model_, frames_, segmenting.thresholds}, reader, hear);
    {
      const Hands::Offer offer(
          hands, [&] { scoring.work(); }, most_threads - 1);
      scoring.work();
    }
    scoring.finish();
    session.spectrum = scoring.take_spectrum();
  }
  session.recording = reader.info();
  session.warnings = reader.warnings();
  session.level_dbfs = levels.take();
  const Milliseconds duration = session.recording.duration.value_or(Milliseconds{0});
  session.observed = without_silence({{Milliseconds{0}, duration}}, session.warnings);
  cut_to(duration, session.events);
  grade_distress(session, options_.metrics);
  name_fuss(session.events);
  std::sort(session.events.begin(), session.events.end(), earlier);
  return session;
}

}  // namespace lull
