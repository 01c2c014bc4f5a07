#include "lull/corpus/find.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <string_view>
#include <system_error>

#include "corpus/childproject.hpp"
#include "corpus/stable_hash.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

// Endings of recordings in a folder; a file given by name is tried whatever its ending.
constexpr std::array<std::string_view, 26> endings{
    "wav", "wave", "rf64", "bwf", "w64", "flac", "aif", "aiff", "aifc", "caf", "au",   "snd", "ogg",
    "oga", "opus", "mp3",  "m4a", "m4b", "mp4",  "3gp", "3g2",  "aac",  "amr", "webm", "mka", "wma"};
constexpr std::size_t longest_name = 200;   // bytes, of the 255 that file systems allow
constexpr std::size_t longest_ending = 30;  // put behind a name, still within them
constexpr std::size_t longest_id = 1000;    // bytes, so that the whole path stays below 4096

std::string lower_case(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

bool is_recording(const fs::path& path) {
  const std::string ending = lower_case(path.extension().string());
  return !ending.empty() && std::find(endings.begin(), endings.end(), ending.substr(1)) != endings.end();
}

std::uint64_t size_of(const fs::path& path) {
  std::error_code failed;
  const std::uintmax_t size = fs::file_size(path, failed);
  return failed ? 0 : size;
}

std::string hexadecimal(std::uint64_t value, int digits) {
  std::string text;
  for (int i = digits - 1; i >= 0; --i) text += "0123456789abcdef"[(value >> (4 * i)) & 15];
  return text;
}

/// Names that are too long end in a hash of what they were.
std::string shortened(const std::string& text, std::size_t most) {
  return text.size() <= most ? text : text.substr(0, most - 17) + "-" + hexadecimal(stable_hash(text), 16);
}

std::string safe_part(std::string_view part) {
  std::string out;
  for (const char c : part) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '_' || (!out.empty() && (c == '.' || c == '-'));
    out += plain ? std::string(1, c) : "%" + hexadecimal(static_cast<unsigned char>(c), 2);
  }
  return shortened(out, longest_name);
}

/// What a walk passed over for one reason.
struct Passed {
  std::string reason;
  fs::path first;
  std::size_t count = 0;
};

class Search {
 public:
  explicit Search(fs::path skip) : skip_(std::move(skip)) {}
  void look_at(const fs::path& input);
  Findings take();

 private:
  void add(const fs::path& path, const fs::path& relative, const std::string& problem = {});
  void pass_over(const fs::path& path, const std::string& reason);
  void add_dataset(const fs::path& folder);
  void walk(const fs::path& folder);
  void visit(const fs::directory_entry& entry);
  bool leads_out(const fs::path& link) const;

  fs::path skip_, root_, real_root_;
  std::set<std::string> seen_;
  std::size_t met_ = 0;  // recordings in the folder given, seen before or not
  std::vector<Passed> passed_;
  Findings found_;
};

void Search::add(const fs::path& path, const fs::path& relative, const std::string& problem) {
  ++met_;
  std::error_code failed;
  const fs::path whole = fs::absolute(path, failed);
  if (!seen_.insert((failed ? path : whole).lexically_normal().native()).second) {
    return pass_over(path, "given twice: analysed once");
  }
  found_.recordings.push_back({path, safe_id(relative), size_of(path), problem, std::nullopt, {}});
}

void Search::pass_over(const fs::path& path, const std::string& reason) {
  for (Passed& each : passed_) {
    if (each.reason == reason) {
      ++each.count;
      return;
    }
  }
  passed_.push_back({reason, path, 1});
}

bool Search::leads_out(const fs::path& link) const {
  std::error_code failed;
  const fs::path target = fs::canonical(link, failed);
  return failed || std::mismatch(real_root_.begin(), real_root_.end(), target.begin(), target.end()).first !=
                       real_root_.end();
}

void Search::visit(const fs::directory_entry& entry) {
  const fs::path& path = entry.path();
  if (path.filename().native().starts_with('.')) {
    if (is_recording(path)) pass_over(path, "hidden: passed over");
    return;
  }
  std::error_code failed;
  const bool link = entry.is_symlink(failed);
  const fs::file_status status = entry.status(failed);
  if (fs::is_directory(status)) {
    if (link) return pass_over(path, "a link to a folder: not followed");
    if (!fs::equivalent(path, skip_, failed)) walk(path);
  } else if (!is_recording(path)) {
    return;
  } else if (link && !fs::exists(status)) {
    pass_over(path, "a link that leads nowhere: passed over");
  } else if (!fs::is_regular_file(status)) {
    pass_over(path, "no regular file: passed over");
  } else if (link && leads_out(path)) {
    pass_over(path, "a link that leads out of the folder: not followed; give the folder it leads to");
  } else {
    add(path, path.lexically_relative(root_));
  }
}

void Search::walk(const fs::path& folder) {
  std::error_code failed;
  std::vector<fs::directory_entry> entries;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    entries.push_back(*at);
  }
  if (failed) {
    const fs::path relative = folder.lexically_relative(root_);
    add(folder, relative == "." ? folder.filename() : relative,
        "the folder cannot be looked into: " + failed.message() + "; check that you may read it");
  }
  // The order of a folder is whatever the file system likes.
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.path().native() < b.path().native(); });
  for (const auto& entry : entries) visit(entry);
}

/// What the metadata list, in their order; sound that they do not list is not of the dataset.
void Search::add_dataset(const fs::path& folder) {
  Dataset dataset = read_metadata(folder);
  for (DatasetRecording& each : dataset.recordings) {
    const std::size_t before = found_.recordings.size();
    add(dataset.raw / each.name, each.name, each.problem);
    if (found_.recordings.size() > before)
      found_.recordings.back().circumstances = std::move(each.circumstances);
  }
  if (dataset.recordings.empty()) add(folder, folder.filename(), "its recordings.csv lists no recordings");
  found_.notes.insert(found_.notes.end(), dataset.notes.begin(), dataset.notes.end());
}

void Search::look_at(const fs::path& input) {
  std::error_code failed;
  if (const auto dataset = dataset_folder(input)) {
    add_dataset(*dataset);
  } else if (fs::is_directory(input, failed)) {
    root_ = input;
    real_root_ = fs::canonical(input, failed);
    met_ = 0;
    walk(input);
    if (met_ == 0) add(input, real_root_.filename(), "no recordings in the folder; give one that holds some");
  } else {
    add(input, input.filename());
  }
  for (const Passed& each : passed_) {
    const std::string more = each.count > 1 ? " and " + std::to_string(each.count - 1) + " more" : "";
    found_.notes.push_back(each.first.string() + more + ": " + each.reason);
  }
  passed_.clear();
}

/// Ids are made unique in order of the paths: the same whatever order a list names them in.
Findings Search::take() {
  std::vector<FoundRecording>& all = found_.recordings;
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return all[a].path < all[b].path; });
  std::vector<FoundRecording> sorted;
  sorted.reserve(all.size());
  for (const std::size_t i : order) sorted.push_back(all[i]);
  make_unique(sorted);
  for (std::size_t i = 0; i < order.size(); ++i) all[order[i]].id = std::move(sorted[i].id);
  return std::move(found_);
}

/// The folders above an id: a and a/b for a/b/c.
std::vector<std::string> folders_of(const std::string& id) {
  std::vector<std::string> folders;
  for (std::size_t at = id.find('/'); at != std::string::npos; at = id.find('/', at + 1)) {
    folders.push_back(id.substr(0, at));
  }
  return folders;
}

}  // namespace

std::string safe_id(const fs::path& relative) {
  std::string id;
  const fs::path stem = relative.parent_path() / relative.stem();
  for (const fs::path& part : stem) {
    if (part.empty() || part == "/" || part == "." || part == "..") continue;
    id += (id.empty() ? "" : "/") + safe_part(part.native());
  }
  if (id.size() > longest_id) id = safe_part(id);
  return id.empty() ? "recording" : id;
}

std::string last_part(const std::string& id) { return id.substr(id.rfind('/') + 1); }

void make_unique(std::vector<FoundRecording>& recordings) {
  std::set<std::string> ids, folders;  // in lower case: some file systems know no other
  for (FoundRecording& recording : recordings) {
    std::string& id = recording.id;
    // A recording's folder cannot lie in that of another: the parts become one name.
    const auto above = folders_of(lower_case(id));
    if (std::any_of(above.begin(), above.end(), [&](const auto& folder) { return ids.contains(folder); })) {
      id = safe_part(id);
    }
    const auto is_taken = [&] {
      const std::string key = lower_case(id);
      return ids.contains(key) || folders.contains(key);
    };
    const std::string ending = recording.path.extension().native();
    if (is_taken() && ending.size() > 1) id += "." + shortened(safe_part(ending.substr(1)), longest_ending);
    const std::string plain = id;
    for (int number = 2; is_taken(); ++number) id = plain + "-" + std::to_string(number);
    ids.insert(lower_case(id));
    for (const std::string& folder : folders_of(lower_case(id))) folders.insert(folder);
  }
}

Findings find_recordings(std::span<const fs::path> inputs, const fs::path& skip) {
  Search search(skip);
  for (const fs::path& input : inputs) search.look_at(input);
  return search.take();
}

}  // namespace lull
