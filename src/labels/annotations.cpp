#include "lull/labels/annotations.hpp"

#include <algorithm>
#include <array>

#include "labels/formats.hpp"
#include "labels/lines.hpp"
#include "lull/labels/dataset.hpp"

namespace lull {
namespace {

constexpr std::array all_formats{&rttm_format,     &childproject_format, &its_format,     &eaf_format,
                                 &textgrid_format, &chat_format,         &audacity_format};

std::string lower(std::string text) {
  // ASCII: endings are.
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

const AnnotationFormat& format_for(const std::filesystem::path& path, const AnnotationOptions& options) {
  if (!options.format.empty()) {
    if (const AnnotationFormat* format = annotation_format_named(options.format)) return *format;
    throw Error(Fault::usage, "--format", "'" + options.format + "' is no format of annotations",
                "see `lull help formats`");
  }
  if (const AnnotationFormat* format = annotation_format_of(path)) return *format;
  throw Error(Fault::input, path.string(), "its ending is that of no annotation format",
              "see `lull help formats`, or name the format with --format");
}

}  // namespace

std::span<const AnnotationFormat* const> annotation_formats() { return all_formats; }

const AnnotationFormat* annotation_format_named(std::string_view name) {
  const auto found = std::find_if(all_formats.begin(), all_formats.end(),
                                  [&](const AnnotationFormat* each) { return each->name == name; });
  return found == all_formats.end() ? nullptr : *found;
}

const AnnotationFormat* annotation_format_of(const std::filesystem::path& path) {
  const std::string ending = lower(path.extension().string());
  const auto found = std::find_if(all_formats.begin(), all_formats.end(), [&](const AnnotationFormat* each) {
    return std::find(each->endings.begin(), each->endings.end(), ending) != each->endings.end();
  });
  return found == all_formats.end() ? nullptr : *found;
}

Annotations read_annotations(const std::filesystem::path& path, const AnnotationOptions& options) {
  if (is_dataset(path)) return read_dataset(path, options);
  const AnnotationFormat& format = format_for(path, options);
  if (!options.tiers.empty() && !format.has_tiers) {
    throw Error(Fault::usage, "--tier", std::string(format.title) + " has no tiers to choose from",
                "leave it out");
  }
  std::ifstream in = open_annotation(path);
  Annotations annotations = format.read(in, path.string(), options);
  for (Session& session : annotations.sessions) {
    session.recording.path = path;
    if (session.recording.id.empty()) session.recording.id = path.stem().string();
  }
  return annotations;
}

}  // namespace lull
