#include "dht/beacon.h"

#include <gtest/gtest.h>

#include <set>

#include "dht/lan_beacons.h"
#include "tests/dht/virtual_network.h"

namespace shoal::dht::testing {
namespace {

crypto::Hash key_of(unsigned number) {
    crypto::Hash out{};
    out[0] = static_cast<Byte>(number);
    out[1] = static_cast<Byte>(number >> 8);
    return out;
}

Beacon sample() {
    Beacon out{.port = 0x1234, .nonce = {}, .tags = {}};
    for (std::size_t i = 0; i < out.nonce.size(); ++i) out.nonce[i] = static_cast<Byte>(i);
    out.tags = {beacon_tag(key_of(1), out.nonce), beacon_tag(key_of(2), out.nonce)};
    return out;
}

TEST(Beacon, IsTheSameAfterTheWay) {
    const auto bytes = encode(sample());
    EXPECT_EQ(bytes.size(), 24U + 16U);
    EXPECT_EQ(as_text(BytesView{bytes}.first(4)), "SHLN");
    EXPECT_EQ(parse_beacon(bytes), sample());
}

TEST(Beacon, WhatIsCutChangedOrTooLongIsNone) {
    const auto bytes = encode(sample());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const bool is_shorter_one = size == 24 || size == 32;
        EXPECT_EQ(parse_beacon(BytesView{bytes}.first(size)).has_value(), is_shorter_one) << size;
    }
    for (const std::size_t at : {0U, 3U, 4U}) {
        auto changed = bytes;
        changed[at] ^= Byte{1};
        EXPECT_FALSE(parse_beacon(changed)) << at;
    }
    auto nowhere = bytes;
    nowhere[6] = nowhere[7] = Byte{0};
    EXPECT_FALSE(parse_beacon(nowhere));
    auto long_one = bytes;
    long_one.resize(24 + 101 * 8);
    EXPECT_FALSE(parse_beacon(long_one));
}

TEST(Beacon, NamesAContentOtherwiseUnderEachNonce) {
    BeaconNonce other{};
    EXPECT_NE(beacon_tag(key_of(1), sample().nonce), beacon_tag(key_of(1), other));
    EXPECT_NE(beacon_tag(key_of(1), other), beacon_tag(key_of(2), other));
}

/// Nodes on one link; what one sends all others hear at once.
struct LanBeaconsTest : ::testing::Test {
    SeededRandom random{7};
    Instant now = Instant{} + 1000s;
    LanBeacons a{random, 1111};
    LanBeacons b{random, 2222};
    Endpoint at_a{IpAddress::v4(10, 0, 0, 1), beacon_port};
    Endpoint at_b{IpAddress::v4(10, 0, 0, 2), beacon_port};

    /// Until `end`: what each sends, with what others make of it.
    std::vector<LanBeacons::Sighting> seen_by_a;
    std::vector<LanBeacons::Sighting> seen_by_b;
    std::vector<std::pair<Instant, Bytes>> sent_by_a;
    void run(Duration span) {
        const Instant end = now + span;
        while (true) {
            const auto due_a = a.deadline().value_or(end);
            const auto due_b = b.deadline().value_or(end);
            now = std::max(now, std::min(due_a, due_b));
            if (now >= end) break;
            for (const auto& datagram : a.take_due(now)) {
                sent_by_a.emplace_back(now, datagram);
                EXPECT_TRUE(a.receive(at_a, datagram, now).empty()) << "its own";
                for (const auto& one : b.receive(at_a, datagram, now)) seen_by_b.push_back(one);
            }
            for (const auto& datagram : b.take_due(now)) {
                for (const auto& one : a.receive(at_b, datagram, now)) seen_by_a.push_back(one);
            }
        }
        now = end;
    }
};

TEST_F(LanBeaconsTest, WhoSharesAContentIsSeenAtOnceWithItsTcpPort) {
    const auto mine = a.add(key_of(1), true, now);
    (void)a.add(key_of(2), true, now);
    const auto theirs = b.add(key_of(1), false, now);
    (void)b.add(key_of(3), true, now);
    run(100ms);
    ASSERT_FALSE(seen_by_a.empty());
    EXPECT_EQ(seen_by_a[0], (LanBeacons::Sighting{mine, {at_b.address, 2222}}));
    ASSERT_FALSE(seen_by_b.empty());
    EXPECT_EQ(seen_by_b[0], (LanBeacons::Sighting{theirs, {at_a.address, 1111}}));
    for (const auto& one : seen_by_a) EXPECT_EQ(one.content, mine) << "only what both have";
}

TEST_F(LanBeaconsTest, OfEachContentItIsKnownWhenItWasNamedLast) {
    const auto first = a.add(key_of(1), true, now);
    EXPECT_EQ(a.named_at(first), std::nullopt);
    run(30s);
    const auto second = a.add(key_of(2), true, now);
    EXPECT_EQ(a.named_at(first), sent_by_a.back().first);
    EXPECT_EQ(a.named_at(second), std::nullopt);
    run(5s);
    EXPECT_EQ(a.named_at(second), sent_by_a.back().first);
    EXPECT_EQ(a.named_at(first), a.named_at(second));
    a.remove(first);
    EXPECT_EQ(a.named_at(first), std::nullopt);
}

TEST_F(LanBeaconsTest, NothingIsSentWhileThereIsNothingToName) {
    run(1h);
    EXPECT_TRUE(sent_by_a.empty());
    a.remove(a.add(key_of(1), true, now));
    run(1h);
    EXPECT_TRUE(sent_by_a.empty());
}

TEST_F(LanBeaconsTest, ThreeAtTheStartThenOneAMinute) {
    (void)a.add(key_of(1), true, now);
    const Instant start = now;
    run(10min);
    ASSERT_GE(sent_by_a.size(), 10U);
    EXPECT_LE(sent_by_a.size(), 16U);
    EXPECT_EQ(sent_by_a[0].first, start);
    EXPECT_EQ(sent_by_a[1].first, start + 1s);
    EXPECT_EQ(sent_by_a[2].first, start + 3s);
    for (std::size_t i = 3; i < sent_by_a.size(); ++i) {
        const auto wait = sent_by_a[i].first - sent_by_a[i - 1].first;
        EXPECT_GE(wait, 48s);
        EXPECT_LE(wait, 72s);
    }
}

TEST_F(LanBeaconsTest, ANewcomerIsAnsweredSoonButNotEachOfMany) {
    (void)a.add(key_of(1), true, now);
    run(10s);
    sent_by_a.clear();
    Beacon stranger{.port = 9, .nonce = {}, .tags = {}};
    for (std::uint8_t i = 10; i < 60; ++i) {
        stranger.nonce[0] = Byte{i};
        (void)a.receive({IpAddress::v4(10, 0, 0, i), beacon_port}, encode(stranger), now);
    }
    const Instant heard = now;
    run(2s);
    ASSERT_EQ(sent_by_a.size(), 1U);
    EXPECT_LE(sent_by_a[0].first, heard + 500ms);
    EXPECT_EQ(a.neighbours(), 50U);
}

TEST_F(LanBeaconsTest, WantedOnesAreNamedFirstAndTheOthersInTurn) {
    std::map<BeaconTag, unsigned> times;
    std::vector<crypto::Hash> keys;
    for (unsigned i = 0; i < 700; ++i) {
        keys.push_back(key_of(i));
        (void)a.add(keys.back(), i < 50, now);
    }
    std::vector<unsigned> named(keys.size());
    for (int beacon = 0; beacon < 4; ++beacon) {
        now = *a.deadline();
        const auto datagrams = a.take_due(now);
        EXPECT_EQ(datagrams.size(), 3U);
        for (const auto& datagram : datagrams) {
            const auto parsed = parse_beacon(datagram).value();
            const std::set<BeaconTag> tags(parsed.tags.begin(), parsed.tags.end());
            for (unsigned i = 0; i < keys.size(); ++i) named[i] += tags.contains(beacon_tag(keys[i], parsed.nonce));
        }
    }
    for (unsigned i = 0; i < 50; ++i) EXPECT_EQ(named[i], 4U) << i;
    for (unsigned i = 50; i < 700; ++i) EXPECT_TRUE(named[i] == 1 || named[i] == 2) << i << ": " << named[i];
}

TEST_F(LanBeaconsTest, NoTwoDatagramsHaveAnythingInCommonBeyondTheHeader) {
    (void)a.add(key_of(1), true, now);
    (void)a.add(key_of(2), false, now);
    run(1h);
    std::set<BeaconTag> tags;
    std::size_t count = 0;
    for (const auto& [when, datagram] : sent_by_a) {
        const auto beacon = parse_beacon(datagram).value();
        tags.insert(beacon.tags.begin(), beacon.tags.end());
        count += beacon.tags.size();
    }
    EXPECT_GT(count, 100U);
    EXPECT_EQ(tags.size(), count);
}

TEST_F(LanBeaconsTest, ComparingIsBoundedAndWhatIsWantedComesFirst) {
    const auto wanted = a.add(key_of(1), true, now);
    for (unsigned i = 2; i < 30'002; ++i) (void)a.add(key_of(i), false, now);
    std::size_t of_wanted = 0;
    std::size_t of_others = 0;
    for (std::uint8_t i = 0; i < 50; ++i) {
        Beacon beacon{.port = 9, .nonce = {}, .tags = {}};
        beacon.nonce[0] = Byte{i};
        beacon.tags = {beacon_tag(key_of(1), beacon.nonce), beacon_tag(key_of(7), beacon.nonce)};
        for (const auto& one : a.receive({IpAddress::v4(10, 0, 0, 9), beacon_port}, encode(beacon), now)) {
            ++(one.content == wanted ? of_wanted : of_others);
        }
    }
    EXPECT_EQ(of_wanted, 50U);
    EXPECT_EQ(of_others, 1U) << "30,000 of 40,000 comparisons, and no second time in this moment";
}

TEST_F(LanBeaconsTest, AFloodIsCut) {
    const auto mine = a.add(key_of(1), true, now);
    std::size_t seen = 0;
    for (unsigned i = 0; i < 5000; ++i) {
        Beacon beacon{.port = 9, .nonce = {}, .tags = {}};
        beacon.nonce[0] = static_cast<Byte>(i);
        beacon.nonce[1] = static_cast<Byte>(i >> 8);
        beacon.tags = {beacon_tag(key_of(1), beacon.nonce)};
        for (const auto& one : a.receive(
                 {IpAddress::v4(10, 0, static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)), beacon_port},
                 encode(beacon), now)) {
            EXPECT_EQ(one.content, mine);
            ++seen;
        }
    }
    EXPECT_EQ(seen, 300U);
    EXPECT_LE(a.neighbours(), 300U);
}

TEST_F(LanBeaconsTest, InACrowdEachIsHeardLessOften) {
    (void)a.add(key_of(1), true, now);
    Beacon other{.port = 9, .nonce = {}, .tags = {}};
    for (unsigned i = 0; i < 200; ++i) {
        other.nonce[0] = static_cast<Byte>(i);
        (void)a.receive({IpAddress::v4(10, 0, 1, static_cast<std::uint8_t>(i)), beacon_port}, encode(other), now);
        now += 100ms;
    }
    run(10min);
    const auto last = sent_by_a.back().first;
    sent_by_a.clear();
    run(1h);
    ASSERT_FALSE(sent_by_a.empty());
    EXPECT_GT(sent_by_a[0].first - last, 450s) << "200 nodes, 52 bytes each, at 16 bytes a second";
}

}  // namespace
}  // namespace shoal::dht::testing
