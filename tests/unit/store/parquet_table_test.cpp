#include "store/parquet_table.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "lull/store/results.hpp"
#include "support/temporary_folder.hpp"

namespace lull {
namespace {

/// A literal with the zeros in it.
template <std::size_t size>
std::string bytes(const char (&literal)[size]) {
  return {literal, size - 1};
}

/// What lies between the header of the first page, of 17 bytes, and the next one, of `size` bytes.
std::string first_page(const std::string& file, std::size_t size) { return file.substr(4 + 17, size); }

TEST(ParquetTable, TruthIsPackedAndWhatIsAbsentIsLeftOut) {
  const test::TemporaryFolder folder;
  OutputFile file(folder / "a.parquet");
  ParquetTable table(file, {{"answered", ParquetKind::truth, true}});
  for (const std::optional<bool> each :
       {std::optional(true), std::optional<bool>(), std::optional(false), std::optional(true),
        std::optional(true), std::optional(false), std::optional(false), std::optional(false),
        std::optional(true), std::optional<bool>()})
    table.add(each);
  table.finish();
  file.commit();
  // Levels: six bytes on, a packed run of two bytes (2 << 1 | 1 = 5), of which bits 1 and 9 are clear.
  // Values: those that are there, 1 0 1 1 0 0 0 1, from the lowest bit on.
  EXPECT_EQ(first_page(read_file(folder / "a.parquet"), 8), bytes("\x03\0\0\0\x05\xfd\x01\x8d"));
}

/// The file of a table with one column.
template <class... Values>
std::string file_of(const ParquetColumn& column, const Values&... values) {
  const test::TemporaryFolder folder;
  OutputFile file(folder / "a.parquet");
  ParquetTable table(file, {column});
  (table.add(values), ...);
  table.finish();
  file.commit();
  return read_file(folder / "a.parquet");
}

TEST(ParquetTable, WhereAllAreThereTheirLevelsAreOneRun) {
  const auto file = file_of({"responder", ParquetKind::text, true}, bytes("FEM"), bytes("MAL"));
  // Two bytes: a run of two (2 << 1) of level 1.
  EXPECT_EQ(first_page(file, 20), bytes("\x02\0\0\0\x04\x01\x03\0\0\0FEM\x03\0\0\0MAL"));
}

TEST(ParquetTable, BytesThatAreNoTextAreReplaced) {
  const auto file = file_of({"path", ParquetKind::text, false}, bytes("b\xe9"));
  EXPECT_EQ(first_page(file, 8), bytes("\x04\0\0\0b\xef\xbf\xbd"));
}

TEST(ParquetTable, TimesAreSeconds) {
  const auto file = file_of({"latency_s", ParquetKind::real, false}, Milliseconds(2500));
  EXPECT_EQ(first_page(file, 8), bytes("\0\0\0\0\0\0\x04\x40"));  // 2.5 = 0x4004 << 48
}

TEST(ParquetTable, KnowsItsOwnFiles) {
  const test::TemporaryFolder folder;
  const auto is_ours = [&](const std::string& file) {
    std::ofstream(folder / "a.parquet", std::ios::binary) << file;
    return is_parquet_of_lull(folder / "a.parquet");
  };
  const std::string whole = file_of({"path", ParquetKind::text, false});
  EXPECT_TRUE(is_ours(whole));
  EXPECT_FALSE(is_ours(whole.substr(0, whole.size() - 1)));
  EXPECT_FALSE(is_ours(""));
  EXPECT_FALSE(is_parquet_of_lull(folder / "none.parquet"));
  EXPECT_FALSE(is_parquet_of_lull(folder.path()));
}

/// Rows of a megabyte: a group ends before the row that would exceed eight.
TEST(ParquetTable, AGroupHoldsEightMegabytes) {
  const test::TemporaryFolder folder;
  OutputFile file(folder / "a.parquet");
  ParquetTable table(file, {{"text", ParquetKind::text, false}});
  const std::string text((1 << 20) - 4, 'x');
  for (int i = 0; i < 7; ++i) table.add(text);
  EXPECT_LT(file.size(), std::size_t{1} << 20);
  table.add(text);
  EXPECT_GT(file.size(), std::size_t{8} << 20);
  table.finish();
  EXPECT_LT(file.size(), std::size_t{9} << 20);
  file.commit();
}

}  // namespace
}  // namespace lull
