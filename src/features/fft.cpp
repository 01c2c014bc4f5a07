#include "features/fft.hpp"

#include <fftw3.h>

#include <algorithm>
#include <mutex>
#include <new>

namespace lull {
namespace {

/// FFTW's planner keeps hidden state; this is the only lock of the library.
std::mutex& planner() {
  static std::mutex mutex;
  return mutex;
}

fftwf_complex* as_complex(AlignedFloats& floats) { return reinterpret_cast<fftwf_complex*>(floats.data()); }

}  // namespace

void AlignedFloats::Free::operator()(float* data) const { fftwf_free(data); }

AlignedFloats::AlignedFloats(std::size_t size) : data_(fftwf_alloc_real(size)), size_(size) {
  if (!data_) throw std::bad_alloc();
  std::fill_n(data_.get(), size, 0.0f);
}

RealFft::RealFft(std::size_t points) : points_(points) {
  AlignedFloats real(points);
  AlignedFloats complex(2 * bins());
  const std::lock_guard lock(planner());
  const int n = static_cast<int>(points);
  forward_ = fftwf_plan_dft_r2c_1d(n, real.data(), as_complex(complex), FFTW_ESTIMATE);
  inverse_ = fftwf_plan_dft_c2r_1d(n, as_complex(complex), real.data(), FFTW_ESTIMATE);
  if (!forward_ || !inverse_) throw std::bad_alloc();
}

RealFft::~RealFft() {
  const std::lock_guard lock(planner());
  fftwf_destroy_plan(static_cast<fftwf_plan>(forward_));
  fftwf_destroy_plan(static_cast<fftwf_plan>(inverse_));
}

void RealFft::forward(AlignedFloats& in, AlignedFloats& out) const {
  fftwf_execute_dft_r2c(static_cast<fftwf_plan>(forward_), in.data(), as_complex(out));
}

void RealFft::inverse(AlignedFloats& in, AlignedFloats& out) const {
  fftwf_execute_dft_c2r(static_cast<fftwf_plan>(inverse_), as_complex(in), out.data());
}

}  // namespace lull
