// Networks that lose, delay, cut and hide.

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

class Network : public Story {
protected:
    static constexpr std::uint32_t percent = 10'000;  // of a million

    /// One who shares and three who fetch, while something is wrong with the network.
    void three_fetch(std::uint64_t bytes = 3 * MiB) {
        auto& film = folder("film", bytes);
        has("anna", uplink(500'000)).shares(film);
        for (auto* guest : crowd(3, uplink(500'000))) guest->gets(film);
    }
};

TEST_F(Network, AFlappingPartitionDelaysAndDoesNoMore) {
    auto& film = folder("film", 6 * MiB);
    auto& anna = has("anna", uplink(200'000)).shares(film);
    auto& ben = has("ben").gets(film);
    auto& carol = has("carol").gets(film);
    until_has(ben, film, 10);
    for (int i = 0; i < 10; ++i) {
        part(anna, ben);
        if (i % 2 == 0) part(anna, carol);
        after(4s);
        heal();
        after(4s);
    }
    everybody_finishes_within(5min);
    nobody_was_banned();
}

TEST_F(Network, APartitionOfTenMinutesEndsAndTheDownloadGoesOn) {
    auto& film = folder("film", 3 * MiB);
    auto& anna = has("anna", uplink(300'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 40);
    part(anna, ben);
    after(10min);
    EXPECT_FALSE(ben.has_finished(film));
    heal();
    everybody_finishes_within(8min);  // a peer that did not answer for so long is tried every five minutes
    received_at_most(ben, film, 120);
}

TEST_F(Network, APartitionOfOneDirectionIsOutlived) {
    auto& film = folder("film", 3 * MiB);
    auto& anna = has("anna", uplink(300'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 30);
    part_one_way(anna, ben);
    after(4min);
    heal();
    after(10s);
    part_one_way(ben, anna);
    after(4min);
    heal();
    everybody_finishes_within(5min);
}

TEST_F(Network, TwoWhoCanNeverMeetFinishThroughAThird) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben").gets(film);
    part(anna, ben);
    has("carol").gets(film);
    everybody_finishes_within(5min);
    EXPECT_TRUE(has_every_byte(ben, film));
}

TEST_F(Network, BehindARestrictedNatOneFetchesAsAnybody) {
    auto& film = folder("film", 3 * MiB);
    has("anna", uplink(500'000)).shares(film);
    auto& ben = has("ben", behind(Nat::restricted)).gets(film);
    until_has(ben, film, 20);
    for (auto* guest : crowd(3)) guest->gets(film);  // they hear of ben, and dial in vain
    everybody_finishes_within(2min);
    it_happened(Fault::nat_blocked);
}

TEST_F(Network, BehindASymmetricNatOneFetchesAsAnybody) {
    auto& film = folder("film", 3 * MiB);
    has("anna", uplink(500'000)).shares(film);
    auto& ben = has("ben", behind(Nat::symmetric)).gets(film);
    until_has(ben, film, 20);
    for (auto* guest : crowd(3)) guest->gets(film);
    everybody_finishes_within(2min);
    it_happened(Fault::nat_blocked);
}

TEST_F(Network, EverybodyButTheOriginMayBeBehindNat) {
    auto& film = folder("film", 2 * MiB);
    has("anna", uplink(1'000'000)).shares(film);
    for (auto* guest : crowd(3, behind(Nat::restricted))) guest->gets(film);
    for (auto* guest : crowd(3, behind(Nat::symmetric))) guest->gets(film);
    everybody_finishes_within(3min);
}

// It does not hold. Who is not complete dials and is dialled; who is complete only announces itself, and nobody comes
// through its NAT. It could look up peers in the DHT and dial them, but who has no manifest yet does not announce
// itself there, so that even a reachable fetcher is never found: "nobody who has it was found in time".
TEST_F(Network, DISABLED_ASharerBehindNatIsReachedByReachingOut) {
    auto& film = folder("film", 2 * MiB);
    has("anna", behind(Nat::restricted)).shares(film);
    has("ben").gets(film);
    everybody_finishes_within(10min);
}

TEST_F(Network, AFetcherWhoMovesGoesOn) {
    auto& film = folder("film", 3 * MiB);
    has("anna", uplink(300'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 40);
    ben.moves();
    everybody_finishes_within(5min);
    received_at_most(ben, film, 130);
}

TEST_F(Network, ASharerWhoMovesIsFoundAgain) {
    auto& film = folder("film", 3 * MiB);
    auto& anna = has("anna", uplink(300'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 40);
    anna.moves();
    everybody_finishes_within(40min);
    received_at_most(ben, film, 130);
}

TEST_F(Network, SlowDialsOnlyTakeTheirTime) {
    set_rate(Fault::dial_slow, 100 * percent);
    three_fetch();
    everybody_finishes_within(5min);
    it_happened(Fault::dial_slow);
}

TEST_F(Network, LostDialsAreTriedAgain) {
    set_rate(Fault::dial_lost, 70 * percent);
    three_fetch();
    everybody_finishes_within(10min);
    it_happened(Fault::dial_lost);
}

TEST_F(Network, RefusedDialsAreTriedAgain) {
    set_rate(Fault::dial_refused, 70 * percent);
    three_fetch();
    everybody_finishes_within(10min);
    it_happened(Fault::dial_refused);
}

TEST_F(Network, ResetConnectionsAreMadeAgain) {
    set_rate(Fault::stream_reset, 2 * percent);
    three_fetch();
    everybody_finishes_within(10min);
    it_happened(Fault::stream_reset);
    nobody_was_banned();
}

TEST_F(Network, ShreddedStreamsArePutTogether) {
    set_rate(Fault::stream_shredded, 100 * percent);
    three_fetch();
    everybody_finishes_within(3min);
    it_happened(Fault::stream_shredded);
    nobody_was_banned();
}

TEST_F(Network, StalledSegmentsDoNotStallTheDownload) {
    set_rate(Fault::stream_delayed, 10 * percent);
    three_fetch();
    everybody_finishes_within(10min);
    it_happened(Fault::stream_delayed);
}

TEST_F(Network, ANetworkThatBecomesTwentyTimesSlowerStillCarries) {
    auto& film = folder("film", 1 * MiB);
    has("anna", uplink(500'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 10);
    cluster().universe().network.slow_down(20);
    everybody_finishes_within(10min);
    received_at_most(ben, film, 130);
}

TEST_F(Network, AMachineThatSleptForFourMinutesGoesOn) {
    auto& film = folder("film", 3 * MiB);
    auto& anna = has("anna", uplink(300'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 30);
    ben.sleeps_for(4min);
    after(4min + 1s);
    until_has(ben, film, 50);
    anna.sleeps_for(4min);
    after(4min + 1s);
    everybody_finishes_within(5min);
}

TEST_F(Network, ALossyDhtStillLeadsToTheSharer) {
    set_rate(Fault::datagram_lost, 40 * percent);
    set_rate(Fault::datagram_duplicated, 10 * percent);
    set_rate(Fault::datagram_delayed, 20 * percent);
    set_rate(Fault::datagram_garbled, 5 * percent);
    three_fetch();
    everybody_finishes_within(10min);
    it_happened(Fault::datagram_lost);
    it_happened(Fault::datagram_garbled);
}

TEST_F(Network, WithoutAnyDhtPeersLeadToPeers) {
    auto& film = folder("film", 4 * MiB);
    lighthouse().switches_off();
    auto& anna = has("anna", uplink(300'000)).shares(film);
    const auto guests = crowd(5, without_dht({anna.machine().endpoint()}));
    for (auto* guest : guests) guest->gets(film);
    everybody_finishes_within(3min);
    sent_at_most(anna, film, 140);  // the guests found one another
}

TEST_F(Network, ASwarmOutlivesItsBootstrapNode) {
    auto& film = folder("film", 4 * MiB);
    auto& anna = has("anna", uplink(200'000)).shares(film);
    const auto guests = crowd(3);
    for (auto* guest : guests) guest->gets(film);
    until_has(*guests[0], film, 20);
    lighthouse().switches_off();
    MachineOptions newcomer;
    newcomer.bootstrap = {guests[1]->machine().endpoint()};  // any node of the DHT will do
    has("late", newcomer).gets(film);
    everybody_finishes_within(5min);
    EXPECT_LT(view(anna, film).sent, 2 * film.bytes());
}

TEST_F(Network, TwoWhoKnowNothingOfEachOtherMeetThroughTheDht) {
    auto& film = folder("film", 1 * MiB);
    has("anna").shares(film);
    until_shared(film);
    after(1min);
    has("ben").gets(film);
    everybody_finishes_within(30s);
}

TEST_F(Network, ALinkThatNamesAPeerNeedsNoDht) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna", without_dht()).shares(film);
    until_shared(film);
    film.link += "&x.pe=" + anna.machine().endpoint().str();
    has("ben", without_dht()).gets(film);
    everybody_finishes_within(30s);
}

TEST_F(Network, ALinkThatNamesAPeerWhoIsGoneStillFindsTheOthers) {
    auto& film = folder("film", 1 * MiB);
    has("anna").shares(film);
    until_shared(film);
    film.link += "&x.pe=98.76.54.33:4711&x.pe=127.0.0.1:4711";
    has("ben").gets(film);
    everybody_finishes_within(1min);
}

TEST_F(Network, EverythingThatCanGoWrongWithANetworkAtOnceIsStillOnlyADelay) {
    set_rate(Fault::datagram_lost, 20 * percent);
    set_rate(Fault::datagram_garbled, 2 * percent);
    set_rate(Fault::stream_delayed, 3 * percent);
    set_rate(Fault::stream_shredded, 50 * percent);
    set_rate(Fault::stream_reset, percent / 2);
    set_rate(Fault::dial_lost, 30 * percent);
    set_rate(Fault::dial_refused, 20 * percent);
    set_rate(Fault::dial_slow, 30 * percent);
    three_fetch();
    everybody_finishes_within(15min);
    nobody_was_banned();
}

TEST_F(Network, OnOneLinkNobodyElseIsNeeded) {
    auto& film = folder("film", 2 * MiB);
    const auto at_home = [] {
        auto options = without_dht({});
        options.host.nat = Nat::restricted;
        options.host.lan = 1;
        return options;
    };
    auto& anna = has("anna", at_home()).shares(film);
    until_shared(film);
    has("ben", at_home()).gets(film);
    everybody_finishes_within(10s);
    auto& carol = has("carol", at_home());
    part(carol, anna);
    carol.gets(film);
    everybody_finishes_within(10s);
    nobody_was_banned();
}

}  // namespace
}  // namespace shoal::scenario
