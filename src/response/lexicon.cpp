#include "lull/response/lexicon.hpp"

#include <fstream>
#include <sstream>
#include <system_error>

#include "lull/core/error.hpp"

namespace lull {
namespace {

std::string_view without_remark(std::string_view line) { return line.substr(0, line.find('#')); }

}  // namespace

Lexicon::Lexicon(std::istream& in, std::string name, const std::string& place) : name_(std::move(name)) {
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
    std::istringstream fields{std::string(without_remark(line))};
    std::string word, category, more;
    fields >> word >> category >> more;
    if (word.empty()) continue;
    const std::vector<std::string> words = spoken_words(word);
    if (words.size() != 1 || !more.empty()) {
      throw Error(Fault::usage, place + ", line " + std::to_string(number), "is not a word and its category",
                  "give one word a line, without marks");
    }
    words_.insert_or_assign(words.front(), category);
  }
  if (words_.empty()) throw Error(Fault::usage, place, "holds no words", "give one word a line");
}

Lexicon Lexicon::read(const std::filesystem::path& path) {
  // A folder opens as a stream on some systems and then reads as empty.
  std::error_code unknown;
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path, unknown)) {
    throw Error(Fault::usage, path.string(), "cannot be read", "check that the file exists and may be read");
  }
  return {in, path.stem().string(), path.string()};
}

std::size_t Lexicon::hits(std::string_view utterance) const {
  std::size_t hits = 0;
  for (const std::string& word : spoken_words(utterance)) hits += words_.count(word);
  return hits;
}

}  // namespace lull
