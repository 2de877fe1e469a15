#include "tests/dht_sim/counted_memory.h"

#include <cstdlib>
#include <malloc.h>
#include <new>

namespace {

std::size_t allocated = 0;  // there is one thread

void* counted(std::size_t size) {
    void* out = std::malloc(size == 0 ? 1 : size);
    if (out == nullptr) throw std::bad_alloc{};
    allocated += malloc_usable_size(out);
    return out;
}

void release(void* what) noexcept {
    allocated -= malloc_usable_size(what);  // 0 for nullptr
    std::free(what);
}

}  // namespace

std::size_t shoal::dht_sim::counted_memory() {
    return allocated;
}

// The other forms call these.
void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void operator delete(void* what) noexcept {
    release(what);
}
void operator delete[](void* what) noexcept {
    release(what);
}
void operator delete(void* what, std::size_t) noexcept {
    release(what);
}
void operator delete[](void* what, std::size_t) noexcept {
    release(what);
}
