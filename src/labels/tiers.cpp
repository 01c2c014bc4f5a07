#include "labels/tiers.hpp"

#include <algorithm>
#include <set>

#include "labels/collector.hpp"
#include "labels/whole_text.hpp"
#include "lull/events/spans.hpp"

namespace lull {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view crying_code = "vcm@CHI Y";

constexpr const auto& names = tier_label_names;

/// Without blanks around it and the mark that some put behind a name: "  CHI*" is CHI.
std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = std::min(text.find_first_not_of(blanks), text.size());
  text.remove_prefix(first);
  text = text.substr(0, text.find_last_not_of(blanks) + 1);
  if (text.ends_with('*')) text.remove_suffix(1);
  return text;
}

/// The name in the table that a name in a file stands for: FA1 for FA#, FEM2 for FEM. Itself if there is
/// none.
std::string in_table(std::string_view name) {
  const auto has = [](std::string_view wanted) {
    return std::any_of(std::begin(names), std::end(names),
                       [&](const LabelName& each) { return each.name == wanted; });
  };
  const std::size_t end = name.find_last_not_of(digits) + 1;
  const std::string stem(name.substr(0, end));
  if (has(name) || end == name.size()) return std::string(name);
  if (has(stem + "#")) return stem + "#";
  return has(stem) && label_of(stem) ? stem : std::string(name);
}

bool says_what_was_annotated(std::string_view name) {
  return (name.starts_with("code") && !name.starts_with("code_num")) || name == "on_off";
}

bool is_beside(std::string_view name) {
  return says_what_was_annotated(name) || name.starts_with("code_num") || name.starts_with("context") ||
         name.find('@') != std::string_view::npos;
}

class TierReader {
 public:
  TierReader(const std::vector<Tier>& tiers, std::string_view text, const AnnotationOptions& options)
      : tiers_(tiers), text_(text), options_(options), segments_({}, names, options) {}

  Session read(std::optional<TimeSpan> whole) {
    check_choice();
    const bool by_name = std::any_of(tiers_.begin(), tiers_.end(), [&](const Tier& tier) {
      const std::string_view name = trimmed(tier.name);
      return !is_beside(name) && known(name);
    });
    std::vector<TimeSpan> annotated;
    for (const Tier& tier : tiers_) {
      if (says_what_was_annotated(trimmed(tier.name))) {
        for (const TierPart& part : tier.parts) annotated.push_back(part.when);
      } else if (chosen(tier)) {
        add(tier, by_name);
      } else if (!is_beside(trimmed(tier.name))) {
        for (const TierPart& part : tier.parts) segments_.add(std::nullopt, part.when, {});  // all to there
      }
    }
    if (chi_ && !coded_) segments_.maker_knows_no_crying();
    Session session = segments_.finish();
    if (session.transcript) {
      std::stable_sort(session.transcript->begin(), session.transcript->end(),
                       [](const Utterance& a, const Utterance& b) { return a.when < b.when; });
    }
    set_observed(whole, joined(std::move(annotated)), session);
    session.warnings.insert(session.warnings.end(), overlaps_.begin(), overlaps_.end());
    return session;
  }

 private:
  bool known(std::string_view name) const {
    const std::string entry = in_table(name);
    return options_.labels.contains(name) ||
           std::any_of(std::begin(names), std::end(names),
                       [&](const LabelName& each) { return each.name == entry; });
  }

  std::optional<Label> label_named(std::string_view name) {
    return segments_.label_of(options_.labels.contains(name) ? std::string(name) : in_table(name));
  }

  bool chosen(const Tier& tier) const {
    const std::string_view name = trimmed(tier.name);
    if (is_beside(name)) return false;
    return options_.tiers.empty() ||
           std::find(options_.tiers.begin(), options_.tiers.end(), name) != options_.tiers.end();
  }

  void check_choice() const {
    for (const std::string& wanted : options_.tiers) {
      std::string all;
      bool found = false;
      for (const Tier& tier : tiers_) {
        found = found || trimmed(tier.name) == wanted;
        all += (all.empty() ? "" : ", ") + std::string(trimmed(tier.name));
      }
      if (!found) throw Error(Fault::usage, "--tier", "no tier '" + wanted + "'", "there are " + all);
    }
  }

  /// Where the tier of codes of vocal maturity says that the key child cries.
  std::set<TimeSpan> crying(std::string_view name) {
    std::set<TimeSpan> spans;
    for (const Tier& tier : tiers_) {
      if (trimmed(tier.name) != "vcm@" + std::string(name)) continue;
      coded_ = coded_ || !tier.parts.empty();
      for (const TierPart& part : tier.parts) {
        if (trimmed(part.text) == "Y") spans.insert(part.when);
      }
    }
    return spans;
  }

  void add(const Tier& tier, bool by_name) {
    const std::string_view name = trimmed(tier.name);
    const std::set<TimeSpan> cries = by_name && in_table(name) == "CHI" ? crying(name) : std::set<TimeSpan>{};
    std::vector<const TierPart*> parts;
    for (const TierPart& part : tier.parts) parts.push_back(&part);
    std::stable_sort(parts.begin(), parts.end(),
                     [](const TierPart* a, const TierPart* b) { return a->when < b->when; });
    const bool words = by_name && is_transcript(tier);
    Milliseconds end{0};
    for (const TierPart* part : parts) {
      if (part->when.begin < end && !part->when.empty()) note_overlap(name, *part);
      end = std::max(end, part->when.end);
      const std::string_view says = by_name ? name : trimmed(part->text);
      chi_ = chi_ || in_table(says) == "CHI";
      const auto label = label_named(cries.contains(part->when) ? crying_code : says);
      segments_.add(label, part->when, {});
      if (words && label && !part->when.empty() && is_utterance(trimmed(part->text))) {
        segments_.add_words(*label, part->when, part->text);
      }
    }
  }

  /// One for each tier.
  void note_overlap(std::string_view tier, const TierPart& part) {
    const std::string behind = "tier '" + std::string(tier) + "' starts before the one before it ends";
    if (!overlaps_.empty() && overlaps_.back().text.ends_with(behind)) return;
    overlaps_.push_back(
        {WarningCode::overlap, part.when,
         "line " + std::to_string(line_of(text_, part.place)) + ": an annotation of " + behind});
  }

  static void set_observed(std::optional<TimeSpan> whole, std::vector<TimeSpan> annotated, Session& session) {
    const Milliseconds found = session.observed.empty() ? Milliseconds{0} : session.observed.back().end;
    if (whole) {
      session.recording.duration = whole->end;
    } else if (!annotated.empty()) {
      session.recording.duration = std::max(found, annotated.back().end);
    }
    if (!annotated.empty()) {
      session.observed = std::move(annotated);
    } else if (whole) {
      session.observed = joined({*whole});
    }
  }

  const std::vector<Tier>& tiers_;
  std::string_view text_;
  const AnnotationOptions& options_;
  Collector segments_;
  std::vector<Warning> overlaps_;
  bool chi_ = false, coded_ = false;
};

}  // namespace

Session tiers_session(const std::vector<Tier>& tiers, std::optional<TimeSpan> whole, std::string_view text,
                      const AnnotationOptions& options) {
  return TierReader(tiers, text, options).read(whole);
}

}  // namespace lull
