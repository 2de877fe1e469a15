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

TEST_F(LookupTest, ThreeAreAskedFirstAndEachAnswerAllowsOneMore) {
    for (std::uint8_t i = 20; i > 9; --i) lookup.add(node(i));
    for (std::uint8_t i = 10; i <= 12; ++i) EXPECT_EQ(lookup.next(), node(i));
    EXPECT_EQ(lookup.next(), std::nullopt);
    lookup.add(node(9));  // nearer, so that this is not the end yet
    lookup.answered(node(11), {});
    EXPECT_EQ(lookup.next(), node(9));
    lookup.add(node(8));
    EXPECT_EQ(lookup.next(), node(8));
    EXPECT_EQ(lookup.next(), std::nullopt);  // 10, 12, 9 and 8 are out
    EXPECT_EQ(lookup.queries(), 5U);
}

TEST_F(LookupTest, OnceTheNearestAnsweredTheOtherSevenAreAskedAtOnce) {
    for (std::uint8_t i = 1; i <= 12; ++i) lookup.add(node(i));
    for (int i = 0; i < 3; ++i) (void)lookup.next();
    lookup.answered(node(1), {});
    for (std::uint8_t i = 4; i <= 8; ++i) EXPECT_EQ(lookup.next(), node(i));
    EXPECT_EQ(lookup.next(), std::nullopt);
}

TEST_F(LookupTest, WhenThreeOfTheNearestAreSilentOneMoreThanNeededIsAsked) {
    for (std::uint8_t i = 1; i <= 20; ++i) lookup.add(node(i));
    while (const auto next = lookup.next()) {
        if (next->endpoint.port > 3) lookup.answered(*next, {});
    }
    EXPECT_EQ(lookup.queries(), 3U);
    for (std::uint8_t i = 1; i <= 3; ++i) lookup.slow(node(i));
    while (const auto next = lookup.next()) lookup.answered(*next, {});
    EXPECT_EQ(lookup.queries(), 3U + 8 + 1);
}

TEST_F(LookupTest, TheWholeRegionIsAskedAndWaitedFor) {
    lookup.set_region(LookupRegion{.bound = distance(target, node(14).id), .most = 64, .crowd = 24, .wider = {}});
    for (std::uint8_t i = 1; i <= 30; ++i) lookup.add(node(i));
    std::vector<NodeInfo> asked;
    while (const auto next = lookup.next()) {
        asked.push_back(*next);
        if (next != node(13)) lookup.answered(*next, {});
    }
    EXPECT_EQ(asked.size(), 14U);
    EXPECT_FALSE(lookup.is_finished(false));
    lookup.slow(node(13));
    EXPECT_FALSE(lookup.is_finished(true));
    lookup.failed(node(13));
    EXPECT_TRUE(lookup.is_finished(true));
}

TEST_F(LookupTest, ACrowdInTheRegionIsAskedNoFurtherThanItsLimit) {
    lookup.set_region(LookupRegion{.bound = distance(target, node(200).id), .most = 20, .crowd = 24, .wider = {}});
    for (std::uint8_t i = 1; i <= 100; ++i) lookup.add(node(i));
    while (const auto next = lookup.next()) lookup.answered(*next, {});
    EXPECT_EQ(lookup.queries(), 20U);
    EXPECT_TRUE(lookup.is_finished(true));
}

// --- BEP 42 ----------------------------------------------------------------------------------------------------------

struct BoundLookupTest : LookupTest {
    /// In a network of its own, at distance `place`; bound: the address is one that grants the id.
    NodeInfo global(std::uint8_t place, bool is_bound) {
        NodeInfo out = node(place);
        for (;;) {
            random.fill(BytesMut{out.endpoint.address.bytes}.first(4));
            const auto& address = out.endpoint.address;
            if (address.is_global() && used.insert(network_of(address)).second &&
                id_fits_address(out.id, address) == is_bound) {
                return out;
            }
        }
    }
    testing::SeededRandom random{4};
    std::set<IpAddress> used{};
    IterativeLookup bound_lookup{target, own, {.enforce_ids = true}};
};

/// An id that the address grants, near the target only by chance.
NodeInfo granted(std::uint8_t number, crypto::Random& random) {
    NodeInfo out{.id = {}, .endpoint = {.address = IpAddress::v4(9, number, 1, 1), .port = 6881}};
    out.id = id_for_address(out.endpoint.address, random);
    return out;
}

TEST_F(BoundLookupTest, IdsThatTheAddressDoesNotGrantAreNotAmongTheNearest) {
    std::set<NodeInfo> honest;
    for (std::uint8_t i = 0; i < 12; ++i) honest.insert(granted(i, random));
    for (const auto& one : honest) bound_lookup.add(one);
    for (std::uint8_t i = 1; i <= 30; ++i) bound_lookup.add(global(i, false));
    while (const auto next = bound_lookup.next()) bound_lookup.answered(*next, Bytes(1));
    EXPECT_TRUE(bound_lookup.is_finished(true));
    const auto nearest = nearest_of(bound_lookup.answers());
    ASSERT_EQ(nearest.size(), 8U);
    for (const auto& one : nearest) {
        EXPECT_TRUE(one.is_bound);
        EXPECT_TRUE(honest.contains(one.node));
    }
    EXPECT_LE(bound_lookup.queries(), 12U + lookup_breadth);
}

TEST_F(BoundLookupTest, WhereNobodyHasAGrantedIdTheOthersDo) {
    for (std::uint8_t i = 1; i <= 20; ++i) bound_lookup.add(global(i, false));
    while (const auto next = bound_lookup.next()) bound_lookup.answered(*next, Bytes(1));
    EXPECT_TRUE(bound_lookup.is_finished(true));
    EXPECT_EQ(bound_lookup.queries(), 8U);
    EXPECT_EQ(nearest_of(bound_lookup.answers()).size(), 8U);
}

TEST_F(BoundLookupTest, TheyAreHopsWhereNobodyBetterIsLeftToAsk) {
    const auto hop = global(9, false);
    const auto honest = granted(1, random);
    bound_lookup.add(hop);
    EXPECT_EQ(bound_lookup.next(), hop);
    EXPECT_FALSE(bound_lookup.is_finished(false));
    bound_lookup.add(honest);
    bound_lookup.answered(hop, {});
    EXPECT_EQ(bound_lookup.next(), honest);
}

TEST_F(BoundLookupTest, LocalAddressesAreExempt) {
    for (std::uint8_t i = 1; i <= 10; ++i) bound_lookup.add(node(i));
    while (const auto next = bound_lookup.next()) bound_lookup.answered(*next, Bytes(1));
    for (const auto& one : bound_lookup.answers()) EXPECT_TRUE(one.is_bound);
}

TEST_F(BoundLookupTest, EndlessFreeIdsCostABoundedNumberOfQuestions) {
    bound_lookup.add(global(250, false));
    std::uint8_t place = 249;
    while (const auto next = bound_lookup.next()) {
        for (int i = 0; i < 3 && place > 1; ++i) bound_lookup.add(global(place--, false));
        bound_lookup.answered(*next, {});
    }
    EXPECT_LE(bound_lookup.queries(), max_unbound_queries);
    EXPECT_TRUE(bound_lookup.is_finished(true));
}

// --- the plain lookup, continued -----------------------------------------------------------------------------------

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
    for (int i = 0; i < 3; ++i) (void)lookup.next();
    lookup.slow(node(1));
    EXPECT_EQ(lookup.next(), node(4));
    for (std::uint8_t i = 2; i <= 4; ++i) lookup.answered(node(i), {});
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
