// Deaths in the middle of everything: after each the machine comes up by itself, what was said yes to is remembered,
// what is claimed is true, and the story ends as if nothing had been.

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

class Crash : public Story {
protected:
    Content& small_folder() { return folder("notes", {{"a", 300'000}, {"b/c", 20'000}, {"b/d", 1}, {"empty", 0}}); }

    void in_the_first_start(Death how) {
        at_every_write(how, 25, [this] {
            auto& notes = small_folder();
            auto& anna = has_off("anna");
            dies(anna);
            anna.switches_on();
            after(8s);
            lives_on(anna);
            EXPECT_TRUE(anna.is_on());
            anna.shares(notes);
            has("ben").gets(notes);
            everybody_finishes_within(2min);
        });
    }

    void in_sharing(Death how) {
        at_every_write(how, 15, [this] {
            auto& notes = small_folder();
            auto& anna = has("anna");
            dies(anna);
            anna.shares(notes);
            until_shared(notes);
            lives_on(anna);
            has("ben").gets(notes);
            everybody_finishes_within(2min);
        });
    }

    void in_accepting(Death how) {
        at_every_write(how, 15, [this] {
            auto& notes = small_folder();
            has("anna").shares(notes);
            until_shared(notes);
            auto& ben = has("ben");
            dies(ben);
            ben.gets(notes, "new/place");
            until_accepted(ben, notes);
            lives_on(ben);
            everybody_finishes_within(2min);
        });
    }

    void in_downloading(Death how) {
        at_every_write(how, 40, [this] {
            auto& notes = small_folder();
            has("anna").shares(notes);
            auto& ben = has("ben").gets(notes, "new/place");
            until_accepted(ben, notes);
            dies(ben);
            everybody_finishes_within(2min);
            lives_on(ben);
        });
    }

    void in_stopping(Death how) {
        at_every_write(how, 12, [this] {
            auto& film = folder("film", 1 * MiB);
            has("anna", uplink(300'000)).shares(film);
            auto& ben = has("ben").gets(film);
            until_has(ben, film, 30);
            dies(ben);
            ben.restarts();
            until(10s, [&] { return ben.machine().starts() > 1; });
            lives_on(ben);
            everybody_finishes_within(2min);
        });
    }

    /// Again and again, in every 11th writing call, until all is done.
    void always(Death how) {
        auto& film = folder("film", 3 * MiB);
        has("anna", uplink(1'000'000)).shares(film);
        auto& ben = has("ben").gets(film);
        until_accepted(ben, film);
        for (int i = 0; i < 300 && !ben.has_finished(film); ++i) {
            ben.dies_at_write(11 + static_cast<std::uint64_t>(i), how, 500ms);
            after(3s);
        }
        EXPECT_TRUE(ben.has_finished(film));
        lives_on(ben);
        everybody_finishes_within(2min);
    }
};

TEST_F(Crash, APowerCutInAnyWriteOfTheFirstStartIsSurvived) {
    in_the_first_start(Death::power);
}
TEST_F(Crash, AKillInAnyWriteOfTheFirstStartIsSurvived) {
    in_the_first_start(Death::process);
}
TEST_F(Crash, APowerCutInAnyWriteOfSharingIsSurvived) {
    in_sharing(Death::power);
}
TEST_F(Crash, AKillInAnyWriteOfSharingIsSurvived) {
    in_sharing(Death::process);
}
TEST_F(Crash, APowerCutInAnyWriteOfAcceptingADownloadIsSurvived) {
    in_accepting(Death::power);
}
TEST_F(Crash, AKillInAnyWriteOfAcceptingADownloadIsSurvived) {
    in_accepting(Death::process);
}
TEST_F(Crash, APowerCutInAnyWriteOfADownloadIsSurvived) {
    in_downloading(Death::power);
}
TEST_F(Crash, AKillInAnyWriteOfADownloadIsSurvived) {
    in_downloading(Death::process);
}
TEST_F(Crash, APowerCutInAnyWriteOfAnOrderlyStopIsSurvived) {
    in_stopping(Death::power);
}
TEST_F(Crash, AKillInAnyWriteOfAnOrderlyStopIsSurvived) {
    in_stopping(Death::process);
}
TEST_F(Crash, PowerCutsWithoutEndOnlyDelay) {
    always(Death::power);
}
TEST_F(Crash, KillsWithoutEndOnlyDelay) {
    always(Death::process);
}

TEST_F(Crash, ASeederWhoDiesUnderManyServesThemAgain) {
    auto& film = folder("film", 3 * MiB);
    auto& anna = has("anna", uplink(300'000)).shares(film);
    for (auto* guest : crowd(4)) guest->gets(film);
    until_shared(film);
    for (int i = 0; i < 5; ++i) {
        after(3s);
        if (anna.is_on()) anna.loses_power(3s);
    }
    everybody_finishes_within(10min);
}

TEST_F(Crash, WhatWasCompleteBeforeAPowerCutIsComplete) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben").gets(film);
    until_all_have(film, {&ben});
    ben.loses_power();  // in the very moment in which it was said
    anna.switches_off();
    after(30s);
    EXPECT_TRUE(has_every_byte(ben, film));
    has("carol").gets(film);
    everybody_finishes_within(2min);
}

}  // namespace
}  // namespace shoal::scenario
