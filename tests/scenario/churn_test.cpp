// Peers come and go.

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

class Churn : public Story {};

TEST_F(Churn, TheDownloadEndsThoughHalfOfThePeersLeaveAndComeBack) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(400'000)).shares(film);
    const auto guests = crowd(8, uplink(400'000));
    for (auto* guest : guests) guest->gets(film);
    until_has(*guests[0], film, 25);
    for (std::size_t i = 0; i < guests.size(); i += 2) guests[i]->restarts(20s);
    everybody_finishes_within(5min);
    nobody_was_banned();
}

TEST_F(Churn, TheDownloadEndsThoughOneAfterTheOtherIsKilled) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(300'000)).shares(film);
    const auto guests = crowd(6, uplink(300'000));
    for (auto* guest : guests) guest->gets(film);
    until_has(*guests[0], film, 10);
    for (int round = 0; round < 3; ++round) {
        for (auto* guest : guests) {
            if (guest->is_on()) guest->is_killed(4s);
            after(2s);
        }
    }
    everybody_finishes_within(5min);
}

TEST_F(Churn, WhoComesLateGetsEverythingFromThoseWhoStayed) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben").gets(film);
    auto& carol = has("carol").gets(film);
    everybody_finishes_within(2min);
    anna.switches_off();
    after(10min);
    auto& late = has("late").gets(film);
    everybody_finishes_within(5min);
    received_at_most(late, film, 105);
    EXPECT_GT(view(ben, film).sent + view(carol, film).sent, 0U);
}

TEST_F(Churn, WhoLeavesForGoodIsNotWaitedFor) {
    auto& film = folder("film", 3 * MiB);
    has("anna", uplink(300'000)).shares(film);
    auto& ben = has("ben").gets(film);
    auto& carol = has("carol").gets(film);
    until_has(ben, film, 40);
    ben.may_miss(film);
    ben.switches_off();
    const auto left = now();
    until_all_have(film, {&carol});
    EXPECT_LT(now() - left, 30s);
}

TEST_F(Churn, EverybodyLosesPowerAtOnceAndAllFinish) {
    auto& film = folder("film", 3 * MiB);
    auto& anna = has("anna", uplink(300'000)).shares(film);
    const auto guests = crowd(5, uplink(300'000));
    for (auto* guest : guests) guest->gets(film);
    until_has(*guests[0], film, 30);
    for (auto* guest : guests) guest->loses_power(15s);
    anna.loses_power(10s);
    lighthouse().loses_power(20s);
    everybody_finishes_within(10min);
    nobody_was_banned();
}

TEST_F(Churn, AFilmIsHandedOnThoughTheGiverAlwaysLeaves) {
    auto& film = folder("film", 1 * MiB);
    auto* giver = &has("anna").shares(film);
    for (int i = 0; i < 6; ++i) {
        auto& next = has("next").gets(film);
        until_all_have(film, {&next});
        giver->switches_off();
        giver = &next;
    }
    auto& last = has("last").gets(film);
    everybody_finishes_within(5min);
    EXPECT_TRUE(has_every_byte(last, film));
}

TEST_F(Churn, AMachineThatIsNeverUpForLongGetsThereAtLast) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(300'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_shared(film);
    for (int i = 0; i < 40 && !ben.has_finished(film); ++i) {
        after(4s);
        if (ben.is_on()) ben.is_killed(2s);
        after(3s);
    }
    EXPECT_TRUE(ben.has_finished(film)) << "four seconds at a time are not enough";
}

}  // namespace
}  // namespace shoal::scenario
