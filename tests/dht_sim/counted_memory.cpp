#include "tests/dht_sim/counted_memory.h"

#include <cstdlib>
#include <malloc.h>
#include <new>

namespace {

std::size_t allocated = 0;  // there is one thread

void* counted(std::size_t size) {
    void* out = std::malloc(size == 0 ? 1 : size);
    if (out == nullptr) std::abort();  // a simulation without memory is over
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

// The forms for larger alignments are not used here.
void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return counted(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
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
void operator delete(void* what, const std::nothrow_t&) noexcept {
    release(what);
}
void operator delete[](void* what, const std::nothrow_t&) noexcept {
    release(what);
}
