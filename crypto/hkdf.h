#pragma once
// HMAC (RFC 2104) and HKDF as Noise, section 4.3, uses them, over BLAKE2b-512 without key or personalisation.

#include <array>
#include <initializer_list>

#include "crypto/bytes.h"

namespace shoal::crypto {

using Hash512 = std::array<Byte, 64>;  ///< HASHLEN of Noise's BLAKE2b

/// BLAKE2b-512 of the parts, one after the other: Noise's HASH.
[[nodiscard]] Hash512 blake2b_512(std::initializer_list<BytesView> parts);

/// HMAC-BLAKE2b (block of 128 bytes), not the same as keyed BLAKE2b. Into memory that the caller wipes; `out` may be
/// the memory of `key` or of a part.
void hmac_blake2b(const Hash512& key, std::initializer_list<BytesView> parts, Hash512& out);

/// Noise's HKDF with two outputs, into memory that the caller wipes; `first` may be `chaining_key`.
void hkdf(const Hash512& chaining_key, BytesView input, Hash512& first, Hash512& second);

}  // namespace shoal::crypto
