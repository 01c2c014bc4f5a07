#pragma once
#include <complex>
#include <cstddef>
#include <memory>
#include <span>

namespace lull {

/// Floats on a boundary that FFTW's vector code wants; zero at first.
class AlignedFloats {
 public:
  explicit AlignedFloats(std::size_t size);
  float* data() { return data_.get(); }
  const float* data() const { return data_.get(); }
  std::size_t size() const { return size_; }
  std::span<float> span() { return {data_.get(), size_}; }
  std::span<const float> span() const { return {data_.get(), size_}; }
  float& operator[](std::size_t i) { return data_.get()[i]; }
  const float& operator[](std::size_t i) const { return data_.get()[i]; }

 private:
  struct Free {
    void operator()(float* data) const;
  };
  std::unique_ptr<float, Free> data_;
  std::size_t size_;
};

/// Real transforms of one size, forward and back, unscaled. Const and shared by threads; only making one
/// takes a lock, since FFTW's planner is not thread-safe. Planned by estimate: measured plans differ from run
/// to run, and with them the last bits of the result.
class RealFft {
 public:
  explicit RealFft(std::size_t points);
  ~RealFft();
  RealFft(const RealFft&) = delete;
  RealFft& operator=(const RealFft&) = delete;

  std::size_t points() const { return points_; }
  std::size_t bins() const { return points_ / 2 + 1; }
  /// in: points; out: bins pairs of real and imaginary part. Both AlignedFloats.
  void forward(AlignedFloats& in, AlignedFloats& out) const;
  /// in: bins pairs, destroyed; out: points. Both AlignedFloats.
  void inverse(AlignedFloats& in, AlignedFloats& out) const;

 private:
  std::size_t points_;
  void* forward_ = nullptr;
  void* inverse_ = nullptr;
};

}  // namespace lull
