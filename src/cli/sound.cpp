#include "cli/sound.hpp"

#include <fmt/format.h>

#include "cli/messages.hpp"

namespace lull::cli {

void add_sound_flags(CLI::App& command, SoundFlags& flags) {
  command.add_flag("--embed-audio", flags.embed,
                   "clips of at most 12 s around episodes inside the pages, which then hold voices [none]");
  command.add_flag("--audio-link", flags.link,
                   "pages that play the recordings from where they lie, by a relative link [none]");
}

SoundOnPage sound_of(const SoundFlags& flags) {
  if (flags.embed && flags.link) {
    throw Error(Fault::usage, "--embed-audio", "does not go with --audio-link", "give one of them");
  }
  return flags.embed ? SoundOnPage::clips : flags.link ? SoundOnPage::link : SoundOnPage::none;
}

std::string sound_in(const Rendering& rendering) {
  if (rendering.clips + rendering.clips_left_out == 0) return "";
  std::string text = fmt::format(", with {} clips of sound ({:.1f} MB)", rendering.clips,
                                 static_cast<double>(rendering.clip_bytes) / 1e6);
  if (rendering.clips_left_out > 0) {
    text += fmt::format(", {} more left out: a page holds 24 MB of them", rendering.clips_left_out);
  }
  return text;
}

bool add_sound(const ResultsDirectory& results, SoundOnPage sound, bool quiet) {
  const Rendering rendering = render_again(results, {{}, sound});
  for (const Error& fault : rendering.faults) say("error", fault.what());
  if (!quiet)
    say("note", fmt::format("{} pages written again{}", rendering.pages.size(), sound_in(rendering)));
  return rendering.faults.empty();
}

}  // namespace lull::cli
