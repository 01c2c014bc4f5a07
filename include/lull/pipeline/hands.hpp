#pragma once
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

namespace lull {

/// Threads that have nothing left to start, and the work that they may join. Whoever has work that several
/// can do at once offers it; whoever is idle lends a hand to the offer with the fewest helpers. Nobody waits
/// for a hand to come: an offer that finds none is done by its owner alone.
class Hands {
 public:
  /// threads: those that will start work of their own, each until it calls `lend` or `leave`.
  explicit Hands(unsigned threads) : busy_(threads) {}
  Hands(const Hands&) = delete;
  Hands& operator=(const Hands&) = delete;

  /// Work that others may join, from the construction of this to its end, which waits for them.
  class Offer {
   public:
    /// work: called at most once by each of up to `most` threads at a time, besides the owner, who calls it
    /// as it likes; returns when nothing of it is left to take. Nothing is offered where `hands` is null.
    Offer(Hands* hands, std::function<void()> work, unsigned most);
    ~Offer();
    Offer(const Offer&) = delete;
    Offer& operator=(const Offer&) = delete;

   private:
    friend class Hands;
    Hands* hands_;
    std::function<void()> work_;
    unsigned room_;        // for how many more helpers
    unsigned inside_ = 0;  // helpers at work
  };

  /// Joins what is offered until no thread has work of its own any more.
  void lend();
  /// A thread that will neither work nor lend.
  void leave();

 private:
  Offer* neediest() const;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Offer*> offers_;  // by their age
  unsigned busy_;
};

}  // namespace lull
