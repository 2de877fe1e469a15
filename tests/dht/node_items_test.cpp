// Items put and found by nodes in virtual time.

#include <gtest/gtest.h>

#include "dht/node.h"
#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::VirtualNetwork;

const Endpoint a = at("127.0.0.1:6001");
const Endpoint b = at("127.0.0.1:6002");
const Endpoint c = at("127.0.0.1:6003");

Bytes text(std::string_view of) {
    const auto view = as_bytes(of);
    return {view.begin(), view.end()};
}

struct NodeItemsTest : ::testing::Test {
    void join(std::size_t count) {
        net.add(a, {});
        for (std::size_t i = 1; i < count; ++i) {
            net.add({.address = a.address, .port = static_cast<std::uint16_t>(a.port + i)}, {a});
        }
        net.run_for(5s);
    }
    LookupResult put(const Endpoint& from, const Item& item, std::optional<std::int64_t> cas = {}) {
        return net.run_search(from, net.put_item(from, item, cas)).value();
    }
    std::optional<Item> get(const Endpoint& from, const ItemName& of) {
        const auto search = net.get_item(from, of);
        EXPECT_TRUE(net.run_search(from, search));
        const auto& found = net.items[{from, search}];
        EXPECT_LE(found.size(), 1U);
        return found.empty() ? std::nullopt : std::optional{found.front()};
    }
    Item state(std::int64_t seq, std::string_view value) const {
        return sign_item(owner, text("salt"), seq, text(value));
    }
    [[nodiscard]] std::size_t keepers(const Item& item) const {
        std::size_t out = 0;
        for (const auto& [where, node] : net.nodes) {
            const Item* kept = node->items().find(target_of(item), net.now);
            out += kept != nullptr && kept->value == item.value ? 1U : 0U;
        }
        return out;
    }

    VirtualNetwork net{1};
    crypto::SigningPair owner = crypto::SigningPair::generate(net.random);
    ItemName name = ItemName::of_mutable(owner.public_key(), text("salt"));
    Item hello{.value = text("5:hello")};
};

TEST_F(NodeItemsTest, AnImmutableItemIsPutWithTheNearestAndFoundByOthers) {
    join(30);
    const auto result = put(b, hello);
    EXPECT_GE(result.stored, 8U);
    EXPECT_LE(result.stored, 24U) << "the region of an honest network";
    EXPECT_EQ(result.conflicts, 0U);
    EXPECT_GE(keepers(hello), 8U);
    EXPECT_EQ(get(c, ItemName::of(hello)), hello);
    EXPECT_FALSE(get(c, ItemName::of_immutable(target_of({.value = text("5:hullo")}))));
}

TEST_F(NodeItemsTest, TheSearchForAnImmutableItemEndsWithItsFirstKeeper) {
    join(30);
    (void)put(b, hello);
    net.run_for(1s);
    const Endpoint asker = at("127.0.0.1:7000");
    net.add(asker, {a});
    net.run_for(5s);
    const auto search = net.get_item(asker, ItemName::of(hello));
    const auto result = net.run_search(asker, search);
    EXPECT_EQ(net.items[std::pair(asker, search)], std::vector{hello});
    const auto absent = net.get_item(asker, ItemName::of_immutable(target_of({.value = text("5:hullo")})));
    EXPECT_LT(result->queries, net.run_search(asker, absent)->queries);
}

TEST_F(NodeItemsTest, TheNewestStateOfAMutableItemIsFound) {
    join(30);
    EXPECT_GE(put(b, state(1, "i1e")).stored, 8U);
    EXPECT_EQ(get(c, name), state(1, "i1e"));
    EXPECT_GE(put(c, state(2, "i2e")).stored, 8U);
    for (const auto& where : {a, b, c}) EXPECT_EQ(get(where, name), state(2, "i2e"));
}

TEST_F(NodeItemsTest, AnOlderStateOrAWrongCasIsAConflictAndChangesNothing) {
    join(12);
    EXPECT_GE(put(b, state(5, "i5e")).stored, 8U);
    auto result = put(c, state(4, "i4e"));
    EXPECT_EQ(result.stored, 0U);
    EXPECT_GE(result.conflicts, 8U);
    result = put(c, state(6, "i6e"), 4);
    EXPECT_EQ(result.stored, 0U);
    EXPECT_GE(result.conflicts, 8U);
    EXPECT_EQ(get(a, name), state(5, "i5e"));
    EXPECT_GE(put(c, state(6, "i6e"), 5).stored, 8U);
    EXPECT_EQ(get(a, name), state(6, "i6e"));
}

TEST_F(NodeItemsTest, TheOnlyNodeOfANetworkKeepsWhatItPutsForThoseThatCome) {
    net.add(a, {});
    const auto result = net.run_search(a, net.put_item(a, hello));
    EXPECT_EQ(result->stored, 0U);
    EXPECT_EQ(get(a, ItemName::of(hello)), hello);
    net.add(b, {a});
    net.run_for(1s);
    EXPECT_EQ(get(b, ItemName::of(hello)), hello);
}

TEST_F(NodeItemsTest, AnItemEndsAfterTwoHoursUnlessItIsPutAgain) {
    join(3);
    (void)put(b, hello);
    net.run_for(1h + 50min);
    EXPECT_TRUE(get(c, ItemName::of(hello)));
    net.run_for(15min);
    EXPECT_FALSE(get(c, ItemName::of(hello)));
    for (const auto& [where, node] : net.nodes) EXPECT_EQ(node->items().size(), 0U);
}

TEST_F(NodeItemsTest, ACancelledSearchTellsNothing) {
    join(3);
    (void)put(b, hello);
    Node& node = *net.nodes.at(b);
    const auto search = node.get_item(ItemName::of(hello), net.now);  // ends at once: it is kept there
    node.cancel(search);
    EXPECT_TRUE(node.take_events().empty());
    const auto other = node.get_item(name, net.now);
    node.cancel(other);
    net.run_for(5s);
    EXPECT_TRUE(net.items.empty());
    EXPECT_FALSE(net.results.contains({b, other}));
}

TEST_F(NodeItemsTest, KeepersThatDoNotAnswerDoNotHoldTheSearchUpForLong) {
    join(30);
    EXPECT_GE(put(b, state(1, "i1e")).stored, 8U);
    std::size_t killed = 0;
    for (std::uint16_t port = 6010; port < 6020; ++port) {
        const Endpoint where{.address = a.address, .port = port};
        if (net.nodes.at(where)->items().size() == 0 || killed == 3) continue;
        net.kill(where);
        ++killed;
    }
    const auto began = net.now;
    EXPECT_EQ(get(c, name), state(1, "i1e"));
    EXPECT_LT(net.now - began, 5s);
}

}  // namespace
}  // namespace shoal::dht
