#include "lull/pipeline/hands.hpp"

#include <algorithm>
#include <utility>

namespace lull {

Hands::Offer::Offer(Hands* hands, std::function<void()> work, unsigned most)
    : hands_(hands), work_(std::move(work)), room_(most) {
  if (!hands_) return;
  const std::lock_guard lock(hands_->mutex_);
  hands_->offers_.push_back(this);
  hands_->changed_.notify_all();
}

Hands::Offer::~Offer() {
  if (!hands_) return;
  std::unique_lock lock(hands_->mutex_);
  std::erase(hands_->offers_, this);
  hands_->changed_.wait(lock, [&] { return inside_ == 0; });
}

Hands::Offer* Hands::neediest() const {
  const auto needs_more = [](const Offer* a, const Offer* b) {
    return (a->room_ > 0) != (b->room_ > 0) ? a->room_ > 0 : a->inside_ < b->inside_;
  };
  const auto found = std::min_element(offers_.begin(), offers_.end(), needs_more);
  return found == offers_.end() || (*found)->room_ == 0 ? nullptr : *found;
}

void Hands::lend() {
  std::unique_lock lock(mutex_);
  if (--busy_ == 0) changed_.notify_all();
  for (;;) {
    Offer* offer = nullptr;
    changed_.wait(lock, [&] { return (offer = neediest()) != nullptr || busy_ == 0; });
    if (!offer) return;
    --offer->room_;
    ++offer->inside_;
    lock.unlock();
    offer->work_();
    lock.lock();
    // Nothing is left to take, for the others neither.
    offer->room_ = 0;
    if (--offer->inside_ == 0) changed_.notify_all();
  }
}

void Hands::leave() {
  const std::lock_guard lock(mutex_);
  if (--busy_ == 0) changed_.notify_all();
}

}  // namespace lull
