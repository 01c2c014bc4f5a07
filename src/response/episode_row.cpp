#include "lull/response/episode_row.hpp"

namespace lull {
namespace {

void add_answer(const Answer& answer, const Evidence& evidence, EpisodeRow& row) {
  row.total_s = answer.episode.when.length();
  if (!evidence.tracks.adult) return;
  row.concurrent = answer.concurrent;
  row.responded = answer.responded();
  row.cry_before_response_s = answer.cry_before_response;
  row.outcome = std::string(name(outcome_of(answer)));
  if (answer.responded()) {
    row.responder = std::string(name(*answer.responder));
    row.latency_s = answer.latency;
    row.coregulation_s = answer.coregulation();
    row.attended = answer.attended;
  }
  row.rupture = answer.is_rupture(evidence.settings.theta_r);
  if (*row.rupture) row.repair = std::string(name(repair_of(answer, evidence.settings.t_rep)));
}

void add_sound(const MeanSound& sound, EpisodeRow& row) {
  row.distress_mean = sound.distress_mean;
  row.distress_peak = sound.distress_peak;
  row.f0_median_hz = sound.f0_median_hz;
  row.f0_max_hz = sound.f0_max_hz;
  row.pct_phonation = sound.pct_phonation;
  row.pct_hyperphonation = sound.pct_hyperphonation;
  row.pct_dysphonation = sound.pct_dysphonation;
  row.level_dbfs = sound.level_dbfs;
}

}  // namespace

std::vector<EpisodeRow> episode_rows(const std::string& recording, const SoundBook& sounds,
                                     const Evidence& evidence) {
  std::vector<EpisodeRow> rows;
  if (!evidence.tracks.cry) return rows;
  auto answer = evidence.answers.begin();
  for (const Episode& episode : evidence.episodes) {
    EpisodeRow row;
    row.recording = recording;
    row.episode = static_cast<std::int64_t>(rows.size()) + 1;
    row.onset_s = episode.when.begin;
    row.offset_s = episode.when.end;
    row.cry_s = episode.cry;
    row.class_ = episode.is_cry() ? "cry" : "fuss";
    row.left_censored = episode.left_censored;
    row.calm_confirmed = episode.calm_confirmed;
    if (!episode.left_censored) add_answer(*answer++, evidence, row);
    const auto& units = evidence.stretches[episode.stretch].cry;
    add_sound(sounds.mean(std::span(units).subspan(episode.units.begin, episode.units.length()),
                          {Label::cry, Label::fuss}),
              row);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace lull
