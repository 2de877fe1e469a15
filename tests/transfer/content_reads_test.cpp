// Reading files that are not all here yet.

#include "transfer/content_reads.h"

#include <gtest/gtest.h>

#include "tests/transfer/swarm_room.h"
#include "transfer/limits.h"

namespace shoal::test {
namespace {

constexpr std::size_t chunk = crypto::chunk_size;
constexpr std::uint64_t MiB = 1024 * 1024;

/// A read and what came of it.
struct Asked {
    std::unique_ptr<Reading> handle;
    std::optional<Result<Bytes>> answer;
    Instant answered;
};

/// A node of a room with somebody at it who reads.
class Reader final : public ContentReads::Host {
public:
    Reader(Room& room, RoomNode& node) : room_{room}, node_{node} {
        node_.on_chunk = [this] { reads_->look_again(); };
        reads_ = std::make_unique<ContentReads>(room.timers, space, *this);
    }
    ~Reader() override { node_.on_chunk = {}; }

    Instant now() const override { return room_.now; }
    Store* store() override { return is_open ? &node_.store : nullptr; }
    std::optional<Error> never_comes() const override { return never; }
    std::string why_late() const override { return "the test is slow"; }
    void urge(const std::vector<Urgent>& chunks) override {
        urgent = chunks;
        ++urged;
        node_.swarm.set_urgent(chunks);
    }

    std::shared_ptr<Asked> read(ReadWish wish) {
        auto asked = std::make_shared<Asked>();
        asked->handle = reads_->read(room_.content.manifest, wish, [this, asked](Result<Bytes> bytes) {
            asked->answer = std::move(bytes);
            asked->answered = room_.now;
        });
        return asked;
    }
    /// Time passes until it is answered; how long it took.
    Duration waits_for(const std::shared_ptr<Asked>& asked, Duration patience = 60s) {
        const Instant began = room_.now;
        EXPECT_TRUE(room_.run(patience, [&] { return asked->answer.has_value(); }));
        return asked->answered - began;
    }
    void look_again() { reads_->look_again(); }
    void leave() { reads_.reset(); }
    void store_closed() { reads_->store_closed(); }

    ReadRoom space;
    bool is_open = true;
    std::optional<Error> never;
    std::vector<Urgent> urgent;
    int urged = 0;

private:
    Room& room_;
    RoomNode& node_;
    std::unique_ptr<ContentReads> reads_;
};

struct ContentReadsTest : testing::Test {
    Room room{make_content(7, {64 * MiB, 100, 0, 3 * chunk + 5})};
    RoomNode& leecher = room.add(false);
    RoomNode& seeder = room.add(true);
    Reader reader{room, leecher};

    Bytes truth(std::uint32_t file, std::uint64_t offset, std::uint64_t length) const {
        const auto& all = room.content.files[file];
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(offset);
        return {begin, begin + static_cast<std::ptrdiff_t>(length)};
    }
    void is_true(const std::shared_ptr<Asked>& asked, std::uint32_t file, std::uint64_t offset, std::uint64_t length) {
        ASSERT_TRUE(asked->answer);
        ASSERT_TRUE(*asked->answer) << asked->answer->error().what;
        EXPECT_TRUE(**asked->answer == truth(file, offset, length));
    }
    static int in_ms(Duration span) { return static_cast<int>(span / 1ms); }
};

TEST_F(ContentReadsTest, WhoReadsTheEndOfABigFileGetsItLongBeforeTheRest) {
    room.connect(leecher, seeder);
    room.run(1s, [] { return false; });  // windows are full, the download is well under way
    const auto offset = 64 * MiB - 300'000;
    const auto asked = reader.read({.file = FileIndex{0}, .offset = offset, .length = 300'000});
    const auto took = reader.waits_for(asked);
    is_true(asked, 0, offset, 300'000);
    RecordProperty("seek_ms", in_ms(took));
    EXPECT_LT(took, 200ms) << "two chunks take 53 ms, the rest of the file 5 s";
    EXPECT_LT(leecher.store.have().count(), 70U);
    EXPECT_TRUE(room.run(20s, [&] { return leecher.is_complete(); }));
    EXPECT_EQ(leecher.swarm.counters().wasted, 0U);
}

TEST_F(ContentReadsTest, OnASlowLineWhatTheSeederHasNotBegunGivesWay) {
    room.connect(leecher, seeder);
    seeder.uplink = 200'000;
    room.run(5s, [] { return false; });
    const auto asked = reader.read({.file = FileIndex{0}, .offset = 50 * MiB, .length = 1000});
    const auto took = reader.waits_for(asked);
    is_true(asked, 0, 50 * MiB, 1000);
    RecordProperty("seek_ms", in_ms(took));
    EXPECT_LT(took, 5500ms) << "512 KiB lie on the link, and this is one chunk more: 3.9 s";
    EXPECT_EQ(leecher.swarm.counters().wasted, 0U);
}

TEST_F(ContentReadsTest, WhoReadsOnGetsTheWholeLine) {
    room.connect(leecher, seeder);
    room.run(1s, [] { return false; });
    const Instant began = room.now;
    for (std::uint64_t at = 30 * MiB; at < 50 * MiB; at += 500'000) {
        const auto asked =
            reader.read({.file = FileIndex{0}, .offset = at, .length = 500'000, .ahead = 4 * MiB, .timeout = 20s});
        reader.waits_for(asked);
        is_true(asked, 0, at, 500'000);
    }
    const auto took = room.now - began;
    RecordProperty("ms_for_20_MiB", in_ms(took));
    EXPECT_LT(took, 2700ms) << "20 MiB take 2.1 s at 10 MB/s, and read ahead comes in whole chunks";
}

TEST_F(ContentReadsTest, ASeekMovesTheUrgency) {
    room.connect(leecher, seeder);
    seeder.uplink = 2'000'000;
    auto asked = reader.read({.file = FileIndex{0}, .offset = 10 * MiB, .length = 1000, .ahead = 16 * MiB});
    reader.waits_for(asked);
    room.run(200ms, [] { return false; });
    asked = reader.read({.file = FileIndex{0}, .offset = 40 * MiB, .length = 1000, .ahead = 4 * MiB});
    const auto took = reader.waits_for(asked);
    is_true(asked, 0, 40 * MiB, 1000);
    RecordProperty("seek_ms", in_ms(took));
    EXPECT_LT(took, 600ms) << "16 MiB that were to be read next take 8 s";
    room.run(2100ms, [] { return false; });  // 4 MiB
    for (std::uint32_t i = 161; i < 174; ++i) EXPECT_TRUE(leecher.store.have().test(ChunkIndex{i})) << i;
}

TEST_F(ContentReadsTest, SeveralReadAtOnceAndNobodyStarves) {
    room.connect(leecher, seeder);
    std::vector<std::shared_ptr<Asked>> all;
    for (std::uint64_t at = 2 * MiB; at < 62 * MiB; at += 6 * MiB) {
        all.push_back(reader.read({.file = FileIndex{0}, .offset = at, .length = 1 * MiB, .ahead = 1 * MiB}));
    }
    EXPECT_TRUE(room.run(2500ms, [&] {
        return std::ranges::all_of(all, [](const auto& one) { return one->answer.has_value(); });
    })) << "10 MiB that are awaited, at 10 MB/s";
    for (std::size_t i = 0; i < all.size(); ++i) is_true(all[i], 0, 2 * MiB + i * 6 * MiB, 1 * MiB);
}

TEST_F(ContentReadsTest, ASlowPeerIsNotWaitedForWhenAFasterOneHasIt) {
    auto& fast = room.add(true);
    room.connect(leecher, seeder);
    seeder.uplink = 20'000;
    const auto asked = reader.read({.file = FileIndex{0}, .offset = 20 * MiB, .length = 1000});
    room.run(1s, [] { return false; });  // asked of the only one there is
    EXPECT_FALSE(asked->answer);
    fast.uplink = 10'000'000;
    room.connect(leecher, fast);
    const auto took = reader.waits_for(asked);
    RecordProperty("ms", in_ms(took));
    EXPECT_LT(took, 2s) << "the slow one needs 13 s";
    EXPECT_LT(leecher.swarm.counters().wasted, 5 * chunk);
}

TEST_F(ContentReadsTest, AWrongByteIsNotReadButFetchedAgain) {
    auto& honest = room.add(true);
    for (std::uint32_t i = 0; i < room.content.manifest->chunk_count(); ++i) seeder.store.rotten.insert(i);
    room.connect(leecher, seeder);
    const auto asked = reader.read({.file = FileIndex{0}, .offset = 30 * MiB, .length = 5000});
    ASSERT_TRUE(room.run(10s, [&] { return !leecher.punished.empty(); }));
    EXPECT_FALSE(asked->answer);
    room.connect(leecher, honest);
    reader.waits_for(asked);
    is_true(asked, 0, 30 * MiB, 5000);
}

TEST_F(ContentReadsTest, WhatIsHereIsReadToTheLastByteAndNothingBeyond) {
    Reader at_seeder{room, seeder};
    const std::uint64_t size = 3 * chunk + 5;
    struct Case {
        std::uint32_t file;
        std::uint64_t offset, length, comes;
    };
    for (const auto& [file, offset, length, comes] :
         {Case{3, 0, size, size}, Case{3, chunk - 1, 2, 2}, Case{3, size - 1, 100, 1}, Case{3, size, 100, 0},
          Case{3, size + 1000, 100, 0}, Case{3, chunk, chunk, chunk}, Case{2, 0, 100, 0}, Case{1, 0, 1000, 100},
          Case{1, 7, 0, 0}}) {
        const auto asked = at_seeder.read({.file = FileIndex{file}, .offset = offset, .length = length});
        at_seeder.waits_for(asked);
        is_true(asked, file, std::min<std::uint64_t>(offset, room.content.files[file].size()), comes);
    }
    EXPECT_EQ(at_seeder.urged, 0) << "nothing is missing";
}

TEST_F(ContentReadsTest, WhoWaitsInVainIsToldWhy) {
    const auto asked = reader.read({.file = FileIndex{0}, .offset = 0, .length = 10, .timeout = 3s});
    const auto took = reader.waits_for(asked);
    EXPECT_GE(took, 3s);
    EXPECT_LT(took, 3100ms);
    ASSERT_FALSE(*asked->answer);
    EXPECT_EQ(asked->answer->error().code, Errc::timed_out);
    EXPECT_EQ(asked->answer->error().what, "these bytes have not arrived yet: the test is slow");
}

TEST_F(ContentReadsTest, WhatNeverComesIsNotWaitedForButWhatIsHereIsRead) {
    leecher.store.gain(ChunkIndex{256});  // the second file
    reader.never = Error{Errc::no_space, "the disk is full"};
    const auto missing = reader.read({.file = FileIndex{0}, .offset = 0, .length = 10});
    const auto here = reader.read({.file = FileIndex{1}, .offset = 0, .length = 10});
    EXPECT_LT(reader.waits_for(missing), 50ms);
    EXPECT_EQ(missing->answer->error(), *reader.never);
    reader.waits_for(here);
    is_true(here, 1, 0, 10);
}

TEST_F(ContentReadsTest, AReadWaitsForTheStoreToBeOpened) {
    leecher.store.gain(ChunkIndex{256});
    reader.is_open = false;
    const auto asked = reader.read({.file = FileIndex{1}, .offset = 0, .length = 10});
    room.run(1s, [] { return false; });
    EXPECT_FALSE(asked->answer);
    reader.is_open = true;
    reader.look_again();
    reader.waits_for(asked);
    is_true(asked, 1, 0, 10);
}

TEST_F(ContentReadsTest, WhoIsGoneWaitsNoMoreAndNothingIsUrgentAnyMore) {
    auto asked = reader.read({.file = FileIndex{0}, .offset = 0, .length = 10, .ahead = 2 * MiB});
    room.run(100ms, [] { return false; });
    EXPECT_EQ(reader.urgent.size(), 9U);
    EXPECT_TRUE(reader.urgent.front().awaited);
    EXPECT_EQ(reader.space.waiting, 1U);
    asked->handle.reset();
    room.run(100ms, [] { return false; });
    EXPECT_TRUE(reader.urgent.empty());
    EXPECT_EQ(reader.space.waiting, 0U);
    room.connect(leecher, seeder);
    room.run(1s, [] { return false; });
    EXPECT_FALSE(asked->answer);
}

TEST_F(ContentReadsTest, WhatWasToBeReadNextStaysUrgentForAShortWhile) {
    leecher.store.gain(ChunkIndex{0});
    const auto asked = reader.read({.file = FileIndex{0}, .offset = 0, .length = chunk, .ahead = 2 * MiB});
    reader.waits_for(asked);
    room.run(100ms, [] { return false; });
    EXPECT_EQ(reader.urgent.size(), 8U);
    EXPECT_FALSE(reader.urgent.front().awaited);
    room.run(limits::read_lingers, [] { return false; });
    EXPECT_TRUE(reader.urgent.empty());
}

TEST_F(ContentReadsTest, TheOnesWhoReadTooMuchAtOnceAreRefused) {
    std::vector<std::shared_ptr<Asked>> all;
    for (std::size_t i = 0; i <= limits::content_reads_per_share; ++i) {
        all.push_back(reader.read({.file = FileIndex{0}, .offset = i, .length = 1}));
    }
    room.run(100ms, [] { return false; });
    ASSERT_TRUE(all.back()->answer);
    EXPECT_EQ(all.back()->answer->error().code, Errc::limit);
    EXPECT_FALSE(all.front()->answer);
    all.front()->handle.reset();
    const auto next = reader.read({.file = FileIndex{0}, .offset = 0, .length = 1});
    room.run(100ms, [] { return false; });
    EXPECT_FALSE(next->answer);
    reader.leave();
    EXPECT_EQ(reader.space.waiting, 0U);
}

TEST_F(ContentReadsTest, TheRoomOfTheWholeEngineIsSharedByAll) {
    reader.space.waiting = limits::content_reads;
    const auto asked = reader.read({.file = FileIndex{0}, .offset = 0, .length = 1});
    reader.waits_for(asked);
    EXPECT_EQ(asked->answer->error().code, Errc::limit);
    EXPECT_EQ(reader.space.waiting, limits::content_reads);
}

TEST_F(ContentReadsTest, NoMoreIsUrgentThanASwarmTakes) {
    std::vector<std::shared_ptr<Asked>> all;
    for (std::uint64_t i = 0; i < limits::content_reads_per_share; ++i) {
        all.push_back(reader.read({.file = FileIndex{0}, .offset = i * 2 * MiB, .length = 1 * MiB, .ahead = 64 * MiB}));
    }
    room.run(100ms, [] { return false; });
    EXPECT_LE(reader.urgent.size(), limits::urgent_chunks);
    EXPECT_EQ(std::ranges::count_if(reader.urgent, &Urgent::awaited), 32 * 4);
}

}  // namespace
}  // namespace shoal::test
