#pragma once
#include <CLI/CLI.hpp>
#include <string>

#include "lull/corpus/rendering.hpp"

namespace lull::cli {

/// Whether pages play sound, as asked on the command line.
struct SoundFlags {
  bool embed = false, link = false;
};

/// Adds --embed-audio and --audio-link. `flags` must outlive the command.
void add_sound_flags(CLI::App& command, SoundFlags& flags);

/// Throws Error(Fault::usage) where both are asked.
SoundOnPage sound_of(const SoundFlags& flags);

/// How much sound there is in pages, to go on a sentence with; empty where there is none.
std::string sound_in(const Rendering& rendering);

/// Renders the pages of a run again, with sound; tells what of it could not be had. False if anything.
bool add_sound(const ResultsDirectory& results, SoundOnPage sound, bool quiet);

}  // namespace lull::cli
