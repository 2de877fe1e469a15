#include "transfer/lone_origin.h"

#include <gtest/gtest.h>

#include "tests/transfer/seeded_random.h"
#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

using test::SeededRandom;

constexpr std::uint32_t chunks = 16;

struct LoneOriginTest : testing::Test {
    SeededRandom random{1};
    LoneOrigin origin{chunks, random};
    LoneOrigin::PeerMap peers;
    const Bitmap all{chunks, true};
    SwarmPeer& a = add(LinkId{1});
    SwarmPeer& b = add(LinkId{2});
    Instant now = Instant{} + 1000s;

    SwarmPeer& add(LinkId link) {
        auto& peer = peers[link];
        peer.link = link;
        peer.have = Bitmap{chunks};
        return peer;
    }
    void deliver(SwarmPeer& to, std::uint32_t chunk, Duration took) {
        origin.began(now, to.link, ChunkIndex{chunk}, crypto::chunk_size);
        now += took;
        to.have.set(ChunkIndex{chunk});
        origin.announced(now, to.link, ChunkIndex{chunk});
    }
    static void asks(SwarmPeer& peer, std::uint32_t chunk) { peer.wants.emplace_back(wire::Space::files, chunk); }
    bool refuses(SwarmPeer& peer, std::uint32_t chunk) {
        EXPECT_TRUE(origin.begin_turn(now, peers, all));
        return origin.ask_others_first(now, peers, peer, ChunkIndex{chunk});
    }
    /// Of a hundred requests.
    int refusals(SwarmPeer& peer, std::uint32_t chunk) {
        int out = 0;
        for (int i = 0; i < 100; ++i) out += refuses(peer, chunk) ? 1 : 0;
        return out;
    }
};

TEST_F(LoneOriginTest, IsNoneWhileItOrNobodyElseIsComplete) {
    Bitmap most{chunks, true};
    most.clear(ChunkIndex{3});
    EXPECT_FALSE(origin.begin_turn(now, peers, most));
    EXPECT_TRUE(origin.begin_turn(now, peers, all));
    a.have = all;
    EXPECT_FALSE(origin.begin_turn(now, peers, all));
}

TEST_F(LoneOriginTest, AChunkUnderWayToOneIsRefusedToOthersUntilPatienceEnds) {
    deliver(a, 0, 100ms);
    origin.began(now, a.link, ChunkIndex{1}, crypto::chunk_size);
    EXPECT_EQ(refusals(b, 1), 100);
    EXPECT_FALSE(refuses(a, 1)) << "its receiver may ask again";
    EXPECT_FALSE(refuses(b, 2)) << "nobody got it";
    now += limits::origin_patience - 1ms;
    EXPECT_TRUE(refuses(b, 1));
    now += 1ms;
    EXPECT_FALSE(refuses(b, 1));
}

TEST_F(LoneOriginTest, PatienceIsTwiceWhatAllThatIsUnderWayShouldTake) {
    deliver(a, 0, 4s);
    for (std::uint32_t i = 1; i < 5; ++i) origin.began(now, a.link, ChunkIndex{i}, crypto::chunk_size);
    now += 31s;
    EXPECT_TRUE(refuses(b, 1)) << "16 s, at 64 KiB/s";
    now += 1s;
    EXPECT_FALSE(refuses(b, 1));
}

TEST_F(LoneOriginTest, PatienceGrowsWithTheLinksThatShareTheUplink) {
    deliver(a, 0, 4s);
    for (std::uint32_t i = 1; i < 5; ++i) origin.began(now, a.link, ChunkIndex{i}, crypto::chunk_size);
    for (std::uint32_t i = 5; i < 8; ++i) origin.began(now, add(LinkId{i}).link, ChunkIndex{i}, crypto::chunk_size);
    now += 28s;
    for (std::uint32_t i = 5; i < 8; ++i) origin.announced(now, LinkId{i}, ChunkIndex{i});
    EXPECT_TRUE(refuses(b, 4)) << "three others took as much as this link, which is last with four chunks";
    now += 120s;
    EXPECT_FALSE(refuses(b, 4));
}

TEST_F(LoneOriginTest, WhoTakesAndNeverAnnouncesHoldsUpOthersOnce) {
    origin.began(now, a.link, ChunkIndex{1}, crypto::chunk_size);
    EXPECT_EQ(refusals(b, 1), 100);
    now += 29s;
    origin.began(now, a.link, ChunkIndex{1}, crypto::chunk_size);  // it asks again and again
    now += 1s;
    EXPECT_TRUE(origin.begin_turn(now, peers, all));
    origin.began(now, a.link, ChunkIndex{1}, crypto::chunk_size);
    EXPECT_EQ(refusals(b, 1), 0);
    origin.began(now, a.link, ChunkIndex{2}, crypto::chunk_size);
    EXPECT_EQ(refusals(b, 2), 0) << "nor with another chunk";
    a.have.set(ChunkIndex{1});
    origin.announced(now, a.link, ChunkIndex{1});
    EXPECT_EQ(refusals(b, 2), 100) << "it announced one after all";
}

TEST_F(LoneOriginTest, EachTimeThatAChunkIsNotPassedOnTwiceAsManyMayHaveItAtOnce) {
    for (std::uint32_t i = 0; i < 3; ++i) {
        auto& stranger = add(LinkId{10 + i});  // it leaves and comes back as somebody else
        origin.began(now, stranger.link, ChunkIndex{1}, crypto::chunk_size);
        peers.erase(stranger.link);
        EXPECT_TRUE(origin.begin_turn(now, peers, all));
    }
    for (std::uint32_t i = 0; i < 7; ++i) {
        origin.began(now, add(LinkId{20 + i}).link, ChunkIndex{1}, crypto::chunk_size);
        EXPECT_FALSE(refuses(b, 1)) << i + 1 << " of 8";
    }
    origin.began(now, a.link, ChunkIndex{1}, crypto::chunk_size);
    EXPECT_TRUE(refuses(b, 1));
}

TEST_F(LoneOriginTest, AChunkWhoseReceiverLeftIsFree) {
    origin.began(now, a.link, ChunkIndex{1}, crypto::chunk_size);
    EXPECT_TRUE(refuses(b, 1));
    peers.erase(a.link);
    EXPECT_FALSE(refuses(b, 1));
}

TEST_F(LoneOriginTest, WhatAnotherHasIsMostlyRefusedWhileSomethingNewIsAskedFor) {
    deliver(a, 0, 100ms);
    asks(a, 1);
    const int refused = refusals(b, 0);
    EXPECT_GT(refused, 75);
    EXPECT_LT(refused, 98) << "one in a few goes through";
}

TEST_F(LoneOriginTest, WhoGetsNothingElsewhereIsServedWhenAllIsOutOnce) {
    for (std::uint32_t i = 0; i < chunks; ++i) deliver(a, i, 100ms);
    a.have.clear(ChunkIndex{15});  // still no complete peer
    origin.sent(now, 1'000'000);
    EXPECT_EQ(refusals(b, 0), 0);
    b.elsewhere.add(now, 2'000'000);
    EXPECT_GT(refusals(b, 0), 75);
}

TEST_F(LoneOriginTest, WhatNobodyAsksForHoldsUpNobody) {
    deliver(a, 0, 100ms);
    origin.sent(now, 1'000'000);
    EXPECT_EQ(refusals(b, 0), 0) << "all that anybody wanted is out";
    asks(a, 1);
    EXPECT_GT(refusals(b, 0), 75);
    a.wants.clear();
    EXPECT_GT(refusals(b, 0), 75) << "whoever was told to ask others comes again";
    now += 5s;
    origin.sent(now, 1'000'000);
    EXPECT_EQ(refusals(b, 0), 0);
}

TEST_F(LoneOriginTest, WhatOnlyThoseAskForWhoLetUsDownHoldsUpNobody) {
    deliver(b, 0, 100ms);
    origin.began(now, a.link, ChunkIndex{1}, crypto::chunk_size);
    now += 120s;
    asks(a, 2);
    EXPECT_TRUE(origin.begin_turn(now, peers, all));
    origin.sent(now, 1'000'000);
    auto& c = add(LinkId{3});
    EXPECT_EQ(refusals(c, 0), 0);
    asks(b, 2);
    EXPECT_GT(refusals(c, 0), 75);
}

TEST_F(LoneOriginTest, FewAreUnderWayAtATimeButOneForEachPeer) {
    for (std::uint32_t i = 0; i < 4; ++i) {
        EXPECT_TRUE(origin.has_room(peers, a));
        origin.began(now, a.link, ChunkIndex{i}, crypto::chunk_size);
    }
    EXPECT_FALSE(origin.has_room(peers, a));
    EXPECT_TRUE(origin.has_room(peers, b));
    origin.began(now, b.link, ChunkIndex{4}, crypto::chunk_size);
    EXPECT_FALSE(origin.has_room(peers, b));
    EXPECT_EQ(origin.room_at(now), now + 30s) << "how fast they arrive is not known yet";
}

TEST_F(LoneOriginTest, MoreAreUnderWayWhenTheyArriveSoonAndFewerWhenTheyLieInBuffers) {
    for (std::uint32_t i = 0; i < 4; ++i) deliver(a, i, 100ms);
    for (std::uint32_t i = 4; i < 12; ++i) {
        EXPECT_TRUE(origin.has_room(peers, a));
        origin.began(now, a.link, ChunkIndex{i}, crypto::chunk_size);
    }
    EXPECT_FALSE(origin.has_room(peers, a));
    now += 3s;
    for (std::uint32_t i = 4; i < 12; ++i) origin.announced(now, a.link, ChunkIndex{i});
    origin.began(now, a.link, ChunkIndex{12}, crypto::chunk_size);
    EXPECT_TRUE(origin.has_room(peers, a));
    origin.began(now, a.link, ChunkIndex{13}, crypto::chunk_size);
    EXPECT_FALSE(origin.has_room(peers, a)) << "two, at the least";
}

TEST_F(LoneOriginTest, ForOnePeerAloneNothingIsHeldBack) {
    peers.erase(b.link);
    for (std::uint32_t i = 0; i < chunks; ++i) {
        EXPECT_TRUE(origin.has_room(peers, a));
        origin.began(now, a.link, ChunkIndex{i}, crypto::chunk_size);
    }
}

}  // namespace
}  // namespace shoal::transfer
