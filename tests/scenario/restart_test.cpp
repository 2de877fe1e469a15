// Orderly ends, and beginnings.

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

class Restart : public Story {};

TEST_F(Restart, InTheMiddleGoesOnWithoutFetchingAgainWhatWasThere) {
    auto& film = folder("film", 6 * MiB);
    auto& anna = has("anna", uplink(500'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 60);
    const auto before = view(ben, film);
    ben.switches_off();
    const auto sent = view(anna, film).sent;
    ben.switches_on();
    after(1s);
    EXPECT_GE(view(ben, film).bytes_durable, before.bytes_have) << "an orderly stop keeps all";
    everybody_finishes_within(1min);
    received_at_most(ben, film, 45);
    EXPECT_LE(view(anna, film).sent - sent, film.bytes() * 45 / 100);
}

TEST_F(Restart, OfTheSeederIsAPause) {
    auto& film = folder("film", 4 * MiB);
    auto& anna = has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 50);
    anna.restarts(10s);
    everybody_finishes_within(1min);
    received_at_most(ben, film, 120);
    sent_at_most(anna, film, 55);
}

TEST_F(Restart, OfEverybodyAtOnceIsAPause) {
    auto& film = folder("film", 4 * MiB);
    auto& anna = has("anna", uplink(300'000)).shares(film);
    const auto guests = crowd(5, uplink(300'000));
    for (auto* guest : guests) guest->gets(film);
    until_has(*guests[0], film, 40);
    for (auto* guest : guests) guest->restarts(3s);
    anna.restarts(3s);
    lighthouse().restarts(3s);
    everybody_finishes_within(5min);
}

TEST_F(Restart, TenTimesACompleteDownloadIsCompleteEachTime) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben").gets(film);
    until_all_have(film, {&ben});
    anna.switches_off();
    for (int i = 0; i < 10; ++i) {
        ben.switches_off();
        ben.switches_on();
        after(2s);
        const auto shown = view(ben, film);
        EXPECT_EQ(shown.state, ShareState::seeding);
        EXPECT_EQ(shown.bytes_have, film.bytes());
        EXPECT_EQ(shown.bytes_durable, film.bytes());
        EXPECT_EQ(shown.received, 0U);
    }
    has("carol").gets(film);
    everybody_finishes_within(1min);
}

TEST_F(Restart, WhileTheLinkIsResolvedForgetsNoWish) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    anna.switches_off();
    auto& ben = has("ben").gets(film);
    after(10s);
    ben.restarts();
    after(10s);
    anna.switches_on();
    everybody_finishes_within(2min);
}

TEST_F(Restart, WhileFilesAreHashedIsAskedAgain) {
    auto& film = folder("film", 8 * MiB);
    auto& anna = has("anna").shares(film);
    after(5ms);
    ASSERT_FALSE(film.is_shared());
    anna.restarts();
    has("ben").gets(film);
    everybody_finishes_within(1min);
}

TEST_F(Restart, InTheMiddleOfTwentyDownloadsGoesOnWithAll) {
    auto& anna = has("anna", uplink(400'000));
    auto& ben = has("ben");
    for (int i = 0; i < 20; ++i) {
        auto& song = folder("song " + std::to_string(i), 200'000);
        anna.shares(song);
        ben.gets(song);
    }
    after(6s);
    ben.restarts();
    after(4s);
    anna.restarts();
    everybody_finishes_within(3min);
}

}  // namespace
}  // namespace shoal::scenario
