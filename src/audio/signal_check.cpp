#include "audio/signal_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace lull {
namespace {

// Beyond 80 dB over full scale a float sample is damage, not sound.
constexpr float absurd = 1e4f;
// The top of 16 bits is 32767 / 32768; three samples in a row there are a flattened peak, one may be chance.
constexpr float full_scale = 0.9999f;
constexpr int flat_run = 3;
constexpr double clipped_share = 1e-4;       // of all samples: 1.6 of 16,000 a second [chosen by us]
// A microphone in a home is never exactly 0 for so long; a recorder that was paused is [chosen by us].
constexpr Milliseconds longest_plausible_silence{10000};
constexpr double low_level_db = -60;         // the loudest second of all, RMS re full scale [chosen by us]
constexpr double largest_offset = 0.05;      // mean, re full scale
constexpr double cancelled_db = 20;          // how far the mix lies under the channels

double db(double power) { return 10 * std::log10(std::max(power, 1e-20)); }

std::string seconds(Milliseconds time) { return fmt::format("{:.3f} s", static_cast<double>(time.count()) / 1000); }

}  // namespace

SignalCheck::SignalCheck(SampleRate rate, std::size_t channels) : rate_(rate), channels_(channels) {}

void SignalCheck::look_at_frame(const float* frame) {
  float sum = 0;
  bool silent = true;
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    const float x = frame[c];
    Channel& channel = channels_[c];
    sum += x;
    silent = silent && x == 0;
    channel.sum += static_cast<double>(x);
    channel.squares += static_cast<double>(x * x);
    if (std::abs(x) < full_scale) {
      channel.same = 0;
    } else {
      channel.same = x == channel.last ? channel.same + 1 : 1;
      channel.last = x;
      if (channel.same == flat_run) ++clipped_runs_;
      if (channel.same >= flat_run) clipped_ += channel.same == flat_run ? flat_run : 1;
    }
  }
  const float mix = sum / static_cast<float>(channels_.size());
  second_squares_ += static_cast<double>(mix * mix);
  if (silent) {
    ++zero_frames_;
    if (silence_from_ < 0) silence_from_ = frames_;
  } else {
    end_silence();
  }
  ++frames_;
  if (++second_frames_ == rate_.hertz()) end_second();
}

void SignalCheck::end_silence() {
  if (silence_from_ < 0) return;
  const TimeSpan when{at(silence_from_), at(frames_)};
  if (when.length() >= longest_plausible_silence) silences_.push_back(when);
  silence_from_ = -1;
}

void SignalCheck::end_second() {
  mix_squares_ += second_squares_;
  if (second_frames_ > 0) {
    loudest_second_ = std::max(loudest_second_, second_squares_ / static_cast<double>(second_frames_));
  }
  second_squares_ = 0;
  second_frames_ = 0;
}

void SignalCheck::add(float* samples, std::size_t frames) {
  const std::size_t count = frames * channels_.size();
  for (std::size_t i = 0; i < count; ++i) {
    // False for what is no number, too.
    const bool sane = std::abs(samples[i]) <= absurd;
    not_finite_ += !sane;
    // Denormals are inaudible and slow every stage down.
    samples[i] = sane && std::abs(samples[i]) > 1e-20f ? samples[i] : 0.0f;
  }
  for (std::size_t i = 0; i < frames; ++i) look_at_frame(samples + i * channels_.size());
}

double SignalCheck::share_not_finite() const {
  const double count = static_cast<double>(frames_) * static_cast<double>(channels_.size());
  return count > 0 ? static_cast<double>(not_finite_) / count : 0;
}

std::vector<Warning> SignalCheck::finish() {
  end_silence();
  end_second();
  std::vector<Warning> out;
  if (not_finite_ > 0) {
    out.push_back({WarningCode::not_finite, std::nullopt,
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
  double power = 0;
  for (const Channel& channel : channels_) power += channel.squares / static_cast<double>(channels_.size());
  return channels_.size() > 1 && power > 0 && db(power) - db(mix_squares_) > cancelled_db;
}

void SignalCheck::report_levels(std::vector<Warning>& out) const {
  const double count = static_cast<double>(frames_) * static_cast<double>(channels_.size());
  if (static_cast<double>(clipped_) > clipped_share * count) {
    out.push_back({WarningCode::clipped, std::nullopt,
                   fmt::format("clipped: {:.2f} % of the samples in {} flat peaks; levels and distress are too low there",
                               100 * static_cast<double>(clipped_) / count, clipped_runs_)});
  }
  if (zero_frames_ == frames_) {
    out.push_back({WarningCode::silent, std::nullopt, "silent: every sample is 0"});
  } else if (db(loudest_second_) < low_level_db && !cancelled()) {
    out.push_back({WarningCode::low_level, std::nullopt,
                   fmt::format("very quiet: the loudest second has {:.1f} dBFS; voices may be missed", db(loudest_second_))});
  }
}

void SignalCheck::report_channels(std::vector<Warning>& out) const {
  const auto frames = static_cast<double>(frames_);
  const bool any = std::any_of(channels_.begin(), channels_.end(), [](const Channel& c) { return c.squares > 0; });
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    const double offset = channels_[c].sum / frames;
    if (std::abs(offset) > largest_offset) {
      out.push_back({WarningCode::dc_offset, std::nullopt,
                     fmt::format("channel {} has a constant offset of {:.1f} % of full scale", c + 1, 100 * offset)});
    }
    if (channels_.size() > 1 && channels_[c].squares == 0 && any) {
      out.push_back({WarningCode::dead_channel, std::nullopt,
                     fmt::format("channel {} is silent; the mean of the channels is quieter for it", c + 1)});
    }
  }
  if (cancelled()) {
    out.push_back({WarningCode::antiphase, std::nullopt,
                   "the channels cancel each other in their mean; listen to one of them with --channel 1"});
  }
}

}  // namespace lull
