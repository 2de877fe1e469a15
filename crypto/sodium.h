#pragma once
// The door to libsodium: made ready before its first use, and our bytes as its bytes. For the .cpp files of this
// folder.

#include <sodium.h>

#include <array>

#include "crypto/bytes.h"

namespace shoal::crypto {

/// Calls sodium_init() once; cheap afterwards. Any thread, also before main(). Ends the process if the library cannot
/// be used.
void ready_sodium();

[[nodiscard]] inline const unsigned char* sodium_in(BytesView bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

[[nodiscard]] inline unsigned char* sodium_out(BytesMut bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

/// Zeroes in a way that no optimiser takes out.
inline void wipe(BytesMut bytes) noexcept {
    sodium_memzero(bytes.data(), bytes.size());
}

/// A key or another intermediate on the stack or inside an object: N bytes, zero at first, wiped at the end.
/// For what lives briefly or in thousands; a Secret is for long-lived keys.
template <std::size_t N>
struct Wiped {
    std::array<Byte, N> bytes{};

    Wiped() = default;
    Wiped(const Wiped&) = delete;
    Wiped& operator=(const Wiped&) = delete;
    ~Wiped() { wipe(bytes); }
};

}  // namespace shoal::crypto
