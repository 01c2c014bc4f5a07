#include "lull/labels/rttm.hpp"

#include <algorithm>
#include <map>
#include <ostream>

#include "labels/collector.hpp"
#include "labels/decimal.hpp"
#include "labels/formats.hpp"
#include "labels/lines.hpp"

namespace lull {
namespace {

constexpr std::size_t id_field = 1, onset_field = 3, duration_field = 4, text_field = 5, label_field = 7;
constexpr std::string_view nothing = "<NA>";

constexpr std::string_view rttm_endings[] = {".rttm"};

// As the diarisation of daylong recordings has them: VTC (Lavechin et al., 2020), VCM (Al Futaisi et al.,
// 2019).
constexpr LabelName rttm_label_names[] = {
    {"CRY", Label::cry, "crying (VCM, lull)"},
    {"FUS", Label::fuss, "fuss (lull)"},
    {"KCHI", Label::key_child, "the key child (VTC, lull)"},
    {"CNS", Label::key_child, "canonical syllables of the key child (VCM)"},
    {"NCS", Label::key_child, "other syllables of the key child (VCM)"},
    {"OCH", Label::other_child, "another child (VTC 2, lull)"},
    {"CHI", Label::other_child, "another child (VTC 1)"},
    {"FEM", Label::female, "female adult"},
    {"MAL", Label::male, "male adult"},
    {"ADU", Label::adult, "adult of unknown sex"},
    {"OTH", std::nullopt, "neither crying nor babble of the key child (VCM)"},
    {"SPEECH", std::nullopt, "any voice (VTC 1): says only which tracks there are"},
};

// The RT-09 evaluation plan, appendix A.
constexpr std::string_view other_line_types[] = {
    "SEGMENT", "NOSCORE", "NO_RT_METADATA", "LEXEME", "NON-LEX", "NON-SPEECH", "FILLER", "EDIT", "IP", "SU",
    "CB",      "A/P",     "SPKR-INFO"};

bool is_line_of_rttm(std::string_view type) {
  return std::find(std::begin(other_line_types), std::end(other_line_types), type) !=
         std::end(other_line_types);
}

/// What the lines of one recording say.
struct Recording {
  Collector segments;
  std::optional<Error> fault;  ///< the first
};

Decimal time_in(std::string_view text, std::string_view what, const std::string& where) {
  const std::optional<Decimal> time = parse_decimal(text);
  if (!time) {
    throw Error(Fault::input, where, std::string(what) + " '" + std::string(text) + "' is not a time",
                "give seconds as a decimal number");
  }
  if (time->negative && !time->is_zero()) {
    throw Error(Fault::input, where, std::string(what) + " " + std::string(text) + " is negative",
                "correct or remove the line");
  }
  return *time;
}

void add_line(const std::vector<std::string_view>& fields, const std::string& where, Recording& recording) {
  if (fields.size() <= label_field) {
    throw Error(Fault::input, where, "a SPEAKER line with " + std::to_string(fields.size()) + " fields",
                "give at least the 8 fields up to the label");
  }
  if (fields[label_field] == nothing && fields[text_field] != nothing) {
    throw Error(Fault::input, where, "a SPEAKER line whose fields are one off",
                "take the blank out of the name of the recording");
  }
  const Decimal onset = time_in(fields[onset_field], "onset", where);
  const Decimal duration = time_in(fields[duration_field], "duration", where);
  const std::string_view label = fields[label_field];
  if (label == "SPEECH" || label == "CHI") recording.segments.maker_knows_no_crying();
  recording.segments.add(recording.segments.label_of(label),
                         {round_half_up(onset), round_half_up(onset + duration)}, where);
}

}  // namespace

Annotations read_rttm(std::istream& in, const std::string& name, const AnnotationOptions& options) {
  std::vector<Recording> recordings;
  std::map<std::string, std::size_t, std::less<>> index;
  std::size_t foreign = 0;  // the first line of no kind that there is
  for_each_line(in, name, [&](const std::vector<std::string_view>& fields, std::size_t line) {
    if (fields.front() != "SPEAKER") {
      if (foreign == 0 && !is_line_of_rttm(fields.front())) foreign = line;
      return;
    }
    const std::string where = at_line(name, line);
    if (fields.size() <= id_field) {
      throw Error(Fault::input, where, "a SPEAKER line that names no recording",
                  "correct or remove the line");
    }
    const auto [entry, is_new] = index.try_emplace(std::string(fields[id_field]), recordings.size());
    if (is_new) recordings.push_back({Collector(entry->first, rttm_label_names, options), std::nullopt});
    Recording& recording = recordings[entry->second];
    if (recording.fault) return;
    try {
      add_line(fields, where, recording);
    } catch (const Error& error) {
      recording.fault =
          Error(error.fault(), where + ", recording " + entry->first, error.problem(), error.remedy());
    }
  });
  // A table or a web page under the name of RTTM is no recording in which nothing was heard.
  if (recordings.empty() && foreign > 0) {
    throw Error(Fault::input, at_line(name, foreign), "is no line of RTTM, and no line is of SPEAKER",
                "name its format with --format");
  }
  Annotations annotations;
  for (Recording& recording : recordings) {
    if (recording.fault) {
      annotations.faults.push_back(*recording.fault);
    } else {
      annotations.sessions.push_back(recording.segments.finish());
    }
  }
  return annotations;
}

void write_rttm(std::ostream& out, const Session& session) {
  const std::string id = in_one_word(session.recording.id);
  for (const Event& event : session.events) {
    out << "SPEAKER " + id + " 1 " + seconds_text(event.when.begin) + " " +
               seconds_text(event.when.length()) + " <NA> <NA> " + std::string(name(event.label)) +
               " <NA> <NA>\n";
  }
}

const AnnotationFormat rttm_format{
    .name = "rttm",
    .endings = rttm_endings,
    .title = "RTTM (VTC, VCM, pyannote, lull)",
    .labels = rttm_label_names,
    .notes =
        "Observed: from 0 to the last offset. The cry track is there unless the file has SPEECH or CHI "
        "lines and neither CRY nor FUS.",
    .several_recordings = true,
    .has_tiers = false,
    .keeps_words = false,
    .keeps_confidence = false,
    .read = read_rttm,
    .write = [](std::ostream& out, std::span<const Session> sessions) {
      for (const Session& session : sessions) write_rttm(out, session);
    }};

}  // namespace lull
