#include "dht/lookup.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;

struct LookupTest : ::testing::Test {
    /// A node at distance `place` (in the last byte) from the target, at its own loopback port.
    NodeInfo node(std::uint8_t place) {
        NodeInfo out{.id = target, .endpoint = {.address = IpAddress::v4(127, 0, 0, 1), .port = place}};
        out.id.bytes[19] ^= Byte{place};
        return out;
    }
    NodeId target = *NodeId::from(as_bytes("the target of 20 byt"));
    NodeId own{};
    IterativeLookup lookup{target, own, {}};
};

TEST_F(LookupTest, FourAreInFlightAndTheNearestAreAskedFirst) {
    for (std::uint8_t i = 20; i > 0; --i) lookup.add(node(i));
    for (std::uint8_t i = 1; i <= 4; ++i) EXPECT_EQ(lookup.next(), node(i));
    EXPECT_EQ(lookup.next(), std::nullopt);
    lookup.answered(node(2), {});
    EXPECT_EQ(lookup.next(), node(5));
    EXPECT_EQ(lookup.queries(), 5U);
}

TEST_F(LookupTest, ItEndsWhenTheNearestEightAnsweredAndAsksNobodyBeyond) {
    for (std::uint8_t i = 1; i <= 20; ++i) lookup.add(node(i));
    while (const auto next = lookup.next()) {
        EXPECT_FALSE(lookup.is_finished(false));
        lookup.answered(*next, {});
    }
    EXPECT_TRUE(lookup.is_finished(false));
    EXPECT_TRUE(lookup.is_finished(true));
    EXPECT_EQ(lookup.queries(), 8U);
    EXPECT_EQ(nearest_of(lookup.answers()).size(), 8U);
}

TEST_F(LookupTest, ASlowNodeFreesItsSlotAndItsLateAnswerCounts) {
    for (std::uint8_t i = 1; i <= 12; ++i) lookup.add(node(i));
    for (int i = 0; i < 4; ++i) (void)lookup.next();
    lookup.slow(node(1));
    EXPECT_EQ(lookup.next(), node(5));
    for (std::uint8_t i = 2; i <= 5; ++i) lookup.answered(node(i), {});
    while (const auto next = lookup.next()) lookup.answered(*next, {});
    EXPECT_TRUE(lookup.is_finished(false));  // eight others answered
    EXPECT_FALSE(lookup.is_finished(true));  // an announce waits for it
    lookup.answered(node(1), {});
    EXPECT_TRUE(lookup.is_finished(true));
    EXPECT_EQ(nearest_of(lookup.answers())[0].node, node(1));
}

TEST_F(LookupTest, WithFewNodesSlowOnesAreWaitedFor) {
    lookup.add(node(1));
    lookup.add(node(2));
    (void)lookup.next();
    (void)lookup.next();
    lookup.answered(node(1), {});
    lookup.slow(node(2));
    EXPECT_FALSE(lookup.is_finished(false));
    lookup.failed(node(2));
    EXPECT_TRUE(lookup.is_finished(false));
    EXPECT_EQ(nearest_of(lookup.answers()).size(), 1U);
}

TEST_F(LookupTest, WithNobodyItIsFinished) {
    EXPECT_TRUE(lookup.is_finished(true));
    EXPECT_EQ(lookup.next(), std::nullopt);
}

TEST_F(LookupTest, ItAsksNeitherItselfNorAnEndpointTwice) {
    NodeInfo self = node(1);
    self.id = own;
    lookup.add(self);
    lookup.add(node(2));
    NodeInfo again = node(3);
    again.endpoint = node(2).endpoint;
    lookup.add(again);  // another id at the same endpoint
    NodeInfo twin = node(2);
    twin.endpoint.port = 999;
    lookup.add(twin);  // the same id elsewhere
    EXPECT_EQ(lookup.next(), node(2));
    EXPECT_EQ(lookup.next(), std::nullopt);
}

TEST_F(LookupTest, OneGlobalNetworkGetsOneCandidateUntilItFails) {
    NodeInfo first = node(5);
    first.endpoint = at("8.8.8.1:1");
    NodeInfo second = node(4);
    second.endpoint = at("8.8.8.2:1");
    lookup.add(first);
    lookup.add(second);
    EXPECT_EQ(lookup.next(), first);
    EXPECT_EQ(lookup.next(), std::nullopt);
    lookup.failed(first);
    lookup.add(second);
    EXPECT_EQ(lookup.next(), second);
}

TEST_F(LookupTest, ALateAnswerTakesItsNetworkBack) {
    NodeInfo first = node(5);
    first.endpoint = at("8.8.8.1:1");
    NodeInfo second = node(4);
    second.endpoint = at("8.8.8.2:1");
    NodeInfo third = node(3);
    third.endpoint = at("8.8.8.3:1");
    lookup.add(first);
    EXPECT_EQ(lookup.next(), first);
    lookup.failed(first);
    lookup.add(second);
    EXPECT_EQ(lookup.next(), second);
    lookup.answered(first, {});
    lookup.failed(second);
    lookup.add(third);
    EXPECT_EQ(lookup.next(), std::nullopt);
}

TEST_F(LookupTest, NodesThatAlwaysNameNearerOnesCannotKeepItGoing) {
    testing::SeededRandom random{1};
    lookup.add(node(200));
    std::size_t queries = 0;
    unsigned prefix = 1;
    while (const auto next = lookup.next()) {
        ++queries;
        prefix = std::min(prefix + 1, 158U);
        for (int i = 0; i < 20; ++i) {
            NodeInfo lie{.id = random_id_at(target, prefix, random), .endpoint = {}};
            lie.endpoint = {.address = IpAddress::v4(10, 0, 0, 1),
                            .port = static_cast<std::uint16_t>(1 + random.below(65535))};
            lookup.add(lie);
        }
        lookup.answered(*next, {});
    }
    EXPECT_LE(queries, max_lookup_queries);
    EXPECT_TRUE(lookup.is_finished(true));
}

}  // namespace
}  // namespace shoal::dht
