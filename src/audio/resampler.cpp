#include "lull/audio/resampler.hpp"

#include <soxr.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "lull/core/error.hpp"

namespace lull {
namespace {

// soxr is fed slices of one size, whatever the blocks are: its filters then see the same calls for every cut.
constexpr std::size_t slice = 4096;

struct CloseSoxr {
  void operator()(soxr_t handle) const { soxr_delete(handle); }
};

std::unique_ptr<soxr, CloseSoxr> open(const ResamplerPlan& plan) {
  const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
  const soxr_io_spec_t format = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
  const soxr_runtime_spec_t one_thread = soxr_runtime_spec(1);
  soxr_error_t failed = nullptr;
  std::unique_ptr<soxr, CloseSoxr> handle(soxr_create(static_cast<double>(plan.from().hertz()),
                                                      static_cast<double>(plan.to().hertz()), 1, &failed,
                                                      &format, &quality, &one_thread));
  if (failed || !handle) throw Error(Fault::input, "sample rate", failed ? failed : "cannot be converted");
  return handle;
}

}  // namespace

struct Resampler::State {
  explicit State(const ResamplerPlan& wanted) : plan(wanted), same(wanted.from() == wanted.to()) {
    if (same) return;
    handle = open(wanted);
  }
  void feed(const float* samples, std::size_t count);
  void finish();

  ResamplerPlan plan;
  bool same;
  std::unique_ptr<soxr, CloseSoxr> handle;
  std::vector<float> pending, out;
  std::int64_t seen = 0;
  SampleIndex next{};
};

/// Hands `count` samples to soxr and appends what it gives back.
void Resampler::State::feed(const float* samples, std::size_t count) {
  const double ratio = static_cast<double>(plan.to().hertz()) / static_cast<double>(plan.from().hertz());
  while (count > 0) {
    const std::size_t at = out.size();
    const auto room = static_cast<std::size_t>(std::ceil(static_cast<double>(count) * ratio)) + slice;
    out.resize(at + room);
    std::size_t used = 0, made = 0;
    soxr_process(handle.get(), samples, count, &used, out.data() + at, room, &made);
    out.resize(at + made);
    samples += used;
    count -= used;
  }
}

/// Flushes, and makes the length exactly that of the same time at the other rate.
void Resampler::State::finish() {
  feed(pending.data(), pending.size());
  pending.clear();
  for (std::size_t made = 1; made > 0;) {
    const std::size_t at = out.size();
    out.resize(at + slice);
    soxr_process(handle.get(), nullptr, 0, nullptr, out.data() + at, slice, &made);
    out.resize(at + made);
  }
  // Parts of a whole second apart from the rest: no overflow, however long the recording.
  const std::int64_t from = plan.from().hertz(), to = plan.to().hertz();
  const std::int64_t total = seen / from * to + divide_half_up(seen % from * to, from);
  out.resize(static_cast<std::size_t>(std::max<std::int64_t>(0, total - next.value)), 0.0f);
}

Resampler::Resampler(const ResamplerPlan& plan) : state_(std::make_unique<State>(plan)) {}
Resampler::Resampler(Resampler&&) noexcept = default;
Resampler& Resampler::operator=(Resampler&&) noexcept = default;
Resampler::~Resampler() = default;

SampleBlock Resampler::push(const SampleBlock& in) {
  State& s = *state_;
  if (s.same) return in;
  s.seen += static_cast<std::int64_t>(in.data.size());
  s.out.clear();
  // Once for blocks of a size: soxr gives back what fits the ratio, give or take its own buffers of a few
  // slices.
  const double ratio = static_cast<double>(s.plan.to().hertz()) / static_cast<double>(s.plan.from().hertz());
  s.out.reserve(static_cast<std::size_t>(static_cast<double>(in.data.size() + slice) * ratio) + 8 * slice);
  s.pending.reserve(in.data.size() + slice);  // less than a slice is ever left over
  s.pending.insert(s.pending.end(), in.data.begin(), in.data.end());
  std::size_t done = 0;
  for (; s.pending.size() - done >= slice; done += slice) s.feed(s.pending.data() + done, slice);
  s.pending.erase(s.pending.begin(), s.pending.begin() + static_cast<std::ptrdiff_t>(done));
  if (in.last) s.finish();
  const SampleBlock out{s.next, s.out, in.last};
  s.next += static_cast<std::int64_t>(s.out.size());
  return out;
}

}  // namespace lull
