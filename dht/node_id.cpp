#include "dht/node_id.h"

#include <algorithm>
#include <bit>

#include "core/result.h"
#include "crypto/crc32c.h"

namespace shoal::dht {

namespace {

constexpr std::array<std::uint8_t, 4> mask_v4{0x03, 0x0f, 0x3f, 0xff};
constexpr std::array<std::uint8_t, 8> mask_v6{0x01, 0x03, 0x07, 0x0f, 0x1f, 0x3f, 0x7f, 0xff};
constexpr std::uint32_t bound_bits = 0xfffff800;  // the top 21 bits of an id come from the address

std::uint32_t head(const NodeId& id) {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < 4; ++i) out = (out << 8U) | std::to_integer<std::uint32_t>(id.bytes[i]);
    return out;
}

}  // namespace

Distance distance(const NodeId& a, const NodeId& b) {
    Distance out;
    std::transform(a.bytes.begin(), a.bytes.end(), b.bytes.begin(), out.bytes.begin(),
                   [](Byte x, Byte y) { return x ^ y; });
    return out;
}

unsigned common_prefix(const NodeId& a, const NodeId& b) {
    for (unsigned i = 0; i < a.bytes.size(); ++i) {
        const auto differing = std::to_integer<std::uint8_t>(a.bytes[i] ^ b.bytes[i]);
        if (differing != 0) return i * 8 + static_cast<unsigned>(std::countl_zero(differing));
    }
    return id_bits;
}

NodeId random_id(crypto::Random& random) {
    return NodeId{random.bytes<20>()};
}

NodeId random_id_at(const NodeId& own, unsigned prefix, crypto::Random& random) {
    SHOAL_REQUIRE(prefix < id_bits);
    NodeId out = random_id(random);
    for (unsigned bit = 0; bit <= prefix; ++bit) {
        const Byte mask = Byte{0x80} >> (bit % 8);
        const Byte ours = own.bytes[bit / 8] & mask;
        const Byte wanted = bit == prefix ? ours ^ mask : ours;
        out.bytes[bit / 8] = (out.bytes[bit / 8] & ~mask) | wanted;
    }
    return out;
}

std::uint32_t address_crc(const IpAddress& address, std::uint8_t r) {
    std::array<Byte, 8> masked{};
    const std::size_t size = address.family == Family::v4 ? mask_v4.size() : mask_v6.size();
    for (std::size_t i = 0; i < size; ++i) {
        masked[i] = address.bytes[i] & Byte{address.family == Family::v4 ? mask_v4[i] : mask_v6[i]};
    }
    masked[0] |= static_cast<Byte>((r & 7U) << 5U);
    return crypto::crc32c(BytesView{masked}.first(size));
}

NodeId id_for_address(const IpAddress& address, crypto::Random& random) {
    NodeId id = random_id(random);
    const auto crc = address_crc(address, std::to_integer<std::uint8_t>(id.bytes[19]));
    const std::uint32_t top = (crc & bound_bits) | (head(id) & ~bound_bits);
    for (std::size_t i = 0; i < 4; ++i) id.bytes[i] = static_cast<Byte>(top >> (24U - 8U * i));
    return id;
}

bool id_fits_address(const NodeId& id, const IpAddress& address) {
    if (!address.is_global()) return true;
    const auto crc = address_crc(address, std::to_integer<std::uint8_t>(id.bytes[19]));
    return ((head(id) ^ crc) & bound_bits) == 0;
}

}  // namespace shoal::dht
