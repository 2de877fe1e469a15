#include "transfer/chunk_tally.h"

#include <algorithm>
#include <bit>

#include "core/result.h"

namespace shoal::transfer {
namespace {

constexpr std::uint64_t full = 255;

/// Calls `each` with the number of every bit that is set.
void for_bits(BytesView bits, auto&& each) {
    for (std::size_t i = 0; i < bits.size(); ++i) {
        for (auto rest = std::to_integer<unsigned>(bits[i]); rest != 0; rest &= rest - 1)
            each(i * 8 + static_cast<std::size_t>(std::countr_zero(rest)));
    }
}

/// Whoever looks at it sees that something is here, and never that all is while something is missing.
Byte part(std::uint64_t have, std::uint64_t all) {
    if (have == 0) return Byte{0};
    if (have == all) return Byte{full};
    return static_cast<Byte>(std::clamp<std::uint64_t>(have * full / all, 1, full - 1));
}

}  // namespace

ChunkTally::ChunkTally(std::uint32_t chunks, std::uint64_t cells)
    : chunks_{chunks}, cells_(std::min<std::uint64_t>(chunks, cells)) {
    SHOAL_REQUIRE(cells > 0);
}

void ChunkTally::add(const ChunkSlice& slice) {
    SHOAL_REQUIRE(slice.first == counted_ && slice.count <= chunks_ - counted_);
    std::vector<std::uint32_t> peers(slice.count, slice.complete);
    for (const auto& one : slice.partial) for_bits(one, [&](std::size_t i) { ++peers[i]; });
    std::vector<bool> have(slice.count);
    for_bits(slice.have, [&](std::size_t i) { have[i] = true; });
    by_peers_.resize(std::max(by_peers_.size(), slice.complete + slice.partial.size() + 1));
    for (std::uint32_t i = 0; i < slice.count; ++i) {
        auto& cell = cells_[(std::uint64_t{slice.first} + i) * cells_.size() / chunks_];
        ++cell.chunks;
        if (have[i]) ++cell.have;
        cell.rarest = std::min(cell.rarest, peers[i]);
        ++by_peers_[peers[i]];
    }
    counted_ += slice.count;
}

std::uint64_t ChunkTally::copies_milli() const {
    const auto rarest = std::ranges::find_if(by_peers_, [](std::uint64_t chunks) { return chunks > 0; });
    if (rarest == by_peers_.end()) return 0;
    const auto whole = static_cast<std::uint64_t>(rarest - by_peers_.begin());
    return whole * 1000 + (chunks_ - *rarest) * 1000 / chunks_;
}

ChunkMap ChunkTally::map() const {
    SHOAL_REQUIRE(counted_ == chunks_);
    ChunkMap out{.chunks = chunks_, .copies_milli = copies_milli()};
    for (const auto& cell : cells_) {
        out.chunks_have += cell.have;
        out.have.push_back(part(cell.have, cell.chunks));
        out.peers.push_back(static_cast<Byte>(std::min<std::uint64_t>(cell.rarest, full)));
    }
    return out;
}

}  // namespace shoal::transfer
