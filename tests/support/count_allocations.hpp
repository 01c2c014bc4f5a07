#pragma once
#include <cstddef>

namespace lull::test {

struct Allocations {
  std::size_t count = 0, bytes = 0;
};

/// How many times `operator new` was called by this thread since the last start, and for how much.
/// A program that links count_allocations.cpp has its operators replaced by counting ones.
void start_counting_allocations();
Allocations stop_counting_allocations();

}  // namespace lull::test
