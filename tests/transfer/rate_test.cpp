#include "transfer/rate.h"

#include <gtest/gtest.h>

namespace shoal::transfer {
namespace {

Instant at(Duration since_start) {
    return Instant{} + 1000s + since_start;
}

TEST(RateMeter, ASteadyStreamShowsItsRate) {
    RateMeter meter;
    for (int i = 0; i < 400; ++i) meter.add(at(i * 10ms), 1000);
    EXPECT_NEAR(static_cast<double>(meter.per_second(at(3990ms))), 100'000, 10'000);
    EXPECT_EQ(meter.total(), 400'000U);
}

TEST(RateMeter, FallsToZeroWhenNothingComesAnyMore) {
    RateMeter meter;
    meter.add(at(0ms), 1'000'000);
    EXPECT_GT(meter.per_second(at(100ms)), 0U);
    EXPECT_EQ(meter.per_second(at(10s)), 0U);
    meter.add(at(20s), 1);
    EXPECT_LT(meter.per_second(at(20s)), 100U);
}

TEST(RateLimit, NoLimitIsAlwaysOpen) {
    RateLimit limit{0};
    for (int i = 0; i < 1000; ++i) {
        EXPECT_TRUE(limit.is_open(at(0s)));
        limit.take(at(0s), 1 << 20);
    }
}

TEST(RateLimit, KeepsTheRateInTheLongRunWhateverTheSizeOfThePieces) {
    for (const std::uint64_t piece : {100U, 32'768U, 262'144U}) {
        RateLimit limit{1'000'000};
        std::uint64_t sent = 0;
        for (Duration t = 0ns; t < 20s; t += 1ms) {
            while (limit.is_open(at(t))) {
                limit.take(at(t), piece);
                sent += piece;
            }
        }
        EXPECT_NEAR(static_cast<double>(sent), 20'000'000, 400'000) << piece;
    }
}

TEST(RateLimit, AfterAPauseOnlyAShortBurstIsSavedUp) {
    RateLimit limit{1'000'000};
    limit.take(at(0s), 1000);
    std::uint64_t sent = 0;
    while (limit.is_open(at(100s))) {
        limit.take(at(100s), 1000);
        sent += 1000;
    }
    EXPECT_LE(sent, 150'000U);
}

TEST(RateLimit, BelowAnotherOneObeysBoth) {
    RateLimit all{1'000'000};
    RateLimit one{500'000, &all};
    const Instant now = Instant{} + 10s;
    ASSERT_TRUE(one.is_open(now));
    one.take(now, 1'000'000);
    EXPECT_EQ(one.opens_at() - now, 1900ms);  // 2 s of its own, less what may be saved up
    EXPECT_FALSE(all.is_open(now + 800ms));
    EXPECT_TRUE(all.is_open(now + 900ms));
}

TEST(RateLimit, IsPaidAtTheNewRateOnceItChanged) {
    RateLimit limit{1'000};
    Instant now{};
    limit.take(now, 1'000'000);
    limit.set_rate(now, 1'000'000);
    EXPECT_FALSE(limit.is_open(now + 800ms));
    EXPECT_TRUE(limit.is_open(now + 1s));
    limit.take(now + 1s, 1'000'000);
    limit.set_rate(now + 1s, 0);
    EXPECT_TRUE(limit.is_open(now + 1s));
}

}  // namespace
}  // namespace shoal::transfer
