#include "crypto/sha1.h"

#include <algorithm>
#include <bit>

namespace shoal::crypto {

namespace {

constexpr std::size_t block_size = 64;

using Words = std::array<std::uint32_t, 5>;

std::uint32_t load_be32(BytesView four) {
    std::uint32_t value = 0;
    for (const Byte byte : four.first(4)) value = value << 8U | std::to_integer<std::uint32_t>(byte);
    return value;
}

/// The round function and constant of step t (RFC 3174, section 5).
std::uint32_t mixed(std::size_t t, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    if (t < 20) return ((b & c) | (~b & d)) + 0x5a827999U;
    if (t < 40) return (b ^ c ^ d) + 0x6ed9eba1U;
    if (t < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdcU;
    return (b ^ c ^ d) + 0xca62c1d6U;
}

void absorb(Words& h, BytesView block) {
    std::array<std::uint32_t, 80> w;
    for (std::size_t t = 0; t < 16; ++t) w[t] = load_be32(block.subspan(t * 4, 4));
    for (std::size_t t = 16; t < 80; ++t) w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    auto [a, b, c, d, e] = h;
    for (std::size_t t = 0; t < 80; ++t) {
        const std::uint32_t next = std::rotl(a, 5) + mixed(t, b, c, d) + e + w[t];
        e = d;
        d = c;
        c = std::rotl(b, 30);
        b = a;
        a = next;
    }
    h[0] += a;
    h[1] += b;
    h[2] += c;
    h[3] += d;
    h[4] += e;
}

}  // namespace

std::array<Byte, 20> sha1(BytesView data) {
    Words h{0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U, 0xc3d2e1f0U};
    BytesView rest = data;
    for (; rest.size() >= block_size; rest = rest.subspan(block_size)) absorb(h, rest.first(block_size));

    // The end: what is left, one bit, zeros, and the length in bits; one block, or two if they do not fit.
    std::array<Byte, 2 * block_size> tail{};
    std::copy(rest.begin(), rest.end(), tail.begin());
    tail[rest.size()] = Byte{0x80};
    const std::size_t tail_size = rest.size() + 9 <= block_size ? block_size : 2 * block_size;
    std::uint64_t bits = std::uint64_t{data.size()} * 8;
    for (std::size_t i = 1; i <= 8; ++i, bits >>= 8U) tail[tail_size - i] = static_cast<Byte>(bits & 0xffU);
    for (std::size_t at = 0; at < tail_size; at += block_size) absorb(h, BytesView{tail}.subspan(at, block_size));

    std::array<Byte, 20> digest;
    for (std::size_t i = 0; i < digest.size(); ++i) {
        digest[i] = static_cast<Byte>(h[i / 4] >> (24 - i % 4 * 8) & 0xffU);
    }
    return digest;
}

}  // namespace shoal::crypto
