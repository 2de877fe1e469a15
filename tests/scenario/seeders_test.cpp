// Those who have everything: slow ones, lone ones, ones who leave.

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

class Seeders : public Story {};

TEST_F(Seeders, ASlowSeederFeedsManyInTheTimeOfLittleMoreThanOneCopy) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna", uplink(80'000)).shares(film);
    until_shared(film);
    for (auto* guest : crowd(8)) guest->gets(film);
    everybody_finishes_within(40s);  // one copy takes 25 s
    sent_at_most(anna, film, 180);
}

TEST_F(Seeders, ALoneOriginUploadsAboutOneCopy) {
    auto& film = folder("film", 8 * MiB);
    auto& anna = has("anna", uplink(1'000'000)).shares(film);
    until_shared(film);
    for (auto* guest : crowd(12)) guest->gets(film);
    everybody_finishes_within(16s);  // one copy takes 8 s
    sent_at_most(anna, film, 120);
}

TEST_F(Seeders, ALoneOriginServesThoseWhoCannotReachEachOtherThoughNobodyWantsTheRest) {
    auto& film = folder("film", {{"a", 8 * MiB}, {"b", 8 * MiB}});
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben");
    auto& carol = has("carol");
    part(ben, carol);
    until_shared(film);
    const auto gets_only_a = [&](Person& who) {
        const auto found = ask(who, ResolveLink{.link = film.link});
        ASSERT_TRUE(found) << found.error().what;
        const auto place = who.machine().path("down");
        const auto begun = ask(who, StartDownload{.tag = found->tag, .directory = place, .select = {"+a"}});
        ASSERT_TRUE(begun) << begun.error().what;
    };
    const auto has_a = [&](Person& who) { return view(who, film).state == ShareState::seeding; };
    gets_only_a(ben);
    ASSERT_TRUE(until(1min, [&] { return has_a(ben); }));
    gets_only_a(carol);
    EXPECT_TRUE(until(12s, [&] { return has_a(carol); })) << "one copy takes 4 s";
    sent_at_most(anna, film, 105);
}

TEST_F(Seeders, ASeederWhoLeavesNearTheEndIsWaitedForAndTheRestIsAllThatIsFetched) {
    auto& film = folder("film", 6 * MiB);
    auto& anna = has("anna", uplink(500'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 95);
    anna.switches_off();
    after(10min);
    EXPECT_FALSE(ben.has_finished(film));
    EXPECT_EQ(view(ben, film).state, ShareState::downloading);
    anna.switches_on();
    everybody_finishes_within(3min);
    sent_at_most(anna, film, 12);
    received_at_most(ben, film, 106);
}

TEST_F(Seeders, AnOriginThatDiesAtTheLastChunkLeavesNobodyWithAFalseClaim) {
    auto& film = folder("film", 4 * MiB);
    auto& anna = has("anna", uplink(500'000)).shares(film);
    const auto guests = crowd(5, uplink(500'000));
    for (auto* guest : guests) guest->gets(film);
    until_has(*guests[2], film, 60);
    anna.loses_power(10min);
    after(9min);
    for (auto* guest : guests) EXPECT_FALSE(guest->has_finished(film) && !has_every_byte(*guest, film));
    everybody_finishes_within(5min);
}

TEST_F(Seeders, TwoWhoHaveHalfEachCompleteOneAnother) {
    auto& film = folder("film", 6 * MiB);
    auto& anna = has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben").gets(film);
    auto& carol = has("carol").gets(film);
    part(ben, carol);
    until_shared(film);
    while (!together_have_all(film, {&ben, &carol})) after(200ms);
    EXPECT_FALSE(ben.has_finished(film));
    EXPECT_FALSE(carol.has_finished(film));
    anna.switches_off();
    heal();
    everybody_finishes_within(3min);
    received_at_most(ben, film, 110);
    received_at_most(carol, film, 110);
}

TEST_F(Seeders, ALinkWaitsForItsSharer) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    anna.switches_off();
    auto& ben = has("ben").gets(film);
    after(30min);
    EXPECT_FALSE(ben.has_finished(film));
    anna.switches_on();
    everybody_finishes_within(3min);
}

TEST_F(Seeders, ADownloadWaitsADayForItsSharer) {
    auto& film = folder("film", 3 * MiB);
    auto& anna = has("anna", uplink(300'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 50);
    anna.switches_off();
    after(std::chrono::hours{24});
    anna.switches_on();
    everybody_finishes_within(5min);
    received_at_most(ben, film, 110);
}

TEST_F(Seeders, AFastSeederIsNotHeldUpByASlowOne) {
    auto& film = folder("film", 4 * MiB);
    auto& slow = has("slow", uplink(20'000)).shares(film);
    auto& quick = has("quick", uplink(4'000'000)).gets(film);
    quick.loses_power(1s);
    until_all_have(film, {&quick});
    auto& ben = has("ben").gets(film);
    const auto begin = now();
    until_all_have(film, {&ben});
    EXPECT_LT(now() - begin, 20s);
    EXPECT_LT(view(slow, film).sent, 2 * film.bytes());
}

TEST_F(Seeders, TwoSharersOfTheSameContentAreOneSwarm) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna", uplink(200'000)).shares(film);
    until_shared(film);
    auto& bert = has("bert", uplink(200'000)).gets(film, "collection");
    until_all_have(film, {&bert});
    auto& carol = has("carol").gets(film);
    everybody_finishes_within(2min);
    EXPECT_GT(view(bert, film).sent, 0U);
    EXPECT_GT(view(anna, film).sent, film.bytes());
    EXPECT_TRUE(has_every_byte(carol, film));
}

}  // namespace
}  // namespace shoal::scenario
