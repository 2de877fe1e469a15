#pragma once
// Announce tokens: proof that the announcer received our reply at the address it announces from.

#include "core/endpoint.h"
#include "core/ids.h"
#include "core/time.h"
#include "crypto/random.h"

namespace shoal::dht {

inline constexpr std::size_t token_size = 8;      ///< bytes; 64 bits cannot be guessed at any packet rate
inline constexpr Duration token_rotation = 5min;  ///< a token lives one to two of these (BEP 5)

/// Stateless per asker: keyed BLAKE2b over address and key, under a secret that rotates; two secrets are accepted.
class Tokens {
public:
    Tokens(crypto::Random& random, Instant now);

    [[nodiscard]] Bytes make(const IpAddress& address, const InfoHash& key, Instant now);
    /// Compares in constant time.
    [[nodiscard]] bool check(BytesView token, const IpAddress& address, const InfoHash& key, Instant now);

private:
    using Secret = std::array<Byte, 32>;
    void rotate(Instant now);
    crypto::Random& random_;
    Secret current_;
    Secret previous_;
    Instant rotated_;
};

}  // namespace shoal::dht
