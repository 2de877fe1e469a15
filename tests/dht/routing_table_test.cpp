#include "dht/routing_table.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;
using testing::SeededRandom;
using Admitted = RoutingTable::Admitted;

struct RoutingTableTest : ::testing::Test {
    /// A node in bucket `prefix` at its own loopback port.
    NodeInfo local(unsigned prefix) {
        return {.id = random_id_at(own, prefix, random),
                .endpoint = {.address = IpAddress::v4(127, 0, 0, 1), .port = next_port++}};
    }
    NodeInfo global(unsigned prefix, std::uint8_t x, std::uint8_t y, std::uint8_t z) {
        return {.id = random_id_at(own, prefix, random),
                .endpoint = {.address = IpAddress::v4(8, x, y, z), .port = 6881}};
    }
    Admitted answered(const NodeInfo& node) { return table.answered(node, now, 50ms); }

    SeededRandom random{7};
    NodeId own = random_id(random);
    Instant now = epoch;
    RoutingTable table{own, epoch};
    std::uint16_t next_port = 1000;
};

TEST_F(RoutingTableTest, BucketsHold128And64And32And16And8) {
    const std::size_t capacities[] = {128, 64, 32, 16, 8, 8, 8};
    for (unsigned prefix = 0; prefix < 7; ++prefix) {
        const auto before = table.size();
        for (int i = 0; i < 140; ++i) (void)answered(local(prefix));
        EXPECT_EQ(table.size() - before, capacities[prefix]) << prefix;
    }
}

TEST_F(RoutingTableTest, OurOwnIdIsNeverTaken) {
    EXPECT_EQ(answered({.id = own, .endpoint = at("127.0.0.1:9")}), Admitted::refused);
    EXPECT_EQ(table.size(), 0U);
}

TEST_F(RoutingTableTest, AWorkingNodeIsNeverPushedOutAndAFailingOneGivesItsPlaceAtOnce) {
    std::vector<NodeInfo> nodes;
    for (int i = 0; i < 8; ++i) nodes.push_back(local(5));
    for (const auto& node : nodes) EXPECT_EQ(answered(node), Admitted::added);
    const auto late = local(5);
    EXPECT_EQ(answered(late), Admitted::waiting);
    EXPECT_EQ(table.find(late.endpoint), nullptr);
    now += 2s;
    table.failed(nodes[3], now);
    EXPECT_EQ(table.find(nodes[3].endpoint), nullptr);
    ASSERT_NE(table.find(late.endpoint), nullptr);
    EXPECT_EQ(table.size(), 8U);
    EXPECT_EQ(table.former(), std::vector{nodes[3].endpoint});
}

TEST_F(RoutingTableTest, WithoutAReplacementThreeFailuresAMinuteApartPutANodeOut) {
    const auto node = local(5);
    (void)answered(node);
    for (int i = 0; i < 10; ++i) table.failed(node, now + 5s * i);  // one failure counts in a minute
    EXPECT_EQ(table.find(node.endpoint)->failures, 1U);
    table.failed(node, now + 2min);
    ASSERT_NE(table.find(node.endpoint), nullptr);
    table.failed(node, now + 4min);
    EXPECT_EQ(table.find(node.endpoint), nullptr);
    EXPECT_EQ(table.size(), 0U);
}

TEST_F(RoutingTableTest, AnAnswerForgivesFailures) {
    const auto node = local(5);
    (void)answered(node);
    table.failed(node, now + 2min);
    table.failed(node, now + 4min);
    now += 5min;
    EXPECT_EQ(answered(node), Admitted::refreshed);
    EXPECT_EQ(table.find(node.endpoint)->failures, 0U);
}

TEST_F(RoutingTableTest, AFullBucketReplacesAFailingContactByAnAnsweringOne) {
    std::vector<NodeInfo> nodes;
    for (int i = 0; i < 8; ++i) nodes.push_back(local(5));
    for (const auto& node : nodes) (void)answered(node);
    table.failed(nodes[0], now);
    const auto late = local(5);
    EXPECT_EQ(answered(late), Admitted::added);
    EXPECT_EQ(table.find(nodes[0].endpoint), nullptr);
    EXPECT_EQ(table.size(), 8U);
}

TEST_F(RoutingTableTest, AChangedIdAtAnEndpointPutsTheOldOneOutAndDoesNotLetTheNewOneIn) {
    const auto node = local(2);
    (void)answered(node);
    const NodeInfo changed{.id = random_id_at(own, 3, random), .endpoint = node.endpoint};
    EXPECT_EQ(answered(changed), Admitted::id_changed);
    EXPECT_EQ(table.size(), 0U);
    EXPECT_EQ(answered(changed), Admitted::added);  // it kept to the new one
}

TEST_F(RoutingTableTest, OneIdAtManyAddressesStaysWhereItWorks) {
    const auto node = local(2);
    (void)answered(node);
    for (int i = 0; i < 100; ++i) {
        NodeInfo other = local(2);
        other.id = node.id;
        EXPECT_EQ(answered(other), Admitted::refused);
    }
    EXPECT_EQ(table.size(), 1U);
    table.failed(node, now);
    NodeInfo moved = local(2);
    moved.id = node.id;
    EXPECT_EQ(answered(moved), Admitted::added);
    EXPECT_EQ(table.size(), 1U);
    EXPECT_EQ(table.find(node.endpoint), nullptr);
}

TEST_F(RoutingTableTest, AGlobalAddressGetsOnePlaceWhateverIdsAndPortsItUses) {
    EXPECT_EQ(answered(global(0, 1, 1, 1)), Admitted::added);
    for (unsigned i = 0; i < 100; ++i) {
        NodeInfo node = global(i % 20, 1, 1, 1);
        node.endpoint.port = static_cast<std::uint16_t>(7000 + i);
        EXPECT_EQ(answered(node), Admitted::refused);
    }
    EXPECT_EQ(table.size(), 1U);
}

TEST_F(RoutingTableTest, AGlobalNetworkGetsOnePlaceInABucket) {
    EXPECT_EQ(answered(global(0, 1, 1, 1)), Admitted::added);
    EXPECT_EQ(answered(global(0, 1, 1, 2)), Admitted::refused);
    EXPECT_EQ(answered(global(1, 1, 1, 3)), Admitted::added);  // another bucket
    EXPECT_EQ(answered(global(0, 1, 2, 1)), Admitted::added);  // another network
    NodeInfo six{.id = random_id_at(own, 0, random), .endpoint = at("[2400:cb00:1:2::1]:6881")};
    EXPECT_EQ(answered(six), Admitted::added);
    six.id = random_id_at(own, 0, random);
    six.endpoint = at("[2400:cb00:1:2:ffff::1]:6881");
    EXPECT_EQ(answered(six), Admitted::refused);
}

TEST_F(RoutingTableTest, AReplacementDoesNotBreakDiversityWhenItComesIn) {
    std::vector<NodeInfo> nodes;
    for (std::uint8_t i = 0; i < 8; ++i) nodes.push_back(global(5, i, 1, 1));
    for (const auto& node : nodes) EXPECT_EQ(answered(node), Admitted::added);
    EXPECT_EQ(answered(global(5, 100, 1, 1)), Admitted::waiting);
    EXPECT_EQ(answered(global(5, 100, 1, 2)), Admitted::waiting);  // displaces the first of its network
    table.failed(nodes[0], now);
    now += 2min;
    table.failed(nodes[1], now);  // nobody of another network waits
    EXPECT_EQ(table.size(), 8U);
}

/// At a global address that grants the id, in bucket `prefix`.
struct BoundTableTest : RoutingTableTest {
    NodeInfo granted(unsigned prefix) {
        for (;;) {
            NodeInfo out{.id = {}, .endpoint = {.address = {}, .port = 6881}};
            random.fill(BytesMut{out.endpoint.address.bytes}.first(4));
            if (!out.endpoint.address.is_global()) continue;
            out.id = id_for_address(out.endpoint.address, random);
            if (common_prefix(own, out.id) == prefix) return out;
        }
    }
};

TEST_F(BoundTableTest, AnIdThatItsAddressGrantsTakesThePlaceOfOneThatItDoesNot) {
    std::vector<NodeInfo> free_ids;
    for (std::uint8_t i = 0; i < 8; ++i) free_ids.push_back(global(5, i, 1, 1));
    for (const auto& node : free_ids) EXPECT_EQ(answered(node), Admitted::added);
    const auto bound = granted(5);
    EXPECT_EQ(answered(bound), Admitted::added);
    EXPECT_EQ(table.size(), 8U);
    EXPECT_EQ(answered(global(5, 99, 1, 1)), Admitted::waiting);  // and never the other way round
    EXPECT_NE(table.find(bound.endpoint), nullptr);
}

TEST_F(BoundTableTest, LocalAddressesNeedNoGrant) {
    for (int i = 0; i < 8; ++i) EXPECT_EQ(answered(local(5)), Admitted::added);
    EXPECT_EQ(answered(granted(5)), Admitted::waiting);
}

TEST_F(BoundTableTest, WithoutEnforcementWhoWorksStays) {
    RoutingTable lax{own, epoch, false};
    for (std::uint8_t i = 0; i < 8; ++i) (void)lax.answered(global(5, i, 1, 1), now, 50ms);
    EXPECT_EQ(lax.answered(granted(5), now, 50ms), Admitted::waiting);
}

TEST_F(RoutingTableTest, ClosestIsTheSameAsSortingEverything) {
    std::vector<NodeInfo> all;
    for (int i = 0; i < 400; ++i) {
        NodeInfo node = local(0);
        node.id = random_id(random);
        if (answered(node) == Admitted::added) all.push_back(node);
    }
    for (int round = 0; round < 200; ++round) {
        const NodeId target = round % 2 == 0 ? random_id(random) : random_id_at(own, 6, random);
        auto sorted = all;
        std::ranges::sort(sorted, {}, [&](const NodeInfo& node) { return distance(target, node.id); });
        sorted.resize(8);
        EXPECT_EQ(table.closest(target, 8, now, true), sorted);
    }
    EXPECT_EQ(table.closest(own, 10'000, now, true).size(), all.size());
}

TEST_F(RoutingTableTest, AStrangerIsWorthAPingUntilItWaitsOrEnoughOthersDo) {
    std::vector<NodeInfo> nodes;
    for (int i = 0; i < 8; ++i) nodes.push_back(local(5));
    for (const auto& node : nodes) {
        EXPECT_TRUE(table.is_curious_about(node, now));
        (void)answered(node);
    }
    const auto first = local(5);
    EXPECT_TRUE(table.is_curious_about(first, now));
    EXPECT_EQ(answered(first), Admitted::waiting);
    EXPECT_FALSE(table.is_curious_about(first, now));
    const NodeInfo renamed{.id = random_id_at(own, 5, random), .endpoint = first.endpoint};
    EXPECT_TRUE(table.is_curious_about(renamed, now));
    const auto last = local(5);
    for (int i = 0; i < 3; ++i) {
        EXPECT_TRUE(table.is_curious_about(last, now));
        (void)answered(local(5));
    }
    EXPECT_FALSE(table.is_curious_about(last, now));  // four wait
    EXPECT_TRUE(table.is_curious_about(last, now + replacement_life));
    EXPECT_TRUE(table.is_curious_about(first, now + replacement_life));
}

TEST_F(RoutingTableTest, AStrangerIsWorthAPingWhereANodeFails) {
    std::vector<NodeInfo> nodes;
    for (int i = 0; i < 8; ++i) nodes.push_back(local(5));
    for (const auto& node : nodes) (void)answered(node);
    for (int i = 0; i < 8; ++i) (void)answered(global(5, static_cast<std::uint8_t>(i), 1, 1));
    const auto late = local(5);
    EXPECT_FALSE(table.is_curious_about(late, now));
    for (const auto& node : nodes) table.failed(node, now);  // those that waited come in
    EXPECT_TRUE(table.is_curious_about(late, now));
}

TEST_F(RoutingTableTest, OnlyGoodNodesAreHandedOut) {
    const auto silent = local(0);
    const auto failing = local(1);
    const auto good = local(2);
    (void)answered(silent);
    now += 16min;
    (void)answered(failing);
    (void)answered(good);
    table.failed(failing, now);
    EXPECT_EQ(table.closest(own, 8, now, true), std::vector{good});
    EXPECT_EQ(table.closest(own, 8, now, false).size(), 3U);
}

TEST_F(RoutingTableTest, TheMostSilentContactsAreAskedFirst) {
    std::vector<NodeInfo> nodes;
    for (int i = 0; i < 6; ++i) {
        nodes.push_back(local(0));
        (void)answered(nodes.back());
        now += 1min;
    }
    now += 7min;  // the first was heard 13 minutes ago, the last 8
    EXPECT_EQ(table.stale(now, 10min, 2), (std::vector{nodes[0], nodes[1]}));
    table.failed(nodes[0], now);
    EXPECT_EQ(table.stale(now, 10min, 1), std::vector{nodes[1]});  // not again within a minute
}

TEST_F(RoutingTableTest, BucketsAreDueForRefreshAfterTheirAgeAndNoDeeperThanTheTableReaches) {
    (void)answered(local(2));
    EXPECT_EQ(table.due_for_refresh(now + 14min, 15min), std::nullopt);
    now += 15min;
    for (unsigned expected = 0; expected <= 2; ++expected) {
        const auto due = table.due_for_refresh(now, 15min);
        ASSERT_EQ(due, expected);
        table.looked_through(random_id_at(own, *due, random), now);
    }
    EXPECT_EQ(table.due_for_refresh(now, 15min), std::nullopt);
}

TEST_F(RoutingTableTest, ALookupOfOurOwnIdGoesThroughAllBucketsNearerThanTheEighthNearest) {
    for (unsigned prefix : {3U, 3U, 4U, 4U, 4U, 4U, 4U, 5U, 6U, 7U}) (void)answered(local(prefix));
    now += 15min;
    table.looked_through(own, now);
    for (unsigned expected = 0; expected <= 4; ++expected) {
        const auto due = table.due_for_refresh(now, 15min);
        ASSERT_EQ(due, expected);
        table.looked_through(random_id_at(own, *due, random), now);
    }
    EXPECT_EQ(table.due_for_refresh(now, 15min), std::nullopt);
}

TEST_F(RoutingTableTest, ALookupOfOurOwnIdMeetsAllOfATinyNetwork) {
    for (unsigned prefix : {0U, 1U, 2U, 3U, 4U, 5U, 6U}) (void)answered(local(prefix));
    table.looked_through(own, now + 15min);
    EXPECT_EQ(table.due_for_refresh(now + 15min, 15min), std::nullopt);
}

TEST_F(RoutingTableTest, AFullBucketIsRefreshedOnlyWhenANodeFails) {
    std::vector<NodeInfo> nodes;
    for (int i = 0; i < 128; ++i) nodes.push_back(local(0));
    for (const auto& node : nodes) (void)answered(node);
    EXPECT_EQ(table.due_for_refresh(now + 1h, 15min), std::nullopt);
    table.failed(nodes[5], now + 1h);
    EXPECT_EQ(table.due_for_refresh(now + 1h, 15min), 0U);
}

TEST_F(RoutingTableTest, AfterAnyChurnEachEndpointHasOnePlaceAndTheCountsAgree) {
    // Few ids and endpoints, so that all kinds of collisions happen, waiting nodes included.
    std::vector<NodeId> ids;
    for (unsigned i = 0; i < 60; ++i) ids.push_back(random_id_at(own, 4 + i % 2, random));
    const auto any = [&] {
        const bool is_global = random.below(3) == 0;
        const auto last = static_cast<std::uint8_t>(random.below(40));
        return NodeInfo{.id = ids[random.below(ids.size())],
                        .endpoint = {.address = is_global ? IpAddress::v4(8, 8, last, 1) : IpAddress::v4(127, 0, 0, 1),
                                     .port = static_cast<std::uint16_t>(1 + last)}};
    };
    for (int i = 0; i < 20'000; ++i) {
        now += 7s;
        if (random.below(3) != 0) {
            (void)answered(any());
        } else if (const auto all = table.closest(own, 1000, now, false); !all.empty()) {
            table.failed(all[random.below(all.size())], now);
        }
        const auto all = table.closest(own, 1000, now, false);
        ASSERT_EQ(all.size(), table.size());
        std::set<Endpoint> endpoints;
        std::set<NodeId> live_ids;
        std::set<IpAddress> addresses;
        for (const auto& node : all) {
            ASSERT_TRUE(endpoints.insert(node.endpoint).second);
            ASSERT_TRUE(live_ids.insert(node.id).second);
            ASSERT_TRUE(!node.endpoint.address.is_global() || addresses.insert(node.endpoint.address).second);
            ASSERT_EQ(table.find(node.endpoint)->node, node);
        }
    }
    EXPECT_GT(table.size(), 8U);
}

TEST_F(RoutingTableTest, MemoryIsBoundedWhateverAnswers) {
    for (int i = 0; i < 50'000; ++i) {
        NodeInfo node{.id = random_id(random), .endpoint = {.address = {}, .port = 6881}};
        random.fill(BytesMut{node.endpoint.address.bytes}.first(4));
        if (node.endpoint.is_dialable()) (void)answered(node);
        if (i % 3 == 0) table.failed(node, now += 1s);
    }
    EXPECT_LE(table.size(), 128U + 64 + 32 + 16 + 8 * 16);
    EXPECT_LE(table.former().size(), 16U);
}

}  // namespace
}  // namespace shoal::dht
