// Our transform against FFTW's, which it replaced: two programs that share no line.
#include <fftw3.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <complex>
#include <memory>

#include "features/fft_plan.hpp"
#include "support/signals.hpp"

namespace lull {
namespace {

TEST(LaneFft, EqualsFftw) {
  for (const std::size_t points : {64u, 256u, 512u, 1024u}) {
    std::vector<float> in(points);
    std::vector<std::complex<float>> expected(points / 2 + 1);
    const std::unique_ptr<fftwf_plan_s, decltype(&fftwf_destroy_plan)> theirs(
        fftwf_plan_dft_r2c_1d(static_cast<int>(points), in.data(),
                              reinterpret_cast<fftwf_complex*>(expected.data()), FFTW_ESTIMATE),
        &fftwf_destroy_plan);
    const FftPlan plan(points);
    const FftTables ours = plan.tables();
    std::ranges::copy(test::noise(points, 1.0f, 7), in.begin());  // where the plan looks for it
    fftwf_execute(theirs.get());
    std::vector<float> data(points * 4);  // rows of two numbers, each for four lanes
    for (std::size_t n = 0; n < points; ++n)
      std::fill_n(data.begin() + static_cast<std::ptrdiff_t>(4 * n), 4, in[n]);
    transform<4>(ours, data.data(), points / 2);
    for (std::size_t k = 0; k < points / 2; ++k) {
      const Complex<4> bin = twice_real_bin<4>(ours, data.data(), k);
      for (std::size_t lane = 0; lane < 4; ++lane) {
        // Magnitudes of up to 60, each rounded a dozen times to one part in 1.7e7 by either.
        ASSERT_NEAR(bin.re[lane], 2 * expected[k].real(), 2e-4) << points << " points, bin " << k;
        ASSERT_NEAR(bin.im[lane], 2 * expected[k].imag(), 2e-4) << points << " points, bin " << k;
      }
    }
  }
}

}  // namespace
}  // namespace lull
