#include <algorithm>
#include <map>

#include "labels/said_at.hpp"
#include "labels/tiers.hpp"
#include "lull/core/text.hpp"
#include "lull/events/spoken_words.hpp"

namespace lull {
namespace {

/// Puts a part into the first tier of its label whose last part has ended, or into a new one.
void place(const std::string& label, TierPart part, std::vector<Tier>& layers) {
  const auto free = std::find_if(layers.begin(), layers.end(), [&](const Tier& tier) {
    return tier.parts.back().when.end <= part.when.begin;
  });
  if (free != layers.end()) {
    free->parts.push_back(std::move(part));
    return;
  }
  const std::string number = layers.empty() ? "" : std::to_string(layers.size() + 1);
  layers.push_back({label + number, {std::move(part)}});
}

/// Words that a reader would take for codes are ended as utterances are.
void show_words(Tier& tier) {
  if (is_transcript(tier)) return;
  for (TierPart& part : tier.parts) {
    if (understood_words(part.text) > 0 && !label_of(part.text)) part.text += " .";
  }
}

}  // namespace

std::vector<Tier> session_tiers(const Session& session, TimeSpan whole) {
  const SaidAt said(session);
  std::map<Label, std::vector<Tier>> layers;
  for (const Event& event : session.events) {
    const std::string label(name(event.label));
    const std::string words = as_utf8(said.words(event));
    place(label, {event.when, words.empty() ? label : words, 0}, layers[event.label]);
  }
  std::vector<Tier> tiers;
  for (auto& [label, of_label] : layers) {
    std::for_each(of_label.begin(), of_label.end(), show_words);
    std::move(of_label.begin(), of_label.end(), std::back_inserter(tiers));
  }
  if (tiers.empty()) tiers.push_back({std::string(name(Label::cry)), {}});
  if (!session.observed.empty() && session.observed != std::vector<TimeSpan>{whole}) {
    Tier& code = tiers.emplace_back();
    code.name = "code";
    for (const TimeSpan& each : session.observed) code.parts.push_back({each, "observed", 0});
  }
  return tiers;
}

const Session& only_session(std::span<const Session> sessions, const AnnotationFormat& format) {
  if (sessions.size() != 1) {
    throw Error(Fault::usage, std::string(format.title),
                "a file of it holds one recording, not " + std::to_string(sessions.size()),
                "write to a format that holds several, such as RTTM");
  }
  return sessions.front();
}

}  // namespace lull
