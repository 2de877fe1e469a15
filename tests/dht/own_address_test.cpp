// A node that learns where it is, and the id that goes with it (BEP 42).

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;
using testing::VirtualNetwork;

const Endpoint unbound = at("0.0.0.0:6881");
const Endpoint seen_at = at("66.5.4.3:6881");

/// Ten nodes of ten /16, and one more that does not know its address.
struct World : VirtualNetwork {
    explicit World(unsigned networks = 10) : VirtualNetwork{7} {
        std::vector<Endpoint> first;
        for (unsigned i = 0; i < 10; ++i) {
            const auto where = at(fmt::format("8.{}.{}.1:6881", 1 + i % networks, i).c_str());
            add(where, first);
            if (first.empty()) first.push_back(where);
        }
        run_for(30s);
        node = &add_bound(seen_at, {.local = unbound, .bootstrap = first});
        old_id = node->id();
        run_for(1min);
    }
    Node* node = nullptr;
    NodeId old_id;
};

TEST(OwnAddress, OurIdFollowsTheAddressThatFourNetworksName) {
    World world;
    EXPECT_FALSE(id_fits_address(world.old_id, seen_at.address));
    EXPECT_TRUE(id_fits_address(world.node->id(), seen_at.address));
    EXPECT_EQ(world.node->external().known_global(), seen_at.address);
    EXPECT_GE(world.node->table().size(), k);
    EXPECT_EQ(world.node->save(world.now).id, world.node->id());
}

TEST(OwnAddress, ThreeNetworksCannotGiveUsAnId) {
    World world{3};
    EXPECT_EQ(world.node->id(), world.old_id);
}

TEST(OwnAddress, OthersCountUsUnderTheNewId) {
    World world;
    const auto& other = *world.nodes.begin()->second;
    const Contact* contact = other.table().find(seen_at);
    ASSERT_NE(contact, nullptr);
    EXPECT_EQ(contact->node.id, world.node->id());
}

TEST(OwnAddress, OurIdChangesAgainOnlyAfterAnHour) {
    World world;
    const NodeId first = world.node->id();
    const Endpoint moved = at("77.1.2.3:6881");
    // The same node under another address, as after a new lease: what it sends comes from there.
    world.nodes[moved] = std::move(world.nodes[seen_at]);
    world.nodes.erase(seen_at);
    world.find(moved, InfoHash{});
    world.run_for(50min);
    EXPECT_EQ(world.node->id(), first);
    world.run_for(90min);
    EXPECT_TRUE(id_fits_address(world.node->id(), moved.address));
}

TEST(OwnAddress, NodesThatRefuseOurIdTellUsTheAddressToo) {
    testing::SeededRandom random{5};
    Log log = testing::silent_log();
    std::vector<Endpoint> strict;
    for (std::uint8_t i = 1; i <= 4; ++i) strict.push_back({.address = IpAddress::v4(8, i, 1, 1), .port = 6881});
    Node node{{.local = unbound, .bootstrap = strict}, random, log, epoch};
    ASSERT_FALSE(id_fits_address(node.id(), seen_at.address));
    node.start(epoch);
    const auto asked = node.take_datagrams();
    ASSERT_EQ(asked.size(), 4U);
    for (const auto& [to, bytes] : asked) {
        EXPECT_FALSE(id_fits_address(node.id(), seen_at.address)) << "three are enough";
        const auto query = krpc::parse(bytes);
        ASSERT_TRUE(query && std::holds_alternative<krpc::Query>(*query));
        node.receive(to,
                     krpc::encode(krpc::ErrorReply{.transaction = std::get<krpc::Query>(*query).transaction,
                                                   .code = krpc::error_protocol,
                                                   .text = "invalid node id",
                                                   .seen_as = seen_at}),
                     epoch + 20ms);
    }
    EXPECT_TRUE(id_fits_address(node.id(), seen_at.address));
}

TEST(OwnAddress, ARenamedTableKeepsItsContactsAndFindsThemNearTheirTargets) {
    testing::SeededRandom random{3};
    RoutingTable table{random_id(random), epoch};
    std::vector<NodeInfo> nodes;
    for (std::uint8_t i = 1; i <= 60; ++i) {
        nodes.push_back({.id = random_id(random), .endpoint = {.address = IpAddress::v4(9, i, 1, 1), .port = 6881}});
        ASSERT_EQ(table.answered(nodes.back(), epoch, 20ms), RoutingTable::Admitted::added);
    }
    const NodeId renamed = random_id(random);
    table.rename(renamed, epoch + 1s);
    EXPECT_EQ(table.own(), renamed);
    EXPECT_EQ(table.size(), 60U);
    for (const auto& node : nodes) {
        ASSERT_NE(table.find(node.endpoint), nullptr);
        EXPECT_EQ(table.closest(node.id, 1, epoch + 1s, true).at(0), node);
    }
}

}  // namespace
}  // namespace shoal::dht
