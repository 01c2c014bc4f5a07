#include "corpus/page_sound.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <system_error>

#include "lull/audio/clip.hpp"
#include "lull/core/sha256.hpp"
#include "lull/core/text.hpp"
#include "lull/report/table.hpp"
#include "lull/response/episode_row.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// Chosen by us: enough to hear what an episode is and whether somebody answers at once; not a recording of
// it.
constexpr Milliseconds around = 2s, longest = 12s;
constexpr std::size_t most_bytes = 24'000'000;

struct Source {
  fs::path path;
  std::optional<int> channel;
};

/// The recording that metrics.json speaks of, if it is still that one.
Source source_of(const fs::path& session, const std::string& metrics) {
  const auto json = nlohmann::json::parse(metrics);
  const auto& recording = json.at("recording");
  // Where annotations and the sound were given, the hash of the annotations stands beside that of the sound.
  const bool heard =
      json.at("lull").at("model").at("id").is_string() || recording.contains("annotation_sha256");
  if (!heard || !recording.at("path").is_string() || !recording.at("sha256").is_string()) {
    throw Error(Fault::input, session.string(), "was measured from annotations: there is no sound to play",
                "analyse the recording, or give it to measure with --audio");
  }
  Source source{recording.at("path").get<std::string>(), std::nullopt};
  std::error_code failed;
  if (!fs::is_regular_file(source.path, failed)) {
    throw Error(Fault::input, source.path.string(), "is not there any more, and the page was to play it",
                "put it back, or start lull in the folder that the path counts from");
  }
  if (sha256_of_file(source.path) != recording.at("sha256").get<std::string>()) {
    throw Error(Fault::input, source.path.string(), "has changed since it was analysed",
                "analyse it again before its sound is put into the page");
  }
  const int channel = json.at("lull").at("settings").value("channel", 0);
  if (channel > 0) source.channel = channel;
  return source;
}

PageSound clips_of(const Source& source, const std::vector<EpisodeRow>& episodes) {
  std::vector<TimeSpan> spans;
  for (const EpisodeRow& episode : episodes) {
    const Milliseconds from = std::max(Milliseconds{0}, episode.onset_s - around);
    spans.push_back({from, std::min(episode.offset_s + around, from + longest)});
  }
  PageSound sound;
  std::size_t bytes = 0;
  cut_clips(source.path, source.channel, spans, [&](std::size_t i, std::span<const float> samples) {
    std::string flac = samples.empty() ? std::string() : flac_of(samples);
    if (flac.empty()) return;
    if (bytes + flac.size() > most_bytes) {
      ++sound.left_out;
      return;
    }
    bytes += flac.size();
    const auto end = spans[i].begin + clip_rate.time_of({static_cast<std::int64_t>(samples.size())});
    sound.clips.push_back({episodes[i].episode, {spans[i].begin, end}, std::move(flac)});
  });
  std::sort(sound.clips.begin(), sound.clips.end(),
            [](const auto& a, const auto& b) { return a.episode < b.episode; });
  return sound;
}

}  // namespace

std::string relative_address(const fs::path& file, const fs::path& folder) {
  const fs::path way =
      fs::absolute(file).lexically_normal().lexically_relative(fs::absolute(folder).lexically_normal());
  return percent_encoded(way.string());
}

PageSound page_sound(const fs::path& session, const std::string& metrics, SoundOnPage wanted) {
  const Source source = source_of(session, metrics);
  if (wanted == SoundOnPage::link) return {{}, 0, relative_address(source.path, session)};
  return clips_of(source, read_csv<EpisodeRow>(read_file(session / "episodes.csv")));
}

}  // namespace lull
