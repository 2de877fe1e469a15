#include "dht/item.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

/// The vectors of BEP 44.
const crypto::PublicKey key = [] {
    const auto bytes = *from_hex("77ff84905a91936367c01360803104f92432fcd904a43511876df5cdf3e7e548");
    crypto::PublicKey out;
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
}();

Bytes bytes_of(std::string_view text) {
    const auto view = as_bytes(text);
    return {view.begin(), view.end()};
}

Item published(std::string_view signature, std::string_view salt) {
    Item item{.value = bytes_of("12:Hello World!"), .seal = Seal{.key = key, .seq = 1}, .salt = bytes_of(salt)};
    const auto bytes = *from_hex(signature);
    std::copy(bytes.begin(), bytes.end(), item.seal->signature.begin());
    return item;
}

const std::string unsalted_signature = "305ac8aeb6c9c151fa120f120ea2cfb923564e11552d06a5d856091e5e853cff"
                                       "1260d3f39e4999684aa92eb73ffd136e6f4f3ecbfda0ce53a1608ecd7ae21f01";
const std::string salted_signature = "6834284b6b24c3204eb2fea824d82f88883a3d95e8b4a21b8c0ded553d17d17d"
                                     "df9a8a7104b1258f30bed3787e6cb896fca78c58f8e03b5f18f14951a87d9a08";

TEST(DhtItem, ThePublishedMutableItemHasItsTargetAndItsSignatureHolds) {
    Item item = published(unsalted_signature, "");
    EXPECT_EQ(as_text(signing_bytes(item.salt, 1, item.value)), "3:seqi1e1:v12:Hello World!");
    EXPECT_EQ(to_hex(target_of(item).view()), "4a533d47ec9c7d95b1ad75f576cffc641853b750");
    EXPECT_TRUE(is_genuine(item));
    item.seal->seq = 2;
    EXPECT_FALSE(is_genuine(item));
}

TEST(DhtItem, ThePublishedSaltedItemHasItsTargetAndItsSignatureHolds) {
    Item item = published(salted_signature, "foobar");
    EXPECT_EQ(as_text(signing_bytes(item.salt, 1, item.value)), "4:salt6:foobar3:seqi1e1:v12:Hello World!");
    EXPECT_EQ(to_hex(target_of(item).view()), "411eba73b6f087ca51a3795d9c8c938d365e32c1");
    EXPECT_TRUE(is_genuine(item));
    item.salt.clear();
    EXPECT_FALSE(is_genuine(item));
}

TEST(DhtItem, ThePublishedImmutableItemHasItsTarget) {
    const Item item{.value = bytes_of("12:Hello World!")};
    EXPECT_EQ(to_hex(target_of(item).view()), "e5f96f6f38320f0f33959cb4d3d656452117aadb");
    EXPECT_TRUE(is_genuine(item));
    EXPECT_EQ(ItemName::of(item).target, target_of(item));
    EXPECT_FALSE(ItemName::of(item).key);
}

TEST(DhtItem, ThePublishedPointersHaveTheirTargets) {
    const auto bytes = *from_hex("8543d3e6115f0f98c944077a4493dcd543e49c739fd998550a1f614ab36ed63e");
    crypto::PublicKey pointer;
    std::copy(bytes.begin(), bytes.end(), pointer.begin());
    EXPECT_EQ(to_hex(mutable_target(pointer, {}).view()), "cc3f9d90b572172053626f9980ce261a850d050b");
    EXPECT_EQ(to_hex(mutable_target(pointer, as_bytes("n")).view()), "59ee7c2cb9b4f7eb1986ee2d18fd2fdb8a56554f");
}

TEST(DhtItem, WhatIsSignedIsGenuineAndEveryChangeIsSeen) {
    testing::SeededRandom random{1};
    const auto owner = crypto::SigningPair::generate(random);
    const Item item = sign_item(owner, bytes_of("salt"), 5, bytes_of("i7e"));
    EXPECT_TRUE(is_genuine(item));
    EXPECT_EQ(item.seal->key, owner.public_key());
    EXPECT_EQ(ItemName::of(item).target, target_of(item));
    EXPECT_EQ(ItemName::of(item).salt, item.salt);
    Item other = item;
    other.value = bytes_of("i8e");
    EXPECT_FALSE(is_genuine(other));
    other = item;
    other.salt = bytes_of("sale");
    EXPECT_FALSE(is_genuine(other));
    other = item;
    other.seal->signature[63] ^= Byte{1};
    EXPECT_FALSE(is_genuine(other));
    other = item;
    other.seal->key[0] ^= Byte{1};
    EXPECT_FALSE(is_genuine(other));
}

TEST(DhtItem, ItemsBeyondTheLimitsAreNotGenuine) {
    testing::SeededRandom random{1};
    const auto owner = crypto::SigningPair::generate(random);
    EXPECT_FALSE(is_genuine({}));
    EXPECT_TRUE(is_genuine({.value = bytes_of("996:" + std::string(996, 'x'))}));
    EXPECT_FALSE(is_genuine({.value = bytes_of("997:" + std::string(997, 'x'))}));
    Item item{.value = bytes_of("0:"), .seal = Seal{.key = owner.public_key(), .seq = 1}, .salt = Bytes(65)};
    item.seal->signature = owner.sign(signing_bytes(item.salt, 1, item.value));
    EXPECT_FALSE(is_genuine(item));
    item.salt.clear();
    item.seal->seq = -1;
    item.seal->signature = owner.sign(signing_bytes(item.salt, -1, item.value));
    EXPECT_FALSE(is_genuine(item));
}

}  // namespace
}  // namespace shoal::dht
