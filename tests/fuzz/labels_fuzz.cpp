#include <sstream>
#include <stdexcept>

#include "fuzz/fuzz.hpp"
#include "lull/labels/rttm.hpp"
#include "lull/labels/uem.hpp"
#include "lull/response/metrics.hpp"

namespace lull::fuzz {

std::vector<std::string> seeds() {
  return {
      "SPEAKER a 1 1.000 2.500 <NA> <NA> CRY <NA> <NA>\n"
      "SPEAKER a 1 40.5 1e1 <NA> <NA> FEM <NA> <NA>\n"
      "SPEAKER b 1 0.0005 3 <NA> <NA> KCHI <NA> <NA>\n"
      "; a remark\nLEXEME a 1 2 3 word\n",
      "SPEAKER a 1 10 0.9 <NA> <NA> FUS\nSPEAKER a 1 12 0.4 <NA> <NA> CHI\nSPEAKER a 1 13 9 <NA> <NA> "
      "SPEECH\n",
  };
}

// What was read can be measured, written and read again with the same events. The bytes are taken for a UEM
// file too.
void consume(std::string_view bytes) {
  std::istringstream uem{std::string(bytes)};
  try {
    read_uem(uem, "fuzz");
  } catch (const Error&) {
    // Most are no UEM file.
  }
  std::istringstream in{std::string(bytes)};
  for (const Session& session : read_rttm(in, "fuzz").sessions) {
    std::stringstream copy;
    write_rttm(copy, session);
    std::size_t events = 0;
    for (const Session& again : read_rttm(copy, "again").sessions) events += again.events.size();
    if (events != session.events.size()) throw std::logic_error("events were lost on the way out and in");
    const bool short_enough =
        session.recording.duration && *session.recording.duration < std::chrono::hours(1);
    if (short_enough && session.events.size() < 100) measure(session);
  }
}

}  // namespace lull::fuzz
