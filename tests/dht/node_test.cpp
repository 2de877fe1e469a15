#include "dht/node.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;
using testing::VirtualNetwork;

const InfoHash key = *InfoHash::from(as_bytes("a key of 20 bytes!!!"));
const Endpoint a = at("127.0.0.1:6001");
const Endpoint b = at("127.0.0.1:6002");
const Endpoint c = at("127.0.0.1:6003");

/// A peer that speaks KRPC by hand.
struct Puppet {
    VirtualNetwork& net;
    Endpoint where;
    NodeId id;
    std::vector<krpc::Query> queries{};
    std::vector<krpc::Reply> replies{};

    Puppet(VirtualNetwork& network, const Endpoint& endpoint)
        : net{network}, where{endpoint}, id{random_id(net.random)} {
        net.tap = [this](const Endpoint&, const Endpoint& to, BytesView bytes) {
            if (to != where) return;
            const auto message = krpc::parse(bytes);
            if (!message) return;
            if (const auto* query = std::get_if<krpc::Query>(&*message)) queries.push_back(*query);
            if (const auto* reply = std::get_if<krpc::Reply>(&*message)) replies.push_back(*reply);
        };
    }
    void ask(const Endpoint& to, krpc::Body body, bool read_only = false) {
        net.inject(
            where, to,
            krpc::encode(krpc::Query{
                .transaction = Bytes(2, Byte{'p'}), .sender = id, .body = std::move(body), .read_only = read_only}));
        net.run_for(300ms);
    }
    void answer(const Endpoint& to, krpc::Reply reply) {
        net.inject(where, to, krpc::encode(reply));
        net.run_for(100ms);
    }
};

// --- small private networks ------------------------------------------------------------------------------------------

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

TEST(DhtNode, InASmallNetworkAnAnnouncementReachesEveryNodeAndEachFindsItInItsOwnStore) {
    VirtualNetwork net{2};
    net.add(a, {});
    std::vector<Endpoint> all{a};
    for (std::uint16_t port = 6002; port <= 6006; ++port) {
        all.push_back({.address = a.address, .port = port});
        net.add(all.back(), {a});
    }
    net.run_for(5s);
    const auto announced = net.run_search(c, net.announce(c, key, 4000));
    EXPECT_EQ(announced->stored, 5U);
    for (const auto& where : all) {
        if (where == c) continue;
        EXPECT_EQ(net.nodes.at(where)->store().peers(), 1U) << where.str();
    }
    // With all others gone a node still reports what was announced to it.
    for (const auto& where : all) {
        if (where != b) net.kill(where);
    }
    const auto search = net.find(b, key);
    ASSERT_TRUE(net.run_search(b, search));
    EXPECT_EQ(net.peers(b, search), std::set{at("127.0.0.1:4000")});
}

TEST(DhtNode, ANodeThatAnnouncedBeforeAnybodyWasThereIsFoundByWhoJoinsThroughIt) {
    VirtualNetwork net{3};
    net.add(a, {});
    const auto alone = net.run_search(a, net.announce(a, key, 4000));
    EXPECT_EQ(alone->stored, 0U);
    net.add(b, {a});
    const auto search = net.find(b, key);
    ASSERT_TRUE(net.run_search(b, search));
    EXPECT_EQ(net.peers(b, search), std::set{at("127.0.0.1:4000")});
}

TEST(DhtNode, WeAreNeverReportedToOurselvesAndEachPeerOnce) {
    VirtualNetwork net{4};
    net.add(a, {});
    for (std::uint16_t port = 6002; port <= 6008; ++port) net.add({.address = a.address, .port = port}, {a});
    net.run_for(3s);
    ASSERT_TRUE(net.run_search(b, net.announce(b, key, 4001)));
    ASSERT_TRUE(net.run_search(c, net.announce(c, key, 4002)));
    const auto search = net.find(b, key);
    ASSERT_TRUE(net.run_search(b, search));
    EXPECT_EQ(net.peers(b, search), std::set{at("127.0.0.1:4002")});
    EXPECT_EQ(net.duplicates, 0U);
}

TEST(DhtNode, AFindWithNobodyToAskEndsAtOnce) {
    VirtualNetwork net{5};
    net.add(a, {});
    const auto found = net.run_search(a, net.find(a, key));
    ASSERT_TRUE(found);
    EXPECT_EQ(found->peers, 0U);
    EXPECT_EQ(net.now, epoch);
}

TEST(DhtNode, ASearchWaitsForTheBootstrapAndGivesUpAfterItsPatience) {
    VirtualNetwork net{6};
    net.add(b, {a});
    const auto early = net.find(b, key);
    net.run_for(3s);
    EXPECT_FALSE(net.results.contains({b, early}));
    net.add(a, {});
    ASSERT_TRUE(net.run_search(b, early));
    EXPECT_LT(net.now - epoch, 10s);
    EXPECT_TRUE(net.nodes.at(b)->is_connected());

    VirtualNetwork dead{7};
    dead.add(b, {a});
    const auto hopeless = dead.run_search(b, dead.announce(b, key, 1));
    ASSERT_TRUE(hopeless);
    EXPECT_EQ(hopeless->peers, 0U);
    EXPECT_EQ(hopeless->stored, 0U);
    EXPECT_EQ(dead.now - epoch, join_patience);
    EXPECT_FALSE(dead.nodes.at(b)->is_connected());
}

TEST(DhtNode, BootstrapIsRetriedWithBackOff) {
    VirtualNetwork net{8};
    std::vector<Instant> tries;
    net.tap = [&](const Endpoint&, const Endpoint&, BytesView) { tries.push_back(net.now); };
    net.add(b, {a});
    net.run_for(10min);
    ASSERT_GT(tries.size(), 8U);
    EXPECT_LT(tries.size(), 25U);
    EXPECT_LE(tries[1] - tries[0], 2s);
    EXPECT_GE(tries.back() - tries[tries.size() - 2], 40s);
}

TEST(DhtNode, ANetworkThatLostItsMeetingPointFindsItAgainUnderANewId) {
    VirtualNetwork net{9};
    net.add(a, {});
    net.add(b, {a});
    net.add(c, {a});
    net.run_for(5s);
    net.kill(a);
    net.run_for(1min);
    const NodeId fresh = net.add(a, {}).id();  // a new id at the old place
    net.run_for(2min);                         // sooner than the next lookup of the own place
    for (const auto& where : {b, c}) {
        const Contact* known = net.nodes.at(where)->table().find(a);
        ASSERT_NE(known, nullptr);
        EXPECT_EQ(known->node.id, fresh);
    }
    const auto d = at("127.0.0.1:6004");
    net.add(d, {a});
    net.run_for(12min);
    EXPECT_EQ(net.nodes.at(d)->table().size(), 3U);
    EXPECT_EQ(net.nodes.at(b)->table().size(), 3U);
}

TEST(DhtNode, ANodeThatStartedAnewIsKnownUnderItsNewIdWithinAMinute) {
    VirtualNetwork net{10};
    net.add(a, {});
    net.add(b, {a});
    net.run_for(5s);
    net.kill(b);
    const NodeId fresh = net.add(b, {a}).id();
    net.run_for(1min);
    const Contact* known = net.nodes.at(a)->table().find(b);
    ASSERT_NE(known, nullptr);
    EXPECT_EQ(known->node.id, fresh);
}

TEST(DhtNode, WhenEverybodyDiedAndCameBackTheNetworkHeals) {
    VirtualNetwork net{11};
    net.add(a, {});
    net.add(b, {a});
    net.run_for(5s);
    net.kill(a);
    net.run_for(2h);
    EXPECT_EQ(net.nodes.at(b)->table().size(), 0U);
    net.add(a, {});
    net.run_for(90s);
    EXPECT_EQ(net.nodes.at(b)->table().size(), 1U);
}

TEST(DhtNode, IdleUpkeepIsCheapAndKeepsContactsGood) {
    VirtualNetwork net{12};
    net.add(a, {});
    for (std::uint16_t port = 6002; port <= 6010; ++port) net.add({.address = a.address, .port = port}, {a});
    net.run_for(1min);
    std::size_t bytes = 0;
    net.tap = [&](const Endpoint&, const Endpoint&, BytesView datagram) { bytes += datagram.size() + 28; };
    net.run_for(1h);
    EXPECT_LT(bytes / 10 / 3600, 100U);  // bytes a second sent by each node
    EXPECT_EQ(net.nodes.at(b)->table().closest(net.nodes.at(b)->id(), 20, net.now, true).size(), 9U);
}

TEST(DhtNode, IPv6WorksLikeIPv4) {
    VirtualNetwork net{13};
    const auto a6 = at("[::1]:6001");
    const auto b6 = at("[::1]:6002");
    const auto c6 = at("[::1]:6003");
    net.add(a6, {});
    net.add(b6, {a6, a});
    net.add(c6, {a6});
    ASSERT_TRUE(net.run_search(c6, net.announce(c6, key, 4000)));
    const auto search = net.find(b6, key);
    ASSERT_TRUE(net.run_search(b6, search));
    EXPECT_EQ(net.peers(b6, search), std::set{at("[::1]:4000")});
}

TEST(DhtNode, ACancelledSearchSaysNothingMore) {
    VirtualNetwork net{14};
    net.add(a, {});
    net.add(b, {a});
    net.run_for(1s);
    const auto search = net.find(b, key);
    net.nodes.at(b)->cancel(search);
    net.nodes.at(b)->cancel(search);
    net.nodes.at(b)->cancel(12345);
    net.run_for(30s);
    EXPECT_TRUE(net.results.empty());
    ASSERT_TRUE(net.run_search(b, net.find(b, key)));
}

TEST(DhtNode, AThousandSearchesAtOnceAllEnd) {
    VirtualNetwork net{15};
    net.add(a, {});
    net.add(b, {a});
    net.add(c, {a});
    net.run_for(1s);
    for (int i = 0; i < 1000; ++i) (void)net.announce(b, InfoHash{net.random.bytes<20>()}, 4000);
    net.run_for(5min);
    ASSERT_EQ(net.results.size(), 1000U);
    for (const auto& [search, result] : net.results) EXPECT_EQ(result.stored, 2U);
}

// --- a larger network ------------------------------------------------------------------------------------------------

TEST(DhtNode, AmongTwoHundredNodesWithAFifthDeadAnnouncedPeersAreFoundInFewMessages) {
    VirtualNetwork net{16};
    std::vector<Endpoint> all;
    for (unsigned i = 0; i < 200; ++i) {
        all.push_back({.address = IpAddress::v4(9, static_cast<std::uint8_t>(i), 1, 1), .port = 6881});
        net.add(all.back(), i == 0 ? std::vector<Endpoint>{} : std::vector{all[0]});
        net.run_for(100ms);
    }
    net.run_for(30s);
    std::vector<InfoHash> keys;
    for (unsigned i = 0; i < 20; ++i) {
        keys.push_back({net.random.bytes<20>()});
        const auto announced = net.run_search(all[i], net.announce(all[i], keys[i], 4000));
        ASSERT_TRUE(announced);
        EXPECT_GE(announced->stored, 8U);
        EXPECT_LE(announced->stored, region_crowd);
    }
    for (unsigned i = 20; i < 200; i += 5) net.kill(all[i]);
    std::size_t queries = 0;
    for (unsigned i = 0; i < 20; ++i) {
        const Endpoint& asker = all[101 + 5 * i - 5 * (i / 19)];
        const auto search = net.find(asker, keys[i]);
        const auto result = net.run_search(asker, search);
        ASSERT_TRUE(result) << i;
        EXPECT_TRUE(net.peers(asker, search).contains({.address = all[i].address, .port = 4000})) << i;
        EXPECT_LT(result->took, 3s);
        queries += result->queries;
    }
    EXPECT_LT(queries / 20, 20U);
}

TEST(DhtNode, MoreCareAsksMoreNodesAndFindsTheSame) {
    VirtualNetwork net{31};
    std::vector<Endpoint> all;
    for (std::uint16_t i = 0; i < 60; ++i) {
        all.push_back({.address = IpAddress::v4(127, 0, 0, 1), .port = static_cast<std::uint16_t>(6000 + i)});
        net.add(all.back(), i == 0 ? std::vector<Endpoint>{} : std::vector{all[0]});
        net.run_for(1s);
    }
    net.run_for(40min);  // buckets are refreshed, so that the size of the network is known
    const auto stats = net.nodes.at(all[1])->report();
    EXPECT_GE(stats.network_size, 24U);  // within two and a half standard deviations
    EXPECT_LE(stats.network_size, 150U);
    EXPECT_LT(stats.network_size_error_percent, 36U);
    const auto announced = net.run_search(all[1], net.announce(all[1], key, 4000));
    ASSERT_TRUE(announced);
    EXPECT_GE(announced->stored, 8U);
    EXPECT_LE(announced->stored, region_crowd);
    std::size_t before = 0;
    for (const auto care : {Care::plain, Care::suspicious, Care::besieged}) {
        const auto search = net.find(all[40], key, care);
        const auto result = net.run_search(all[40], search);
        ASSERT_TRUE(result);
        EXPECT_EQ(net.peers(all[40], search), std::set{at("127.0.0.1:4000")});
        EXPECT_GT(result->queries, before);
        before = result->queries;
    }
}

TEST(DhtNode, OnlySharesAnnouncedUnderTheKeyAreFound) {
    VirtualNetwork net{17};
    net.add(a, {});
    net.add(b, {a});
    net.add(c, {a});
    ASSERT_TRUE(net.run_search(c, net.announce(c, key, 4000)));
    const auto search = net.find(b, InfoHash{});
    ASSERT_TRUE(net.run_search(b, search));
    EXPECT_TRUE(net.peers(b, search).empty());
}

// --- strangers and liars ---------------------------------------------------------------------------------------------

TEST(DhtNode, AStrangerEntersTheTableOnlyAfterItAnsweredAPing) {
    VirtualNetwork net{18};
    Node& node = net.add(a, {});
    Puppet puppet{net, at("127.0.0.1:7000")};
    puppet.ask(a, krpc::Ping{});
    ASSERT_EQ(puppet.replies.size(), 1U);
    ASSERT_EQ(puppet.queries.size(), 1U);
    EXPECT_EQ(node.table().size(), 0U);
    const auto ping = puppet.queries[0];
    EXPECT_EQ(as_text(ping.version), "SH01");
    puppet.answer(a, {.transaction = ping.transaction, .sender = puppet.id});
    EXPECT_EQ(node.table().size(), 1U);
    EXPECT_TRUE(node.is_connected());
}

TEST(DhtNode, AnAnswerFromTheWrongPortOrWithTheWrongTransactionIsDropped) {
    VirtualNetwork net{19};
    Node& node = net.add(a, {});
    Puppet puppet{net, at("127.0.0.1:7000")};
    puppet.ask(a, krpc::Ping{});
    const auto ping = puppet.queries.at(0);
    const Bytes good = krpc::encode(krpc::Reply{.transaction = ping.transaction, .sender = puppet.id});
    net.inject(at("127.0.0.1:7001"), a, good);
    net.inject(at("127.0.0.2:7000"), a, good);
    puppet.answer(a, {.transaction = Bytes(4), .sender = puppet.id});
    EXPECT_EQ(node.table().size(), 0U);
    EXPECT_EQ(node.stats().dropped, 3U);
}

TEST(DhtNode, AReadOnlyNodeIsAnsweredAndNotPinged) {
    VirtualNetwork net{20};
    net.add(a, {});
    Puppet puppet{net, at("127.0.0.1:7000")};
    puppet.ask(a, krpc::Ping{}, true);
    EXPECT_EQ(puppet.replies.size(), 1U);
    EXPECT_TRUE(puppet.queries.empty());
}

TEST(DhtNode, ANodeWhoseIdChangesWithEachAnswerNeverStaysInTheTable) {
    VirtualNetwork net{21};
    Node& node = net.add(a, {});
    Puppet puppet{net, at("127.0.0.1:7000")};
    for (int i = 0; i < 50; ++i) {
        puppet.id = random_id(net.random);
        puppet.ask(a, krpc::Ping{});
        const auto queries = std::exchange(puppet.queries, {});
        EXPECT_LE(queries.size(), 1U) << "no chain of pings may follow from lies";
        for (const auto& query : queries) {
            puppet.answer(a, {.transaction = query.transaction, .sender = random_id(net.random)});
        }
        EXPECT_EQ(node.table().size(), 0U);
    }
}

TEST(DhtNode, StrangersOnTheInternetCannotAimALookupAtLocalAddresses) {
    VirtualNetwork net{22};
    const Endpoint home = at("9.9.9.9:6881");
    const Endpoint liar = at("8.8.8.8:6881");
    Puppet puppet{net, liar};
    net.add(home, {liar});
    std::set<Endpoint> asked;
    net.run_for(200ms);
    ASSERT_EQ(puppet.queries.size(), 1U);
    krpc::Reply lie{.transaction = puppet.queries[0].transaction, .sender = puppet.id};
    for (const auto* where :
         {"127.0.0.1:22", "192.168.1.1:80", "10.0.0.1:1", "224.0.0.1:1", "0.0.0.0:1", "8.8.4.4:0", "9.9.9.9:6881"}) {
        lie.nodes.push_back({.id = random_id(net.random), .endpoint = at(where)});
    }
    net.tap = [&, puppets = std::move(net.tap)](const Endpoint& from, const Endpoint& to, BytesView bytes) {
        if (from == home) asked.insert(to);
        puppets(from, to, bytes);
    };
    puppet.queries.clear();
    puppet.answer(home, lie);
    for (int round = 0; round < 3; ++round) {  // and again in the lookups that follow
        (void)net.find(home, key);
        net.run_for(200ms);
        for (const auto& query : std::exchange(puppet.queries, {})) {
            lie.transaction = query.transaction;
            puppet.answer(home, lie);
        }
    }
    net.run_for(10s);
    EXPECT_GE(asked.size(), 1U);
    for (const auto& to : asked) EXPECT_TRUE(to == liar || to == home) << to.str();
    EXPECT_EQ(net.nodes.at(home)->table().size(), 1U);
}

TEST(DhtNode, PeersThatCannotBeDialledOrAreLocalToTheTellerAreNotReported) {
    VirtualNetwork net{23};
    const Endpoint home = at("9.9.9.9:6881");
    const Endpoint liar = at("8.8.8.8:6881");
    Puppet puppet{net, liar};
    net.add(home, {liar});
    net.run_for(200ms);
    puppet.answer(home, {.transaction = puppet.queries.at(0).transaction, .sender = puppet.id});
    const auto search = net.find(home, key);
    net.run_for(200ms);
    for (const auto& query : puppet.queries) {
        if (!std::holds_alternative<krpc::GetPeers>(query.body)) continue;
        krpc::Reply lie{.transaction = query.transaction, .sender = puppet.id};
        lie.values = {at("127.0.0.1:22"), at("192.168.1.1:80"), at("8.8.4.4:0"), at("224.0.0.1:5"), at("1.1.1.1:99")};
        puppet.answer(home, lie);
    }
    ASSERT_TRUE(net.run_search(home, search));
    EXPECT_EQ(net.peers(home, search), std::set{at("1.1.1.1:99")});
}

TEST(DhtNode, AnErrorInsteadOfAnAnswerEndsTheSearch) {
    VirtualNetwork net{24};
    Puppet puppet{net, b};
    net.add(a, {b});
    net.run_for(200ms);
    puppet.answer(a, {.transaction = puppet.queries.at(0).transaction, .sender = puppet.id});
    const auto search = net.find(a, key);
    net.run_for(200ms);
    const auto last = puppet.queries.back();
    ASSERT_TRUE(std::holds_alternative<krpc::GetPeers>(last.body));
    net.inject(b, a, krpc::encode(krpc::ErrorReply{.transaction = last.transaction, .code = 202, .text = "no"}));
    net.run_for(200ms);
    EXPECT_TRUE(net.results.contains({a, search}));
}

TEST(DhtNode, OurIdFitsOurAddressOnlyIfThatIsGlobal) {
    VirtualNetwork net{25};
    EXPECT_TRUE(id_fits_address(net.add(at("9.9.9.9:6881"), {}).id(), IpAddress::v4(9, 9, 9, 9)));
    EXPECT_NE(net.add(a, {}).id(), net.add(b, {}).id());
}

TEST(DhtNode, ARunIsItsSeed) {
    const auto run = [] {
        VirtualNetwork net{26};
        std::string trace;
        net.tap = [&](const Endpoint& from, const Endpoint& to, BytesView bytes) {
            trace += from.str() + to.str() + to_hex(bytes);
        };
        net.add(a, {});
        net.add(b, {a});
        net.add(c, {a});
        (void)net.run_search(c, net.announce(c, key, 4000));
        net.run_for(30min);
        return trace;
    };
    EXPECT_EQ(run(), run());
}

}  // namespace
}  // namespace shoal::dht
