// Packets meant to break a node: none may crash it, make it grow, or get an answer that is not due.

#include <gtest/gtest.h>

#include "dht/node.h"
#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;

const std::string id = "2:id20:abcdefghij0123456789";
const std::string hash = "9:info_hash20:mnopqrstuvwxyz123456";

/// What mutation starts from: every message that we read, and forms near it.
std::vector<std::string> seeds() {
    const std::string place = "20:mnopqrstuvwxyz123456";
    return {
        "d1:ad" + id + "e1:q4:ping1:t2:aa1:y1:qe",
        "d1:ad" + id +
            "e1:q4:ping2:roi1e1:t2:aa1:v4:LT\x02\x08"
            "1:y1:qe",
        "d1:ad" + id + "6:target" + place + "4:wantl2:n42:n6ee1:q9:find_node1:t2:aa1:y1:qe",
        "d1:ad" + id + hash + "6:noseedi1e6:scrapei1ee1:q9:get_peers1:t2:aa1:y1:qe",
        "d1:ad" + id + "12:implied_porti1e" + hash +
            "4:porti6881e4:seedi1e5:token4:abcde1:q13:announce_peer1:t2:aa1:y1:qe",
        "d1:ad" + id + "6:target" + place + "e1:q17:sample_infohashes1:t2:aa1:y1:qe",
        "d1:ad" + id + "3:seqi1e6:target" + place + "e1:q3:get1:t2:aa1:y1:qe",
        "d1:ad" + id + "5:token4:abcd1:v12:Hello World!e1:q3:put1:t2:aa1:y1:qe",
        "d1:ad3:casi7e" + id + "1:k32:" + std::string(32, 'k') + "4:salt6:foobar3:seqi1e3:sig64:" +
            std::string(64, 's') + "5:token4:abcd1:v12:Hello World!e1:q3:put1:t2:aa1:y1:qe",
        "d1:rd" + id + "1:k32:" + std::string(32, 'k') + "3:seqi1e3:sig64:" + std::string(64, 's') +
            "5:token4:abcd1:vli1ed1:ai2eeee1:t4:aaaa1:y1:re",
        "d1:rd4:BFpe256:" + std::string(256, 'p') + "4:BFsd256:" + std::string(256, 's') + id + "e1:t4:aaaa1:y1:re",
        "d1:rd" + id + "8:intervali21600e3:numi1e7:samples" + place + "e1:t4:aaaa1:y1:re",
        "d2:ip6:abcdef1:rd" + id +
            "1:pi6900ee1:t4:aaaa1:v4:LT\x02\x08"
            "1:y1:re",
        "d1:rd" + id + "5:nodes26:abcdefghij0123456789abcdef5:token4:abcd6:valuesl6:axje.uee1:t4:aaaa1:y1:re",
        "d1:rd" + id + "6:nodes638:abcdefghij0123456789abcdefghijklmnopqre1:t4:aaaa1:y1:re",
        "d1:eli203e13:invalid tokene1:t4:aaaa1:y1:ee",
    };
}

bool is_query(BytesView bytes) {
    const auto message = krpc::parse(bytes);
    return message &&
           (std::holds_alternative<krpc::Query>(*message) || std::holds_alternative<krpc::BadQuery>(*message));
}

std::string mutated(std::string text, crypto::Random& random) {
    constexpr std::string_view spice = "dlie0123456789:-\xff";
    const auto changes = 1 + random.below(3);
    for (std::uint64_t i = 0; i < changes && !text.empty(); ++i) {
        const std::size_t place = random.below(text.size());
        switch (random.below(6)) {
        case 0:
            text[place] = static_cast<char>(random.below(256));
            break;
        case 1:
            text[place] = spice[random.below(spice.size())];
            break;
        case 2:
            text.erase(place, 1 + random.below(8));
            break;
        case 3:
            text.insert(place, 1 + random.below(4), spice[random.below(spice.size())]);
            break;
        case 4:
            text.resize(place);
            break;
        default:
            text.insert(place, text.substr(random.below(text.size()), random.below(40)));
            break;
        }
    }
    return text;
}

TEST(DhtHostile, MutatedPacketsNeverCrashGrowOrDrawAnAnswerUnlessTheyAreQueries) {
    testing::SeededRandom random{2024};
    Log log = testing::silent_log();
    Node node{{.local = at("9.9.9.9:6881"), .bootstrap = {}}, random, log, epoch};
    node.start(epoch);
    const auto corpus = seeds();
    Instant now = epoch;
    std::uint64_t answers = 0;
    std::uint64_t queries = 0;
    for (int i = 0; i < 150'000; ++i) {
        const std::string text = mutated(corpus[random.below(corpus.size())], random);
        Endpoint from{.address = IpAddress::v4(8, static_cast<std::uint8_t>(random.below(256)),
                                               static_cast<std::uint8_t>(random.below(256)), 1),
                      .port = 6881};
        now += 20ms;
        node.receive(from, as_bytes(text), now);
        const bool query = is_query(as_bytes(text));
        queries += query ? 1U : 0U;
        for (const auto& datagram : node.take_datagrams()) {
            // To an answer nothing is ever sent back; to a query at most its answer and a ping.
            ASSERT_TRUE(query) << to_hex(as_bytes(text));
            ASSERT_EQ(datagram.to, from);
            ASSERT_LE(datagram.bytes.size() + 28, (text.size() + 28) * 3);
            ++answers;
        }
        if (i % 50 == 0) {
            node.tick(now);
            (void)node.take_datagrams();
        }
        ASSERT_LE(node.transactions().size(), 1000U);
    }
    EXPECT_GT(queries, 5'000U);  // the mutations are not all noise
    EXPECT_GT(answers, 5'000U);
    EXPECT_EQ(node.table().size(), 0U);  // nobody answered a ping
    EXPECT_LE(node.guard().sources(), FloodLimits{}.max_sources);
    EXPECT_EQ(node.store().peers(), 0U);  // nobody had a token
    EXPECT_EQ(node.items().size(), 0U);
    EXPECT_TRUE(node.take_events().empty());
}

TEST(DhtHostile, MutatedAnswersToRealQuestionsNeverCrashOrGrow) {
    testing::SeededRandom random{7};
    Log log = testing::silent_log();
    const Endpoint liar = at("127.0.0.1:7000");
    const auto owner = crypto::SigningPair::generate(random);
    const Item wanted = sign_item(owner, {}, 5, Bytes{Byte{'l'}, Byte{'e'}});
    Node node{{.local = at("127.0.0.1:6881"), .bootstrap = {liar}}, random, log, epoch};
    node.start(epoch);
    std::map<Endpoint, NodeId> ids;
    const auto id_at = [&](const Endpoint& where) { return ids.try_emplace(where, random_id(random)).first->second; };
    Instant now = epoch;
    std::uint64_t sent = 0;
    std::uint64_t items = 0;
    for (int i = 0; i < 4'000; ++i) {
        if (i % 20 == 0) (void)node.find_peers(InfoHash{random.bytes<20>()}, now);
        if (i % 20 == 10) (void)node.get_item(ItemName::of(wanted), now);
        for (const auto& datagram : node.take_datagrams()) {
            ++sent;
            const auto message = krpc::parse(datagram.bytes);
            ASSERT_TRUE(message);
            const auto* query = std::get_if<krpc::Query>(&*message);
            if (query == nullptr) continue;
            const NodeId sender = random.below(3) == 0 ? random_id(random) : id_at(datagram.to);
            krpc::Reply lie{.transaction = query->transaction, .sender = sender};
            for (std::uint64_t n = random.below(30); n > 0; --n) {
                const Endpoint where{.address = IpAddress::v4(127, 0, 0, 1),
                                     .port = static_cast<std::uint16_t>(random.below(65536))};
                lie.nodes.push_back({.id = id_at(where), .endpoint = where});
                lie.values.push_back(lie.nodes.back().endpoint);
            }
            lie.token = Bytes(random.below(70));
            if (std::holds_alternative<krpc::Get>(query->body)) {
                lie.value = wanted.value;
                lie.key = wanted.seal->key;
                lie.seq = static_cast<std::int64_t>(random.below(10));
                lie.signature = wanted.seal->signature;
            }
            const Bytes bytes = krpc::encode(lie);
            std::string text{as_text(bytes)};
            if (random.below(2) == 0) text = mutated(std::move(text), random);
            node.receive(datagram.to, as_bytes(text), now);
        }
        now += 50ms;
        node.tick(now);
        for (const auto& event : node.take_events()) {
            const auto* item = std::get_if<ItemFound>(&event);
            if (item == nullptr) continue;
            ASSERT_EQ(item->item, wanted);  // whatever else was said of it
            ++items;
        }
        ASSERT_LE(node.transactions().size(), max_transactions);
        ASSERT_LE(node.table().size(), 400U);
    }
    EXPECT_GT(sent, 2'000U);
    EXPECT_GT(items, 10U);
}

TEST(DhtHostile, AnswersAndErrorsAreNeverAnswered) {
    testing::SeededRandom random{1};
    Log log = testing::silent_log();
    Node node{{.local = at("9.9.9.9:6881"), .bootstrap = {}}, random, log, epoch};
    node.start(epoch);
    for (const auto& text : seeds()) {
        if (is_query(as_bytes(text))) continue;
        node.receive(at("8.8.8.8:1"), as_bytes(text), epoch);
        EXPECT_TRUE(node.take_datagrams().empty()) << text;
    }
    node.receive(at("8.8.8.8:0"), as_bytes(seeds()[0]), epoch);  // nobody can be at port 0
    node.receive(at("224.0.0.1:5"), as_bytes(seeds()[0]), epoch);
    node.receive(at("8.8.8.8:5"), Bytes(65'507, Byte{'d'}), epoch);
    node.receive(at("8.8.8.8:5"), {}, epoch);
    EXPECT_TRUE(node.take_datagrams().empty());
}

TEST(DhtHostile, AFloodFromForgedSourcesKeepsMemoryFlatAndPingsFew) {
    testing::SeededRandom random{1};
    Log log = testing::silent_log();
    Node node{{.local = at("9.9.9.9:6881"), .bootstrap = {}}, random, log, epoch};
    node.start(epoch);
    const std::string ping = seeds()[0];
    std::size_t pings = 0;
    for (unsigned i = 0; i < 65'536; ++i) {
        const Endpoint forged{.address =
                                  IpAddress::v4(8, static_cast<std::uint8_t>(i >> 8U), static_cast<std::uint8_t>(i), 1),
                              .port = 53};
        const Instant now = epoch + 10us * i;
        node.receive(forged, as_bytes(ping), now);
        node.tick(now);
        for (const auto& datagram : node.take_datagrams()) pings += is_query(datagram.bytes) ? 1U : 0U;
    }
    EXPECT_LE(pings, 64U);
    EXPECT_LE(node.transactions().size(), 64U);
    EXPECT_LE(node.guard().sources(), FloodLimits{}.max_sources);
}

TEST(DhtHostile, ALyingTellerOfOurAddressCannotMakeUsHandOutAnother) {
    ExternalAddress external;
    const auto victim = IpAddress::v4(1, 2, 3, 4);
    for (std::uint8_t i = 0; i < 100; ++i) {
        external.vote({.address = IpAddress::v4(8, 8, i, 1), .port = 1}, victim);  // one /16
    }
    EXPECT_FALSE(external.known());
    for (std::uint8_t i = 1; i <= 4; ++i) {
        external.vote({.address = IpAddress::v4(9, i, 1, 1), .port = 1}, IpAddress::v4(5, 6, 7, 8));
    }
    EXPECT_EQ(external.known(), IpAddress::v4(5, 6, 7, 8));
    EXPECT_FALSE(external.is_ours(victim));
    external.vote({.address = IpAddress::v4(9, 1, 1, 1), .port = 1}, IpAddress::v4(127, 0, 0, 1));
    EXPECT_FALSE(external.is_ours(IpAddress::v4(127, 0, 0, 1)));
}

}  // namespace
}  // namespace shoal::dht
