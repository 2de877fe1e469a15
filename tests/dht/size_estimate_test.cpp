#include "dht/size_estimate.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::SeededRandom;

struct SizeEstimateTest : ::testing::Test {
    void make_network(std::size_t size) {
        network.clear();
        for (std::size_t i = 0; i < size; ++i) network.push_back(random_id(random));
    }
    std::vector<NodeId> nearest(const NodeId& target) {
        std::vector<NodeId> out(std::min(network.size(), SizeEstimate::sample_size));
        std::ranges::partial_sort_copy(
            network, out, {}, [&](const NodeId& id) { return distance(target, id); },
            [&](const NodeId& id) { return distance(target, id); });
        return out;
    }
    void look_up_times(int times) {
        for (int i = 0; i < times; ++i) {
            const NodeId target = random_id(random);
            estimate.add(target, nearest(target));
        }
    }
    /// True if the estimate is within three of its standard deviations.
    [[nodiscard]] bool is_about(std::size_t size) const {
        const std::uint64_t slack = 3 * size * estimate.error_percent() / 100;
        return estimate.nodes() + slack >= size && estimate.nodes() <= size + slack;
    }

    SeededRandom random{5};
    std::vector<NodeId> network;
    SizeEstimate estimate;
};

TEST_F(SizeEstimateTest, NothingIsKnownBeforeALookup) {
    EXPECT_FALSE(estimate.is_known());
    EXPECT_EQ(estimate.nodes(), 0U);
    EXPECT_EQ(estimate.error_percent(), 100U);
    EXPECT_EQ(estimate.expected(8, 0), std::nullopt);
    estimate.add(random_id(random), {});
    EXPECT_FALSE(estimate.is_known());
}

TEST_F(SizeEstimateTest, ItComesToTheSizeAndBecomesSurer) {
    for (const std::size_t size : {100U, 3'000U}) {
        estimate = {};
        make_network(size);
        look_up_times(1);
        EXPECT_EQ(estimate.error_percent(), 35U);
        look_up_times(60);
        EXPECT_EQ(estimate.error_percent(), 6U);
        EXPECT_TRUE(is_about(size)) << estimate.nodes() << " of " << size;
    }
}

TEST_F(SizeEstimateTest, AFewNodesAreCountedOneByOne) {
    make_network(3);
    look_up_times(4);
    EXPECT_GE(estimate.nodes(), 3U);
    EXPECT_LE(estimate.nodes(), 4U);
    Distance all;
    all.bytes.fill(Byte{0xff});
    EXPECT_EQ(estimate.expected(12, 0), all);
    EXPECT_LT(*estimate.expected(12, 100), all);  // but we know a hundred ourselves
}

TEST_F(SizeEstimateTest, ItFollowsANetworkThatGrowsTwentyfold) {
    make_network(100);
    look_up_times(40);
    make_network(2'000);
    look_up_times(120);
    EXPECT_TRUE(is_about(2'000)) << estimate.nodes();
}

TEST_F(SizeEstimateTest, TheExpectedDistanceHoldsAboutThatManyNodes) {
    make_network(2'000);
    look_up_times(60);
    std::size_t inside = 0;
    const auto bound = *estimate.expected(12, 0);
    for (int i = 0; i < 100; ++i) {
        const NodeId target = random_id(random);
        inside += static_cast<std::size_t>(
            std::ranges::count_if(network, [&](const NodeId& id) { return distance(target, id) <= bound; }));
    }
    EXPECT_GE(inside, 950U);
    EXPECT_LE(inside, 1'450U);
}

TEST_F(SizeEstimateTest, ALookupWhileTheNetworkWasTinyIsSoonForgotten) {
    make_network(2);
    look_up_times(1);
    make_network(2'000);
    look_up_times(3);
    EXPECT_GE(estimate.nodes(), 200U);
}

TEST_F(SizeEstimateTest, WhoCrowdsAroundOneKeyMovesItOnce) {
    make_network(2'000);
    look_up_times(60);
    const auto before = estimate.nodes();
    const NodeId key = random_id(random);
    std::vector<NodeId> crowd(8, key);
    for (int i = 0; i < 60; ++i) estimate.add(key, crowd);
    EXPECT_LE(estimate.nodes(), before + before / 10);
}

TEST_F(SizeEstimateTest, AnOutageOfOursMovesItByItsWeightOnly) {
    make_network(2'000);
    look_up_times(60);
    const auto before = estimate.nodes();
    const NodeId target = random_id(random);
    estimate.add(target, std::vector{random_id(random)});  // a single node answered
    EXPECT_GE(estimate.nodes(), before * 3 / 4);
}

}  // namespace
}  // namespace shoal::dht
