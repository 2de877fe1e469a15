#include "crypto/random.h"

#include <limits>

#include "crypto/require.h"
#include "crypto/sodium.h"

namespace shoal::crypto {

std::uint64_t Random::u64() {
    // Byte by byte, so that a replayed run gives the same numbers on every machine.
    std::uint64_t value = 0;
    for (const Byte byte : bytes<8>()) value = value << 8U | std::to_integer<std::uint64_t>(byte);
    return value;
}

std::uint64_t Random::below(std::uint64_t bound) {
    SHOAL_CRYPTO_REQUIRE(bound > 0);
    // The last, incomplete run of `bound` values at the top of the range would favour small results: draw again.
    constexpr std::uint64_t top = std::numeric_limits<std::uint64_t>::max();
    for (;;) {
        const std::uint64_t drawn = u64();
        const std::uint64_t result = drawn % bound;
        if (drawn - result <= top - (bound - 1)) return result;
    }
}

void SystemRandom::fill(BytesMut out) {
    ready_sodium();
    if (!out.empty()) randombytes_buf(out.data(), out.size());
}

}  // namespace shoal::crypto
