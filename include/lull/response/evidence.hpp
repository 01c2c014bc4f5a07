#pragma once
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lull/events/episodes.hpp"
#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"
#include "lull/response/value.hpp"

namespace lull {

/// How the adults answered one episode (metrics.md, sections 4 to 6). Only of episodes that are not
/// left-censored.
struct Answer {
  Episode episode;
  bool concurrent = false;              ///< an adult was speaking before and on past t0
  Milliseconds window_end{0};           ///< responses start in [t0, window_end)
  std::optional<Milliseconds> latency;  ///< L, from t0 to the first adult onset of the window
  std::optional<Label> responder;
  Milliseconds cry_before_response{0};  ///< crying in [t0, response), or all of it
  bool attended = false;                ///< an adult was still vocal near the end; only with a response

  bool responded() const { return latency.has_value(); }
  bool within(Milliseconds window) const { return latency && *latency <= window; }
  /// Whether it is known if a response came within `window`.
  bool known_within(Milliseconds window) const {
    return within(window) || episode.calm_confirmed || episode.stretch_end >= episode.when.begin + window;
  }
  /// From the response to the last cry, at least 0; only with a response.
  Milliseconds coregulation() const { return std::max(Milliseconds{0}, episode.when.length() - *latency); }

  bool is_long(Milliseconds theta_r) const { return !concurrent && episode.when.length() > theta_r; }
  bool is_rupture(Milliseconds theta_r) const { return is_long(theta_r) && !within(theta_r); }
  /// Cut off before it could show whether it was a rupture.
  bool rupture_unknown(Milliseconds theta_r) const {
    return !concurrent && !episode.calm_confirmed && episode.when.length() <= theta_r && !within(theta_r);
  }
};

/// What ended an episode.
enum class Outcome { soothed, quiet_unattended, quiet_concurrent, self_quiet, unresolved };
Outcome outcome_of(const Answer& answer);
std::string_view name(Outcome outcome);

/// What became of a rupture.
enum class Repair { repaired, self_resolved, failed, unknown };
/// `answer` is a rupture.
Repair repair_of(const Answer& answer, Milliseconds t_rep);
std::string_view name(Repair repair);

/// Which tracks a metric needs.
enum class Needs { cry, adult, cry_and_adult, all };

/// Everything that the metrics are made from, found once a setting.
struct Evidence {
  MetricSettings settings;
  TrackSet tracks;
  Milliseconds observed{0};  ///< |O|
  std::vector<StretchTracks> stretches;
  std::vector<Episode> episodes;  ///< all
  std::vector<Answer> answers;    ///< E: one for each episode that is not left-censored
  std::optional<std::string> start_time;
  std::vector<RecorderPause> pauses;

  /// The first of the reasons not_observed, no_..._track that applies, or none.
  Reason unavailable(Needs needs) const;
  /// The same with no_episodes and censored.
  Reason unavailable_over_episodes(Needs needs) const;
  /// A count that is there as soon as its tracks are.
  Count count(Needs needs, std::size_t number) const;
  /// `amount` an observed hour; too_few below `min_hours`.
  Number per_hour(Needs needs, double amount) const;
};

/// `stretches` are those of `tracks_of` with the same g_u, d_u and d_r.
Evidence gather(const Session& session, std::vector<StretchTracks> stretches, const MetricSettings& settings);

}  // namespace lull
