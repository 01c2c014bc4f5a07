#pragma once
#include <filesystem>

#include "lull/labels/annotations.hpp"

namespace lull {

/// Whether it is a folder as ChildProject lays out its datasets: with metadata/annotations.csv.
bool is_dataset(const std::filesystem::path& folder);

/// Reads the annotations of a ChildProject dataset: one session a recording that metadata/annotations.csv
/// names, observed where a row's range says, cut to the recording's duration. Duration and clock time are
/// those of metadata/recordings.csv; recordings and children that are to be discarded are. A row is read from
/// annotations/SET/converted or, where that is not there, from annotations/SET/raw in the format that it
/// names; its times are moved by time_seek and cut to the range, as ChildProject does.
/// `options.tiers` chooses sets; of several the segments are laid together, and observed is what all of them
/// cover. A set in which any recording knows crying knows it in all of them.
/// Throws Error(Fault::input) if the metadata cannot be used, or several sets cover a recording and none is
/// chosen. A recording one of whose files cannot be read is a fault.
Annotations read_dataset(const std::filesystem::path& folder, const AnnotationOptions& options = {});

}  // namespace lull
