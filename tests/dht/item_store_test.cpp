#include "dht/item_store.h"

#include <gtest/gtest.h>

#include "dht/node_id.h"
#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::epoch;
using Outcome = ItemStore::Outcome;

struct ItemStoreTest : ::testing::Test {
    static Bytes integer(std::int64_t number) {
        const std::string text = "i" + std::to_string(number) + "e";
        const auto view = as_bytes(text);
        return {view.begin(), view.end()};
    }
    /// An immutable item; its number makes it another one.
    static Item immutable(std::int64_t number) { return {.value = integer(number)}; }
    Item state(std::int64_t seq, std::int64_t value) const { return sign_item(owner, {}, seq, integer(value)); }
    Outcome put(const Item& item, std::optional<std::int64_t> cas = {}, Instant now = epoch) {
        return store.put(item, cas, home, now);
    }
    [[nodiscard]] std::optional<Bytes> stored(const Item& item, Instant now = epoch) const {
        const Item* found = store.find(target_of(item), now);
        return found == nullptr ? std::nullopt : std::optional{found->value};
    }

    testing::SeededRandom random{1};
    NodeId own = random_id(random);
    ItemStore store{own};
    crypto::SigningPair owner = crypto::SigningPair::generate(random);
    IpAddress home = IpAddress::v4(127, 0, 0, 1);
};

TEST_F(ItemStoreTest, AnItemIsKeptForTwoHoursFromItsLastPut) {
    const Item item = immutable(1);
    EXPECT_EQ(put(item), Outcome::stored);
    EXPECT_EQ(stored(item, epoch + 2h - 1s), item.value);
    EXPECT_EQ(put(item, {}, epoch + 1h), Outcome::stored);
    EXPECT_EQ(stored(item, epoch + 3h - 1s), item.value);
    EXPECT_FALSE(stored(item, epoch + 3h));
    store.expire(epoch + 3h);
    EXPECT_EQ(store.size(), 0U);
}

TEST_F(ItemStoreTest, AHigherSequenceNumberReplacesAndALowerOneDoesNot) {
    EXPECT_EQ(put(state(5, 50)), Outcome::stored);
    EXPECT_EQ(put(state(6, 60)), Outcome::stored);
    EXPECT_EQ(put(state(5, 50)), Outcome::old_sequence);
    EXPECT_EQ(stored(state(5, 50)), integer(60));
    EXPECT_EQ(store.size(), 1U);
}

TEST_F(ItemStoreTest, TheSameStateIsRefreshedAndAnotherOfTheSameNumberRefused) {
    EXPECT_EQ(put(state(5, 50)), Outcome::stored);
    EXPECT_EQ(put(state(5, 50), {}, epoch + 1h), Outcome::stored);
    EXPECT_EQ(put(state(5, 51), {}, epoch + 1h), Outcome::old_sequence);
    EXPECT_EQ(stored(state(5, 50), epoch + 3h - 1s), integer(50));
}

TEST_F(ItemStoreTest, ARefusedPutDoesNotRefresh) {
    EXPECT_EQ(put(state(5, 50)), Outcome::stored);
    EXPECT_EQ(put(state(4, 40), {}, epoch + 1h), Outcome::old_sequence);
    EXPECT_EQ(put(state(9, 90), 1, epoch + 1h), Outcome::cas_mismatch);
    EXPECT_FALSE(stored(state(5, 50), epoch + 2h));
}

TEST_F(ItemStoreTest, CasIsLookedAtBeforeTheSequenceNumbers) {
    EXPECT_EQ(put(state(5, 50), 99), Outcome::stored);  // there is nothing to be replaced
    EXPECT_EQ(put(state(6, 60), 4), Outcome::cas_mismatch);
    EXPECT_EQ(put(state(4, 40), 4), Outcome::cas_mismatch);
    EXPECT_EQ(put(state(4, 40), 5), Outcome::old_sequence);
    EXPECT_EQ(put(state(6, 60), 5), Outcome::stored);
    EXPECT_EQ(stored(state(6, 60)), integer(60));
}

TEST_F(ItemStoreTest, AfterTheEndOfAnItemAnyStateMayBeItsFirst) {
    EXPECT_EQ(put(state(5, 50)), Outcome::stored);
    EXPECT_EQ(put(state(1, 10), 3, epoch + 2h), Outcome::stored);
    EXPECT_EQ(stored(state(1, 10), epoch + 2h), integer(10));
}

TEST_F(ItemStoreTest, TheItemsOfOneKeyAreToldApartByTheirSalts) {
    const Item plain = state(1, 1);
    const Item salted = sign_item(owner, Bytes(3, Byte{'s'}), 1, integer(2));
    EXPECT_EQ(put(plain), Outcome::stored);
    EXPECT_EQ(put(salted), Outcome::stored);
    EXPECT_EQ(stored(plain), integer(1));
    EXPECT_EQ(stored(salted), integer(2));
}

TEST_F(ItemStoreTest, OneNetworkBringsAnEighthOfTheItemsAndCanBeFullWithoutStoppingOthers) {
    const auto network = IpAddress::v4(8, 8, 8, 8);
    std::size_t taken = 0;
    for (int i = 0; i < 200; ++i) taken += store.put(immutable(i), {}, network, epoch) == Outcome::stored ? 1U : 0U;
    EXPECT_EQ(taken, max_stored_items / item_network_share);
    EXPECT_EQ(store.put(immutable(999), {}, IpAddress::v4(8, 8, 8, 9), epoch), Outcome::no_room);
    EXPECT_EQ(store.put(immutable(0), {}, network, epoch), Outcome::stored);  // a refresh needs no room
    EXPECT_EQ(store.put(immutable(999), {}, IpAddress::v4(8, 8, 9, 8), epoch), Outcome::stored);
    store.expire(epoch + 2h);
    EXPECT_EQ(store.put(immutable(1), {}, network, epoch + 2h), Outcome::stored);  // its count went with its items
}

TEST_F(ItemStoreTest, WhenFullTheFarthestItemGivesWayToANearerOne) {
    std::map<Distance, Item> all;
    std::int64_t number = 0;
    for (; store.size() < max_stored_items; ++number) {
        const Item item = immutable(number);
        EXPECT_EQ(put(item), Outcome::stored);
        all.emplace(distance(own, as_target(target_of(item))), item);
    }
    const auto far = [&](const Item& item) { return common_prefix(own, as_target(target_of(item))) == 0; };
    while (far(immutable(number))) ++number;
    EXPECT_EQ(put(immutable(number)), Outcome::stored);
    EXPECT_EQ(store.size(), max_stored_items);
    std::size_t gone = 0;
    for (const auto& [place, item] : all) {
        if (stored(item)) continue;
        ++gone;
        EXPECT_TRUE(far(item));
    }
    EXPECT_EQ(gone, 1U);
}

TEST_F(ItemStoreTest, WhenFullOfNearerItemsAFarOneFindsNoRoomUntilOneEnds) {
    std::int64_t number = 0;
    const auto far = [&](const Item& item) { return common_prefix(own, as_target(target_of(item))) == 0; };
    for (; store.size() < max_stored_items; ++number) {
        if (!far(immutable(number))) (void)put(immutable(number));
    }
    while (!far(immutable(number))) ++number;
    EXPECT_EQ(put(immutable(number)), Outcome::no_room);
    EXPECT_EQ(put(immutable(number), {}, epoch + 2h), Outcome::stored);
    EXPECT_EQ(store.size(), 1U);
}

}  // namespace
}  // namespace shoal::dht
