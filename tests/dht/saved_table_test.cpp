#include "dht/saved_table.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht::testing {
namespace {

SavedTables sample() {
    SeededRandom random{3};
    SavedTables out{.v4 = SavedTable{.id = random_id(random), .nodes = {}},
                    .v6 = SavedTable{.id = random_id(random), .nodes = {}}};
    out.v4->nodes = {{random_id(random), at("1.2.3.4:5")}, {random_id(random), at("10.0.0.1:6881")}};
    out.v6->nodes = {{random_id(random), at("[2001:db8::1]:7")}};
    return out;
}

TEST(SavedTables, AreTheSameAfterTheWay) {
    EXPECT_EQ(parse_saved(encode(sample())), sample());
    EXPECT_EQ(parse_saved(encode(SavedTables{})), SavedTables{});
    auto only_v6 = sample();
    only_v6.v4.reset();
    EXPECT_EQ(parse_saved(encode(only_v6)), only_v6);
}

TEST(SavedTables, WhatIsCutIsRefused) {
    const auto text = encode(sample());
    for (std::size_t size = 0; size < text.size(); ++size)
        EXPECT_FALSE(parse_saved(BytesView{text}.first(size))) << size;
}

TEST(SavedTables, OfAnotherShapeAreRefused) {
    const std::string id(20, 'i');
    const auto with = [&](const std::string& table) { return "d2:v4" + table + "7:versioni1ee"; };
    EXPECT_TRUE(parse_saved(as_bytes(with("d2:id20:" + id + "5:nodes0:e"))));
    for (const auto& text :
         {with("d2:id19:" + id.substr(1) + "5:nodes0:e"), with("d2:id20:" + id + "5:nodes5:abcdee"), with("i1e"),
          with("d2:id20:" + id + "5:nodesi1ee"), std::string{"d7:versioni2ee"}, std::string{"de"}, std::string{"le"}}) {
        EXPECT_FALSE(parse_saved(as_bytes(text))) << text;
    }
    auto many = sample();
    many.v4->nodes.resize(saved_nodes_at_most + 5, many.v4->nodes[0]);
    EXPECT_EQ(parse_saved(encode(many))->v4->nodes.size(), saved_nodes_at_most);
}

TEST(SavedTables, ANodeThatRemembersJoinsInTwoSecondsWithoutAnyBootstrap) {
    VirtualNetwork network{11};
    const auto place = [](unsigned number) {
        return Endpoint{IpAddress::v4(10, 0, 0, static_cast<std::uint8_t>(number)), 6881};
    };
    network.add(place(1), {});
    for (unsigned i = 2; i < 60; ++i) network.add(place(i), {place(1)});
    network.run_for(10min);
    const auto before = network.nodes.at(place(40))->save(network.now);
    EXPECT_GT(before.nodes.size(), 10U);
    network.kill(place(40));
    network.kill(place(1));  // whom it met first is gone too
    network.run_for(1min);
    auto& again = network.add_with(place(40), NodeOptions{.local = {}, .bootstrap = {}, .saved = before});
    network.run_for(2s);
    EXPECT_EQ(again.id(), before.id);
    EXPECT_TRUE(again.is_connected());
    EXPECT_GE(again.table().size() + 2, before.nodes.size());
}

TEST(SavedTables, RememberedNodesThatAreAllGoneLeaveTheBootstrapToBeAsked) {
    VirtualNetwork network{12};
    network.add(at("10.0.0.1:1"), {});
    SavedTable old = *sample().v4;
    for (unsigned i = 0; i < 300; ++i) {
        old.nodes.push_back(
            {random_id(network.random),
             {IpAddress::v4(10, 9, static_cast<std::uint8_t>(i / 250), static_cast<std::uint8_t>(i % 250)), 9}});
    }
    auto& node =
        network.add_with(at("10.0.0.2:1"), NodeOptions{.local = {}, .bootstrap = {at("10.0.0.1:1")}, .saved = old});
    network.run_for(5s);
    EXPECT_TRUE(node.is_connected());
}

}  // namespace
}  // namespace shoal::dht::testing
