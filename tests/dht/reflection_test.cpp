// No amplifier for forged sources.

#include "tests/dht/reflection.h"

#include <gtest/gtest.h>

namespace shoal::dht {
namespace {

using testing::Reflector;

class DhtReflection : public ::testing::TestWithParam<Family> {};

TEST_P(DhtReflection, NoQueryOfAStrangerIsAnsweredWithMoreThanThreeTimesItsSize) {
    Reflector reflector{GetParam()};
    std::size_t answered = 0;
    std::size_t large = 0;
    for (const auto& shot : reflector.shoot_all()) {
        answered += shot.reply > 0 ? 1U : 0U;
        if (shot.is_exempt) {
            ++large;
            EXPECT_LE(shot.reply, max_large_reply + header_size(GetParam())) << shot.name;
        } else {
            EXPECT_LE(shot.reply, max_amplification * shot.query) << shot.name;
        }
        EXPECT_LE(shot.ping, 120U) << shot.name;
    }
    EXPECT_GE(answered, 390U);  // of 392
    EXPECT_GE(large, 60U);
}

TEST_P(DhtReflection, ItemsAndFiltersToOneStrangerKeepToTheirBudget) {
    Reflector reflector{GetParam()};
    const auto bytes = reflector.exempt_to_one(60s);
    EXPECT_GT(bytes, 50'000U);
    EXPECT_LE(bytes, 60U * 1100 + 4 * max_large_reply);  // 1 kB/s and headers, after a burst of three
}

INSTANTIATE_TEST_SUITE_P(Families, DhtReflection, ::testing::Values(Family::v4, Family::v6),
                         [](const auto& one) { return one.param == Family::v4 ? "IPv4" : "IPv6"; });

}  // namespace
}  // namespace shoal::dht
