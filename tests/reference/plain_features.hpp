#pragma once
#include <cmath>
#include <complex>
#include <cstddef>
#include <numbers>
#include <span>
#include <vector>

/// Slow, plain versions of the front end: formulas written down, in double, with nothing shared with the fast
/// ones.
namespace lull::reference {

inline constexpr double rate = 16000, bin_hz = 31.25;
inline constexpr std::size_t window = 400, hop = 160, points = 512;

/// Frame `k` of a recording: 400 samples, zeros beyond the end, less their mean.
inline std::vector<double> frame(std::span<const float> samples, std::size_t k) {
  std::vector<double> out(window, 0.0);
  double mean = 0;
  for (std::size_t i = 0; i < window && k * hop + i < samples.size(); ++i)
    out[i] = static_cast<double>(samples[k * hop + i]);
  for (const double x : out) mean += x / window;
  for (double& x : out) x -= mean;
  return out;
}

/// |DFT|^2 of the Hann-windowed frame; a full-scale sine at a bin's middle gives 1.
inline std::vector<double> power(const std::vector<double>& frame) {
  std::vector<double> out;
  for (std::size_t b = 0; b <= points / 2; ++b) {
    std::complex<double> sum = 0;
    for (std::size_t i = 0; i < window; ++i) {
      const double hann = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / window);
      sum +=
          frame[i] * hann *
          std::polar(1.0, -2 * std::numbers::pi * static_cast<double>(b * i) / static_cast<double>(points));
    }
    out.push_back(std::norm(sum) * 1e-4);
  }
  return out;
}

inline std::vector<double> mel_bands(const std::vector<double>& power, int bands, double low, double high) {
  const auto mel = [](double f) { return 2595 * std::log10(1 + f / 700); };
  const auto hertz = [](double m) { return 700 * (std::pow(10, m / 2595) - 1); };
  const auto edge = [&](int i) { return hertz(mel(low) + (mel(high) - mel(low)) * i / (bands + 1)); };
  std::vector<double> out;
  for (int band = 0; band < bands; ++band) {
    double energy = 0;
    for (std::size_t b = 0; b < power.size(); ++b) {
      const double f = static_cast<double>(b) * bin_hz;
      if (f <= edge(band) || f >= edge(band + 2)) continue;
      energy += power[b] * (f < edge(band + 1) ? (f - edge(band)) / (edge(band + 1) - edge(band))
                                               : (edge(band + 2) - f) / (edge(band + 2) - edge(band + 1)));
    }
    out.push_back(10 * std::log10(std::max(energy, 1e-10)));
  }
  return out;
}

inline double level_db(const std::vector<double>& frame) {
  double sum = 0;
  for (const double x : frame) sum += x * x / window;
  return 10 * std::log10(std::max(sum, 1e-10));
}

/// Slope of the line of least squares through (log2 f, dB) of the bins from 200 to 3600 Hz.
inline double tilt_db(const std::vector<double>& power) {
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (std::size_t b = 0; b < power.size(); ++b) {
    const double f = static_cast<double>(b) * bin_hz;
    if (f < 200 || f > 3600) continue;
    const double x = std::log2(f), y = 10 * std::log10(std::max(power[b], 1e-12));
    n += 1, sx += x, sy += y, sxx += x * x, sxy += x * y;
  }
  return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

/// The bins from 60 to 3600 Hz, floored.
inline std::vector<double> band(const std::vector<double>& power) {
  std::vector<double> out;
  for (std::size_t b = 2; b <= 115; ++b) out.push_back(std::max(power[b], 1e-12));
  return out;
}

inline double centroid_hz(const std::vector<double>& power) {
  const auto p = band(power);
  double sum = 0, weighted = 0;
  for (std::size_t i = 0; i < p.size(); ++i)
    sum += p[i], weighted += p[i] * static_cast<double>(i + 2) * bin_hz;
  return weighted / sum;
}

inline double flatness(const std::vector<double>& power) {
  const auto p = band(power);
  double logs = 0, sum = 0;
  for (const double x : p)
    logs += std::log(x) / static_cast<double>(p.size()), sum += x / static_cast<double>(p.size());
  return std::exp(logs) / sum;
}

inline double flux(const std::vector<double>& before, const std::vector<double>& now) {
  const auto unit = [](std::vector<double> p) {
    double sum = 0;
    for (const double x : p) sum += x;
    for (double& x : p) x = std::sqrt(x / sum);
    return p;
  };
  const auto a = unit(band(before)), b = unit(band(now));
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

/// Normalised autocorrelation at a lag in samples, which need not be whole: the power from 100 to 3600 Hz as
/// cosines, over that of the window itself.
inline double correlation(const std::vector<double>& power, double lag) {
  double sum = 0, whole = 0;
  for (std::size_t b = 4; b <= 115; ++b) {
    sum += power[b] *
           std::cos(2 * std::numbers::pi * static_cast<double>(b) * lag / static_cast<double>(points));
    whole += power[b];
  }
  double at = 0, all = 0;
  for (std::size_t i = 0; i < window; ++i) {
    const auto hann = [](double x) {
      return x < 400 ? 0.5 - 0.5 * std::cos(2 * std::numbers::pi * x / 400) : 0;
    };
    at += hann(static_cast<double>(i)) * hann(static_cast<double>(i) + lag);
    all += hann(static_cast<double>(i)) * hann(static_cast<double>(i));
  }
  return sum / whole / (at / all);
}

struct Pitch {
  double hertz, periodicity;
};

/// The best peak of the autocorrelation on a grid of hundredths of a sample, less .02 an octave below 2500
/// Hz.
inline Pitch pitch(const std::vector<double>& power) {
  Pitch best{0, 0};
  double merit = -1;
  double before = correlation(power, 6.39), here = correlation(power, 6.40);
  for (int i = 641; i <= 10668; ++i) {
    const double after = correlation(power, i * 0.01);
    if (here > before && here >= after) {
      const double hertz = rate / ((i - 1) * 0.01);
      const double value = std::min(here, 1.0) - 0.02 * std::log2(2500 / hertz);
      if (value > merit) merit = value, best = {hertz, std::min(here, 1.0)};
    }
    before = here;
    here = after;
  }
  if (best.periodicity < 0.45) best.hertz = 0;
  return best;
}

}  // namespace lull::reference
