#include <sstream>
#include <stdexcept>

#include "fuzz/fuzz.hpp"
#include "lull/labels/annotations.hpp"
#include "lull/response/lexicon.hpp"
#include "lull/response/metrics.hpp"

namespace lull::fuzz {
namespace {

constexpr const char* formats[] = {"audacity", "csv", "chat"};

std::size_t events_in(const std::vector<Session>& sessions) {
  std::size_t events = 0;
  for (const Session& session : sessions) events += session.events.size();
  return events;
}

/// What was read can be measured, written and read again with the same number of events.
void go_round(const AnnotationFormat& format, std::string_view bytes, const Lexicon& lexicon) {
  std::istringstream in{std::string(bytes)};
  for (const Session& session : format.read(in, "fuzz", {}).sessions) {
    std::stringstream copy;
    format.write(copy, {&session, 1});
    if (events_in(format.read(copy, "again", {}).sessions) != session.events.size()) {
      throw std::logic_error("events were lost on the way out and in");
    }
    const bool short_enough = session.observed.empty() || session.observed.back().end < std::chrono::hours(1);
    if (short_enough && session.events.size() < 100) measure(session, {}, &lexicon);
  }
}

}  // namespace

std::vector<std::string> seeds() {
  return {
      "1.5\t2.25\tCRY\n\\\t200.0\t400.0\n3\t4e0\tFEM\n5\t5\tKCHI\n",
      "recording_filename,segment_onset,segment_offset,speaker_type,vcm_type,cries,transcription,confidence\n"
      "a.wav,0,100,CHI,Y,NA,,0.5\nb.wav,5,90,CHI,N,\"[{'start': 0.01, 'end': 0.02}]\",,\n"
      "a.wav,200,1000,FEM,NA,NA,\"oh \"\"no\"\", sad\",1e-1\n",
      "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tCHI Target_Child, MOT Mother,\n\tINV Investigator\n"
      "@ID:\teng|c|INV||male|||Investigator|||\n@Media:\ttape, audio\n@Date:\t12-SEP-2016\n"
      "@Time Start:\t14:30\n*CHI:\t&=cries . \x15"
      "0_900\x15\n"
      "*MOT:\t<are you> [/] are you sad [: angry] ? \x15%snd:\"tape\"_1000_1900\x15 no \x15"
      "2000_2500\x15\n"
      "*INV:\t0 .\n@End\n",
  };
}

void consume(std::string_view bytes) {
  static const Lexicon lexicon = [] {
    std::istringstream words("sad sadness\nangry anger\n");
    return Lexicon(words, "fuzz", "fuzz");
  }();
  bool was_read = false;
  for (const char* name : formats) {
    try {
      go_round(*annotation_format_named(name), bytes, lexicon);
      was_read = true;
    } catch (const Error&) {
      // Most bytes are at most one of them.
    }
  }
  spoken_words(bytes);
  std::istringstream words{std::string(bytes)};
  try {
    Lexicon(words, "fuzz", "fuzz");
  } catch (const Error&) {
    // Nor are they a list of words.
  }
  if (!was_read) throw Error(Fault::input, "fuzz", "is no annotation");
}

}  // namespace lull::fuzz
