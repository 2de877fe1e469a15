#include "crypto/sodium.h"

#include "crypto/require.h"

namespace shoal::crypto {

void ready_sodium() {
    // A local static is made once even if two threads come at the same time.
    static const bool ready = sodium_init() >= 0;
    SHOAL_CRYPTO_REQUIRE(ready);
}

}  // namespace shoal::crypto
