#include "cli/peer_list_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/json_output.h"

namespace shoal::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

PeerList sample() {
    PeerList out;
    out.linked = {{.endpoint = "10.0.0.1:4711", .incoming = false, .complete = true, .received = 2048},
                  {.endpoint = "10.0.0.9:50000", .incoming = true, .bytes_have = 1024}};
    out.known = {{.endpoint = "10.0.0.1:4711", .source = "dht", .engaged = true, .reached = true},
                 {.endpoint = "10.0.0.2:4711",
                  .source = "lan",
                  .reached = true,
                  .reached_ago_ms = 190'000,
                  .failures = 2,
                  .next_try_ms = 15'000},
                 {.endpoint = "10.0.0.3:4711", .source = "exchange", .failures = 1, .next_try_ms = 1000},
                 {.endpoint = "10.0.0.4:4711", .source = "dht", .next_try_ms = 3'490'000, .banned = true},
                 {.endpoint = "10.0.0.5:4711", .source = "given", .engaged = true}};
    return out;
}

TEST(PeerCommand, LinkedPeersComeFirstThenWhereOthersMayBe) {
    EXPECT_THAT(describe_peers(sample()),
                ElementsAre("PEER                          SOURCE    STATE",
                            "10.0.0.1:4711                 dht       linked, has everything; down 0 B/s, 2.00 KiB in "
                            "all; up 0 B/s, 0 B in all",
                            "10.0.0.9:50000                it came   linked, has 1.00 KiB; down 0 B/s, 0 B in all; up "
                            "0 B/s, 0 B in all",
                            "10.0.0.2:4711                 lan       reached 3:10 ago, 2 failures, next try in 0:15",
                            "10.0.0.3:4711                 exchange  never reached, 1 failure, next try in 0:01",
                            "10.0.0.4:4711                 dht       banned for 58:10: liars came from its address",
                            "10.0.0.5:4711                 given     being tried"));
}

TEST(PeerCommand, NobodyIsSaidInOneSentence) {
    EXPECT_THAT(describe_peers({}), ElementsAre("no peers known yet"));
}

TEST(PeerCommand, JsonHasBothLists) {
    const auto line = JsonLine{"peers"}.fields(sample()).str();
    EXPECT_THAT(line, HasSubstr(R"("known":[{"banned":false,"endpoint":"10.0.0.1:4711","engaged":true)"));
    EXPECT_THAT(line, HasSubstr(R"("linked":[{)"));
}

}  // namespace
}  // namespace shoal::cli
