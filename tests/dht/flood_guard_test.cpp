#include "dht/flood_guard.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;

struct FloodGuardTest : ::testing::Test {
    FloodGuard guard{FloodLimits{}, epoch};
    Endpoint flooder = at("8.8.8.8:1000");
};

TEST_F(FloodGuardTest, AnAddressHasABurstAndThenSilenceForFiveMinutes) {
    for (int i = 0; i < 50; ++i) EXPECT_TRUE(guard.admit_query(flooder, epoch));
    EXPECT_FALSE(guard.admit_query(flooder, epoch));
    EXPECT_FALSE(guard.admit_query(at("8.8.8.8:2000"), epoch + 4min));  // another port is the same address
    EXPECT_TRUE(guard.admit_query(at("8.8.8.9:1000"), epoch));
    EXPECT_TRUE(guard.admit_query(flooder, epoch + 5min));
}

TEST_F(FloodGuardTest, ASteadyRateBelowTheBudgetIsAlwaysServed) {
    Instant now = epoch;
    for (int i = 0; i < 10'000; ++i, now += 101ms) ASSERT_TRUE(guard.admit_query(flooder, now)) << i;
    FloodGuard fast{FloodLimits{}, epoch};  // and one above it is not, in whatever pieces time comes
    int served = 0;
    for (now = epoch; now < epoch + 4min; now += 700us) served += fast.admit_query(flooder, now) ? 1 : 0;
    EXPECT_LE(served, 60);
}

TEST_F(FloodGuardTest, AllAddressesOfAnIPv6NetworkAreOneSource) {
    for (int i = 0; i < 50; ++i) {
        EXPECT_TRUE(guard.admit_query(at(("[2400:cb00:1:2::" + std::to_string(i) + "]:1").c_str()), epoch));
    }
    EXPECT_FALSE(guard.admit_query(at("[2400:cb00:1:2::ffff]:1"), epoch));
    EXPECT_TRUE(guard.admit_query(at("[2400:cb00:1:3::1]:1"), epoch));
}

TEST_F(FloodGuardTest, LocalEndpointsCountEachForItself) {
    const Endpoint first = at("127.0.0.1:1");
    while (guard.admit_query(first, epoch)) {
    }
    EXPECT_TRUE(guard.admit_query(at("127.0.0.1:2"), epoch));
    EXPECT_TRUE(guard.admit_query(first, epoch + 1s));  // and are never silenced
}

TEST_F(FloodGuardTest, ForgedSourcesDoNotGrowIt) {
    testing::SeededRandom random{1};
    for (int i = 0; i < 65'536; ++i) {
        Endpoint forged{.address = {}, .port = 1};
        random.fill(BytesMut{forged.address.bytes}.first(4));
        (void)guard.admit_query(forged, epoch + 10us * i);
    }
    EXPECT_LE(guard.sources(), FloodLimits{}.max_sources);
}

TEST_F(FloodGuardTest, HalfOfTheReplyBudgetIsKeptForProvenNodes) {
    std::size_t unproven = 0;
    while (guard.admit_reply(flooder, 300, false, epoch)) unproven += 300;
    EXPECT_NEAR(static_cast<double>(unproven), 48 * 1024, 300);
    EXPECT_TRUE(guard.admit_reply(flooder, 300, true, epoch));
    std::size_t proven = 300;
    while (guard.admit_reply(flooder, 300, true, epoch)) proven += 300;
    EXPECT_NEAR(static_cast<double>(proven), 48 * 1024, 600);
    EXPECT_TRUE(guard.admit_reply(at("127.0.0.1:1"), 300, false, epoch));  // local ones have their own
    EXPECT_TRUE(guard.admit_reply(flooder, 300, false, epoch + 3s));
}

TEST_F(FloodGuardTest, LargeRepliesToOneAddressHaveABudgetOfTheirOwn) {
    EXPECT_FALSE(guard.admit_large_reply(flooder, 1232, epoch));  // who asked nothing gets nothing
    ASSERT_TRUE(guard.admit_query(flooder, epoch));
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(guard.admit_large_reply(flooder, 1232, epoch));
    EXPECT_FALSE(guard.admit_large_reply(flooder, 1232, epoch));
    EXPECT_FALSE(guard.admit_large_reply(at("8.8.8.8:2000"), 1232, epoch + 1s));  // another port is the same address
    EXPECT_TRUE(guard.admit_large_reply(flooder, 1000, epoch + 1s));
    EXPECT_FALSE(guard.admit_large_reply(flooder, 100, epoch + 1s));
    const Endpoint other = at("9.9.9.9:1");
    ASSERT_TRUE(guard.admit_query(other, epoch));
    EXPECT_TRUE(guard.admit_large_reply(other, 1232, epoch));
    const Endpoint local = at("127.0.0.1:1");
    for (int i = 0; i < 100; ++i) EXPECT_TRUE(guard.admit_large_reply(local, 1232, epoch));
}

TEST(TokenBucket, ALongPauseFillsItAndNoMore) {
    TokenBucket bucket{10, 50, epoch};
    EXPECT_TRUE(bucket.take(50, epoch));
    EXPECT_FALSE(bucket.take(1, epoch));
    EXPECT_TRUE(bucket.take(50, epoch + 24h * 365));
    EXPECT_FALSE(bucket.take(1, epoch + 24h * 365));
}

}  // namespace
}  // namespace shoal::dht
