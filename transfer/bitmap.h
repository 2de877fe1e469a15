#pragma once
// A fixed-size set of chunk indices with a count.

#include <cstdint>
#include <optional>
#include <vector>

#include "core/ids.h"
#include "crypto/bytes.h"

namespace shoal::transfer {

/// Value type; bits beyond size() are always zero.
class Bitmap {
public:
    Bitmap() = default;
    explicit Bitmap(std::uint32_t size, bool value = false);

    [[nodiscard]] std::uint32_t size() const { return size_; }
    [[nodiscard]] std::uint32_t count() const { return count_; }
    [[nodiscard]] bool all() const { return count_ == size_; }
    [[nodiscard]] bool none() const { return count_ == 0; }
    /// Precondition for all: index < size().
    [[nodiscard]] bool test(ChunkIndex index) const { return (words_[raw(index) / 64] >> (raw(index) % 64) & 1U) != 0; }
    bool set(ChunkIndex index);    ///< true if it was not set
    bool clear(ChunkIndex index);  ///< true if it was set

    /// Bits [first, first + count) as bytes, bit i of the run is bit (i % 8) of byte i / 8 (least significant first).
    /// Precondition: the run lies inside and `first` is a multiple of 8.
    [[nodiscard]] Bytes segment(std::uint32_t first, std::uint32_t count) const;
    /// Calls `on_new(ChunkIndex)` for each bit of `bits` that was not set, after setting it. False, with nothing
    /// changed, if `first` is no multiple of 8, the run leaves the bitmap or a bit beyond its end is set.
    bool merge(std::uint32_t first, BytesView bits, auto&& on_new);

    friend bool operator==(const Bitmap&, const Bitmap&) = default;

private:
    [[nodiscard]] bool fits(std::uint32_t first, BytesView bits) const;
    std::vector<std::uint64_t> words_;
    std::uint32_t size_ = 0;
    std::uint32_t count_ = 0;
};

bool Bitmap::merge(std::uint32_t first, BytesView bits, auto&& on_new) {
    if (!fits(first, bits)) return false;
    for (std::size_t i = 0; i < bits.size(); ++i) {
        for (unsigned bit = 0; bit < 8; ++bit) {
            if ((std::to_integer<unsigned>(bits[i]) >> bit & 1U) == 0) continue;
            const ChunkIndex index{first + static_cast<std::uint32_t>(i) * 8 + bit};
            if (set(index)) on_new(index);
        }
    }
    return true;
}

}  // namespace shoal::transfer
