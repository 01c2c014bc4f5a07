#include "lull/pipeline/feature_extractor.hpp"

#include <algorithm>

#include "features/descriptors.hpp"
#include "features/functionals.hpp"
#include "lull/audio/resampler.hpp"

namespace lull {

struct FeatureExtractor::State {
  DescriptorPlan plan;
};

FeatureExtractor::FeatureExtractor(const ExtractionOptions& options)
    : state_(new State{DescriptorPlan(options.frames, options.mel)}) {}
FeatureExtractor::~FeatureExtractor() = default;

const std::vector<FeatureColumn>& FeatureExtractor::columns() const { return state_->plan.columns(); }
std::size_t FeatureExtractor::width() const { return state_->plan.width(); }
FrameGrid FeatureExtractor::grid() const { return state_->plan.frames().grid(); }

void FeatureExtractor::extract(AudioReader& reader,
                               const std::function<void(const FeatureRows&)>& sink) const {
  const ResamplerPlan rates(*reader.info().rate, grid().rate);
  Resampler resampler(rates);
  Descriptors descriptors(state_->plan);
  for (bool more = true; more;) {
    const SampleBlock block = reader.read();
    sink(descriptors.push(resampler.push(block)));
    more = !block.last;
  }
}

double middle_of(const FrameGrid& grid, FrameIndex at) {
  const std::int64_t halves = 2 * at.value * grid.hop + grid.window;
  return static_cast<double>(halves) / static_cast<double>(2 * grid.rate.hertz());
}

std::span<const std::string_view> functional_names() { return names_of_functionals; }

SegmentFunctionals::SegmentFunctionals(const FrameGrid& grid, std::size_t width,
                                       std::vector<TimeSpan> segments)
    : grid_(grid),
      width_(width),
      segments_(std::move(segments)),
      values_(width * names_of_functionals.size()) {}

/// The first frame whose middle is at or after `at`.
std::int64_t SegmentFunctionals::first_frame_from(Milliseconds at) const {
  // (2 k hop + window) / (2 rate) >= at / 1000; whole seconds apart, so that nothing overflows.
  const std::int64_t rate = grid_.rate.hertz();
  const std::int64_t halves = at.count() / 1000 * 2 * rate + (at.count() % 1000 * 2 * rate + 999) / 1000;
  const std::int64_t beyond = halves - grid_.window;
  return beyond <= 0 ? 0 : (beyond + 2 * grid_.hop - 1) / (2 * grid_.hop);
}

/// Hands over one segment after the other until one goes on behind frame `end`; all, if that is the last
/// there is.
void SegmentFunctionals::close(std::int64_t end, bool last, const Sink& sink) {
  const double step = static_cast<double>(grid_.hop) / static_cast<double>(grid_.rate.hertz());
  for (; next_ < segments_.size(); ++next_) {
    std::int64_t to = first_frame_from(segments_[next_].end);
    if (to > end && !last) return;
    to = std::min(to, end);
    const std::int64_t from = std::min(first_frame_from(segments_[next_].begin), to);
    const auto frames = static_cast<std::size_t>(to - from);
    for (std::size_t value = 0; value < width_; ++value) {
      column_.clear();
      for (std::size_t i = 0; i < frames; ++i) {
        column_.push_back(kept_[(static_cast<std::size_t>(from - first_) + i) * width_ + value]);
      }
      const Functionals found = functionals(column_, step, sorted_);
      std::copy(found.begin(), found.end(), values_.data() + value * found.size());
    }
    sink({next_, to - from, values_});
  }
}

void SegmentFunctionals::add(const FeatureRows& rows, const Sink& sink) {
  if (next_ == segments_.size()) return;
  kept_.insert(kept_.end(), rows.data.data, rows.data.data + rows.data.rows * width_);
  const std::int64_t end = rows.first.value + static_cast<std::int64_t>(rows.data.rows);
  close(end, rows.last, sink);
  if (next_ == segments_.size()) return;
  const std::int64_t open = std::min(first_frame_from(segments_[next_].begin), end);
  if (open <= first_) return;
  const auto past = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(open - first_) * width_);
  kept_.erase(kept_.begin(), kept_.begin() + past);
  first_ = open;
}

}  // namespace lull
