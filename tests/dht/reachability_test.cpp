#include "dht/reachability.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;
using testing::VirtualNetwork;

const auto stranger = IpAddress::v4(8, 8, 8, 8);

TEST(Reachability, AfterAQuarterOfAnHourWithoutAStrangerItIsReadOnly) {
    Reachability reachability;
    EXPECT_FALSE(reachability.is_read_only(true, epoch));
    EXPECT_FALSE(reachability.is_read_only(true, epoch + reach_patience - 1s));
    EXPECT_TRUE(reachability.is_read_only(true, epoch + reach_patience));
}

TEST(Reachability, AStrangersQueryBeginsTheTimeAnew) {
    Reachability reachability;
    ASSERT_FALSE(reachability.is_read_only(true, epoch));
    ASSERT_TRUE(reachability.is_read_only(true, epoch + 20min));
    reachability.asked_by(stranger, epoch + 21min);
    EXPECT_FALSE(reachability.is_read_only(true, epoch + 21min));
    EXPECT_FALSE(reachability.is_read_only(true, epoch + 35min));
    EXPECT_TRUE(reachability.is_read_only(true, epoch + 36min));
}

TEST(Reachability, WhoWasWrittenToLatelyIsNoStranger) {
    Reachability reachability;
    ASSERT_FALSE(reachability.is_read_only(true, epoch));
    reachability.wrote_to(stranger, epoch + 14min);
    for (unsigned i = 0; i < reach_addresses; ++i) {  // much else was written to since
        const auto other = IpAddress::v4(9, 9, static_cast<std::uint8_t>(i >> 8U), static_cast<std::uint8_t>(i));
        reachability.wrote_to(other, epoch + 14min);
    }
    reachability.asked_by(stranger, epoch + 15min);
    EXPECT_TRUE(reachability.is_read_only(true, epoch + 15min));
}

TEST(Reachability, AnHourLaterItIsTestedAgain) {
    Reachability reachability;
    ASSERT_FALSE(reachability.is_read_only(true, epoch));
    EXPECT_TRUE(reachability.is_read_only(true, epoch + reach_patience + reach_retest - 1s));
    const Instant again = epoch + reach_patience + reach_retest;
    EXPECT_FALSE(reachability.is_read_only(true, again));
    EXPECT_TRUE(reachability.is_read_only(true, again + reach_patience));
}

TEST(Reachability, APrivateNetworkIsNeverReadOnly) {
    Reachability reachability;
    for (int hour = 0; hour < 10; ++hour) EXPECT_FALSE(reachability.is_read_only(false, epoch + hour * 1h));
}

/// An id that shares 14 bits with `crowd`: who sees only such takes the network for 2^14 times as large.
NodeId crowded_id(const NodeId& crowd, crypto::Random& random) {
    return random_id_at(crowd, 14 + static_cast<unsigned>(random.below(3)), random);
}

struct Network : VirtualNetwork {
    /// Twenty nodes that all know each other, of three /16; `is_crowded` makes them look like part of a large network.
    explicit Network(bool is_crowded) : VirtualNetwork{5} {
        std::vector<Endpoint> first;
        const NodeId crowd = random_id(random);
        for (unsigned i = 0; i < 20; ++i) {
            const auto where = at(fmt::format("8.{}.{}.1:6881", 1 + i % 3, i).c_str());
            NodeOptions options{.local = at("0.0.0.0:6881"), .bootstrap = first, .enforce_ids = false};
            if (is_crowded) options.saved = SavedTable{.id = crowded_id(crowd, random), .nodes = {}};
            add_bound(where, std::move(options));
            if (first.empty()) first.push_back(where);
        }
        node = first[0];
        run_for(30s);
        for (unsigned i = 0; i < 8; ++i) (void)run_search(node, find(node, InfoHash{crowded_id(crowd, random).bytes}));
    }
    /// Whether the next queries of our node say `ro`.
    bool says_read_only() {
        std::size_t queries = 0;
        std::size_t read_only = 0;
        tap = [&](const Endpoint& from, const Endpoint&, BytesView bytes) {
            const auto message = krpc::parse(bytes);
            const auto* query = message ? std::get_if<krpc::Query>(&*message) : nullptr;
            if (from != node || query == nullptr) return;
            ++queries;
            read_only += query->read_only ? 1U : 0U;
        };
        (void)run_search(node, find(node, InfoHash{}));
        tap = {};
        EXPECT_GT(queries, 0U);
        EXPECT_TRUE(read_only == 0 || read_only == queries);
        return read_only > 0;
    }
    Endpoint node;
};

TEST(Reachability, ANodeOfALargeNetworkThatNoStrangerReachesSaysSoUntilOneDoes) {
    Network network{true};
    ASSERT_GE(network.nodes.at(network.node)->network_size().nodes(), reach_network_size);
    EXPECT_FALSE(network.says_read_only());
    network.run_for(reach_patience);
    EXPECT_TRUE(network.says_read_only());
    EXPECT_TRUE(network.nodes.at(network.node)->report().read_only);
    const krpc::Query ping{.transaction = Bytes{Byte{1}}, .sender = random_id(network.random), .body = krpc::Ping{}};
    network.inject(at("99.1.1.1:6881"), network.node, krpc::encode(ping));
    network.run_for(1s);
    EXPECT_FALSE(network.says_read_only());
}

TEST(Reachability, InASmallNetworkOfAcquaintancesEverybodyStaysReachable) {
    Network network{false};
    network.run_for(reach_patience + 1min);
    EXPECT_FALSE(network.says_read_only());
}

}  // namespace
}  // namespace shoal::dht
