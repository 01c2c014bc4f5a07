#include <charconv>
#include <map>
#include <unordered_map>

#include "labels/eaf.hpp"
#include "labels/formats.hpp"
#include "labels/tiers.hpp"
#include "labels/xml.hpp"

namespace lull {
namespace {

constexpr std::string_view eaf_endings[] = {".eaf"};
constexpr std::int64_t latest_ms = 1'000'000'000'000'000;  // 30,000 years
/// Chains of references in use have three steps.
constexpr int deepest_reference = 100;

/// A moment that annotations share. ELAN may leave it open where it lies.
struct Slot {
  std::optional<Milliseconds> time;
};

struct Aligned {
  pugi::xml_node node;
  Slot *from = nullptr, *to = nullptr;
};

class EafReader {
 public:
  explicit EafReader(const Xml& xml) : xml_(xml) {}

  std::vector<Tier> read() {
    read_header();
    read_slots();
    for (const pugi::xml_node tier : xml_.root().children("TIER")) read_annotations(tier);
    for (auto& [tier, all] : aligned_) place_open_slots(all);
    std::vector<Tier> tiers;
    for (const pugi::xml_node tier : xml_.root().children("TIER")) tiers.push_back(parts_of(tier));
    return tiers;
  }

 private:
  void read_header() {
    const pugi::xml_node header = xml_.root().child("HEADER");
    const std::string_view units = value(header, "TIME_UNITS");
    if (!units.empty() && units != "milliseconds") {
      throw Error(Fault::input, xml_.at(header), "its times are in " + std::string(units),
                  "save it with times in milliseconds");
    }
    for (const pugi::xml_node media : header.children("MEDIA_DESCRIPTOR")) {
      if (!media.attribute("TIME_ORIGIN")) continue;
      origin_ = time_in(media, "TIME_ORIGIN");
      return;
    }
  }

  Milliseconds time_in(const pugi::xml_node& node, const char* attribute) const {
    const std::string_view text = value(node, attribute);
    std::int64_t number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    if (result.ec != std::errc{} || result.ptr != text.data() + text.size() || number < 0 ||
        number > latest_ms) {
      throw Error(Fault::input, xml_.at(node),
                  std::string(attribute) + " '" + std::string(text) + "' is not a time",
                  "give whole milliseconds of 0 or more");
    }
    return Milliseconds{number};
  }

  void read_slots() {
    for (const pugi::xml_node node : xml_.root().child("TIME_ORDER").children("TIME_SLOT")) {
      Slot slot;
      if (node.attribute("TIME_VALUE")) slot.time = time_in(node, "TIME_VALUE") + origin_;
      const std::string_view id = xml_.needed(node, "TIME_SLOT_ID");
      if (!slots_.try_emplace(id, slot).second) fail(node, "a second time slot '" + std::string(id) + "'");
    }
  }

  Slot& slot(const pugi::xml_node& node, const char* attribute) {
    const std::string_view id = xml_.needed(node, attribute);
    const auto found = slots_.find(id);
    if (found == slots_.end()) fail(node, "there is no time slot '" + std::string(id) + "'");
    return found->second;
  }

  void read_annotations(const pugi::xml_node& tier) {
    std::vector<Aligned>& all = aligned_[tier.offset_debug()];
    for (const pugi::xml_node around : tier.children("ANNOTATION")) {
      const pugi::xml_node node = around.first_child();
      if (!node) fail(around, "an annotation with nothing in it");
      const std::string_view id = xml_.needed(node, "ANNOTATION_ID");
      Entry entry{node, {}};
      if (std::string_view(node.name()) == "ALIGNABLE_ANNOTATION") {
        entry.aligned = {node, &slot(node, "TIME_SLOT_REF1"), &slot(node, "TIME_SLOT_REF2")};
        all.push_back(entry.aligned);
      }
      if (!entries_.try_emplace(id, entry).second)
        fail(node, "a second annotation '" + std::string(id) + "'");
    }
  }

  /// As ELAN does: what is open between two moments that are known lies evenly between them. Annotations of a
  /// tier share the moments where they meet.
  static void place_open_slots(const std::vector<Aligned>& all) {
    std::vector<Slot*> chain;
    for (const Aligned& each : all) {
      if (chain.empty() || chain.back() != each.from) chain.push_back(each.from);
      chain.push_back(each.to);
    }
    std::size_t known = chain.size();
    for (std::size_t i = 0; i < chain.size(); ++i) {
      if (!chain[i]->time) continue;
      if (known < i && *chain[known]->time <= *chain[i]->time) {
        const Milliseconds from = *chain[known]->time, length = *chain[i]->time - from;
        const auto steps = static_cast<std::int64_t>(i - known);
        for (std::size_t k = known + 1; k < i; ++k) {
          chain[k]->time = from + length * static_cast<std::int64_t>(k - known) / steps;
        }
      }
      known = i;
    }
  }

  /// The annotation with times that another one refers to, if need be through several.
  const Aligned& anchor(const pugi::xml_node& reference) const {
    pugi::xml_node node = reference;
    for (int depth = 0; depth < deepest_reference; ++depth) {
      const std::string_view id = xml_.needed(node, "ANNOTATION_REF");
      const auto found = entries_.find(id);
      if (found == entries_.end()) fail(node, "there is no annotation '" + std::string(id) + "'");
      if (found->second.aligned.from) return found->second.aligned;
      node = found->second.node;
    }
    fail(reference, "annotations that refer to each other in a circle");
  }

  Tier parts_of(const pugi::xml_node& node) {
    Tier tier;
    tier.name = xml_.needed(node, "TIER_ID");
    for (const pugi::xml_node around : node.children("ANNOTATION")) {
      const pugi::xml_node each = around.first_child();
      const Aligned& aligned =
          each.attribute("ANNOTATION_REF") ? anchor(each) : entries_.at(value(each, "ANNOTATION_ID")).aligned;
      if (!aligned.from) fail(each, std::string(each.name()) + " without a time");
      if (!aligned.from->time || !aligned.to->time) {
        fail(each, "an annotation whose time is left open, with no known one before or after it");
      }
      const TimeSpan when{*aligned.from->time, *aligned.to->time};
      if (when.end < when.begin) fail(each, "an annotation that ends before it starts");
      tier.parts.push_back({when, each.child_value("ANNOTATION_VALUE"), xml_.place(each)});
    }
    return tier;
  }

  [[noreturn]] void fail(const pugi::xml_node& node, const std::string& problem) const {
    throw Error(Fault::input, xml_.at(node), problem, "correct it with ELAN");
  }

  struct Entry {
    pugi::xml_node node;
    Aligned aligned;  ///< without slots for a reference
  };

  const Xml& xml_;
  Milliseconds origin_{0};
  std::unordered_map<std::string_view, Slot> slots_;
  std::unordered_map<std::string_view, Entry> entries_;
  std::map<std::ptrdiff_t, std::vector<Aligned>> aligned_;  ///< by the tier's place in the file
};

Annotations read_eaf(std::istream& in, const std::string& name, const AnnotationOptions& options) {
  const Xml xml(in, name, "ANNOTATION_DOCUMENT");
  return {{tiers_session(EafReader(xml).read(), std::nullopt, xml.text(), options)}, {}};
}

}  // namespace

const AnnotationFormat eaf_format{
    .name = "eaf",
    .endings = eaf_endings,
    .title = "ELAN .eaf (ACLEW)",
    .labels = tier_label_names,
    .notes =
        "A tier whose name is in the table (# is a number) gives segments of that label; if no tier has such "
        "a name, the texts are the labels. Tiers code... and on_off say what was observed, else all to the "
        "last annotation is; context..., code_num... and those with an @ but vcm@CHI are left out. CHI "
        "without vcm@CHI shows no cry track. Texts of a speaker's tier are words where one is a whole "
        "utterance; "
        "labels and x are none. Open time slots lie evenly between those around them.",
    .has_tiers = true,
    .keeps_words = true,
    .keeps_observed = true,
    .read = read_eaf,
    .write = write_eaf};

}  // namespace lull
