#pragma once
#include "lull/audio/reader.hpp"
#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"
#include "lull/features/frames.hpp"

namespace lull {

/// Adds to a session of somebody's segments what its recording sounds like: `sound` of every event,
/// `distress` of the cries (metrics.md, sections 2 and 3, as for detected events; `settings` gives g_u and
/// d_u), the level of every second, and the warnings of the reader. What is crying and what is fuss stays as
/// annotated. Digital silence is taken out of what was observed. An event behind the recording's end, or so
/// short that no frame starts in it, has no sound. `recording` takes path, rate, channels and duration from
/// the reader. The events must be in the order of earlier(). Throws Error(Fault::input) as AudioReader::read
/// does; the session is then of no use. Cost: as Analyzer::analyze without its network. Memory: under 4 MiB
/// of blocks, and 3 kB an event that is open.
void hear(AudioReader& reader, const FramePlan& frames, const MetricSettings& settings, Session& session);

}  // namespace lull
