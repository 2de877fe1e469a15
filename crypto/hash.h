#pragma once
// BLAKE2b (RFC 7693) as libsodium has it, with personalisation: whole, keyed and incremental.

#include <array>
#include <initializer_list>

#include "crypto/bytes.h"

namespace shoal::crypto {

using Hash = std::array<Byte, 32>;
using Hash128 = std::array<Byte, 16>;

/// BLAKE2b's 16-byte personalisation parameter, zero-padded: the domain that a hash belongs to.
struct Personal {
    std::array<unsigned char, 16> bytes{};

    template <std::size_t N>
    consteval Personal(const char (&text)[N]) {  // NOLINT: meant to convert
        static_assert(N <= 17, "a personalisation has at most 16 bytes");
        for (std::size_t i = 0; i + 1 < N; ++i) bytes[i] = static_cast<unsigned char>(text[i]);
    }
};

namespace personal {
inline constexpr Personal leaf{"shoal/1 leaf"};
inline constexpr Personal node{"shoal/1 node"};
inline constexpr Personal file{"shoal/1 file"};
inline constexpr Personal id{"shoal/1 id"};
inline constexpr Personal open{"shoal/1 open"};
inline constexpr Personal proof{"shoal/1 proof"};
inline constexpr Personal dht{"shoal/1 dht"};
inline constexpr Personal lan{"shoal/1 lan"};
inline constexpr Personal tag{"shoal/1 tag"};
}  // namespace personal

/// BLAKE2b-256 of the parts, one after the other.
[[nodiscard]] Hash blake2b(const Personal& personal, std::initializer_list<BytesView> parts);
[[nodiscard]] Hash blake2b(const Personal& personal, BytesView data);

/// BLAKE2b-256 keyed with `key` (1 to 64 bytes), personalised, of `data` (may be empty).
[[nodiscard]] Hash keyed_blake2b(BytesView key, const Personal& personal, BytesView data);

/// Keyed BLAKE2b without personalisation; 256 and 128 bits.
[[nodiscard]] Hash mac256(BytesView key, std::initializer_list<BytesView> parts);
[[nodiscard]] Hash128 mac128(BytesView key, std::initializer_list<BytesView> parts);

/// BLAKE2b-256 fed piece by piece. `finish` may be called once.
class Hasher {
public:
    explicit Hasher(const Personal& personal);
    void update(BytesView data);
    [[nodiscard]] Hash finish();

private:
    alignas(64) std::array<unsigned char, 384> state_;  // crypto_generichash_blake2b_state
};

}  // namespace shoal::crypto
