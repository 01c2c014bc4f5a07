#pragma once
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace lull {

/// Leaves new elements as the memory was, where a vector would set them to 0.
template <class T>
struct UnsetAllocator : std::allocator<T> {
  template <class U>
  struct rebind {
    using other = UnsetAllocator<U>;
  };
  template <class U>
  void construct(U* at) noexcept {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... Arguments>
  void construct(U* at, Arguments&&... arguments) {
    std::construct_at(at, std::forward<Arguments>(arguments)...);
  }
};

/// Floats that are written before they are read: resize() sets none of them. Of a short recording, setting
/// all buffers to 0 costs as much as a stage.
using UnsetFloats = std::vector<float, UnsetAllocator<float>>;

}  // namespace lull
