#include "transfer/dial_turns.h"

#include <gtest/gtest.h>

namespace shoal::transfer {
namespace {

struct DialTurnsTest : testing::Test {
    DialTurns turns;
    Instant now = Instant{} + 1000s;
    const Tag a = tag(1);
    const Tag b = tag(2);
    const Tag c = tag(3);

    static Tag tag(std::uint8_t number) {
        ContentId id;
        id.bytes.fill(Byte{number});
        return ContentKeys::derive(id).tag;
    }
};

TEST_F(DialTurnsTest, WhileDialsAreFreeNobodyWaits) {
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(turns.may(now, a, 1));
}

TEST_F(DialTurnsTest, WhoWaitedLongestIsNext) {
    EXPECT_FALSE(turns.may(now, b, 0));
    EXPECT_FALSE(turns.may(now, c, 0));
    EXPECT_FALSE(turns.may(now, a, 1)) << "however often it asks first";
    EXPECT_FALSE(turns.may(now, c, 1));
    EXPECT_TRUE(turns.may(now, b, 1));
    EXPECT_FALSE(turns.may(now, b, 1)) << "once, and then behind the others";
    EXPECT_TRUE(turns.may(now, c, 1));
    EXPECT_TRUE(turns.may(now, a, 1));
    EXPECT_TRUE(turns.may(now, b, 1));
}

TEST_F(DialTurnsTest, AsManyMayAsThereIsRoomFor) {
    EXPECT_FALSE(turns.may(now, b, 0));
    EXPECT_FALSE(turns.may(now, c, 0));
    EXPECT_TRUE(turns.may(now, c, 2)) << "one for each who waits";
    EXPECT_TRUE(turns.may(now, a, 2)) << "one is left besides";
    EXPECT_TRUE(turns.may(now, b, 1));
}

TEST_F(DialTurnsTest, WhoAsksNoMoreOrIsGoneHoldsUpNobody) {
    EXPECT_FALSE(turns.may(now, b, 0));
    EXPECT_FALSE(turns.may(now, c, 0));
    turns.left(b);
    now += DialTurns::patience - 1ms;
    EXPECT_FALSE(turns.may(now, a, 1));
    now += 1ms;
    EXPECT_TRUE(turns.may(now, a, 1));
}

}  // namespace
}  // namespace shoal::transfer
