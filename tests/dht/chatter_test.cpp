// What nodes say to each other unasked: no pair of them may talk for ever.

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;

/// Strangers that answer every ping truthfully, each under its own id.
class Strangers {
public:
    explicit Strangers(testing::VirtualNetwork& network) : network_{network} {
        network.elsewhere = [this](const Endpoint& from, const Endpoint& to, BytesView bytes) {
            const auto message = krpc::parse(bytes);
            const auto* query = message ? std::get_if<krpc::Query>(&*message) : nullptr;
            if (query == nullptr || !ids_.contains(to)) return;
            network_.inject(to, from,
                            krpc::encode(krpc::Reply{.transaction = query->transaction, .sender = ids_.at(to)}));
        };
    }
    /// A stranger asks `node`, which then finds out that it is real.
    void meet(const Endpoint& node, const Endpoint& where, const NodeId& id) {
        ids_[where] = id;
        const krpc::Query ping{.transaction = Bytes{Byte{'x'}}, .sender = id, .body = krpc::Ping{}};
        network_.inject(where, node, krpc::encode(ping));
        network_.run_for(200ms);
    }

private:
    testing::VirtualNetwork& network_;
    std::map<Endpoint, NodeId> ids_;
};

NodeId id_with_first(std::uint8_t first, std::uint8_t last) {
    NodeId out;
    out.bytes.fill(Byte{0x55});
    out.bytes.front() = Byte{first};
    out.bytes.back() = Byte{last};
    return out;
}

TEST(DhtChatter, TwoNodesWithoutAPlaceForEachOtherDoNotPingOnAndOn) {
    testing::VirtualNetwork network{11};
    network.min_delay = network.max_delay = 20ms;  // as on a wire: what was sent first arrives first
    Strangers strangers{network};
    const Endpoint low = at("10.1.0.1:6881");
    const Endpoint high = at("10.2.0.1:6881");
    network.add_with(
        low, NodeOptions{.local = {}, .bootstrap = {}, .saved = SavedTable{.id = id_with_first(0x01, 0), .nodes = {}}});
    network.add_with(
        high,
        NodeOptions{.local = {}, .bootstrap = {}, .saved = SavedTable{.id = id_with_first(0x81, 0), .nodes = {}}});
    for (std::uint8_t i = 1; i <= 140; ++i) {  // the bucket of each for the other holds 128
        strangers.meet(low, {.address = IpAddress::v4(10, 3, 0, i), .port = 1}, id_with_first(0x90, i));
        strangers.meet(high, {.address = IpAddress::v4(10, 4, 0, i), .port = 1}, id_with_first(0x10, i));
    }
    ASSERT_EQ(network.nodes.at(low)->table().size(), 128U);
    ASSERT_EQ(network.nodes.at(high)->table().size(), 128U);
    std::uint64_t between = 0;
    network.tap = [&](const Endpoint& from, const Endpoint& to, BytesView) {
        if ((from == low && to == high) || (from == high && to == low)) ++between;
    };
    const krpc::Query ping{.transaction = Bytes{Byte{'x'}}, .sender = id_with_first(0x81, 0), .body = krpc::Ping{}};
    network.inject(high, low, krpc::encode(ping));  // one question of one to the other
    network.run_for(1min);
    EXPECT_GE(between, 2U);
    EXPECT_LE(between, 8U);
}

}  // namespace
}  // namespace shoal::dht
