#include "lull/labels/childproject.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <ostream>
#include <set>

#include "labels/collector.hpp"
#include "labels/cry_list.hpp"
#include "labels/formats.hpp"
#include "labels/said_at.hpp"
#include "labels/text_lines.hpp"
#include "labels/whole_text.hpp"
#include "lull/core/csv.hpp"

namespace lull {
namespace {

constexpr std::string_view childproject_endings[] = {".csv"};

// Speakers and vocal maturity as ChildProject's converted annotations and ACLEW code them (Soderstrom et al.,
// 2021). A child's vocalisation is asked for as SPEAKER/TYPE first, then as SPEAKER.
constexpr LabelName childproject_label_names[] = {
    {"CHI", Label::key_child, "speaker_type: the key child"},
    {"CHI/Y", Label::cry, "the same with vcm_type Y: crying"},
    {"CHI/C", Label::key_child, "canonical"},
    {"CHI/N", Label::key_child, "non-canonical"},
    {"CHI/L", Label::key_child, "laughing"},
    {"CHI/U", Label::key_child, "unsure"},
    {"CHI/J", std::nullopt, "junk: no vocalisation of the child"},
    {"cries", Label::cry, "each of the column's spans, inside a row of the key child (LENA)"},
    {"OCH", Label::other_child, "another child"},
    {"FEM", Label::female, "female adult"},
    {"MAL", Label::male, "male adult"},
    {"NA", std::nullopt, "nobody known"},
    {"CRY", Label::cry, "column label, as lull writes it; it comes before speaker_type"},
    {"FUS", Label::fuss, "the same"},
    {"KCHI", Label::key_child, "the same"},
    {"ADU", Label::adult, "the same: adult of unknown sex"},
};

/// What the rows of one recording say.
struct Recording {
  Collector segments;
  std::optional<Error> fault;  ///< the first
  std::size_t cries_outside = 0, short_rows = 0;
};

std::string without_ending(const std::string& file) {
  return is_missing(file) ? "" : std::filesystem::path(file).replace_extension().string();
}

/// A table with the segments of one annotator, or of those that were chosen.
class ChildProjectReader {
 public:
  ChildProjectReader(const CsvTable& table, const std::string& name, const AnnotationOptions& options,
                     Milliseconds seek)
      : table_(table), name_(name), options_(options), seek_(seek) {}

  Annotations read() {
    check_columns();
    choose();
    for (std::size_t row = 0; row < table_.size(); ++row) take(row);
    // The file is the recording, where its rows name none.
    if (recordings_.empty() && !table_.has("recording") && !table_.has("recording_filename")) recording("");
    return finish();
  }

 private:
  void check_columns() const {
    if (table_.has("range_onset") && !table_.has("segment_onset")) {
      throw Error(Fault::input, name_, "lists annotations and holds none", "give the folder of the dataset");
    }
    table_.require({"segment_onset", "segment_offset"});
    if (!table_.has("speaker_type") && !table_.has("label")) {
      throw Error(Fault::input, name_, "says of no segment who is heard: no column 'speaker_type' or 'label'",
                  "its first line names the columns");
    }
  }

  void choose() const {
    std::set<std::string> sets;
    for (std::size_t row = 0; row < table_.size(); ++row) sets.insert(table_.at(row, "set"));
    const std::string all = listed(sets);
    if (options_.tiers.empty() && table_.has("set") && sets.size() > 1) {
      throw Error(Fault::input, name_, "holds the sets " + all, "choose one with --tier");
    }
    for (const std::string& tier : options_.tiers) {
      if (!table_.has("set")) throw Error(Fault::input, name_, "has no column 'set'", "leave out --tier");
      if (sets.count(tier) == 0) throw Error(Fault::input, name_, "has no set '" + tier + "' but " + all);
    }
  }

  bool is_chosen(std::size_t row) const {
    const std::vector<std::string>& chosen = options_.tiers;
    return chosen.empty() || std::find(chosen.begin(), chosen.end(), table_.at(row, "set")) != chosen.end();
  }

  std::string id_of(std::size_t row) const {
    const std::string& id = table_.at(row, "recording");
    return is_missing(id) ? without_ending(table_.at(row, "recording_filename")) : id;
  }

  Recording& recording(const std::string& id) {
    const auto [entry, is_new] = index_.try_emplace(id, recordings_.size());
    if (is_new) recordings_.push_back({Collector(id, childproject_label_names, options_), std::nullopt, 0});
    return recordings_[entry->second];
  }

  void take(std::size_t row) {
    if (!is_chosen(row)) return;
    Recording& into = recording(id_of(row));
    if (into.fault) return;
    try {
      add(row, into);
    } catch (const Error& error) {
      into.fault = error;
    }
  }

  std::optional<Label> label_in(std::size_t row, Collector& segments) {
    const std::string& own = table_.at(row, "label");
    if (label_of(own) || options_.labels.count(own) > 0) {
      knows_crying_ = true;
      return segments.label_of(own);
    }
    if (!table_.has("speaker_type")) return segments.label_of(is_missing(own) ? "NA" : std::string_view(own));
    const std::string& speaker = table_.at(row, "speaker_type");
    const std::string& type = table_.at(row, "vcm_type");
    if (!is_missing(type)) {
      knows_crying_ = true;
      const std::string both = speaker + "/" + type;
      if (options_.labels.count(both) > 0 || segments.knows(both)) return segments.label_of(both);
    }
    return segments.label_of(is_missing(speaker) ? "NA" : std::string_view(speaker));
  }

  void add(std::size_t row, Recording& into) {
    const std::string where = table_.place(row);
    into.short_rows += table_.is_short(row) ? 1 : 0;
    const TimeSpan when{milliseconds_in(table_.at(row, "segment_onset"), "segment_onset", where),
                        milliseconds_in(table_.at(row, "segment_offset"), "segment_offset", where)};
    const std::optional<Label> label = label_in(row, into.segments);
    into.segments.add(label, when, where, confidence_in(row, where));
    const std::string& words = table_.at(row, "transcription");
    if (label && !is_missing(words)) into.segments.add_words(*label, when, words);
    if (const std::string& cries = table_.at(row, "cries"); !is_missing(cries)) {
      knows_crying_ = true;
      if (label == Label::key_child) add_cries(cries, when, where, into);
    }
  }

  void add_cries(const std::string& cries, const TimeSpan& segment, const std::string& where,
                 Recording& into) const {
    for (const TimeSpan& cry : cry_list(cries, where)) {
      const auto inside = intersection(TimeSpan{cry.begin + seek_, cry.end + seek_}, segment);
      if (inside) into.segments.add(into.segments.label_of("cries"), *inside, where);
      into.cries_outside += inside ? 0 : 1;
    }
  }

  std::optional<float> confidence_in(std::size_t row, const std::string& where) const {
    const std::string& text = table_.at(row, "confidence");
    if (is_missing(text)) return std::nullopt;
    float value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !(value >= 0 && value <= 1)) {
      throw Error(Fault::input, where, "confidence '" + text + "' is no number from 0 to 1",
                  "correct it or leave it empty");
    }
    return value;
  }

  Annotations finish() {
    Annotations annotations;
    for (Recording& each : recordings_) {
      if (each.fault) {
        annotations.faults.push_back(*each.fault);
        continue;
      }
      if (!knows_crying_) each.segments.maker_knows_no_crying();
      annotations.sessions.push_back(each.segments.finish());
      if (each.cries_outside > 0) {
        annotations.sessions.back().warnings.push_back(
            left_out(each.cries_outside, "cry outside its segment", "cries outside their segments"));
      }
      if (each.short_rows > 0) {
        annotations.sessions.back().warnings.push_back(
            {WarningCode::left_out, std::nullopt,
             std::to_string(each.short_rows) + (each.short_rows == 1 ? " row has" : " rows have") +
                 " fewer cells than the table has columns: what is missing was taken as empty"});
      }
    }
    return annotations;
  }

  const CsvTable& table_;
  const std::string& name_;
  const AnnotationOptions& options_;
  Milliseconds seek_;
  bool knows_crying_ = false;
  std::vector<Recording> recordings_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

std::string_view speaker_type(Label label) {
  if (is_crying(label) || label == Label::key_child) return "CHI";
  return label == Label::adult ? "NA" : name(label);
}

/// Quoted where it has to be (RFC 4180).
std::string cell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

std::string number(std::optional<float> value) {
  if (!value) return "";
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, *value).ptr};
}

}  // namespace

Annotations read_childproject(std::istream& in, const std::string& name, const AnnotationOptions& options,
                              Milliseconds seek) {
  const CsvTable table(whole_text(in, name), name);
  return ChildProjectReader(table, name, options, seek).read();
}

void write_childproject(std::ostream& out, std::span<const Session> sessions) {
  out << "recording_filename,recording,segment_onset,segment_offset,speaker_id,speaker_type,vcm_type,label,"
         "confidence,transcription\n";
  for (const Session& session : sessions) {
    const SaidAt said(session);
    const std::string id = cell(session.recording.id);
    for (const Event& event : session.events) {
      out << id << ',' << id << ',' << event.when.begin.count() << ',' << event.when.end.count() << ",NA,"
          << speaker_type(event.label) << ',' << (is_crying(event.label) ? "Y" : "NA") << ','
          << name(event.label) << ',' << number(event.confidence) << ',' << cell(said.words(event)) << '\n';
    }
  }
}

const AnnotationFormat childproject_format{
    .name = "csv",
    .endings = childproject_endings,
    .title = "ChildProject CSV",
    .labels = childproject_label_names,
    .notes =
        "Converted annotations, and segments.csv of lull. Observed: from 0 to the last segment_offset; in a "
        "whole dataset the annotated ranges. The cry track "
        "is there if any row has a vcm_type, cries or a label of lull; child_cry_vfx_len says how long but "
        "not when and is not used. --tier chooses among the names in the column set.",
    .several_recordings = true,
    .has_tiers = true,
    .keeps_words = true,
    .keeps_confidence = true,
    .read = [](std::istream& in, const std::string& name,
               const AnnotationOptions& options) { return read_childproject(in, name, options); },
    .write = write_childproject};

}  // namespace lull
