#include "transfer/early_chunks.h"

#include <gtest/gtest.h>

#include "tests/transfer/swarm_room.h"

namespace shoal::test {
namespace {

constexpr std::size_t chunk = crypto::chunk_size;

/// One job at a time, when the test says so.
class HandWorkers final : public Workers {
public:
    void submit(Job job) override { jobs_.push_back(std::move(job)); }
    [[nodiscard]] unsigned parallelism() const override { return 1; }
    void run_all() {
        while (!jobs_.empty()) {
            auto job = std::move(jobs_.front());
            jobs_.pop_front();
            if (auto task = job()) task();
        }
    }

private:
    std::deque<Job> jobs_;
};

class EarlyChunksTest : public testing::Test {
protected:
    void learn() { early->learn(FileIndex{0}, content.blocks.at({0, 0})); }
    void accept(std::uint32_t number, bool spoilt = false) {
        Bytes data = content.chunk(ChunkIndex{number});
        if (spoilt) data[7] ^= Byte{1};
        early->accept(ChunkIndex{number}, std::move(data), [this, number](Accepted how) { answers[number] = how; });
    }
    void run_store() {
        for (auto& task : std::exchange(later, {})) task();
    }

    Content content = make_content(1, {3 * chunk});
    std::deque<Task> later;
    MemoryStore store{content, false, later};
    HandWorkers workers;
    int verified = 0;
    std::map<std::uint32_t, Accepted> answers;
    std::unique_ptr<EarlyChunks> early =
        std::make_unique<EarlyChunks>(workers, content.manifest, [this] { ++verified; });
};

TEST_F(EarlyChunksTest, WhatIsVerifiedIsToldAtOnceAndAnsweredByTheStore) {
    EXPECT_FALSE(early->check_of(ChunkIndex{0}));
    learn();
    accept(0);
    accept(2);
    EXPECT_EQ(early->pending_bytes(), 2 * chunk);
    workers.run_all();
    EXPECT_EQ(verified, 2);
    EXPECT_TRUE(answers.empty()) << "it is not on disk yet";
    EXPECT_TRUE(early->have().none());

    early->hand_to(store);
    EXPECT_NE(store.hashes(FileIndex{0}, 0), nullptr);
    run_store();
    EXPECT_EQ(answers, (std::map<std::uint32_t, Accepted>{{0, Accepted::stored}, {2, Accepted::stored}}));
    EXPECT_TRUE(store.have().test(ChunkIndex{0}) && store.have().test(ChunkIndex{2}));
}

TEST_F(EarlyChunksTest, WhatIsWrongIsAnsweredAtOnceAndNeverReachesTheStore) {
    learn();
    accept(1, true);
    workers.run_all();
    EXPECT_EQ(verified, 0);
    EXPECT_EQ(answers, (std::map<std::uint32_t, Accepted>{{1, Accepted::bad}}));
    EXPECT_EQ(early->pending_bytes(), 0U);
    early->hand_to(store);
    EXPECT_EQ(store.pending_bytes(), 0U);
}

TEST_F(EarlyChunksTest, WhatIsStillBeingVerifiedGoesToTheStoreAfterwards) {
    learn();
    accept(1);
    early->hand_to(store);
    EXPECT_EQ(store.pending_bytes(), 0U);
    workers.run_all();
    run_store();
    EXPECT_EQ(answers, (std::map<std::uint32_t, Accepted>{{1, Accepted::stored}}));
}

TEST_F(EarlyChunksTest, NothingIsAnsweredOnceItIsGone) {
    learn();
    accept(1);
    early.reset();
    workers.run_all();
    EXPECT_EQ(verified, 0);
    EXPECT_TRUE(answers.empty());
}

/// A swarm that knows the manifest and whose store is not open yet.
struct EarlyRoom : Room {
    explicit EarlyRoom(Content shared) : Room{std::move(shared)} {
        leecher.attaches = false;
        connect(leecher, seeder);
        EXPECT_TRUE(run(5s, [&] { return leecher.swarm.manifest() != nullptr; }));
        EXPECT_TRUE(run(5s, [&] { return leecher.swarm.peers().begin()->second.is_complete(); }));
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
    EXPECT_EQ(room.sent(), 5 * chunk);
}

TEST(SwarmBeforeItsStore, AsksForNoMoreThanMayBeHeld) {
    EarlyRoom room{make_content(3, {100 * chunk})};
    room.early.answers = false;
    room.leecher.swarm.expect(room.early);
    room.leecher.swarm.ask_early();
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

}  // namespace
}  // namespace shoal::test
