#pragma once
#include <span>
#include <string>
#include <vector>

#include "lull/labels/annotations.hpp"

namespace lull {

/// What of the sessions a format cannot hold, one thing an item in plain words, such as "the confidence of 12
/// segments". Times and labels of segments are never lost.
std::vector<std::string> losses(const AnnotationFormat& format, std::span<const Session> sessions);

}  // namespace lull
