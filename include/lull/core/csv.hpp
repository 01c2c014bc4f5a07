#pragma once
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lull {

/// One line of CSV text.
struct CsvLine {
  std::size_t number = 1;  ///< of its first line in the text, from 1: a quoted cell may hold more
  std::vector<std::string> cells;
};

/// The lines of CSV text with their cells, quotes undone (RFC 4180). Lines end in LF, CRLF or CR; a byte
/// order mark at the start and empty lines are passed over. A quote in the middle of a cell stands for
/// itself. Throws Error(Fault::input) that names `name` and the line when a quoted cell never ends.
std::vector<CsvLine> csv_lines(std::string_view text, const std::string& name);

/// The same one after the other: memory of one line.
void for_each_csv_line(std::string_view text, const std::string& name,
                       const std::function<void(const CsvLine&)>& take);

/// A CSV file whose first line names its columns, in any order. Cells are text without blanks around them.
class CsvTable {
 public:
  /// `name` is the subject of errors. Throws Error(Fault::input) when there is no first line, a column is
  /// there twice, or as csv_lines().
  CsvTable(std::string_view text, std::string name);

  /// The table in a file. Throws Error(Fault::input) also when it cannot be read.
  static CsvTable read(const std::filesystem::path& path);

  std::size_t size() const { return lines_.size(); }  ///< rows, without the first line
  bool has(std::string_view column) const { return columns_.find(column) != columns_.end(); }

  /// Throws Error(Fault::input) that names the first of `columns` that the table does not have.
  void require(const std::vector<std::string_view>& columns) const;

  /// A cell: empty where the table has no such column or the row is short.
  const std::string& at(std::size_t row, std::string_view column) const;

  /// Whether a row has fewer cells than the first line: the last one of a file that was cut short has.
  bool is_short(std::size_t row) const { return lines_[row].cells.size() < width_; }

  /// "FILE, line 12": the subject of an error in a row.
  std::string place(std::size_t row) const;

 private:
  std::string name_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  std::vector<CsvLine> lines_;
  std::size_t width_ = 0;  // cells of the first line
};

/// Whether a cell of a metadata table says nothing: empty or NA, as pandas and R write it.
inline bool is_missing(std::string_view cell) { return cell.empty() || cell == "NA"; }

}  // namespace lull
