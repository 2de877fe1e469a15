// Limits that people set, and crowds.

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

class Limits : public Story {};

TEST_F(Limits, AnUploadLimitIsKeptOverAMinute) {
    constexpr std::uint64_t limit = 100'000;
    auto options = uplink(4'000'000);
    options.limit_up = limit;
    auto& film = folder("film", 10 * MiB);
    auto& anna = has("anna", options).shares(film);
    auto& ben = has("ben").gets(film);
    ben.may_miss(film);
    until_has(ben, film, 5);
    const auto before = view(anna, film).sent;
    const auto begin = now();
    after(1min);
    const auto sent = view(anna, film).sent - before;
    const auto seconds = static_cast<std::uint64_t>((now() - begin) / 1s);
    EXPECT_LE(sent, limit * seconds + 256 * KiB) << "a chunk that is under way may be over it";
    EXPECT_GE(sent, limit * seconds * 9 / 10);
}

TEST_F(Limits, AnUploadLimitIsOneForAllSharesAndPeers) {
    constexpr std::uint64_t limit = 200'000;
    auto options = uplink(4'000'000);
    options.limit_up = limit;
    auto& anna = has("anna", options);
    auto& film = folder("film", 10 * MiB);
    auto& play = folder("play", 10 * MiB);
    anna.shares(film).shares(play);
    for (auto* guest : crowd(3)) {
        guest->gets(film).gets(play);
        guest->may_miss(film);
        guest->may_miss(play);
    }
    until_shared(film);
    until_shared(play);
    const auto begin = now();
    after(1min);
    const auto sent = view(anna, film).sent + view(anna, play).sent;
    const auto seconds = static_cast<std::uint64_t>((now() - begin) / 1s);
    EXPECT_LE(sent, limit * seconds + 512 * KiB);
    EXPECT_GE(sent, limit * seconds * 8 / 10);
}

TEST_F(Limits, FortyFetchFromOneAndAllFinish) {
    auto& film = folder("film", 2 * MiB);
    has("anna", uplink(1'000'000)).shares(film);
    for (auto* guest : crowd(40, uplink(1'000'000))) guest->gets(film);
    everybody_finishes_within(3min);
    nobody_was_banned();
}

TEST_F(Limits, FortyWhoAllHaveEverythingLeaveOneAnotherInPeace) {
    auto& film = folder("film", 200'000);
    has("anna").shares(film);
    const auto guests = crowd(20);
    for (auto* guest : guests) guest->gets(film);
    until_all_have(film, guests);
    after(3min);
    for (auto* guest : guests) EXPECT_EQ(view(*guest, film).peers, 0U) << "two complete peers have nothing to say";
}

TEST_F(Limits, WhoHasNothingToGiveIsServedToo) {
    auto& film = folder("film", 3 * MiB);
    has("anna", uplink(500'000)).shares(film);
    for (auto* guest : crowd(4, uplink(500'000))) guest->gets(film);
    auto& poor = has("poor", uplink(2'000)).gets(film);
    until_all_have(film, {&poor});
    everybody_finishes_within(2min);
}

}  // namespace
}  // namespace shoal::scenario
