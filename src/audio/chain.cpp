#include "audio/chain.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace lull {
namespace {

constexpr std::size_t most_parts = 10000;  // a file of more is made to keep us busy
constexpr std::int64_t search_window = 1 << 16;
// An MP3 stream without an encoder's header does not say how much of its start is priming: what LAME and the
// decoder add, 576 and 529 samples, is the best guess.
constexpr std::int64_t mp3_priming = 576 + 529;

/// The next place from `at` where an Ogg page may start; the file's end if there is none.
std::int64_t next_page(const InputFile& file, std::int64_t at) {
  std::vector<char> window(static_cast<std::size_t>(search_window));
  for (; at < file.size(); at += search_window - 3) {
    const std::string_view text(window.data(), file.read_at(at, window.data(), window.size()));
    if (const std::size_t found = text.find("OggS"); found != text.npos)
      return at + static_cast<std::int64_t>(found);
  }
  return file.size();
}

struct OggPage {
  std::int64_t length = 0;  // 0: no page here
  bool begins = false, ends = false;
};

OggPage page_at(const InputFile& file, std::int64_t at) {
  std::array<unsigned char, 27 + 255> bytes{};
  const std::size_t got = file.read_at(at, bytes.data(), bytes.size());
  if (got < 27 || std::string_view(reinterpret_cast<const char*>(bytes.data()), 4) != "OggS") return {};
  OggPage page{27 + bytes[26], (bytes[5] & 2) != 0, (bytes[5] & 4) != 0};
  for (std::size_t i = 0; i < bytes[26]; ++i) page.length += bytes[27 + i];
  return page;
}

/// What an MP3 encoder wrote of its stream into the first frame.
struct Xing {
  std::optional<std::int64_t> frames, bytes;
  bool tells_delay = false;  // then decoders drop what the encoder put in front and behind
};

Xing xing_at(const InputFile& file, std::int64_t at) {
  const HeaderBytes h(file, at);
  if (!is_mp3_frame(h)) return {};
  const bool mpeg1 = (h.byte(1) & 0x08) != 0, mono = (h.byte(3) >> 6) == 3;
  // The header stands where the first frame's side information ends (ISO 11172-3, 2.4.1.7).
  const std::int64_t side = mpeg1 ? (mono ? 17 : 32) : (mono ? 9 : 17);
  const HeaderBytes xing(file, at + 4 + side);
  if (!xing.starts_with("Xing") && !xing.starts_with("Info")) return {};
  const std::uint64_t flags = xing.big(4, 4);
  const std::int64_t has_frames = flags & 1, has_bytes = flags >> 1 & 1;
  Xing found;
  if (has_bytes)
    found.bytes = static_cast<std::int64_t>(xing.big(static_cast<std::size_t>(8 + 4 * has_frames), 4));
  // The encoder's own part follows the fields that the flags announce; its delays stand 21 bytes in, twice 12
  // bits.
  const std::int64_t own =
      8 + 4 * has_frames + 4 * has_bytes + ((flags & 4) ? 100 : 0) + ((flags & 8) ? 4 : 0);
  const auto both = static_cast<std::int64_t>(HeaderBytes(file, at + 4 + side + own + 21).big(0, 3));
  found.tells_delay = both > 0;
  if (!has_frames) return found;
  const std::int64_t samples = static_cast<std::int64_t>(xing.big(8, 4)) * (mpeg1 ? 1152 : 576);
  const std::int64_t added = both > 0 ? (both >> 12) + (both & 0xFFF) : mp3_priming;
  found.frames = std::max<std::int64_t>(0, samples - added);
  return found;
}

/// Where the tags that start at `at` end.
std::int64_t behind_tags(const InputFile& file, std::int64_t at) {
  for (std::size_t i = 0; i < most_parts && at < file.size(); ++i) {
    const HeaderBytes h(file, at);
    if (h.starts_with("TAG")) {
      at += 128;
    } else if (h.starts_with("APETAGEX")) {
      at += 32 + static_cast<std::int64_t>(h.little(12, 4));
    } else if (h.starts_with("LYRICSBEGIN")) {
      return file.size();
    } else if (const std::int64_t tag = id3_length(h); tag > 0) {
      at += tag;
    } else {
      break;
    }
  }
  return std::min(at, file.size());
}

/// Whether nothing but zeros follows: padding of a file system or a downloader.
bool only_zeros(const InputFile& file, std::int64_t at) {
  std::vector<char> window(static_cast<std::size_t>(search_window));
  for (; at < file.size(); at += search_window) {
    const std::size_t got = file.read_at(at, window.data(), window.size());
    if (std::any_of(window.begin(), window.begin() + static_cast<std::ptrdiff_t>(got),
                    [](char c) { return c != 0; }))
      return false;
  }
  return true;
}

}  // namespace

Chain ogg_chain(const InputFile& file) {
  Chain chain{{{{0, file.size()}, {}, 0}}, 0, true};
  bool ended = false;  // since the last stream began, a last page was seen
  for (std::int64_t at = 0; at < file.size();) {
    const OggPage page = page_at(file, at);
    if (page.length == 0) {
      const std::int64_t next = next_page(file, at + 1);
      if (next == file.size()) {
        // Less than a page's header may be padding; a page without its end is seen below.
        if (ended) chain.trailing_bytes = only_zeros(file, at) ? 0 : next - at;
        chain.parts.back().range.end = at;
      }
      at = next;
      continue;
    }
    if (page.begins && ended && chain.parts.size() < most_parts) {
      chain.parts.back().range.end = at;
      chain.parts.push_back({{at, file.size()}, {}, 0});
      ended = false;
    }
    ended = ended || page.ends;
    if (at + page.length > file.size()) ended = false;
    at += page.length;
  }
  chain.complete = ended;
  return chain;
}

Chain mp3_chain(const InputFile& file) {
  Chain chain{{}, 0, true};
  for (std::int64_t at = 0; at < file.size();) {
    const std::int64_t first = behind_tags(file, at);
    const HeaderBytes h(file, first);
    if (!chain.parts.empty() && !is_mp3_frame(h)) {
      chain.trailing_bytes = first == file.size() || only_zeros(file, first) ? 0 : file.size() - first;
      break;
    }
    const Xing xing = xing_at(file, first);
    // A size that is no size: smaller than a frame, or beyond the end as in a file that was cut.
    const bool tells = xing.bytes && *xing.bytes > 144 && *xing.bytes < file.size() - first &&
                       chain.parts.size() < most_parts;
    const std::int64_t end = tells ? first + *xing.bytes : file.size();
    chain.parts.push_back({{at, end}, xing.frames, xing.tells_delay ? 0 : mp3_priming});
    at = end;
  }
  return chain;
}

}  // namespace lull
