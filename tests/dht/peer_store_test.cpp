#include "dht/peer_store.h"

#include <gtest/gtest.h>

#include <set>

#include "dht/node_id.h"
#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;

struct PeerStoreTest : ::testing::Test {
    static Endpoint local(std::uint16_t port) { return {.address = IpAddress::v4(127, 0, 0, 1), .port = port}; }
    Endpoint global() {
        return {.address =
                    IpAddress::v4(8, static_cast<std::uint8_t>(next / 65536),
                                  static_cast<std::uint8_t>(next / 256 % 256), static_cast<std::uint8_t>(next++ % 256)),
                .port = 6881};
    }
    InfoHash random_key() { return {random.bytes<20>()}; }

    testing::SeededRandom random{1};
    NodeId own = random_id(random);
    PeerStore store{own, random};
    InfoHash key = random_key();
    std::uint32_t next = 0;
};

TEST_F(PeerStoreTest, APeerIsKeptFor45MinutesFromItsLastAnnouncement) {
    EXPECT_TRUE(store.add(key, local(1), false, epoch));
    EXPECT_TRUE(store.add(key, local(2), false, epoch));
    EXPECT_TRUE(store.add(key, local(1), false, epoch + 30min));
    EXPECT_EQ(store.peers(), 2U);
    EXPECT_EQ(store.all(key, epoch + 44min).size(), 2U);
    EXPECT_EQ(store.all(key, epoch + 46min), std::vector{local(1)});
    store.expire(epoch + 76min);
    EXPECT_EQ(store.keys(), 0U);
    EXPECT_EQ(store.peers(), 0U);
}

TEST_F(PeerStoreTest, ASampleIsRandomWithoutRepetitionAndReachesEveryPeer) {
    for (std::uint16_t port = 1; port <= 100; ++port) (void)store.add(key, local(port), false, epoch);
    std::set<Endpoint> seen;
    for (int i = 0; i < 300; ++i) {
        const auto sample = store.sample(key, 4, false, epoch);
        EXPECT_EQ(std::set(sample.begin(), sample.end()).size(), 4U);
        seen.insert(sample.begin(), sample.end());
    }
    EXPECT_EQ(seen.size(), 100U);
}

TEST_F(PeerStoreTest, SeedsAreLeftOutForWhoAsksSo) {
    (void)store.add(key, local(1), true, epoch);
    (void)store.add(key, local(2), false, epoch);
    EXPECT_EQ(store.sample(key, 10, true, epoch), std::vector{local(2)});
    EXPECT_EQ(store.sample(key, 10, false, epoch).size(), 2U);
}

TEST_F(PeerStoreTest, AKeyKeeps500PeersAndTheOldestGoFirst) {
    for (std::uint16_t i = 0; i < 600; ++i) {
        EXPECT_TRUE(store.add(key, local(static_cast<std::uint16_t>(1000 + i)), false, epoch + 1s * i));
    }
    const auto all = store.all(key, epoch + 10min);
    EXPECT_EQ(all.size(), max_peers_per_key);
    EXPECT_EQ(all.front(), local(1100));
}

TEST_F(PeerStoreTest, OneNetworkGetsAnEighthOfAKeysPeers) {
    for (std::uint16_t port = 1; port <= 600; ++port) {
        const Endpoint flooder{.address = IpAddress::v4(8, 8, 8, static_cast<std::uint8_t>(port % 256)), .port = port};
        (void)store.add(key, flooder, false, epoch);
    }
    EXPECT_EQ(store.all(key, epoch).size(), max_peers_per_key / network_share);
    EXPECT_TRUE(store.add(key, at("9.9.9.9:1"), false, epoch));
}

TEST_F(PeerStoreTest, OneNetworkGetsAnEighthOfTheKeys) {
    for (int i = 0; i < 3000; ++i) (void)store.add(random_key(), at("8.8.8.8:1"), false, epoch);
    EXPECT_EQ(store.keys(), max_store_keys / network_share);
    EXPECT_TRUE(store.add(random_key(), at("9.9.9.9:1"), false, epoch));
    store.expire(epoch + 46min);
    EXPECT_EQ(store.keys(), 0U);
    EXPECT_TRUE(store.add(random_key(), at("8.8.8.8:1"), false, epoch + 46min));  // its count went with its keys
}

TEST_F(PeerStoreTest, WhenFullTheKeysFarFromUsGiveWayToNearOnes) {
    InfoHash far_key{random_id_at(own, 0, random).bytes};
    (void)store.add(far_key, local(1), false, epoch);
    while (store.keys() < max_store_keys) {
        (void)store.add(InfoHash{random_id_at(own, 3, random).bytes}, local(1), false, epoch);
    }
    EXPECT_FALSE(store.add(InfoHash{random_id_at(own, 1, random).bytes}, local(1), false, epoch) &&
                 !store.all(far_key, epoch).empty());
    EXPECT_TRUE(store.add(InfoHash{random_id_at(own, 9, random).bytes}, local(1), false, epoch));
    EXPECT_EQ(store.keys(), max_store_keys);
    EXPECT_TRUE(store.all(far_key, epoch).empty());
    EXPECT_FALSE(store.add(InfoHash{random_id_at(own, 0, random).bytes}, local(1), false, epoch));
}

TEST_F(PeerStoreTest, AllKeysTogetherAreBounded) {
    for (int keys = 0; keys < 250; ++keys) {
        const InfoHash each = random_key();
        for (std::uint16_t i = 0; i < max_peers_per_key; ++i) {
            (void)store.add(each, local(static_cast<std::uint16_t>(1000 + i)), false, epoch + 1ms * keys);
        }
    }
    EXPECT_LE(store.peers(), max_store_peers);
    EXPECT_GT(store.peers(), max_store_peers * 9 / 10);
}

TEST_F(PeerStoreTest, AScrapeCountsEachAddressAsSeedOrPeer) {
    EXPECT_FALSE(store.scrape(key, epoch));
    for (std::uint8_t i = 1; i <= 50; ++i) {
        const IpAddress address = IpAddress::v4(10, 0, 0, i);
        (void)store.add(key, {.address = address, .port = 1}, i <= 20, epoch);
        (void)store.add(key, {.address = address, .port = 2}, i <= 20, epoch);  // the same address again
    }
    const auto scrape = store.scrape(key, epoch);
    ASSERT_TRUE(scrape);
    EXPECT_NEAR(scrape->seeds.estimate(), 20, 2);
    EXPECT_NEAR(scrape->peers.estimate(), 30, 2);
    EXPECT_FALSE(store.scrape(key, epoch + 46min));
}

TEST_F(PeerStoreTest, TheSampleOfKeysIsAllUpToTwentyAndThenTheSameForSixHours) {
    EXPECT_TRUE(store.sample_keys(epoch).empty());
    for (int i = 1; i <= 20; ++i) {
        (void)store.add(random_key(), local(1), false, epoch);
        EXPECT_EQ(store.sample_keys(epoch).size(), static_cast<std::size_t>(i));
    }
    const auto sample = store.sample_keys(epoch);
    for (int i = 0; i < 500; ++i) (void)store.add(random_key(), local(1), false, epoch);
    EXPECT_EQ(store.sample_keys(epoch + 5h), sample);
    const auto later = store.sample_keys(epoch + 6h);
    EXPECT_EQ(std::set(later.begin(), later.end()).size(), 20U);
    EXPECT_NE(later, sample);
}

}  // namespace
}  // namespace shoal::dht
