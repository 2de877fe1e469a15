#include "transfer/bitmap.h"

#include <bit>

#include "core/result.h"

namespace shoal::transfer {

Bitmap::Bitmap(std::uint32_t size, bool value)
    : words_((std::size_t{size} + 63) / 64, value ? ~std::uint64_t{0} : 0), size_{size}, count_{value ? size : 0} {
    if (value && size % 64 != 0) words_.back() = (std::uint64_t{1} << (size % 64)) - 1;
}

bool Bitmap::set(ChunkIndex index) {
    SHOAL_REQUIRE(raw(index) < size_);
    auto& word = words_[raw(index) / 64];
    const auto bit = std::uint64_t{1} << (raw(index) % 64);
    if ((word & bit) != 0) return false;
    word |= bit;
    ++count_;
    return true;
}

bool Bitmap::clear(ChunkIndex index) {
    SHOAL_REQUIRE(raw(index) < size_);
    auto& word = words_[raw(index) / 64];
    const auto bit = std::uint64_t{1} << (raw(index) % 64);
    if ((word & bit) == 0) return false;
    word &= ~bit;
    --count_;
    return true;
}

Bytes Bitmap::segment(std::uint32_t first, std::uint32_t count) const {
    SHOAL_REQUIRE(first % 8 == 0 && std::uint64_t{first} + count <= size_);
    Bytes out((std::size_t{count} + 7) / 8);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::size_t at = first / 8 + i;
        out[i] = static_cast<Byte>(words_[at / 8] >> (at % 8 * 8) & 0xffU);
    }
    if (count % 8 != 0) out.back() &= static_cast<Byte>((1U << (count % 8)) - 1U);
    return out;
}

bool Bitmap::fits(std::uint32_t first, BytesView bits) const {
    if (first % 8 != 0 || first > size_) return false;
    const std::uint64_t room = size_ - first;
    if (bits.size() > (room + 7) / 8) return false;
    if (bits.size() * 8 <= room) return true;
    const auto spare = static_cast<unsigned>(bits.size() * 8 - room);
    return std::to_integer<unsigned>(bits.back()) >> (8 - spare) == 0;
}

}  // namespace shoal::transfer
