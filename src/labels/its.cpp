#include <algorithm>
#include <utility>

#include "labels/collector.hpp"
#include "labels/decimal.hpp"
#include "labels/formats.hpp"
#include "labels/xml.hpp"
#include "lull/core/clock.hpp"
#include "lull/events/spans.hpp"

namespace lull {
namespace {

using std::chrono::minutes;

constexpr std::string_view its_endings[] = {".its"};

// As LENA's software names speakers (Gilkerson and Richards, 2020), N near and F far from the recorder; the
// parts of a child's segment have the names of their attributes.
constexpr LabelName its_label_names[] = {
    {"CHN", Label::key_child, "the key child, near: its utterances, or the segment if no parts are told"},
    {"Cry", Label::cry, "crying in the key child's segments"},
    {"Vfx", std::nullopt, "vegetative and fixed signals in them: coughs, burps"},
    {"CXN", Label::other_child, "another child, near"},
    {"FAN", Label::female, "female adult, near"},
    {"MAN", Label::male, "male adult, near"},
    {"CHF", std::nullopt, "the key child, far or faint"},
    {"CXF", std::nullopt, "another child, far or faint"},
    {"FAF", std::nullopt, "female adult, far or faint"},
    {"MAF", std::nullopt, "male adult, far or faint"},
    {"OLN", std::nullopt, "overlapping sounds, near"},
    {"OLF", std::nullopt, "overlapping sounds, far or faint"},
    {"TVN", std::nullopt, "television and other electronic sound, near"},
    {"TVF", std::nullopt, "television and other electronic sound, far or faint"},
    {"NON", std::nullopt, "noise, near"},
    {"NOF", std::nullopt, "noise, far or faint"},
    {"FUZ", std::nullopt, "fuzzy: none of the others is likely"},
    {"SIL", std::nullopt, "silence"},
};

/// "PT12.34S" or "P12.34S" is 12.34 s.
std::optional<Milliseconds> parse_its_time(std::string_view text) {
  if (!text.starts_with("P") || !text.ends_with("S")) return std::nullopt;
  text = text.substr(1, text.size() - 2);
  if (text.starts_with("T")) text.remove_prefix(1);
  const auto seconds = parse_decimal(text);
  if (!seconds || (seconds->negative && !seconds->is_zero())) return std::nullopt;
  return round_half_up(*seconds);
}

Milliseconds time_in(const Xml& xml, const pugi::xml_node& node, const char* attribute) {
  const std::string_view text = xml.needed(node, attribute);
  const auto time = parse_its_time(text);
  if (!time) {
    throw Error(Fault::input, xml.at(node),
                std::string(attribute) + " '" + std::string(text) + "' is not a time",
                "give seconds as in PT12.34S");
  }
  return *time;
}

TimeSpan span_in(const Xml& xml, const pugi::xml_node& node, const char* start, const char* end) {
  const TimeSpan span{time_in(xml, node, start), time_in(xml, node, end)};
  if (span.end < span.begin) {
    throw Error(Fault::input, xml.at(node), std::string(node.name()) + " that ends before it starts",
                "correct or remove it");
  }
  return span;
}

class ItsReader {
 public:
  ItsReader(const Xml& xml, const AnnotationOptions& options)
      : xml_(xml), segments_({}, its_label_names, options) {}

  Session read() {
    std::vector<TimeSpan> ranges;
    for (const auto& [range, recording] : recordings()) {
      ranges.push_back(range);
      set_clock(recording, range.begin);
      for (const pugi::xpath_node each : recording.select_nodes(".//Segment")) add(each.node());
    }
    if (ranges.empty()) {
      throw Error(Fault::input, xml_.at(xml_.root()), "no 'Recording' in it",
                  "process the recording with LENA's software again");
    }
    return finish(std::move(ranges));
  }

 private:
  using Ranged = std::pair<TimeSpan, pugi::xml_node>;

  /// In the order of time, which pauses are found by, whatever that of the file is.
  std::vector<Ranged> recordings() const {
    std::vector<Ranged> all;
    for (const pugi::xml_node each : xml_.root().child("ProcessingUnit").children("Recording")) {
      all.emplace_back(span_in(xml_, each, "startTime", "endTime"), each);
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Ranged& a, const Ranged& b) { return a.first.begin < b.first.begin; });
    return all;
  }

  void add(const pugi::xml_node& segment) {
    const std::string_view speaker = xml_.needed(segment, "spkr");
    const TimeSpan when = span_in(xml_, segment, "startTime", "endTime");
    if (when.begin < last_end_ && !first_overlap_) first_overlap_ = segment;
    last_end_ = std::max(last_end_, when.end);
    const std::optional<Label> label = segments_.label_of(speaker);
    if (label && speaker.starts_with("CH")) {
      add_child(segment, when, *label);
    } else {
      segments_.add(label, when, {});
    }
  }

  void add_child(const pugi::xml_node& segment, TimeSpan when, Label label) {
    segments_.add(std::nullopt, when, {});
    bool parts = add_parts(segment, label);
    // Older files have an element for each utterance.
    for (const pugi::xml_node part : segment.children()) parts = add_parts(part, label) || parts;
    if (parts) return;
    const auto length = [&](const char* attribute) {
      return parse_its_time(value(segment, attribute)).value_or(Milliseconds{0});
    };
    const bool only_crying =
        length("childCryVfxLen") > Milliseconds{0} && length("childUttLen") == Milliseconds{0};
    segments_.add(only_crying ? segments_.label_of("Cry") : label, when, {});
  }

  /// The parts that the attributes of an element tell: startUtt1 and endUtt1, startCry1 and so on.
  bool add_parts(const pugi::xml_node& node, Label label) {
    bool found = false;
    for (const pugi::xml_attribute attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (!name.starts_with("start")) continue;
      const std::string_view kind = name.substr(5, 3);
      if (kind != "Utt" && kind != "Cry" && kind != "Vfx") continue;
      const std::string end = "end" + std::string(name.substr(5));
      const TimeSpan when = span_in(xml_, node, attribute.name(), end.c_str());
      segments_.add(kind == "Utt" ? label : segments_.label_of(kind), when, {});
      found = true;
    }
    return found;
  }

  /// The clock of each recording says how long the recorder stood still before it.
  void set_clock(const pugi::xml_node& recording, Milliseconds at) {
    const auto clock = parse_clock_time(value(recording, "startClockTime"));
    Milliseconds lost{0};
    if (clock && clock->date && !start_) start_ = later_by(*clock, -at - paused_before(pauses_, at));
    if (clock && clock->date) lost = between(*start_, *clock) - at - paused_before(pauses_, at);
    // The clock has whole seconds: what it lacks of less than one is no time gone by.
    if (any_recording_) pauses_.push_back({at, std::max(lost, Milliseconds{0})});
    any_recording_ = true;
  }

  /// What the clock where the child lives was ahead of UTC. A zone says only whether it ever has summer time;
  /// the moment when the recording was taken off the recorder says whether it had. Nothing if neither is
  /// told.
  std::optional<minutes> zone() const {
    const pugi::xml_node all = xml_.root()
                                   .child("ProcessingUnit")
                                   .child("UPL_Header")
                                   .child("TransferredUPL")
                                   .child("RecordingInformation");
    const pugi::xml_node transfer = all.child("TransferTime"), told = all.child("Audio").child("TimeZone");
    const auto local = parse_clock_time(value(transfer, "LocalTime")),
               utc = parse_clock_time(value(transfer, "UTCTime"));
    std::optional<minutes> then;
    if (local && utc && local->date && utc->date) {
      then = std::chrono::round<minutes>(
          Milliseconds{local->of_day - utc->of_day + (*local->date - *utc->date)});
    }
    const pugi::xml_attribute seconds = told.attribute("StandardSecondsOffset");
    if (!seconds) return then;
    const minutes standard{seconds.as_int() / 60};
    const bool summer = value(told, "UsesDST") == "1" && then == standard + minutes{60};
    return summer ? then : standard;
  }

  Session finish(std::vector<TimeSpan> ranges) {
    Session session = segments_.finish();
    std::vector<Milliseconds> cuts;
    for (const RecorderPause& pause : pauses_) cuts.push_back(pause.at);
    session.recording.duration =
        std::max_element(ranges.begin(), ranges.end(), [](const TimeSpan& a, const TimeSpan& b) {
          return a.end < b.end;
        })->end;
    session.observed = cut_at(joined(std::move(ranges)), cuts);
    note_what_is_outside(session);
    if (start_) {
      const auto local = zone();
      session.recording.start_time = clock_text(local ? as_shown_at(*start_, *local) : *start_);
    }
    session.recording.pauses = std::move(pauses_);
    if (first_overlap_) {
      session.warnings.push_back(
          {WarningCode::overlap, std::nullopt,
           xml_.line(first_overlap_) + ": a segment starts before the one before it ends"});
    }
    return session;
  }

  static void note_what_is_outside(Session& session) {
    const auto outside = std::count_if(session.events.begin(), session.events.end(), [&](const Event& event) {
      return total_within(session.observed, event.when) < event.when.length();
    });
    if (outside == 0) return;
    session.warnings.push_back(
        {WarningCode::left_out, std::nullopt,
         std::to_string(outside) + (outside == 1 ? " segment lies" : " segments lie") +
             " outside the recordings of the file, in whole or in part: left out there"});
  }

  const Xml& xml_;
  Collector segments_;
  std::optional<ClockTime> start_;  ///< of the file's first sample
  std::vector<RecorderPause> pauses_;
  bool any_recording_ = false;
  Milliseconds last_end_{0};
  pugi::xml_node first_overlap_;
};

Annotations read_its(std::istream& in, const std::string& name, const AnnotationOptions& options) {
  const Xml xml(in, name, "ITS");
  return {{ItsReader(xml, options).read()}, {}};
}

}  // namespace

const AnnotationFormat its_format{
    .name = "its",
    .endings = its_endings,
    .title = "LENA .its",
    .labels = its_label_names,
    .notes =
        "Observed: each Recording of the file is a stretch of its own, for the recorder stood still between "
        "them; hours of day follow its clock. --map FAF=FEM, MAF=MAL, CHF=KCHI, CXF=OCH brings in far "
        "voices. A child's segment that counts crying without saying where, and no utterance, is CRY.",
    .read = read_its};

}  // namespace lull
