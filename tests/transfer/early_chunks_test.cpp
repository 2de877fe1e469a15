#include "transfer/early_chunks.h"

#include <gtest/gtest.h>

#include "tests/transfer/swarm_room.h"

namespace shoal::test {
namespace {

constexpr std::size_t chunk = crypto::chunk_size;

class EarlyChunksTest : public testing::Test {
protected:
    void learn() { early.learn(FileIndex{0}, content.blocks.at({0, 0})); }
    void accept(std::uint32_t number, bool spoilt = false) {
        Bytes data = content.chunk(ChunkIndex{number});
        if (spoilt) data[7] ^= Byte{1};
        early.accept(ChunkIndex{number}, std::move(data), [this, number](Accepted how) { answers[number] = how; });
    }
    void run_store() {
        for (auto& task : std::exchange(later, {})) task();
    }

    Content content = make_content(1, {3 * chunk});
    std::deque<Task> later;
    MemoryStore store{content, false, later};
    std::map<std::uint32_t, Accepted> answers;
    EarlyChunks early{content.manifest, {}};
};

TEST_F(EarlyChunksTest, HoldsWhatComesUntilThereIsAStoreThatAnswers) {
    EXPECT_FALSE(early.check_of(ChunkIndex{0}));
    learn();
    EXPECT_TRUE(early.check_of(ChunkIndex{0}));
    accept(0);
    accept(1, true);
    EXPECT_EQ(early.pending_bytes(), 2 * chunk);
    EXPECT_TRUE(early.have().none());
    EXPECT_TRUE(answers.empty());

    early.hand_to(store);
    EXPECT_EQ(early.pending_bytes(), 0U);
    EXPECT_NE(store.hashes(FileIndex{0}, 0), nullptr);
    run_store();
    EXPECT_EQ(answers, (std::map<std::uint32_t, Accepted>{{0, Accepted::stored}, {1, Accepted::bad}}));
}

/// A swarm that knows the manifest and whose store is not open yet.
struct EarlyRoom : Room {
    explicit EarlyRoom(Content shared, std::uint32_t lacking = 0) : Room{std::move(shared)} {
        for (std::uint32_t i = 0; i < lacking; ++i) seeder.store.lose(ChunkIndex{i});
        leecher.attaches = false;
        connect(leecher, seeder);
        EXPECT_TRUE(run(5s, [&] { return leecher.swarm.manifest() != nullptr; }));
        EXPECT_TRUE(run(5s, [&] { return !leecher.swarm.peers().begin()->second.have.none(); }));
    }
    /// Content that the seeder sent, the manifest apart.
    [[nodiscard]] std::uint64_t sent() const { return seeder.data_sent - content.manifest->bytes().size(); }

    /// Something to go into before the store is open; it keeps what it gets to itself.
    MemoryStore early{content, false, later};
    RoomNode& seeder = add(true);
    RoomNode& leecher = add(false, false);
};

TEST(SwarmBeforeItsStore, FetchesHashesAtOnceAndChunksWhenToldTo) {
    EarlyRoom room{make_content(2, {5 * chunk})};
    room.leecher.swarm.expect(room.early);
    EXPECT_TRUE(room.run(5s, [&] { return room.early.hashes(FileIndex{0}, 0) != nullptr; }));
    EXPECT_FALSE(room.run(2s, [&] { return room.sent() > 0; })) << "it may be there already";
    room.leecher.swarm.ask_early();
    EXPECT_TRUE(room.run(5s, [&] { return room.early.have().all(); }));
    EXPECT_EQ(room.leecher.first_chunks, 1);
    EXPECT_EQ(room.sent(), 5 * chunk);
}

TEST(SwarmBeforeItsStore, AsksForNoMoreThanMayBeHeld) {
    EarlyRoom room{make_content(3, {100 * chunk})};
    room.early.answers = false;
    room.leecher.swarm.expect(room.early);
    room.leecher.swarm.ask_early();
    EXPECT_TRUE(room.run(1s, [&] { return room.leecher.first_chunks == 1; })) << "nobody need have written it";
    EXPECT_FALSE(room.run(10s, [&] { return room.sent() > max_early_bytes; }));
    EXPECT_GT(room.sent() + chunk, max_early_bytes);
}

TEST(SwarmBeforeItsStore, GoesOnWithAStoreThatHasNothing) {
    EarlyRoom room{make_content(4, {40 * chunk + 5, 3 * chunk})};
    room.leecher.swarm.expect(room.early);
    room.leecher.swarm.ask_early();
    ASSERT_TRUE(room.run(5s, [&] { return room.early.have().count() > 3; }));
    // As EarlyChunks does: all that came is in the store, or on its way there.
    for (const auto& [key, block] : room.content.blocks) room.leecher.store.learn(FileIndex{key.first}, block);
    room.leecher.swarm.attach(room.leecher.store, true);
    for (std::uint32_t i = 0; i < room.early.have().size(); ++i)
        if (room.early.have().test(ChunkIndex{i})) room.leecher.store.gain(ChunkIndex{i});
    EXPECT_TRUE(room.run(10s, [&] {
        for (std::uint32_t i = 0; i < room.early.have().size(); ++i)
            if (!room.early.have().test(ChunkIndex{i}) && !room.leecher.store.have().test(ChunkIndex{i})) return false;
        return true;
    }));
    EXPECT_EQ(room.sent(), room.content.manifest->total_bytes()) << "nothing is fetched twice";
    EXPECT_EQ(room.leecher.swarm.counters().wasted, 0U);
}

TEST(SwarmBeforeItsStore, StartsOverWithAStoreThatHasSomethingAndBlamesNobodyForWhatStillComes) {
    EarlyRoom room{make_content(5, {60 * chunk})};
    room.leecher.swarm.expect(room.early);
    room.leecher.swarm.ask_early();
    ASSERT_TRUE(room.run(5s, [&] { return room.sent() > chunk / 2; }));
    room.leecher.swarm.give_up_early();
    room.leecher.store.learn(FileIndex{0}, room.content.blocks.at({0, 0}));
    room.leecher.store.gain(ChunkIndex{17});
    room.leecher.swarm.attach(room.leecher.store, true);
    EXPECT_TRUE(room.run(30s, [&] { return room.leecher.is_complete(); }));
    EXPECT_TRUE(room.leecher.punished.empty());
    EXPECT_GT(room.leecher.swarm.counters().wasted, 0U);
}

TEST(SwarmBeforeItsStore, WhatIsGivenUpCanBeBegunAgain) {
    EarlyRoom room{make_content(6, {9 * chunk})};
    for (int i = 0; i < 3; ++i) {
        room.leecher.swarm.expect(room.early);
        room.leecher.swarm.ask_early();
        (void)room.run(50ms, [] { return false; });
        room.leecher.swarm.give_up_early();
        (void)room.run(i == 1 ? 1s : 10ms, [] { return false; });
    }
    room.leecher.swarm.attach(room.leecher.store, true);
    EXPECT_TRUE(room.run(30s, [&] { return room.leecher.is_complete(); }));
    EXPECT_TRUE(room.leecher.punished.empty());
}

TEST(SwarmBeforeItsStore, APeerMayComeAndGoAfterItWasGivenUp) {
    EarlyRoom room{make_content(8, {9 * chunk}), 4};
    room.leecher.swarm.expect(room.early);
    room.leecher.swarm.give_up_early();
    room.disconnect(LinkId{1});
    EXPECT_TRUE(room.leecher.swarm.peers().empty());
    room.connect(room.leecher, room.seeder);
    room.leecher.swarm.attach(room.leecher.store, true);
    EXPECT_TRUE(room.run(10s, [&] { return room.leecher.store.have().count() == 5; }));
}

TEST(SwarmBeforeItsStore, AWrongChunkIsNotTheFirst) {
    EarlyRoom room{make_content(7, {2 * chunk})};
    room.seeder.store.rotten = {0, 1};
    room.leecher.swarm.expect(room.early);
    room.leecher.swarm.ask_early();
    EXPECT_TRUE(room.run(5s, [&] { return !room.leecher.punished.empty(); }));
    EXPECT_EQ(room.leecher.first_chunks, 0);
}

}  // namespace
}  // namespace shoal::test
