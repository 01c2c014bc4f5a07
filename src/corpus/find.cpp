#include "lull/corpus/find.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <system_error>

namespace lull {
namespace {

namespace fs = std::filesystem;

// Endings of recordings in a folder; a file given by name is tried whatever its ending.
constexpr std::array<std::string_view, 26> endings{"wav", "wave", "rf64", "bwf", "w64", "flac", "aif", "aiff", "aifc",
                                                   "caf", "au",   "snd",  "ogg", "oga", "opus", "mp3", "m4a",  "m4b",
                                                   "mp4", "3gp",  "3g2",  "aac", "amr", "webm", "mka", "wma"};
constexpr std::size_t longest_name = 200;  // bytes, of the 255 that file systems allow

bool is_recording(const fs::path& path) {
  std::string ending = path.extension().string();
  if (ending.empty()) return false;
  ending.erase(0, 1);
  for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

std::uint64_t size_of(const fs::path& path) {
  std::error_code failed;
  const std::uintmax_t size = fs::file_size(path, failed);
  return failed ? 0 : size;
}

/// FNV-1a over 64 bits: tells names apart that were cut short.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

std::string hexadecimal(std::uint64_t value, int digits) {
  std::string text;
  for (int i = digits - 1; i >= 0; --i) text += "0123456789abcdef"[(value >> (4 * i)) & 15];
  return text;
}

std::string safe_part(const std::string& part) {
  std::string out;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const char c = part[i];
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '_' || (c == '.' && i > 0);
    out += plain ? std::string(1, c) : "%" + hexadecimal(static_cast<unsigned char>(c), 2);
  }
  if (out.size() > longest_name) out = out.substr(0, longest_name - 17) + "-" + hexadecimal(hash_of(part), 16);
  return out;
}

struct Search {
  fs::path skip;
  Findings found;

  void add(const fs::path& path, const fs::path& relative) {
    found.recordings.push_back({path, safe_id(relative), size_of(path)});
  }
  void note(const fs::path& path, const std::string& what) { found.notes.push_back(path.string() + ": " + what); }
  void walk(const fs::path& folder, const fs::path& root);
  void visit(const fs::directory_entry& entry, const fs::path& root);
};

void Search::visit(const fs::directory_entry& entry, const fs::path& root) {
  const fs::path& path = entry.path();
  if (path.filename().native().starts_with('.')) {
    if (is_recording(path)) note(path, "hidden: passed over");
    return;
  }
  std::error_code failed;
  const bool link = entry.is_symlink(failed);
  const fs::file_status status = entry.status(failed);
  if (fs::is_directory(status)) {
    if (link) {
      note(path, "a link to a folder: not followed");
    } else if (!fs::equivalent(path, skip, failed)) {
      walk(path, root);
    }
  } else if (!is_recording(path)) {
    return;
  } else if (!fs::is_regular_file(status)) {
    note(path, link && !fs::exists(status) ? "a link that leads nowhere: passed over" : "no regular file: passed over");
  } else {
    add(path, path.lexically_relative(root));
  }
}

void Search::walk(const fs::path& folder, const fs::path& root) {
  std::error_code failed;
  std::vector<fs::directory_entry> entries;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    entries.push_back(*at);
  }
  if (failed) note(folder, "cannot be looked into: " + failed.message());
  // The order of a folder is whatever the file system likes.
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return a.path().native() < b.path().native(); });
  for (const auto& entry : entries) visit(entry, root);
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
  return id.empty() ? "recording" : id;
}

void make_unique(std::vector<FoundRecording>& recordings) {
  std::set<std::string> ids, folders;
  for (FoundRecording& recording : recordings) {
    std::string& id = recording.id;
    // A recording's folder cannot lie in that of another: the parts become one name.
    const auto above = folders_of(id);
    if (std::any_of(above.begin(), above.end(), [&](const auto& folder) { return ids.contains(folder); })) {
      for (std::size_t at; (at = id.find('/')) != std::string::npos;) id.replace(at, 1, "%2f");
    }
    const auto is_taken = [&] { return ids.contains(id) || folders.contains(id); };
    const std::string ending = recording.path.extension().native();
    if (is_taken() && ending.size() > 1) id += "." + safe_part(ending.substr(1));
    const std::string plain = id;
    for (int number = 2; is_taken(); ++number) id = plain + "-" + std::to_string(number);
    ids.insert(id);
    for (const std::string& folder : folders_of(id)) folders.insert(folder);
  }
}

Findings find_recordings(std::span<const fs::path> inputs, const fs::path& skip) {
  Search search{skip, {}};
  for (const fs::path& input : inputs) {
    std::error_code failed;
    if (fs::is_directory(input, failed)) {
      const std::size_t before = search.found.recordings.size();
      search.walk(input, input);
      if (search.found.recordings.size() == before) search.note(input, "no recordings in it");
    } else {
      search.add(input, input.filename());
    }
  }
  make_unique(search.found.recordings);
  return std::move(search.found);
}

}  // namespace lull
