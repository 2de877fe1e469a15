#include "cli/dht_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/json_output.h"

namespace shoal::cli {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

DhtView sample() {
    DhtView out;
    out.connected = true;
    out.nodes = {{.family = "ipv4",
                  .local = "0.0.0.0:4000",
                  .nodes = 212,
                  .network_size = 1'234'567,
                  .network_size_error = 9,
                  .external = "203.0.113.7",
                  .external_votes = 6,
                  .voters = 7,
                  .read_only = true,
                  .stored_keys = 5,
                  .stored_peers = 1,
                  .stored_items = 0}};
    out.searches = {
        {.kind = "announce", .ago_ms = 61'000, .took_ms = 800, .hops = 3, .messages = 70, .peers = 2, .stored = 12},
        {.kind = "find", .ago_ms = 62'000, .took_ms = 410, .hops = 2, .messages = 14, .peers = 1, .stored = 0}};
    out.in = 10;
    out.out = 20;
    out.lan = true;
    out.lan_neighbours = 1;
    return out;
}

TEST(DhtCommand, AConnectedNodeIsDescribedInWords) {
    EXPECT_THAT(describe_dht(sample()),
                ElementsAre("DHT        connected",
                            "IPv4       bound to 0.0.0.0:4000, 212 nodes of about 1.2 million (give or take 9 %)",
                            "           others see us at 203.0.113.7 (6 of 7 networks)",
                            "           no stranger reaches us (NAT or firewall?), so others are told not to ask us",
                            "           keeps 1 peer under 5 keys and 0 items for others",
                            "this LAN   1 other node heard lately", "datagrams  10 in, 20 out, 0 dropped",
                            "searches   of the last 2: half within 0.41 s, 95 % within 0.80 s", "",
                            "SEARCH         AGO     TOOK  HOPS QUESTIONS  FOUND  STORED",
                            "announce      1:01   0.80 s     3        70      2      12",
                            "find          1:02   0.41 s     2        14      1       -"));
}

TEST(DhtCommand, WhoIsNotConnectedIsToldWhatToDo) {
    DhtView view;
    view.nodes = {{.family = "ipv6", .local = "[::]:4000", .external = "", .voters = 0}};
    const auto lines = describe_dht(view);
    EXPECT_THAT(lines, Contains(HasSubstr("not connected: no node has answered yet (--bootstrap)")));
    EXPECT_THAT(lines, Contains(HasSubstr("0 nodes of a network of unknown size")));
    EXPECT_THAT(lines, Contains(HasSubstr("nobody has told us our address yet")));
    EXPECT_THAT(lines, Contains("this LAN   not looked at"));
}

TEST(DhtCommand, DisagreementAboutOurAddressIsSaid) {
    DhtView view;
    view.nodes = {{.family = "ipv4", .local = "0.0.0.0:1", .external = "", .voters = 3}};
    EXPECT_THAT(describe_dht(view), Contains(HasSubstr("others do not agree on our address (3 asked)")));
}

TEST(DhtCommand, JsonNestsNodesAndSearches) {
    const auto line = JsonLine{"dht"}.fields(sample()).str();
    EXPECT_THAT(line, HasSubstr(R"("nodes":[{"external":"203.0.113.7","external_votes":6,"family":"ipv4")"));
    EXPECT_THAT(line, HasSubstr(R"("searches":[{"ago_ms":61000,"hops":3,"kind":"announce")"));
}

}  // namespace
}  // namespace shoal::cli
