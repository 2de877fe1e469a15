// Files of higher priority come first, whoever has what, and everything comes in the end.

#include <gtest/gtest.h>

#include "tests/transfer/swarm_room.h"

namespace shoal::test {
namespace {

constexpr std::size_t chunk = crypto::chunk_size;

class SwarmPriority : public testing::Test {
protected:
    static FilePriorities file(std::uint32_t which, FilePriority priority, FilePriorities before = {}) {
        std::vector<bool> wanted(3);
        wanted[which] = true;
        return before.with(FileSelection{std::move(wanted)}, priority, 3);
    }
    static std::uint32_t chunks_here(const RoomNode& node, std::uint32_t which) {
        const auto& manifest = *node.content.manifest;
        const auto first = raw(manifest.first_chunk(FileIndex{which}));
        std::uint32_t out = 0;
        for (std::uint32_t i = 0; i < manifest.chunks_of(FileIndex{which}); ++i)
            out += node.store.have().test(ChunkIndex{first + i}) ? 1U : 0U;
        return out;
    }
    static bool has_file(const RoomNode& node, std::uint32_t which) {
        return chunks_here(node, which) == node.content.manifest->chunks_of(FileIndex{which});
    }

    Room room{make_content(31, {20 * chunk, 20 * chunk, 20 * chunk})};
};

TEST_F(SwarmPriority, HighComesBeforeNormalAndNormalBeforeLow) {
    auto& seeder = room.add(true);
    auto& leecher = room.add(false);
    leecher.swarm.set_priorities(file(0, FilePriority::low, file(2, FilePriority::high)));
    seeder.uplink = 2'000'000;
    room.connect(leecher, seeder);
    ASSERT_TRUE(room.run(60s, [&] { return has_file(leecher, 2); }));
    EXPECT_LE(chunks_here(leecher, 1), 4U) << "what was asked for when nothing else of the high one was left";
    EXPECT_EQ(chunks_here(leecher, 0), 0U);
    ASSERT_TRUE(room.run(60s, [&] { return has_file(leecher, 1); }));
    EXPECT_LE(chunks_here(leecher, 0), 8U);
    EXPECT_TRUE(room.run(60s, [&] { return leecher.is_complete(); }));
    EXPECT_EQ(leecher.swarm.counters().wasted, 0U);
}

TEST_F(SwarmPriority, ALimitIsNotSpentOnWhatCanWait) {
    auto& seeder = room.add(true);
    auto& half = room.add(false);
    auto& leecher = room.add(false);
    for (std::uint32_t i = 0; i < 20; ++i) half.store.gain(ChunkIndex{i});  // it has the first file, and gives it away
    half.swarm.set_paused(true);
    leecher.swarm.set_priorities(file(2, FilePriority::high));
    leecher.down_limit.set_rate(room.now, 1'000'000);
    room.connect(leecher, half);
    room.connect(leecher, seeder);
    ASSERT_TRUE(room.run(60s, [&] { return has_file(leecher, 2); }));
    // What was asked for before the seeder said what it has, or when nothing of the high one was left.
    EXPECT_LE(chunks_here(leecher, 0) + chunks_here(leecher, 1), 6U);
}

TEST_F(SwarmPriority, ChangesWhileItIsFetched) {
    auto& seeder = room.add(true);
    auto& leecher = room.add(false);
    seeder.uplink = 1'000'000;
    leecher.swarm.set_priorities(file(0, FilePriority::high));
    room.connect(leecher, seeder);
    ASSERT_TRUE(room.run(60s, [&] { return chunks_here(leecher, 0) >= 5; }));
    leecher.swarm.set_priorities(file(1, FilePriority::high));
    ASSERT_TRUE(room.run(60s, [&] { return has_file(leecher, 1); }));
    EXPECT_LE(chunks_here(leecher, 2), 4U);
    EXPECT_FALSE(has_file(leecher, 0));
    EXPECT_TRUE(room.run(60s, [&] { return leecher.is_complete(); }));
}

TEST_F(SwarmPriority, WhatSomebodyReadsComesBeforeAnyPriority) {
    auto& seeder = room.add(true);
    auto& leecher = room.add(false);
    seeder.uplink = 500'000;
    leecher.swarm.set_priorities(file(0, FilePriority::high, file(2, FilePriority::low)));
    room.connect(leecher, seeder);
    ASSERT_TRUE(room.run(60s, [&] { return chunks_here(leecher, 0) >= 2; }));
    const ChunkIndex read{50};
    leecher.swarm.set_urgent({{.chunk = read, .by = room.now, .awaited = true}});
    ASSERT_TRUE(room.run(60s, [&] { return leecher.store.have().test(read); }));
    EXPECT_FALSE(has_file(leecher, 0));
}

TEST_F(SwarmPriority, ALoneOriginFeedsAllWhoeverWantsWhatFirst) {
    auto& seeder = room.add(true);
    seeder.uplink = 2'000'000;
    std::vector<RoomNode*> leechers;
    for (std::uint32_t i = 0; i < 4; ++i) {
        auto& leecher = room.add(false);
        leecher.uplink = 2'000'000;
        if (i > 0) leecher.swarm.set_priorities(file(i - 1, i == 2 ? FilePriority::low : FilePriority::high));
        leechers.push_back(&leecher);
        room.connect(leecher, seeder);
    }
    for (std::size_t a = 0; a < leechers.size(); ++a)
        for (std::size_t b = a + 1; b < leechers.size(); ++b) room.connect(*leechers[a], *leechers[b]);
    EXPECT_TRUE(room.run(60s, [&] { return room.all_complete(); }));
    EXPECT_LE(seeder.data_sent, 60 * chunk * 2);
}

}  // namespace
}  // namespace shoal::test
