#include "lull/store/database.hpp"

#include <cmath>
#include <map>

#include "lull/core/error.hpp"
#include "store/metric_leaves.hpp"
#include "store/schema.hpp"
#include "store/sqlite.hpp"

namespace lull {
namespace {

using Json = OrderedJson;

template <Described Row>
constexpr int columns = static_cast<int>(std::tuple_size_v<decltype(Row::fields())>);

template <Described Row>
void add_fields(SqliteInsert& insert, const Row& row) {
  for_each_field(row, [&](const auto&, const auto& value) { insert.add(value); });
}

void add_scalar(SqliteInsert& insert, const Json& value) {
  if (value.is_string()) {
    insert.add(value.get_ref<const std::string&>());
  } else if (value.is_boolean()) {
    insert.add(value.get<bool>());
  } else if (value.is_number_integer()) {
    insert.add(value.get<std::int64_t>());
  } else if (value.is_number()) {
    insert.add(value.get<double>());
  } else {
    insert.add_nothing();
  }
}

std::int64_t milliseconds(const Json& seconds) { return std::llround(seconds.get<double>() * 1000); }

}  // namespace

struct Database::State {
  State(const std::filesystem::path& path, const std::filesystem::path& told) : file(path, told) {
    file.run(schema_sql());
  }

  void add_run(const std::string& made);
  void add_metrics(std::int64_t recording, const Json& json);
  std::int64_t metric_id(const std::string& pointer);

  SqliteFile file;
  // The statements are finalised before the file is closed.
  struct Inserts {
    explicit Inserts(SqliteFile& to)
        : recordings(to, "recordings", columns<RecordingRow> + 1),
          episodes(to, "episodes", columns<EpisodeRow>),
          segments(to, "segments", columns<SegmentRow>),
          observed(to, "observed", 3),
          names(to, "metric_names", 2),
          values(to, "metric_values", 4) {}
    SqliteInsert recordings, episodes, segments, observed, names, values;
  };
  std::unique_ptr<Inserts> into;
  std::map<std::string, std::int64_t> metric_ids;
  std::int64_t recordings = 0;
};

void Database::State::add_run(const std::string& made) {
  const Json json = Json::parse(made);
  SqliteInsert run(file, "run", 3);
  add_scalar(run, json.at("version"));
  add_scalar(run, json.at("model").at("id"));
  add_scalar(run, json.at("model").at("sha256"));
  run.run();
  SqliteInsert settings(file, "settings", 2);
  for (const auto& [name, value] : json.at("settings").items()) {
    settings.add(name);
    if (value.is_structured()) {
      settings.add(value.dump());
    } else {
      add_scalar(settings, value);
    }
    settings.run();
  }
}

std::int64_t Database::State::metric_id(const std::string& pointer) {
  const auto next = static_cast<std::int64_t>(metric_ids.size() + 1);
  const auto [at, is_new] = metric_ids.emplace(pointer, next);
  if (is_new) {
    into->names.add(next);
    into->names.add(pointer);
    into->names.run();
  }
  return at->second;
}

void Database::State::add_metrics(std::int64_t recording, const Json& json) {
  const std::string& id = json.at("recording").at("id").get_ref<const std::string&>();
  for (const Json& range : json.at("observed").at("ranges")) {
    into->observed.add(id);
    into->observed.add(milliseconds(range.at(0)));
    into->observed.add(milliseconds(range.at(1)));
    into->observed.run();
  }
  for_each_metric(json, [&](const std::string& pointer, const Json& value, const Json& reason) {
    into->values.add(recording);
    into->values.add(metric_id(pointer));
    add_scalar(into->values, value);
    add_scalar(into->values, reason);
    into->values.run();
  });
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
                   const std::string& metrics_json) {
  add(row);
  for (const EpisodeRow& each : episodes) {
    add_fields(state_->into->episodes, each);
    state_->into->episodes.run();
  }
  try {
    state_->add_metrics(state_->recordings, Json::parse(metrics_json));
  } catch (const nlohmann::json::exception&) {
    throw Error(Fault::input, row.recording, "its metrics.json is none of ours",
                "use --force to make it anew");
  }
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
