#include "audio/signal_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "core/vectors.hpp"

namespace lull {
namespace {

// Beyond 80 dB over full scale a float sample is damage, not sound; below 1e-20 it is inaudible, and as a
// denormal it would slow every stage down.
constexpr float absurd = 1e4f, vanishing = 1e-20f;
// The top of 16 bits is 32767 / 32768; three samples in a row there are a flattened peak, one may be chance.
constexpr float full_scale = 0.9999f;
constexpr int flat_run = 3;
constexpr double clipped_share = 1e-4;  // of all samples: 1.6 of 16,000 a second [chosen by us]
// A preamplifier that clips before the converter flattens peaks below full scale. Such peaks are many, not
// faint, and entered with a jump; the peak of a slow, coarse sine is flat too, but reached in small steps
// [chosen by us].
constexpr float lowest_own_extreme = 0.1f, jump = 0.005f;
constexpr std::int64_t fewest_own_peaks = 10;
// A microphone in a home is never exactly 0 for so long; a recorder that was paused is [chosen by us].
constexpr Milliseconds longest_plausible_silence{10000};
// The loudest hundredth of the seconds, RMS re full scale: at 16 bits, speech there has 4 bits left [chosen
// by us].
constexpr double low_level_db = -65;
constexpr double largest_offset = 0.05;  // mean, re full scale
constexpr double cancelled_db = 20;      // how far the mix lies under the channels
constexpr double dead_db = 60;           // how far a channel without sound lies under the loudest
// Levels of seconds are counted from -160 to +100 dB, in tenths.
constexpr double lowest_level_db = -160;
constexpr int level_bins = 2600;

double db(double power) { return 10 * std::log10(std::max(power, 1e-20)); }

std::string seconds(Milliseconds time) {
  return fmt::format("{:.3f} s", static_cast<double>(time.count()) / 1000);
}

constexpr auto most_bits = std::bit_cast<std::int32_t>(absurd);
constexpr auto least_bits = std::bit_cast<std::int32_t>(vanishing);

/// The bits of a magnitude: whole numbers in the order of the magnitudes, and what is no number comes after
/// infinity.
std::int32_t magnitude_of(float x) { return std::bit_cast<std::int32_t>(x) & 0x7FFFFFFF; }

/// Whether any sample is absurd or vanishing. In most recordings none is, and reading is cheaper than
/// writing.
bool needs_cleaning(const float* samples, std::size_t count) {
  std::int32_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int32_t magnitude = magnitude_of(samples[i]);
    const std::int32_t faint = magnitude < least_bits ? magnitude : 0;  // 0 itself is left alone
    found |= (magnitude > most_bits ? 1 : 0) | faint;
  }
  return found != 0;
}

/// Replaces what is absurd or vanishing by 0; returns how many were absurd.
std::int64_t clean(float* samples, std::size_t count) {
  if (!needs_cleaning(samples, count)) return 0;
  std::int64_t found = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int32_t magnitude = magnitude_of(samples[i]);
    found += magnitude > most_bits ? 1 : 0;
    if (magnitude > most_bits || magnitude < least_bits) samples[i] = 0.0f;
  }
  return found;
}

}  // namespace

SignalCheck::SignalCheck(SampleRate rate, std::size_t channels, std::optional<int> chosen)
    : rate_(rate), channels_(channels), levels_(level_bins, 0) {
  if (chosen) chosen_ = static_cast<std::size_t>(*chosen - 1);
}

/// Eight running values of each kind, side by side in registers, in an order that is the same everywhere.
SignalCheck::Figures SignalCheck::figures(const float* samples) {
  constexpr int half = 4;
  std::array<Floats<half>, 2> sum{}, squares{}, low{}, high{};
  for (std::size_t i = 0; i < tile; i += 2 * half) {
    for (std::size_t part = 0; part < 2; ++part) {
      const Floats<half> x = load<half>(samples + i + part * half);
      sum[part] += x;
      squares[part] += x * x;
      low[part] = x < low[part] ? x : low[part];
      high[part] = x > high[part] ? x : high[part];
    }
  }
  Figures out;
  for (std::size_t i = 0; i < 2 * half; ++i) {
    out.sum += sum[i / half][i % half];
    out.squares += squares[i / half][i % half];
    out.low = std::min(out.low, low[i / half][i % half]);
    out.high = std::max(out.high, high[i / half][i % half]);
  }
  return out;
}

void SignalCheck::Extreme::add(float x, float before) {
  if (x > value) {
    value = x;
    peaks = samples = 0;
    run = 0;
  }
  if (x != value || value <= 0) {
    run = 0;
    return;
  }
  if (run == 0 && x - before < jump * x) return;  // crept up: a round peak
  if (++run == flat_run) ++peaks;
  if (run >= flat_run) samples += run == flat_run ? flat_run : 1;
}

/// Only in tiles that reach the extremes: in most recordings few do.
void SignalCheck::look_for_flat_peaks(Channel& channel, const float* samples, std::size_t frames,
                                      const Figures& here) {
  const bool reaches = here.high >= std::min(full_scale, channel.high.value) ||
                       here.low <= -std::min(full_scale, channel.low.value);
  if (!reaches) {
    channel.flat_run = channel.high.run = channel.low.run = 0;
    channel.before = samples[frames - 1];
    return;
  }
  for (std::size_t i = 0; i < frames; ++i) {
    const float x = samples[i];
    if (x < channel.high.value && -x < channel.low.value && std::abs(x) < full_scale) {  // nearly all of them
      channel.flat_run = channel.high.run = channel.low.run = 0;
      channel.before = x;
      continue;
    }
    channel.high.add(x, channel.before);
    channel.low.add(-x, -channel.before);
    channel.before = x;
    if (std::abs(x) < full_scale) {
      channel.flat_run = 0;
      continue;
    }
    channel.flat_run = x == channel.flat_value ? channel.flat_run + 1 : 1;
    channel.flat_value = x;
    if (channel.flat_run == flat_run) ++channel.flat_peaks;
    if (channel.flat_run >= flat_run) channel.flat_samples += channel.flat_run == flat_run ? flat_run : 1;
  }
}

void SignalCheck::add_tile(const float* samples, std::size_t frames) {
  const std::size_t channels = channels_.size();
  const bool mixed = !chosen_ && channels > 1;
  Tile apart, mix;  // filled where there is more than one channel
  if (mixed) mix.fill(0.0f);
  bool all_zero = true;
  double squares = 0;
  for (std::size_t c = 0; c < channels; ++c) {
    const float* one = samples;
    if (channels > 1 || frames < tile) {
      for (std::size_t i = 0; i < frames; ++i) apart[i] = samples[i * channels + c];
      std::fill(apart.begin() + static_cast<std::ptrdiff_t>(frames), apart.end(), 0.0f);
      one = apart.data();
    }
    const Figures here = figures(one);
    channels_[c].sum += static_cast<double>(here.sum);
    channels_[c].squares += static_cast<double>(here.squares);
    look_for_flat_peaks(channels_[c], one, frames, here);
    if (!used(c)) continue;
    all_zero = all_zero && here.low == 0 && here.high == 0;
    squares = static_cast<double>(here.squares);
    if (!mixed) continue;
    for (std::size_t i = 0; i < tile; ++i) mix[i] += one[i];
  }
  if (mixed)
    squares = static_cast<double>(figures(mix.data()).squares) / static_cast<double>(channels * channels);
  add_to_second(squares, frames);
  add_silence(samples, frames, all_zero);
  frames_ += static_cast<std::int64_t>(frames);
}

/// A silence that counts is far longer than a tile: one can only begin after the last sound in it and end at
/// the first.
void SignalCheck::add_silence(const float* samples, std::size_t frames, bool all_zero) {
  if (all_zero) {
    if (silence_from_ < 0) silence_from_ = frames_;
    return;
  }
  any_sound_ = true;
  const auto silent = [&](std::size_t frame) {
    for (std::size_t c = 0; c < channels_.size(); ++c) {
      if (used(c) && samples[frame * channels_.size() + c] != 0) return false;
    }
    return true;
  };
  std::size_t front = 0, back = frames;
  if (silence_from_ >= 0) {
    while (silent(front)) ++front;
    end_silence(frames_ + static_cast<std::int64_t>(front));
  }
  while (silent(back - 1)) --back;
  if (back < frames) silence_from_ = frames_ + static_cast<std::int64_t>(back);
}

void SignalCheck::end_silence(std::int64_t frame) {
  if (silence_from_ < 0) return;
  const TimeSpan when{at(silence_from_), at(frame)};
  if (when.length() >= longest_plausible_silence) silences_.push_back(when);
  silence_from_ = -1;
}

void SignalCheck::add_to_second(double squares, std::size_t frames) {
  mix_squares_ += squares;
  second_squares_ += squares;
  second_frames_ += static_cast<std::int64_t>(frames);
  if (second_frames_ >= rate_.hertz()) end_second();
}

/// Seconds without any sound, as of a paused recorder, say nothing of the level.
void SignalCheck::end_second() {
  if (second_frames_ > 0 && second_squares_ > 0) {
    const double level = db(second_squares_ / static_cast<double>(second_frames_));
    const double bin = std::clamp((level - lowest_level_db) * 10, 0.0, level_bins - 1.0);
    ++levels_[static_cast<std::size_t>(bin)];
  }
  second_squares_ = 0;
  second_frames_ = 0;
}

void SignalCheck::add(float* samples, std::size_t frames) {
  const std::size_t channels = channels_.size();
  for (std::size_t done = 0; done < frames; done += tile) {
    const std::size_t count = std::min(tile, frames - done);
    not_finite_ += clean(samples + done * channels, count * channels);
    add_tile(samples + done * channels, count);
  }
}

double SignalCheck::share_not_finite() const {
  const double count = static_cast<double>(frames_) * static_cast<double>(channels_.size());
  return count > 0 ? static_cast<double>(not_finite_) / count : 0;
}

std::vector<Warning> SignalCheck::finish() {
  end_silence(frames_);
  // What is left of the last second counts if it is most of one, or all there is.
  const bool only = std::all_of(levels_.begin(), levels_.end(), [](std::int64_t n) { return n == 0; });
  if (only || 2 * second_frames_ > rate_.hertz()) end_second();
  std::vector<Warning> out;
  if (not_finite_ > 0) {
    out.push_back(
        {WarningCode::not_finite, std::nullopt,
         fmt::format("{} samples are no numbers or far beyond full scale; read as 0", not_finite_)});
  }
  if (frames_ == 0) return out;
  report_levels(out);
  report_channels(out);
  for (const TimeSpan& when : silences_) {
    out.push_back({WarningCode::digital_silence, when,
                   fmt::format("exact digital silence from {} to {}, as of a paused recorder: not observed",
                               seconds(when.begin), seconds(when.end))});
  }
  return out;
}

/// Whether the channels' mean is far below the channels themselves.
bool SignalCheck::cancelled() const {
  if (chosen_ || channels_.size() < 2) return false;
  double power = 0;
  for (const Channel& channel : channels_) power += channel.squares / static_cast<double>(channels_.size());
  return power > 0 && db(power) - db(mix_squares_) > cancelled_db;
}

/// The level that the loudest hundredth of all seconds with sound reaches.
std::optional<double> SignalCheck::loud_seconds_db() const {
  const std::int64_t all = std::accumulate(levels_.begin(), levels_.end(), std::int64_t{0});
  std::int64_t left = std::max<std::int64_t>(1, all / 100);
  for (std::size_t bin = levels_.size(); bin-- > 0;) {
    left -= levels_[bin];
    if (left <= 0) return lowest_level_db + (static_cast<double>(bin) + 0.5) / 10;
  }
  return std::nullopt;
}

void SignalCheck::report_levels(std::vector<Warning>& out) const {
  std::int64_t samples = 0, peaks = 0, looked_at = 0;
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    if (!used(c)) continue;
    const Channel& channel = channels_[c];
    std::int64_t own = 0, own_peaks = 0;
    for (const Extreme& extreme : {channel.high, channel.low}) {
      if (extreme.value < lowest_own_extreme || extreme.value >= full_scale ||
          extreme.peaks < fewest_own_peaks)
        continue;
      own += extreme.samples;
      own_peaks += extreme.peaks;
    }
    samples += std::max(own, channel.flat_samples);
    peaks += own > channel.flat_samples ? own_peaks : channel.flat_peaks;
    looked_at += frames_;
  }
  const double share = static_cast<double>(samples) / static_cast<double>(looked_at);
  if (share > clipped_share) {
    out.push_back(
        {WarningCode::clipped, std::nullopt,
         fmt::format(
             "clipped: {:.2f} % of the samples in {} flat peaks; levels and distress are too low there",
             100 * share, peaks)});
  }
  const auto loud = loud_seconds_db();
  if (!any_sound_) {
    out.push_back({WarningCode::silent, std::nullopt, "silent: every sample is 0"});
  } else if (loud && *loud < low_level_db && !cancelled()) {
    out.push_back(
        {WarningCode::low_level, std::nullopt,
         fmt::format("very quiet: its loudest seconds have {:.1f} dBFS; voices may be missed", *loud)});
  }
}

void SignalCheck::report_channels(std::vector<Warning>& out) const {
  const auto frames = static_cast<double>(frames_);
  double loudest = 0;
  for (const Channel& channel : channels_) loudest = std::max(loudest, channel.squares);
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    if (!used(c)) continue;
    const double offset = channels_[c].sum / frames;
    if (std::abs(offset) > largest_offset) {
      out.push_back(
          {WarningCode::dc_offset, std::nullopt,
           fmt::format("channel {} has a constant offset of {:.1f} % of full scale", c + 1, 100 * offset)});
    }
    if (loudest > 0 && db(loudest / frames) - db(channels_[c].squares / frames) > dead_db) {
      out.push_back(
          {WarningCode::dead_channel, std::nullopt,
           fmt::format("channel {} is silent; ", c + 1) +
               (chosen_ ? "choose another with --channel" : "the mean of the channels is quieter for it")});
    }
  }
  if (cancelled()) {
    out.push_back({WarningCode::antiphase, std::nullopt,
                   "the channels cancel each other in their mean; listen to one of them with --channel 1"});
  }
}

}  // namespace lull
