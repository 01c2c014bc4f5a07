#include "lull/corpus/rendering.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "corpus/clock_hours.hpp"
#include "corpus/page_sound.hpp"
#include "lull/report/corpus_page.hpp"
#include "lull/report/rows.hpp"
#include "lull/report/session_page.hpp"
#include "lull/report/table.hpp"
#include "lull/store/results.hpp"
#include "lull/store/run_record.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

/// A JSON file of ours. What is no JSON would be a page that cannot draw itself.
std::string json_file(const fs::path& path) {
  std::string text = read_file(path);
  if (text.empty()) {
    throw Error(Fault::input, path.string(), "is not there, and the report is made from it",
                "run analyze or measure again");
  }
  if (!nlohmann::json::accept(text)) {
    throw Error(Fault::input, path.string(), "is no JSON any more", "run analyze or measure again");
  }
  return text;
}

[[noreturn]] void fail_without_run(const fs::path& folder) {
  throw Error(Fault::usage, folder.string(), "holds no finished run: run.json or recordings.csv is missing",
              "give the folder that analyze or measure wrote");
}

class Renderer {
 public:
  Renderer(const ResultsDirectory& results, const RenderingOptions& options)
      : results_(results), options_(options) {}

  /// Whether it could be written.
  bool session(const std::string& id) {
    return page("sessions/" + id + "/report", [&] {
      const fs::path folder = results_.session(id);
      const std::string metrics = json_file(folder / "metrics.json");
      const auto sound = sound_of(folder, metrics);
      return session_page(metrics, json_file(folder / "timeline.json"), sound ? &*sound : nullptr);
    });
  }

  /// `placed`: sessions whose clock time is known, with their rows in the table.
  void corpus(const std::string& recordings, const std::vector<std::pair<std::string, std::int64_t>>& placed,
              const std::string& made) {
    page("corpus", [&] {
      std::vector<ClockHourRow> hours;
      for (const auto& [id, row] : placed) {
        add_clock_hours(results_.session(id) / "timeline.json", row, hours);
      }
      return corpus_page(recordings, hours, made);
    });
  }

  Rendering take() { return std::move(rendering_); }

 private:
  /// Nothing where nobody asked, or where the recording cannot be had: the page is worth writing all the
  /// same.
  std::optional<PageSound> sound_of(const fs::path& folder, const std::string& metrics) {
    if (options_.sound == SoundOnPage::none) return std::nullopt;
    try {
      PageSound sound = page_sound(folder, metrics, options_.sound);
      for (const PageSound::Clip& clip : sound.clips)
        rendering_.clip_bytes += static_cast<std::int64_t>(clip.flac.size());
      rendering_.clips += static_cast<std::int64_t>(sound.clips.size());
      rendering_.clips_left_out += sound.left_out;
      return sound;
    } catch (const Error& error) {
      if (error.fault() == Fault::output) throw;
      rendering_.faults.push_back(error);
      return std::nullopt;
    }
  }

  /// What is wrong with one page leaves the others alone; what is wrong with the disk does not.
  template <class Make>
  bool page(const std::string& name, const Make& make) {
    bool written = false;
    try {
      results_.write(name + ".html", make());
      written = true;
      rendering_.pages.push_back(name + ".html");
      if (options_.to_pdf) {
        results_.write(name + ".pdf", options_.to_pdf(results_.path() / (name + ".html")));
      }
    } catch (const Error& error) {
      if (error.fault() == Fault::output) throw;
      rendering_.faults.push_back(error);
    }
    return written;
  }

  const ResultsDirectory& results_;
  const RenderingOptions& options_;
  Rendering rendering_;
};

}  // namespace

Rendering render_again(const fs::path& folder, const RenderingOptions& options) {
  for (const char* file : {"run.json", "recordings.csv"}) {
    if (read_file(folder / file).empty()) fail_without_run(folder);  // and leave the folder alone
  }
  return render_again(ResultsDirectory(folder), options);
}

Rendering render_again(const ResultsDirectory& results, const RenderingOptions& options) {
  const fs::path& folder = results.path();
  const std::string made = made_by(read_file(folder / "run.json")).fingerprint;
  const std::string recordings = read_file(folder / "recordings.csv");
  if (made.empty() || recordings.empty()) fail_without_run(folder);
  Renderer renderer(results, options);
  std::vector<std::pair<std::string, std::int64_t>> placed;
  std::int64_t place = 0;
  for (const RecordingRow& row : read_csv<RecordingRow>(recordings)) {
    // What a session lacks has been told once; the corpus does without it.
    if (row.status == "ok" && renderer.session(row.recording) && row.start_time) {
      placed.emplace_back(row.recording, place);
    }
    ++place;
  }
  renderer.corpus(recordings, placed, made);
  return renderer.take();
}

}  // namespace lull
