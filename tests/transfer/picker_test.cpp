#include "transfer/picker.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/transfer/seeded_random.h"

namespace shoal::transfer {
namespace {

const auto nothing_excluded = [](ChunkIndex) { return false; };
constexpr auto usual = FilePriority::normal;

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
    EXPECT_EQ(picker.pick(usual, all(3), nothing_excluded), ChunkIndex{2});
    Bitmap peer{3};
    peer.set(ChunkIndex{0});
    peer.set(ChunkIndex{1});
    EXPECT_EQ(picker.pick(usual, peer, nothing_excluded), ChunkIndex{1});
    EXPECT_EQ(picker.pick(usual, peer, [](ChunkIndex c) { return c == ChunkIndex{1}; }), ChunkIndex{0});
}

TEST(Picker, AWithdrawnChunkIsNotPickedUntilItIsOfferedAgain) {
    test::SeededRandom random{2};
    Picker picker{1, random};
    picker.offer(ChunkIndex{0});
    picker.withdraw(ChunkIndex{0});
    EXPECT_FALSE(picker.pick(usual, all(1), nothing_excluded));
    const auto version = picker.version();
    picker.offer(ChunkIndex{0});
    EXPECT_NE(picker.version(), version);
    EXPECT_EQ(picker.pick(usual, all(1), nothing_excluded), ChunkIndex{0});
}

TEST(Picker, PeersThatStartTogetherAskForDifferentChunks) {
    std::set<std::uint32_t> first;
    for (std::uint64_t seed = 0; seed < 16; ++seed) {
        test::SeededRandom random{seed};
        Picker picker{1000, random};
        for (std::uint32_t i = 0; i < 1000; ++i) picker.offer(ChunkIndex{i});
        first.insert(raw(*picker.pick(usual, all(1000), nothing_excluded)));
    }
    EXPECT_GE(first.size(), 14U);
}

TEST(Picker, EachPriorityHasItsOwnOrder) {
    test::SeededRandom random{3};
    Picker picker{4, random};
    picker.prioritise(ChunkIndex{2}, FilePriority::high);
    for (std::uint32_t i = 0; i < 4; ++i) picker.offer(ChunkIndex{i});
    picker.prioritise(ChunkIndex{0}, FilePriority::low);
    picker.appeared(ChunkIndex{1});
    EXPECT_EQ(picker.pick(FilePriority::high, all(4), nothing_excluded), ChunkIndex{2});
    EXPECT_EQ(picker.pick(usual, all(4), nothing_excluded), ChunkIndex{3});
    EXPECT_EQ(picker.pick(FilePriority::low, all(4), nothing_excluded), ChunkIndex{0});
    EXPECT_EQ(picker.candidates(), 4U);
    EXPECT_EQ(picker.candidates(usual), 2U);
}

TEST(Picker, AnotherPriorityMakesNoCandidateOfWhatIsNone) {
    test::SeededRandom random{4};
    Picker picker{1, random};
    picker.prioritise(ChunkIndex{0}, FilePriority::high);
    EXPECT_EQ(picker.candidates(), 0U);
    picker.offer(ChunkIndex{0});
    EXPECT_EQ(picker.pick(FilePriority::high, all(1), nothing_excluded), ChunkIndex{0});
}

/// The same rules, written without any cleverness.
struct NaivePicker {
    std::set<std::uint32_t> candidates;
    std::map<std::uint32_t, std::uint32_t> availability;
    std::map<std::uint32_t, FilePriority> priority;  // normal where nothing was said

    [[nodiscard]] FilePriority priority_of(std::uint32_t chunk) const {
        const auto found = priority.find(chunk);
        return found == priority.end() ? usual : found->second;
    }
    /// All chunks that a right picker might name.
    [[nodiscard]] std::set<std::uint32_t> best(FilePriority of, const Bitmap& has,
                                               const std::set<std::uint32_t>& excluded) {
        std::set<std::uint32_t> out;
        std::uint32_t lowest = 0xffff'ffff;
        for (const auto chunk : candidates) {
            if (!has.test(ChunkIndex{chunk}) || excluded.contains(chunk) || priority_of(chunk) != of) continue;
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
        const auto priority = falling_priorities.at(script.below(falling_priorities.size()));
        switch (script.below(6)) {
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
        case 4:
            picker.prioritise(chunk, priority);
            naive.priority[number] = priority;
            break;
        default: {
            Bitmap has{chunks};
            std::set<std::uint32_t> excluded;
            for (std::uint32_t i = 0; i < chunks; ++i) {
                if (script.below(3) != 0) has.set(ChunkIndex{i});
                if (script.below(8) == 0) excluded.insert(i);
            }
            const auto picked = picker.pick(priority, has, [&](ChunkIndex c) { return excluded.contains(raw(c)); });
            const auto best = naive.best(priority, has, excluded);
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
