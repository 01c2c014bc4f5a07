#include "pipeline/scoring.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <optional>
#include <utility>

#include "events/voicing.hpp"
#include "features/spectra.hpp"
#include "pipeline/room.hpp"

namespace lull {
namespace {

// Frames around one that Voicing looks at: its `reach`.
constexpr std::int64_t around = 2;
// So many slabs' scores wait for one that is late before their makers are held up.
constexpr std::size_t most_waiting = 4;
// A slab goes through a thread's stages in pieces that stay in its cache.
constexpr std::size_t piece = 16384;

}  // namespace

/// One thread's stages, from samples to scores.
class Scoring::Chain {
 public:
  /// from: the first frame, of the recording, of the samples that come.
  Chain(const Tools& tools, std::int64_t from)
      : spectra_(tools.frames),
        frames_(tools.frames, spectra_),
        coarse_(tools.frames.grid(), tools.frames.options(), FrameIndex{from}),
        classifier_(tools.model),
        voicing_(tools.thresholds, spectra_) {}
  Chain(const Chain&) = delete;
  Chain& operator=(const Chain&) = delete;
  ScoreBlock push(const SampleBlock& in) {
    const FeatureBlock features = frames_.push(in);
    coarse_.add(features);
    return voicing_.push(classifier_.push(features));
  }
  CoarseMeter::Seconds take_seconds() { return coarse_.take(); }

 private:
  Spectra spectra_;
  Frames frames_;
  CoarseMeter coarse_;
  Classifier classifier_;
  Voicing voicing_;
};

/// What a thread took from the reader.
struct Scoring::Slab {
  std::size_t number = 0;
  std::int64_t end = -1;  // position behind its last sample; until it is read, of the thread's last
  std::optional<std::int64_t> anew;  // frame at which the samples begin, where it does not go on
  std::vector<float> samples;
  bool last = false;
};

void Scoring::Strip::reserve(std::size_t frames) {
  voices.reserve(frames * voice_count);
  for (auto* column : {&level, &f0, &periodicity, &tilt}) column->reserve(frames);
}

void Scoring::Strip::add(const ScoreBlock& scores) {
  const Acoustics& a = scores.data.acoustics;
  const MatrixView& rows = scores.data.voices;
  voices.insert(voices.end(), rows.data, rows.data + rows.rows * rows.cols);
  level.insert(level.end(), a.level_db.begin(), a.level_db.end());
  f0.insert(f0.end(), a.f0_hz.begin(), a.f0_hz.end());
  periodicity.insert(periodicity.end(), a.periodicity.begin(), a.periodicity.end());
  tilt.insert(tilt.end(), a.tilt_db.begin(), a.tilt_db.end());
}

ScoreBlock Scoring::Strip::without(std::size_t skip) const {
  skip = std::min(skip, level.size());
  const auto rest = [&](const std::vector<float>& column) {
    return std::span<const float>(column).subspan(skip);
  };
  return {FrameIndex{first + static_cast<std::int64_t>(skip)},
          {{voices.data() + skip * voice_count, level.size() - skip, voice_count},
           {rest(level), rest(f0), rest(periodicity), rest(tilt), {}, {}, {}}},
          last};
}

Scoring::Scoring(const Tools& tools, AudioReader& reader, Sink sink, std::size_t slab)
    : tools_(tools),
      sink_(std::move(sink)),
      slab_(static_cast<std::int64_t>(slab)),
      window_(tools.frames.grid().window),
      hop_(tools.frames.grid().hop),
      ahead_(reader),
      resamples_(*reader.info().rate != tools.frames.grid().rate),
      resampler_(ResamplerPlan(*reader.info().rate, tools.frames.grid().rate)) {
  constexpr auto group = static_cast<std::int64_t>(lanes);
  const Model::Context context = tools.model.context();
  const auto reach = static_cast<std::int64_t>(context.reach), step = static_cast<std::int64_t>(context.step);
  seconds_.reserve(seconds_ahead(reader.info()));
  step_ = std::lcm(group, step);
  right_ = reach + around;
  // The second that a slab's end cuts belongs to the next chain: it begins before that second does.
  const std::int64_t second = tools.frames.grid().rate.hertz() / hop_ + 1;
  left_ = (std::max(reach + step + around, second) + step_ - 1) / step_ * step_;
}

/// The frames of whole groups whose samples are there.
std::int64_t Scoring::whole_frames(std::int64_t samples) const {
  constexpr auto group = static_cast<std::int64_t>(lanes);
  const std::int64_t needed = (group - 1) * hop_ + window_;
  return samples < needed ? 0 : ((samples - needed) / (group * hop_) + 1) * group;
}

void Scoring::work() noexcept {
  ++workers_;
  try {
    Slab slab;
    std::optional<Chain> chain;
    std::int64_t next = 0;  // frame that the chain gives next
    while (take(slab)) {
      if (slab.anew) {
        chain.emplace(tools_, *slab.anew);
        next = *slab.anew;
      }
      Strip strip;
      strip.first = next;
      strip.last = slab.last;
      // What the chain held back comes too.
      strip.reserve(slab.samples.size() / static_cast<std::size_t>(hop_) +
                    static_cast<std::size_t>(left_ + right_));
      std::span<const float> left(slab.samples);
      do {
        const auto now = left.first(std::min(piece, left.size()));
        left = left.subspan(now.size());
        strip.add(chain->push({SampleIndex{}, now, slab.last && left.empty()}));
      } while (!left.empty());
      next = strip.end();
      strip.coarse = chain->take_seconds();
      hand_in(slab.number, std::move(strip));
    }
  } catch (...) {
    fail(std::current_exception());
  }
  --workers_;
}

/// Reads the next slab; false if nothing is left.
bool Scoring::take(Slab& slab) {
  std::unique_lock lock(reading_, std::try_to_lock);
  // Another thread makes a slab: while it resamples, what it needs next may as well be decoded.
  while (!lock && resamples_ && ahead_.more()) (void)lock.try_lock();
  if (!lock) lock.lock();
  // Who comes in the middle needs samples that are gone, until another thread has kept some.
  tail_grew_.wait(lock, [&] { return ended_ || slab.end == read_ || tail_at_ <= start_ * hop_; });
  if (ended_) return false;
  slab.number = taken_++;
  slab.samples.clear();
  slab.anew.reset();
  if (slab.end != read_) {
    slab.anew = start_;
    slab.samples = tail_;
  }
  read(slab);
  return true;
}

void Scoring::read(Slab& slab) {
  const bool alone = workers_ <= 1;
  const auto known = static_cast<std::ptrdiff_t>(slab.samples.size());
  const auto wanted = static_cast<std::size_t>(known + (alone ? 1 : slab_ * hop_));
  if (!alone) slab.samples.reserve(wanted + piece);
  do {
    ahead_.next(alone || !resamples_, [&](const SampleBlock& in) {
      const SampleBlock block = resampler_.push(in);
      slab.samples.insert(slab.samples.end(), block.data.begin(), block.data.end());
      slab.last = block.last;
    });
  } while (!slab.last && slab.samples.size() < wanted);
  const std::span<const float> fresh(slab.samples.begin() + known, slab.samples.end());
  read_ += static_cast<std::int64_t>(fresh.size());
  slab.end = read_;
  ended_ = slab.last;
  start_ = std::max<std::int64_t>(0, (whole_frames(read_) - right_) / step_ * step_ - left_);
  keep_tail(alone ? std::span<const float>() : fresh);
}

/// Keeps what a chain that starts anew would need, as far as it is there. fresh: up to `read_`.
void Scoring::keep_tail(std::span<const float> fresh) {
  const auto needed = static_cast<std::size_t>(read_ - start_ * hop_);
  if (fresh.empty()) {
    tail_.clear();
    tail_at_ = read_;
  } else if (fresh.size() >= needed) {
    tail_.assign(fresh.end() - static_cast<std::ptrdiff_t>(needed), fresh.end());
    tail_at_ = start_ * hop_;
  } else {
    const std::int64_t spare = std::max<std::int64_t>(0, start_ * hop_ - tail_at_);
    tail_.erase(tail_.begin(), tail_.begin() + static_cast<std::ptrdiff_t>(spare));
    tail_.insert(tail_.end(), fresh.begin(), fresh.end());
    tail_at_ += spare;
  }
  tail_grew_.notify_all();
}

/// Two slabs may both have heard a second as a whole: they say the same of it.
void Scoring::join_seconds(const CoarseMeter::Seconds& more) {
  assert(more.first <= seconds_.size());
  const std::size_t known = std::min(seconds_.size() - more.first, more.seconds.size());
  seconds_.insert(seconds_.end(), more.seconds.begin() + static_cast<std::ptrdiff_t>(known),
                  more.seconds.end());
}

CoarseSpectrum Scoring::take_spectrum() {
  return {coarse_edges(tools_.frames.options()), std::exchange(seconds_, {})};
}

void Scoring::hand_in(std::size_t number, Strip&& strip) {
  std::unique_lock lock(joining_);
  joined_one_.wait(lock, [&] { return failure_ || number < due_ + most_waiting; });
  if (failure_) return;
  waiting_.emplace(number, std::move(strip));
  for (auto next = waiting_.begin(); next != waiting_.end() && next->first == due_; ++due_) {
    const Strip& due = next->second;
    const std::int64_t known = joined_ - due.first;
    assert(known >= 0);
    joined_ = std::max(joined_, due.end());
    join_seconds(due.coarse);
    sink_(due.without(static_cast<std::size_t>(known)));
    next = waiting_.erase(next);
  }
  joined_one_.notify_all();
}

void Scoring::fail(std::exception_ptr cause) {
  {
    const std::lock_guard lock(joining_);
    if (!failure_) failure_ = std::move(cause);
    joined_one_.notify_all();
  }
  const std::lock_guard lock(reading_);
  ended_ = true;
  tail_grew_.notify_all();
}

void Scoring::finish() const {
  if (failure_) std::rethrow_exception(failure_);
}

}  // namespace lull
