#pragma once
// Kademlia's arithmetic on 160-bit ids, and ids that are bound to an address (BEP 42). Pure; any thread.

#include <cstdint>

#include "core/endpoint.h"
#include "core/ids.h"
#include "crypto/random.h"

namespace shoal::dht {

inline constexpr unsigned id_bits = 160;

/// XOR of two ids: compared bytewise it orders by nearness.
struct Distance {
    std::array<Byte, 20> bytes{};
    friend auto operator<=>(const Distance&, const Distance&) = default;
};

[[nodiscard]] Distance distance(const NodeId& a, const NodeId& b);

/// How many leading bits two ids share; 160 if they are equal.
[[nodiscard]] unsigned common_prefix(const NodeId& a, const NodeId& b);

/// The point of the id space that an info-hash names.
[[nodiscard]] inline NodeId as_target(const InfoHash& key) {
    return NodeId{key.bytes};
}

[[nodiscard]] NodeId random_id(crypto::Random& random);

/// A random id that shares exactly `prefix` bits with `own`. Precondition: prefix < 160.
[[nodiscard]] NodeId random_id_at(const NodeId& own, unsigned prefix, crypto::Random& random);

/// CRC-32C over the masked address with the low three bits of `r` (BEP 42).
[[nodiscard]] std::uint32_t address_crc(const IpAddress& address, std::uint8_t r);

/// An id that BEP 42 grants to `address`, random where it may be.
[[nodiscard]] NodeId id_for_address(const IpAddress& address, crypto::Random& random);

/// True if `id` may be used at `address` (BEP 42). Addresses that are not global are exempt.
[[nodiscard]] bool id_fits_address(const NodeId& id, const IpAddress& address);

}  // namespace shoal::dht
