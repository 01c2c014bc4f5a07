#include "lull/corpus/rendering.hpp"

#include <nlohmann/json.hpp>
#include <system_error>

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

class Renderer {
 public:
  Renderer(const ResultsDirectory& results, const Conversion& to_pdf) : results_(results), to_pdf_(to_pdf) {}

  void session(const std::string& id) {
    page("sessions/" + id + "/report", [&] {
      const fs::path folder = results_.session(id);
      return session_page(json_file(folder / "metrics.json"), json_file(folder / "timeline.json"));
    });
  }

  void corpus(const std::string& recordings, const std::string& made) {
    page("corpus", [&] { return corpus_page(recordings, made); });
  }

  Rendering take() { return std::move(rendering_); }

 private:
  /// What is wrong with one page leaves the others alone; what is wrong with the disk does not.
  template <class Make>
  void page(const std::string& name, const Make& make) {
    try {
      results_.write(name + ".html", make());
      rendering_.pages.push_back(name + ".html");
      if (to_pdf_) results_.write(name + ".pdf", to_pdf_(results_.path() / (name + ".html")));
    } catch (const Error& error) {
      if (error.fault() == Fault::output) throw;
      rendering_.faults.push_back(error);
    }
  }

  const ResultsDirectory& results_;
  const Conversion& to_pdf_;
  Rendering rendering_;
};

}  // namespace

Rendering render_again(const fs::path& folder, const Conversion& to_pdf) {
  const std::string made = made_by(read_file(folder / "run.json")).fingerprint;
  const std::string recordings = read_file(folder / "recordings.csv");
  if (made.empty() || recordings.empty()) {
    throw Error(Fault::usage, folder.string(), "holds no finished run: run.json or recordings.csv is missing",
                "give the folder that analyze or measure wrote");
  }
  const auto rows = read_csv<RecordingRow>(recordings);
  const ResultsDirectory results(folder);
  Renderer renderer(results, to_pdf);
  for (const RecordingRow& row : rows) {
    if (row.status == "ok") renderer.session(row.recording);
  }
  renderer.corpus(recordings, made);
  return renderer.take();
}

}  // namespace lull
