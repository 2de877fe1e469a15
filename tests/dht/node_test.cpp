#include "dht/node.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::VirtualNetwork;

const InfoHash key = *InfoHash::from(as_bytes("a key of 20 bytes!!!"));
const Endpoint a = at("127.0.0.1:6001");
const Endpoint b = at("127.0.0.1:6002");
const Endpoint c = at("127.0.0.1:6003");

TEST(DhtNode, TwoNodesThatKnowOnlyABootstrapFindEachOther) {
    VirtualNetwork net{1};
    net.add(a, {});
    net.add(b, {a});
    net.add(c, {a});
    const auto began = net.now;
    const auto announced = net.run_search(c, net.announce(c, key, 4000));
    ASSERT_TRUE(announced);
    EXPECT_GE(announced->stored, 1U);
    const auto search = net.find(b, key);
    const auto found = net.run_search(b, search);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->peers, 1U);
    EXPECT_EQ(net.peers(b, search), std::set{at("127.0.0.1:4000")});
    EXPECT_LT(net.now - began, 2s);
}

TEST(DhtNode, AFindWithNobodyToAskEndsQuickly) {
    VirtualNetwork net{2};
    net.add(a, {});
    const auto found = net.run_search(a, net.find(a, key));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->peers, 0U);
    EXPECT_LT(net.now - testing::epoch, 1s);
}

}  // namespace
}  // namespace shoal::dht
