#include "dht/item_search.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

Bytes text(std::string_view of) {
    const auto view = as_bytes(of);
    return {view.begin(), view.end()};
}

struct ItemSearchTest : ::testing::Test {
    krpc::Reply reply_with(const Item& item) const {
        krpc::Reply out{.transaction = {}, .sender = {}};
        out.value = item.value;
        if (!item.seal) return out;
        out.seq = item.seal->seq;
        out.key = item.seal->key;
        out.signature = item.seal->signature;
        return out;
    }
    Item state(std::int64_t seq, std::string_view value) const {
        return sign_item(owner, text("salt"), seq, text(value));
    }

    testing::SeededRandom random{1};
    crypto::SigningPair owner = crypto::SigningPair::generate(random);
    ItemName name = ItemName::of_mutable(owner.public_key(), text("salt"));
    ItemSearch search{name};
};

TEST_F(ItemSearchTest, TheNewestGenuineStateWinsInWhateverOrderTheyCome) {
    for (const std::int64_t seq : {3, 7, 5, 7}) EXPECT_FALSE(search.take(reply_with(state(seq, "i1e"))));
    ASSERT_TRUE(search.best());
    EXPECT_EQ(search.best()->seal->seq, 7);
    EXPECT_TRUE(is_genuine(*search.best()));
}

TEST_F(ItemSearchTest, ForgedStatesArePassedOver) {
    auto lie = reply_with(state(9, "i1e"));
    lie.seq = 10;
    EXPECT_FALSE(search.take(lie));
    lie = reply_with(state(9, "i1e"));
    lie.value = text("i2e");
    EXPECT_FALSE(search.take(lie));
    lie = reply_with(sign_item(crypto::SigningPair::generate(random), text("salt"), 9, text("i1e")));
    EXPECT_FALSE(search.take(lie));
    EXPECT_FALSE(search.take(reply_with(sign_item(owner, text("other salt"), 9, text("i1e")))));
    lie = reply_with(state(9, "i1e"));
    lie.signature.reset();
    EXPECT_FALSE(search.take(lie));
    lie = reply_with(state(9, "i1e"));
    lie.key.reset();
    EXPECT_FALSE(search.take(lie));
    EXPECT_FALSE(search.take(krpc::Reply{.transaction = {}, .sender = {}}));
    EXPECT_FALSE(search.best());
    EXPECT_FALSE(search.take(reply_with(state(1, "i1e"))));
    EXPECT_EQ(search.best()->seal->seq, 1);
}

TEST_F(ItemSearchTest, AnImmutableItemEndsTheSearchAndAnotherIsPassedOver) {
    const Item hello{.value = text("5:hello")};
    ItemSearch plain{ItemName::of(hello)};
    EXPECT_FALSE(plain.take(reply_with({.value = text("5:hullo")})));
    EXPECT_FALSE(plain.best());
    auto sealed = reply_with(state(1, "5:hullo"));
    EXPECT_FALSE(plain.take(sealed));
    EXPECT_TRUE(plain.take(reply_with(hello)));
    EXPECT_EQ(plain.best(), hello);
}

TEST_F(ItemSearchTest, APutAsksForNothingOlderAndCountsWhoKeepsSomethingElse) {
    ItemSearch put{state(5, "i1e"), 4};
    EXPECT_EQ(put.question(), (krpc::Get{.target = name.target, .seq = 5}));
    EXPECT_EQ(put.put_with(text("abcd")), (krpc::Put{.item = state(5, "i1e"), .token = text("abcd"), .cas = 4}));
    EXPECT_FALSE(put.take(reply_with(state(6, "i2e"))));
    EXPECT_FALSE(put.best());
    for (const std::int64_t code : {301, 302, 203, 202}) put.refused(code);
    EXPECT_EQ(put.conflicts(), 2U);
    EXPECT_EQ(search.question(), krpc::Get{.target = name.target});
}

}  // namespace
}  // namespace shoal::dht
