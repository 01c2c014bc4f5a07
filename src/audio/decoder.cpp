#include "audio/decoder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lull/core/error.hpp"

namespace lull {
namespace {

Chain chain_of(const InputFile& file, Container container) {
  if (container == Container::ogg) return ogg_chain(file);
  if (container == Container::mp3) return mp3_chain(file);
  return {{{{0, file.size()}, {}, 0}}, 0, true};
}

/// What libav must read, or reads better: it says where a stream is damaged and keeps the time behind it,
/// which libsndfile does not, and MP3 frames that make no sense do not end up as messages on standard error.
bool prefers_libav(Container container) {
  using enum Container;
  constexpr std::array plain{wav, w64, aiff, caf, au, flac};
  constexpr std::array both{ogg, mp3};
  if (std::find(both.begin(), both.end(), container) != both.end()) return has_libav();
  return std::find(plain.begin(), plain.end(), container) == plain.end();
}

std::int64_t rate_of(const SourceInfo& info) { return std::max<std::int64_t>(1, info.rate); }

}  // namespace

Decoder::Source Decoder::open_part(const InputFile& file, Container container, const Part& part) {
  const bool libav = prefers_libav(container);
  try {
    if (libav) return LibavSource(file, container, part);
    return SndfileSource(file, container, part);
  } catch (const Error& first) {
    // Of two failures the first is told; what only libav knows cannot be helped by libsndfile.
    if (libav || !has_libav()) throw;
    load_libav();
    try {
      return LibavSource(file, container, part);
    } catch (const Error&) {
      throw first;
    }
  }
}

Decoder::Source Decoder::open_first(const InputFile& file, Container container,
                                    std::vector<Warning>& warnings, Chain& chain) {
  if (container == Container::other && !has_libav()) {
    throw Error(Fault::input, file.path().string(), "no recording of a kind that is read",
                "convert it to WAV or FLAC");
  }
  if (container == Container::wav) {
    const WaveFile wave = inspect_wave(file, warnings);
    if (wave.format.coding == WaveFormat::Coding::mpeg)
      return LibavSource(file, container, {{0, file.size()}, {}, 0});
    return SndfileSource(file, wave);
  }
  chain = chain_of(file, container);
  Source source = open_part(file, container, chain.parts.front());
  if (container != Container::flac || !std::holds_alternative<SndfileSource>(source)) return source;
  if (std::get<SndfileSource>(source).info().declared_frames) return source;
  warnings.push_back({WarningCode::unknown_length, std::nullopt,
                      "does not declare its length: whether it is whole cannot be told"});
  // Without a length nothing tells a change inside the file from its end; libav looks at each frame.
  if (has_libav()) return LibavSource(file, container, chain.parts.front());
  return source;
}

Decoder::Decoder(const InputFile& file, std::vector<Warning>& warnings)
    : file_(file), container_(identify(file)), source_(open_first(file, container_, warnings, chain_)) {
  info_ = std::visit([](const auto& s) { return s.info(); }, source_);
  if (chain_.parts.size() > 1) {
    warnings.push_back({WarningCode::chained_stream, std::nullopt,
                        fmt::format("{} streams one after the other in one file; read as one recording",
                                    chain_.parts.size())});
    // The first one's length says nothing of the whole, all of them together do.
    info_.declared_frames = 0;
    for (const Part& part : chain_.parts) {
      if (info_.declared_frames) *info_.declared_frames += part.declared_frames.value_or(0);
      if (!part.declared_frames) info_.declared_frames.reset();
    }
  }
  if (chain_.trailing_bytes > 0) {
    warnings.push_back(
        {WarningCode::trailing_data, std::nullopt,
         fmt::format("{} bytes that are no audio follow the recording; not read", chain_.trailing_bytes)});
  }
}

std::size_t Decoder::read(float* to, std::size_t frames) {
  while (!ended_) {
    const std::size_t got = std::visit([&](auto& s) { return s.read(to, frames); }, source_);
    position_ += static_cast<std::int64_t>(got);
    if (got > 0) return got;
    take_damage();
    ended_ = !read_on() && !open_next();
  }
  return 0;
}

/// Adds what went wrong in the part that ended to what went wrong before.
void Decoder::take_damage() {
  const Damage here = std::visit([](const auto& s) { return s.damage(); }, source_);
  if (here.what.empty()) return;
  if (damage_.what.empty()) {
    damage_.what = here.what;
    damage_.first = part_from_ + here.first;
  }
  damage_.failures += here.failures;
  damage_.places += here.places;
  damage_.filled += here.filled;
  damage_.stopped = damage_.stopped || here.stopped;
}

/// libsndfile ends a FLAC file at the first frame that is damaged, and at the length it declares; libav finds
/// the next whole frame and its time.
bool Decoder::read_on() {
  const auto* plain = std::get_if<SndfileSource>(&source_);
  if (container_ != Container::flac || !plain) return false;
  const bool whole = position_ >= info_.declared_frames.value_or(0);
  unread_ = whole ? plain->unread_bytes() : 0;
  if (!has_libav() || (whole && unread_ <= 0)) return false;
  load_libav();  // that it cannot be is an error of its own, no damage of the file
  try {
    LibavSource other(file_, container_, chain_.parts.front());
    if (other.info().rate != info_.rate || other.info().channels != info_.channels) return false;
    std::vector<float> known(4096 * static_cast<std::size_t>(info_.channels));
    for (std::int64_t left = position_; left > 0;) {
      const std::size_t got =
          other.read(known.data(), static_cast<std::size_t>(std::min<std::int64_t>(left, 4096)));
      if (got == 0) return false;
      left -= static_cast<std::int64_t>(got);
    }
    source_ = std::move(other);
    damage_ = {};  // libav tells it again, and more
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// The next stream of a chain, if it is of the same kind as the first.
bool Decoder::open_next() {
  if (++part_ >= chain_.parts.size()) return false;
  part_from_ = position_;
  std::string problem = "the sample rate or the number of channels changes";
  try {
    source_ = open_part(file_, container_, chain_.parts[part_]);
    const SourceInfo next = std::visit([](const auto& s) { return s.info(); }, source_);
    if (next.rate == info_.rate && next.channels == info_.channels) return true;
  } catch (const Error& error) {
    problem = error.problem();
  }
  if (damage_.what.empty()) {
    damage_.what = problem;
    damage_.first = position_;
  }
  damage_.stopped = true;
  return false;
}

/// By how many frames a length may be short of what is declared and yet be whole: containers round their
/// lengths to milliseconds and coded audio ends on whole packets. A twentieth of a second is no loss.
std::int64_t Decoder::slack() const {
  return std::holds_alternative<LibavSource>(source_) && container_ != Container::flac ? info_.rate / 20 : 0;
}

double Decoder::seconds(std::int64_t frames) const {
  return static_cast<double>(frames) / static_cast<double>(rate_of(info_));
}

/// Whether all that was declared came; returns whether something is missing.
bool Decoder::report_length(std::vector<Warning>& warnings) const {
  const std::int64_t declared = info_.declared_frames.value_or(position_);
  const std::int64_t absent = container_ == Container::wav ? 0 : missing_bytes(file_, container_);
  // A decoder that stumbles at most twice, and at the very end, has met a frame that was cut.
  const bool cut_frame = damage_.failures > 0 && damage_.failures <= 2 && damage_.places == 0 &&
                         !damage_.stopped && damage_.first + info_.rate / 4 >= position_;
  std::string text;
  if (position_ + slack() < declared) {
    text = fmt::format("cut short: declares {} samples ({:.3f} s) but holds {} ({:.3f} s)", declared,
                       seconds(declared), position_, seconds(position_));
  } else if (absent > 0) {
    text = fmt::format("cut short after {:.3f} s: {} bytes of the audio it declares are missing",
                       seconds(position_), absent);
  } else if (!chain_.complete) {
    text =
        fmt::format("cut short after {:.3f} s: the last page of the stream is missing", seconds(position_));
  } else if (cut_frame) {
    text = fmt::format("cut short after {:.3f} s: its last frame is not whole", seconds(position_));
  }
  if (!text.empty()) warnings.push_back({WarningCode::truncated, std::nullopt, text});
  return !text.empty() && cut_frame;
}

void Decoder::report_damage(std::vector<Warning>& warnings) const {
  std::string text = fmt::format("damaged at {:.3f} s ({})", seconds(damage_.first), damage_.what);
  if (damage_.places > 0) {
    text += fmt::format("; {:.3f} s in {} are lost and were read as silence", seconds(damage_.filled),
                        damage_.places == 1 ? "one place" : fmt::format("{} places", damage_.places));
  } else if (damage_.stopped || damage_.first >= position_) {
    text += "; nothing behind it was read";
  }
  // Bare frames carry no time: how many are gone cannot be told.
  if (container_ == Container::adts || container_ == Container::amr)
    text += "; what follows may lie earlier than it was";
  warnings.push_back({WarningCode::decode_error, std::nullopt, text});
}

void Decoder::report(std::vector<Warning>& warnings) const {
  const bool explained = report_length(warnings);
  if (!damage_.what.empty() && !explained) report_damage(warnings);
  const std::int64_t declared = info_.declared_frames.value_or(position_);
  if (unread_ > 0 && position_ > declared) {
    warnings.push_back({WarningCode::size_mismatch, std::nullopt,
                        fmt::format("declares {} samples ({:.3f} s) but holds {} ({:.3f} s); all were read",
                                    declared, seconds(declared), position_, seconds(position_))});
  } else if (unread_ > 0) {
    warnings.push_back(
        {WarningCode::trailing_data, std::nullopt,
         fmt::format("at least {} bytes that are no audio follow the recording; not read", unread_)});
  }
}

}  // namespace lull
