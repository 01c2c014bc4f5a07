#pragma once
#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <map>
#include <string>
#include <string_view>

#include "lull/events/spoken_words.hpp"

namespace lull {

/// A list of words that name feelings.
class Lexicon {
 public:
  /// One word a line, and a category behind it if wanted; # opens a remark. `name` stands in results, `place`
  /// in errors for the file. Throws Error(Fault::usage) that names the line of what is no single word, or if
  /// there is none at all.
  Lexicon(std::istream& in, std::string name, const std::string& place);

  /// The list in a file, called by the file's name without its ending. Throws Error(Fault::usage) also when
  /// it cannot be read.
  static Lexicon read(const std::filesystem::path& path);

  const std::string& name() const { return name_; }
  std::size_t size() const { return words_.size(); }
  /// How many of the utterance's words are in the list; one said twice counts twice.
  std::size_t hits(std::string_view utterance) const;

 private:
  std::string name_;
  std::map<std::string, std::string, std::less<>> words_;  ///< with their categories
};

}  // namespace lull
