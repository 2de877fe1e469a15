#pragma once
// Known answers are written in hexadecimal.

#include <algorithm>
#include <array>
#include <stdexcept>

#include "crypto/bytes.h"

namespace shoal::crypto {

inline Bytes hex(std::string_view text) {
    auto bytes = from_hex(text);
    if (!bytes) throw std::invalid_argument{"a known answer is not hexadecimal"};
    return std::move(*bytes);
}

template <std::size_t N>
std::array<Byte, N> hex_array(std::string_view text) {
    const Bytes bytes = hex(text);
    if (bytes.size() != N) throw std::invalid_argument{"a known answer has another size"};
    std::array<Byte, N> out;
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
}

/// 0, 1, 2, ... modulo 251, which no block size divides.
inline Bytes counting_bytes(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<Byte>(i % 251);
    return bytes;
}

inline Bytes copy_of(BytesView bytes) {
    return {bytes.begin(), bytes.end()};
}

}  // namespace shoal::crypto
