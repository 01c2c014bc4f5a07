#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "lull/core/error.hpp"
#include "lull/store/results.hpp"

namespace lull {

/// What came of rendering a results directory again. Names are relative to the directory.
struct Rendering {
  std::vector<std::string> pages;  ///< sessions/ID/report.html of each session, then corpus.html
  std::vector<Error> faults;       ///< what could not be rendered, or not with sound
  std::int64_t clips = 0;          ///< in all pages
  std::int64_t clip_bytes = 0;     ///< of their FLAC files
  std::int64_t clips_left_out = 0;
};

/// Turns a page into another file beside it, such as a PDF: gets the path of the page, gives the bytes.
using Conversion = std::function<std::string(const std::filesystem::path& page)>;

/// Whether sessions' pages play sound: not at all, clips of at most 12 s around episodes that are in the
/// page, or the recording where it lies.
enum class SoundOnPage { none, clips, link };

struct RenderingOptions {
  Conversion to_pdf;  ///< empty: no PDF
  SoundOnPage sound = SoundOnPage::none;
};

/// Writes the pages of a results directory again, from the tables and JSON files in it: no recording is read,
/// but for sound. Without it, and where nothing has been edited, the pages are the same to the byte.
/// Sound needs the recording at the path in metrics.json with the bytes that were analysed; where it is not
/// the page comes without, and the fault is told. A page holds at most 24 MB of clips, a third more as text.
/// Throws Error(Fault::usage) when the folder holds no results, Error(Fault::output) when it cannot be
/// written.
Rendering render_again(const std::filesystem::path& folder, const RenderingOptions& options = {});

/// The same in a directory that is held already.
Rendering render_again(const ResultsDirectory& results, const RenderingOptions& options);

}  // namespace lull
