#include "crypto/random.h"

#include <set>

#include <gtest/gtest.h>

#include "tests/crypto/hex_bytes.h"
#include "tests/crypto/test_random.h"

namespace shoal::crypto {
namespace {

TEST(Random, ABoundIsNeverReachedAndEverySmallerValueIs) {
    SeededRandom random{1};
    for (const std::uint64_t bound : {1U, 2U, 3U, 7U, 10U}) {
        std::set<std::uint64_t> seen;
        for (int i = 0; i < 500; ++i) seen.insert(random.below(bound));
        EXPECT_EQ(seen.size(), bound);
        EXPECT_EQ(*seen.rbegin(), bound - 1);
    }
}

TEST(Random, AValueFromTheIncompleteRunAtTheTopIsDrawnAgain) {
    // 2^64 = 6 modulo 10: the six largest values would make 0 to 5 likelier than 6 to 9.
    ScriptedRandom top{hex("ffffffffffffffff"
                           "fffffffffffffffa"
                           "fffffffffffffff9")};
    EXPECT_EQ(top.below(10), 9U);
    EXPECT_EQ(top.left(), 0U);
}

TEST(Random, APowerOfTwoNeverDrawsTwice) {
    ScriptedRandom random{hex("ffffffffffffffff"
                              "ffffffffffffffff")};
    EXPECT_EQ(random.below(std::uint64_t{1} << 63U), (std::uint64_t{1} << 63U) - 1);
    EXPECT_EQ(random.below(1), 0U);
}

TEST(Random, TheLargestBoundIsAccepted) {
    ScriptedRandom random{hex("ffffffffffffffff"
                              "fffffffffffffffe")};
    EXPECT_EQ(random.below(~std::uint64_t{0}), ~std::uint64_t{0} - 1);
}

TEST(RandomDeathTest, ABoundOfZeroIsOurMistake) {
    SeededRandom random{1};
    EXPECT_DEATH(static_cast<void>(random.below(0)), "broken contract");
}

TEST(SystemRandom, FillsAllOfTheBufferDifferentlyEachTime) {
    SystemRandom random;
    const auto a = random.bytes<32>();
    const auto b = random.bytes<32>();
    EXPECT_NE(a, b);
    EXPECT_NE(random.u64(), random.u64());
    random.fill({});
    // A byte that stayed untouched would stay zero in all of 64 draws; by chance that happens once in 2^512.
    std::array<Byte, 100> seen{};
    for (int i = 0; i < 64; ++i) {
        const auto drawn = random.bytes<100>();
        for (std::size_t j = 0; j < seen.size(); ++j) seen[j] |= drawn[j];
    }
    for (const Byte byte : seen) EXPECT_NE(byte, Byte{0});
}

}  // namespace
}  // namespace shoal::crypto
