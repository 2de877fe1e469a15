#pragma once
// The chunk map of a share: who has which part of it, counted a stretch at a time, so that the largest share needs
// little memory for it and the loop never long.

#include <cstdint>
#include <vector>

#include "core/queries.h"
#include "crypto/bytes.h"

namespace shoal::transfer {

/// 16 KiB of bits from each peer, copied on the loop: 3 ms with a hundred of them.
inline constexpr std::uint32_t chunks_per_slice = 128 * 1024;

/// A stretch of the chunks of a share as it is at one moment. Bits as Bitmap::segment() gives them.
struct ChunkSlice {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    Bytes have{};                  ///< what is verified here; empty: nothing
    std::uint32_t complete = 0;    ///< peers that have every chunk
    std::vector<Bytes> partial{};  ///< of each other peer what it has
};

/// Value type. Cost: chunks times peers that are not complete.
class ChunkTally {
public:
    /// Precondition: cells > 0.
    ChunkTally(std::uint32_t chunks, std::uint64_t cells);

    [[nodiscard]] std::uint32_t counted() const { return counted_; }
    [[nodiscard]] std::uint32_t chunks() const { return chunks_; }
    /// Precondition: it begins where the one before ended.
    void add(const ChunkSlice& slice);
    /// Precondition: all are counted.
    [[nodiscard]] ChunkMap map() const;

private:
    struct Cell {
        std::uint32_t chunks = 0;
        std::uint32_t have = 0;
        std::uint32_t rarest = 0xffff'ffff;  // peers that have it
    };
    [[nodiscard]] std::uint64_t copies_milli() const;

    std::uint32_t chunks_;
    std::uint32_t counted_ = 0;
    std::vector<Cell> cells_;
    std::vector<std::uint64_t> by_peers_;  // how many chunks so many peers have
};

}  // namespace shoal::transfer
