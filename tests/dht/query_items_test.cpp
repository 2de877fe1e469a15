// How items, scrapes and samples are answered (BEP 44, 33, 51).

#include <gtest/gtest.h>

#include "dht/query_handler.h"
#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;

struct QueryItemsTest : ::testing::Test {
    static Bytes text(std::string_view of) {
        const auto view = as_bytes(of);
        return {view.begin(), view.end()};
    }
    void fill_table() {
        for (std::uint8_t i = 1; i < 200; ++i) {
            const NodeInfo node{.id = random_id(random),
                                .endpoint = {.address = IpAddress::v4(9, i, 1, 1), .port = 6881}};
            (void)table.answered(node, epoch, 50ms);
        }
    }
    std::optional<krpc::Message> ask(const Endpoint& from, const krpc::Body& body, Instant now = epoch) {
        const krpc::Query query{.transaction = text("aa"), .sender = asker, .body = body};
        const Bytes bytes = krpc::encode(query);
        const auto parsed = krpc::parse(bytes).value();  // as it arrives: what is refused there counts too
        const auto* good = std::get_if<krpc::Query>(&parsed);
        const auto out = good != nullptr ? handler.answer(*good, from, bytes.size(), now)
                                         : handler.answer(std::get<krpc::BadQuery>(parsed), from, bytes.size(), now);
        if (!out) return std::nullopt;
        last_size = out->size();
        last_factor_percent = (out->size() + 28) * 100 / (bytes.size() + 28);
        return krpc::parse(*out).value();
    }
    krpc::Reply reply(const Endpoint& from, const krpc::Body& body, Instant now = epoch) {
        return std::get<krpc::Reply>(ask(from, body, now).value());
    }
    /// The error code that a put with a good token draws; 0: it was stored.
    std::int64_t put(const Endpoint& from, const Item& item, std::optional<std::int64_t> cas = {},
                     Instant now = epoch) {
        const auto token = reply(from, krpc::Get{.target = target_of(item)}, now).token.value();
        return code(ask(from, krpc::Put{.item = item, .token = token, .cas = cas}, now));
    }
    static std::int64_t code(const std::optional<krpc::Message>& answer) {
        const auto* error = answer ? std::get_if<krpc::ErrorReply>(&*answer) : nullptr;
        return error == nullptr ? 0 : error->code;
    }

    testing::SeededRandom random{1};
    NodeId asker = random_id(random);
    InfoHash key{random.bytes<20>()};
    RoutingTable table{random_id(random), epoch};
    PeerStore store{table.own(), random};
    ItemStore items{table.own()};
    Tokens tokens{random, epoch};
    FloodGuard guard{FloodLimits{}, epoch};
    QueryHandler handler{{.table = table, .store = store, .items = items, .tokens = tokens, .guard = guard}};
    crypto::SigningPair owner = crypto::SigningPair::generate(random);
    Endpoint stranger = at("8.8.8.8:1000");
    Item hello{.value = text("12:Hello World!")};
    Item largest{.value = text("996:" + std::string(996, 'x'))};
    std::size_t last_size = 0;
    std::size_t last_factor_percent = 0;
};

TEST_F(QueryItemsTest, AnImmutableItemIsPutAndGot) {
    EXPECT_EQ(put(stranger, hello), 0);
    const auto answer = reply(at("9.9.9.9:1"), krpc::Get{.target = target_of(hello)});
    EXPECT_EQ(answer.value, hello.value);
    EXPECT_FALSE(answer.seq || answer.key || answer.signature);
    EXPECT_TRUE(answer.token);
    EXPECT_TRUE(answer.has_nodes);
    EXPECT_FALSE(reply(stranger, krpc::Get{.target = key}).value);
}

TEST_F(QueryItemsTest, AMutableItemIsGivenWithItsSealUnlessTheAskerHasIt) {
    const Item item = sign_item(owner, text("salt"), 5, text("i7e"));
    EXPECT_EQ(put(stranger, item), 0);
    const InfoHash target = target_of(item);
    for (const std::optional<std::int64_t> have : {std::optional<std::int64_t>{}, std::optional<std::int64_t>{4}}) {
        const auto answer = reply(at("9.9.9.9:1"), krpc::Get{.target = target, .seq = have});
        EXPECT_EQ(answer.value, item.value);
        EXPECT_EQ(answer.seq, 5);
        EXPECT_EQ(answer.key, item.seal->key);
        EXPECT_EQ(answer.signature, item.seal->signature);
    }
    const auto same = reply(at("9.9.9.9:1"), krpc::Get{.target = target, .seq = 5});
    EXPECT_FALSE(same.value || same.key || same.signature);
    EXPECT_EQ(same.seq, 5);
}

TEST_F(QueryItemsTest, APutNeedsATokenOfItsTargetAndAddress) {
    const auto token = reply(stranger, krpc::Get{.target = target_of(hello)}).token.value();
    const auto refused = [&](const Endpoint& from, const Item& item, const Bytes& with, Instant now) {
        const auto answer = ask(from, krpc::Put{.item = item, .token = with}, now);
        return code(answer) == 203 && std::get<krpc::ErrorReply>(*answer).text == "invalid token";
    };
    EXPECT_TRUE(refused(at("8.8.8.9:1000"), hello, token, epoch));
    EXPECT_TRUE(refused(stranger, largest, token, epoch));
    EXPECT_TRUE(refused(stranger, hello, {}, epoch));
    EXPECT_TRUE(refused(stranger, hello, Bytes(8), epoch));
    EXPECT_TRUE(refused(stranger, hello, token, epoch + 11min));
    EXPECT_EQ(items.size(), 0U);
}

TEST_F(QueryItemsTest, PutsThatBreakTheRulesHaveTheirErrorsAndStoreNothing) {
    Item forged = sign_item(owner, {}, 5, text("i7e"));
    forged.value = text("i8e");
    EXPECT_EQ(put(stranger, forged), 206);
    EXPECT_EQ(put(stranger, {.value = text("997:" + std::string(997, 'x'))}), 205);
    Item salted = sign_item(owner, Bytes(64, Byte{'s'}), 5, text("i7e"));
    salted.salt.push_back(Byte{'s'});
    EXPECT_EQ(put(stranger, salted), 207);
    EXPECT_EQ(items.size(), 0U);
    EXPECT_EQ(put(stranger, sign_item(owner, {}, 5, text("i7e"))), 0);
    EXPECT_EQ(put(stranger, sign_item(owner, {}, 6, text("i8e")), 4), 301);
    EXPECT_EQ(put(stranger, sign_item(owner, {}, 4, text("i6e")), 4), 301);
    EXPECT_EQ(put(stranger, sign_item(owner, {}, 4, text("i6e"))), 302);
    EXPECT_EQ(put(stranger, sign_item(owner, {}, 5, text("i9e"))), 302);
    EXPECT_EQ(put(stranger, sign_item(owner, {}, 5, text("i7e"))), 0);
    EXPECT_EQ(put(stranger, sign_item(owner, {}, 6, text("i8e")), 5), 0);
}

TEST_F(QueryItemsTest, AFullStoreSaysSo) {
    for (int i = 0; i < 200; ++i) {
        (void)items.put({.value = text("i" + std::to_string(i) + "e")}, {}, stranger.address, epoch);
    }
    EXPECT_EQ(put(stranger, hello), 202);
    EXPECT_EQ(put(at("9.9.9.9:1"), hello), 0);
}

TEST_F(QueryItemsTest, AWholeItemFitsIn1232BytesAndNodesGiveWayToIt) {
    fill_table();
    const Item item = sign_item(owner, {}, std::numeric_limits<std::int64_t>::max(), largest.value);
    EXPECT_EQ(put(stranger, item), 0);
    const auto answer = reply(at("8.8.4.4:1"), krpc::Get{.target = target_of(item)});
    EXPECT_EQ(answer.value, item.value);
    EXPECT_LE(last_size, max_large_reply);
    // An asker that knows the state gets the nodes instead; and beside an immutable item there is room for some.
    EXPECT_EQ(reply(at("8.8.4.4:1"), krpc::Get{.target = target_of(item), .seq = item.seal->seq}).nodes.size(), 8U);
    EXPECT_EQ(put(stranger, largest), 0);
    EXPECT_GE(reply(at("9.9.9.9:1"), krpc::Get{.target = target_of(largest)}).nodes.size(), 4U);
    (void)table.answered({.id = asker, .endpoint = stranger}, epoch, 50ms);
    EXPECT_EQ(reply(stranger, krpc::Get{.target = target_of(item)}).value, item.value);
    EXPECT_LE(last_size, max_large_reply);
}

TEST_F(QueryItemsTest, AStrangerGetsLargeRepliesUnderABudgetAndThenOnlyNodesAndAToken) {
    fill_table();
    const Item item = sign_item(owner, {}, 5, largest.value);
    EXPECT_EQ(put(stranger, item), 0);
    std::size_t large = 0;
    std::size_t bytes = 0;
    const Endpoint victim = at("7.7.7.7:53");
    for (int i = 0; i < 60; ++i) {
        const auto answer = reply(victim, krpc::Get{.target = target_of(item)}, epoch + 1s * i);
        EXPECT_TRUE(answer.token);
        if (answer.value) {
            ++large;
            bytes += last_size;
        } else {
            EXPECT_EQ(answer.nodes.size(), 8U);
            EXPECT_LE(last_factor_percent, 300U);
            EXPECT_FALSE(answer.seq);  // it would mean that the asker has the newest
        }
    }
    EXPECT_GE(large, 45U);
    EXPECT_LE(bytes, 60'000U + 3 * 1232U);
    // A node that answered us is under no such budget.
    (void)table.answered({.id = asker, .endpoint = victim}, epoch, 50ms);
    for (int i = 0; i < 10; ++i) {
        EXPECT_TRUE(reply(victim, krpc::Get{.target = target_of(item)}, epoch + 2min).value);
    }
}

TEST_F(QueryItemsTest, AScrapeIsAnsweredWithFiltersOfSeedsAndOthers) {
    for (std::uint8_t i = 1; i <= 100; ++i) {
        const Endpoint peer{.address = IpAddress::v4(10, 0, 0, i), .port = 1};
        (void)store.add(key, peer, i <= 30, epoch);
    }
    const auto answer = reply(stranger, krpc::GetPeers{.key = key, .scrape = true});
    ASSERT_TRUE(answer.filters);
    EXPECT_NEAR(answer.filters->seeds.estimate(), 30, 2);
    EXPECT_NEAR(answer.filters->peers.estimate(), 70, 3);
    EXPECT_TRUE(answer.values.empty());
    EXPECT_TRUE(answer.token);
    EXPECT_LE(last_size, max_large_reply);
    EXPECT_FALSE(reply(stranger, krpc::GetPeers{.key = key}).filters);
}

TEST_F(QueryItemsTest, AScrapeOfWhatNobodyAnnouncedHasNoFilters) {
    const auto answer = reply(stranger, krpc::GetPeers{.key = key, .scrape = true});
    EXPECT_FALSE(answer.filters);
    (void)store.add(key, at("10.0.0.1:1"), false, epoch);
    EXPECT_FALSE(reply(stranger, krpc::GetPeers{.key = key, .scrape = true}, epoch + 46min).filters);
}

TEST_F(QueryItemsTest, ScrapesAreUnderTheBudgetOfLargeReplies) {
    fill_table();
    (void)store.add(key, at("10.0.0.1:1"), false, epoch);
    int large = 0;
    for (int i = 0; i < 20; ++i) {
        const auto answer = reply(stranger, krpc::GetPeers{.key = key, .scrape = true});
        large += answer.filters ? 1 : 0;
        EXPECT_FALSE(answer.nodes.empty());
    }
    EXPECT_LE(large, 4);
    EXPECT_GE(large, 3);
}

TEST_F(QueryItemsTest, ASampleHasTwentyKeysTheirNumberAndAnInterval) {
    std::set<InfoHash> keys;
    while (keys.size() < 100) keys.insert(InfoHash{random.bytes<20>()});
    for (const auto& each : keys) (void)store.add(each, at("10.0.0.1:1"), false, epoch);
    (void)table.answered({.id = asker, .endpoint = stranger}, epoch, 50ms);
    const auto first = reply(stranger, krpc::SampleInfohashes{.target = asker});
    ASSERT_TRUE(first.samples);
    EXPECT_EQ(first.samples->interval, 21600);
    EXPECT_EQ(first.samples->num, 100);
    EXPECT_EQ(first.samples->keys.size(), 20U);
    for (const auto& each : first.samples->keys) EXPECT_TRUE(keys.contains(each));
    // The same for 6 hours, whoever asks how often; then others.
    EXPECT_EQ(reply(stranger, krpc::SampleInfohashes{.target = asker}, epoch + 5h).samples, first.samples);
    EXPECT_NE(reply(stranger, krpc::SampleInfohashes{.target = asker}, epoch + 6h).samples, first.samples);
}

TEST_F(QueryItemsTest, AStrangersSampleHasNodesAndAsManyKeysAsFit) {
    fill_table();
    EXPECT_EQ(reply(stranger, krpc::SampleInfohashes{.target = asker}).samples, krpc::Samples{.interval = 21600});
    for (int i = 0; i < 100; ++i) (void)store.add(InfoHash{random.bytes<20>()}, at("10.0.0.1:1"), false, epoch);
    const auto answer = reply(stranger, krpc::SampleInfohashes{.target = asker});
    EXPECT_EQ(answer.nodes.size(), 8U);
    EXPECT_GE(answer.samples->keys.size(), 1U);
    EXPECT_LE(last_factor_percent, 300U);
}

}  // namespace
}  // namespace shoal::dht
