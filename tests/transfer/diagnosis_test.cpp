// Each thing that keeps a node from working is told, with what to do.

#include "transfer/diagnosis.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace shoal::test {
namespace {

using namespace transfer;
using testing::HasSubstr;

constexpr std::uint64_t MiB = 1024 * 1024;

/// A node with nothing to complain of: reached from outside, with a DHT and neighbours.
DiagnosisFacts well() {
    DiagnosisFacts facts;
    facts.uptime = 1h;
    facts.wall.unix_ms = 1'900'000'000'000;
    facts.listening = {Endpoint{IpAddress{}, 4747}};
    facts.own = {IpAddress::v4(192, 168, 1, 7)};
    facts.bootstrap = 2;
    facts.is_dht_connected = true;
    facts.dht_in = 1000;
    facts.nodes = {{.local = facts.listening.front(), .nodes = 200}};
    facts.incoming_wan = 3;
    facts.is_lan_on = true;
    facts.lan_neighbours = 1;
    facts.descriptors = 40;
    facts.descriptors_at_most = 4096;
    facts.seeding = 2;
    facts.rooms = {{.directory = "/data", .free = 500 * MiB, .missing = 10 * MiB}};
    return facts;
}

const Finding* find(const Diagnosis& diagnosis, std::string_view code) {
    const auto found = std::ranges::find(diagnosis.findings, code, &Finding::code);
    return found == diagnosis.findings.end() ? nullptr : &*found;
}

/// The finding, with its level; every complaint must say what to do.
Finding expect(const DiagnosisFacts& facts, std::string_view level, std::string_view code) {
    const auto diagnosis = diagnose(facts);
    const auto* found = find(diagnosis, code);
    EXPECT_NE(found, nullptr) << code;
    if (found == nullptr) return {};
    EXPECT_EQ(found->level, level);
    EXPECT_TRUE(found->sentence.ends_with('.')) << found->sentence;
    if (level == "warn" || level == "error") {
        EXPECT_FALSE(found->advice.empty()) << code;
    }
    return *found;
}

TEST(Diagnosis, ANodeThatIsWellHasNothingButGoodNews) {
    const auto diagnosis = diagnose(well());
    EXPECT_EQ(diagnosis.findings.size(), 3U);
    for (const auto& one : diagnosis.findings) EXPECT_EQ(one.level, "ok") << one.sentence;
}

TEST(Diagnosis, ListeningNowhere) {
    auto facts = well();
    facts.listening.clear();
    expect(facts, "error", "not_listening");
}

TEST(Diagnosis, ListeningOnLoopbackOnlyAndThenNothingIsSaidOfRouters) {
    auto facts = well();
    facts.listening = {Endpoint{IpAddress::v4(127, 0, 0, 1), 4747}};
    facts.incoming_wan = 0;
    expect(facts, "warn", "loopback_only");
    const auto diagnosis = diagnose(facts);
    for (const auto* code : {"not_reached", "behind_nat", "reach_unknown", "lan"}) {
        EXPECT_EQ(find(diagnosis, code), nullptr) << code;
    }
}

TEST(Diagnosis, ALoopbackEndpointBesideAnotherIsNoFault) {
    auto facts = well();
    facts.listening.push_back(Endpoint{IpAddress::v4(127, 0, 0, 1), 9});
    EXPECT_EQ(find(diagnose(facts), "loopback_only"), nullptr);
}

TEST(Diagnosis, APortThatNobodyChose) {
    auto facts = well();
    facts.is_port_drawn = true;
    EXPECT_THAT(expect(facts, "note", "port_drawn").sentence, HasSubstr("4747"));
}

TEST(Diagnosis, BehindARouterThatForwardsNothing) {
    auto facts = well();
    facts.incoming_wan = 0;
    facts.nodes.front().external = IpAddress::v4(203, 0, 113, 9);
    facts.nodes.front().external_votes = 5;
    facts.nodes.front().voters = 6;
    const auto finding = expect(facts, "warn", "behind_nat");
    EXPECT_THAT(finding.sentence, HasSubstr("203.0.113.9"));
    EXPECT_THAT(finding.advice, HasSubstr("TCP and UDP port 4747"));
}

TEST(Diagnosis, AnAddressThatFewNamesNothingIsSaidOf) {
    auto facts = well();
    facts.incoming_wan = 0;
    facts.nodes.front().external = IpAddress::v4(203, 0, 113, 9);
    facts.nodes.front().external_votes = 3;
    facts.nodes.front().voters = 6;
    EXPECT_EQ(find(diagnose(facts), "behind_nat"), nullptr);
    facts.nodes.front().voters = 5;
    facts.own.push_back(IpAddress::v4(203, 0, 113, 9));  // no router: it is this machine's own
    EXPECT_EQ(find(diagnose(facts), "behind_nat"), nullptr);
    facts.own.clear();  // not known
    EXPECT_EQ(find(diagnose(facts), "behind_nat"), nullptr);
}

TEST(Diagnosis, ARouterThatForwardsIsNoFault) {
    auto facts = well();
    facts.nodes.front().external = IpAddress::v4(203, 0, 113, 9);
    facts.nodes.front().external_votes = 5;
    facts.nodes.front().voters = 5;
    EXPECT_THAT(expect(facts, "ok", "reachable").sentence, HasSubstr("router that forwards"));
}

TEST(Diagnosis, QuestionsOfStrangersDoNotComeThrough) {
    auto facts = well();
    facts.incoming_wan = 0;
    facts.nodes.front().read_only = true;
    expect(facts, "warn", "unasked");
}

TEST(Diagnosis, NobodyCameInALongTimeThoughThereWasReason) {
    auto facts = well();
    facts.incoming_wan = 0;
    facts.uptime = 3h;
    EXPECT_THAT(expect(facts, "warn", "not_reached").sentence, HasSubstr("3 hours"));
    facts.uptime = 2min;
    expect(facts, "note", "reach_unknown");
    facts.uptime = 3h;
    facts.seeding = 0;
    expect(facts, "note", "reach_unknown");
}

TEST(Diagnosis, NoDhtNodeToBeginWith) {
    auto facts = well();
    facts.is_dht_connected = false;
    facts.bootstrap = 0;
    EXPECT_THAT(expect(facts, "warn", "no_bootstrap").advice, HasSubstr("bootstrap"));
}

TEST(Diagnosis, DhtNodesThatDoNotAnswer) {
    auto facts = well();
    facts.is_dht_connected = false;
    EXPECT_THAT(expect(facts, "error", "dht_silent").advice, HasSubstr("others"));
    facts.dht_in = 0;
    const auto finding = expect(facts, "error", "dht_silent");
    EXPECT_THAT(finding.sentence, HasSubstr("no datagram"));
    EXPECT_THAT(finding.advice, HasSubstr("firewall"));
    facts.uptime = 5s;
    expect(facts, "note", "dht_begins");
}

TEST(Diagnosis, NobodyOnTheLocalNetwork) {
    auto facts = well();
    facts.lan_neighbours = 0;
    expect(facts, "note", "lan_alone");
    facts.is_lan_on = false;
    expect(facts, "note", "lan_off");
}

TEST(Diagnosis, SharesInTroubleAreNamedButNotWithoutEnd) {
    auto facts = well();
    for (int i = 0; i < 12; ++i) {
        facts.troubles.push_back({.tag = "abcdefg" + std::to_string(i % 10),
                                  .name = "film\n",
                                  .error = {Errc::no_space, "the disk is full"}});
    }
    const auto diagnosis = diagnose(facts);
    const auto is_named = [](const Finding& one) { return one.code == "share_trouble"; };
    EXPECT_EQ(std::ranges::count_if(diagnosis.findings, is_named), 10);
    EXPECT_EQ(diagnosis.findings.front().sentence.find('\n'), std::string::npos) << "a name is somebody else's text";
    EXPECT_THAT(diagnosis.findings.front().sentence, HasSubstr("the disk is full"));
    EXPECT_THAT(expect(facts, "error", "more_trouble").sentence, HasSubstr("2 more"));
}

TEST(Diagnosis, DownloadsWithoutPeers) {
    auto facts = well();
    facts.downloads = 3;
    facts.downloads_without_peers = 1;
    EXPECT_THAT(expect(facts, "warn", "no_peers").sentence, HasSubstr("1 of 3 downloads has nobody"));
}

TEST(Diagnosis, RoomOnDisk) {
    auto facts = well();
    facts.rooms.push_back({.directory = "/films", .free = 5 * MiB, .missing = 6 * MiB});
    EXPECT_THAT(expect(facts, "error", "no_room").sentence, HasSubstr("/films"));
    facts.rooms.back().missing = 0;
    expect(facts, "warn", "little_room");
}

TEST(Diagnosis, FilesThatMayBeOpened) {
    auto facts = well();
    facts.descriptors_at_most = 1000;
    expect(facts, "warn", "few_descriptors");
    facts.descriptors = 800;
    expect(facts, "error", "descriptors");
    facts.descriptors_at_most = 0;  // not known
    EXPECT_EQ(find(diagnose(facts), "descriptors"), nullptr);
}

TEST(Diagnosis, AClockThatWasNeverSet) {
    auto facts = well();
    facts.wall.unix_ms = 5;
    expect(facts, "warn", "clock");
}

TEST(Diagnosis, TheWorstComesFirst) {
    auto facts = well();
    facts.is_port_drawn = true;
    facts.rooms.front().free = 0;
    facts.downloads_without_peers = facts.downloads = 1;
    std::vector<std::string> seen;
    for (const auto& one : diagnose(facts).findings) seen.push_back(one.level);
    EXPECT_EQ(seen, (std::vector<std::string>{"error", "warn", "note", "ok", "ok", "ok"}));
}

}  // namespace
}  // namespace shoal::test
