#include "transfer/swarm.h"

#include <gtest/gtest.h>

#include "tests/transfer/swarm_room.h"
#include "transfer/limits.h"

namespace shoal::test {
namespace {

constexpr std::size_t chunk = crypto::chunk_size;

TEST(Swarm, OneLeecherGetsEverythingAndTheSeederSendsEachByteOnce) {
    Room room{make_content(1, {5 * chunk + 17, 0, 1, 100, 3 * chunk})};
    auto& seeder = room.add(true);
    auto& leecher = room.add(false);
    room.connect(leecher, seeder);
    EXPECT_TRUE(room.run(20s, [&] { return leecher.is_complete(); }));
    EXPECT_EQ(seeder.data_sent, room.content.manifest->total_bytes());
    EXPECT_EQ(leecher.swarm.counters().wasted, 0U);
    EXPECT_EQ(leecher.swarm.counters().chunks_good, room.content.manifest->chunk_count());
}

TEST(Swarm, ANodeThatKnowsOnlyTheIdGetsTheManifestFirst) {
    std::vector<std::size_t> sizes(9000, 1);  // a manifest of several chunks, so with hash blocks of its own
    Room room{make_content(2, sizes)};
    ASSERT_GT(room.content.manifest->bytes().size(), 2 * chunk);
    auto& seeder = room.add(true);
    auto& newcomer = room.add(false, false);
    room.connect(newcomer, seeder);
    EXPECT_TRUE(room.run(20s, [&] { return newcomer.is_complete(); }));
}

TEST(Swarm, AFileOfMoreThanOneHashBlockIsVerifiedBlockByBlock) {
    Room room{make_content(3, {513 * chunk + 1})};
    auto& seeder = room.add(true);
    auto& leecher = room.add(false);
    seeder.uplink = 1'000'000'000;
    room.connect(leecher, seeder);
    EXPECT_TRUE(room.run(20s, [&] { return leecher.is_complete(); }));
}

TEST(Swarm, SevenLeechersCostTheLoneOriginLittleMoreThanOneCopy) {
    Room room{make_content(4, {16 * 1024 * 1024, 7 * 1024 * 1024})};
    auto& seeder = room.add(true);
    for (int i = 0; i < 7; ++i) room.add(false);
    for (std::size_t a = 0; a < room.nodes.size(); ++a) {
        for (std::size_t b = a + 1; b < room.nodes.size(); ++b) room.connect(*room.nodes[b], *room.nodes[a]);
    }
    const Instant began = room.now;
    ASSERT_TRUE(room.run(60s, [&] { return room.all_complete(); }));
    const auto size = static_cast<double>(room.content.manifest->total_bytes());
    const double bound = size / 10'000'000;  // equal uplinks: nobody can be faster than one copy at one uplink
    const double took = std::chrono::duration<double>(room.now - began).count();
    RecordProperty("makespan_over_bound_percent", static_cast<int>(100 * took / bound));
    RecordProperty("origin_copies_percent", static_cast<int>(100 * static_cast<double>(seeder.data_sent) / size));
    EXPECT_LT(static_cast<double>(seeder.data_sent) / size, 1.1);
    EXPECT_LT(took / bound, 1.25);
    for (const auto& node : room.nodes) EXPECT_LT(static_cast<double>(node->swarm.counters().wasted), 0.03 * size);
}

TEST(Swarm, AWrongByteIsNeverAcceptedAndItsSenderIsNamed) {
    Room room{make_content(5, {6 * chunk})};
    auto& liar = room.add(true);
    auto& honest = room.add(true);
    auto& leecher = room.add(false);
    for (std::uint32_t i = 0; i < 6; ++i) liar.store.rotten.insert(i);
    room.connect(leecher, liar);
    EXPECT_TRUE(room.run(10s, [&] { return !leecher.punished.empty(); }));
    EXPECT_EQ(leecher.punished.front().code, Errc::mismatch);
    EXPECT_EQ(leecher.swarm.peers().size(), 0U);
    EXPECT_TRUE(leecher.store.have().none());
    room.connect(leecher, honest);
    EXPECT_TRUE(room.run(10s, [&] { return leecher.is_complete(); }));
    EXPECT_GE(leecher.swarm.counters().chunks_bad, 1U);
    EXPECT_TRUE(honest.punished.empty());
}

TEST(Swarm, ASilentSeederAmongTwoDoesNotHoldUpTheEnd) {
    Room room{make_content(6, {24 * chunk})};
    auto& silent = room.add(true);
    auto& honest = room.add(true);
    auto& leecher = room.add(false);
    silent.mute = true;
    room.connect(leecher, silent);
    room.connect(leecher, honest);
    EXPECT_TRUE(room.run(15s, [&] { return leecher.is_complete(); }));
}

TEST(Swarm, ASilentPeerThatKnowsTheManifestDoesNotKeepItFromANewcomer) {
    Room room{make_content(16, std::vector<std::size_t>(9000, 1))};
    auto& silent = room.add(true);
    auto& honest = room.add(true);
    auto& newcomer = room.add(false, false);
    silent.mute = true;
    silent.mute_hashes = true;
    room.connect(newcomer, silent);
    room.connect(newcomer, honest);
    EXPECT_TRUE(room.run(20s, [&] { return newcomer.swarm.manifest() != nullptr; }));
    EXPECT_TRUE(room.run(20s, [&] { return newcomer.is_complete(); }));
}

TEST(Swarm, WhoWasSlowWithTheManifestOwesNothingOnceItIsHere) {
    Room room{make_content(18, {chunk})};
    auto& slow = room.add(true);
    auto& seeder = room.add(true);
    auto& newcomer = room.add(false, false);
    slow.mute = true;
    const auto link = room.connect(newcomer, slow);
    ASSERT_TRUE(room.run(5s, [&] { return !newcomer.swarm.peers().at(link).manifest_parts.empty(); }));
    room.connect(newcomer, seeder);
    ASSERT_TRUE(room.run(20s, [&] { return newcomer.swarm.manifest() != nullptr; }));
    EXPECT_TRUE(newcomer.swarm.peers().at(link).manifest_parts.empty());
}

TEST(Swarm, SilentSeedersOneAfterTheOtherDoNotHoldUpTheEnd) {
    Room room{make_content(19, {3 * chunk})};
    auto& leecher = room.add(false);
    for (int i = 0; i < 3; ++i) {
        auto& silent = room.add(true);
        silent.mute = true;
        room.connect(leecher, silent);
        ASSERT_FALSE(room.run(6s, [&] { return leecher.is_complete(); }));
    }
    room.connect(leecher, room.add(true));
    EXPECT_TRUE(room.run(6s, [&] { return leecher.is_complete(); }));
}

TEST(Swarm, WhatASilentPeerHoldsIsTakenFromAnotherThoughMuchElseIsMissing) {
    Room room{make_content(20, {40 * chunk})};
    auto& seeder = room.add(true);
    auto& helper = room.add(false);
    auto& leecher = room.add(false);
    auto& silent = room.add(true);
    silent.mute = true;
    room.connect(leecher, silent);
    const LinkId link = room.connect(helper, seeder);
    ASSERT_TRUE(room.run(20s, [&] { return helper.store.have().count() >= 36; }));
    room.disconnect(link);
    ASSERT_FALSE(helper.is_complete());
    room.connect(leecher, helper);
    EXPECT_TRUE(room.run(20s, [&] { return leecher.store.have().count() == helper.store.have().count(); }));
}

TEST(Swarm, APeerThatAnswersNothingIsFoundOutThoughItChatters) {
    Room room{make_content(18, {24 * chunk})};
    auto& tarpit = room.add(true);
    auto& honest = room.add(true);
    auto& leecher = room.add(false);
    tarpit.mute = true;
    const LinkId link = room.connect(tarpit, leecher);
    room.connect(leecher, honest);
    const auto chatter_and_look = [&] {
        constexpr std::uint32_t never_asked = 1'000'000;
        tarpit.send(link, wire::Reject{0, wire::Space::files, never_asked, wire::Refusal::not_here});
        tarpit.send(link, wire::Data{.chunk = never_asked, .bytes = {}});
        tarpit.send(link, wire::Hashes{.handle = 0, .blob = never_asked, .block = {}});
        return leecher.is_complete();
    };
    EXPECT_TRUE(room.run(15s, chatter_and_look));
}

TEST(Swarm, ALonePeerThatAnswersLateIsNotGivenUp) {
    Room room{make_content(17, {3 * chunk})};
    auto& slow = room.add(true);
    auto& newcomer = room.add(false, false);
    slow.uplink = 0;
    room.connect(newcomer, slow);
    EXPECT_FALSE(room.run(12s, [&] { return newcomer.is_complete(); }));
    slow.uplink = 1'000'000;
    EXPECT_TRUE(room.run(12s, [&] { return newcomer.is_complete(); }));
    EXPECT_EQ(newcomer.swarm.counters().wasted, 0U);
}

TEST(Swarm, WhatALeavingPeerOwedIsAskedOfOthers) {
    Room room{make_content(7, {40 * chunk})};
    auto& first = room.add(true);
    auto& second = room.add(true);
    auto& leecher = room.add(false);
    const auto link = room.connect(leecher, first);
    ASSERT_TRUE(room.run(20s, [&] { return leecher.store.have().count() >= 10; }));
    room.connect(leecher, second);
    room.disconnect(link);
    EXPECT_TRUE(room.run(20s, [&] { return leecher.is_complete(); }));
}

TEST(Swarm, AChunkThatTheDiskRefusedIsFetchedAgain) {
    Room room{make_content(8, {4 * chunk})};
    room.add(true);
    auto& leecher = room.add(false);
    leecher.store.fails = 3;
    room.connect(leecher, *room.nodes[0]);
    EXPECT_TRUE(room.run(20s, [&] { return leecher.is_complete(); }));
    EXPECT_TRUE(leecher.punished.empty());
    EXPECT_EQ(leecher.swarm.counters().wasted, 3 * chunk);
}

TEST(Swarm, WhatTheDiskLostOfADownloadIsFetchedAgain) {
    Room room{make_content(11, {4 * chunk})};
    auto& seeder = room.add(true);
    auto& leecher = room.add(false);
    room.connect(leecher, seeder);
    ASSERT_TRUE(room.run(20s, [&] { return leecher.store.have().count() == 2; }));
    const auto lose = [&](std::uint32_t from) {
        for (std::uint32_t i = from; i < 4; ++i) {
            if (!leecher.store.have().test(ChunkIndex{i})) continue;
            leecher.store.lose(ChunkIndex{i});
            leecher.swarm.chunk_lost(ChunkIndex{i});
        }
    };
    lose(0);
    EXPECT_TRUE(room.run(20s, [&] { return leecher.is_complete(); }));
    EXPECT_FALSE(room.run(1s, [] { return false; }));  // so that it ends fetching
    lose(1);
    EXPECT_TRUE(room.run(20s, [&] { return leecher.is_complete(); }));
}

TEST(Swarm, WhatACompleteShareLostIsThePersonsOwnAndNotFetchedAgain) {
    Room room{make_content(12, {2 * chunk})};
    auto& seeder = room.add(true);
    auto& leecher = room.add(false);
    room.connect(leecher, seeder);
    ASSERT_TRUE(room.run(20s, [&] { return leecher.is_complete(); }));
    leecher.store.complete = true;
    leecher.store.lose(ChunkIndex{0});
    leecher.swarm.chunk_lost(ChunkIndex{0});
    EXPECT_FALSE(room.run(20s, [&] { return leecher.is_complete(); }));
}

TEST(Swarm, LeechersPassOnWhatTheyGotBeforeTheyHaveAll) {
    Room room{make_content(9, {32 * chunk})};
    auto& seeder = room.add(true);
    auto& middle = room.add(false);
    auto& far = room.add(false);
    room.connect(middle, seeder);
    room.connect(far, middle);  // knows nobody but a leecher
    ASSERT_TRUE(room.run(30s, [&] { return far.store.have().count() >= 4; }));
    EXPECT_FALSE(middle.is_complete());
    EXPECT_TRUE(room.run(30s, [&] { return far.is_complete(); }));
}

TEST(Swarm, PeersHearOfEachOther) {
    Room room{make_content(10, {chunk})};
    auto& seeder = room.add(true);
    auto& a = room.add(false);
    auto& b = room.add(false);
    room.connect(a, seeder);
    room.connect(b, seeder);
    EXPECT_TRUE(room.run(5s, [&] { return !a.hints.empty() && !b.hints.empty(); }));
    EXPECT_EQ(a.hints.front().address, IpAddress::v4(10, 0, 0, 2));
    EXPECT_EQ(b.hints.front().address, IpAddress::v4(10, 0, 0, 1));
}

TEST(Swarm, ADownloadLimitIsKept) {
    Room room{make_content(11, {40 * chunk})};
    room.add(true).uplink = 1'000'000'000;
    auto& leecher = room.add(false);
    leecher.down_limit = RateLimit{2'000'000};
    room.connect(leecher, *room.nodes[0]);
    const Instant began = room.now;
    ASSERT_TRUE(room.run(60s, [&] { return leecher.is_complete(); }));
    EXPECT_GT(room.now - began, 4800ms);
    EXPECT_LT(room.now - began, 7s);
}

// --- a peer that breaks rules ----------------------------------------------------------------------------------------

struct RuleBreaker : testing::Test {
    Room room{make_content(12, {3 * chunk, chunk})};
    RoomNode& seeder = room.add(true);
    RoomNode& victim = room.add(false);
    LinkId link = room.connect(victim, seeder);

    void SetUp() override {
        ASSERT_TRUE(room.run(5s, [&] { return !victim.swarm.peers().at(link).in_flight.empty(); }));
    }
    void say(RoomNode& to, wire::Message message) { to.swarm.received(room.now, link, message); }
};

TEST_F(RuleBreaker, DataOutOfOrderIsAFault) {
    const Bytes data(limits::data_bytes);
    const auto asked = victim.swarm.peers().at(link).in_flight.begin()->first;
    say(victim, wire::Data{0, wire::Space::files, asked, 2 * limits::data_bytes, data});
    EXPECT_FALSE(victim.punished.empty());
}

TEST_F(RuleBreaker, DataThatNobodyAskedForIsWasteAndNotKept) {
    const Bytes data(limits::data_bytes);
    const auto before = victim.swarm.counters().wasted;
    say(victim, wire::Data{0, wire::Space::files, 4'000'000, 0, data});
    EXPECT_TRUE(victim.punished.empty());
    EXPECT_EQ(victim.swarm.counters().wasted, before + data.size());
}

TEST_F(RuleBreaker, AHaveMapWithBitsBeyondTheEndIsAFault) {
    const Bytes bits(1, Byte{0xff});
    say(victim, wire::HaveMap{0, 0, bits});
    EXPECT_FALSE(victim.punished.empty());
}

TEST_F(RuleBreaker, AHaveOfChunksThatAreNotThereIsAFault) {
    say(victim, wire::Have{0, {{2, 0xffff'ffff}}});
    EXPECT_FALSE(victim.punished.empty());
}

TEST_F(RuleBreaker, AHaveThatNamesEverythingManyTimesIsAFault) {
    say(victim, wire::Have{0, std::vector<wire::ChunkRange>(200, {0, 4})});
    EXPECT_TRUE(victim.punished.empty());
    say(victim, wire::Have{0, std::vector<wire::ChunkRange>(limits::have_ranges, {0, 4})});
    EXPECT_FALSE(victim.punished.empty());
}

TEST_F(RuleBreaker, HintsAreTakenAsLongAsTheyAreFew) {
    wire::Peers poison{0, {}};
    for (std::uint8_t i = 0; i < 50; ++i) poison.endpoints.push_back({IpAddress::v4(10, 9, 9, i), 99});
    const auto take = [&] {
        victim.hints.clear();
        for (int i = 0; i < 10; ++i) say(victim, poison);
        return victim.hints.size();
    };
    EXPECT_EQ(take(), 100U);
    EXPECT_EQ(take(), 0U);
    room.now += 10s;
    EXPECT_EQ(take(), 10U);
    EXPECT_TRUE(victim.punished.empty());
}

TEST_F(RuleBreaker, AHintFromTheLanDoesNotLeadToOurselvesAndOneIntoTheWorldIsTaken) {
    victim.hints.clear();
    const Endpoint world{IpAddress::v4(93, 184, 216, 34), 99};
    say(victim, wire::Peers{0, {{IpAddress::v4(127, 0, 0, 1), 99}, {IpAddress::v4(224, 0, 0, 1), 99}, world}});
    EXPECT_EQ(victim.hints, std::vector{world});
}

TEST_F(RuleBreaker, ARequestForAChunkThatDoesNotExistIsAFault) {
    say(seeder, wire::Ask{0, wire::Space::files, {4}});
    EXPECT_FALSE(seeder.punished.empty());
}

TEST_F(RuleBreaker, RequestsBeyondTheQueueAreRejectedAndThenEndTheLink) {
    Room many{make_content(14, std::vector<std::size_t>(1200, 1))};
    auto& full = many.add(true);
    auto& asker = many.add(false, false);
    const auto to = many.connect(asker, full);
    full.uplink = 0;
    for (std::uint32_t i = 0; i < 1200; i += 60) {
        wire::Ask ask{0, wire::Space::files, {}};
        for (std::uint32_t j = i; j < i + 60; ++j) ask.chunks.push_back(j);
        wire::Message message{ask};
        full.swarm.received(many.now, to, message);
        if (i < 480) {
            EXPECT_TRUE(full.punished.empty());
        }
    }
    EXPECT_FALSE(full.punished.empty());
    EXPECT_LE(full.swarm.peers().at(to).wants.size(), limits::upload_queue);
}

TEST_F(RuleBreaker, AManifestThatDoesNotFitTheIdIsAFault) {
    say(victim, wire::Opened{0, {}, 12345, {}});
    EXPECT_FALSE(victim.punished.empty());
}

TEST_F(RuleBreaker, HashesThatDoNotLeadToTheRootAreAFaultWithABan) {
    Room fresh{make_content(15, {3 * chunk})};
    auto& full = fresh.add(true);
    auto& leecher = fresh.add(false);
    const auto to = fresh.connect(leecher, full);
    ASSERT_TRUE(fresh.run(5s, [&] { return !leecher.swarm.peers().at(to).hashes_asked.empty(); }));
    wire::Hashes lie{0, 1, full.content.blocks.at({0, 0})};
    lie.block.roots[1][0] ^= Byte{1};
    wire::Message message{lie};
    leecher.swarm.received(fresh.now, to, message);
    ASSERT_FALSE(leecher.punished.empty());
    EXPECT_EQ(leecher.punished.front().code, Errc::mismatch);
}

}  // namespace
}  // namespace shoal::test
