#include "dht/search_plan.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

TEST(SearchPlan, EachDegreeOfCareTakesMorePathsAndLooksAroundTheKey) {
    EXPECT_EQ(plan_of(SearchKind::find, Care::plain, 0).paths, 1U);
    EXPECT_EQ(plan_of(SearchKind::find, Care::plain, 0).region, 0U);
    EXPECT_EQ(plan_of(SearchKind::find, Care::suspicious, 0).paths, 2U);
    EXPECT_EQ(plan_of(SearchKind::find, Care::suspicious, 0).region, 12U);
    EXPECT_EQ(plan_of(SearchKind::find, Care::besieged, 0).paths, 4U);
    EXPECT_EQ(plan_of(SearchKind::find, Care::besieged, 0).region, 12U);
}

TEST(SearchPlan, WithVeryManySharesAnnouncementsTakeOnePathAndStillReachTheRegion) {
    EXPECT_EQ(plan_of(SearchKind::announce, Care::plain, max_two_path_shares).paths, 2U);
    const auto frugal = plan_of(SearchKind::announce, Care::plain, max_two_path_shares + 1);
    EXPECT_EQ(frugal.paths, 1U);
    EXPECT_EQ(frugal.region, 12U);
    EXPECT_TRUE(frugal.patient);
}

TEST(SearchPlan, ACrowdIsBelievedOnlyWhenTheSizeOfTheNetworkIsKnownWell) {
    testing::SeededRandom random{3};
    SizeEstimate size;
    const auto plan = plan_of(SearchKind::announce, Care::plain, 1);
    EXPECT_FALSE(plan.surroundings(size, 100));
    for (int i = 0; i < 2; ++i) {
        const NodeId target = random_id(random);
        size.add(target, std::vector<NodeId>(8, random_id_at(target, 6, random)));
    }
    EXPECT_EQ(plan.surroundings(size, 10)->most, region_crowd);
    for (int i = 0; i < 8; ++i) {
        const NodeId target = random_id(random);
        size.add(target, std::vector<NodeId>(8, random_id_at(target, 6, random)));
    }
    EXPECT_EQ(plan.surroundings(size, 10)->most, crowded_region_most);
    EXPECT_LT(plan.surroundings(size, 10)->bound, plan.surroundings(size, 10)->wider);
    EXPECT_FALSE(plan_of(SearchKind::find, Care::plain, 1).surroundings(size, 10));
}

}  // namespace
}  // namespace shoal::dht
