// Among liars: every byte that is kept is right, nobody honest is banned, and everybody finishes.

#include "tests/scenario/one_lie.h"
#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

class Hostile : public Story {
protected:
    /// One who shares, two who fetch, and one of a kind.
    Person& among(Fault kind) {
        auto& film = folder("film", 3 * MiB);
        has("anna", uplink(500'000)).shares(film);
        auto& evil = liar(kind, film);
        after(3s);  // it dials, and is found
        has("ben", uplink(500'000)).gets(film);
        has("carol", uplink(500'000)).gets(film);
        after(1s);
        everybody_finishes_within(10min);
        after(30s);
        EXPECT_GT(evil.site().actor->strikes(), 0U) << "it did nothing";
        only_liars_were_banned();
        return evil;
    }
};

TEST_F(Hostile, WrongDataIsFoundOutAndItsSenderBanned) {
    was_banned(among(Fault::wrong_data));
}
TEST_F(Hostile, WrongHashesAreFoundOutAndTheirSenderBanned) {
    auto& songs = folder("songs", {{"a", 300'000},
                                   {"b", 20'000},
                                   {"c", 700'000},
                                   {"d", 20'000},
                                   {"e", 300'000},
                                   {"f", 20'000},
                                   {"g", 20'000},
                                   {"h", 300'000},
                                   {"i", 20'000},
                                   {"j", 20'000}});
    auto& anna = has("anna", uplink(500'000)).shares(songs);
    auto& evil = liar(Fault::wrong_hashes, songs);  // the only one there at first
    anna.is_killed(20s);
    for (auto* guest : crowd(6)) guest->gets(songs);  // a lie that is too large only ends the link
    everybody_finishes_within(10min);
    was_banned(evil);
    only_liars_were_banned();
}
TEST_F(Hostile, AWrongManifestIsNeverTaken) {
    among(Fault::wrong_manifest);
}
TEST_F(Hostile, WhoClaimsWhatItHasNotOnlyCostsTime) {
    among(Fault::have_lie);
}
TEST_F(Hostile, WhoNeverAnswersOnlyCostsTime) {
    among(Fault::silent_peer);
}
TEST_F(Hostile, WhoRejectsEverythingOnlyCostsTime) {
    among(Fault::rejecting_peer);
}
TEST_F(Hostile, AFloodDrownsNobody) {
    among(Fault::flood);
}
TEST_F(Hostile, GiantLengthsAreRefused) {
    among(Fault::giant_length);
}
TEST_F(Hostile, AStormOfRequestsStarvesNobody) {
    among(Fault::request_storm);
}
TEST_F(Hostile, PoisonedPeerExchangeLeadsNobodyAstray) {
    among(Fault::peer_poison);
}
TEST_F(Hostile, APoisonedDhtLeadsNobodyAstray) {
    among(Fault::dht_poison);
}
TEST_F(Hostile, WhoComesBackUnderNewNamesIsBannedEachTime) {
    was_banned(among(Fault::new_identities));
}
TEST_F(Hostile, HalfHandshakesKeepNobodyOut) {
    among(Fault::half_handshake);
}
TEST_F(Hostile, AStrangerLearnsNothing) {
    among(Fault::stranger);
}

TEST_F(Hostile, AllKindsAtOnceStillCostOnlyTime) {
    auto& film = folder("film", 3 * MiB);
    has("anna", uplink(500'000)).shares(film);
    for (auto kind = std::to_underlying(Fault::wrong_data); kind < std::to_underlying(Fault::count_); ++kind) {
        liar(static_cast<Fault>(kind), film);
    }
    after(3s);
    for (auto* guest : crowd(4, uplink(500'000))) guest->gets(film);
    everybody_finishes_within(15min);
    only_liars_were_banned();
}

TEST_F(Hostile, LiarsMayBeTheMajority) {
    auto& film = folder("film", 3 * MiB);
    has("anna", uplink(500'000)).shares(film);
    for (int i = 0; i < 6; ++i) {
        liar(Fault::wrong_data, film);
        liar(Fault::new_identities, film);
    }
    after(3s);
    has("ben", uplink(500'000)).gets(film);
    has("carol", uplink(500'000)).gets(film);
    everybody_finishes_within(10min);
    only_liars_were_banned();
}

TEST_F(Hostile, WhereTheOnlyCompletePeerLiesInOneChunkNobodyTakesThatChunk) {
    auto& film = file("film.mkv", 3 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    auto& evil = one_lie(film, ChunkIndex{7});
    anna.switches_off();
    auto& ben = has("ben").gets(film);
    auto& carol = has("carol").gets(film);
    after(5min);
    EXPECT_FALSE(ben.has_finished(film));
    EXPECT_FALSE(carol.has_finished(film));
    EXPECT_FALSE(ben.has_chunk(film, ChunkIndex{7}));
    was_banned(evil);
    anna.switches_on();
    everybody_finishes_within(3min);
    only_liars_were_banned();
}

TEST_F(Hostile, AChunkThatTheOnlyCompletePeerWithholdsIsWaitedFor) {
    auto& film = file("film.mkv", 3 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    withhold(film, ChunkIndex{11});
    anna.switches_off();
    auto& ben = has("ben").gets(film);
    after(5min);
    EXPECT_FALSE(ben.has_finished(film));
    EXPECT_GE(view(ben, film).bytes_have, film.bytes() - crypto::chunk_size) << "all the rest is there";
    anna.switches_on();
    everybody_finishes_within(2min);
    sent_at_most(anna, film, 20);
    nobody_was_banned();
}

TEST_F(Hostile, ALiarAmongTheRestOfACrashIsFoundOutAsEver) {
    auto& film = folder("film", 3 * MiB);
    has("anna", uplink(400'000)).shares(film);
    liar(Fault::wrong_data, film);
    liar(Fault::have_lie, film);
    auto& ben = has("ben").gets(film);
    for (int i = 0; i < 5 && !ben.has_finished(film); ++i) {
        after(3s);
        if (ben.is_on()) ben.loses_power(1s);
    }
    everybody_finishes_within(10min);
    only_liars_were_banned();
}

}  // namespace
}  // namespace shoal::scenario
