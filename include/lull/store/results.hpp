#pragma once
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lull {

class OutputFile;
class SessionCommits;

/// A file's name and its bytes.
using NamedBytes = std::pair<std::string, std::string>;

/// A results directory that this process holds alone. Everything in it is whole or absent: written aside,
/// synced, renamed into place, and the folder synced. Every failure to write is Error(Fault::output).
class ResultsDirectory {
 public:
  /// Creates the folder where needed and takes its lock. Throws Error(Fault::output) when it cannot be
  /// written, and names the process that holds it when another one does (where the file system has locks).
  /// What a dead run left half-written is removed.
  explicit ResultsDirectory(const std::filesystem::path& path);
  ResultsDirectory(ResultsDirectory&&) noexcept;
  ResultsDirectory& operator=(ResultsDirectory&&) = delete;
  ~ResultsDirectory();

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path session(const std::string& id) const { return path_ / "sessions" / id; }

  /// One file, at the top or in a folder that is there, replacing the one that is there.
  void write(const std::string& name, std::string_view bytes) const;

  /// Removes a file at the top, if it is there.
  void remove(const std::string& name) const;

  /// A recording's folder with all its files, replacing the one that is there in one step. It is there about
  /// a second later, with others that came meanwhile: settle() waits for it, and the destructor does. Throws
  /// what kept an earlier one from its place. May be called by several threads for different ids.
  void write_session(const std::string& id, const std::vector<NamedBytes>& files) const;

  /// Returns once all folders are in place, and lasting. Throws what keeps one from it.
  void settle() const;

  /// Removes a recording's folder, if it is there: its recording failed this time.
  void remove_session(const std::string& id) const;

 private:
  friend class SessionFolder;
  std::filesystem::path path_;
  int lock_ = -1;
  std::unique_ptr<SessionCommits> commits_;
};

/// A recording's folder in the making: its files go to the disk one after the other, so that none of them has
/// to be held. Thrown away before commit(), it leaves what was there. The directory must outlive it. Every
/// failure to write is Error(Fault::output).
class SessionFolder {
 public:
  SessionFolder(const ResultsDirectory& results, std::string id);
  SessionFolder(const SessionFolder&) = delete;
  SessionFolder& operator=(const SessionFolder&) = delete;
  ~SessionFolder();

  /// A file of these bytes.
  void add(const std::string& name, std::string_view bytes) const;
  /// A file that `write` writes to the stream it gets.
  void add(const std::string& name, const std::function<void(std::ostream&)>& write) const;
  /// As ResultsDirectory::write_session.
  void commit();

 private:
  const ResultsDirectory& results_;
  std::string id_;
  std::filesystem::path aside_;  // empty once it is committed
};

/// A file at the top of a results directory in the making: once commit() has returned it is there, whole and
/// synced; before, and when it is thrown away, what was there before is. The directory must outlive it.
class AsideFile {
 public:
  AsideFile(const ResultsDirectory& results, const std::string& name);
  AsideFile(AsideFile&&) noexcept;
  AsideFile& operator=(AsideFile&&) = delete;
  ~AsideFile();

  /// Where it lies until then, for what writes files by itself.
  const std::filesystem::path& path() const;
  /// More bytes at its end.
  void append(std::string_view bytes);
  void commit();

 private:
  std::unique_ptr<OutputFile> file_;
};

/// The bytes of a small file, or nothing when it is not there. Throws Error(Fault::input) when it cannot be
/// read.
std::string read_file(const std::filesystem::path& path);

}  // namespace lull
