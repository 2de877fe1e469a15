#include "dht/disjoint_lookup.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

struct DisjointLookupTest : ::testing::Test {
    /// A node at distance `place` from the target, at its own loopback port.
    NodeInfo node(std::uint16_t place) {
        NodeInfo out{.id = target, .endpoint = {.address = IpAddress::v4(127, 0, 0, 1), .port = place}};
        out.id.bytes[18] ^= static_cast<Byte>(place >> 8U);
        out.id.bytes[19] ^= static_cast<Byte>(place & 0xffU);
        return out;
    }
    Distance place(std::uint16_t of) { return distance(target, node(of).id); }

    NodeId target = *NodeId::from(as_bytes("the target of 20 byt"));
    NodeId own{};
    DisjointLookup lookup{target, own, 2, {}};
};

TEST_F(DisjointLookupTest, NoNodeIsAskedByTwoPaths) {
    lookup.add(node(100));
    lookup.add(node(101));
    std::map<NodeInfo, int> asked;
    while (const auto next = lookup.next()) {
        ++asked[*next];
        for (std::uint16_t i = 1; i <= 20; ++i) lookup.add(node(i), *next);  // both paths are told of the same
        lookup.answered(*next, Bytes(1));
    }
    EXPECT_TRUE(lookup.is_finished(true));
    EXPECT_EQ(asked.size(), 2U + 16);  // each path found eight of its own
    for (const auto& [one, times] : asked) EXPECT_EQ(times, 1);
    EXPECT_EQ(lookup.queries(), asked.size());
    const auto nearest = lookup.nearest();
    ASSERT_EQ(nearest.size(), 8U);
    for (std::uint16_t i = 1; i <= 8; ++i) EXPECT_EQ(nearest[i - 1U].node, node(i));
}

TEST_F(DisjointLookupTest, ALiarLeadsOnlyItsOwnPathAstray) {
    const auto liar = node(300);
    lookup.add(liar);
    lookup.add(node(301));
    std::set<NodeInfo> honest;
    while (const auto next = lookup.next()) {
        const bool is_lying = next->endpoint.port == 300 || next->endpoint.port < 50;
        for (std::uint16_t i = 1; i <= 8; ++i)
            lookup.add(node(is_lying ? i : static_cast<std::uint16_t>(100 + i)), *next);
        if (!is_lying) honest.insert(*next);
        lookup.answered(*next, Bytes(1));
    }
    EXPECT_TRUE(lookup.is_finished(true));
    EXPECT_EQ(honest.size(), 1U + 8);
}

TEST_F(DisjointLookupTest, ANodeNamedUnderAWrongIdIsStillAskedUnderItsOwn) {
    NodeInfo wrong = node(1);
    wrong.endpoint = node(2).endpoint;
    lookup.add(wrong);
    EXPECT_EQ(lookup.next(), wrong);
    lookup.failed(wrong);
    lookup.add(node(2));  // the second path's
    EXPECT_EQ(lookup.next(), node(2));
}

TEST_F(DisjointLookupTest, AGlobalNetworkIsAskedByOnePathUntilItFails) {
    NodeInfo first = node(1);
    first.endpoint = testing::at("8.8.8.1:1");
    NodeInfo second = node(2);
    second.endpoint = testing::at("8.8.8.2:1");
    NodeInfo third = node(3);
    third.endpoint = testing::at("8.8.8.3:1");
    lookup.add(first);
    lookup.add(second);  // the other path's
    EXPECT_EQ(lookup.next(), first);
    EXPECT_EQ(lookup.next(), std::nullopt);
    lookup.failed(first);
    lookup.add(node(50));
    lookup.add(third);
    std::set<NodeInfo> asked;
    while (const auto next = lookup.next()) asked.insert(*next);
    EXPECT_TRUE(asked.contains(third) || asked.contains(node(50)));
    EXPECT_FALSE(asked.contains(second));  // it was passed over for good
}

TEST_F(DisjointLookupTest, AnAnnouncementGoesToTheWholeRegionAndToNobodyWithoutAToken) {
    lookup.set_region(LookupRegion{.bound = place(12), .most = 64, .crowd = 24, .wider = place(40)});
    for (std::uint16_t i = 1; i <= 40; ++i) lookup.add(node(i));
    while (const auto next = lookup.next()) lookup.answered(*next, next->endpoint.port == 5 ? Bytes{} : Bytes(1));
    const auto stores = lookup.stores();
    EXPECT_EQ(stores.size(), 11U);
    for (const auto& one : stores) EXPECT_NE(one.node, node(5));
    EXPECT_FALSE(lookup.widen());
    EXPECT_EQ(lookup.nearest().size(), 8U);
}

TEST_F(DisjointLookupTest, WithoutARegionTheNearestEightAreTold) {
    for (std::uint16_t i = 1; i <= 40; ++i) lookup.add(node(i));
    while (const auto next = lookup.next()) lookup.answered(*next, Bytes(1));
    EXPECT_EQ(lookup.stores().size(), 8U);
}

TEST_F(DisjointLookupTest, ACrowdInTheRegionWidensItOnce) {
    lookup.set_region(LookupRegion{.bound = place(30), .most = 64, .crowd = 24, .wider = place(45)});
    for (std::uint16_t i = 1; i <= 60; ++i) lookup.add(node(i));
    while (const auto next = lookup.next()) lookup.answered(*next, Bytes(1));
    EXPECT_EQ(lookup.stores().size(), 30U);
    EXPECT_TRUE(lookup.widen());
    EXPECT_FALSE(lookup.is_finished(true));
    while (const auto next = lookup.next()) lookup.answered(*next, Bytes(1));
    EXPECT_EQ(lookup.stores().size(), 45U);
    EXPECT_FALSE(lookup.widen());
}

}  // namespace
}  // namespace shoal::dht
