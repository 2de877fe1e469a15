// Disks that are full, slow, broken, away, rotten.

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

constexpr std::uint32_t percent = 10'000;  // of a million

class Disk : public Story {
protected:
    /// Somebody shares a small folder and somebody fetches it, while the disk of the latter fails in one chosen place.
    void fails_at_every_chance(Fault fault, std::uint64_t least) {
        at_every_chance(fault, least, [this] {
            auto& notes = small_folder();
            has("anna").shares(notes);
            auto& ben = has("ben");
            only_disk_of(ben);
            until_shared(notes);
            strikes();
            ben.gets(notes);
            everybody_finishes_within(5min);
            nobody_was_banned();
        });
    }

    /// Half a download; the disk fails in one chosen place of the next start.
    void fails_in_a_start(Fault fault, std::uint64_t least) {
        at_every_chance(fault, least, [this] {
            auto& film = folder("film", 1 * MiB);
            has("anna", uplink(400'000)).shares(film);
            auto& ben = has("ben").gets(film);
            until_has(ben, film, 50);
            ben.switches_off();
            only_disk_of(ben);
            strikes();
            ben.switches_on();
            after(8s);
            calm();
            everybody_finishes_within(5min);
        });
    }

    Content& small_folder() { return folder("notes", {{"a", 300'000}, {"b/c", 20'000}, {"b/d", 1}, {"empty", 0}}); }
};

TEST_F(Disk, AFullDiskIsWaitedOut) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(500'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 30);
    ben.has_room_for(300 * KiB);
    after(30s);
    is_in_trouble(ben, film, "no_space");
    ben.has_room_again();
    everybody_finishes_within(1min);
    received_at_most(ben, film, 150);
    nobody_was_banned();
}

TEST_F(Disk, ADiskThatIsFullFromTheFirstByteOnIsWaitedOut) {
    auto& film = folder("film", 1 * MiB);
    has("anna").shares(film);
    auto& ben = has("ben");
    until_shared(film);
    ben.has_room_for(0);
    ben.gets(film);
    after(3min);
    EXPECT_FALSE(ben.has_finished(film));
    ben.has_room_again();
    everybody_finishes_within(2min);
}

TEST_F(Disk, ADiskThatFillsUpAgainAndAgainIsFilledInTheEnd) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(1'000'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_shared(film);
    for (std::uint64_t i = 1; i < 8; ++i) {
        ben.has_room_for(i * 100 * KiB);
        after(8s);
    }
    ben.has_room_again();
    everybody_finishes_within(1min);
}

TEST_F(Disk, WhoHasNoRoomForTheCatalogSharesWhenThereIsRoom) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna").shares(film);
    anna.has_room_for(0);
    after(2min);
    EXPECT_FALSE(film.is_shared());
    anna.has_room_again();
    has("ben").gets(film);
    everybody_finishes_within(3min);
}

TEST_F(Disk, AFullDiskOfASeederKeepsNobodyFromFetching) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    anna.has_room_for(0);
    has("ben").gets(film);
    everybody_finishes_within(1min);
}

TEST_F(Disk, ReadErrorsOfASeederOnlyDelay) {
    auto& film = folder("film", 8 * MiB);
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben");
    until_shared(film);
    only_disk_of(anna);
    set_rate(Fault::disk_read_failed, 20 * percent);
    ben.gets(film);
    everybody_finishes_within(10min);
    it_happened(Fault::disk_read_failed);
    calm();
    after(1min);
    nobody_was_banned();
}

TEST_F(Disk, WriteErrorsOnlyDelay) {
    auto& film = folder("film", 3 * MiB);
    has("anna").shares(film);
    until_shared(film);
    auto& ben = has("ben");
    only_disk_of(ben);
    set_rate(Fault::disk_write_failed, 10 * percent);
    ben.gets(film);
    after(2min);
    it_happened(Fault::disk_write_failed);
    calm();
    everybody_finishes_within(2min);
}

TEST_F(Disk, AFailedSyncInAnyPlaceCostsNoByte) {
    fails_at_every_chance(Fault::disk_sync_failed, 10);
}

TEST_F(Disk, AFailedWriteInAnyPlaceCostsNoByte) {
    fails_at_every_chance(Fault::disk_write_failed, 20);
}

TEST_F(Disk, AFailedReadInAnyPlaceCostsNoByte) {
    fails_at_every_chance(Fault::disk_read_failed, 10);
}

TEST_F(Disk, AShortWriteInAnyPlaceCostsNoByte) {
    fails_at_every_chance(Fault::disk_short_write, 10);
}

TEST_F(Disk, AFailedSyncInAnyPlaceOfSharingCostsNothing) {
    at_every_chance(Fault::disk_sync_failed, 3, [this] {
        auto& notes = small_folder();
        auto& anna = has("anna");
        auto& ben = has("ben");
        only_disk_of(anna);
        strikes();
        anna.shares(notes);
        ben.gets(notes);
        everybody_finishes_within(5min);
    });
}

TEST_F(Disk, AFailedReadInAnyPlaceOfAStartIsOutlived) {
    fails_in_a_start(Fault::disk_read_failed, 10);
}

TEST_F(Disk, AFailedWriteInAnyPlaceOfAStartIsOutlived) {
    fails_in_a_start(Fault::disk_write_failed, 5);
}

TEST_F(Disk, AFailedSyncInAnyPlaceOfAStartIsOutlived) {
    fails_in_a_start(Fault::disk_sync_failed, 2);
}

TEST_F(Disk, ASlowDiskIsOnlySlow) {
    auto& film = folder("film", 2 * MiB);
    has("anna").shares(film);
    auto& ben = has("ben");
    only_disk_of(ben);
    set_rate(Fault::disk_slow, 20 * percent);
    ben.gets(film);
    everybody_finishes_within(10min);
    it_happened(Fault::disk_slow);
    nobody_was_banned();
}

TEST_F(Disk, AFolderThatIsAwayForAWhileIsWaitedFor) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 40);
    ben.unplugs("down");
    after(1min);
    is_in_trouble(ben, film, "not_found");
    EXPECT_TRUE(ben.disk().files_below(ben.machine().path("down")).empty()) << "it made the folder of a disk away";
    ben.plugs_in("down");
    everybody_finishes_within(2min);
    received_at_most(ben, film, 170);  // what was asked for and could not be written comes twice
}

TEST_F(Disk, ASeederWhoseFolderIsAwayForAWhileServesAgain) {
    auto& film = folder("film", 4 * MiB);
    auto& anna = has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 40);
    anna.unplugs("home");
    after(1min);
    EXPECT_FALSE(ben.has_finished(film));
    anna.plugs_in("home");
    everybody_finishes_within(2min);
    nobody_was_banned();
}

TEST_F(Disk, AFolderThatIsAwayAtTheStartIsWaitedFor) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 40);
    ben.switches_off();
    ben.unplugs("down");
    ben.switches_on();
    after(1min);
    is_in_trouble(ben, film, "not_found");
    ben.plugs_in("down");
    everybody_finishes_within(2min);
    received_at_most(ben, film, 80);
}

TEST_F(Disk, ASeederWhoseFolderIsAwayAtTheStartServesWhenItIsBack) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    anna.switches_off();
    anna.unplugs("home");
    anna.switches_on();
    has("ben").gets(film);
    after(1min);
    anna.plugs_in("home");
    everybody_finishes_within(3min);
}

TEST_F(Disk, RotInAnUnfinishedDownloadIsNotHandedOnAfterAStart) {
    auto& film = file("film.mkv", 4 * MiB);
    auto& anna = has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 60);
    after(2s);
    ben.switches_off();
    for (const auto& path : ben.disk().files_below(ben.machine().path("down"))) {
        if (path.find("/.shoal-") != std::string::npos) ben.suffers_rot(path);
    }
    EXPECT_TRUE(ben.site().has_rot);
    anna.switches_off();
    ben.switches_on();
    auto& carol = has("carol").gets(film);
    after(1min);
    anna.switches_on();
    until_all_have(film, {&ben, &carol});
    EXPECT_TRUE(has_every_byte(carol, film));
    EXPECT_TRUE(has_every_byte(ben, film)) << "the chunk was read for carol, found out, and fetched again";
    nobody_was_banned();
}

}  // namespace
}  // namespace shoal::scenario
