#include "dht/query_handler.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;

struct QueryHandlerTest : ::testing::Test {
    /// Fills the table with good nodes of global addresses, one a network.
    void fill(RoutingTable& into, Family family) {
        for (std::uint8_t i = 1; i < 200; ++i) {
            NodeInfo node{.id = random_id(random), .endpoint = {.address = IpAddress::v4(9, i, 1, 1), .port = 6881}};
            if (family == Family::v6) node.endpoint = at(("[2400:cb00:" + std::to_string(i) + "::1]:6881").c_str());
            (void)into.answered(node, epoch, 50ms);
        }
    }
    Bytes query(krpc::Body body, std::size_t transaction = 2) {
        return krpc::encode(
            krpc::Query{.transaction = Bytes(transaction, Byte{'a'}), .sender = asker, .body = std::move(body)});
    }
    /// The reply of our node of that family to the bytes of a query; nothing for silence.
    std::optional<krpc::Message> ask(const Endpoint& from, BytesView bytes, Instant now = epoch) {
        const auto parsed = krpc::parse(bytes);
        QueryHandler& node = from.address.family == Family::v4 ? handler : handler6;
        std::optional<Bytes> out;
        if (const auto* good = std::get_if<krpc::Query>(&*parsed)) out = node.answer(*good, from, bytes.size(), now);
        if (const auto* bad = std::get_if<krpc::BadQuery>(&*parsed)) {
            out = node.answer(*bad, from, bytes.size(), now);
        }
        if (!out) return std::nullopt;
        const std::size_t header = header_size(from.address.family);
        last_size = out->size();
        last_factor_percent = (out->size() + header) * 100 / (bytes.size() + header);
        return krpc::parse(*out).value();
    }
    krpc::Reply reply(const Endpoint& from, const krpc::Body& body, Instant now = epoch) {
        return std::get<krpc::Reply>(ask(from, query(body), now).value());
    }

    testing::SeededRandom random{1};
    NodeId asker = random_id(random);
    InfoHash key{random.bytes<20>()};
    RoutingTable table{random_id(random), epoch};
    RoutingTable table6{random_id(random), epoch};
    PeerStore store{table.own(), random};
    ItemStore items{table.own()};
    Tokens tokens{random, epoch};
    FloodGuard guard{FloodLimits{}, epoch};
    QueryHandler handler{{.table = table, .store = store, .items = items, .tokens = tokens, .guard = guard}};
    QueryHandler handler6{{.table = table6, .store = store, .items = items, .tokens = tokens, .guard = guard}};
    Endpoint stranger = at("8.8.8.8:1000");
    Endpoint stranger6 = at("[2400:cb00:9999::1]:1000");
    std::size_t last_size = 0;
    std::size_t last_factor_percent = 0;
};

TEST_F(QueryHandlerTest, PingIsAnsweredWithOurIdAndTheAskersAddress) {
    const auto answer = reply(stranger, krpc::Ping{});
    EXPECT_EQ(answer.sender, table.own());
    EXPECT_EQ(answer.transaction, Bytes(2, Byte{'a'}));
    EXPECT_EQ(answer.seen_as, stranger);
    EXPECT_EQ(as_text(answer.version), "SH01");
}

TEST_F(QueryHandlerTest, FindNodeGivesTheNearestEight) {
    fill(table, Family::v4);
    EXPECT_EQ(reply(stranger, krpc::FindNode{.target = asker}).nodes, table.closest(asker, 8, epoch, true));
}

TEST_F(QueryHandlerTest, TheAskerIsNotToldOfItself) {
    const NodeInfo self{.id = asker, .endpoint = stranger};
    (void)table.answered(self, epoch, 50ms);
    const auto answer = reply(stranger, krpc::FindNode{.target = asker});
    EXPECT_TRUE(answer.nodes.empty());
    EXPECT_TRUE(answer.has_nodes);
}

TEST_F(QueryHandlerTest, StrangersOnTheInternetAreNotToldOfLocalNodes) {
    (void)table.answered({.id = random_id(random), .endpoint = at("192.168.1.5:6881")}, epoch, 5ms);
    EXPECT_TRUE(reply(stranger, krpc::FindNode{.target = asker}).nodes.empty());
    EXPECT_EQ(reply(at("192.168.1.6:6881"), krpc::FindNode{.target = asker}).nodes.size(), 1U);
}

TEST_F(QueryHandlerTest, RepliesToStrangersAreAtMostThreeTimesTheQueryWithHeaders) {
    fill(table, Family::v4);
    fill(table6, Family::v6);
    handler.set_other_family(&table6);
    handler6.set_other_family(&table);
    for (std::uint16_t port = 1; port <= 400; ++port) {
        (void)store.add(key, {.address = IpAddress::v4(10, 0, 0, 1), .port = port}, false, epoch);
    }
    const krpc::Want both{.v4 = true, .v6 = true};
    Instant now = epoch;
    for (const std::size_t transaction : {0U, 1U, 2U, 4U, 20U, 32U}) {
        for (const auto& body :
             {krpc::Body{krpc::Ping{}}, krpc::Body{krpc::FindNode{.target = asker}},
              krpc::Body{krpc::FindNode{.target = asker, .want = both}}, krpc::Body{krpc::GetPeers{.key = key}},
              krpc::Body{krpc::GetPeers{.key = key, .want = both}},
              krpc::Body{krpc::AnnouncePeer{.key = key, .port = 1, .token = {}}}}) {
            now += 10s;
            ASSERT_TRUE(ask(stranger, query(body, transaction), now));
            EXPECT_LE(last_factor_percent, 300U);
            ASSERT_TRUE(ask(stranger6, query(body, transaction), now));
            EXPECT_LE(last_factor_percent, 300U);
        }
    }
    for (const std::string_view text : {"d1:ade1:q0:1:t0:1:y1:qe", "d1:q0:1:t0:1:y1:qe", "d1:q1:x1:t1:a1:y1:qe"}) {
        if (ask(stranger, as_bytes(text), now)) {
            EXPECT_LE(last_factor_percent, 300U) << text;
        }
    }
}

TEST_F(QueryHandlerTest, AStrangerGetsEightNodesAndFourPeersOfIPv4AndSevenNodesOfIPv6) {
    fill(table, Family::v4);
    for (std::uint16_t port = 1; port <= 400; ++port) {
        (void)store.add(key, {.address = IpAddress::v4(10, 0, 0, 1), .port = port}, false, epoch);
    }
    // As a query of ours is: with a version and four bytes of transaction.
    const krpc::Query ours{
        .transaction = Bytes(4), .sender = asker, .body = krpc::GetPeers{.key = key}, .version = Bytes(4, Byte{'v'})};
    const auto answer = std::get<krpc::Reply>(ask(stranger, krpc::encode(ours)).value());
    EXPECT_EQ(answer.nodes.size(), 8U);
    EXPECT_EQ(answer.values.size(), 4U);
    ASSERT_TRUE(answer.token);

    fill(table6, Family::v6);
    EXPECT_EQ(reply(stranger6, krpc::FindNode{.target = asker}).nodes6.size(), 7U);
}

TEST_F(QueryHandlerTest, ANodeThatAnsweredUsGetsUpTo50PeersAnd1024Bytes) {
    fill(table, Family::v4);
    (void)table.answered({.id = asker, .endpoint = stranger}, epoch, 50ms);
    for (std::uint16_t port = 1; port <= 400; ++port) {
        (void)store.add(key, {.address = IpAddress::v4(10, 0, 0, 1), .port = port}, false, epoch);
    }
    EXPECT_EQ(reply(stranger, krpc::GetPeers{.key = key}).values.size(), 50U);
    EXPECT_LE(last_size, max_reply);
}

TEST_F(QueryHandlerTest, NodesOfTheOtherFamilyAreGivenToWhoWantsThem) {
    fill(table6, Family::v6);
    EXPECT_TRUE(reply(stranger, krpc::FindNode{.target = asker, .want = {.v6 = true}}).nodes6.empty());
    handler.set_other_family(&table6);
    const auto answer = reply(stranger, krpc::FindNode{.target = asker, .want = {.v6 = true}});
    EXPECT_FALSE(answer.nodes6.empty());
    EXPECT_FALSE(answer.has_nodes);
}

TEST_F(QueryHandlerTest, AnAnnouncementWithAGoodTokenIsStoredWithItsPort) {
    const auto token = reply(stranger, krpc::GetPeers{.key = key}).token.value();
    (void)reply(stranger, krpc::AnnouncePeer{.key = key, .port = 4000, .token = token});
    EXPECT_EQ(store.all(key, epoch), std::vector{at("8.8.8.8:4000")});
    (void)reply(stranger, krpc::AnnouncePeer{.key = key, .port = 4000, .implied_port = true, .token = token});
    EXPECT_EQ(store.all(key, epoch), (std::vector{at("8.8.8.8:1000"), at("8.8.8.8:4000")}));
    EXPECT_EQ(reply(at("9.9.9.9:1"), krpc::GetPeers{.key = key}).values.size(), 2U);
}

TEST_F(QueryHandlerTest, AWrongForeignOrExpiredTokenIsRefusedAndNothingStored) {
    const auto token = reply(stranger, krpc::GetPeers{.key = key}).token.value();
    const auto refused = [&](const Endpoint& from, const InfoHash& of, Bytes with, Instant now) {
        const auto answer =
            ask(from, query(krpc::AnnouncePeer{.key = of, .port = 4000, .token = std::move(with)}), now);
        const auto* error = answer ? std::get_if<krpc::ErrorReply>(&*answer) : nullptr;
        return error != nullptr && error->code == 203 && error->text == "invalid token";
    };
    EXPECT_TRUE(refused(at("8.8.8.9:1000"), key, token, epoch));
    EXPECT_TRUE(refused(stranger, InfoHash{}, token, epoch));
    EXPECT_TRUE(refused(stranger, key, Bytes(8), epoch));
    EXPECT_TRUE(refused(stranger, key, {}, epoch));
    EXPECT_TRUE(refused(stranger, key, token, epoch + 11min));
    EXPECT_EQ(store.peers(), 0U);
}

TEST_F(QueryHandlerTest, AnnouncingPortZeroIsError203) {
    const auto token = reply(stranger, krpc::GetPeers{.key = key}).token.value();
    const auto answer = ask(stranger, query(krpc::AnnouncePeer{.key = key, .port = 0, .token = token})).value();
    EXPECT_EQ(std::get<krpc::ErrorReply>(answer).code, 203);
    EXPECT_EQ(store.peers(), 0U);
}

TEST_F(QueryHandlerTest, AFullStoreSaysSo) {
    for (std::uint16_t port = 1; port <= 100; ++port) {
        (void)store.add(key, {.address = stranger.address, .port = port}, false, epoch);
    }
    const auto token = reply(stranger, krpc::GetPeers{.key = key}).token.value();
    const auto answer = ask(stranger, query(krpc::AnnouncePeer{.key = key, .port = 4000, .token = token})).value();
    EXPECT_EQ(std::get<krpc::ErrorReply>(answer).code, 202);
}

TEST_F(QueryHandlerTest, UnknownMethodsGetNodesOrError204) {
    fill(table, Family::v4);
    const auto seek = ask(stranger, as_bytes("d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q4:seek"
                                             "1:t2:aa1:y1:qe"));
    EXPECT_EQ(std::get<krpc::Reply>(seek.value()).nodes.size(), 8U);
    const auto keep = ask(stranger, as_bytes("d1:ad2:id20:abcdefghij01234567891:v1:xe1:q4:keep1:t2:aa1:y1:qe"));
    EXPECT_EQ(std::get<krpc::ErrorReply>(keep.value()).code, 204);
}

TEST_F(QueryHandlerTest, AFloodFromOneAddressIsSilencedAndAnotherStillAnswered) {
    const Bytes ping = query(krpc::Ping{});
    int answered = 0;
    for (int i = 0; i < 10'000; ++i) answered += ask(stranger, ping, epoch + 10us * i) ? 1 : 0;
    EXPECT_EQ(answered, 50);
    EXPECT_TRUE(ask(at("9.9.9.9:1"), ping, epoch + 100ms));
}

TEST_F(QueryHandlerTest, AFloodFromForgedSourcesLeavesProvenNodesServed) {
    fill(table, Family::v4);
    const Bytes find = query(krpc::FindNode{.target = asker});
    std::size_t bytes = 0;
    for (unsigned i = 0; i < 20'000; ++i) {
        const Endpoint forged{.address =
                                  IpAddress::v4(7, static_cast<std::uint8_t>(i >> 8U), static_cast<std::uint8_t>(i), 1),
                              .port = 53};
        if (ask(forged, find, epoch + 25us * i)) bytes += last_size;
    }
    EXPECT_LE(bytes, 70U * 1024);  // half of the burst, and half a second's worth
    const auto proven = table.closest(asker, 1, epoch, true).front();
    EXPECT_TRUE(ask(proven.endpoint, find, epoch + 700ms));
    EXPECT_LE(guard.sources(), FloodLimits{}.max_sources);
}

}  // namespace
}  // namespace shoal::dht
