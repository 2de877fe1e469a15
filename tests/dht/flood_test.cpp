// Floods of queries: memory stays flat, and honest nodes are answered.

#include "tests/dht/flood.h"

#include <gtest/gtest.h>

namespace shoal::dht {
namespace {

using testing::Flood;

TEST(DhtFlood, FiveThousandQueriesASecondFromOneAddressCostNobodyElseAnAnswer) {
    Flood flood;
    const auto report = flood.run(1, 60s);
    EXPECT_EQ(report.flood, 300'000U);
    EXPECT_LE(report.flood_answered, 60U);  // the burst, a ping, and then silence
    EXPECT_EQ(report.honest, 240U);
    EXPECT_GE(report.honest_answered * 100, report.honest * 99);
    EXPECT_GE(report.new_honest_answered * 100, report.new_honest * 99);
    EXPECT_LE(report.most_sources, 3U);
    EXPECT_LE(report.most_transactions, 70U);
    EXPECT_LE(report.nodes, 1U);
    EXPECT_EQ(report.stored, 0U);
}

TEST(DhtFlood, SixtyFiveThousandForgedAddressesFillNothingAndProvenNodesAreAnswered) {
    Flood flood;
    const auto report = flood.run(Flood::forged_addresses, 60s);
    EXPECT_GE(report.honest_answered * 100, report.honest * 99);
    EXPECT_LE(report.most_sources, FloodLimits{}.max_sources);
    EXPECT_LE(report.most_transactions, 400U);  // 64 pings in 2 s, each remembered for 10 s
    EXPECT_LE(report.nodes, 1U);
    EXPECT_EQ(report.stored, 0U);
}

}  // namespace
}  // namespace shoal::dht
