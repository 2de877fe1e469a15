#include "dht/transactions.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;

struct TransactionsTest : ::testing::Test {
    testing::SeededRandom random{1};
    Transactions open{random};
    Endpoint peer = at("10.0.0.1:1000");
};

TEST_F(TransactionsTest, OnlyTheAskedEndpointMayAnswerAndOnlyOnce) {
    const Bytes id = open.open({.to = peer}, nullptr, epoch);
    EXPECT_FALSE(open.close(id, at("10.0.0.1:1001"), epoch + 1ms));
    EXPECT_FALSE(open.close(id, at("10.0.0.2:1000"), epoch + 1ms));
    EXPECT_FALSE(open.close(as_bytes("zzzz"), peer, epoch + 1ms));
    EXPECT_FALSE(open.close(as_bytes("zz"), peer, epoch + 1ms));
    EXPECT_FALSE(open.close({}, peer, epoch + 1ms));
    EXPECT_TRUE(open.close(id, peer, epoch + 1ms));
    EXPECT_FALSE(open.close(id, peer, epoch + 1ms));
    EXPECT_EQ(open.size(), 0U);
    EXPECT_FALSE(open.deadline());
}

TEST_F(TransactionsTest, TransactionIdsDoNotFollowFromOneAnother) {
    std::set<Bytes> seen;
    std::size_t ascending = 0;
    Bytes last;
    for (int i = 0; i < 500; ++i) {
        const Bytes id = open.open({.to = peer}, nullptr, epoch);
        EXPECT_TRUE(seen.insert(id).second);
        ascending += last < id ? 1U : 0U;
        last = id;
    }
    EXPECT_GT(ascending, 150U);
    EXPECT_LT(ascending, 350U);
}

TEST_F(TransactionsTest, AQuestionIsSlowThenFailedThenForgotten) {
    const Bytes id = open.open({.to = peer}, nullptr, epoch);
    EXPECT_EQ(open.deadline(), epoch + 400ms);
    EXPECT_TRUE(open.expire(epoch + 399ms).empty());
    const auto soft = open.expire(epoch + 400ms);
    ASSERT_EQ(soft.size(), 1U);
    EXPECT_EQ(soft[0].timeout, Transactions::Timeout::soft);
    EXPECT_TRUE(open.is_asking(peer));
    const auto hard = open.expire(epoch + 2s);
    ASSERT_EQ(hard.size(), 1U);
    EXPECT_EQ(hard[0].timeout, Transactions::Timeout::hard);
    EXPECT_FALSE(open.is_asking(peer));
    EXPECT_TRUE(open.expire(epoch + 9s).empty());
    EXPECT_EQ(open.size(), 1U);  // a late answer would still be good
    EXPECT_TRUE(open.expire(epoch + 10s).empty());
    EXPECT_EQ(open.size(), 0U);
    EXPECT_FALSE(open.close(id, peer, epoch + 10s));
}

TEST_F(TransactionsTest, ALateAnswerIsTakenAndSaysThatItFailedBefore) {
    const Bytes id = open.open({.to = peer}, nullptr, epoch);
    (void)open.expire(epoch + 3s);
    const auto late = open.close(id, peer, epoch + 9s);
    ASSERT_TRUE(late);
    EXPECT_TRUE(late->has_failed);
    EXPECT_EQ(open.size(), 0U);
}

TEST_F(TransactionsTest, TheSoftTimeoutFollowsTheNodesRoundTripsWithinItsBounds) {
    Contact contact;
    contact.answered(epoch, 100ms);
    EXPECT_EQ(open.soft_timeout(&contact), 300ms);  // 100 + 4 * 50
    for (int i = 0; i < 100; ++i) contact.answered(epoch, 1ms);
    EXPECT_EQ(open.soft_timeout(&contact), 200ms);
    for (int i = 0; i < 100; ++i) contact.answered(epoch, 5s);
    EXPECT_EQ(open.soft_timeout(&contact), 1s);
    EXPECT_EQ(open.soft_timeout(nullptr), 400ms);
}

TEST_F(TransactionsTest, UnknownNodesGetThe75thPercentileOfRecentRoundTrips) {
    for (int i = 1; i <= 100; ++i) {
        const Bytes id = open.open({.to = peer}, nullptr, epoch);
        EXPECT_TRUE(open.close(id, peer, epoch + (i % 4 == 3 ? 900ms : 600ms)));
    }
    EXPECT_EQ(open.soft_timeout(nullptr), 900ms);
}

TEST_F(TransactionsTest, TheNumberInFlightIsBounded) {
    while (!open.is_full()) (void)open.open({.to = peer}, nullptr, epoch);
    EXPECT_EQ(open.size(), max_transactions);
    EXPECT_EQ(open.expire(epoch + 1min).size(), 2 * max_transactions);
    EXPECT_EQ(open.expire(epoch + 2min).size(), 0U);
    EXPECT_EQ(open.size(), 0U);
    EXPECT_FALSE(open.is_asking(peer));
}

}  // namespace
}  // namespace shoal::dht
