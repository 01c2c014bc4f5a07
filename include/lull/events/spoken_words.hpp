#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lull {

/// The words of an utterance as they were said, in small letters and UTF-8: whole words, without punctuation
/// and without the marks of CHAT. A word that CHAT says was meant counts for the one that was said, what was
/// taken back and said again counts once, and fillers, fragments and events are no words.
/// Bytes that are no UTF-8 end a word. Source of the marks: MacWhinney, The CHAT manual.
std::vector<std::string> spoken_words(std::string_view utterance);

/// How many of them somebody understood: with a letter, and not what stands for speech that nobody did (xxx
/// and www of CHAT, yyy for sounds alone, x of coders who write no words).
std::size_t understood_words(std::string_view utterance);

}  // namespace lull
