#include "audio/container.hpp"

#include <algorithm>
#include <array>

#include "audio/bytes.hpp"
#include "lull/core/error.hpp"

namespace lull {
namespace {

struct Stranger {
  std::string_view start, what, remedy;
};
// Files that carry the name of a recording and are none, as corpora have them.
constexpr std::string_view to_wav = "convert it to WAV or FLAC with the program that made it";
constexpr std::array<Stranger, 21> strangers{{
    {"version https://git-lfs", "a pointer of Git LFS, not the recording itself",
     "fetch the file with `git lfs pull`"},
    {"<!DOCTYPE", "a web page", "download the recording again"},
    {"<!doctype", "a web page", "download the recording again"},
    {"<html", "a web page", "download the recording again"},
    {"<HTML", "a web page", "download the recording again"},
    {"PK\x03\x04", "a ZIP archive", "unpack it and give the recording inside"},
    {"Rar!", "a RAR archive", "unpack it and give the recording inside"},
    {"7z\xBC\xAF", "a 7-Zip archive", "unpack it and give the recording inside"},
    {"\x1F\x8B", "a gzip archive", "unpack it and give the recording inside"},
    {std::string_view("\0\x05\x16\x07", 4), "a Mac resource file (AppleDouble), no recording",
     "give the file of the same name without ._"},
    {"%PDF", "a PDF document", "give the recording itself"},
    {"\xFF\xD8\xFF", "a picture", "give the recording itself"},
    {"\x89PNG", "a picture", "give the recording itself"},
    {"MThd", "notes for instruments (MIDI), no recording", "give a recording of sound"},
    {"\x02"
     "dss",
     "an Olympus or Philips dictation (DSS), which is not read", to_wav},
    {"\x03"
     "dss",
     "an Olympus or Philips dictation (DSS), which is not read", to_wav},
    {"\x03"
     "ds2",
     "an Olympus or Philips dictation (DS2), which is not read", to_wav},
    {"NIST_1A", "a NIST SPHERE file, which is not read", "convert it to WAV with sph2pipe or sox"},
    {"Creative Voice", "a Creative Voice file, which is not read", to_wav},
    {" paf", "an Ensoniq PARIS file, which is not read", to_wav},
    {"fap ", "an Ensoniq PARIS file, which is not read", to_wav},
}};

bool is_text(const HeaderBytes& h) {
  for (std::size_t i = 0; i < h.count(); ++i) {
    const unsigned c = h.byte(i);
    if (c != '\n' && c != '\r' && c != '\t' && (c < 0x20 || c > 0x7E)) return false;
  }
  return h.count() > 16;
}

std::int64_t missing(const InputFile& file, std::int64_t begin, std::uint64_t declared) {
  const std::uint64_t there = static_cast<std::uint64_t>(std::max<std::int64_t>(0, file.size() - begin));
  // Larger than any disk is no length but an unknown one.
  if (declared > (std::uint64_t{1} << 60) || declared <= there) return 0;
  return static_cast<std::int64_t>(declared - there);
}

constexpr int most_chunks = 10000;  // a file of more is made to keep us busy

}  // namespace

bool is_mp3_frame(const HeaderBytes& h, std::size_t at) {
  const unsigned second = h.byte(at + 1), third = h.byte(at + 2);
  const bool sync = h.byte(at) == 0xFF && (second & 0xE0) == 0xE0;
  const bool layer3 = (second & 0x06) == 0x02 && (second & 0x18) != 0x08;
  return sync && layer3 && (third >> 4) != 15 && (third & 0x0C) != 0x0C;
}

std::int64_t id3_length(const HeaderBytes& h) {
  if (!h.starts_with("ID3") || h.count() < 10) return 0;
  const std::int64_t size =
      (h.byte(6) & 127) << 21 | (h.byte(7) & 127) << 14 | (h.byte(8) & 127) << 7 | (h.byte(9) & 127);
  return size + 10;
}

Container identify(const InputFile& file) {
  const HeaderBytes h(file, 0);
  const std::string path = file.path().string();
  if (h.count() == 0) throw Error(Fault::input, path, "empty", "copy the recording again");
  for (const Stranger& each : strangers) {
    if (h.starts_with(each.start))
      throw Error(Fault::input, path, std::string(each.what), std::string(each.remedy));
  }
  if (h.starts_with("RIFF") || h.starts_with("RIFX") || h.starts_with("RF64") || h.starts_with("BW64"))
    return Container::wav;
  if (h.starts_with("riff\x2e\x91\xcf\x11")) return Container::w64;
  if (h.starts_with("FORM") && (h.starts_with("AIFF", 8) || h.starts_with("AIFC", 8))) return Container::aiff;
  if (h.starts_with("caff")) return Container::caf;
  if (h.starts_with(".snd")) return Container::au;
  if (h.starts_with("fLaC")) return Container::flac;
  if (h.starts_with("OggS")) return Container::ogg;
  if (h.starts_with("FORM") && (h.starts_with("8SVX", 8) || h.starts_with("16SV", 8))) {
    throw Error(Fault::input, path, "an Amiga sound (SVX), which is not read", std::string(to_wav));
  }
  for (const std::string_view atom : {"ftyp", "moov", "mdat", "wide", "skip", "free"}) {
    if (h.starts_with(atom, 4)) return Container::mp4;
  }
  if (h.starts_with("#!AMR")) return Container::amr;
  if (h.starts_with("\x1a\x45\xdf\xa3")) return Container::matroska;
  if (h.starts_with("\x30\x26\xb2\x75\x8e\x66\xcf\x11")) return Container::asf;
  const auto is_adts = [](const HeaderBytes& bytes) {
    return bytes.byte(0) == 0xFF && (bytes.byte(1) & 0xF6) == 0xF0;
  };
  if (is_adts(h)) return Container::adts;
  const std::int64_t tag = id3_length(h);
  const HeaderBytes after(file, tag);
  if (tag > 0 && after.starts_with("fLaC")) return Container::flac;
  if (tag > 0 && is_adts(after)) return Container::adts;
  if (tag > 0 || is_mp3_frame(h)) return Container::mp3;
  if (is_text(h)) throw Error(Fault::input, path, "text, no recording", "give the recording itself");
  return Container::other;
}

std::int64_t missing_bytes(const InputFile& file, Container container) {
  std::int64_t at = container == Container::w64 ? 40 : container == Container::aiff ? 12 : 8;
  if (container == Container::au) {
    const HeaderBytes h(file, 0);
    const std::uint64_t size = h.big(8, 4);
    return size == 0xFFFFFFFF ? 0 : missing(file, static_cast<std::int64_t>(h.big(4, 4)), size);
  }
  for (int i = 0; i < most_chunks && at < file.size(); ++i) {
    const HeaderBytes h(file, at);
    if (container == Container::w64) {
      const std::uint64_t size = h.little(16, 8);
      if (h.starts_with("data")) return missing(file, at + 24, size < 24 ? 0 : size - 24);
      if (size < 24 || size > static_cast<std::uint64_t>(file.size())) return 0;
      at += static_cast<std::int64_t>((size + 7) / 8 * 8);
    } else {
      const bool caf = container == Container::caf;
      const std::uint64_t size = h.big(4, caf ? 8 : 4);
      const std::int64_t head = caf ? 12 : 8;
      if (h.starts_with(caf ? "data" : "SSND")) return missing(file, at + head, size);
      if (size > static_cast<std::uint64_t>(file.size())) return 0;
      at += head + static_cast<std::int64_t>(caf ? size : size + size % 2);
    }
  }
  return 0;
}

}  // namespace lull
