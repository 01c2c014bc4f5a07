#include "lull/store/parquet_tables.hpp"

#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include "store/aside_file.hpp"
#include "store/output_file.hpp"
#include "store/parquet_table.hpp"

namespace lull {
namespace {

template <class T>
struct Held {
  using type = T;
  static constexpr bool optional = false;
};
template <class T>
struct Held<std::optional<T>> {
  using type = T;
  static constexpr bool optional = true;
};

template <class T>
constexpr ParquetKind kind_of() {
  if constexpr (std::is_same_v<T, bool>) return ParquetKind::truth;
  if constexpr (std::is_same_v<T, std::int64_t>) return ParquetKind::whole;
  if constexpr (std::is_same_v<T, std::string>) return ParquetKind::text;
  static_assert(std::is_same_v<T, bool> || std::is_same_v<T, std::int64_t> ||
                    std::is_same_v<T, std::string> || std::is_same_v<T, double> ||
                    std::is_same_v<T, Milliseconds>,
                "no kind of column holds it");
  return ParquetKind::real;
}

template <Described Row>
std::vector<ParquetColumn> columns_of() {
  std::vector<ParquetColumn> columns;
  const Row row;
  for_each_field(row, [&](const auto& field, const auto& value) {
    using Value = Held<std::remove_cvref_t<decltype(value)>>;
    columns.push_back({std::string(field.name), kind_of<typename Value::type>(), Value::optional});
  });
  return columns;
}

template <Described Row>
void add_row(ParquetTable& table, const Row& row) {
  for_each_field(row, [&](const auto&, const auto& value) { table.add(value); });
}

/// A file of the directory and the table in it.
struct Part {
  Part(const ResultsDirectory& results, const char* name, const std::vector<ParquetColumn>& columns)
      : file(results.path() / name, unique_in(results.path() / aside_folder)), table(file, columns) {}
  OutputFile file;
  ParquetTable table;
};

}  // namespace

struct ParquetTables::State {
  explicit State(const ResultsDirectory& results)
      : recordings(results, files[0], columns_of<RecordingRow>()),
        episodes(results, files[1], columns_of<EpisodeRow>()),
        segments(results, files[2], columns_of<SegmentRow>()),
        metrics(results, files[3],
                {{"recording", ParquetKind::text, false},
                 {"metric", ParquetKind::text, false},
                 {"value", ParquetKind::real, true},
                 {"word", ParquetKind::text, true},
                 {"reason", ParquetKind::text, true}}) {}
  void add_metric(const std::string& recording, const std::string& pointer,
                  const MetricsReader::Value& metric);

  std::array<Part*, 4> parts() { return {&recordings, &episodes, &segments, &metrics}; }

  Part recordings, episodes, segments, metrics;
};

void ParquetTables::State::add_metric(const std::string& recording, const std::string& pointer,
                                      const MetricsReader::Value& metric) {
  ParquetTable& to = metrics.table;
  to.add(recording);
  to.add(pointer);
  std::optional<double> number;
  std::optional<std::string_view> word;
  std::visit(
      [&](const auto& held) {
        using Value = std::decay_t<decltype(held)>;
        if constexpr (std::is_arithmetic_v<Value>) number = static_cast<double>(held);
        if constexpr (std::is_same_v<Value, std::string_view>) word = held;
      },
      metric.value);
  to.add(number);
  to.add(word);
  to.add(metric.reason.empty() ? std::nullopt : std::optional(metric.reason));
}

ParquetTables::ParquetTables(const ResultsDirectory& results) : state_(std::make_unique<State>(results)) {}
ParquetTables::~ParquetTables() = default;

void ParquetTables::add(const RecordingRow& row) { add_row(state_->recordings.table, row); }

void ParquetTables::add(const RecordingRow& row, std::span<const EpisodeRow> episodes,
                        const MetricsReader& metrics) {
  add(row);
  for (const EpisodeRow& each : episodes) add_row(state_->episodes.table, each);
  for (const MetricsReader::Value& each : metrics.values())
    state_->add_metric(row.recording, metrics.pointer(each.pointer), each);
}

void ParquetTables::add(const SegmentRow& segment) { add_row(state_->segments.table, segment); }

void ParquetTables::finish() {
  for (Part* part : state_->parts()) part->table.finish();
}

void ParquetTables::commit() {
  for (Part* part : state_->parts()) part->file.commit();
}

bool ParquetTables::wrote(const std::filesystem::path& file) { return is_parquet_of_lull(file); }

}  // namespace lull
