#include "transfer/hash_block.h"

#include <gtest/gtest.h>

namespace shoal::transfer {
namespace {

std::vector<crypto::Hash> some_roots(std::uint32_t count) {
    std::vector<crypto::Hash> roots(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::array<Byte, 2> seed{static_cast<Byte>(i & 0xff), static_cast<Byte>(i >> 8)};
        roots[i] = crypto::leaf_hash(seed);
    }
    return roots;
}

TEST(HashBlock, EveryBlockLeadsToTheRootOfTheFile) {
    for (const std::uint32_t chunks : {2U, 3U, 511U, 512U, 513U, 1024U, 1025U, 2600U}) {
        const auto roots = some_roots(chunks);
        const auto blocks = make_hash_blocks(roots);
        ASSERT_EQ(blocks.size(), (chunks + 511) / 512);
        for (std::uint32_t i = 0; i < blocks.size(); ++i) {
            EXPECT_EQ(blocks[i].block, i);
            EXPECT_EQ(blocks[i].tree(chunks), crypto::tree_root(roots)) << chunks << " chunks, block " << i;
        }
    }
}

TEST(HashBlock, ABlobOfOneChunkHasNone) {
    EXPECT_TRUE(make_hash_blocks({}).empty());
    EXPECT_TRUE(make_hash_blocks(some_roots(1)).empty());
    HashBlock block{.block = 0, .roots = some_roots(1), .proof = {}};
    EXPECT_FALSE(block.tree(1));
    EXPECT_FALSE(block.tree(0));
}

TEST(HashBlock, AWrongShapeLeadsNowhere) {
    const auto blocks = make_hash_blocks(some_roots(1100));
    auto block = blocks[1];
    EXPECT_FALSE(block.tree(513));  // would be one root
    EXPECT_FALSE(block.tree(512));  // no such block
    block.roots.pop_back();
    EXPECT_FALSE(block.tree(1100));
    block = blocks[1];
    block.proof.emplace_back();
    EXPECT_FALSE(block.tree(1100));
    block = blocks[1];
    block.block = 3;
    EXPECT_FALSE(block.tree(1100));
}

TEST(HashBlock, AnyChangedHashLeadsToAnotherRoot) {
    const auto roots = some_roots(1100);
    const auto blocks = make_hash_blocks(roots);
    for (const auto& original : blocks) {
        auto block = original;
        block.roots.back()[31] ^= Byte{1};
        EXPECT_NE(block.tree(1100), crypto::tree_root(roots));
        for (std::size_t i = 0; i < original.proof.size(); ++i) {
            block = original;
            block.proof[i][0] ^= Byte{0x80};
            EXPECT_NE(block.tree(1100), crypto::tree_root(roots));
        }
    }
}

TEST(ChunkCheck, KnowsAChunkByItsRootAndALoneChunkByItsFile) {
    const Bytes data(1000, Byte{7});
    const ChunkCheck chunk{.expected = crypto::chunk_root(data), .whole_file = std::nullopt};
    const ChunkCheck lone{.expected = crypto::file_root(1000, crypto::chunk_root(data)), .whole_file = 1000};
    EXPECT_TRUE(chunk.matches(data));
    EXPECT_TRUE(lone.matches(data));
    auto other = data;
    other[999] = Byte{8};
    EXPECT_FALSE(chunk.matches(other));
    EXPECT_FALSE(lone.matches(other));
    EXPECT_FALSE(lone.matches(BytesView{data}.first(999)));
    EXPECT_FALSE((ChunkCheck{.expected = lone.expected, .whole_file = 1001}.matches(data)));
}

}  // namespace
}  // namespace shoal::transfer
