#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lull/core/interval.hpp"
#include "lull/events/label.hpp"

// How CHAT is written, whatever it says (MacWhinney, The CHAT manual).
namespace lull {

/// A line with those that continue it, which open with a tab.
struct ChatLine {
  std::size_t number = 1;  ///< of its first line in the file
  char kind = 0;           ///< @ header, * main line, % dependent tier
  std::string tag;         ///< what stands before the colon: Participants, CHI
  std::string text;        ///< what stands behind it, without blanks at its ends
};

/// Calls `take` for every line. Throws Error(Fault::input) for one that is none of the three kinds.
void for_each_chat_line(std::string_view text, const std::string& name,
                        const std::function<void(const ChatLine&)>& take);

/// A part of an utterance: the words up to a time bullet, without any bullet. What stands behind the last
/// bullet belongs to the last part.
struct ChatPart {
  std::string words;
  std::optional<TimeSpan> when;  ///< absent: the utterance has no bullet
};

/// The parts of a main line, at least one. Throws Error(Fault::input) named `where` for a bullet that is
/// broken.
std::vector<ChatPart> chat_parts(std::string_view text, const std::string& where);

/// The words that say how an utterance sounds, lower case: of &=cries and [=! cries softly], cries and
/// softly.
std::vector<std::string> chat_sounds(std::string_view words);

/// CRY for cries, sobs and the like, FUS for whines, whimpers and fusses; nothing for other sounds.
std::optional<Label> chat_crying(const std::vector<std::string>& sounds);

/// Whether an utterance says that nothing was said, and of no sound that was made instead: 0.
bool is_chat_silence(std::string_view words);

}  // namespace lull
