// Single packets at a live node, each kind by name: what is no query gets no answer, and nothing is kept of it.

#include <gtest/gtest.h>

#include "tests/dht/mutants.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;
using testing::Oracle;

const std::string id = "2:id20:abcdefghij0123456789";
const std::string place = "20:mnopqrstuvwxyz123456";
const std::string ping = "d1:ad" + id + "e1:q4:ping1:t2:aa1:y1:qe";

/// A node on the internet that knows nobody.
struct Victim {
    /// What it sends to `from` in answer: replies and errors, not its own questions.
    std::vector<krpc::Message> answers(const std::string& packet, const Endpoint& from = at("8.8.8.8:6881")) {
        now += 1s;
        node.receive(from, as_bytes(packet), now);
        std::vector<krpc::Message> out;
        for (const auto& datagram : node.take_datagrams()) {
            EXPECT_EQ(datagram.to, from);
            auto message = krpc::parse(datagram.bytes).value();
            if (!std::holds_alternative<krpc::Query>(message)) out.push_back(std::move(message));
        }
        EXPECT_EQ(node.store().peers() + node.items().size() + node.table().size(), 0U);
        return out;
    }

    testing::SeededRandom random{4};
    Log log = testing::silent_log();
    Instant now = epoch;
    Node node{{.local = at("9.9.9.9:6881"), .bootstrap = {}}, random, log, epoch};
    Victim() { node.start(epoch); }
};

struct Packet {
    const char* name;
    std::string bytes;
};

std::string nested(std::size_t depth) {
    return "d1:ad" + id + "1:x" + std::string(depth, 'l') + std::string(depth, 'e') + "e1:q4:ping1:t2:aa1:y1:qe";
}
std::string reply_with_nodes(std::size_t bytes) {
    return "d1:rd" + id + "5:nodes" + std::to_string(bytes) + ":" + std::string(bytes, 'n') + "e1:t2:aa1:y1:re";
}
std::string ping_with(const std::string& argument) {
    return "d1:ad" + id + argument + "e1:q4:ping1:t2:aa1:y1:qe";
}

std::vector<Packet> met_with_silence() {
    return {
        {"Nothing", ""},
        {"MinusZero", ping_with("1:xi-0e")},
        {"LeadingZero", ping_with("1:xi03e")},
        {"NumberBeyond64Bits", ping_with("1:xi9223372036854775808e")},
        {"NumberOfAThousandDigits", ping_with("1:xi" + std::string(1000, '9') + "e")},
        {"NegativeLength", ping_with("1:x-1:a")},
        {"LengthOfTenDigits", ping_with("1:x9999999999:a")},
        {"LengthThatWrapsAround", ping_with("1:x18446744073709551615:a")},
        {"KeysOutOfOrder", "d1:q4:ping1:ad" + id + "e1:t2:aa1:y1:qe"},
        {"KeyTwice", ping_with(id)},
        {"ADepthOfAThousand", nested(1000)},
        {"SixtyFourKibibytes", std::string(65'507, 'd')},
        {"SixtyFourKibibytesOfAQuery", ping_with("1:x65000:" + std::string(65'000, 'x'))},
        {"TrailingBytes", ping + "x"},
        {"AnotherQueryBehindIt", ping + ping},
        {"NoTransaction", "d1:ad" + id + "e1:q4:ping1:y1:qe"},
        {"ATransactionOf33Bytes", "d1:ad" + id + "e1:q4:ping1:t33:" + std::string(33, 't') + "1:y1:qe"},
        {"ATransactionThatIsANumber", "d1:ad" + id + "e1:q4:ping1:ti1e1:y1:qe"},
        {"AMethodThatIsANumber", "d1:ad" + id + "e1:qi4e1:t2:aa1:y1:qe"},
        {"AKindThatIsANumber", "d1:ad" + id + "e1:q4:ping1:t2:aa1:yi1ee"},
        {"AnUnknownKind", "d1:ad" + id + "e1:q4:ping1:t2:aa1:y1:ze"},
        {"AReplyToNothing", "d1:rd" + id + "e1:t4:aaaa1:y1:re"},
        {"AnErrorToNothing", "d1:eli201e1:xe1:t4:aaaa1:y1:ee"},
        {"AnErrorWithoutAList", "d1:t4:aaaa1:y1:ee"},
        {"AnErrorThatIsAText", "d1:e3:abc1:t4:aaaa1:y1:ee"},
        {"AnErrorOfAnEmptyList", "d1:ele1:t4:aaaa1:y1:ee"},
        {"AReplyWith0BytesOfNodes", reply_with_nodes(0)},
        {"AReplyWith1ByteOfNodes", reply_with_nodes(1)},
        {"AReplyWith25BytesOfNodes", reply_with_nodes(25)},
        {"AReplyWith27BytesOfNodes", reply_with_nodes(27)},
        {"AReplyWith1000Nodes", reply_with_nodes(26'000)},
    };
}

class DhtHostilePacket : public ::testing::TestWithParam<Packet> {};

TEST_P(DhtHostilePacket, IsMetWithSilence) {
    Victim victim;
    EXPECT_TRUE(victim.answers(GetParam().bytes).empty());
    EXPECT_EQ(victim.node.transactions().size(), 0U);  // nor does it ask anything
    EXPECT_EQ(victim.node.stats().dropped, 1U);
    EXPECT_EQ(victim.answers(ping).size(), 1U);  // and it still works
}

INSTANTIATE_TEST_SUITE_P(Each, DhtHostilePacket, ::testing::ValuesIn(met_with_silence()),
                         [](const auto& one) { return std::string{one.param.name}; });

TEST(DhtHostilePackets, EveryMessageCutAtEveryByteIsMetWithSilence) {
    Victim victim;
    for (const auto& text : testing::mutants::seeds()) {
        for (std::size_t size = 0; size < text.size(); ++size) {
            EXPECT_TRUE(victim.answers(text.substr(0, size)).empty()) << text.substr(0, size);
        }
    }
    EXPECT_EQ(victim.node.transactions().size(), 0U);
}

/// The places of all values in `text`, which is canonical bencode: where each begins and how long it is.
std::vector<std::pair<std::size_t, std::size_t>> values_in(std::string_view text) {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    const auto note = [&](const auto& self, const testing::Bencoded& value) -> void {
        out.emplace_back(static_cast<std::size_t>(value.whole.data() - text.data()), value.whole.size());
        for (const auto& [key, entry] : value.entries) self(self, entry);
    };
    note(note, testing::BencodedReader::read(text).value());
    return out;
}

TEST(DhtHostilePackets, AValueOfAWrongTypeInEachPlaceGetsWhatTheRuleSays) {
    Victim victim;
    std::size_t tried = 0;
    std::size_t refused = 0;
    for (const auto& text : testing::mutants::seeds()) {
        for (const auto& [begin, size] : values_in(text)) {
            for (const std::string other : {"i7e", "i-7e", "le", "de", "0:", "3:abc", "li1ee"}) {
                std::string changed = text;
                changed.replace(begin, size, other);
                const auto due = Oracle::of(changed);
                const Endpoint from{.address = IpAddress::v4(60, static_cast<std::uint8_t>(tried >> 8U),
                                                             static_cast<std::uint8_t>(tried), 1),
                                    .port = 6881};
                const auto answers = victim.answers(changed, from);
                ++tried;
                ASSERT_EQ(answers.size(), due == testing::Due::silence ? 0U : 1U) << changed;
                if (answers.empty()) continue;
                const auto* error = std::get_if<krpc::ErrorReply>(&answers.front());
                ASSERT_EQ(error == nullptr, due == testing::Due::reply) << changed;
                ASSERT_TRUE(due != testing::Due::error_203 || error->code == 203) << changed;
                refused += error != nullptr ? 1U : 0U;
            }
        }
    }
    EXPECT_GT(tried, 500U);
    EXPECT_GT(refused, 100U);
}

/// The code of the error that is the only answer; 0: there is another, or none.
std::int64_t refusal(Victim& victim, const std::string& packet) {
    const auto answers = victim.answers(packet);
    if (answers.size() != 1) return 0;
    const auto* error = std::get_if<krpc::ErrorReply>(&answers.front());
    return error == nullptr ? 0 : error->code;
}

std::string announce(const std::string& port, std::size_t token) {
    return "d1:ad" + id + "9:info_hash" + place + "4:port" + port + "5:token" + std::to_string(token) + ":" +
           std::string(token, 't') + "e1:q13:announce_peer1:t2:aa1:y1:qe";
}

TEST(DhtHostilePackets, TokensOfNoneThreeAndAThousandBytesAreRefused) {
    Victim victim;
    for (const std::size_t size : {0U, 3U, 8U, 64U, 65U, 1000U}) {
        EXPECT_EQ(refusal(victim, announce("i6881e", size)), 203) << size;
        EXPECT_EQ(refusal(victim, "d1:ad" + id + "5:token" + std::to_string(size) + ":" + std::string(size, 't') +
                                      "1:v1:xe1:q3:put1:t2:aa1:y1:qe"),
                  203)
            << size;
    }
}

TEST(DhtHostilePackets, PortsThatAreNoneAreRefused) {
    Victim victim;
    for (const char* port : {"i0e", "i-1e", "i65536e", "i70000e", "i9223372036854775807e", "4:6881", "le"}) {
        EXPECT_EQ(refusal(victim, announce(port, 8)), 203) << port;
    }
}

/// Gets a token as anybody can, and puts with it.
struct Putter {
    std::int64_t put(const Item& item, std::optional<std::int64_t> cas = {}) {
        const Bytes token = [&] {
            const auto reply = ask(krpc::Get{.target = target_of(item)});
            return std::get<krpc::Reply>(reply).token.value();
        }();
        const auto answer = ask(krpc::Put{.item = item, .token = token, .cas = cas});
        const auto* error = std::get_if<krpc::ErrorReply>(&answer);
        return error == nullptr ? 0 : error->code;
    }
    krpc::Message ask(krpc::Body body) {
        const krpc::Query query{.transaction = {Byte{'t'}}, .sender = NodeId{}, .body = std::move(body)};
        now += 1s;
        node.receive(where, krpc::encode(query), now);
        std::optional<krpc::Message> out;
        for (const auto& datagram : node.take_datagrams()) {
            auto message = krpc::parse(datagram.bytes).value();
            if (!std::holds_alternative<krpc::Query>(message)) out = std::move(message);
        }
        return out.value();
    }
    Putter() { node.start(epoch); }

    testing::SeededRandom random{4};
    Log log = testing::silent_log();
    Instant now = epoch;
    Node node{{.local = at("9.9.9.9:6881"), .bootstrap = {}}, random, log, epoch};
    Endpoint where = at("8.8.8.8:6881");
};

/// A text of three digits of length: `size` is 104 to 1,003.
Bytes value_of(std::size_t size) {
    const std::string head = std::to_string(size - 4) + ":";
    const std::string text = head + std::string(size - head.size(), 'x');
    const auto bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}

TEST(DhtHostilePackets, PutsThatBreakALimitOrAProofAreRefusedWithTheirErrors) {
    Putter putter;
    const auto owner = crypto::SigningPair::generate(putter.random);
    EXPECT_EQ(putter.put({.value = value_of(1000)}), 0);
    EXPECT_EQ(putter.put({.value = value_of(1001)}), 205);
    Item item = sign_item(owner, {}, 5, value_of(200));
    Item forged = item;
    forged.seal->signature[7] ^= Byte{1};
    EXPECT_EQ(putter.put(forged), 206);
    forged = item;
    forged.value[50] ^= Byte{1};
    EXPECT_EQ(putter.put(forged), 206);
    forged = item;
    forged.seal->seq = 6;
    EXPECT_EQ(putter.put(forged), 206);
    EXPECT_EQ(putter.put(item), 0);
    EXPECT_EQ(putter.put(item, 4), 301);
    EXPECT_EQ(putter.put(sign_item(owner, {}, 4, value_of(200))), 302);  // an old state played back
    EXPECT_EQ(putter.put(sign_item(owner, {}, 5, value_of(201))), 302);
    EXPECT_EQ(putter.put(sign_item(owner, {}, INT64_MAX, value_of(200))), 0);
    EXPECT_EQ(putter.node.items().size(), 2U);
}

TEST(DhtHostilePackets, SequenceNumbersOutOfRangeAreRefusedOrNoBencode) {
    Victim victim;
    const auto put = [&](const std::string& seq) {
        return "d1:ad" + id + "1:k32:" + std::string(32, 'k') + "3:seq" + seq + "3:sig64:" + std::string(64, 's') +
               "5:token8:tttttttt1:v1:xe1:q3:put1:t2:aa1:y1:qe";
    };
    EXPECT_EQ(refusal(victim, put("i-1e")), 203);
    EXPECT_EQ(refusal(victim, put("i-9223372036854775808e")), 203);
    EXPECT_TRUE(victim.answers(put("i9223372036854775808e")).empty());
    EXPECT_TRUE(victim.answers(put("i18446744073709551616e")).empty());
}

TEST(DhtHostilePackets, OneNetworkCannotFillTheStores) {
    Putter putter;
    std::size_t stored = 0;
    for (std::size_t i = 0; i < 600; ++i) {
        putter.now += 10s;
        putter.where.address = IpAddress::v4(8, 8, 8, static_cast<std::uint8_t>(1 + i % 250));
        const InfoHash key{putter.random.bytes<20>()};
        const auto reply = putter.ask(krpc::GetPeers{.key = key});
        (void)putter.ask(
            krpc::AnnouncePeer{.key = key, .port = 1, .token = std::get<krpc::Reply>(reply).token.value()});
        stored += putter.put({.value = value_of(200 + i)}) == 0 ? 1U : 0U;
    }
    EXPECT_EQ(putter.node.store().keys(), max_store_keys / network_share);
    EXPECT_EQ(stored, max_stored_items / item_network_share);
    EXPECT_EQ(putter.node.items().size(), stored);
    putter.where = at("7.7.7.7:6881");
    EXPECT_EQ(putter.put({.value = value_of(199)}), 0);  // another finds room
}

}  // namespace
}  // namespace shoal::dht
