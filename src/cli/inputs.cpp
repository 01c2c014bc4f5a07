#include "cli/inputs.hpp"

#include <iostream>
#include <iterator>
#include <sstream>

namespace lull::cli {

std::vector<std::filesystem::path> listed_paths(const std::string& text, bool null) {
  const char separator = null || text.find('\0') != std::string::npos ? '\0' : '\n';
  std::vector<std::filesystem::path> paths;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line, separator);) {
    if (separator == '\n' && line.ends_with('\r')) line.pop_back();
    if (!line.empty()) paths.emplace_back(line);
  }
  return paths;
}

std::vector<std::filesystem::path> input_paths(const std::vector<std::string>& words, bool null) {
  std::vector<std::filesystem::path> paths;
  for (const std::string& word : words) {
    if (word != "-") {
      paths.emplace_back(word);
      continue;
    }
    const auto listed = listed_paths({std::istreambuf_iterator<char>(std::cin), {}}, null);
    paths.insert(paths.end(), listed.begin(), listed.end());
  }
  return paths;
}

}  // namespace lull::cli
