#include "crypto/secret.h"

#include "crypto/require.h"
#include "crypto/sodium.h"

namespace shoal::crypto {

Byte* allocate_secret(std::size_t size) {
    ready_sodium();
    // sodium_malloc goes on without the lock when RLIMIT_MEMLOCK is used up: a key that may reach the swap is better
    // than a node that stops.
    void* memory = sodium_malloc(size);
    SHOAL_CRYPTO_REQUIRE(memory != nullptr);
    sodium_memzero(memory, size);
    return static_cast<Byte*>(memory);
}

void free_secret(Byte* memory) noexcept {
    sodium_free(memory);
}

}  // namespace shoal::crypto
