#include "core/result.h"

#include <cstdio>
#include <cstdlib>

namespace shoal {

void broken_invariant(const char* condition, const char* file, int line) noexcept {
    std::fprintf(stderr, "%s:%d: broken invariant: %s\n", file, line, condition);
    std::abort();
}

}  // namespace shoal
