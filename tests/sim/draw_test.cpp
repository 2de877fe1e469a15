#include "tests/sim/draw.h"

#include <gtest/gtest.h>

namespace shoal::sim {
namespace {

TEST(SimDraw, EqualSeedsDrawEqually) {
    Draw one{7};
    Draw two{7};
    for (int i = 0; i < 100; ++i) EXPECT_EQ(one.next(), two.next());
}

TEST(SimDraw, AStreamDoesNotDependOnWhatElseWasDrawn) {
    Draw one{7};
    const Draw two{7};
    for (int i = 0; i < 100; ++i) (void)one.next();
    EXPECT_EQ(one.split("disk", 3).next(), two.split("disk", 3).next());
    EXPECT_NE(two.split("disk", 3).next(), two.split("disk", 4).next());
    EXPECT_NE(two.split("disk").next(), two.split("network").next());
}

TEST(SimDraw, AMillionthComesTrueAboutOnceInAMillion) {
    Draw draw{1};
    int hits = 0;
    for (int i = 0; i < 3'000'000; ++i) hits += draw.chance(100'000) ? 1 : 0;
    EXPECT_NEAR(hits, 300'000, 3'000);
    EXPECT_FALSE(draw.chance(0));
    EXPECT_TRUE(draw.chance(1'000'000));
}

}  // namespace
}  // namespace shoal::sim
