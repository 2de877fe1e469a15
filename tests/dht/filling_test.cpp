// How a table that has room is filled with nodes that others named.

#include <gtest/gtest.h>

#include "dht/maintenance.h"
#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::epoch;
using testing::SeededRandom;

struct FillingTest : ::testing::Test {
    FillingTest() { maintenance.start(epoch); }
    NodeInfo node(std::uint8_t number) {
        return {.id = random_id(random), .endpoint = {.address = IpAddress::v4(9, number, 1, 1), .port = 6881}};
    }
    /// Strangers that are to be pinged in the first minutes.
    std::vector<NodeInfo> met_in(Duration span) {
        std::vector<NodeInfo> out;
        for (Instant now = epoch; now < epoch + span; now += 1s) {
            for (const auto& one : maintenance.due(table, now).meet) out.push_back(one);
        }
        return out;
    }
    SeededRandom random{9};
    RoutingTable table{random_id(random), epoch};
    Maintenance maintenance{{}, testing::at("8.8.8.8:6881"), random};
};

TEST_F(FillingTest, WhoWasNamedIsMetOnceWhileThereIsRoom) {
    const auto a = node(1);
    const auto b = node(2);
    maintenance.heard_of(a);
    maintenance.heard_of(b);
    maintenance.heard_of(a);
    const auto met = met_in(1min);
    ASSERT_EQ(met.size(), 2U);
    EXPECT_EQ(met[0], b) << "the newest first";
    EXPECT_EQ(met[1], a);
}

TEST_F(FillingTest, WhoIsInTheTableMeanwhileIsNotAsked) {
    const auto a = node(1);
    maintenance.heard_of(a);
    ASSERT_EQ(table.answered(a, epoch, 20ms), RoutingTable::Admitted::added);
    EXPECT_TRUE(met_in(1min).empty());
}

TEST_F(FillingTest, StrangersArePingedNoFasterThanContactsAre) {
    for (std::uint8_t i = 0; i < 200; ++i) maintenance.heard_of(node(i));
    const auto met = met_in(1min);
    EXPECT_GE(met.size(), 20U);
    EXPECT_LE(met.size(), 1min / ping_spacing + 1);
}

TEST_F(FillingTest, OnlySoManyAreRemembered) {
    for (int i = 0; i < 1000; ++i) maintenance.heard_of(node(static_cast<std::uint8_t>(i)));
    EXPECT_LE(met_in(1h).size(), max_named);
}

}  // namespace
}  // namespace shoal::dht
