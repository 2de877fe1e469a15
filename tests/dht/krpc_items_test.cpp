// The messages of items, scrapes and samples (BEP 44, 33, 51), byte for byte.

#include <gtest/gtest.h>

#include <string>

#include "dht/krpc.h"

namespace shoal::dht::krpc {
namespace {

const std::string id = "2:id20:abcdefghij0123456789";
const std::string place = "20:mnopqrstuvwxyz123456";
const NodeId asker = *NodeId::from(as_bytes("abcdefghij0123456789"));
const NodeId answerer = *NodeId::from(as_bytes("mnopqrstuvwxyz123456"));
const InfoHash target{answerer.bytes};

Bytes bytes_of(std::string_view text) {
    const auto view = as_bytes(text);
    return {view.begin(), view.end()};
}

Query query(Body body) {
    return {.transaction = bytes_of("aa"), .sender = asker, .body = std::move(body)};
}

Reply reply() {
    return {.transaction = bytes_of("aa"), .sender = asker};
}

std::string query_text(std::string_view arguments, std::string_view method) {
    return "d1:ad" + std::string{arguments} + "e1:q" + std::to_string(method.size()) + ":" + std::string{method} +
           "1:t2:aa1:y1:qe";
}

std::string reply_text(std::string_view values) {
    return "d1:rd" + std::string{values} + "e1:t2:aa1:y1:re";
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

/// The error that a query draws; 0 if it is read as a query.
std::int64_t code_of(std::string_view arguments, std::string_view method) {
    const auto parsed = parse(as_bytes(query_text(arguments, method)));
    if (!parsed) return -1;
    const auto* refusal = std::get_if<BadQuery>(&*parsed);
    return refusal == nullptr ? 0 : refusal->code;
}

Item signed_item() {
    Item item{.value = bytes_of("12:Hello World!"), .seal = Seal{.seq = 1}};
    item.seal->key.fill(Byte{'k'});
    item.seal->signature.fill(Byte{'s'});
    return item;
}

TEST(KrpcItems, AScrapeIsAskedInGetPeers) {
    expect_both_ways(query_text(id + "9:info_hash" + place + "6:noseedi1e6:scrapei1e", "get_peers"),
                     query(GetPeers{.key = target, .no_seeds = true, .scrape = true}));
    expect_both_ways(query_text(id + "9:info_hash" + place + "6:scrapei1e", "get_peers"),
                     query(GetPeers{.key = target, .scrape = true}));
}

TEST(KrpcItems, GetIsWrittenAndReadByteForByte) {
    expect_both_ways(query_text(id + "3:seqi1e6:target" + place, "get"), query(Get{.target = target, .seq = 1}));
    expect_both_ways(query_text(id + "6:target" + place, "get"), query(Get{.target = target}));
    expect_both_ways(query_text(id + "6:target" + place + "4:wantl2:n6e", "get"),
                     query(Get{.target = target, .want = {.v6 = true}}));
}

TEST(KrpcItems, ImmutablePutIsWrittenAndReadByteForByte) {
    expect_both_ways(query_text(id + "5:token4:abcd1:v12:Hello World!", "put"),
                     query(Put{.item = {.value = bytes_of("12:Hello World!")}, .token = bytes_of("abcd")}));
}

TEST(KrpcItems, MutablePutIsWrittenAndReadByteForByteWithAndWithoutCasAndSalt) {
    const std::string key = "1:k32:" + std::string(32, 'k');
    const std::string rest = "3:seqi1e3:sig64:" + std::string(64, 's') + "5:token4:abcd1:v12:Hello World!";
    Put put{.item = signed_item(), .token = bytes_of("abcd")};
    expect_both_ways(query_text(id + key + rest, "put"), query(put));
    put.item.salt = bytes_of("foobar");
    put.cas = 7;
    expect_both_ways(query_text("3:casi7e" + id + key + "4:salt6:foobar" + rest, "put"), query(put));
}

TEST(KrpcItems, AValueOfAnyKindIsKeptByteForByte) {
    for (const std::string value : {"i-5e", "0:", "le", "de", "d2:ih20:mnopqrstuvwxyz123456e", "l1:ad1:bi1eee"}) {
        expect_both_ways(query_text(id + "5:token4:abcd1:v" + value, "put"),
                         query(Put{.item = {.value = bytes_of(value)}, .token = bytes_of("abcd")}));
        Reply answer = reply();
        answer.value = bytes_of(value);
        expect_both_ways(reply_text(id + "1:v" + value), answer);
    }
}

TEST(KrpcItems, SampleInfohashesIsWrittenAndReadByteForByte) {
    expect_both_ways(query_text(id + "6:target" + place, "sample_infohashes"),
                     query(SampleInfohashes{.target = answerer}));
}

TEST(KrpcItems, APutThatAsksNonsenseIsToldWhy) {
    const std::string token = "5:token4:abcd";
    const std::string key = "1:k32:" + std::string(32, 'k');
    const std::string seal = "3:seqi1e3:sig64:" + std::string(64, 's');
    const std::string value = "1:v1:x";
    EXPECT_EQ(code_of(id + token + value, "put"), 0);
    EXPECT_EQ(code_of(id + value, "put"), error_protocol);
    EXPECT_EQ(code_of(id + "5:tokeni4e" + value, "put"), error_protocol);
    EXPECT_EQ(code_of(id + "5:token1000:" + std::string(1000, 't') + value, "put"), error_protocol);
    EXPECT_EQ(code_of(id + token, "put"), error_protocol);
    EXPECT_EQ(code_of(id + key + token + value, "put"), error_protocol);  // a key without a signature
    EXPECT_EQ(code_of(id + seal + token + value, "put"), error_protocol);
    EXPECT_EQ(code_of(id + "1:k31:" + std::string(31, 'k') + seal + token + value, "put"), error_protocol);
    EXPECT_EQ(code_of(id + key + "3:seqi1e3:sig63:" + std::string(63, 's') + token + value, "put"), error_protocol);
    EXPECT_EQ(code_of(id + key + "3:sig64:" + std::string(64, 's') + token + value, "put"), error_protocol);
    EXPECT_EQ(code_of(id + key + "3:seqi-1e3:sig64:" + std::string(64, 's') + token + value, "put"), error_protocol);
    EXPECT_EQ(code_of("3:casi-1e" + id + key + seal + token + value, "put"), error_protocol);
    EXPECT_EQ(code_of("3:cas1:7" + id + key + seal + token + value, "put"), error_protocol);
    EXPECT_EQ(code_of(id + key + "4:salti1e" + seal + token + value, "put"), error_protocol);
    EXPECT_EQ(code_of(id + key + seal + token + value, "put"), 0);
    // A number that no integer holds is no bencode that we read.
    EXPECT_EQ(code_of(id + key + "3:seqi9223372036854775808e3:sig64:" + std::string(64, 's') + token + value, "put"),
              -1);
}

TEST(KrpcItems, ValuesAbove1000BytesAndSaltsAbove64HaveErrorsOfTheirOwn) {
    const std::string token = "5:token4:abcd";
    const auto value = [](std::size_t size) { return "1:v" + std::to_string(size) + ":" + std::string(size, 'x'); };
    EXPECT_EQ(code_of(id + token + value(996), "put"), 0);  // with "996:" exactly 1,000
    EXPECT_EQ(code_of(id + token + value(997), "put"), error_value_too_big);
    const auto salted = [&](std::size_t size) {
        return id + "1:k32:" + std::string(32, 'k') + "4:salt" + std::to_string(size) + ":" + std::string(size, 'x') +
               "3:seqi1e3:sig64:" + std::string(64, 's') + token + value(1);
    };
    EXPECT_EQ(code_of(salted(64), "put"), 0);
    EXPECT_EQ(code_of(salted(65), "put"), error_salt_too_big);
}

TEST(KrpcItems, AGetOrSampleThatAsksNonsenseIsToldWhy) {
    EXPECT_EQ(code_of(id, "get"), error_protocol);
    EXPECT_EQ(code_of(id + "6:target3:abc", "get"), error_protocol);
    EXPECT_EQ(code_of(id + "3:seqi-1e6:target" + place, "get"), error_protocol);
    EXPECT_EQ(code_of(id + "3:seq1:16:target" + place, "get"), error_protocol);
    EXPECT_EQ(code_of(id, "sample_infohashes"), error_protocol);
    EXPECT_EQ(code_of(id + "6:target3:abc", "sample_infohashes"), error_protocol);
}

TEST(KrpcItems, GetRepliesAreWrittenAndReadByteForByte) {
    const std::string nodes = "5:nodes26:abcdefghij0123456789abcdef";
    Reply answer = reply();
    answer.nodes = {{.id = asker, .endpoint = Endpoint::parse("97.98.99.100:25958").value()}};
    answer.has_nodes = true;
    answer.seq = 1;
    answer.token = bytes_of("abcd");
    // The asker has this state already: only its number.
    expect_both_ways(reply_text(id + nodes + "3:seqi1e5:token4:abcd"), answer);
    const Item item = signed_item();
    answer.key = item.seal->key;
    answer.signature = item.seal->signature;
    answer.value = item.value;
    expect_both_ways(reply_text(id + "1:k32:" + std::string(32, 'k') + nodes +
                                "3:seqi1e3:sig64:" + std::string(64, 's') + "5:token4:abcd1:v12:Hello World!"),
                     answer);
}

TEST(KrpcItems, TheMutableReplyOfLibtorrentIsRead) {
    const std::string text = "d2:ip6:\x7f" + std::string(2, '\0') + "\x01\x1a\xf4" + "1:rd" + id +
                             "1:k32:" + std::string(32, 'k') +
                             "5:nodes26:abcdefghij0123456789abcdef1:pi6900e3:seqi1e3:sig64:" + std::string(64, 's') +
                             "5:token4:abcd1:v12:Hello World!e1:t2:aa1:v4:LT\x02\x08" + "1:y1:re";
    ASSERT_EQ(text.size(), 262U);
    const auto answer = std::get<Reply>(parse(as_bytes(text)).value());
    EXPECT_EQ(answer.value, signed_item().value);
    EXPECT_EQ(answer.key, signed_item().seal->key);
    EXPECT_EQ(answer.seq, 1);
    EXPECT_EQ(answer.signature, signed_item().seal->signature);
}

TEST(KrpcItems, ASampleReplyIsWrittenAndReadByteForByte) {
    Reply answer = reply();
    answer.nodes = {{.id = asker, .endpoint = Endpoint::parse("97.98.99.100:25958").value()}};
    answer.has_nodes = true;
    answer.samples = Samples{.interval = 21600, .num = 1, .keys = {target}};
    expect_both_ways(reply_text(id + "8:intervali21600e5:nodes26:abcdefghij0123456789abcdef3:numi1e7:samples" + place),
                     answer);
    answer.samples->keys.clear();
    expect_both_ways(reply_text(id + "8:intervali21600e5:nodes26:abcdefghij0123456789abcdef3:numi1e7:samples0:"),
                     answer);
    const auto many = parse(as_bytes(reply_text(id + "7:samples1200:" + std::string(1200, 'x'))));
    EXPECT_EQ(std::get<Reply>(many.value()).samples->keys.size(), max_samples_read);
}

TEST(KrpcItems, AScrapeReplyIsWrittenAndReadByteForByte) {
    Reply answer = reply();
    std::array<Byte, BloomFilter::size> peers;
    peers.fill(Byte{'p'});
    std::array<Byte, BloomFilter::size> seeds;
    seeds.fill(Byte{'s'});
    answer.filters = Filters{.seeds = BloomFilter{seeds}, .peers = BloomFilter{peers}};
    answer.token = bytes_of("abcd");
    expect_both_ways(
        reply_text("4:BFpe256:" + std::string(256, 'p') + "4:BFsd256:" + std::string(256, 's') + id + "5:token4:abcd"),
        answer);
    const auto half = parse(as_bytes(reply_text("4:BFpe256:" + std::string(256, 'p') + id)));
    EXPECT_FALSE(std::get<Reply>(half.value()).filters);
}

TEST(KrpcItems, RepliesWithItemsOfWrongShapeAreRefused) {
    for (const std::string& values :
         {"1:k31:" + std::string(31, 'k'), std::string{"1:ki1e"}, "3:sig63:" + std::string(63, 's'),
          std::string{"3:seq1:1"}, "1:v1000:" + std::string(1000, 'x'), std::string{"7:samples19:mnopqrstuvwxyz12345"},
          std::string{"7:samplesi1e"}, std::string{"3:num1:17:samples0:"}}) {
        EXPECT_FALSE(parse(as_bytes(reply_text(id + values)))) << values;
    }
    EXPECT_FALSE(parse(as_bytes(reply_text("4:BFpe255:" + std::string(255, 'p') + id))));
}

}  // namespace
}  // namespace shoal::dht::krpc
