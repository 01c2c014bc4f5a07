#pragma once
#include <cstddef>

namespace lull::test {

/// How many times `operator new` was called by this thread since the last start.
/// A program that links count_allocations.cpp has its operators replaced by counting ones.
void start_counting_allocations();
std::size_t stop_counting_allocations();

}  // namespace lull::test
