#include "dht/maintenance.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::epoch;

TEST(DhtMaintenance, AFullTableIsPingedAtASteadyPaceThoughAllAnsweredAtOnce) {
    testing::SeededRandom random{3};
    const NodeId own = random_id(random);
    RoutingTable table{own, epoch, true};
    const Endpoint self = testing::at("127.0.0.1:1");
    Maintenance maintenance{{}, self, random};
    Instant now = epoch;
    std::uint16_t port = 1000;
    for (unsigned prefix = 0; prefix < 18; ++prefix) {
        for (std::size_t i = 0; i < bucket_capacity(prefix); ++i) {
            const NodeInfo node{.id = random_id_at(own, prefix, random),
                                .endpoint = {.address = self.address, .port = port++}};
            ASSERT_EQ(table.answered(node, now, 50ms), RoutingTable::Admitted::added);
        }
    }
    maintenance.start(now);
    std::size_t pings = 0;
    const Instant end = now + 2h;
    while (now < end) {
        now = maintenance.deadline(table);
        const auto work = maintenance.due(table, now);
        for (const auto& node : work.ping) {
            ++pings;
            (void)table.answered(node, now, 50ms);
        }
        ASSERT_EQ(table.closest(own, 1000, now, true).size(), table.size()) << "somebody was not asked in time";
    }
    // A ping each 2.4 s, and a few hasty ones at first.
    const auto expected = static_cast<std::size_t>(2h / ping_spacing);
    EXPECT_GE(pings, expected * 95 / 100);
    EXPECT_LE(pings, expected * 115 / 100);
}

TEST(DhtMaintenance, AfterALongSleepPingsDoNotComeInAFlood) {
    testing::SeededRandom random{4};
    RoutingTable table{random_id(random), epoch, true};
    Maintenance maintenance{{}, testing::at("127.0.0.1:1"), random};
    for (std::uint16_t i = 0; i < 100; ++i) {
        const NodeInfo node{.id = random_id_at(table.own(), 0, random),
                            .endpoint = {.address = IpAddress::v4(127, 0, 0, 1), .port = i}};
        (void)table.answered(node, epoch, 50ms);
    }
    maintenance.start(epoch);
    EXPECT_EQ(maintenance.due(table, epoch + 10h).ping.size(), max_hasty_pings);
}

}  // namespace
}  // namespace shoal::dht
