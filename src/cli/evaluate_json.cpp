#include <nlohmann/json.hpp>

#include "cli/evaluate_output.hpp"
#include "lull/core/text.hpp"
#include "lull/core/version.hpp"
#include "lull/response/evidence.hpp"

namespace lull::cli {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(Milliseconds time) { return in_seconds(time); }
Json json_of(const std::vector<Milliseconds>& times) {
  Json list = Json::array();
  for (const Milliseconds time : times) list.push_back(in_seconds(time));
  return list;
}
template <class T>
Json json_of(const T& value) {
  return value;
}

template <Described T>
void add_fields(const T& object, Json& json) {
  for_each_field(
      object, [&](const auto& field, const auto& value) { json[std::string(field.name)] = json_of(value); });
}

Json names_of(const std::vector<std::string>& names) {
  Json list = Json::array();
  for (const std::string& each : names) list.push_back(as_utf8(each));
  return list;
}

/// Writes scores and remembers by its JSON pointer why one is absent, as metrics.json does.
class Writer {
 public:
  Json take_reasons() { return std::move(reasons_); }

  void add(const Number& value, const std::string& key, const std::string& at, Json& json) {
    json[key] = value.has_value() ? Json(*value) : Json();
    if (!value.has_value()) reasons_[at + "/" + key] = name(value.reason());
  }
  void add(const std::vector<Estimate>& scores, const std::string& at, Json& json) {
    for (const Estimate& each : scores) {
      const std::string key(each.name);
      Json score;
      add(each.value, "value", at + "/" + key, score);
      score["ci95"] = each.ci95 ? Json(*each.ci95) : Json();
      score["group_mean"] = each.group_mean.has_value() ? Json(*each.group_mean) : Json();
      score["groups"] = each.groups;
      json[key] = std::move(score);
    }
  }
  /// Counts are null where nothing was compared: 0 would say that it was.
  template <Described Counts>
  Json scored(const Scored<Counts>& scored, bool compared, const std::string& at) {
    Json json;
    json["counts"] = Json();
    if (compared) add_fields(scored.counts, json["counts"]);
    add(scored.scores, at, json);
    return json;
  }
  template <std::size_t N>
  Json confusion(const Scored<Confusion<N>>& scored, bool compared,
                 const std::array<std::string_view, N>& classes, const std::string& at) {
    Json json;
    json["classes"] = classes;
    json["reference_by_hypothesis"] = compared ? Json(scored.counts.counts) : Json();
    add(scored.scores, at, json);
    return json;
  }
  Json curve(const CurveDifference& difference, const std::string& at) {
    Json json;
    for_each_field(difference, [&](const auto& field, const Number& value) {
      add(value, std::string(field.name), at, json);
    });
    return json;
  }

 private:
  Json reasons_ = Json::object();
};

Json json_of(const TrackEvaluation& track, Writer& writer) {
  const std::string at = "/tracks/" + std::string(name(track.track));
  Json json;
  const bool compared = track.recordings > 0;
  json["recordings"] = track.recordings;
  json["frames"]["10ms"] = writer.scored(track.frames_10ms, compared, at + "/frames/10ms");
  json["frames"]["1s"] = writer.scored(track.frames_1s, compared, at + "/frames/1s");
  writer.add(track.pr_auc, "pr_auc", at + "/frames", json["frames"]);
  json["events"]["onset_offset"] = writer.scored(track.events, compared, at + "/events/onset_offset");
  json["events"]["onset"] = writer.scored(track.onsets, compared, at + "/events/onset");
  json["detection"] = writer.scored(track.detection, compared, at + "/detection");
  for (const AmountEvaluation& amount : track.amounts) {
    const std::string key(amount.name);
    json["amounts"][key] = writer.scored(amount.sums, compared, at + "/amounts/" + key);
  }
  return json;
}

Json json_of(const EpisodeEvaluation& episodes, Writer& writer) {
  const std::string at = "/episodes";
  Json json;
  const bool cries = episodes.recordings > 0, adults = episodes.recordings_with_adults > 0;
  json["recordings"] = episodes.recordings;
  json["recordings_with_adults"] = episodes.recordings_with_adults;
  json["matching"] = writer.scored(episodes.matching, cries, at + "/matching");
  json["duration"] = writer.scored(episodes.duration, cries, at + "/duration");
  writer.add(episodes.duration_median_abs_s, "median_abs_s", at + "/duration", json["duration"]);
  json["latency"] = writer.scored(episodes.latency, adults, at + "/latency");
  writer.add(episodes.latency_median_abs_s, "median_abs_s", at + "/latency", json["latency"]);
  json["response"] = writer.confusion<2>(episodes.response, adults, {"responded", "none"}, at + "/response");
  json["outcome"] = writer.confusion<5>(
      episodes.outcome, adults,
      {name(Outcome::soothed), name(Outcome::quiet_unattended), name(Outcome::quiet_concurrent),
       name(Outcome::self_quiet), name(Outcome::unresolved)},
      at + "/outcome");
  json["rupture"] = writer.confusion<2>(episodes.rupture, adults, {"rupture", "none"}, at + "/rupture");
  json["rupture"]["unknown"] = adults ? Json(episodes.rupture_unknown) : Json();
  json["curves"]["total"] = writer.curve(episodes.total, at + "/curves/total");
  json["curves"]["coregulation"] = writer.curve(episodes.coregulation, at + "/curves/coregulation");
  json["curves"]["latency"] = writer.curve(episodes.answered, at + "/curves/latency");
  return json;
}

}  // namespace

std::string evaluation_json(const Evaluation& evaluation, const Comparison& comparison) {
  Writer writer;
  Json json;
  json["schema"] = 1;
  json["lull"]["version"] = version();
  json["lull"]["metrics_version"] = metrics_version;
  add_fields(evaluation.settings, json["lull"]["settings"]);
  add_fields(evaluation.options, json["lull"]["comparison"]);
  json["reference"] = as_utf8(comparison.reference);
  json["hypothesis"] = as_utf8(comparison.hypothesis);
  json["compared"] = {{"recordings", evaluation.recordings},
                      {"seconds", in_seconds(evaluation.observed)},
                      {"failed", comparison.failed},
                      {"only_in_reference", names_of(comparison.only_in_reference)},
                      {"only_in_hypothesis", names_of(comparison.only_in_hypothesis)},
                      {"notes", names_of(comparison.notes)}};
  json["bootstrap"] = {{"method", "percentile"},
                       {"unit", comparison.grouped ? "group" : "recording"},
                       {"groups", evaluation.groups},
                       {"b", evaluation.settings.b},
                       {"seed", evaluation.settings.seed}};
  for (const TrackEvaluation& track : evaluation.tracks) {
    json["tracks"][std::string(name(track.track))] = json_of(track, writer);
  }
  json["identification"] =
      writer.scored(evaluation.identification, evaluation.observed > Milliseconds{0}, "/identification");
  json["episodes"] = json_of(evaluation.episodes, writer);
  json["na"] = writer.take_reasons();
  return json.dump(1) + "\n";
}

}  // namespace lull::cli
