#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lull/labels/annotations.hpp"

// What ELAN and Praat have in common: annotations in tiers, a tier for each speaker (Casillas et al., 2017,
// for the names of ACLEW).
namespace lull {

struct TierPart {
  TimeSpan when;          ///< of no negative length
  std::string text;       ///< UTF-8
  std::size_t place = 0;  ///< bytes into the file's text
};

struct Tier {
  std::string name;
  std::vector<TierPart> parts;  ///< any order
};

/// The table of labels of formats with tiers; `#` stands for a number. A tier whose name is in it gives
/// segments of that label; where no tier has such a name, the texts of the annotations are the labels.
inline constexpr LabelName tier_label_names[] = {
    {"CRY", Label::cry, "crying (lull)"},
    {"FUS", Label::fuss, "fuss (lull)"},
    {"KCHI", Label::key_child, "the key child, not crying (lull)"},
    {"OCH", Label::other_child, "another child (lull)"},
    {"FEM", Label::female, "female adult (lull)"},
    {"MAL", Label::male, "male adult (lull)"},
    {"ADU", Label::adult, "adult of unknown sex (lull)"},
    {"CHI", Label::key_child, "the key child"},
    {"vcm@CHI Y", Label::cry, "the key child where tier vcm@CHI says Y: crying"},
    {"FA#", Label::female, "female adult"},
    {"MA#", Label::male, "male adult"},
    {"UA#", Label::adult, "adult of unknown sex"},
    {"MOT", Label::female, "the mother"},
    {"FAT", Label::male, "the father"},
    {"FC#", Label::other_child, "another child, female"},
    {"MC#", Label::other_child, "another child, male"},
    {"UC#", Label::other_child, "another child"},
    {"MI#", Label::other_child, "another child"},
    {"OC#", Label::other_child, "another child"},
    {"C#", Label::other_child, "another child"},
    {"EE#", std::nullopt, "electronic speech"},
    {"FAE", std::nullopt, "electronic speech, female adult"},
    {"MAE", std::nullopt, "electronic speech, male adult"},
    {"FCE", std::nullopt, "electronic speech, female child"},
    {"MCE", std::nullopt, "electronic speech, male child"},
    {"UU#", std::nullopt, "speaker of unknown age and sex"},
};

/// The session that tiers make. `whole` is the file's own range, if it has one: then it is observed, unless
/// tiers say what was annotated. `text` is the file's, for the lines in warnings. Throws Error(Fault::usage)
/// for a tier in the options that there is not.
Session tiers_session(const std::vector<Tier>& tiers, std::optional<TimeSpan> whole, std::string_view text,
                      const AnnotationOptions& options);

/// Whether the texts of a speaker's tier are what the speaker said, not mere codes: one has two words or
/// more, or a word and the point, question or exclamation mark that ends an utterance. A text that is said
/// over and over without such a mark (adult speech) is a code, however many words it has.
bool is_transcript(const Tier& tier);

/// Of a transcript, whether a text is words or sounds of the speaker: it has letters and is no label.
bool is_utterance(std::string_view text);

/// A session as tiers in which nothing overlaps: those of each label, then `code` with what was observed, if
/// it is not `whole`. The words of an event are its text, else its label. Where a tier's words would be taken
/// for codes, each is given the point that ends an utterance.
std::vector<Tier> session_tiers(const Session& session, TimeSpan whole);

/// The session to be written to a format that holds one. Throws Error(Fault::usage) for any other number.
const Session& only_session(std::span<const Session> sessions, const AnnotationFormat& format);

}  // namespace lull
