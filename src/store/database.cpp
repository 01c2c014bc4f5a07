#include "lull/store/database.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <variant>

#include "lull/core/error.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"

namespace lull {
namespace {

using Json = nlohmann::ordered_json;

// Values that are written together: a recording has some 260.
constexpr std::size_t many = 64;

template <Described Row>
constexpr int columns = static_cast<int>(std::tuple_size_v<decltype(Row::fields())>);

/// `row` must stay until the statement has run.
template <Described Row>
void add_fields(SqliteInsert& insert, const Row& row) {
  for_each_field(row, [&](const auto&, const auto& value) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, std::string>) {
      insert.add_kept(value);
    } else {
      insert.add(value);
    }
  });
}

/// Text as it is, all else as JSON has it.
void add_as_text(SqliteInsert& insert, const Json& value) {
  if (value.is_null()) {
    insert.add_nothing();
  } else if (value.is_string()) {
    insert.add(value.get_ref<const std::string&>());
  } else {
    insert.add(value.dump());
  }
}

/// Two columns: a number or truth value, and a word. One of them has it, or neither.
void add_value_and_word(SqliteInsert& insert, const MetricsReader::Scalar& value) {
  std::visit(
      [&](const auto& held) {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, std::monostate>) {
          insert.add_nothing();
          insert.add_nothing();
        } else if constexpr (std::is_same_v<Held, std::string_view>) {
          insert.add_nothing();
          insert.add_kept(held);
        } else {
          insert.add(held);
          insert.add_nothing();
        }
      },
      value);
}

std::int64_t milliseconds(double seconds) { return std::llround(seconds * 1000); }

}  // namespace

struct Database::State {
  State(const std::filesystem::path& path, const std::filesystem::path& told) : file(path, told) {
    file.run(schema_sql());
  }

  void add_run(const std::string& made);
  void add_metrics(const std::string& recording, const MetricsReader& metrics);
  void add_value(SqliteInsert& insert, const MetricsReader::Value& value);
  void know_name(std::size_t pointer, const std::string& name);

  SqliteFile file;
  // The statements are finalised before the file is closed.
  struct Inserts {
    explicit Inserts(SqliteFile& to)
        : recordings(to, "recordings", columns<RecordingRow> + 1),
          episodes(to, "episodes", columns<EpisodeRow>),
          segments(to, "segments", columns<SegmentRow>),
          observed(to, "observed", 3),
          names(to, "metric_names", 2),
          values(to, "metric_values", 5),
          many_values(to, "metric_values", 5, static_cast<int>(many)) {}
    SqliteInsert recordings, episodes, segments, observed, names, values, many_values;
  };
  std::unique_ptr<Inserts> into;
  std::vector<std::int64_t> metric_ids;  // by the reader's number of a pointer; 0: none yet
  std::int64_t last_metric_id = 0;
  std::int64_t recordings = 0;
};

void Database::State::add_run(const std::string& made) {
  const Json json = Json::parse(made);
  SqliteInsert run(file, "run", 3);
  add_as_text(run, json.at("version"));
  add_as_text(run, json.at("model").at("id"));
  add_as_text(run, json.at("model").at("sha256"));
  run.run();
  SqliteInsert settings(file, "settings", 2);
  for (const auto& [name, value] : json.at("settings").items()) {
    settings.add(name);
    add_as_text(settings, value);
    settings.run();
  }
}

void Database::State::know_name(std::size_t pointer, const std::string& name) {
  if (metric_ids.size() <= pointer) metric_ids.resize(pointer + 1);
  if (metric_ids[pointer] != 0) return;
  metric_ids[pointer] = ++last_metric_id;
  into->names.add(last_metric_id);
  into->names.add(name);
  into->names.run();
}

/// Every number, word and truth value by its JSON pointer; curves stay in metrics.json.
void Database::State::add_metrics(const std::string& recording, const MetricsReader& metrics) {
  for (const auto& [begin, end] : metrics.observed()) {
    into->observed.add(recording);
    into->observed.add(milliseconds(begin));
    into->observed.add(milliseconds(end));
    into->observed.run();
  }
  const std::vector<MetricsReader::Value>& values = metrics.values();
  for (const MetricsReader::Value& each : values) know_name(each.pointer, metrics.pointer(each.pointer));
  std::size_t at = 0;
  for (; values.size() - at >= many; at += many) {
    for (std::size_t i = at; i < at + many; ++i) add_value(into->many_values, values[i]);
    into->many_values.run();
  }
  for (; at < values.size(); ++at) {
    add_value(into->values, values[at]);
    into->values.run();
  }
}

void Database::State::add_value(SqliteInsert& insert, const MetricsReader::Value& value) {
  insert.add(recordings);
  insert.add(metric_ids[value.pointer]);
  add_value_and_word(insert, value.value);
  if (value.reason.empty()) {
    insert.add_nothing();
  } else {
    insert.add_kept(value.reason);
  }
}

Database::Database(const std::filesystem::path& file, const std::filesystem::path& told,
                   const std::string& made)
    : state_(std::make_unique<State>(file, told)) {
  state_->add_run(made);
  state_->into = std::make_unique<State::Inserts>(state_->file);
}
Database::~Database() {
  if (state_) state_->into.reset();
}

void Database::add(const RecordingRow& row) {
  SqliteInsert& recordings = state_->into->recordings;
  recordings.add(++state_->recordings);
  add_fields(recordings, row);
  recordings.run();
}

void Database::add(const RecordingRow& row, std::span<const EpisodeRow> episodes,
                   const MetricsReader& metrics) {
  add(row);
  for (const EpisodeRow& each : episodes) {
    add_fields(state_->into->episodes, each);
    state_->into->episodes.run();
  }
  state_->add_metrics(row.recording, metrics);
}

void Database::add(const SegmentRow& segment) {
  add_fields(state_->into->segments, segment);
  state_->into->segments.run();
}

void Database::finish() {
  state_->into.reset();
  state_->file.finish();
}

}  // namespace lull
