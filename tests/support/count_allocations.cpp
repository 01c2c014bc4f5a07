#include "support/count_allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local bool counting = false;
thread_local lull::test::Allocations allocations;

}  // namespace

// In a file of their own: where a compiler can see both, it warns that `free` does not match `new`.
void* operator new(std::size_t size) {
  if (counting) {
    ++allocations.count;
    allocations.bytes += size;
  }
  if (void* memory = std::malloc(size ? size : 1)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace lull::test {

void start_counting_allocations() {
  allocations = {};
  counting = true;
}

Allocations stop_counting_allocations() {
  counting = false;
  return allocations;
}

}  // namespace lull::test
