#include "lull/labels/audacity.hpp"

#include <ostream>

#include "labels/collector.hpp"
#include "labels/decimal.hpp"
#include "labels/formats.hpp"
#include "labels/lines.hpp"
#include "labels/text_lines.hpp"
#include "labels/whole_text.hpp"

namespace lull {
namespace {

constexpr std::string_view audacity_endings[] = {".txt"};

constexpr LabelName audacity_label_names[] = {
    {"CRY", Label::cry, "crying"},
    {"FUS", Label::fuss, "fuss"},
    {"KCHI", Label::key_child, "the key child"},
    {"OCH", Label::other_child, "another child"},
    {"FEM", Label::female, "female adult"},
    {"MAL", Label::male, "male adult"},
    {"ADU", Label::adult, "adult of unknown sex"},
};

}  // namespace

Annotations read_audacity(std::istream& in, const std::string& name, const AnnotationOptions& options) {
  Collector segments("", audacity_label_names, options);
  std::size_t points = 0;
  const std::string text = whole_text(in, name);
  for_each_whole_line(text, [&](std::string_view line, std::size_t number) {
    if (trimmed(line).empty() || line.front() == '\\') return;
    const std::string where = at_line(name, number);
    const std::size_t first = line.find('\t'), second = line.find('\t', first + 1);
    if (first == std::string_view::npos) {
      throw Error(Fault::input, where, "is not START, END and LABEL apart by tabs",
                  "export the label track again");
    }
    const bool has_label = second != std::string_view::npos;
    const std::string_view end = line.substr(first + 1, has_label ? second - first - 1 : second);
    const TimeSpan when{seconds_in(trimmed(line.substr(0, first)), "the start", where),
                        seconds_in(trimmed(end), "the end", where)};
    points += when.begin == when.end ? 1 : 0;
    segments.add(segments.label_of(has_label ? trimmed(line.substr(second)) : ""), when, where);
  });
  Annotations annotations;
  annotations.sessions.push_back(segments.finish());
  if (points > 0) {
    annotations.sessions[0].warnings.push_back(
        left_out(points, "point label, which has no length", "point labels, which have no length"));
  }
  return annotations;
}

void write_audacity(std::ostream& out, const Session& session) {
  std::string text;
  for (const Event& event : session.events) {
    text += seconds_text(event.when.begin) + "\t" + seconds_text(event.when.end) + "\t" +
            std::string(name(event.label)) + "\n";
  }
  out << text;
}

const AnnotationFormat audacity_format{
    .name = "audacity",
    .endings = audacity_endings,
    .title = "Audacity labels",
    .labels = audacity_label_names,
    .notes =
        "Observed: from 0 to the last end. The cry track is there; adult and child tracks if a line has "
        "such a label. Point labels are left out.",
    .several_recordings = false,
    .has_tiers = false,
    .keeps_words = false,
    .keeps_confidence = false,
    .read = read_audacity,
    .write = [](std::ostream& out, std::span<const Session> sessions) {
      for (const Session& session : sessions) write_audacity(out, session);
    }};

}  // namespace lull
