#include "audio/timeline.hpp"

#include <algorithm>

namespace lull {
namespace {

// Time stamps that run ahead of the samples: recorders' clocks jitter by less than a tenth of a second; where
// a packet was lost, a two-hundredth is more than rounding.
constexpr std::int64_t jitter_divisor = 10, lost_divisor = 200;
// More silence than this in all is no hole but a damaged time stamp.
constexpr std::int64_t longest_fill_s = 24 * 3600, longest_unsaid_fill_s = 3600;

}  // namespace

void Timeline::set_format(int channels, std::int64_t rate) {
  channels_ = static_cast<std::size_t>(channels);
  rate_ = rate;
}

void Timeline::at_stamp(std::int64_t stamp, bool exact, std::optional<std::int64_t> declared) {
  if (!zero_) zero_ = stamp - made_;
  const std::int64_t ahead = stamp - *zero_ - made_;
  const std::int64_t tolerance = exact ? 0 : rate_ / (lost_some_ ? lost_divisor : jitter_divisor);
  const std::int64_t room = declared
                                ? std::min(*declared - made_ + rate_, rate_ * longest_fill_s - damage_.filled)
                                : rate_ * longest_unsaid_fill_s - damage_.filled;
  lost_some_ = false;
  if (ahead < -rate_ / jitter_divisor || ahead > room) {
    zero_ = stamp - made_;  // the stamps jumped back, or beyond reason: from here on they count anew
  } else if (ahead > tolerance && owed_ == 0) {
    note("its time stamps leave a hole");
    ++damage_.places;
    damage_.filled += ahead;
    made_ += ahead;
    owed_ = ahead;
  }
}

void Timeline::lose(std::int64_t frames) {
  if (!zero_) return;
  note("bytes that are no audio stand between its frames");
  *zero_ -= frames;
  lost_some_ = true;
}

void Timeline::note(const std::string& what) {
  lost_some_ = true;
  ++damage_.failures;
  if (!damage_.what.empty()) return;
  damage_.what = what;
  damage_.first = std::max<std::int64_t>(0, made_ - skip_);
}

void Timeline::stop(const std::string& what) {
  note(what);
  damage_.stopped = true;
}

float* Timeline::grow(std::size_t frames) {
  // What was taken is forgotten, so that the queue stays as short as what waits in it.
  queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(taken_));
  taken_ = 0;
  std::vector<float>& to = tail();
  const std::size_t at = to.size();
  to.resize(at + frames * channels_, 0.0f);
  made_ += static_cast<std::int64_t>(frames);
  return to.data() + at;
}

void Timeline::shrink(std::size_t frames) {
  tail().resize(tail().size() - frames * channels_);
  made_ -= static_cast<std::int64_t>(frames);
}

std::size_t Timeline::ready() const {
  const std::size_t waiting =
      (queue_.size() - taken_ + held_.size()) / channels_ + static_cast<std::size_t>(owed_);
  return waiting - std::min(waiting, static_cast<std::size_t>(to_skip_));
}

std::size_t Timeline::take(float* to, std::size_t frames) {
  std::size_t done = 0;
  while (done < frames) {
    const std::size_t queued = (queue_.size() - taken_) / channels_;
    if (queued > 0) {
      const std::size_t skipped = std::min(queued, static_cast<std::size_t>(to_skip_));
      taken_ += skipped * channels_;
      to_skip_ -= static_cast<std::int64_t>(skipped);
      const std::size_t count = std::min(queued - skipped, frames - done);
      std::copy_n(queue_.data() + taken_, count * channels_, to + done * channels_);
      taken_ += count * channels_;
      done += count;
    } else if (owed_ > 0) {
      const auto count = std::min<std::int64_t>(owed_, static_cast<std::int64_t>(frames - done));
      std::fill_n(to + done * channels_, static_cast<std::size_t>(count) * channels_, 0.0f);
      owed_ -= count;
      done += static_cast<std::size_t>(count);
      if (owed_ > 0) break;
      queue_.swap(held_);
      held_.clear();
      taken_ = 0;
    } else {
      break;
    }
  }
  return done;
}

Damage Timeline::damage() const { return damage_; }

}  // namespace lull
