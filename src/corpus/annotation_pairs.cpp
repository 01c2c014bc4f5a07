#include "lull/corpus/annotation_pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "lull/core/csv.hpp"
#include "lull/corpus/find.hpp"
#include "lull/events/spans.hpp"
#include "lull/labels/uem.hpp"
#include "lull/report/table.hpp"
#include "lull/store/results.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

constexpr Milliseconds longest_recording = std::chrono::hours{24 * 365 * 10};

using Groups = std::map<std::string, std::string>;

Groups read_groups(const fs::path& path) {
  if (std::error_code failed; !fs::exists(path, failed)) {
    throw Error(Fault::input, path.string(), "not there", "give a CSV of recording,group");
  }
  Groups groups;
  bool first = true;
  for (const auto& [number, cells] : csv_lines(read_file(path), path.string())) {
    const bool header =
        std::exchange(first, false) && cells == std::vector<std::string>{"recording", "group"};
    if (header) continue;
    const std::string where = fmt::format("{}, line {}", path.string(), number);
    if (cells.size() != 2 || cells[0].empty() || cells[1].empty()) {
      throw Error(Fault::input, where, "not a recording and its group", "give two columns: recording,group");
    }
    if (!groups.emplace(cells[0], cells[1]).second) {
      throw Error(Fault::input, where, "'" + cells[0] + "' is there twice", "give each recording one group");
    }
  }
  return groups;
}

/// Which entry of the hypothesis goes with which of the reference.
class Partners {
 public:
  Partners(const AnnotationSet& reference, const AnnotationSet& hypothesis)
      : reference_(reference), hypothesis_(hypothesis), of_(reference.entries.size()) {
    taken_.resize(hypothesis.entries.size());
    match_by([](const std::string& id) { return id; }, false);
    match_by(last_part, true);
    match_the_only_ones();
  }
  const std::optional<std::size_t>& of(std::size_t reference) const { return of_[reference]; }
  bool taken(std::size_t hypothesis) const { return taken_[hypothesis]; }
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  static const std::string& id(const AnnotationSet& set, std::size_t at) {
    return set.entries[at].session.recording.id;
  }
  void join(std::size_t reference, std::size_t hypothesis, bool say) {
    of_[reference] = hypothesis;
    taken_[hypothesis] = true;
    if (say) {
      notes_.push_back(fmt::format("{} of the reference is compared with {} of the hypothesis",
                                   id(reference_, reference), id(hypothesis_, hypothesis)));
    }
  }
  template <class Key>
  void match_by(Key&& key, bool say) {
    std::map<std::string, std::vector<std::size_t>> left, right;
    for (std::size_t i = 0; i < of_.size(); ++i) {
      if (!of_[i]) left[key(id(reference_, i))].push_back(i);
    }
    for (std::size_t i = 0; i < taken_.size(); ++i) {
      if (!taken_[i]) right[key(id(hypothesis_, i))].push_back(i);
    }
    for (const auto& [name, here] : left) {
      const auto there = right.find(name);
      if (there != right.end() && here.size() == 1 && there->second.size() == 1) {
        join(here[0], there->second[0], say);
      }
    }
  }
  void match_the_only_ones() {
    if (of_.size() == 1 && taken_.size() == 1 && !of_[0]) join(0, 0, true);
  }

  const AnnotationSet& reference_;
  const AnnotationSet& hypothesis_;
  std::vector<std::optional<std::size_t>> of_;
  std::vector<bool> taken_;
  std::vector<std::string> notes_;
};

/// Time of the hypothesis's segments that is not compared.
Milliseconds left_out(const RecordingPair& pair) {
  std::vector<TimeSpan> spans;
  for (const Event& event : pair.hypothesis.events) spans.push_back(event.when);
  spans = joined(std::move(spans));
  return total(spans) - total(common(spans, pair.reference.observed));
}

/// Time that is compared but that the hypothesis's own file says was not observed.
Milliseconds unheard(const AnnotationSet::Entry& hypothesis, const Session& reference) {
  if (!hypothesis.ranged) return Milliseconds{0};
  return total(reference.observed) - total(common(reference.observed, hypothesis.session.observed));
}

/// What of the reference is compared: see pair_annotations.
void observe_reference(AnnotationSet::Entry& reference, const AnnotationSet::Entry& hypothesis,
                       const std::optional<Uem>& uem, const std::optional<Milliseconds>& duration) {
  if (uem) {
    observe(reference.session, uem, duration);
  } else if (!reference.ranged && duration) {
    observe(reference.session, std::nullopt, duration);
  } else if (!reference.ranged && hypothesis.ranged && !hypothesis.session.observed.empty()) {
    observe(reference.session, std::nullopt, hypothesis.session.observed.back().end);
  }
}

/// What a reader should know of all pairs together.
struct Remarks {
  Milliseconds outside{0}, not_heard{0};
  std::size_t without_range = 0, without_group = 0;

  void add_to(std::vector<std::string>& notes, const fs::path& groups) const {
    if (without_range > 0) {
      notes.push_back(fmt::format("recordings without an annotated range, of which nothing is compared: {}",
                                  without_range));
    }
    if (outside > Milliseconds{0}) {
      notes.push_back(fmt::format(
          "{:.3f} s of the hypothesis's segments lie outside the annotated range and are not compared",
          in_seconds(outside)));
    }
    if (not_heard > Milliseconds{0}) {
      notes.push_back(fmt::format(
          "{:.3f} s of the annotated range were not observed by the hypothesis and count as without segments",
          in_seconds(not_heard)));
    }
    if (!groups.empty() && without_group > 0) {
      notes.push_back(fmt::format("{} compared recordings are not in {}; each is a group of its own",
                                  without_group, groups.string()));
    }
  }
};

}  // namespace

PairedAnnotations pair_annotations(AnnotationSet reference, AnnotationSet hypothesis,
                                   const PairingOptions& options) {
  std::optional<Uem> uem;
  if (!options.uem.empty()) uem = read_uem(options.uem);
  Groups groups;
  if (!options.groups.empty()) groups = read_groups(options.groups);
  const Partners partners(reference, hypothesis);
  PairedAnnotations paired;
  paired.notes = partners.notes();
  Remarks remarks;
  for (std::size_t i = 0; i < reference.entries.size(); ++i) {
    AnnotationSet::Entry& entry = reference.entries[i];
    const std::string id = entry.session.recording.id;
    if (!partners.of(i)) {
      paired.only_in_reference.push_back(id);
      continue;
    }
    AnnotationSet::Entry& other = hypothesis.entries[*partners.of(i)];
    observe_reference(entry, other, uem, options.duration);
    if (!entry.session.observed.empty() && entry.session.observed.back().end > longest_recording) {
      paired.faults.emplace_back(Fault::input, id, "is said to be longer than ten years",
                                 "correct its times");
      continue;
    }
    const auto group = groups.find(id);
    remarks.without_group += group == groups.end() ? 1 : 0;
    remarks.without_range += entry.session.observed.empty() ? 1 : 0;
    remarks.not_heard += unheard(other, entry.session);
    RecordingPair pair{std::move(entry.session), std::move(other.session),
                       group == groups.end() ? id : group->second};
    remarks.outside += left_out(pair);
    paired.pairs.push_back(std::move(pair));
  }
  for (std::size_t i = 0; i < hypothesis.entries.size(); ++i) {
    if (!partners.taken(i)) paired.only_in_hypothesis.push_back(hypothesis.entries[i].session.recording.id);
  }
  remarks.add_to(paired.notes, options.groups);
  return paired;
}

}  // namespace lull
