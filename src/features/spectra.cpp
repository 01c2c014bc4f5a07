#include "features/spectra.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "features/frame_tables.hpp"

namespace lull {
namespace {

constexpr std::size_t line = 64 / sizeof(float);

}  // namespace

AlignedFloats::AlignedFloats(std::unique_ptr<float[]> room) : room_(std::move(room)), data_(room_.get()) {
  while (reinterpret_cast<std::uintptr_t>(data_) % (line * sizeof(float)) != 0) ++data_;
}

AlignedFloats::AlignedFloats(std::size_t size) : AlignedFloats(std::make_unique<float[]>(size + line)) {}

AlignedFloats AlignedFloats::unset(std::size_t size) {
  return AlignedFloats(std::make_unique_for_overwrite<float[]>(size + line));
}

Spectra::Spectra(const FramePlan& plan)
    : tables_(plan.tables_->front.tables()),
      kernel_(best_front_kernel()),
      stride_((tables_.bins + 1) * lanes),
      work_(tables_.work()) {}

float* Spectra::slot(std::size_t group) { return slots_[group % slots_.size()].data(); }

float* Spectra::add() {
  if (next_ - first_ == slots_.size()) {
    // One more; all move to their new places, which depend on how many there are.
    const std::size_t had = slots_.size(), size = std::max<std::size_t>(16, 2 * had);
    std::vector<std::optional<AlignedFloats>> grown(size);
    for (std::size_t group = first_; group < next_; ++group) {
      grown[group % size] = std::move(slots_[group % had]);
    }
    slots_.clear();
    for (auto& each : grown) slots_.push_back(each ? std::move(*each) : AlignedFloats::unset(stride_));
  }
  return slot(next_++);
}

void Spectra::measure(std::size_t group, LateAcoustics& out) {
  const float* power = slot(group);
  kernel_.acoustics({.tables = &tables_,
                     .power = power,
                     .level = power + tables_.bins * lanes,
                     .work = work_.data(),
                     .f0 = out.f0_hz,
                     .periodicity = out.periodicity,
                     .tilt = out.tilt_db});
}

void Spectra::forget_before(std::size_t group) { first_ = std::max(first_, std::min(group, next_)); }

}  // namespace lull
