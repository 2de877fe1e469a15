#include "crypto/merkle.h"

#include <gtest/gtest.h>

#include "tests/crypto/hex_bytes.h"

namespace shoal::crypto {
namespace {

std::vector<Hash> numbered_nodes(std::size_t count) {
    std::vector<Hash> nodes;
    nodes.reserve(count);
    for (std::size_t i = 0; i < count; ++i) nodes.push_back(blake2b(personal::leaf, as_bytes(std::to_string(i))));
    return nodes;
}

// The tree as docs/wire.md tells it, level by level: another way than the code under test goes.
Hash told_root(std::vector<Hash> level) {
    while (level.size() > 1) {
        std::vector<Hash> above;
        for (std::size_t i = 0; i + 1 < level.size(); i += 2) above.push_back(node_hash(level[i], level[i + 1]));
        if (level.size() % 2 == 1) above.push_back(level.back());
        level = std::move(above);
    }
    return level.front();
}

// The neighbours that docs/wire.md asks for, 'l' or 'r', from the bottom to the top.
std::string told_shape(std::size_t width, std::size_t first, std::size_t count) {
    std::string shape;
    for (std::size_t last = first + count - 1; width > 1; width = (width + 1) / 2, first /= 2, last /= 2) {
        if (first % 2 == 1) shape += 'l';
        if (last % 2 == 0 && last + 1 < width) shape += 'r';
    }
    return shape;
}

template <class Check>
void for_each_range(std::size_t most, Check check) {
    for (std::size_t total = 1; total <= most; ++total) {
        const auto nodes = numbered_nodes(total);
        for (std::size_t first = 0; first < total; ++first) {
            for (std::size_t count = 1; count <= total - first; ++count) {
                SCOPED_TRACE(testing::Message() << total << " nodes, " << count << " from " << first);
                check(nodes, first, count);
                if (testing::Test::HasFailure()) return;
            }
        }
    }
}

constexpr std::size_t most_nodes = 40;

TEST(Merkle, LeafAndNodeAndFileAndIdAreFourDomains) {
    const Hash a = leaf_hash(as_bytes("a"));
    const Hash b = leaf_hash(as_bytes("b"));
    Bytes both = copy_of(a);
    both.insert(both.end(), b.begin(), b.end());
    EXPECT_NE(node_hash(a, b), leaf_hash(both));
    EXPECT_NE(node_hash(a, b), node_hash(b, a));
    EXPECT_NE(file_root(7, a), content_id(7, a));
    EXPECT_NE(file_root(7, a), file_root(8, a));
}

TEST(Merkle, AnOddNodeIsPromotedAndNeverDuplicated) {
    const auto n = numbered_nodes(3);
    EXPECT_EQ(tree_root(n), node_hash(node_hash(n[0], n[1]), n[2]));
    EXPECT_NE(tree_root(n), tree_root(std::vector{n[0], n[1], n[2], n[2]}));
    EXPECT_EQ(tree_root(std::vector{n[0]}), n[0]);
}

TEST(Merkle, TheTreeIsTheOneThatIsToldLevelByLevel) {
    for (std::size_t count = 1; count <= 300; ++count) {
        const auto nodes = numbered_nodes(count);
        ASSERT_EQ(tree_root(nodes), told_root(nodes)) << count;
    }
}

TEST(Merkle, AnEmptyBlobIsOneEmptyLeaf) {
    EXPECT_EQ(tree_of({}), leaf_hash({}));
    EXPECT_EQ(chunk_root({}), leaf_hash({}));
}

TEST(Merkle, EveryProofOfASmallTreeLeadsToItsRoot) {
    for_each_range(most_nodes, [](const std::vector<Hash>& nodes, std::size_t first, std::size_t count) {
        const auto proof = prove_range(nodes, first, count);
        EXPECT_EQ(proof.size(), proof_length(nodes.size(), first, count));
        EXPECT_EQ(proof.size(), told_shape(nodes.size(), first, count).size());
        EXPECT_EQ(root_of_range(nodes.size(), first, std::span{nodes}.subspan(first, count), proof), tree_root(nodes));
    });
}

TEST(Merkle, TheProofsOfEveryNodeAtOnceAreTheProofsOfEachAlone) {
    for (std::size_t total = 1; total <= 70; ++total) {
        const auto nodes = numbered_nodes(total);
        const auto proofs = prove_each(nodes);
        ASSERT_EQ(proofs.size(), total);
        for (std::size_t i = 0; i < total; ++i) EXPECT_EQ(proofs[i], prove_range(nodes, i, 1)) << total << ' ' << i;
    }
}

TEST(Merkle, AProofWithAnythingChangedLeadsElsewhere) {
    for_each_range(most_nodes, [](const std::vector<Hash>& nodes, std::size_t first, std::size_t count) {
        const Hash root = tree_root(nodes);
        const auto proof = prove_range(nodes, first, count);
        const auto range = std::span{nodes}.subspan(first, count);
        const auto leads = [&](const std::vector<Hash>& other) {
            return root_of_range(nodes.size(), first, range, other) == root;
        };
        for (std::size_t i = 0; i < proof.size(); ++i) {
            auto flipped = proof;
            flipped[i][(first + i) % 32] ^= static_cast<Byte>(1U << count % 8);
            EXPECT_FALSE(leads(flipped));
            auto dropped = proof;
            dropped.erase(dropped.begin() + static_cast<std::ptrdiff_t>(i));
            EXPECT_FALSE(leads(dropped));
            auto swapped = proof;
            std::swap(swapped[i], swapped[(i + 1) % proof.size()]);
            EXPECT_TRUE(proof.size() == 1 || !leads(swapped));
        }
        auto extra = proof;
        extra.push_back(root);
        EXPECT_FALSE(leads(extra));
        std::vector<Hash> changed{range.begin(), range.end()};
        changed[first % count][count % 32] ^= Byte{0x10};
        EXPECT_NE(root_of_range(nodes.size(), first, changed, proof), root);
        if (count > 1) {
            std::vector<Hash> turned{range.begin(), range.end()};
            std::swap(turned.front(), turned.back());
            EXPECT_NE(root_of_range(nodes.size(), first, turned, proof), root);
        }
    });
}

TEST(Merkle, EveryBitOfRangeAndProofCounts) {
    const auto nodes = numbered_nodes(11);
    const Hash root = tree_root(nodes);
    std::vector<Hash> range{nodes.begin() + 5, nodes.begin() + 8};
    auto proof = prove_range(nodes, 5, 3);
    ASSERT_EQ(root_of_range(11, 5, range, proof), root);
    for (auto* hashes : {&range, &proof}) {
        for (Hash& hash : *hashes) {
            for (std::size_t bit = 0; bit < 256; ++bit) {
                hash[bit / 8] ^= static_cast<Byte>(1U << bit % 8);
                EXPECT_NE(root_of_range(11, 5, range, proof), root);
                hash[bit / 8] ^= static_cast<Byte>(1U << bit % 8);
            }
        }
    }
}

TEST(Merkle, AWrongPlaceLeadsElsewhere) {
    for_each_range(24, [](const std::vector<Hash>& nodes, std::size_t first, std::size_t count) {
        const Hash root = tree_root(nodes);
        const auto proof = prove_range(nodes, first, count);
        const auto range = std::span{nodes}.subspan(first, count);
        for (std::size_t other = 0; other <= nodes.size() + 1; ++other) {
            if (other != first) {
                EXPECT_NE(root_of_range(nodes.size(), other, range, proof), root) << other;
            }
        }
    });
}

// A width is bound by the size in the file root, not by the tree: where two widths ask for the same neighbours, both
// lead to the root. Any other width is refused, and always for a range that reaches the end.
TEST(Merkle, AWrongWidthOfAnotherShapeLeadsElsewhere) {
    for_each_range(24, [](const std::vector<Hash>& nodes, std::size_t first, std::size_t count) {
        const Hash root = tree_root(nodes);
        const auto proof = prove_range(nodes, first, count);
        const auto range = std::span{nodes}.subspan(first, count);
        const std::string shape = told_shape(nodes.size(), first, count);
        for (std::size_t width = 0; width <= 40; ++width) {
            const auto led = root_of_range(width, first, range, proof);
            const bool fits = first + count <= width;
            const bool same = fits && told_shape(width, first, count) == shape;
            EXPECT_EQ(led == root, same) << width;
            if (first + count == nodes.size() && width != nodes.size()) {
                EXPECT_NE(led, root) << width;
            }
        }
    });
}

TEST(Merkle, ARangeThatDoesNotFitLeadsNowhere) {
    const auto nodes = numbered_nodes(4);
    constexpr std::size_t huge = ~std::size_t{0};
    EXPECT_EQ(root_of_range(4, 0, {}, {}), std::nullopt);
    EXPECT_EQ(root_of_range(0, 0, {}, {}), std::nullopt);
    EXPECT_EQ(root_of_range(0, 0, nodes, {}), std::nullopt);
    EXPECT_EQ(root_of_range(3, 0, nodes, {}), std::nullopt);
    EXPECT_EQ(root_of_range(4, 1, nodes, {}), std::nullopt);
    EXPECT_EQ(root_of_range(4, huge, nodes, {}), std::nullopt);
    EXPECT_EQ(root_of_range(4, huge - 3, nodes, {}), std::nullopt);
    for (std::size_t length = 0; length <= 130; ++length) {
        EXPECT_EQ(root_of_range(huge, huge - 1, nodes, std::vector<Hash>(length)), std::nullopt);
    }
}

TEST(Merkle, AnEnormousWidthIsWalkedInItsDepth) {
    const auto nodes = numbered_nodes(1);
    constexpr std::size_t huge = ~std::size_t{0};
    EXPECT_EQ(proof_length(huge, 0, 1), 64U);
    EXPECT_EQ(proof_length(huge, huge - 1, 1), 63U);
    EXPECT_TRUE(root_of_range(huge, 0, nodes, std::vector<Hash>(64)));
    EXPECT_FALSE(root_of_range(huge, 0, nodes, std::vector<Hash>(63)));
}

TEST(MerkleDeathTest, OurOwnMistakesEndTheProcess) {
    const auto nodes = numbered_nodes(4);
    EXPECT_DEATH(static_cast<void>(leaf_hash(Bytes(leaf_size + 1))), "broken contract");
    EXPECT_DEATH(static_cast<void>(chunk_root(Bytes(chunk_size + 1))), "broken contract");
    EXPECT_DEATH(static_cast<void>(tree_root({})), "broken contract");
    EXPECT_DEATH(static_cast<void>(prove_each({})), "broken contract");
    EXPECT_DEATH(static_cast<void>(prove_range(nodes, 0, 0)), "broken contract");
    EXPECT_DEATH(static_cast<void>(prove_range(nodes, 3, 2)), "broken contract");
    EXPECT_DEATH(static_cast<void>(proof_length(4, 4, 1)), "broken contract");
}

}  // namespace
}  // namespace shoal::crypto
