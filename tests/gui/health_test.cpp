#include "gui/health.h"

#include <gtest/gtest.h>

#include "tests/gui/details_fixture.h"

namespace shoal::gui {
namespace {

class HealthTest : public testing::Test {
protected:
    Health health() { return health_of({.share = &share, .map = map, .sources = sources, .sources_age_ms = age}); }
    QString sentence() { return health().sentence; }
    ShareView share = a_share();
    std::optional<ChunkMap> map;
    std::vector<SourceView> sources;
    std::uint64_t age = 0;
};

TEST_F(HealthTest, TellsOfACompleteShareWhetherAnybodyFetchesIt) {
    share.state = ShareState::seeding;
    share.bytes_have = share.bytes_wanted_have = share.bytes;
    share.peers = 3;
    share.seeds = 1;
    EXPECT_EQ(sentence(), QStringLiteral("Complete and verified. 2 peers fetch from you."));
    share.peers = share.seeds = 1;
    EXPECT_EQ(sentence(), QStringLiteral("Complete and verified. Nobody fetches it now."));
    share.sent = 3 << 20;
    EXPECT_EQ(sentence(), QStringLiteral("Complete and verified. You have sent 3.0 MiB to others."));
    share.bytes_have = 1;
    EXPECT_EQ(sentence(), QStringLiteral("What you chose is here and verified. You have sent 3.0 MiB to others."));
    EXPECT_EQ(health().mood, Mood::good);
}

TEST_F(HealthTest, TellsHowManyPeersHaveTheRarestMissingPart) {
    map = ChunkMap{.chunks = 3,
                   .chunks_have = 1,
                   .have = {Byte{255}, Byte{0}, Byte{10}},
                   .peers = {Byte{0}, Byte{4}, Byte{5}},
                   .copies_milli = 4500};
    EXPECT_EQ(sentence(), QStringLiteral("Every missing part is available from 4 peers."));
    EXPECT_EQ(health().mood, Mood::moving);
}

TEST_F(HealthTest, TellsThatPartsAreWithNobody) {
    map = ChunkMap{.chunks = 2, .have = {Byte{0}, Byte{0}}, .peers = {Byte{0}, Byte{2}}, .copies_milli = 690};
    EXPECT_EQ(sentence(), QStringLiteral("Parts are missing: among the 2 peers there is no whole copy (0.6 copies)."));
    EXPECT_EQ(health().mood, Mood::waiting);
}

TEST_F(HealthTest, TellsWhereItLookedAndWhen) {
    share.peers = 0;
    EXPECT_EQ(sentence(), QStringLiteral("Waiting for somebody who has it."));
    sources = {{.source = "dht", .enabled = true}, {.source = "lan", .enabled = true}};
    EXPECT_EQ(sentence(),
              QStringLiteral("Waiting for somebody who has it: 0 found on the DHT, 0 on this network; not tried yet"));
    sources[0].tried = true;
    sources[0].tried_ago_ms = 60'000;
    sources[1].tried = true;
    sources[1].tried_ago_ms = 10'000;
    age = 2'500;
    EXPECT_EQ(
        sentence(),
        QStringLiteral("Waiting for somebody who has it: 0 found on the DHT, 0 on this network; last tried 12 s ago"));
    sources[0].enabled = false;
    EXPECT_EQ(sentence(), QStringLiteral("Waiting for somebody who has it: 0 on this network; last tried 12 s ago"));
    sources[1].enabled = false;
    EXPECT_EQ(
        sentence(),
        QStringLiteral(
            "Waiting for somebody who has it, but neither the DHT nor this network is searched; last tried 12 s ago"));
    share.state = ShareState::resolving;
    EXPECT_TRUE(sentence().startsWith(QStringLiteral("Waiting for somebody")));
}

TEST_F(HealthTest, SaysTroubleInWordsOfItsOwnWhereItKnowsTheCause) {
    share.state = ShareState::trouble;
    share.error = "no room on /data";
    share.error_code = "no_space";
    EXPECT_EQ(sentence(), QStringLiteral("The disk is full: no room on /data"));
    share.error_code = "not_found";
    EXPECT_EQ(sentence(), QStringLiteral("Something is missing: no room on /data"));
    share.path = "/data/photos";
    share.error = "/data/photos: the folder /data/photos is not there; put it back";
    EXPECT_EQ(sentence(), QStringLiteral("Something is missing: the folder /data/photos is not there; put it back"));
    share.error = "no room on /data";
    share.error_code = "mismatch";
    EXPECT_EQ(sentence(), QStringLiteral("The files were changed: no room on /data"));
    share.error_code = "quite_new";
    EXPECT_EQ(sentence(), QStringLiteral("It is held up: no room on /data"));
    EXPECT_EQ(health().mood, Mood::trouble);
}

TEST_F(HealthTest, TellsOfEveryState) {
    for (const auto state : {ShareState::resolving, ShareState::resolved, ShareState::checking, ShareState::downloading,
                             ShareState::seeding, ShareState::trouble, ShareState::paused, ShareState::stopped}) {
        share.state = state;
        EXPECT_FALSE(sentence().isEmpty());
    }
}

TEST_F(HealthTest, KnowsWhenSomethingPlannedIsDue) {
    EXPECT_EQ(seconds_until_due({}), 0U);
    EXPECT_EQ(seconds_until_due({{.enabled = true, .next_in_ms = 90'000},
                                 {.enabled = true, .next_in_ms = 30'000},
                                 {.enabled = false, .next_in_ms = 1'000},
                                 {.enabled = true}}),
              32U);
}

TEST_F(HealthTest, RoundsCopiesDown) {
    EXPECT_EQ(format_copies(1999), QStringLiteral("1.9"));
    EXPECT_EQ(format_copies(0), QStringLiteral("0.0"));
}

}  // namespace
}  // namespace shoal::gui
