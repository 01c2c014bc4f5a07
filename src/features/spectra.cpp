#include "features/spectra.hpp"

#include <algorithm>
#include <cstdint>

#include "features/frame_tables.hpp"

namespace lull {
namespace {

constexpr std::size_t line = 64 / sizeof(float);

}  // namespace

AlignedFloats::AlignedFloats(std::size_t size) : room_(size + line, 0.0f), data_(room_.data()) {
  while (reinterpret_cast<std::uintptr_t>(data_) % (line * sizeof(float)) != 0) ++data_;
}

Spectra::Spectra(const FramePlan& plan)
    : tables_(plan.tables_->front.tables()),
      kernel_(best_front_kernel()),
      stride_((tables_.bins + 1) * lanes),
      work_(tables_.work()) {}

float* Spectra::slot(std::size_t group) { return slots_[group % slots_.size()].data(); }

float* Spectra::add() {
  if (next_ - first_ == slots_.size()) {
    // One more; all stand anew at their places, which depend on how many there are.
    std::vector<AlignedFloats> grown;
    const std::size_t size = std::max<std::size_t>(16, 2 * slots_.size());
    for (std::size_t i = 0; i < size; ++i) grown.emplace_back(stride_);
    for (std::size_t group = first_; group < next_; ++group) {
      std::copy_n(slot(group), stride_, grown[group % size].data());
    }
    slots_ = std::move(grown);
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
