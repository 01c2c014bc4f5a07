#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <span>
#include <system_error>
#include <thread>
#include <type_traits>
#include <vector>

namespace lull {

/// Calls `work(i)` for every i of `order`, on `jobs` threads, and returns the results at their places, so
/// that what is made of them does not depend on who was faster. `order` says which to start first; each index
/// once. Once `stop` is set no further item is started; the results of those stay default-constructed. `work`
/// must not throw; its result must be default-constructible. `idle` is called once on each of `jobs` threads
/// when nothing is left for it to start, `missing` once for each of them that could not be made; neither may
/// throw.
template <class Work, class Idle, class Missing>
auto run_batch(std::span<const std::size_t> order, unsigned jobs, const std::atomic<bool>& stop,
               const Work& work, const Idle& idle, const Missing& missing) {
  using Result = decltype(work(std::size_t{}));
  static_assert(!std::is_same_v<Result, bool>,
                "neighbours in a vector<bool> share a byte: threads would collide");
  std::vector<Result> results(order.size());
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    for (std::size_t at; !stop.load() && (at = next++) < order.size();) results[order[at]] = work(order[at]);
    idle();
  };
  std::vector<std::jthread> helpers;
  try {
    while (helpers.size() + 1 < jobs) helpers.emplace_back(run);
  } catch (const std::system_error&) {
    // No more threads to be had: those that there are do the work.
    for (std::size_t i = helpers.size() + 1; i < jobs; ++i) missing();
  }
  run();
  helpers.clear();  // joins
  return results;
}

/// The same on no more threads than items, which end when nothing is left to start.
template <class Work>
auto run_batch(std::span<const std::size_t> order, unsigned jobs, const std::atomic<bool>& stop,
               const Work& work) {
  const auto threads = static_cast<unsigned>(std::min<std::size_t>(std::max(1u, jobs), order.size()));
  const auto nothing = [] {};
  return run_batch(order, threads, stop, work, nothing, nothing);
}

}  // namespace lull
