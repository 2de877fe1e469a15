// People at their machines: they edit, remove, put in the way, ask twice.

#include "tests/scenario/story.h"

namespace shoal::scenario {
namespace {

class People : public Story {};

TEST_F(People, WhoEditsASharedFileAndPutsItBackServesItAgain) {
    auto& film = folder("film", 4 * MiB);
    auto& anna = has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 30);
    anna.edits(film, "large.bin");
    after(1min);
    EXPECT_FALSE(ben.has_finished(film));
    was_told_of_change(anna, "large.bin");
    anna.puts_back(film, "large.bin");
    everybody_finishes_within(1min);
    nobody_was_banned();
}

TEST_F(People, WhoEditsASharedFileBansNobodyAndIsNotBanned) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    for (const auto& [path, bytes] : film.files) {
        if (!bytes.empty()) anna.edits(film, path);
    }
    auto& ben = has("ben").gets(film);
    ben.may_miss(film);
    after(2min);
    EXPECT_EQ(view(ben, film).bytes_have, 0U);
    nobody_was_banned();
}

TEST_F(People, AnEditOfADownloadedFileIsTheirOwnAndIsServedToNobody) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben").gets(film);
    until_all_have(film, {&ben});
    anna.switches_off();
    ben.edits(film, "pictures/1.jpg");
    const auto own = ben.disk().read_whole(ben.place(film, "pictures/1.jpg"));
    auto& carol = has("carol").gets(film);
    after(2min);
    EXPECT_FALSE(carol.has_finished(film));
    EXPECT_LT(view(carol, film).bytes_have, film.bytes());
    EXPECT_GT(view(carol, film).bytes_have, film.bytes() / 2) << "the rest is as good as ever";
    ben.restarts();
    after(1min);
    anna.switches_on();
    everybody_finishes_within(3min);
    EXPECT_EQ(ben.disk().read_whole(ben.place(film, "pictures/1.jpg")), own) << "it was his own";
    nobody_was_banned();
}

TEST_F(People, WhoPutsAFileFirstHasItFirstAlsoAfterARestart) {
    auto& film = folder("film", {{"a", 4 * MiB}, {"b", 4 * MiB}, {"c", 4 * MiB}});
    has("anna", uplink(200'000)).shares(film);
    until_shared(film);
    auto& ben = has("ben").gets(film);
    until_accepted(ben, film);
    const auto tag = ContentKeys::derive(film.manifest->id()).tag.str();
    ASSERT_TRUE(ask(ben, PrioritiseFiles{tag, {"+c"}, FilePriority::high}));
    ASSERT_TRUE(ask(ben, PrioritiseFiles{tag, {"+a"}, FilePriority::low}));
    until_has(ben, film, 15);
    ben.restarts();
    ASSERT_TRUE(until(3min, [&] { return ben.disk().read_whole(ben.place(film, "c")).has_value(); }));
    const auto list = ask(ben, ListFiles{tag});
    ASSERT_TRUE(list) << list.error().what;
    EXPECT_LE(list->files.at(0).bytes_have, 5 * 256 * KiB) << "what was asked for before the choice";
    EXPECT_LE(list->files.at(1).bytes_have, 12 * 256 * KiB) << "and what was under way at the end";
    EXPECT_EQ(list->files.at(2).bytes_have, 4 * MiB);
    everybody_finishes_within(3min);
}

TEST_F(People, ADownloadedFileThatWasRemovedStaysRemoved) {
    auto& film = folder("film", 1 * MiB);
    has("anna").shares(film);
    auto& ben = has("ben").gets(film);
    until_all_have(film, {&ben});
    ben.removes(film, "large.bin");
    after(1min);
    ben.restarts();
    after(1min);
    EXPECT_FALSE(ben.disk().read_whole(ben.place(film, "large.bin")));
}

TEST_F(People, WhoAsksAgainForWhatIsCompleteGetsBackWhatIsGone) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben").gets(film);
    until_all_have(film, {&ben});
    ben.removes(film, "large.bin");
    const StartDownload again{.tag = view(ben, film).tag, .directory = ben.machine().path("down")};
    const auto begun = ask(ben, again);
    ASSERT_TRUE(begun) << begun.error().what;
    EXPECT_EQ(begun->state, ShareState::downloading);
    after(1min);
    EXPECT_EQ(view(ben, film).state, ShareState::seeding);
    EXPECT_EQ(ben.disk().read_whole(ben.place(film, "large.bin")), film.files.at("large.bin"));
    static_cast<void>(anna);
}

TEST_F(People, WhoAsksAgainForWhatTheyChangedKeepsItUnlessItMayBeReplaced) {
    auto& film = folder("film", 2 * MiB);
    has("anna").shares(film);
    auto& ben = has("ben").gets(film);
    until_all_have(film, {&ben});
    ben.edits(film, "large.bin");
    const auto own = ben.disk().read_whole(ben.place(film, "large.bin"));
    StartDownload again{.tag = view(ben, film).tag, .directory = ben.machine().path("down")};
    const auto refused = ask(ben, again);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::exists);
    EXPECT_NE(refused.error().what.find("large.bin"), std::string::npos) << refused.error().what;
    EXPECT_EQ(ben.disk().read_whole(ben.place(film, "large.bin")), own);
    EXPECT_LT(view(ben, film).bytes_have, film.bytes()) << "what is not there is not claimed";
    again.overwrite = true;
    ASSERT_TRUE(ask(ben, again));
    after(1min);
    EXPECT_EQ(view(ben, film).bytes_have, film.bytes());
    EXPECT_EQ(ben.disk().read_whole(ben.place(film, "large.bin")), film.files.at("large.bin"));
}

TEST_F(People, WhatWasRemovedWhileTheMachineWasOffIsNotClaimedAfterwards) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    anna.switches_off();
    anna.removes(film, "large.bin");
    anna.switches_on();
    after(10s);
    EXPECT_LT(view(anna, film).bytes_have, film.bytes());
}

TEST_F(People, ACheckOfAFolderThatIsAwaySaysSo) {
    auto& film = folder("film", 2 * MiB);
    has("anna").shares(film);
    auto& ben = has("ben").gets(film);
    until_all_have(film, {&ben});
    ben.unplugs("down");
    after(10s);
    const auto checked = ask(ben, RecheckShare{.tag = ContentKeys::derive(film.manifest->id()).tag.str()});
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, Errc::not_found);
    ben.plugs_in("down");
    after(10s);
    EXPECT_EQ(view(ben, film).bytes_have, film.bytes());
}

TEST_F(People, AFileThatIsRemovedFromARunningDownloadIsFetchedAgainWhenSomebodyAsksForIt) {
    constexpr std::array small{"1", "2", "3", "4", "5", "6", "7", "8"};
    auto& film = folder("film", {{"large", 3'000'000},
                                 {"1", 20'000},
                                 {"2", 20'000},
                                 {"3", 20'000},
                                 {"4", 20'000},
                                 {"5", 20'000},
                                 {"6", 20'000},
                                 {"7", 20'000},
                                 {"8", 20'000}});
    auto& anna = has("anna", uplink(50'000)).shares(film);
    auto& ben = has("ben").gets(film);
    auto& carol = has("carol");
    until_has(ben, film, 50);
    part(anna, ben);
    part(anna, carol);
    const auto is_placed = [&](const char* file) { return ben.disk().read_whole(ben.place(film, file)).has_value(); };
    const auto* const file = std::ranges::find_if(small, is_placed);
    ASSERT_NE(file, small.end());
    ben.removes(film, *file);
    carol.gets(film);
    after(1min);  // she asks him, and could have it from nobody else
    heal();
    ASSERT_TRUE(until(3min, [&] { return is_placed(*file); }));
    --ben.wish(film).spoilers;
    everybody_finishes_within(4min);
    EXPECT_TRUE(has_every_byte(ben, film));
}

TEST_F(People, TheHiddenFolderMayBeRemovedUnderARunningDownload) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(300'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 50);
    ++ben.wish(film).spoilers;
    const auto hidden = ".shoal-" + ContentKeys::derive(film.manifest->id()).tag.str();
    EXPECT_TRUE(ben.disk().remove(ben.machine().path("down/" + hidden)));
    everybody_finishes_within(3min);
    --ben.wish(film).spoilers;
    EXPECT_TRUE(has_every_byte(ben, film));
}

TEST_F(People, AFileInTheWayAtTheBeginningIsNamedAndWhenItGoesTheDownloadBegins) {
    auto& film = folder("film", 1 * MiB);
    has("anna").shares(film);
    auto& ben = has("ben");
    until_shared(film);
    const auto own = ben.machine().path("down/film/large.bin");
    const auto bytes = some_bytes(5000);
    ben.disk().put(own, bytes);
    ben.gets(film);
    after(1min);
    EXPECT_FALSE(ben.has_finished(film));
    EXPECT_NE(ben.wish(film).last_word.find("large.bin is there already with other content"), std::string::npos)
        << ben.wish(film).last_word;
    EXPECT_EQ(ben.disk().read_whole(own), bytes);
    ben.disk().remove(own);
    everybody_finishes_within(1min);
}

TEST_F(People, WhoIsToldOfAFileInTheWayMayChooseAnotherFolder) {
    auto& film = folder("film", 1 * MiB);
    has("anna").shares(film);
    auto& ben = has("ben");
    until_shared(film);
    ben.disk().put(ben.machine().path("down/film/large.bin"), some_bytes(5000));
    const auto resolved = ask(ben, ResolveLink{.link = film.link, .timeout_ms = 60'000});
    ASSERT_TRUE(resolved);
    const auto refused =
        ask(ben, StartDownload{.tag = resolved->tag, .directory = ben.machine().path("down"), .overwrite = false});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::exists);
    ben.gets(film, "elsewhere");
    everybody_finishes_within(1min);
}

TEST_F(People, AFileInTheWayAtTheEndStopsNothingElseAndWhenItGoesItsOwnComes) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 40);
    const auto bytes = some_bytes(5000);
    ben.puts_in_the_way(film, "large.bin", bytes);
    after(1min);
    is_in_trouble(ben, film, "exists");
    EXPECT_EQ(ben.disk().read_whole(ben.place(film, "large.bin")), bytes);
    EXPECT_TRUE(ben.disk().read_whole(ben.place(film, "pictures/1.jpg")).has_value()) << "the others go on";
    ben.takes_away(film, "large.bin");
    everybody_finishes_within(1min);
    received_at_most(ben, film, 110);
}

TEST_F(People, AFileInTheWayAtAStartIsNamedAndWhenItGoesTheDownloadGoesOn) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 40);
    ben.switches_off();
    ben.puts_in_the_way(film, "large.bin", some_bytes(5000));
    ben.switches_on();
    after(30s);
    is_in_trouble(ben, film, "exists");
    ben.takes_away(film, "large.bin");
    after(6s);
    EXPECT_EQ(view(ben, film).state, ShareState::downloading) << view(ben, film).error;
    everybody_finishes_within(1min);
    received_at_most(ben, film, 75);
}

TEST_F(People, TheVerySameFileInTheWayIsTakenForOurs) {
    auto& film = folder("film", 4 * MiB);
    has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 30);
    ben.puts_in_the_way(film, "large.bin", film.files.at("large.bin"));
    --ben.wish(film).spoilers;
    everybody_finishes_within(1min);
    EXPECT_TRUE(has_every_byte(ben, film));
}

TEST_F(People, WhatIsThereAlreadyIsNotFetched) {
    auto& film = folder("film", 4 * MiB);
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben");
    ben.disk().put(ben.machine().path("down/film/large.bin"), film.files.at("large.bin"));
    ben.gets(film);
    everybody_finishes_within(1min);
    received_at_most(ben, film, 27);
    sent_at_most(anna, film, 27);
}

TEST_F(People, WhoHasEverythingAlreadyFetchesNothingAndServesAtOnce) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    auto& ben = has("ben");
    for (const auto& [path, bytes] : film.files) ben.disk().put(film.place(ben.machine().path("down"), path), bytes);
    ben.gets(film);
    until_all_have(film, {&ben});
    received_at_most(ben, film, 0);
    anna.switches_off();
    has("carol").gets(film);
    everybody_finishes_within(1min);
}

TEST_F(People, WhoSharesTheSameFolderTwiceGetsTheSameLink) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    const AddShare again{.path = anna.machine().path("home/film"), .reproducible = false, .comment = {}};
    for (int i = 0; i < 2; ++i) {
        const auto added = ask(anna, again);
        ASSERT_TRUE(added);
        EXPECT_TRUE(added->already_shared);
        EXPECT_EQ(added->link, film.link);
        anna.restarts();
        after(10s);
    }
    has("ben").gets(film);
    everybody_finishes_within(1min);
}

TEST_F(People, WhoSharesAFolderWhileItIsBeingSharedGetsOneShare) {
    auto& film = folder("film", 2 * MiB);
    auto& anna = has("anna");
    anna.shares(film);
    anna.shares(film);
    has("ben").gets(film);
    everybody_finishes_within(1min);
}

TEST_F(People, WhoAsksForTheSameLinkTwiceGetsItOnce) {
    auto& film = folder("film", 3 * MiB);
    has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben").gets(film);
    until_has(ben, film, 30);
    const auto resolved = ask(ben, ResolveLink{.link = film.link, .timeout_ms = 1000});
    ASSERT_TRUE(resolved);
    EXPECT_TRUE(
        ask(ben, StartDownload{.tag = resolved->tag, .directory = ben.machine().path("down"), .overwrite = false}));
    const auto elsewhere =
        ask(ben, StartDownload{.tag = resolved->tag, .directory = ben.machine().path("other"), .overwrite = false});
    ASSERT_FALSE(elsewhere);
    EXPECT_EQ(elsewhere.error().code, Errc::exists);
    everybody_finishes_within(1min);
    received_at_most(ben, film, 100);
}

TEST_F(People, WhoSharesMayFetchTheirOwnLinkAndGetsNothingTwice) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    const auto resolved = ask(anna, ResolveLink{.link = film.link, .timeout_ms = 1000});
    ASSERT_TRUE(resolved);
    const auto refused =
        ask(anna, StartDownload{.tag = resolved->tag, .directory = anna.machine().path("down"), .overwrite = false});
    EXPECT_FALSE(refused);
    has("ben").gets(film);
    everybody_finishes_within(1min);
}

TEST_F(People, TwoSharesAtOnceArriveBoth) {
    auto& film = folder("film", 3 * MiB);
    auto& songs = folder("songs", {{"a.ogg", 700'000}, {"b.ogg", 300'000}});
    auto& anna = has("anna", uplink(500'000)).shares(film);
    auto& bert = has("bert", uplink(500'000)).shares(songs);
    bert.gets(film);
    anna.gets(songs);
    has("carol").gets(film).gets(songs);
    everybody_finishes_within(2min);
}

TEST_F(People, ContentThatIsInTwoSharesIsRightInBoth) {
    auto& first = folder("first", {{"common.bin", 600'000}, {"one", 10'000}});
    auto& second = folder("second", {{"common.bin", 0}, {"two", 10'000}});
    second.files["common.bin"] = first.files.at("common.bin");
    has("anna").shares(first).shares(second);
    has("ben").gets(first).gets(second);
    everybody_finishes_within(1min);
}

TEST_F(People, FilesOfTheirOwnInTheSameFolderStay) {
    auto& film = folder("film", 2 * MiB);
    has("anna", uplink(400'000)).shares(film);
    auto& ben = has("ben");
    const auto own = some_bytes(1234);
    for (const auto* where : {"down/film/own.txt", "down/film/pictures/own.jpg", "down/film.txt", "down/.shoal"}) {
        ben.disk().put(ben.machine().path(where), own);
    }
    ben.gets(film);
    until_has(ben, film, 50);
    ben.disk().put(ben.machine().path("down/film/later.txt"), own);
    everybody_finishes_within(1min);
    for (const auto* where :
         {"down/film/own.txt", "down/film/pictures/own.jpg", "down/film.txt", "down/.shoal", "down/film/later.txt"}) {
        EXPECT_EQ(ben.disk().read_whole(ben.machine().path(where)), own) << where;
    }
}

TEST_F(People, WhatAppearsInASharedFolderLaterIsNotPartOfIt) {
    auto& film = folder("film", 1 * MiB);
    auto& anna = has("anna").shares(film);
    until_shared(film);
    anna.disk().put(anna.machine().path("home/film/new.bin"), some_bytes(1000));
    auto& ben = has("ben").gets(film);
    everybody_finishes_within(1min);
    EXPECT_FALSE(ben.disk().read_whole(ben.machine().path("down/film/new.bin")));
}

TEST_F(People, ADamagedLinkIsRefusedAsDamaged) {
    auto& film = folder("film", 1 * MiB);
    has("anna").shares(film);
    auto& ben = has("ben");
    until_shared(film);
    auto damaged = film.link;
    auto& letter = damaged.at(damaged.find(":b") + 20);
    letter = letter == 'a' ? 'b' : 'a';
    const auto refused = ask(ben, ResolveLink{.link = damaged, .timeout_ms = 1000});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::malformed);
    ben.gets(film);
    everybody_finishes_within(1min);
}

}  // namespace
}  // namespace shoal::scenario
