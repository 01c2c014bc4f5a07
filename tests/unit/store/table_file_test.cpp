#include "lull/store/table_file.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <limits>
#include <optional>

#include "lull/core/error.hpp"
#include "lull/store/results.hpp"
#include "support/temporary_folder.hpp"

namespace lull {
namespace {

using Kind = NumberColumn::Kind;

const std::vector<NumberColumn> columns{
    {"t", Kind::real, 1}, {"label", Kind::text, 1}, {"n", Kind::whole, 1}, {"x", Kind::single, 2}};

TableRow row(double time, std::string_view label, std::int64_t count, std::vector<float> values) {
  TableRow row;
  row.add(time);
  row.add(label);
  row.add(count);
  row.add(std::span<const float>(values));
  return row;
}

void write(const std::filesystem::path& place, TableFormat format) {
  TableFile table(place, format, columns);
  table.append(row(57600.0125, "CRY", -3, {0.1f, std::numeric_limits<float>::quiet_NaN()}));
  table.append(row(0, "KCHI", 1, {1e-20f, 5}));
  table.commit();
}

TEST(TableFile, CsvHasTheFewestDigitsAndEmptyCells) {
  const test::TemporaryFolder folder;
  write(folder / "deep/a.csv", TableFormat::csv);
  EXPECT_EQ(read_file(folder / "deep/a.csv"),
            "t,label,n,x_00,x_01\n57600.0125,CRY,-3,0.1,\n0,KCHI,1,1e-20,5\n");
}

TEST(TableFile, NpyHoldsRecords) {
  const test::TemporaryFolder folder;
  write(folder / "a.npy", TableFormat::npy);
  const std::string bytes = read_file(folder / "a.npy");
  EXPECT_EQ(bytes.substr(0, 8), std::string("\x93NUMPY\x01\x00", 8));
  const std::size_t header =
      10 + static_cast<unsigned char>(bytes[8]) + 256u * static_cast<unsigned char>(bytes[9]);
  EXPECT_EQ(header % 64, 0u);
  EXPECT_EQ(bytes[header - 1], '\n');
  const std::string_view text = std::string_view(bytes).substr(10, header - 10);
  EXPECT_EQ(
      text.substr(0, text.find_last_not_of(" \n") + 1),
      "{'descr': [('t', '<f8'), ('label', '|S8'), ('n', '<i8'), ('x', '<f4', (2,))], 'fortran_order': False, "
      "'shape': (2,), }");
  const std::string rows = bytes.substr(header);
  ASSERT_EQ(rows.size(), 2u * (8 + 8 + 8 + 8));
  EXPECT_EQ(rows.substr(32), row(0, "KCHI", 1, {1e-20f, 5}).bytes());
}

TEST(TableFile, WithoutRowsIsAHeadAlone) {
  const test::TemporaryFolder folder;
  TableFile(folder / "a.csv", TableFormat::csv, columns).commit();
  EXPECT_EQ(read_file(folder / "a.csv"), "t,label,n,x_00,x_01\n");
}

/// What the format's documents say of this table, byte for byte: one row group, whose pages come in order.
TEST(TableFile, ParquetIsWhatItsDocumentsSay) {
  const test::TemporaryFolder folder;
  write(folder / "a.parquet", TableFormat::parquet);
  const std::string bytes = read_file(folder / "a.parquet");
  // Page header: data page (1: 0), twice 16 bytes of data (2, 3), 2 values (5.1), plain (5.2), run lengths
  // (5.3, 5.4).
  const std::string header("\x15\x00\x15\x20\x15\x20\x2c\x15\x04\x15\x00\x15\x06\x15\x06\x00\x00", 17);
  ASSERT_EQ(bytes.substr(0, 4), "PAR1");
  EXPECT_EQ(bytes.substr(4, 17), header);
  TableRow times;
  times.add(57600.0125);
  times.add(0.0);
  EXPECT_EQ(bytes.substr(21, 16), times.bytes());
  // Then the labels, each behind its length in four bytes: 3 + 4 + 8 of them.
  EXPECT_EQ(bytes.substr(37 + 17, 15), std::string("\x03\0\0\0CRY\x04\0\0\0KCHI", 15));
  // The second value of x: four bytes of length, a packed run of one byte (3), of which bit 1 is set; then 5.
  const std::string second("\x02\0\0\0\x03\x02", 6);
  EXPECT_NE(bytes.find(second + std::string(row(0, "", 0, {5}).bytes().substr(24))), std::string::npos);
  ASSERT_GT(bytes.size(), 8u);
  EXPECT_EQ(bytes.substr(bytes.size() - 4), "PAR1");
  const auto footer = static_cast<unsigned char>(bytes[bytes.size() - 8]) +
                      256u * static_cast<unsigned char>(bytes[bytes.size() - 7]);
  // Version 1 (1), and a list of six schema elements (2): the root and five columns.
  EXPECT_EQ(bytes.substr(bytes.size() - 8 - footer, 4), "\x15\x02\x19\x6c");
}

TEST(TableFile, LeavesWhatWasThereUntilItIsWhole) {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "a.csv") << "before";
  {
    TableFile table(folder / "a.csv", TableFormat::csv, columns);
    table.append(row(0, "CRY", 1, {1, 2}));
    EXPECT_EQ(read_file(folder / "a.csv"), "before");
  }
  EXPECT_EQ(read_file(folder / "a.csv"), "before");
  const std::filesystem::directory_iterator files(folder / ".");
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST(TableFile, AFolderInItsPlaceIsRefused) {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "a.csv");
  TableFile table(folder / "a.csv", TableFormat::csv, columns);
  EXPECT_THROW(table.commit(), Error);
}

}  // namespace
}  // namespace lull
