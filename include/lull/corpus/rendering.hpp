#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "lull/core/error.hpp"

namespace lull {

/// What came of rendering a results directory again. Names are relative to the directory.
struct Rendering {
  std::vector<std::string> pages;  ///< sessions/ID/report.html of each session, then corpus.html
  std::vector<Error> faults;       ///< what could not be rendered
};

/// Turns a page into another file beside it, such as a PDF: gets the path of the page, gives the bytes.
using Conversion = std::function<std::string(const std::filesystem::path& page)>;

/// Writes the pages of a results directory again, from the tables and JSON files in it: no recording is read.
/// Where nothing has been edited the pages are the same to the byte. With `to_pdf` each gets a PDF beside it.
/// Throws Error(Fault::usage) when the folder holds no results, Error(Fault::output) when it cannot be
/// written.
Rendering render_again(const std::filesystem::path& folder, const Conversion& to_pdf = {});

}  // namespace lull
