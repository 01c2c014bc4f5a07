#include "labels/collector.hpp"

#include <algorithm>

namespace lull {

Collector::Collector(std::string id, std::span<const LabelName> labels, const AnnotationOptions& options)
    : labels_(labels), options_(options) {
  session_.recording.id = std::move(id);
}

std::optional<Label> Collector::label_of(std::string_view name) {
  if (const auto ours = options_.labels.find(name); ours != options_.labels.end()) return ours->second;
  const auto theirs =
      std::find_if(labels_.begin(), labels_.end(), [&](const LabelName& each) { return each.name == name; });
  if (theirs != labels_.end()) return theirs->label;
  ++unknown_labels_[std::string(name)];
  return std::nullopt;
}

bool Collector::knows(std::string_view name) const {
  return is_mapped(name) || std::any_of(labels_.begin(), labels_.end(),
                                        [&](const LabelName& each) { return each.name == name; });
}

void Collector::add(std::optional<Label> label, TimeSpan when, const std::string& where,
                    std::optional<float> confidence) {
  if (when.end < when.begin) {
    throw Error(Fault::input, where, "a segment that ends before it starts", "correct or remove it");
  }
  last_offset_ = std::max(last_offset_, when.end);
  if (!label) return;
  cry_ = cry_ || is_crying(*label);
  adult_ = adult_ || is_adult(*label);
  child_ = child_ || *label == Label::key_child;
  if (when.empty()) return;
  Event event;
  event.label = *label;
  event.when = when;
  event.confidence = confidence;
  session_.events.push_back(event);
}

void Collector::add_words(Label speaker, TimeSpan when, std::string text) {
  if (!session_.transcript) session_.transcript.emplace();
  session_.transcript->push_back({speaker, when, std::move(text)});
}

TrackSet Collector::tracks() const { return {cry_ || !no_cry_known_, adult_, child_}; }

Session Collector::finish() {
  session_.tracks = tracks();
  for (const auto& [label, count] : unknown_labels_) {
    session_.warnings.push_back({WarningCode::unknown_label, std::nullopt,
                                 "label '" + label + "' is not known: left out " + std::to_string(count) +
                                     (count == 1 ? " segment" : " segments")});
  }
  if (last_offset_ > Milliseconds{0}) session_.observed = {{Milliseconds{0}, last_offset_}};
  std::stable_sort(session_.events.begin(), session_.events.end(), earlier);
  return std::move(session_);
}

}  // namespace lull
