#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "lull/core/units.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace lull {

/// A new SQLite file that one thread fills. Every failure is Error(Fault::output) that names `told`.
class SqliteFile {
 public:
  /// Begins the one transaction of the file. There is no journal: a file that was not finished is to be
  /// thrown away.
  SqliteFile(const std::filesystem::path& file, std::filesystem::path told);
  ~SqliteFile();
  SqliteFile(const SqliteFile&) = delete;
  SqliteFile& operator=(const SqliteFile&) = delete;

  /// Runs one or more statements without results.
  void run(const std::string& sql);
  /// Ends the transaction and closes the file.
  void finish();

 private:
  friend class SqliteInsert;
  [[noreturn]] void fail() const;

  std::filesystem::path told_;
  sqlite3* handle_ = nullptr;
};

/// An INSERT that is prepared once and run for every row, or every few: values in order of the columns, row
/// after row, then run(). Rows that go together cost half of those that go one by one.
class SqliteInsert {
 public:
  /// `file` must outlive this. columns: how many, all of the table. rows: at a time.
  SqliteInsert(SqliteFile& file, const std::string& table, int columns, int rows = 1);
  ~SqliteInsert();
  SqliteInsert(const SqliteInsert&) = delete;
  SqliteInsert& operator=(const SqliteInsert&) = delete;

  void add(std::string_view text);       ///< bytes that are no UTF-8 become U+FFFD
  void add_kept(std::string_view text);  ///< the same without a copy: `text` must stay until run()
  void add(const std::string& text) { add(std::string_view(text)); }
  void add(double number);
  void add(std::int64_t number);
  void add(bool value) { add(std::int64_t{value}); }
  void add(Milliseconds time);  ///< as seconds
  void add_nothing();
  template <class T>
  void add(const std::optional<T>& value) {
    if (value) {
      add(*value);
    } else {
      add_nothing();
    }
  }
  void run();

 private:
  void check(int result);

  SqliteFile& file_;
  sqlite3_stmt* statement_ = nullptr;
  int next_ = 1;
};

}  // namespace lull
