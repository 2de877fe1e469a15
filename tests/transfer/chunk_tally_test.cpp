#include "transfer/chunk_tally.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/transfer/seeded_random.h"
#include "transfer/bitmap.h"

namespace shoal::transfer {
namespace {

Bitmap those(std::uint32_t size, std::initializer_list<std::uint32_t> set) {
    Bitmap out{size};
    for (const auto chunk : set) out.set(ChunkIndex{chunk});
    return out;
}

ChunkSlice slice_of(std::uint32_t first, std::uint32_t count, const Bitmap& have, const std::vector<Bitmap>& peers) {
    ChunkSlice out{.first = first, .count = count, .have = have.segment(first, count)};
    for (const auto& peer : peers) {
        if (peer.all()) {
            ++out.complete;
        } else {
            out.partial.push_back(peer.segment(first, count));
        }
    }
    return out;
}

ChunkMap map_of(std::uint64_t cells, const Bitmap& have, const std::vector<Bitmap>& peers) {
    ChunkTally tally{have.size(), cells};
    tally.add(slice_of(0, have.size(), have, peers));
    return tally.map();
}

std::vector<int> numbers(const Bytes& bytes) {
    std::vector<int> out;
    for (const auto byte : bytes) out.push_back(std::to_integer<int>(byte));
    return out;
}

TEST(ChunkTally, ACellIsFullOnlyIfAllOfItIsHereAndEmptyOnlyIfNothingIs) {
    Bitmap have{4000, true};
    have.clear(ChunkIndex{0});
    for (std::uint32_t i = 1001; i < 2000; ++i) have.clear(ChunkIndex{i});
    for (std::uint32_t i = 2000; i < 3000; ++i) have.clear(ChunkIndex{i});
    const auto map = map_of(4, have, {});
    EXPECT_EQ(numbers(map.have), (std::vector{254, 1, 0, 255}));
    EXPECT_EQ(map.chunks, 4000U);
    EXPECT_EQ(map.chunks_have, have.count());
}

TEST(ChunkTally, OfFewerChunksThanCellsEachHasItsOwn) {
    const auto map = map_of(4096, those(3, {1}), {});
    EXPECT_EQ(numbers(map.have), (std::vector{0, 255, 0}));
    EXPECT_EQ(map.peers.size(), 3U);
}

TEST(ChunkTally, ACellTellsOfItsRarestChunk) {
    const Bitmap nothing{4};
    const std::vector peers{Bitmap{4, true}, those(4, {0, 1, 2}), those(4, {0, 1})};
    EXPECT_EQ(numbers(map_of(4, nothing, peers).peers), (std::vector{3, 3, 2, 1}));
    EXPECT_EQ(numbers(map_of(2, nothing, peers).peers), (std::vector{3, 1}));
    EXPECT_EQ(numbers(map_of(1, nothing, peers).peers), (std::vector{1}));
}

TEST(ChunkTally, CopiesAreThoseOfTheRarestChunkAndThePartThatMoreHave) {
    const Bitmap here{4, true};
    EXPECT_EQ(map_of(1, here, {}).copies_milli, 0U) << "we do not count";
    EXPECT_EQ(map_of(1, here, {Bitmap{4, true}, Bitmap{4, true}}).copies_milli, 2000U);
    EXPECT_EQ(map_of(1, here, {Bitmap{4, true}, those(4, {0, 1, 2})}).copies_milli, 1750U);
    EXPECT_EQ(map_of(1, here, {those(4, {0}), those(4, {0, 3})}).copies_milli, 500U);
}

TEST(ChunkTally, MorePeersThanAByteHoldsAreCappedInCellsAndNotInCopies) {
    const std::vector<Bitmap> peers(300, Bitmap{2, true});
    const auto map = map_of(2, Bitmap{2}, peers);
    EXPECT_EQ(numbers(map.peers), (std::vector{255, 255}));
    EXPECT_EQ(map.copies_milli, 300'000U);
}

TEST(ChunkTally, AShareWithoutBytesHasAnEmptyMap) {
    const ChunkTally tally{0, 100};
    EXPECT_TRUE(tally.map().have.empty());
    EXPECT_EQ(tally.map().copies_milli, 0U);
}

TEST(ChunkTally, StretchesGiveTheSameAsTheWhole) {
    test::SeededRandom random{5};
    constexpr std::uint32_t chunks = 1003;
    Bitmap have{chunks};
    std::vector peers(7, Bitmap{chunks});
    for (std::uint32_t i = 0; i < chunks; ++i) {
        if (random.below(2) == 0) have.set(ChunkIndex{i});
        for (auto& peer : peers)
            if (random.below(3) != 0) peer.set(ChunkIndex{i});
    }
    peers.emplace_back(chunks, true);
    ChunkTally tally{chunks, 37};
    for (std::uint32_t first = 0; first < chunks; first += 64)
        tally.add(slice_of(first, std::min<std::uint32_t>(64, chunks - first), have, peers));
    const auto whole = map_of(37, have, peers);
    EXPECT_EQ(tally.map().have, whole.have);
    EXPECT_EQ(tally.map().peers, whole.peers);
    EXPECT_EQ(tally.map().copies_milli, whole.copies_milli);
    EXPECT_EQ(whole.chunks_have, have.count());
}

}  // namespace
}  // namespace shoal::transfer
