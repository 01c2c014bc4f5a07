#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lull/labels/annotations.hpp"

namespace lull {

/// Gathers the segments of one recording of an annotation file, whatever the format, into a session.
class Collector {
 public:
  /// The options outlive the collector.
  Collector(std::string id, std::span<const LabelName> labels, const AnnotationOptions& options);

  /// What the file's own name of a label stands for: the user's table first, then the format's. Nothing for
  /// names that are left out; those that neither table knows are counted for a warning.
  std::optional<Label> label_of(std::string_view name);

  /// Whether the user's table has the name.
  bool is_mapped(std::string_view name) const { return options_.labels.find(name) != options_.labels.end(); }
  /// Whether the user's table or the format's has it.
  bool knows(std::string_view name) const;

  /// A segment, whose label may stand for nothing: it still is part of what was annotated. One of no whole
  /// millisecond is dropped. Throws Error(Fault::input) named `where` if it ends before it starts.
  void add(std::optional<Label> label, TimeSpan when, const std::string& where,
           std::optional<float> confidence = std::nullopt);

  /// Words of a speaker; makes the session one with a transcript.
  void add_words(Label speaker, TimeSpan when, std::string text);

  /// The file has lines that only a maker without a class for crying writes: no cry track without cry lines.
  void maker_knows_no_crying() { no_cry_known_ = true; }

  /// The tracks that the segments so far show (metrics.md, section 1.2).
  TrackSet tracks() const;

  /// The session, for its format to add to: events in order, tracks, warnings, observed from 0 to the last
  /// offset. The collector is spent.
  Session finish();

 private:
  Session session_;
  std::span<const LabelName> labels_;
  const AnnotationOptions& options_;
  Milliseconds last_offset_{0};
  bool cry_ = false, adult_ = false, child_ = false, no_cry_known_ = false;
  std::map<std::string, int> unknown_labels_;
};

}  // namespace lull
