#pragma once
#include <array>
#include <string_view>
#include <vector>

#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"
#include "lull/response/acoustics.hpp"
#include "lull/response/attunement.hpp"
#include "lull/response/consistency.hpp"
#include "lull/response/coregulation.hpp"
#include "lull/response/crying.hpp"
#include "lull/response/emotion_words.hpp"
#include "lull/response/episode_row.hpp"
#include "lull/response/repair.hpp"
#include "lull/response/response.hpp"
#include "lull/response/sensitivity.hpp"
#include "lull/response/turns.hpp"

namespace lull {

/// Every metric of one recording. The described groups are the blocks of metrics.json, in its order; a new
/// metric is one member with its line in `fields()`.
struct SessionMetrics {
  CryingMetrics crying;
  ResponseMetrics response;
  CoregulationMetrics coregulation;
  ConsistencyMetrics consistency;
  RepairMetrics repair;
  AttunementMetrics attunement;
  TurnMetrics turns;
  AcousticMetrics acoustics;
  EmotionWordMetrics emotion_words;
  SensitivityMetrics sensitivity;
  std::vector<EpisodeRow> episodes;  ///< the rows of episodes.csv; not a block of metrics.json

  static constexpr auto fields() {
    using S = SessionMetrics;
    return std::tuple{field("crying", &S::crying, "", "how much crying"),
                      field("response", &S::response, "", "whether and when adults answer"),
                      field("coregulation", &S::coregulation, "", "how long until quiet"),
                      field("consistency", &S::consistency, "", "how alike the answers are"),
                      field("repair", &S::repair, "", "long crying without an answer, and what follows"),
                      field("attunement", &S::attunement, "", "how answers sound; a proxy"),
                      field("turns", &S::turns, "", "exchanges of child and adult"),
                      field("acoustics", &S::acoustics, "", "how the crying sounds"),
                      field("emotion_words", &S::emotion_words, "", "naming emotions"),
                      field("sensitivity", &S::sensitivity, "", "the same with other settings")};
  }
};

/// What no recording of sound can show, named in every report (metrics.md, section 9).
inline constexpr std::array<std::string_view, 8> not_measured{
    "modelling (yoU)", "naming emotions", "touch",           "feeding", "gaze",
    "kind of need",    "physiology",      "attachment class"};

/// All metrics of metrics.md. Pure: the same session and settings give the same numbers, to the last bit.
/// `session.observed` in order and apart. Emotion words are those of `lexicon`, if there is one. Throws
/// Error(Fault::usage) for settings out of range.
/// Cost: well under a second for a day with thousands of segments.
SessionMetrics measure(const Session& session, const MetricSettings& settings = {},
                       const Lexicon* lexicon = nullptr);

}  // namespace lull
