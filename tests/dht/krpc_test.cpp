#include "dht/krpc.h"

#include <gtest/gtest.h>

#include <string>

namespace shoal::dht::krpc {
namespace {

const NodeId asker = *NodeId::from(as_bytes("abcdefghij0123456789"));
const NodeId answerer = *NodeId::from(as_bytes("mnopqrstuvwxyz123456"));
const InfoHash key{answerer.bytes};

Bytes bytes_of(std::string_view text) {
    const auto view = as_bytes(text);
    return {view.begin(), view.end()};
}
Bytes bytes_of_hex(std::string_view hex) {
    return *from_hex(hex);
}

Query query(Body body) {
    return {.transaction = bytes_of("aa"), .sender = asker, .body = std::move(body)};
}

/// `text` reads as `message` and is written again as it was.
template <class Typed>
void expect_both_ways(std::string_view text, const Typed& message) {
    EXPECT_EQ(as_text(encode(message)), text);
    const auto parsed = parse(as_bytes(text));
    ASSERT_TRUE(parsed) << text;
    const auto* typed = std::get_if<Typed>(&*parsed);
    ASSERT_NE(typed, nullptr) << text;
    EXPECT_EQ(*typed, message) << text;
}

TEST(Krpc, PingIsWrittenAndReadByteForByte) {
    constexpr std::string_view text = "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe";
    static_assert(text.size() == 56);
    expect_both_ways(text, query(Ping{}));
}

TEST(Krpc, ReadOnlyIsAtTheTopLevel) {
    Query expected = query(Ping{});
    expected.read_only = true;
    expect_both_ways("d1:ad2:id20:abcdefghij0123456789e1:q4:ping2:roi1e1:t2:aa1:y1:qe", expected);
}

TEST(Krpc, FindNodeIsWrittenAndReadWithAndWithoutWant) {
    constexpr std::string_view text =
        "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q9:find_node1:t2:aa1:y1:qe";
    static_assert(text.size() == 92);
    expect_both_ways(text, query(FindNode{.target = answerer}));
    expect_both_ways("d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz1234564:wantl2:n42:n6ee1:q9:find_node"
                     "1:t2:aa1:y1:qe",
                     query(FindNode{.target = answerer, .want = {.v4 = true, .v6 = true}}));
}

TEST(Krpc, GetPeersIsWrittenAndReadByteForByte) {
    constexpr std::string_view text =
        "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:y1:qe";
    static_assert(text.size() == 95);
    expect_both_ways(text, query(GetPeers{.key = key}));
    expect_both_ways("d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234566:noseedi1ee1:q9:get_peers1:t2:"
                     "aa1:y1:qe",
                     query(GetPeers{.key = key, .no_seeds = true}));
}

TEST(Krpc, AnnouncePeerIsWrittenAndReadByteForByte) {
    expect_both_ways(
        "d1:ad2:id20:abcdefghij012345678912:implied_porti1e9:info_hash20:mnopqrstuvwxyz1234564:porti6881e"
        "4:seedi1e5:token4:abcde1:q13:announce_peer1:t2:aa1:y1:qe",
        query(AnnouncePeer{.key = key, .port = 6881, .implied_port = true, .seed = true, .token = bytes_of("abcd")}));
    // BEP 5's own example has an 8-byte token and no seed.
    expect_both_ways(
        "d1:ad2:id20:abcdefghij012345678912:implied_porti1e9:info_hash20:mnopqrstuvwxyz1234564:porti6881e"
        "5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe",
        query(AnnouncePeer{.key = key, .port = 6881, .implied_port = true, .token = bytes_of("aoeusnth")}));
}

TEST(Krpc, ThePingReplyOfLibtorrentIsRead) {
    std::string text = "d2:ip6:\x7f" + std::string(2, '\0') + "\x01\x1a\xf4" +
                       "1:rd2:id20:mnopqrstuvwxyz1234561:pi6900ee1:t2:aa1:v4:LT\x02\x08" + "1:y1:re";
    ASSERT_EQ(text.size(), 77U);
    const auto parsed = parse(as_bytes(text));
    ASSERT_TRUE(parsed);
    const auto& reply = std::get<Reply>(*parsed);
    EXPECT_EQ(reply.sender, answerer);
    EXPECT_EQ(reply.seen_as, Endpoint::parse("127.0.0.1:6900").value());
    EXPECT_EQ(reply.version, bytes_of_hex("4c540208"));
}

TEST(Krpc, RepliesAreWrittenInCanonicalOrderAndReadBack) {
    Reply reply{.transaction = bytes_of("aa"), .sender = answerer};
    expect_both_ways("d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re", reply);
    reply.nodes = {{.id = asker, .endpoint = Endpoint::parse("97.98.99.100:25958").value()}};  // "abcdef"
    reply.has_nodes = true;
    reply.token = bytes_of("aoeusnth");
    reply.values = {Endpoint::parse("97.120.106.101:11893").value(), Endpoint::parse("105.100.104.116:28269").value()};
    expect_both_ways("d1:rd2:id20:mnopqrstuvwxyz1234565:nodes26:abcdefghij0123456789abcdef5:token8:aoeusnth"
                     "6:valuesl6:axje.u6:idhtnmee1:t2:aa1:y1:re",
                     reply);
    Reply six{.transaction = bytes_of("aa"), .sender = answerer};
    six.nodes6 = {
        {.id = asker, .endpoint = Endpoint::parse("[6162:6364:6566:6768:696a:6b6c:6d6e:6f70]:29043").value()}};
    six.has_nodes6 = true;
    six.version = bytes_of("SH01");
    expect_both_ways(
        "d1:rd2:id20:mnopqrstuvwxyz1234566:nodes638:abcdefghij0123456789abcdefghijklmnopqse1:t2:aa1:v4:SH01"
        "1:y1:re",
        six);
    Reply empty{.transaction = bytes_of("aa"), .sender = answerer};
    empty.has_nodes = true;
    expect_both_ways("d1:rd2:id20:mnopqrstuvwxyz1234565:nodes0:e1:t2:aa1:y1:re", empty);
}

TEST(Krpc, AFindNodeReplyHasTheSizeThatTheOthersSend) {
    Reply reply{.transaction = bytes_of("aa"), .sender = answerer};
    for (int i = 0; i < 8; ++i) reply.nodes.push_back({.id = asker, .endpoint = Endpoint::parse("1.2.3.4:5").value()});
    reply.seen_as = Endpoint::parse("127.0.0.1:6900").value();
    reply.version = bytes_of("SH01");
    EXPECT_EQ(encode(reply).size(), 287U);  // libtorrent: 296 with its "1:pi6900e"
}

TEST(Krpc, ErrorsAreWrittenAndReadByteForByte) {
    expect_both_ways("d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee",
                     ErrorReply{.transaction = bytes_of("aa"), .code = 201, .text = "A Generic Error Ocurred"});
    // libtorrent sends a dictionary of values along.
    const std::string text = "d1:eli203e13:invalid tokene2:ip6:\x7f" + std::string(2, '\0') + "\x01\x1a\xf4" +
                             "1:rd2:id20:mnopqrstuvwxyz1234561:pi6900ee1:t2:aa1:v4:LT\x02\x08" + "1:y1:ee";
    const auto parsed = parse(as_bytes(text));
    ASSERT_TRUE(parsed);
    EXPECT_EQ(std::get<ErrorReply>(*parsed).code, 203);
    EXPECT_EQ(std::get<ErrorReply>(*parsed).text, "invalid token");
}

TEST(Krpc, OddNodesRefuseTheReplyAndTooManyAreCut) {
    for (const std::size_t size : {1U, 25U, 27U}) {
        const std::string text = "d1:rd2:id20:mnopqrstuvwxyz1234565:nodes" + std::to_string(size) + ":" +
                                 std::string(size, 'x') + "e1:t2:aa1:y1:re";
        EXPECT_FALSE(parse(as_bytes(text))) << size;
    }
    const std::string many =
        "d1:rd2:id20:mnopqrstuvwxyz1234565:nodes2600:" + std::string(2600, 'x') + "e1:t2:aa1:y1:re";
    EXPECT_EQ(std::get<Reply>(parse(as_bytes(many)).value()).nodes.size(), max_nodes_read);
    const std::string flood =
        "d1:rd2:id20:mnopqrstuvwxyz1234565:nodes26000:" + std::string(26'000, 'x') + "e1:t2:aa1:y1:re";
    EXPECT_FALSE(parse(as_bytes(flood)));
}

TEST(Krpc, AnIpv4AddressAmongIpv6NodesIsPassedOver) {
    const auto entry = [](std::string_view address) {
        return "mnopqrstuvwxyz123456" + std::string{as_text(bytes_of_hex(address))} + "\x1a\xe1";
    };
    const std::string text = "d1:rd2:id20:mnopqrstuvwxyz1234566:nodes676:" + entry("00000000000000000000ffff08080808") +
                             entry("26070000000000000000000000000001") + "e1:t2:aa1:y1:re";
    const auto reply = std::get<Reply>(parse(as_bytes(text)).value());
    ASSERT_EQ(reply.nodes6.size(), 1U);
    EXPECT_EQ(reply.nodes6[0].endpoint.str(), "[2607::1]:6881");
}

TEST(Krpc, ValuesOfMixedFamiliesAreReadAndOddOnesPassedOver) {
    const std::string text = "d1:rd2:id20:mnopqrstuvwxyz1234566:valuesl6:axje.u18:abcdefghijklmnopqr0:5:abcde7:abcdefge"
                             "e1:t2:aa1:y1:re";
    EXPECT_EQ(std::get<Reply>(parse(as_bytes(text)).value()).values.size(), 2U);
    std::string many = "d1:rd2:id20:mnopqrstuvwxyz1234566:valuesl";
    for (int i = 0; i < 300; ++i) many += "6:axje.u";
    many += "ee1:t2:aa1:y1:re";
    EXPECT_EQ(std::get<Reply>(parse(as_bytes(many)).value()).values.size(), max_values_read);
}

TEST(Krpc, TransactionIdsAreEchoedUpTo32BytesAndRefusedBeyond) {
    const auto with = [](std::size_t size) {
        return "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t" + std::to_string(size) + ":" + std::string(size, 'x') +
               "1:y1:qe";
    };
    EXPECT_TRUE(parse(as_bytes(with(0))));
    EXPECT_TRUE(parse(as_bytes(with(32))));
    EXPECT_FALSE(parse(as_bytes(with(33))));
    EXPECT_FALSE(parse(as_bytes(with(300))));
    EXPECT_FALSE(parse(as_bytes("d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:y1:qe")));
}

TEST(Krpc, UnknownMethodsWithAPlaceBecomeFindNodeAndOthers204) {
    const auto find =
        parse(as_bytes("d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q4:seek1:t2:aa1:y1:qe"));
    EXPECT_EQ(std::get<Query>(find.value()).body, Body{FindNode{.target = answerer}});
    const auto vote =
        parse(as_bytes("d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q4:vote1:t2:aa1:y1:qe"));
    EXPECT_EQ(std::get<Query>(vote.value()).body, Body{FindNode{.target = answerer}});
    const auto lost =
        parse(as_bytes("d1:ad2:id20:abcdefghij01234567895:token4:abcd1:v12:Hello World!e1:q4:keep1:t2:aa1:y1:qe"));
    EXPECT_EQ(std::get<BadQuery>(lost.value()).code, error_unknown_method);
}

TEST(Krpc, QueriesThatAskNonsenseAreToldWhy) {
    const auto refusal = [](std::string_view arguments, std::string_view method) {
        const std::string text = "d1:a" + std::string{arguments} + "1:q" + std::to_string(method.size()) + ":" +
                                 std::string{method} + "1:t2:aa1:y1:qe";
        const auto parsed = parse(as_bytes(text));
        if (!parsed || !std::holds_alternative<BadQuery>(*parsed)) return std::string{"none"};
        EXPECT_EQ(std::get<BadQuery>(*parsed).code, error_protocol);
        EXPECT_EQ(as_text(std::get<BadQuery>(*parsed).transaction), "aa");
        return std::get<BadQuery>(*parsed).text;
    };
    const std::string id = "2:id20:abcdefghij0123456789";
    const std::string hash = "9:info_hash20:mnopqrstuvwxyz123456";
    EXPECT_EQ(refusal("i1e", "ping"), "invalid arguments");
    EXPECT_EQ(refusal("de", "ping"), "invalid id");
    EXPECT_EQ(refusal("d2:id19:abcdefghij012345678e", "ping"), "invalid id");
    EXPECT_EQ(refusal("d2:idi5ee", "ping"), "invalid id");
    EXPECT_EQ(refusal("d" + id + "e", "find_node"), "invalid target");
    EXPECT_EQ(refusal("d" + id + "6:target3:abce", "find_node"), "invalid target");
    EXPECT_EQ(refusal("d" + id + "e", "get_peers"), "invalid info_hash");
    EXPECT_EQ(refusal("d" + id + "9:info_hashlee", "get_peers"), "invalid info_hash");
    EXPECT_EQ(refusal("d" + id + hash + "4:porti1ee", "announce_peer"), "invalid token");
    EXPECT_EQ(refusal("d" + id + hash + "4:porti1e5:token1000:" + std::string(1000, 'x') + "e", "announce_peer"),
              "invalid token");
    for (const std::string port : {"", "4:porti0e", "4:porti-1e", "4:porti70000e", "4:porti65536e", "4:port1:5"}) {
        EXPECT_EQ(refusal("d" + id + hash + port + "5:token4:abcde", "announce_peer"), "invalid port") << port;
    }
}

TEST(Krpc, AnImpliedPortNeedsNoPort) {
    const auto parsed = parse(as_bytes("d1:ad2:id20:abcdefghij012345678912:implied_porti1e9:info_hash20:"
                                       "mnopqrstuvwxyz1234565:token4:abcde1:q13:announce_peer1:t2:aa1:y1:qe"));
    EXPECT_TRUE(std::get<AnnouncePeer>(std::get<Query>(parsed.value()).body).implied_port);
}

TEST(Krpc, WhatIsNoMessageIsRefused) {
    for (const std::string_view text : {"",
                                        "d",
                                        "de",
                                        "le",
                                        "i1e",
                                        "5:hello",
                                        "d1:t2:aae",
                                        "d1:t2:aa1:y1:xe",
                                        "d1:t2:aa1:y0:e",
                                        "d1:t2:aa1:yi1ee",
                                        "d1:ti1e1:y1:qe",
                                        "d1:q4:ping1:y1:qe",
                                        "d1:qi1e1:t2:aa1:y1:qe",
                                        "d1:t2:aa1:y1:qe",
                                        "d1:t2:aa1:y1:re",
                                        "d1:rle1:t2:aa1:y1:re",
                                        "d1:rde1:t2:aa1:y1:re",
                                        "d1:rd2:id3:abce1:t2:aa1:y1:re",
                                        "d1:t2:aa1:y1:ee",
                                        "d1:ele1:t2:aa1:y1:ee",
                                        "d1:eli201ee1:t2:aa1:y1:ee",
                                        "d1:e3:abc1:t2:aa1:y1:ee",
                                        "d1:el1:a1:be1:t2:aa1:y1:ee",
                                        "d1:eli1ei2ee1:t2:aa1:y1:ee",
                                        "d1:rd2:id20:mnopqrstuvwxyz1234565:nodesi1ee1:t2:aa1:y1:re",
                                        "d1:rd2:id20:mnopqrstuvwxyz1234565:tokeni1ee1:t2:aa1:y1:re",
                                        "d1:rd2:id20:mnopqrstuvwxyz1234566:valuesi1ee1:t2:aa1:y1:re",
                                        "d1:rd2:id20:mnopqrstuvwxyz1234566:valuesli1eee1:t2:aa1:y1:re",
                                        "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qex"}) {
        EXPECT_FALSE(parse(as_bytes(text))) << text;
    }
    EXPECT_FALSE(parse(Bytes(65'507, Byte{'d'})));
}

}  // namespace
}  // namespace shoal::dht::krpc
