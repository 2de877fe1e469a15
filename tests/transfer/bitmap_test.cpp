#include "transfer/bitmap.h"

#include <gtest/gtest.h>

#include <random>

namespace shoal::transfer {
namespace {

std::vector<std::uint32_t> merged(Bitmap& map, std::uint32_t first, const Bytes& bits) {
    std::vector<std::uint32_t> fresh;
    EXPECT_TRUE(map.merge(first, bits, [&](ChunkIndex i) { fresh.push_back(raw(i)); }));
    return fresh;
}

TEST(Bitmap, StartsEmptyOrFull) {
    for (const std::uint32_t size : {0U, 1U, 63U, 64U, 65U, 1000U}) {
        const Bitmap empty{size};
        const Bitmap full{size, true};
        EXPECT_EQ(empty.count(), 0U);
        EXPECT_TRUE(empty.none());
        EXPECT_EQ(full.count(), size);
        EXPECT_TRUE(full.all());
        Bitmap filled{size};
        for (std::uint32_t i = 0; i < size; ++i) EXPECT_TRUE(filled.set(ChunkIndex{i}));
        EXPECT_EQ(filled, full) << size;  // so no bit beyond the end is set
    }
}

TEST(Bitmap, CountsEachBitOnce) {
    Bitmap map{100};
    EXPECT_TRUE(map.set(ChunkIndex{70}));
    EXPECT_FALSE(map.set(ChunkIndex{70}));
    EXPECT_EQ(map.count(), 1U);
    EXPECT_TRUE(map.test(ChunkIndex{70}));
    EXPECT_FALSE(map.test(ChunkIndex{69}));
    EXPECT_TRUE(map.clear(ChunkIndex{70}));
    EXPECT_FALSE(map.clear(ChunkIndex{70}));
    EXPECT_TRUE(map.none());
}

TEST(Bitmap, GivesSegmentsLeastSignificantBitFirst) {
    Bitmap map{20};
    for (const auto i : {0U, 9U, 15U, 16U, 19U}) map.set(ChunkIndex{i});
    EXPECT_EQ(map.segment(0, 20), (Bytes{Byte{0x01}, Byte{0x82}, Byte{0x09}}));
    EXPECT_EQ(map.segment(8, 8), (Bytes{Byte{0x82}}));
    EXPECT_EQ(map.segment(8, 3), (Bytes{Byte{0x02}}));  // nothing beyond the run
    EXPECT_EQ(map.segment(16, 0), Bytes{});
}

TEST(Bitmap, MergesWhatASegmentGave) {
    std::mt19937 random{7};  // NOLINT: a fixed seed, so that the test is the same each time
    for (const std::uint32_t size : {1U, 7U, 8U, 64U, 77U, 4096U}) {
        Bitmap from{size};
        for (std::uint32_t i = 0; i < size; ++i)
            if (random() % 3 == 0) from.set(ChunkIndex{i});
        Bitmap to{size};
        EXPECT_EQ(merged(to, 0, from.segment(0, size)).size(), from.count());
        EXPECT_EQ(to, from);
        EXPECT_TRUE(merged(to, 0, from.segment(0, size)).empty());
    }
}

TEST(Bitmap, TellsOnlyNewBitsOfAMerge) {
    Bitmap map{16};
    map.set(ChunkIndex{8});
    EXPECT_EQ(merged(map, 8, {Byte{0x05}}), (std::vector<std::uint32_t>{10}));
    EXPECT_EQ(map.count(), 2U);
}

TEST(Bitmap, RefusesAMergeThatDoesNotFitAndChangesNothing) {
    Bitmap map{20};
    const auto refuses = [&](std::uint32_t first, const Bytes& bits) {
        return !map.merge(first, bits, [](ChunkIndex) { FAIL(); }) && map.none();
    };
    EXPECT_TRUE(refuses(4, {Byte{1}}));
    EXPECT_TRUE(refuses(24, {Byte{1}}));
    EXPECT_TRUE(refuses(16, {Byte{0x10}}));  // bit 20 of 20
    EXPECT_TRUE(refuses(16, {Byte{0x01}, Byte{0}}));
    EXPECT_TRUE(refuses(0xfffffff8U, {Byte{1}}));
    EXPECT_EQ(merged(map, 16, {Byte{0x08}}), (std::vector<std::uint32_t>{19}));
}

}  // namespace
}  // namespace shoal::transfer
