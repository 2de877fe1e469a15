#include "crypto/require.h"

#include <cstdio>
#include <cstdlib>

namespace shoal::crypto {

void broken_contract(const char* condition, const char* file, int line) noexcept {
    std::fprintf(stderr, "%s:%d: broken contract: %s\n", file, line, condition);
    std::abort();
}

}  // namespace shoal::crypto
