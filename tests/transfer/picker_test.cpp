#include "transfer/picker.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/transfer/seeded_random.h"

namespace shoal::transfer {
namespace {

const auto nothing_excluded = [](ChunkIndex) { return false; };

Bitmap all(std::uint32_t chunks) {
    return Bitmap{chunks, true};
}

TEST(Picker, TheRarestChunkThatThePeerHasComesFirst) {
    test::SeededRandom random{1};
    Picker picker{3, random};
    for (std::uint32_t i = 0; i < 3; ++i) picker.offer(ChunkIndex{i});
    picker.appeared(ChunkIndex{0});
    picker.appeared(ChunkIndex{0});
    picker.appeared(ChunkIndex{1});
    EXPECT_EQ(picker.pick(all(3), nothing_excluded), ChunkIndex{2});
    Bitmap peer{3};
    peer.set(ChunkIndex{0});
    peer.set(ChunkIndex{1});
    EXPECT_EQ(picker.pick(peer, nothing_excluded), ChunkIndex{1});
    EXPECT_EQ(picker.pick(peer, [](ChunkIndex c) { return c == ChunkIndex{1}; }), ChunkIndex{0});
}

TEST(Picker, AWithdrawnChunkIsNotPickedUntilItIsOfferedAgain) {
    test::SeededRandom random{2};
    Picker picker{1, random};
    picker.offer(ChunkIndex{0});
    picker.withdraw(ChunkIndex{0});
    EXPECT_FALSE(picker.pick(all(1), nothing_excluded));
    const auto version = picker.version();
    picker.offer(ChunkIndex{0});
    EXPECT_NE(picker.version(), version);
    EXPECT_EQ(picker.pick(all(1), nothing_excluded), ChunkIndex{0});
}

TEST(Picker, PeersThatStartTogetherAskForDifferentChunks) {
    std::set<std::uint32_t> first;
    for (std::uint64_t seed = 0; seed < 16; ++seed) {
        test::SeededRandom random{seed};
        Picker picker{1000, random};
        for (std::uint32_t i = 0; i < 1000; ++i) picker.offer(ChunkIndex{i});
        first.insert(raw(*picker.pick(all(1000), nothing_excluded)));
    }
    EXPECT_GE(first.size(), 14U);
}

/// The same rules, written without any cleverness.
struct NaivePicker {
    std::set<std::uint32_t> candidates;
    std::map<std::uint32_t, std::uint32_t> availability;

    /// All chunks that a right picker might name.
    [[nodiscard]] std::set<std::uint32_t> best(const Bitmap& has, const std::set<std::uint32_t>& excluded) {
        std::set<std::uint32_t> out;
        std::uint32_t lowest = 0xffff'ffff;
        for (const auto chunk : candidates) {
            if (!has.test(ChunkIndex{chunk}) || excluded.contains(chunk)) continue;
            const std::uint32_t mine = availability[chunk];
            if (mine > lowest) continue;
            if (mine < lowest) out.clear();
            lowest = mine;
            out.insert(chunk);
        }
        return out;
    }
};

void run_against_twin(std::uint64_t seed) {
    constexpr std::uint32_t chunks = 24;
    test::SeededRandom random{seed};
    test::SeededRandom script{seed + 1000};
    Picker picker{chunks, random};
    NaivePicker naive;
    for (int step = 0; step < 600; ++step) {
        const auto number = static_cast<std::uint32_t>(script.below(chunks));
        const ChunkIndex chunk{number};
        switch (script.below(5)) {
        case 0:
            picker.offer(chunk);
            naive.candidates.insert(number);
            break;
        case 1:
            picker.withdraw(chunk);
            naive.candidates.erase(number);
            break;
        case 2:
            picker.appeared(chunk);
            ++naive.availability[number];
            break;
        case 3:
            if (naive.availability[number] == 0) break;
            picker.vanished(chunk);
            --naive.availability[number];
            break;
        default: {
            Bitmap has{chunks};
            std::set<std::uint32_t> excluded;
            for (std::uint32_t i = 0; i < chunks; ++i) {
                if (script.below(3) != 0) has.set(ChunkIndex{i});
                if (script.below(8) == 0) excluded.insert(i);
            }
            const auto picked = picker.pick(has, [&](ChunkIndex c) { return excluded.contains(raw(c)); });
            const auto best = naive.best(has, excluded);
            ASSERT_EQ(picked.has_value(), !best.empty()) << "seed " << seed << " step " << step;
            if (picked) {
                ASSERT_TRUE(best.contains(raw(*picked))) << "seed " << seed << " step " << step;
            }
        }
        }
        ASSERT_TRUE(picker.is_consistent()) << "seed " << seed << " step " << step;
        ASSERT_EQ(picker.candidates(), naive.candidates.size());
    }
}

TEST(Picker, AgreesWithItsNaiveTwinOnRandomHistories) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) run_against_twin(seed);
}

}  // namespace
}  // namespace shoal::transfer
