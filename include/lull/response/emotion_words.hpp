#pragma once
#include <string>
#include <tuple>

#include "lull/core/fields.hpp"
#include "lull/events/session.hpp"
#include "lull/response/evidence.hpp"
#include "lull/response/lexicon.hpp"

namespace lull {

/// Naming emotions: needs a transcript, which lull does not make. Source: metrics.md, section 9.
struct EmotionWordMetrics {
  Number per_response = Reason::no_transcript;
  Measured<std::string> lexicon = Reason::no_transcript;

  static constexpr auto fields() {
    using E = EmotionWordMetrics;
    return std::tuple{field("per_response", &E::per_response, "", "emotion words a response"),
                      field("lexicon", &E::lexicon, "", "whose list of words")};
  }
};

/// Words of the list in adult utterances that overlap [t0, u + 60 s) of an episode, cut at the end of its
/// stretch, over the number of responses. An utterance counts once, also where such windows overlap.
/// Without a transcript, or in one that has no word, no_transcript, without a list not_measurable, without a
/// response undefined.
EmotionWordMetrics measure_emotion_words(const Session& session, const Evidence& evidence,
                                         const Lexicon* lexicon);

}  // namespace lull
