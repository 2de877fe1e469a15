#include "transfer/peer_book.h"

#include <gtest/gtest.h>

#include "tests/transfer/seeded_random.h"
#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

Instant at(Duration since_start) {
    return Instant{} + 1000s + since_start;
}
Endpoint peer(std::uint32_t n) {
    return {IpAddress::v4(10, static_cast<std::uint8_t>(n >> 16), static_cast<std::uint8_t>(n >> 8),
                          static_cast<std::uint8_t>(n)),
            4747};
}

struct PeerBookTest : testing::Test {
    test::SeededRandom random{1};
    PeerBook book{random};
};

TEST_F(PeerBookTest, GivesEachEndpointOnceUntilItIsHeardOfHowItWent) {
    EXPECT_TRUE(book.add(at(0s), peer(1), PeerSource::dht));
    EXPECT_FALSE(book.add(at(0s), peer(1), PeerSource::dht));
    EXPECT_EQ(book.next(at(0s)), peer(1));
    EXPECT_EQ(book.next(at(0s)), std::nullopt);
    book.failed(at(0s), peer(1));
    EXPECT_EQ(book.next(at(0s)), std::nullopt);
    ASSERT_TRUE(book.due());
    EXPECT_LE(*book.due(), at(1s));
    EXPECT_EQ(book.next(at(1s)), peer(1));
}

TEST_F(PeerBookTest, KnowsAllWhoNamedAnEndpointAndWhenItWasDialled) {
    book.add(at(0s), peer(1), PeerSource::lan);
    book.add(at(0s), peer(1), PeerSource::exchange);
    const auto known = book.all().at(0);
    EXPECT_EQ(known.source, PeerSource::lan);
    EXPECT_TRUE(known.was_named_by(PeerSource::lan));
    EXPECT_TRUE(known.was_named_by(PeerSource::exchange));
    EXPECT_FALSE(known.was_named_by(PeerSource::dht));
    EXPECT_EQ(known.dialled, std::nullopt);
    (void)book.next(at(3s));
    EXPECT_EQ(book.all().at(0).dialled, at(3s));
}

TEST_F(PeerBookTest, BacksOffFromAHintAndForgetsItInTheEnd) {
    book.add(at(0s), peer(1), PeerSource::dht);
    Instant now = at(0s);
    int tries = 0;
    while (book.due() && tries < 100) {
        now = *book.due();
        ASSERT_TRUE(book.next(now));
        book.failed(now, peer(1));
        ++tries;
    }
    EXPECT_LT(tries, 12);
    EXPECT_EQ(book.size(), 0U);
    EXPECT_GT(now, at(60s));
}

TEST_F(PeerBookTest, NeverForgetsWhatAPersonNamedAndTriesItEveryFewSeconds) {
    book.add(at(0s), peer(1), PeerSource::given);
    Instant now = at(0s);
    for (int i = 0; i < 50; ++i) {
        const Instant due = *book.due();
        EXPECT_LE(due, now + 7s);
        now = due;
        ASSERT_EQ(book.next(now), peer(1));
        book.failed(now, peer(1));
    }
}

TEST_F(PeerBookTest, WhoWasLostIsTriedAgainWithinASecond) {
    book.add(at(0s), peer(1), PeerSource::dht);
    (void)book.next(at(0s));
    book.reached(at(0s), peer(1));
    EXPECT_EQ(book.due(), std::nullopt);
    book.lost(at(9s), peer(1));
    EXPECT_LE(*book.due(), at(10s));
}

TEST_F(PeerBookTest, GrowsNoFurtherThanItsLimitAndKeepsTheBetterOnes) {
    book.add(at(0s), peer(0), PeerSource::given);
    for (std::uint32_t n = 1; n < 3 * limits::known_peers; ++n) book.add(at(0s), peer(n), PeerSource::exchange);
    EXPECT_EQ(book.size(), limits::known_peers);
    EXPECT_EQ(book.next(at(0s)), peer(0));
    for (std::uint32_t n = 0; n < 3 * limits::known_peers; ++n) book.reached(at(1s), peer(100'000 + n));
    EXPECT_LE(book.size(), limits::known_peers);
}

TEST_F(PeerBookTest, AFloodOfFreshHintsKeepsNeitherANamedPeerNorAnOlderHintFromItsTurn) {
    book.add(at(0s), peer(1), PeerSource::link);
    book.add(at(0s), peer(2), PeerSource::dht);
    for (const std::uint32_t n : {1U, 2U}) {
        EXPECT_EQ(book.next(at(0s)), peer(n));
        book.failed(at(0s), peer(n));
    }
    int tries_of_named = 0;
    int tries_of_hint = 0;
    for (std::uint32_t second = 1; second <= 30; ++second) {
        const Instant now = at(second * 1s);
        for (std::uint32_t n = 0; n < 20; ++n) book.add(now, peer(1000 * second + n), PeerSource::exchange);
        for (int dial = 0; dial < 4; ++dial) {
            const auto next = book.next(now);
            ASSERT_TRUE(next);
            tries_of_named += next == peer(1) ? 1 : 0;
            tries_of_hint += next == peer(2) ? 1 : 0;
            book.failed(now, *next);
        }
    }
    EXPECT_GE(tries_of_named, 5);
    EXPECT_GE(tries_of_hint, 2);
}

TEST_F(PeerBookTest, WhatAPersonNamedStaysThoughHintsAreMany) {
    book.add(at(0s), peer(1), PeerSource::link);
    ASSERT_EQ(book.next(at(0s)), peer(1));
    book.failed(at(0s), peer(1));
    for (std::uint32_t n = 2; n < 3 * limits::known_peers; ++n) book.add(at(0s), peer(n), PeerSource::exchange);
    EXPECT_EQ(book.next(at(10s)), peer(1));
}

TEST_F(PeerBookTest, RemembersWhereAPeerWasHeardOfAndWhenItWasLastReached) {
    book.add(at(0s), peer(1), PeerSource::dht);
    book.add(at(0s), peer(2), PeerSource::exchange);
    ASSERT_TRUE(book.next(at(0s)));
    book.reached(at(1s), peer(1));
    book.lost(at(60s), peer(1));
    book.failed(at(61s), peer(2));
    const auto all = book.all();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].endpoint, peer(1));
    EXPECT_EQ(name_of(all[0].source), "dht");
    EXPECT_EQ(all[0].reached, at(60s));
    EXPECT_FALSE(all[0].is_engaged);
    EXPECT_EQ(all[1].failures, 1U);
    EXPECT_FALSE(all[1].reached);
}

TEST_F(PeerBookTest, WhoWasReachedOnceIsTriedForLongerAndKeptWhereOthersMakeRoom) {
    const auto tries_of = [&](const Endpoint& endpoint) {
        int tries = 0;
        for (Instant now = at(0s); book.size() > 0; now += 10min) {
            book.failed(now, endpoint);
            ++tries;
        }
        return tries;
    };
    book.add(at(0s), peer(1), PeerSource::dht);
    const auto stranger = tries_of(peer(1));
    book.reached(at(0s), peer(1));
    book.lost(at(0s), peer(1));
    EXPECT_GE(tries_of(peer(1)), 2 * stranger);

    book.reached(at(0s), peer(1));
    book.lost(at(0s), peer(1));
    book.failed(at(1s), peer(1));
    for (std::uint32_t i = 2; book.size() < limits::known_peers; ++i) book.add(at(1s), peer(i), PeerSource::exchange);
    EXPECT_TRUE(book.add(at(2s), peer(5000), PeerSource::exchange));
    EXPECT_EQ(book.all().front().endpoint, peer(1));
}

TEST_F(PeerBookTest, ABannedEndpointIsNotTriedBeforeItsBanEnds) {
    book.add(at(0s), peer(1), PeerSource::given);
    book.banned(at(0s), peer(1), at(1h));
    EXPECT_FALSE(book.next(at(59min)));
    EXPECT_EQ(book.all().front().banned_until, at(1h));
    EXPECT_TRUE(book.next(at(1h)));
}

}  // namespace
}  // namespace shoal::transfer
