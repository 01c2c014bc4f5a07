#include "lull/core/csv.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>

#include "lull/core/error.hpp"

namespace lull {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string at_line(const std::string& name, std::size_t line) {
  return name + ", line " + std::to_string(line);
}

void trim(std::string& cell) {
  constexpr std::string_view blanks = " \t";
  cell.erase(0, std::min(cell.find_first_not_of(blanks), cell.size()));
  cell.erase(cell.find_last_not_of(blanks) + 1);
}

/// Takes CSV text apart from front to back.
class Scanner {
 public:
  Scanner(std::string_view text, const std::string& name) : text_(text), name_(name) {
    if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
  }

  /// The next line that is not empty; false at the end.
  bool next(CsvLine& line) {
    while (at_ < text_.size()) {
      line.number = line_;
      std::size_t count = 0;
      do {
        // The cells of the line before keep their room.
        if (count == line.cells.size()) line.cells.emplace_back();
        take_cell(line.cells[count++]);
      } while (skip(','));
      line.cells.resize(count);
      const bool empty = line.cells.size() == 1 && line.cells[0].empty() && !was_quoted_;
      end_line();
      if (!empty) return true;
    }
    return false;
  }

 private:
  bool is_next(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool skip(char c) {
    if (!is_next(c)) return false;
    ++at_;
    return true;
  }
  void end_line() {
    const bool carriage = skip('\r');
    if (skip('\n') || carriage) ++line_;
  }

  void take_cell(std::string& cell) {
    was_quoted_ = is_next('"');
    cell.clear();
    if (was_quoted_) take_quoted(cell);
    // After a closing quote too: what stands there is kept rather than lost.
    const std::size_t from = at_;
    while (at_ < text_.size() && !is_next(',') && !is_next('\n') && !is_next('\r')) ++at_;
    cell += text_.substr(from, at_ - from);
  }

  void take_quoted(std::string& cell) {
    const std::size_t first_line = line_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (is_next('"') && (++at_, !is_next('"'))) return;
      if (text_[at_] == '\n') ++line_;
      cell += text_[at_];
    }
    throw Error(Fault::input, at_line(name_, first_line), "a quoted cell never ends",
                "close it with a quote");
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t at_ = 0, line_ = 1;
  bool was_quoted_ = false;
};

}  // namespace

std::vector<CsvLine> csv_lines(std::string_view text, const std::string& name) {
  std::vector<CsvLine> lines;
  Scanner scanner(text, name);
  for (CsvLine line; scanner.next(line);) lines.push_back(std::move(line));
  return lines;
}

void for_each_csv_line(std::string_view text, const std::string& name,
                       const std::function<void(const CsvLine&)>& take) {
  Scanner scanner(text, name);
  for (CsvLine line; scanner.next(line);) take(line);
}

CsvTable::CsvTable(std::string_view text, std::string name) : name_(std::move(name)) {
  lines_ = csv_lines(text, name_);
  for (CsvLine& line : lines_) {
    for (std::string& cell : line.cells) trim(cell);
  }
  if (lines_.empty()) throw Error(Fault::input, name_, "is empty", "its first line names the columns");
  for (std::size_t i = 0; i < lines_[0].cells.size(); ++i) {
    const std::string& column = lines_[0].cells[i];
    if (!columns_.emplace(column, i).second && !column.empty()) {
      throw Error(Fault::input, name_, "has the column '" + column + "' twice", "rename one of them");
    }
  }
  width_ = lines_[0].cells.size();
  lines_.erase(lines_.begin());
}

CsvTable CsvTable::read(const std::filesystem::path& path) {
  // A folder opens as a stream on some systems and then reads as empty.
  std::error_code unknown;
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path, unknown)) {
    throw Error(Fault::input, path.string(), "cannot be read", "check that the file exists and may be read");
  }
  std::ostringstream bytes;
  if (in.peek() != std::ifstream::traits_type::eof()) bytes << in.rdbuf();
  if (in.bad()) throw Error(Fault::input, path.string(), "could not be read to its end", "check the disk");
  return CsvTable(bytes.str(), path.string());
}

void CsvTable::require(const std::vector<std::string_view>& columns) const {
  for (const std::string_view column : columns) {
    if (!has(column)) {
      throw Error(Fault::input, name_, "has no column '" + std::string(column) + "'",
                  "its first line names the columns");
    }
  }
}

const std::string& CsvTable::at(std::size_t row, std::string_view column) const {
  static const std::string nothing;
  const auto found = columns_.find(column);
  if (found == columns_.end() || found->second >= lines_[row].cells.size()) return nothing;
  return lines_[row].cells[found->second];
}

std::string CsvTable::place(std::size_t row) const { return at_line(name_, lines_[row].number); }

}  // namespace lull
