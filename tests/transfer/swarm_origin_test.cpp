// A lone origin among peers that want different files.

#include <gtest/gtest.h>

#include "tests/transfer/swarm_room.h"

namespace shoal::test {
namespace {

constexpr std::size_t chunk = crypto::chunk_size;

class SwarmOrigin : public testing::Test {
protected:
    RoomNode& leecher(std::vector<bool> wanted, RoomNode& origin) {
        auto& node = room.add(false);
        node.store.select(FileSelection{std::move(wanted)}, [&node] { node.swarm.selection_changed(); });
        room.connect(node, origin);
        return node;
    }
    Duration time_until(Duration limit, const std::function<bool()>& done) {
        const Instant began = room.now;
        EXPECT_TRUE(room.run(limit, done));
        return room.now - began;
    }

    Room room{make_content(41, {20 * chunk, 20 * chunk})};
};

TEST_F(SwarmOrigin, WhoComesLaterAndGetsNothingElsewhereIsServedThoughSomeFilesAreWantedByNobody) {
    auto& origin = room.add(true);
    auto& first = leecher({true, false}, origin);
    ASSERT_TRUE(room.run(60s, [&] { return first.store.missing() == 0; }));
    room.run(6s, [] { return false; });
    auto& second = leecher({true, false}, origin);
    EXPECT_LE(time_until(60s, [&] { return second.store.missing() == 0; }), 3s);
}

TEST_F(SwarmOrigin, WhatOnlySomebodyAsksForWhoAnnouncesNothingDoesNotCountAnyMoreWhenPatienceEnds) {
    auto& origin = room.add(true);
    auto& first = leecher({true, false}, origin);
    auto& other = leecher({false, true}, origin);
    other.store.answers = false;  // he takes, and never says that he has it
    ASSERT_TRUE(room.run(60s, [&] { return first.store.missing() == 0; }));
    room.run(130s, [] { return false; });
    auto& second = leecher({true, false}, origin);
    EXPECT_LE(time_until(60s, [&] { return second.store.missing() == 0; }), 3s);
}

TEST_F(SwarmOrigin, EachChunkThatWasRefusedIsAskedForAgainThoughNothingElseHappens) {
    auto& origin = room.add(true);
    origin.mute = true;
    auto& node = room.add(false);
    const auto link = room.connect(node, origin);
    const auto& asked = node.swarm.peers().at(link).in_flight;
    ASSERT_TRUE(room.run(1s, [&] { return asked.size() >= 2; }));
    const auto a = asked.begin()->first;
    const auto b = std::next(asked.begin())->first;
    const auto refuse = [&](std::uint32_t chunk_number) {
        wire::Message refusal = wire::Reject{0, wire::Space::files, chunk_number, wire::Refusal::ask_others_first};
        node.swarm.received(room.now, link, refusal);
    };
    refuse(a);
    room.run(500ms, [] { return false; });
    refuse(b);
    room.run(1200ms, [] { return false; });
    EXPECT_TRUE(asked.contains(a));
    EXPECT_TRUE(asked.contains(b));
}

TEST_F(SwarmOrigin, PeersThatWantDifferentFilesAndShareOneCostLittleMoreThanACopyOfEach) {
    auto& origin = room.add(true);
    origin.uplink = 1'000'000;
    std::vector<RoomNode*> nodes;
    for (int i = 0; i < 6; ++i) nodes.push_back(&leecher({true, i % 2 == 0}, origin));
    for (std::size_t a = 0; a < nodes.size(); ++a)
        for (std::size_t b = a + 1; b < nodes.size(); ++b) room.connect(*nodes[a], *nodes[b]);
    EXPECT_TRUE(room.run(
        120s, [&] { return std::ranges::all_of(nodes, [](const auto* node) { return node->store.missing() == 0; }); }));
    EXPECT_LE(origin.data_sent, 40 * chunk * 3 / 2);
}

}  // namespace
}  // namespace shoal::test
