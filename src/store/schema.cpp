#include "store/schema.hpp"

#include <fmt/format.h>

#include "lull/report/rows.hpp"
#include "lull/response/episode_row.hpp"

namespace lull {
namespace {

// Read by SQLite and, through its extension, by DuckDB, where max and min of two values are aggregates, whole
// numbers divide to fractions, and a column without a type is bytes.
constexpr std::string_view views = R"sql(
CREATE VIEW metrics AS
  SELECT r.recording, n.metric, v.value, v.word, v.reason
  FROM metric_values v JOIN recordings r ON r.id = v.recording_id JOIN metric_names n ON n.id = v.metric_id;

CREATE VIEW totals AS
  SELECT count(*) AS recordings, sum(status = 'ok') AS ok, sum(status <> 'ok') AS failed,
         sum(observed_s) / 3600 AS observed_h, sum(cry_s) / 3600 AS cry_h, sum(episodes) AS episodes,
         sum(responded) AS responded
  FROM recordings;

CREATE VIEW crying AS
  SELECT r.recording, r.observed_s / 3600 AS observed_h, r.cry_s / 60 AS cry_min, r.cry_minutes_per_hour,
         m.reason
  FROM recordings r LEFT JOIN metrics m
       ON m.recording = r.recording AND m.metric = '/crying/minutes_per_hour'
  WHERE r.status = 'ok';

-- Crying and observation of each hour of a recording. Segments that overlap count once.
CREATE VIEW crying_by_hour AS
  WITH RECURSIVE
  stretches(recording, kind, onset, "offset") AS (
    SELECT recording, 'cry', segment_onset, segment_offset FROM segments WHERE label IN ('CRY', 'FUS')
    UNION ALL
    SELECT recording, 'observed', onset_ms, offset_ms FROM observed),
  behind AS (
    SELECT *, coalesce(max("offset") OVER (PARTITION BY recording, kind ORDER BY onset, "offset"
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS covered
    FROM stretches),
  parts(recording, kind, onset, "offset") AS (
    SELECT recording, kind, CASE WHEN onset > covered THEN onset ELSE covered END, "offset"
    FROM behind WHERE "offset" > covered),
  cut(recording, kind, hour, onset, "offset") AS (
    SELECT recording, kind, CAST((onset - onset % 3600000) / 3600000 AS BIGINT), onset, "offset" FROM parts
    UNION ALL
    SELECT recording, kind, hour + 1, (hour + 1) * 3600000, "offset" FROM cut
    WHERE "offset" > (hour + 1) * 3600000),
  spans(recording, kind, hour, ms) AS (
    SELECT recording, kind, hour,
           CASE WHEN "offset" < (hour + 1) * 3600000 THEN "offset" ELSE (hour + 1) * 3600000 END - onset
    FROM cut)
  SELECT recording, hour,
         sum(CASE WHEN kind = 'observed' THEN ms ELSE 0 END) / 1000.0 AS observed_s,
         sum(CASE WHEN kind = 'cry' THEN ms ELSE 0 END) / 1000.0 AS cry_s
  FROM spans GROUP BY recording, hour;

CREATE VIEW answered_episodes AS
  SELECT recording, episode, onset_s, offset_s, responder, latency_s, coregulation_s, total_s, outcome
  FROM episodes WHERE responded = 1;

CREATE VIEW response_proportions AS
  WITH windows AS (
    SELECT recording, substr(metric, 21) AS number, value AS window_s FROM metrics
    WHERE metric GLOB '/response/windows_s/*')
  SELECT w.recording, w.window_s, k.value AS k, n.value AS n, p.value AS proportion,
         low.value AS ci95_low, high.value AS ci95_high, p.reason
  FROM windows w
  JOIN metrics k ON k.recording = w.recording AND k.metric = '/response/strict/' || w.number || '/k'
  JOIN metrics n ON n.recording = w.recording AND n.metric = '/response/strict/' || w.number || '/n'
  JOIN metrics p ON p.recording = w.recording AND p.metric = '/response/strict/' || w.number || '/value'
  LEFT JOIN metrics low ON low.recording = w.recording AND low.metric = '/response/strict/' || w.number || '/ci95/0'
  LEFT JOIN metrics high ON high.recording = w.recording AND high.metric = '/response/strict/' || w.number || '/ci95/1';

CREATE VIEW outcomes AS
  SELECT recording, outcome, count(*) AS episodes FROM episodes WHERE outcome IS NOT NULL
  GROUP BY recording, outcome;

CREATE VIEW failures AS
  SELECT recording, path, error FROM recordings WHERE status <> 'ok';
)sql";

}  // namespace

std::string schema_sql() {
  return fmt::format("PRAGMA application_id={}; PRAGMA user_version={};\n", application_id,
                     database_version) +
         "CREATE TABLE run (version TEXT NOT NULL, model_id TEXT, model_sha256 TEXT);\n"
         "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT);\n"
         "CREATE TABLE recordings (\n  id INTEGER PRIMARY KEY,\n" +
         sql_columns<RecordingRow>() + "  UNIQUE (recording)\n);\n" + "CREATE TABLE episodes (\n" +
         sql_columns<EpisodeRow>() +
         "  PRIMARY KEY (recording, episode),\n  FOREIGN KEY (recording) REFERENCES recordings "
         "(recording)\n);\n"
         "CREATE TABLE segments (\n" +
         sql_columns<SegmentRow>() +
         "  FOREIGN KEY (recording) REFERENCES recordings (recording)\n);\n"
         "CREATE INDEX segments_by_time ON segments (recording, segment_onset);\n"
         "CREATE TABLE observed (recording TEXT NOT NULL REFERENCES recordings (recording), "
         "onset_ms INTEGER NOT NULL, offset_ms INTEGER NOT NULL, PRIMARY KEY (recording, onset_ms));\n"
         "CREATE TABLE metric_names (id INTEGER PRIMARY KEY, metric TEXT NOT NULL UNIQUE);\n"
         "CREATE TABLE metric_values (recording_id INTEGER NOT NULL REFERENCES recordings (id), "
         "metric_id INTEGER NOT NULL REFERENCES metric_names (id), value NUMERIC, word TEXT, "
         "reason TEXT, "
         "PRIMARY KEY (recording_id, metric_id)) WITHOUT ROWID;\n" +
         std::string(views);
}

}  // namespace lull
