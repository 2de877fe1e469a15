#include "tests/transfer/store_room.h"

namespace shoal::test {
namespace {

using transfer::Mending;

class StoreCheck : public StoreTest {
protected:
    void recheck() {
        bool done = false;
        store()->recheck([&] { done = true; });
        EXPECT_TRUE(store()->checking().has_value());
        ASSERT_TRUE(host_->run_until([&] { return done; }));
        EXPECT_FALSE(store()->checking().has_value());
    }
    void complete() {
        start();
        ASSERT_TRUE(store().open());
        fetch();
    }
    /// The name of the first file that was changed and stays so.
    std::string look(Mending mending) {
        std::optional<std::string> changed;
        store()->look(mending, [&](std::string name) { changed = std::move(name); });
        EXPECT_TRUE(host_->run_until([&] { return changed.has_value(); }));
        return changed.value_or("never told");
    }
    void spoil(const std::string& path, std::size_t at) {
        const auto time = fs::last_write_time(path);
        std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(static_cast<std::streamoff>(at));
        file.put('!');
        file.close();
        fs::last_write_time(path, time);  // as a disk that rots does
    }
};

TEST_F(StoreCheck, ALookAtWhatIsAsItWasPlacedFindsNothing) {
    complete();
    EXPECT_EQ(look(Mending::all), "");
    EXPECT_TRUE(store().lost.empty() && store().changed.empty());
    EXPECT_TRUE(store()->is_complete());
}

TEST_F(StoreCheck, ALookFetchesAgainWhatIsGoneAndLeavesWhatSomebodyChanged) {
    complete();
    fs::remove(folder() + "/d/run");
    fs::remove(folder() + "/b/empty");
    write_file(folder() + "/b/c", "my own words");
    EXPECT_EQ(look(Mending::missing), "b/c");
    EXPECT_FALSE(store()->is_complete());
    EXPECT_EQ(store().lost, (std::vector<ChunkIndex>{ChunkIndex{3}, ChunkIndex{4}}));
    store().learn_from(*sample_.store());
    accept(4);
    store().flush();
    EXPECT_EQ(read_file(folder() + "/d/run"), sample_.files().at("d/run"));
    EXPECT_EQ(read_file(folder() + "/b/c"), "my own words");
    EXPECT_FALSE(store()->have().test(ChunkIndex{3}));
}

TEST_F(StoreCheck, ALookFetchesAgainAnEmptyFileThatIsGone) {
    complete();
    fs::remove(folder() + "/b/empty");
    EXPECT_EQ(look(Mending::missing), "");
    ASSERT_TRUE(host_->run_until([&] { return store().completed == 2; }));
    expect_done();
}

TEST_F(StoreCheck, ALookOnlyHidesWhatNobodyAskedToMendAndFindsItWhenItIsBack) {
    complete();
    const auto right = read_file(folder() + "/d/run");
    write_file(folder() + "/d/run", std::string(right.size(), 'x'));
    EXPECT_EQ(look(Mending::nothing), "d/run");
    EXPECT_TRUE(store()->is_complete()) << "what a person changes of a complete share is theirs";
    EXPECT_FALSE(store()->have().test(ChunkIndex{4}));
    EXPECT_EQ(store().changed, std::vector<std::string>{"d/run"});
    write_file(folder() + "/d/run", right);
    EXPECT_EQ(look(Mending::nothing), "");
    EXPECT_TRUE(store()->have().test(ChunkIndex{4}));
}

TEST_F(StoreCheck, ALookThatMayMendAllReplacesWhatSomebodyChangedInItsSize) {
    complete();
    write_file(folder() + "/d/run", std::string(read_file(folder() + "/d/run").size(), 'x'));
    EXPECT_EQ(look(Mending::all), "");
    EXPECT_EQ(store().lost, std::vector<ChunkIndex>{ChunkIndex{4}});
    store().learn_from(*sample_.store());
    accept(4);
    store().flush();
    ASSERT_TRUE(host_->run_until([&] { return store().completed == 2; }));
    expect_done();
}

TEST_F(StoreCheck, WhatChangedWhileNobodyRanIsHiddenSoonAfterTheOpening) {
    complete();
    store_.reset();
    fs::remove(folder() + "/d/run");
    restart();
    ASSERT_TRUE(store().open());
    ASSERT_TRUE(host_->run_until([&] { return !store()->have().test(ChunkIndex{4}); }));
    EXPECT_TRUE(store()->have().test(ChunkIndex{0}));
}

TEST_F(StoreCheck, FindsNothingWhereAllIsWell) {
    start();
    ASSERT_TRUE(store().open());
    fetch();
    recheck();
    EXPECT_TRUE(store().lost.empty() && store().changed.empty());
    EXPECT_TRUE(store()->is_complete());
    EXPECT_EQ(store().completed, 1);
}

TEST_F(StoreCheck, ABadFileOfACompleteDownloadIsFetchedAgain) {
    start();
    ASSERT_TRUE(store().open());
    fetch();
    fs::remove(folder() + "/d/run");
    recheck();
    EXPECT_FALSE(store()->is_complete());
    EXPECT_EQ(store().lost, std::vector<ChunkIndex>{ChunkIndex{4}});
    EXPECT_EQ(store().changed, std::vector<std::string>{"d/run"});
    store().learn_from(*sample_.store());
    accept(4);
    store().flush();
    ASSERT_TRUE(host_->run_until([&] { return store().completed == 2; }));
    expect_done();
}

TEST_F(StoreCheck, OfABadFileInItsSizeOnlyTheBadChunkIsFetched) {
    start();
    ASSERT_TRUE(store().open());
    fetch();
    spoil(folder() + "/a.bin", 300'000);
    recheck();
    EXPECT_EQ(store().lost, std::vector<ChunkIndex>{ChunkIndex{1}});
    EXPECT_EQ(store()->missing(), 1U);
    EXPECT_FALSE(fs::exists(folder() + "/a.bin"));
    accept(1);
    store().flush();
    ASSERT_TRUE(host_->run_until([&] { return store().completed == 2; }));
    expect_done();
    restart();
    ASSERT_TRUE(store().open());
    EXPECT_TRUE(store()->is_complete());
}

TEST_F(StoreCheck, AFileOfAnotherSizeIsThePersonsAndStaysInTheWay) {
    start();
    ASSERT_TRUE(store().open());
    fetch();
    write_file(folder() + "/d/run", "my own words");
    recheck();
    EXPECT_EQ(store().lost, std::vector<ChunkIndex>{ChunkIndex{4}});
    accept(4);
    store().flush();
    ASSERT_EQ(store().troubles.size(), 1U);
    EXPECT_EQ(store().troubles[0].code, Errc::exists);
    EXPECT_EQ(read_file(folder() + "/d/run"), "my own words");
}

TEST_F(StoreCheck, ABadChunkOfAHiddenFileIsFetchedAgain) {
    start();
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    accept(0);
    accept(1);
    store().flush();
    spoil(hidden() + "/0", 300'000);
    recheck();
    EXPECT_EQ(store().lost, std::vector<ChunkIndex>{ChunkIndex{1}});
    EXPECT_TRUE(store()->have().test(ChunkIndex{0}));
    fetch();
    expect_done();
}

TEST_F(StoreCheck, WhatLiesThereUnclaimedIsTaken) {
    start();
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    accept(0);
    store().flush();
    const auto& content = sample_.files().at("a.bin");
    write_file(hidden() + "/0", content.substr(0, 2 * 262'144));
    write_file(folder() + "/d/run", sample_.files().at("d/run"));
    recheck();
    EXPECT_EQ(store().found, (std::vector<ChunkIndex>{ChunkIndex{1}, ChunkIndex{4}}));
    EXPECT_TRUE(store().lost.empty());
    restart();
    ASSERT_TRUE(store().open());
    EXPECT_EQ(store()->have().count(), 3U) << "and it is remembered";
    fetch();
    expect_done();
}

TEST_F(StoreCheck, AFileThatWasSharedHereIsReportedAndNotTouched) {
    start();
    store_.reset();
    write_file(room_ / "stuff/x", pattern(300'000, 5));
    write_file(room_ / "stuff/y", "fine");
    const auto shared = host_->share(room_ / "stuff");
    ASSERT_TRUE(shared);
    store_ = std::make_unique<OpenStore>(*host_, shared->record);
    ASSERT_TRUE(store().open());
    spoil(room_ / "stuff/x", 10);
    recheck();
    EXPECT_EQ(store().lost, std::vector<ChunkIndex>{ChunkIndex{0}});
    EXPECT_EQ(store().changed, std::vector<std::string>{"x"});
    EXPECT_TRUE(store()->is_complete());
    write_file(room_ / "stuff/x", pattern(300'000, 5));
    recheck();
    EXPECT_TRUE(store()->have().all());
}

TEST_F(StoreCheck, TwoChecksAtOnceAreOneAndTheFolderMayGoMeanwhile) {
    start();
    ASSERT_TRUE(store().open());
    fetch();
    int done = 0;
    store()->recheck([&] { ++done; });
    store()->recheck([&] { ++done; });
    fs::rename(room_ / "down", room_ / "away");
    ASSERT_TRUE(host_->run_until([&] { return done == 2; }));
    fs::rename(room_ / "away", room_ / "down");
    recheck();
    ASSERT_TRUE(host_->run_until([&] { return store()->have().all(); })) << "it came back whole";
}

TEST_F(StoreCheck, ACrashInTheMiddleLosesNothing) {
    start();
    ASSERT_TRUE(store().open());
    fetch();
    fs::remove(folder() + "/d/run");
    store()->recheck([] {});
    store_.reset();  // with the check, which had just begun
    restart(false);
    ASSERT_TRUE(store().open());
    recheck();
    store().learn_from(*sample_.store());
    accept(4);
    store().flush();
    ASSERT_TRUE(host_->run_until([&] { return store()->is_complete(); }));
    expect_done();
}

}  // namespace
}  // namespace shoal::test
