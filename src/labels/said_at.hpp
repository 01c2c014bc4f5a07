#pragma once
#include <map>
#include <string_view>
#include <utility>

#include "lull/events/session.hpp"

namespace lull {

/// The words of a session's events: those of utterances that lie exactly where an event of their speaker
/// does. What formats can write that keep words in their segments. The session outlives it.
class SaidAt {
 public:
  explicit SaidAt(const Session& session) {
    if (!session.transcript) return;
    for (const Utterance& each : *session.transcript)
      words_.try_emplace({each.speaker, each.when}, each.text);
  }

  /// Empty where nothing was said, or nobody knows what.
  std::string_view words(const Event& event) const {
    const auto found = words_.find({event.label, event.when});
    return found == words_.end() ? std::string_view() : found->second;
  }

 private:
  std::map<std::pair<Label, TimeSpan>, std::string_view> words_;
};

}  // namespace lull
