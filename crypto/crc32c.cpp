#include "crypto/crc32c.h"

#include <array>

namespace shoal::crypto {

namespace {

constexpr std::uint32_t polynomial = 0x82f63b78U;  ///< 0x1edc6f41 with its bits reversed

constexpr std::array<std::uint32_t, 256> table = [] {
    std::array<std::uint32_t, 256> made{};
    for (std::uint32_t i = 0; i < made.size(); ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) value = value >> 1U ^ ((value & 1U) != 0 ? polynomial : 0U);
        made[i] = value;
    }
    return made;
}();

}  // namespace

std::uint32_t crc32c(BytesView data) {
    std::uint32_t crc = ~std::uint32_t{0};
    for (const Byte byte : data) crc = crc >> 8U ^ table[(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xffU];
    return ~crc;
}

}  // namespace shoal::crypto
