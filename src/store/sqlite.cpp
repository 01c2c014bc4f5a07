#include "store/sqlite.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <utility>

#include "lull/core/error.hpp"
#include "lull/core/text.hpp"
#include "lull/response/value.hpp"
#include "store/files.hpp"

namespace lull {
namespace {

/// Fast, and the same bytes each time: nothing of the file depends on what happens while it is written. What
/// a row refers to was added before it; having SQLite look for it would cost as much as the row.
constexpr const char* before_the_first_table =
    "PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;"
    "PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-8192;";

}  // namespace

SqliteFile::SqliteFile(const std::filesystem::path& file, std::filesystem::path told)
    : told_(std::move(told)) {
  constexpr int how = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  try {
    if (sqlite3_open_v2(file.c_str(), &handle_, how, nullptr) != SQLITE_OK) fail();
    // What the rows of a run need at a time: room that is there costs less than room that is asked for.
    constexpr int room = 256, rooms = 512;
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_LOOKASIDE, nullptr, room, rooms);
    run(before_the_first_table);
    run("BEGIN");
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

SqliteFile::~SqliteFile() { sqlite3_close_v2(handle_); }

void SqliteFile::fail() const {
  const int code = handle_ != nullptr ? sqlite3_errcode(handle_) : SQLITE_NOMEM;
  if (code == SQLITE_FULL) fail_to_write(told_, ENOSPC);
  const int cause = handle_ != nullptr ? sqlite3_system_errno(handle_) : 0;
  if (code == SQLITE_READONLY) fail_to_write(told_, EROFS);
  const bool of_the_disk = code == SQLITE_IOERR || code == SQLITE_CANTOPEN;
  if (of_the_disk) fail_to_write(told_, cause != 0 ? cause : EIO);
  throw Error(
      Fault::output, told_.string(),
      std::string("cannot be written: ") + (handle_ != nullptr ? sqlite3_errmsg(handle_) : "no memory"),
      "please report it");
}

void SqliteFile::run(const std::string& sql) {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

void SqliteFile::finish() {
  run("COMMIT");
  if (sqlite3_close(std::exchange(handle_, nullptr)) != SQLITE_OK) fail_to_write(told_, EIO);
}

SqliteInsert::SqliteInsert(SqliteFile& file, const std::string& table, int columns, int rows) : file_(file) {
  std::string row = "(?";
  for (int i = 1; i < columns; ++i) row += ",?";
  row += ")";
  std::string sql = "INSERT INTO " + table + " VALUES " + row;
  for (int i = 1; i < rows; ++i) sql += "," + row;
  check(sqlite3_prepare_v2(file_.handle_, sql.c_str(), -1, &statement_, nullptr));
}

SqliteInsert::~SqliteInsert() { sqlite3_finalize(statement_); }

void SqliteInsert::check(int result) {
  if (result != SQLITE_OK && result != SQLITE_DONE) file_.fail();
}

void SqliteInsert::add(std::string_view text) {
  const std::string valid = as_utf8(text);
  check(
      sqlite3_bind_text(statement_, next_++, valid.data(), static_cast<int>(valid.size()), SQLITE_TRANSIENT));
}
void SqliteInsert::add_kept(std::string_view text) {
  if (!is_utf8(text)) return add(text);
  check(sqlite3_bind_text(statement_, next_++, text.data(), static_cast<int>(text.size()), SQLITE_STATIC));
}
void SqliteInsert::add(double number) { check(sqlite3_bind_double(statement_, next_++, number)); }
void SqliteInsert::add(std::int64_t number) { check(sqlite3_bind_int64(statement_, next_++, number)); }
void SqliteInsert::add(Milliseconds time) { add(in_seconds(time)); }
void SqliteInsert::add_nothing() { check(sqlite3_bind_null(statement_, next_++)); }

void SqliteInsert::run() {
  check(sqlite3_step(statement_));
  check(sqlite3_reset(statement_));
  next_ = 1;
}

}  // namespace lull
