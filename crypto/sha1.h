#pragma once
// SHA-1 (RFC 3174): an address function of the Mainline DHT (tokens, BEP 44 targets). It is broken as a
// cryptographic hash; nothing in Shoal may be secure because of it.

#include <array>

#include "crypto/bytes.h"

namespace shoal::crypto {

/// SHA-1 of all of `data`. Any thread.
[[nodiscard]] std::array<Byte, 20> sha1(BytesView data);

}  // namespace shoal::crypto
