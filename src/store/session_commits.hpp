#pragma once
#include <chrono>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lull {

/// Moves finished folders into place, many at a time: what syncing costs is then shared by all of a batch.
/// The first folder after a pause goes at once, later ones at most an interval and one batch after they came.
/// A thread of its own does it, so that nobody waits for the disk. May be called by several threads.
class SessionCommits {
 public:
  /// What syncs and moves: the folders that lie aside, and where each one goes.
  struct Folder {
    std::filesystem::path aside, place;
  };

  /// `top` is above all folders, aside and in place, and of one file system with them.
  explicit SessionCommits(const std::filesystem::path& top);
  /// Moves what is left, if nothing has failed; a failure now is nobody's to hear.
  ~SessionCommits();
  SessionCommits(const SessionCommits&) = delete;
  SessionCommits& operator=(const SessionCommits&) = delete;

  /// A folder whose files are all written, and need not be synced. Waits while too many do. Throws what
  /// moving an earlier one threw: then nothing is moved any more.
  void add(Folder folder);

  /// Returns once everything is in place and lasts, or throws as add() does.
  void settle();

 private:
  void run();

  const std::filesystem::path top_;
  std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  std::vector<Folder> waiting_;
  bool busy_ = false, hurry_ = false, ended_ = false;
  std::exception_ptr failure_;
  std::thread thread_;
};

}  // namespace lull
