#include <algorithm>
#include <array>
#include <cctype>

#include "audio/bytes.hpp"
#include "audio/container.hpp"
#include "lull/core/error.hpp"

namespace lull {
namespace {

constexpr std::uint64_t unknown_32 =
    0xFFFFFFFF;  // what a writer leaves that never came back, and RF64 by design
constexpr int most_chunks = 10000;

[[noreturn]] void reject(const InputFile& file, const std::string& problem) {
  throw Error(Fault::input, file.path().string(), problem, "convert it to 16-bit WAV or FLAC");
}

std::uint64_t number(const HeaderBytes& h, std::size_t at, std::size_t width, bool big) {
  return big ? h.big(at, width) : h.little(at, width);
}

/// The codings that dictation machines and telephones use, by name; any other by its number.
std::string coding_name(std::uint64_t tag) {
  switch (tag) {
    case 2:
      return "Microsoft ADPCM";
    case 17:
      return "IMA ADPCM";
    case 20:
      return "G.723 ADPCM";
    case 49:
      return "GSM 6.10";
    case 64:
      return "G.721 ADPCM";
    default:
      return "format " + std::to_string(tag);
  }
}

WaveFormat format_of(const InputFile& file, const HeaderBytes& h, std::uint64_t size, bool big) {
  if (size < 16) reject(file, "its fmt chunk is too short to say how it is coded");
  std::uint64_t tag = number(h, 8, 2, big);
  if (tag == 0xFFFE && size >= 40)
    tag = number(h, 32, 2, big);  // extensible: the first bytes of the sub-format
  const auto bits = number(h, 22, 2, big);
  WaveFormat format;
  format.channels = static_cast<int>(number(h, 10, 2, big));
  format.rate = static_cast<std::int64_t>(number(h, 12, 4, big));
  format.big_endian = big;
  format.sample_bytes = static_cast<int>((bits + 7) / 8);
  switch (tag) {
    case 1:
      format.coding = WaveFormat::Coding::integer;
      break;
    case 3:
      format.coding = WaveFormat::Coding::floating;
      break;
    case 6:
      format.coding = WaveFormat::Coding::a_law;
      break;
    case 7:
      format.coding = WaveFormat::Coding::mu_law;
      break;
    case 80:
    case 85:
      format.coding = WaveFormat::Coding::mpeg;
      break;
    default:
      reject(file, "its samples are coded in a way that is not read (" + coding_name(tag) + ")");
  }
  if (format.channels == 0) reject(file, "declares no channels");
  if (format.coding == WaveFormat::Coding::mpeg) return format;
  const bool floating = format.coding == WaveFormat::Coding::floating;
  const bool integer = format.coding == WaveFormat::Coding::integer;
  const bool fits = floating ? bits == 32 || bits == 64 : integer ? bits >= 8 && bits <= 32 : bits == 8;
  if (!fits) reject(file, "declares " + std::to_string(bits) + " bits a sample");
  return format;
}

/// Whether what follows the audio is a chunk and not more audio: a name of printable letters and a size that
/// fits.
bool is_chunk(const InputFile& file, std::int64_t at, bool big) {
  const HeaderBytes h(file, at);
  if (h.count() < 8) return false;
  for (std::size_t i = 0; i < 4; ++i) {
    if (h.byte(i) < 0x20 || h.byte(i) > 0x7E) return false;
  }
  return static_cast<std::int64_t>(number(h, 4, 4, big)) <= file.size() - at - 8;
}

bool is_known_tail(const InputFile& file, std::int64_t at) {
  const HeaderBytes h(file, at);
  static constexpr std::array<std::string_view, 9> names{"LIST", "ID3",  "id3 ", "TAG", "bext",
                                                         "cue ", "fact", "smpl", "JUNK"};
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return h.starts_with(name); });
}

/// Holds what the walk has learnt so far.
struct Walk {
  const InputFile& file;
  std::vector<Warning>& warnings;
  bool big = false, is_64 = false;
  std::optional<WaveFormat> format;
  std::optional<std::uint64_t> long_size;  // of the data, from ds64

  void warn(WarningCode code, const std::string& text) { warnings.push_back({code, std::nullopt, text}); }
  DataRange data_at(std::int64_t begin, std::uint64_t declared);
  void look_behind(DataRange& range);
};

/// How much of what the header declares is there, and what it should have said.
DataRange Walk::data_at(std::int64_t begin, std::uint64_t declared) {
  const std::int64_t there = std::max<std::int64_t>(0, file.size() - begin);
  if (is_64 && long_size && (declared == unknown_32 || declared == 0)) declared = *long_size;
  const bool senseless = declared == unknown_32 || declared > (std::uint64_t{1} << 60);
  const bool unsaid = senseless || (declared == 0 && there > 0 && !is_chunk(file, begin, big));
  if (unsaid) {
    warn(WarningCode::size_mismatch,
         (declared == 0 ? "the header says there is no audio"
                        : "the header does not say how much audio there is") +
             std::string(", as when a recorder stops without closing the file; all ") +
             std::to_string(there) + " bytes after it were read");
    return {begin, there, there};
  }
  const auto wanted = static_cast<std::int64_t>(declared);
  return {begin, wanted, std::min(wanted, there)};
}

/// Says what lies after the audio, and takes it for audio where a header that is too small can be the only
/// reason.
void Walk::look_behind(DataRange& range) {
  const std::int64_t behind = range.begin + range.usable;
  const std::int64_t padded = behind + range.usable % 2;
  if (file.size() - padded < 8 || is_known_tail(file, padded) || is_known_tail(file, behind)) return;
  if (HeaderBytes(file, padded).starts_with("data")) {
    warn(WarningCode::trailing_data, "a second data chunk of " + std::to_string(file.size() - padded - 8) +
                                         " bytes follows the first; only the first was read");
  } else if (!is_chunk(file, padded, big) && !is_chunk(file, behind, big)) {
    const std::int64_t there = file.size() - range.begin;
    warn(WarningCode::size_mismatch, "the header declares " + std::to_string(range.declared) +
                                         " bytes of audio, " + std::to_string(there) +
                                         " are there; all were read");
    range.declared = range.usable = there;
  }
}

}  // namespace

WaveFile inspect_wave(const InputFile& file, std::vector<Warning>& warnings) {
  const HeaderBytes head(file, 0);
  if (head.starts_with("AVI ", 8)) reject(file, "an AVI video, which is not read");
  if (!head.starts_with("WAVE", 8))
    reject(file, file.size() < 12 ? "cut short inside its header" : "a RIFF file that is no WAV");
  Walk walk{file, warnings, head.starts_with("RIFX"), head.starts_with("RF64") || head.starts_with("BW64"),
            {},   {}};
  std::int64_t at = 12;
  for (int i = 0; i < most_chunks && at + 8 <= file.size(); ++i) {
    const HeaderBytes h(file, at);
    const std::uint64_t size = number(h, 4, 4, walk.big);
    if (h.starts_with("ds64")) {
      walk.long_size = h.little(16, 8);
    } else if (h.starts_with("fmt ")) {
      if (at + 8 + static_cast<std::int64_t>(std::min<std::uint64_t>(size, 16)) > file.size()) break;
      walk.format = format_of(file, h, size, walk.big);
    } else if (h.starts_with("data")) {
      if (!walk.format) reject(file, "its audio comes before the description of how it is coded");
      DataRange data = walk.data_at(at + 8, size);
      walk.look_behind(data);
      return {*walk.format, data};
    }
    at += 8 + static_cast<std::int64_t>(size);
    // Chunks of odd size are padded; some writers forget, and the next name then stands one byte early.
    const HeaderBytes next(file, at);
    if (size % 2 == 1 && !next.starts_with("fmt ") && !next.starts_with("data")) ++at;
  }
  reject(file, at > file.size() || !walk.format ? "cut short inside its header" : "holds no audio");
}

}  // namespace lull
