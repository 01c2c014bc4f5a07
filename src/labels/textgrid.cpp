#include <algorithm>
#include <ostream>

#include "labels/decimal.hpp"
#include "labels/formats.hpp"
#include "labels/lines.hpp"
#include "labels/tiers.hpp"
#include "labels/whole_text.hpp"

namespace lull {
namespace {

constexpr std::string_view textgrid_endings[] = {".textgrid"};

/// What Praat takes from a text file: numbers, quoted texts and <flags> that stand by themselves. All else is
/// there for people, so that the long and the short form read alike (Praat manual, "TextGrid file formats").
class Words {
 public:
  Words(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  std::string text() {
    if (next() != '"') fail("a text in quotes is missing");
    std::string said;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] != '"') {
        said += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        said += '"';
        ++at_;
      } else {
        ++at_;
        return said;
      }
    }
    fail("a text without the quote at its end");
  }

  Milliseconds time(std::string_view what) {
    const std::string_view word = number();
    const auto seconds = parse_decimal(word);
    if (!seconds) {
      fail(std::string(what) + " '" + std::string(word) + "' is not a time",
           "give seconds as a number with a decimal point");
    }
    if (seconds->negative && !seconds->is_zero())
      fail(std::string(what) + " " + std::string(word) + " is negative");
    return round_half_up(*seconds);
  }

  std::int64_t count() {
    const std::string_view word = number();
    const auto whole = parse_decimal(word);
    if (!whole || whole->negative || !whole->rest.empty() || whole->milliseconds % 1000 != 0) {
      fail("'" + std::string(word) + "' is not a number of things");
    }
    return whole->milliseconds / 1000;
  }

  std::string_view flag() {
    if (next() != '<') fail("a flag such as <exists> is missing");
    return word();
  }

  /// Where the word that was read last starts.
  std::size_t place() const { return start_; }

  [[noreturn]] void fail(const std::string& problem,
                         const std::string& remedy = "save it with Praat again") const {
    throw Error(Fault::input, at_line(name_, line_of(text_, start_)), problem, remedy);
  }

 private:
  std::string_view number() {
    const char c = next();
    if (c == '"' || c == '<' || c == '\0') fail("a number is missing");
    return word();
  }

  std::string_view word() {
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n", at_), text_.size());
    const std::string_view found = text_.substr(at_, end - at_);
    at_ = end;
    return found;
  }

  /// Goes to the next number, text or flag; what it starts with, or nothing at the end of the file.
  char next() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '=') {
        ++at_;
        continue;
      }
      start_ = at_;
      if (c == '"' || c == '<' || c == '+' || c == '-' || c == '.' || (c >= '0' && c <= '9')) return c;
      at_ = std::min(text_.find_first_of(c == '!' ? "\n" : " \t\r\n=", at_), text_.size());
    }
    start_ = text_.size();
    return '\0';
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t at_ = 0, start_ = 0;
};

/// The intervals that say something.
Tier read_intervals(Words& words) {
  Tier tier;
  tier.name = words.text();
  words.time("xmin");
  words.time("xmax");
  for (std::int64_t left = words.count(); left > 0; --left) {
    TierPart part;
    part.when.begin = words.time("xmin");
    part.place = words.place();
    part.when.end = words.time("xmax");
    if (part.when.end < part.when.begin) words.fail("an interval that ends before it starts", "correct it");
    part.text = words.text();
    if (part.text.find_first_not_of(" \t\r\n") != std::string::npos) tier.parts.push_back(std::move(part));
  }
  return tier;
}

void skip_points(Words& words) {
  words.text();
  words.time("xmin");
  words.time("xmax");
  for (std::int64_t left = words.count(); left > 0; --left) {
    words.time("time");
    words.text();
  }
}

Annotations read_textgrid(std::istream& in, const std::string& name, const AnnotationOptions& options) {
  const std::string text = whole_text(in, name);
  Words words(text, name);
  if (text.starts_with("ooBinaryFile")) words.fail("a binary file", "save it as a text file with Praat");
  const std::string type = words.text();
  if (!type.starts_with("ooTextFile")) {
    words.fail("the file is of '" + type + "', not a text file of Praat",
               "save it as a text file with Praat");
  }
  const std::string object = words.text();
  if (object != "TextGrid") words.fail("the file holds a '" + object + "', not a TextGrid");
  TimeSpan whole;
  whole.begin = words.time("xmin");
  whole.end = words.time("xmax");
  if (whole.end < whole.begin) words.fail("xmax is before xmin", "correct it");
  std::vector<Tier> tiers;
  for (std::int64_t left = words.flag() == "<exists>" ? words.count() : 0; left > 0; --left) {
    const std::string kind = words.text();
    if (kind == "IntervalTier") {
      tiers.push_back(read_intervals(words));
    } else if (kind == "TextTier") {
      skip_points(words);
    } else {
      words.fail("'" + kind + "' is no kind of tier");
    }
  }
  return {{tiers_session(tiers, whole, text, options)}, {}};
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

/// A tier's parts with the gaps between them, from 0 to `end` without a break.
std::vector<TierPart> contiguous(const Tier& tier, Milliseconds end) {
  std::vector<TierPart> all;
  Milliseconds at{0};
  for (const TierPart& part : tier.parts) {
    if (part.when.begin > at) all.push_back({{at, part.when.begin}, "", 0});
    all.push_back(part);
    at = part.when.end;
  }
  if (at < end) all.push_back({{at, end}, "", 0});
  return all;
}

void write_textgrid(std::ostream& out, std::span<const Session> sessions) {
  const Session& session = only_session(sessions, textgrid_format);
  // Praat refuses a TextGrid of no length.
  Milliseconds end = std::max(Milliseconds{1}, session.recording.duration.value_or(Milliseconds{0}));
  for (const Event& event : session.events) end = std::max(end, event.when.end);
  if (!session.observed.empty()) end = std::max(end, session.observed.back().end);
  const std::vector<Tier> tiers = session_tiers(session, {Milliseconds{0}, end});

  const auto range = [&](const std::string& indent, TimeSpan when) {
    return indent + "xmin = " + seconds_text(when.begin) + " \n" + indent +
           "xmax = " + seconds_text(when.end) + " \n";
  };
  std::string text = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n" +
                     range("", {Milliseconds{0}, end}) +
                     "tiers? <exists> \nsize = " + std::to_string(tiers.size()) + " \nitem []: \n";
  for (std::size_t t = 0; t < tiers.size(); ++t) {
    const std::vector<TierPart> parts = contiguous(tiers[t], end);
    text += "    item [" + std::to_string(t + 1) +
            "]:\n        class = \"IntervalTier\" \n        name = " + in_quotes(tiers[t].name) + " \n" +
            range("        ", {Milliseconds{0}, end}) +
            "        intervals: size = " + std::to_string(parts.size()) + " \n";
    for (std::size_t i = 0; i < parts.size(); ++i) {
      text += "        intervals [" + std::to_string(i + 1) + "]:\n" + range("            ", parts[i].when) +
              "            text = " + in_quotes(parts[i].text) + " \n";
    }
  }
  out << text;
}

}  // namespace

const AnnotationFormat textgrid_format{
    .name = "textgrid",
    .endings = textgrid_endings,
    .title = "Praat TextGrid",
    .labels = tier_label_names,
    .notes =
        "A tier whose name is in the table (# is a number) gives segments of that label where its intervals "
        "have text; if no tier has such a name, the texts are the labels. Tiers code... and on_off say what "
        "was observed, else all from xmin to xmax is; point tiers, context..., code_num... and those with an "
        "@ but vcm@CHI are left out. CHI without vcm@CHI shows no cry track. "
        "Texts of a speaker's tier are words where one is a whole utterance; labels and x are none.",
    .has_tiers = true,
    .keeps_words = true,
    .keeps_observed = true,
    .read = read_textgrid,
    .write = write_textgrid};

}  // namespace lull
