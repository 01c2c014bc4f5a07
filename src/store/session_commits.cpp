#include "store/session_commits.hpp"

#include <set>
#include <utility>

#include "store/files.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

// What an interruption may cost: as many recordings, or what was done in as much time.
constexpr std::size_t most_in_a_batch = 256;
constexpr std::chrono::seconds interval{1};

/// The folders between each place and `top`: those in which something appeared.
std::set<fs::path> parents_of(const std::vector<SessionCommits::Folder>& folders, const fs::path& top) {
  std::set<fs::path> parents;
  for (const auto& [aside, place] : folders) {
    for (fs::path above = place.parent_path(); above != top && parents.insert(above).second;)
      above = above.parent_path();
  }
  return parents;
}

/// The bytes reach the disk before the names do, and the new names before the old folders go.
void move_all(const std::vector<SessionCommits::Folder>& folders, const fs::path& top) {
  const std::set<fs::path> parents = parents_of(folders, top);
  for (const fs::path& parent : parents) create_folders(parent);
  const bool as_a_whole = folders.size() > 1 && sync_file_system(top);
  if (!as_a_whole) {
    for (const auto& [aside, place] : folders) sync_tree(aside);
  }
  std::vector<fs::path> replaced;
  for (const auto& [aside, place] : folders) {
    if (move_into_place(aside, place) == Moved::exchanged) replaced.push_back(aside);
  }
  if (!as_a_whole || !sync_file_system(top)) {
    for (const fs::path& parent : parents) sync_folder(parent);
  }
  std::error_code ignored;
  for (const fs::path& each : replaced) fs::remove_all(each, ignored);
}

}  // namespace

// A slash at its end goes, so that it equals what parent_path() comes to.
SessionCommits::SessionCommits(const fs::path& top)
    : top_((top / "any").parent_path()), thread_([this] { run(); }) {}

SessionCommits::~SessionCommits() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void SessionCommits::add(Folder folder) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return waiting_.size() < 2 * most_in_a_batch || failure_; });
  if (failure_) std::rethrow_exception(failure_);
  waiting_.push_back(std::move(folder));
  // Not for each: the thread would wake up to find that it is too early.
  if (waiting_.size() == 1 || waiting_.size() == most_in_a_batch) changed_.notify_all();
}

void SessionCommits::settle() {
  std::unique_lock lock(mutex_);
  hurry_ = true;
  changed_.notify_all();
  changed_.wait(lock, [&] { return (waiting_.empty() && !busy_) || failure_; });
  hurry_ = false;
  if (failure_) std::rethrow_exception(failure_);
}

void SessionCommits::run() {
  auto next = steady_clock::now();
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return !waiting_.empty() || ended_; });
    changed_.wait_until(lock, next, [&] { return waiting_.size() >= most_in_a_batch || hurry_ || ended_; });
    if (waiting_.empty() || failure_) return;
    const std::vector<Folder> batch = std::exchange(waiting_, {});
    busy_ = true;
    lock.unlock();
    std::exception_ptr failure;
    try {
      move_all(batch, top_);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    busy_ = false;
    failure_ = failure;
    next = steady_clock::now() + interval;
    changed_.notify_all();
    if (failure_) return;
  }
}

}  // namespace lull
