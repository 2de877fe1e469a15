#include <gtest/gtest.h>

#include "tests/transfer/swarm_room.h"

namespace shoal::test {
namespace {

constexpr std::size_t chunk = crypto::chunk_size;

class SwarmSelect : public testing::Test {
protected:
    void select(RoomNode& node, std::vector<bool> wanted) {
        node.store.select(FileSelection{std::move(wanted)}, [&node] { node.swarm.selection_changed(); });
    }
    static bool has_wanted(const RoomNode& node) { return node.store.missing() == 0; }
    static bool has_file(const RoomNode& node, std::uint32_t file) {
        const auto& manifest = *node.content.manifest;
        const auto first = raw(manifest.first_chunk(FileIndex{file}));
        for (std::uint32_t i = 0; i < manifest.chunks_of(FileIndex{file}); ++i)
            if (!node.store.have().test(ChunkIndex{first + i})) return false;
        return true;
    }

    Room room{make_content(21, {3 * chunk, 4 * chunk + 1, 2 * chunk, 20 * chunk})};
};

TEST_F(SwarmSelect, NothingElseIsAskedForAndNothingIsWasted) {
    auto& seeder = room.add(true);
    auto& leecher = room.add(false);
    select(leecher, {true, false, true, false});
    room.connect(leecher, seeder);
    EXPECT_TRUE(room.run(20s, [&] { return has_wanted(leecher); }));
    EXPECT_FALSE(room.run(2s, [&] { return leecher.store.have().count() > 5; }));
    EXPECT_EQ(seeder.data_sent, 5 * chunk);
    EXPECT_EQ(leecher.swarm.counters().wasted, 0U);
}

TEST_F(SwarmSelect, WhatIsAddedIsFetchedThoughAllWasThere) {
    auto& seeder = room.add(true);
    auto& leecher = room.add(false);
    select(leecher, {true, false, false, false});
    room.connect(leecher, seeder);
    ASSERT_TRUE(room.run(20s, [&] { return has_wanted(leecher); }));
    room.run(1s, [] { return false; });
    select(leecher, {true, true, false, false});
    EXPECT_TRUE(room.run(20s, [&] { return has_file(leecher, 1); }));
    EXPECT_EQ(leecher.store.have().count(), 8U);
}

TEST_F(SwarmSelect, WhatIsAddedInTheMiddleIsFetchedAndNoChunkTwice) {
    auto& seeder = room.add(true);
    auto& leecher = room.add(false);
    seeder.uplink = 500'000;
    select(leecher, {false, true, false, false});
    room.connect(leecher, seeder);
    ASSERT_TRUE(room.run(20s, [&] { return leecher.store.have().count() == 2; }));
    select(leecher, {true, true, true, false});
    EXPECT_TRUE(room.run(20s, [&] { return has_wanted(leecher); }));
    EXPECT_EQ(leecher.swarm.counters().wasted, 0U);
    EXPECT_EQ(leecher.swarm.counters().chunks_good, 10U);
}

TEST_F(SwarmSelect, WhatIsTakenAwayIsCancelledAndTheRestGoesOn) {
    auto& seeder = room.add(true);
    auto& leecher = room.add(false);
    seeder.uplink = 500'000;
    room.connect(leecher, seeder);
    ASSERT_TRUE(room.run(20s, [&] { return leecher.store.have().count() >= 2; }));
    select(leecher, {true, false, true, false});
    ASSERT_TRUE(room.run(30s, [&] { return has_wanted(leecher); }));
    const auto count = leecher.store.have().count();
    EXPECT_FALSE(room.run(5s, [&] { return leecher.store.have().count() > count; }));
    select(leecher, {true, true, true, false});
    EXPECT_TRUE(room.run(30s, [&] { return has_wanted(leecher); })) << "and it can be wanted again";
}

TEST_F(SwarmSelect, PeersWithDifferentSelectionsServeEachOtherWhatTheyHave) {
    auto& first = room.add(false);
    auto& second = room.add(false);
    auto& third = room.add(false);
    select(first, {true, false, true, false});
    select(second, {false, true, true, false});
    select(third, {true, true, false, false});
    {
        auto& seeder = room.add(true);
        for (auto* node : {&first, &second}) room.connect(*node, seeder);
        room.connect(first, second);
        ASSERT_TRUE(room.run(30s, [&] { return has_wanted(first) && has_wanted(second); }));
    }
    room.connect(third, first);
    room.connect(third, second);
    EXPECT_TRUE(room.run(30s, [&] { return has_wanted(third); })) << "from two that are not complete, without a seeder";
    for (const auto& node : room.nodes) EXPECT_TRUE(node->punished.empty());
}

}  // namespace
}  // namespace shoal::test
