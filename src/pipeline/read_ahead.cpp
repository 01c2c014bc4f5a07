#include "pipeline/read_ahead.hpp"

#include <utility>

namespace lull {

bool ReadAhead::more() {
  const std::lock_guard reading(reading_);
  {
    const std::lock_guard keeping(keeping_);
    if (ended_ || samples_ >= room) return false;
  }
  const SampleBlock block = reader_.read();
  ended_ = block.last;
  Kept kept{{block.data.begin(), block.data.end()}, block.last};
  const std::lock_guard keeping(keeping_);
  samples_ += kept.samples.size();
  kept_.push_back(std::move(kept));
  return true;
}

/// Moves the first block that is kept to `current_`; false if there is none.
bool ReadAhead::take() {
  const std::lock_guard keeping(keeping_);
  if (kept_.empty()) return false;
  current_ = std::move(kept_.front());
  kept_.pop_front();
  samples_ -= current_.samples.size();
  return true;
}

}  // namespace lull
