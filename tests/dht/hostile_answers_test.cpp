// Lies in answers to a node's own questions, each kind by name.

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::VirtualNetwork;

const Endpoint victim = at("9.9.9.9:6881");
const Endpoint liar = at("8.8.8.8:6881");

/// A node whose only contact answers whatever the test wants; all others are silent.
struct DhtHostileAnswer : ::testing::Test {
    DhtHostileAnswer() {
        network.elsewhere = [this](const Endpoint&, const Endpoint& to, BytesView bytes) {
            const auto message = krpc::parse(bytes).value();
            const auto* query = std::get_if<krpc::Query>(&message);
            if (query == nullptr) return;
            ++asked[to];
            if (to != liar) return;
            krpc::Reply reply{.transaction = query->transaction, .sender = liar_id, .has_nodes = true};
            if (std::holds_alternative<krpc::GetPeers>(query->body)) {
                reply.token = Bytes(8, Byte{'t'});
                if (lie) lie(reply);
            }
            Bytes answer = krpc::encode(reply);
            if (raw && std::holds_alternative<krpc::GetPeers>(query->body)) answer = raw(reply);
            network.inject(to, victim, std::move(answer));
        };
        network.add(victim, {liar});
        network.run_for(5s);
        EXPECT_EQ(node().table().size(), 1U);
        asked.clear();
    }
    Node& node() { return *network.nodes.at(victim); }

    /// The result of a search that is lied to; it must end.
    LookupResult search() {
        last = network.find(victim, key);
        const auto result = network.run_search(victim, last);
        EXPECT_TRUE(result) << "it never ended";
        return result.value_or(LookupResult{});
    }
    std::size_t asked_others() const {
        std::size_t out = 0;
        for (const auto& [where, times] : asked) out += where == liar ? 0 : times;
        return out;
    }
    static Endpoint somewhere(std::size_t number) {
        return {.address =
                    IpAddress::v4(60, static_cast<std::uint8_t>(number >> 8U), static_cast<std::uint8_t>(number), 1),
                .port = 6881};
    }
    /// The reply with `text` in place of its nodes.
    static Bytes with_nodes(const krpc::Reply& reply, const std::string& text) {
        const Bytes good = krpc::encode(reply);
        std::string bytes{as_text(good)};
        const std::string none = "5:nodes0:";
        const auto place = bytes.find(none);
        EXPECT_NE(place, std::string::npos);
        bytes.replace(place, none.size(), "5:nodes" + std::to_string(text.size()) + ":" + text);
        const auto out = as_bytes(bytes);
        return {out.begin(), out.end()};
    }

    VirtualNetwork network{9};
    NodeId liar_id = id_for_address(liar.address, network.random);
    InfoHash key{network.random.bytes<20>()};
    std::function<void(krpc::Reply&)> lie;
    std::function<Bytes(const krpc::Reply&)> raw;
    std::map<Endpoint, std::size_t> asked;
    SearchId last = 0;
};

TEST_F(DhtHostileAnswer, OfNodesWithOddLengthsIsNoAnswer) {
    for (const std::size_t size : {1U, 25U, 27U, 51U}) {
        raw = [size](const krpc::Reply& reply) { return with_nodes(reply, std::string(size, 'n')); };
        asked.clear();
        EXPECT_EQ(search().peers, 0U);
        EXPECT_EQ(asked_others(), 0U) << size;
    }
    EXPECT_EQ(node().stats().dropped, 4U);
}

TEST_F(DhtHostileAnswer, OfNoNodesAtAllEndsTheSearch) {
    EXPECT_EQ(search().queries, 1U);
}

TEST_F(DhtHostileAnswer, WithAThousandNodesIsDropped) {
    raw = [](const krpc::Reply& reply) { return with_nodes(reply, std::string(26'000, 'n')); };
    (void)search();
    EXPECT_EQ(asked_others(), 0U);
    EXPECT_EQ(node().stats().dropped, 1U);
}

TEST_F(DhtHostileAnswer, WithAHundredNodesIsReadAsFarAsTwenty) {
    lie = [&](krpc::Reply& reply) {
        for (std::size_t i = 0; i < 100; ++i) {
            reply.nodes.push_back({id_for_address(somewhere(i).address, network.random), somewhere(i)});
        }
    };
    (void)search();
    EXPECT_GT(asked_others(), 0U);
    EXPECT_LE(asked.size(), 1U + krpc::max_nodes_read);
}

TEST_F(DhtHostileAnswer, NamingWhereNobodyCanBeMakesUsSendNothingThere) {
    const std::vector<Endpoint> bad{at("60.1.1.1:0"),        victim,
                                    at("0.0.0.0:5"),         at("127.0.0.1:5"),
                                    at("10.0.0.1:5"),        at("192.168.1.1:5"),
                                    at("169.254.1.1:5"),     at("172.16.3.4:5"),
                                    at("224.0.0.1:5"),       at("239.192.152.143:6771"),
                                    at("255.255.255.255:5"), at("240.0.0.1:5"),
                                    at("0.1.2.3:5")};
    lie = [&](krpc::Reply& reply) {
        for (const auto& where : bad) reply.nodes.push_back({random_id(network.random), where});
        for (const auto& where : bad) reply.values.push_back(where);
    };
    std::size_t sent = 0;
    network.tap = [&](const Endpoint& from, const Endpoint& to, BytesView) {
        if (from == victim && to != liar && to != victim) ++sent;
    };
    EXPECT_EQ(search().peers, 1U);  // its own address under a port that it does not announce may be a neighbour's
    EXPECT_EQ(network.peers(victim, last), std::set{victim});
    EXPECT_EQ(sent, 0U);
}

TEST_F(DhtHostileAnswer, NamingOneIdAtAHundredAddressesMakesUsAskOneOfThem) {
    const NodeId one = random_id(network.random);
    std::size_t named = 0;
    lie = [&](krpc::Reply& reply) {
        for (int i = 0; i < 20; ++i) reply.nodes.push_back({one, somewhere(named++)});
    };
    for (int i = 0; i < 5; ++i) {
        asked.clear();
        (void)search();
        // One on the way; and one that was named before is pinged, for the table has room.
        EXPECT_LE(asked_others(), 2U);
    }
    EXPECT_EQ(named, 100U);
}

TEST_F(DhtHostileAnswer, NamingAHundredIdsAtOneAddressMakesUsAskThereOnce) {
    lie = [&](krpc::Reply& reply) {
        for (std::uint16_t i = 0; i < 20; ++i) {
            Endpoint where = somewhere(0);
            where.port = static_cast<std::uint16_t>(where.port + i % 2);  // nor at another port of it
            reply.nodes.push_back({random_id(network.random), where});
        }
    };
    for (int i = 0; i < 5; ++i) {
        asked.clear();
        (void)search();
        EXPECT_LE(asked_others(), 1U);
    }
}

TEST_F(DhtHostileAnswer, WithPeersOfOddLengthsIsReadWithoutThem) {
    raw = [](const krpc::Reply& reply) {
        const Bytes good = krpc::encode(reply);
        std::string bytes{as_text(good)};
        const std::string before = "5:token8:tttttttt";
        bytes.insert(bytes.find(before) + before.size(),
                     "6:valuesl0:1:a5:abcde6:abcdef7:abcdefg18:aaaaaaaaaaaaaaaaaae");
        const auto out = as_bytes(bytes);
        return Bytes{out.begin(), out.end()};
    };
    EXPECT_EQ(search().peers, 2U);  // of 6 and of 18 bytes
}

TEST_F(DhtHostileAnswer, NamingEverNearerNodesCannotKeepASearchGoing) {
    // Each of them answers with more of the same.
    std::uint8_t depth = 0;
    std::map<Endpoint, NodeId> ids;
    const auto nearer = [&] {
        std::vector<NodeInfo> out;
        for (int i = 0; i < 8; ++i) {
            NodeInfo one{.id = as_target(key), .endpoint = somewhere(ids.size())};
            one.id.bytes[static_cast<std::size_t>(2 + depth / 16)] ^= Byte{1};
            one.id.bytes[19] = static_cast<Byte>(ids.size());
            ids[one.endpoint] = one.id;
            out.push_back(one);
        }
        ++depth;
        return out;
    };
    lie = [&](krpc::Reply& reply) { reply.nodes = nearer(); };
    const auto elsewhere = network.elsewhere;
    network.elsewhere = [&](const Endpoint& from, const Endpoint& to, BytesView bytes) {
        elsewhere(from, to, bytes);
        const auto message = krpc::parse(bytes).value();
        const auto* query = std::get_if<krpc::Query>(&message);
        if (query == nullptr || !ids.contains(to)) return;
        krpc::Reply reply{.transaction = query->transaction, .sender = ids.at(to), .token = Bytes(8, Byte{1})};
        reply.nodes = nearer();
        network.inject(to, victim, krpc::encode(reply));
    };
    EXPECT_LE(search().queries, max_lookup_queries + lookup_breadth);
    EXPECT_LE(node().table().size(), 200U);
}

TEST_F(DhtHostileAnswer, ThatComesTwiceOrFromElsewhereCountsOnce) {
    const Endpoint peer = at("70.1.1.1:7000");
    const Endpoint forged = at("70.2.2.2:7000");
    std::vector<Endpoint> sources{at("8.8.8.8:6882"), at("8.8.8.9:6881"), liar};
    raw = [&](const krpc::Reply& reply) {
        krpc::Reply good = reply;
        good.values = {peer};
        krpc::Reply bad = reply;
        bad.values = {forged};
        for (const auto& where : sources) {
            // The same transaction: from a wrong port and a wrong address before the true answer, and again after it.
            network.inject(where, victim, krpc::encode(bad), where == liar ? 200ms : 0s);
        }
        return krpc::encode(good);
    };
    network.min_delay = network.max_delay = 20ms;
    EXPECT_EQ(search().peers, 1U);
    network.run_for(1s);
    EXPECT_EQ(network.peers(victim, last), std::set{peer});
    EXPECT_EQ(node().stats().dropped, 3U);
}

TEST_F(DhtHostileAnswer, WithATokenTooLongIsNoAnswerAndAnyOtherIsGivenBack) {
    for (const std::size_t size : {0U, 3U, 64U, 65U, 1000U}) {
        std::optional<Bytes> given;
        lie = [size](krpc::Reply& reply) { reply.token = Bytes(size, Byte{'k'}); };
        network.tap = [&](const Endpoint&, const Endpoint&, BytesView bytes) {
            const auto message = krpc::parse(bytes);
            const auto* query = message ? std::get_if<krpc::Query>(&*message) : nullptr;
            const auto* announce = query == nullptr ? nullptr : std::get_if<krpc::AnnouncePeer>(&query->body);
            if (announce != nullptr) given = announce->token;
        };
        ASSERT_TRUE(network.run_search(victim, network.announce(victim, key, 7000)));
        const bool is_usable = size > 0 && size <= krpc::max_token;
        EXPECT_EQ(given, is_usable ? std::optional{Bytes(size, Byte{'k'})} : std::nullopt) << size;
    }
}

}  // namespace
}  // namespace shoal::dht
