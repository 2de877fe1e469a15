// Packets meant to break a node: none may crash it, make it grow, or get an answer that is not due.

#include <gtest/gtest.h>

#include "dht/node.h"
#include "tests/dht/mutants.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;

using testing::mutants::mutated;
using testing::mutants::seeds;

bool is_query(BytesView bytes) {
    const auto message = krpc::parse(bytes);
    return message &&
           (std::holds_alternative<krpc::Query>(*message) || std::holds_alternative<krpc::BadQuery>(*message));
}

TEST(DhtHostile, MutatedPacketsNeverCrashGrowOrDrawAnythingButWhatTheOracleSays) {
    testing::Mutants mutants{2024};
    const auto report = mutants.run(20'000);
    EXPECT_EQ(report.wrong, "");
    EXPECT_EQ(report.packets, 20'000U);
    EXPECT_GT(report.replies, 1'000U);  // the mutations are not all noise
    EXPECT_GT(report.errors, 500U);
    EXPECT_GT(report.answers_to_us, 500U);
    EXPECT_GT(report.most_contacts, 20U);  // some answered pings in good order
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
