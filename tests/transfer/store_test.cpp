#include <algorithm>
#include <future>

#include "tests/transfer/store_room.h"

namespace shoal::test {
namespace {

TEST_F(StoreTest, ADownloadLiesHiddenUntilEachFileIsWhole) {
    start();
    ASSERT_TRUE(store().open());
    EXPECT_TRUE(store()->have().none());
    EXPECT_FALSE(store()->is_complete());
    EXPECT_FALSE(store()->check_of(ChunkIndex{0}));  // of a file with blocks
    store().learn_from(*sample_.store());
    accept(1);
    EXPECT_TRUE(store()->have().test(ChunkIndex{1}));
    EXPECT_EQ(*store().read(ChunkIndex{1}), sample_.chunk(ChunkIndex{1}));
    store().flush();
    EXPECT_EQ(store()->durable_bytes(), crypto::chunk_size);
    EXPECT_TRUE(fs::exists(hidden() + "/0"));
    EXPECT_FALSE(fs::exists(folder()));
    accept(0);
    accept(2);
    store().flush();
    EXPECT_EQ(read_file(folder() + "/a.bin"), sample_.files().at("a.bin"));
    EXPECT_EQ(store().completed, 0);
    fetch();
    expect_done();
    EXPECT_EQ(store()->durable_bytes(), sample_.manifest()->total_bytes());
    EXPECT_TRUE(store()->is_complete());
    for (std::uint32_t i = 0; i < sample_.manifest()->chunk_count(); ++i)
        EXPECT_EQ(*store().read(ChunkIndex{i}), sample_.chunk(ChunkIndex{i}));
    restart();
    ASSERT_TRUE(store().open());
    EXPECT_EQ(store().completed, 1);
    EXPECT_TRUE(store()->have().all());
    EXPECT_EQ(store()->durable_bytes(), sample_.manifest()->total_bytes());
}

TEST_F(StoreTest, AGroupClosesByItself) {
    start();
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    accept(0);
    EXPECT_EQ(store()->durable_bytes(), 0U);
    ASSERT_TRUE(host_->run_until([&] { return store()->durable_bytes() == crypto::chunk_size; }));
    EXPECT_GT(store().progress, 0);
}

TEST_F(StoreTest, AWrongChunkIsNotWritten) {
    start();
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    auto data = sample_.chunk(ChunkIndex{0});
    data[1000] ^= 1;
    EXPECT_EQ(store().accept(ChunkIndex{0}, data), Accepted::bad);
    EXPECT_FALSE(store()->have().test(ChunkIndex{0}));
    EXPECT_FALSE(fs::exists(hidden()));
    EXPECT_EQ(store()->pending_bytes(), 0U);
    accept(0);
}

TEST_F(StoreTest, GoesOnAfterARestartWithWhatWasDurable) {
    start();
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    accept(2);
    accept(3);
    restart();
    ASSERT_TRUE(store().open());
    EXPECT_EQ(store()->have().count(), 2U);
    EXPECT_TRUE(store()->check_of(ChunkIndex{0}));  // blocks are remembered too
    EXPECT_EQ(*store().read(ChunkIndex{2}), sample_.chunk(ChunkIndex{2}));
    fetch();
    expect_done();
}

TEST_F(StoreTest, DropsClaimsThatHiddenFilesCannotKeep) {
    start();
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    accept(0);
    accept(1);
    store().flush();
    host_->close();
    store_.reset();
    host_.reset();
    fs::resize_file(hidden() + "/0", 300'000);
    start();
    ASSERT_TRUE(store().open());
    EXPECT_TRUE(store()->have().test(ChunkIndex{0}));
    EXPECT_FALSE(store()->have().test(ChunkIndex{1}));
    host_->close();
    store_.reset();
    host_.reset();
    fs::remove_all(hidden());
    start();
    ASSERT_TRUE(store().open());
    EXPECT_TRUE(store()->have().none());
    fetch();
    expect_done();
}

TEST_F(StoreTest, AHiddenFileThatIsGoneIsNotMadeAgainForOneMoreChunk) {
    start();
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    accept(0);
    restart();
    ASSERT_TRUE(store().open());
    fs::remove(hidden() + "/0");
    EXPECT_EQ(store().accept(ChunkIndex{1}, sample_.chunk(ChunkIndex{1})), Accepted::failed);
    EXPECT_EQ(store().lost, std::vector{ChunkIndex{0}});
    EXPECT_TRUE(store()->have().none());
    EXPECT_TRUE(store().troubles.empty()) << "there is nothing to wait for";
    fetch();
    expect_done();
}

TEST_F(StoreTest, WhatIsWrittenToAHiddenFileAfterItLostItsNameIsLost) {
    start();
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    accept(0);
    store().flush();
    fs::remove(hidden() + "/0");
    write_file(hidden() + "/0", "somebody else's");
    accept(1);  // through the open descriptor
    store().flush();
    EXPECT_TRUE(store()->have().none());
    EXPECT_EQ(store().lost.size(), 2U);
    fetch();
    expect_done();
}

TEST_F(StoreTest, WhatASyncUnderWayMayHaveLostIsHashedBeforeItIsSent) {
    const auto faults = std::make_shared<Faults>();
    start(faults);
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    accept(0);
    std::promise<void> lost;
    std::promise<void> heard;
    faults->replace_sync([&, file = hidden() + "/0"]() -> Result<> {
        write_file(file, pattern(262'144, 99));  // what the disk had there before
        lost.set_value();
        heard.get_future().wait();
        return fail(Errc::io, "the disk said no");
    });
    bool is_over = false;
    store()->flush([&] { is_over = true; });
    auto is_lost = lost.get_future();
    while (is_lost.wait_for(0s) != std::future_status::ready) {
        const auto got = store().read(ChunkIndex{0});
        EXPECT_EQ(got.value_or(sample_.chunk(ChunkIndex{0})), sample_.chunk(ChunkIndex{0}));
    }
    EXPECT_FALSE(store().read(ChunkIndex{0}));
    faults->replace_sync({});
    heard.set_value();
    ASSERT_TRUE(host_->run_until([&] { return is_over; }));
    EXPECT_TRUE(store()->have().none());
    fetch();
    expect_done();
}

TEST_F(StoreTest, BitsThatRottedInAHiddenFileAreFetchedAgain) {
    start();
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    accept(0);
    restart();
    write_file(hidden() + "/0", pattern(262'144, 99));
    ASSERT_TRUE(store().open());
    EXPECT_EQ(store().read(ChunkIndex{0}).error().code, Errc::mismatch);
    ASSERT_TRUE(host_->run_until([&] { return !store().lost.empty(); }));
    EXPECT_FALSE(store()->have().test(ChunkIndex{0}));
    fetch();
    expect_done();
}

TEST_F(StoreTest, AdoptsFilesThatLieInTheirPlaces) {
    write_file(folder() + "/a.bin", sample_.files().at("a.bin"));
    write_file(folder() + "/d/run", sample_.files().at("d/run"));
    write_file(folder() + "/b/empty", "");
    start();
    ASSERT_TRUE(store().open());
    EXPECT_EQ(store()->have().count(), 4U);
    EXPECT_TRUE(store()->hashes(FileIndex{0}, 0));
    EXPECT_EQ(*store().read(ChunkIndex{1}), sample_.chunk(ChunkIndex{1}));
    fetch();
    expect_done();
}

TEST_F(StoreTest, AdoptsAWholeShareAtOnce) {
    fs::create_directories(room_ / "down");
    fs::copy(sample_.folder(), folder(), fs::copy_options::recursive);
    start();
    ASSERT_TRUE(store().open());
    EXPECT_TRUE(store()->have().all());
    ASSERT_TRUE(host_->run_until([&] { return store().completed == 1; }));
    expect_done();
}

TEST_F(StoreTest, RefusesToReplaceAFileUnlessToldTo) {
    for (const auto& content : {std::string{"of another size"}, pattern(600'000, 77)}) {
        write_file(folder() + "/a.bin", content);
        start();
        const auto opened = store().open();
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error().code, Errc::exists);
        EXPECT_NE(opened.error().what.find("sample/a.bin"), std::string::npos) << opened.error().what;
        EXPECT_EQ(read_file(folder() + "/a.bin"), content);
        store_.reset();
        host_.reset();
    }
    write_file(folder() + "/b/empty", "not empty");
    start(std::make_shared<Faults>(), true);
    ASSERT_TRUE(store().open());
    fetch();
    expect_done();
}

TEST_F(StoreTest, AFileThatAppearsMeanwhileIsNotReplacedEither) {
    start();
    ASSERT_TRUE(store().open());
    write_file(folder() + "/b/c", "mine");
    store().learn_from(*sample_.store());
    for (std::uint32_t i = 0; i < sample_.manifest()->chunk_count(); ++i) accept(i);
    ASSERT_TRUE(host_->run_until([&] { return !store().troubles.empty(); }));
    EXPECT_EQ(store().troubles.front().code, Errc::exists);
    EXPECT_NE(store().troubles.front().what.find("sample/b/c"), std::string::npos);
    EXPECT_EQ(read_file(folder() + "/b/c"), "mine");
    EXPECT_EQ(*store().read(ChunkIndex{0}), sample_.chunk(ChunkIndex{0}));
    fs::remove(folder() + "/b/c");
    ASSERT_TRUE(host_->run_until([&] { return store().completed == 1 && store().recovered == 1; }));
    EXPECT_EQ(store().troubles.size(), 1U);
    expect_done();
}

TEST_F(StoreTest, AFileInTheWayThatComesToHaveTheContentIsTaken) {
    start();
    ASSERT_TRUE(store().open());
    write_file(folder() + "/b/c", "mine");
    store().learn_from(*sample_.store());
    for (std::uint32_t i = 0; i < sample_.manifest()->chunk_count(); ++i) accept(i);
    ASSERT_TRUE(host_->run_until([&] { return !store().troubles.empty(); }));
    const auto content = read_file(sample_.folder() + "/b/c");
    ASSERT_NE(content, "mine");
    write_file(folder() + "/b/c", content);
    ASSERT_TRUE(host_->run_until([&] { return store().completed == 1 && store().recovered == 1; }));
    expect_done();
}

// --- changed underneath ----------------------------------------------------------------------------------------------

class ChangedTest : public StoreTest {
protected:
    /// Expects that the first file is lost, told once, and that the others are served.
    void expect_lost(OpenStore& store) {
        const auto got = store.read(ChunkIndex{0});
        ASSERT_FALSE(got);
        ASSERT_TRUE(host().run_until([&] { return !store.changed.empty(); }));
        EXPECT_FALSE(store->have().test(ChunkIndex{0}));
        EXPECT_EQ(store.changed, std::vector<std::string>{"a.bin"});
        EXPECT_FALSE(store.read(ChunkIndex{2}));
        (void)host().run_until([&] { return store.lost.size() == 2; });
        EXPECT_EQ(store.changed.size(), 1U);
        EXPECT_TRUE(store.read(ChunkIndex{4}));
        EXPECT_TRUE(store.troubles.empty());
        EXPECT_TRUE(store->is_complete());
    }
    Host& host() { return sample_.host(); }
    std::string first() { return sample_.folder() + "/a.bin"; }
};

TEST_F(ChangedTest, OtherContentIsNoticedEvenAfterTheFileWasServed) {
    EXPECT_TRUE(sample_.store().read(ChunkIndex{0}));
    auto content = pattern(600'000, 123);
    write_file(first(), content);
    fs::last_write_time(first(), fs::last_write_time(first()) + std::chrono::hours{1});
    expect_lost(sample_.store());
}

TEST_F(ChangedTest, AShorterFileIsNoticed) {
    EXPECT_TRUE(sample_.store().read(ChunkIndex{0}));
    fs::resize_file(first(), 10);
    expect_lost(sample_.store());
}

TEST_F(ChangedTest, ADeletedFileIsNoticedThoughItIsOpen) {
    EXPECT_TRUE(sample_.store().read(ChunkIndex{0}));
    fs::remove(first());
    expect_lost(sample_.store());
}

TEST_F(ChangedTest, AFileReplacedByRenameIsNoticed) {
    EXPECT_TRUE(sample_.store().read(ChunkIndex{0}));
    write_file(first() + ".new", pattern(600'000, 55));
    fs::rename(first() + ".new", first());
    expect_lost(sample_.store());
}

TEST_F(ChangedTest, OneChangedChunkLeavesTheOthers) {
    auto content = sample_.files().at("a.bin");
    content[300'000] = static_cast<char>(content[300'000] ^ 1);
    write_file(first(), content);
    fs::last_write_time(first(), fs::last_write_time(first()) + std::chrono::hours{1});
    auto& store = sample_.store();
    EXPECT_TRUE(store.read(ChunkIndex{0}));
    EXPECT_EQ(store.read(ChunkIndex{1}).error().code, Errc::mismatch);
    EXPECT_TRUE(store.read(ChunkIndex{2}));
    EXPECT_EQ(store.lost, std::vector{ChunkIndex{1}});
}

TEST_F(ChangedTest, ATouchedFileIsReadAndServed) {
    EXPECT_TRUE(sample_.store().read(ChunkIndex{0}));
    fs::last_write_time(first(), fs::last_write_time(first()) + std::chrono::hours{1});
    EXPECT_EQ(*sample_.store().read(ChunkIndex{0}), sample_.chunk(ChunkIndex{0}));
    EXPECT_TRUE(sample_.store().lost.empty());
}

TEST_F(StoreTest, APlacedFileThatChangesBeforeTheEndIsFetchedAgain) {
    start();
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    for (std::uint32_t i = 0; i < 3; ++i) accept(i);
    store().flush();
    fs::remove(folder() + "/a.bin");
    EXPECT_FALSE(store().read(ChunkIndex{1}));
    ASSERT_TRUE(host_->run_until([&] { return store().lost.size() == 3; }));
    EXPECT_EQ(store().changed, std::vector<std::string>{"a.bin"});
    fetch();
    expect_done();
}

TEST_F(StoreTest, AMissingFolderIsATroubleThatEndsWhenItIsBack) {
    start();
    ASSERT_TRUE(store().open());
    fetch();
    restart();
    fs::rename(folder(), room_ / "elsewhere");
    ASSERT_TRUE(store().open());
    ASSERT_TRUE(host_->run_until([&] { return !store().troubles.empty(); }));
    EXPECT_EQ(store().troubles.front().code, Errc::not_found);
    EXPECT_NE(store().troubles.front().what.find("is not there; put it back"), std::string::npos);
    EXPECT_EQ(store().read(ChunkIndex{0}).error().code, Errc::not_found);
    EXPECT_TRUE(store().lost.empty());
    EXPECT_FALSE(fs::exists(folder()));
    fs::rename(room_ / "elsewhere", folder());
    ASSERT_TRUE(host_->run_until([&] { return store().recovered == 1; }));
    EXPECT_TRUE(store().read(ChunkIndex{0}));
    // And once more, while it is served.
    fs::rename(folder(), room_ / "elsewhere");
    (void)store().read(ChunkIndex{3});
    (void)store().read(ChunkIndex{4});
    ASSERT_TRUE(host_->run_until([&] { return store().troubles.size() == 2; }));
    fs::rename(room_ / "elsewhere", folder());
    ASSERT_TRUE(host_->run_until([&] { return store().recovered == 2; }));
    EXPECT_TRUE(store()->have().all());
}

TEST_F(StoreTest, AFolderThatGoesAwayUnderADownloadIsNotMadeAgain) {
    start();
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    accept(0);
    restart();
    fs::rename(room_ / "down", room_ / "elsewhere");
    // place() would make it: the record is opened as a start of the daemon does.
    store_ = std::make_unique<OpenStore>(*host_, record_);
    ASSERT_TRUE(store().open());
    ASSERT_TRUE(host_->run_until([&] { return !store().troubles.empty(); }));
    EXPECT_EQ(store().troubles.front().code, Errc::not_found);
    EXPECT_EQ(store().accept(ChunkIndex{1}, sample_.chunk(ChunkIndex{1})), Accepted::failed);
    EXPECT_FALSE(fs::exists(room_ / "down"));
    fs::rename(room_ / "elsewhere", room_ / "down");
    ASSERT_TRUE(host_->run_until([&] { return store().recovered == 1; }));
    EXPECT_TRUE(store()->have().test(ChunkIndex{0}));
    fetch();
    expect_done();
}

// --- trouble ---------------------------------------------------------------------------------------------------------

TEST_F(StoreTest, AFullDiskStopsWritingAndNothingElse) {
    auto faults = std::make_shared<Faults>();
    start(faults);
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    accept(0);
    faults->refuse_writes(Errc::no_space);
    EXPECT_EQ(store().accept(ChunkIndex{1}, sample_.chunk(ChunkIndex{1})), Accepted::failed);
    ASSERT_TRUE(host_->run_until([&] { return !store().troubles.empty(); }));
    EXPECT_EQ(store().troubles.front().code, Errc::no_space);
    EXPECT_NE(store().troubles.front().what.find(room_ / "down"), std::string::npos);
    EXPECT_EQ(store().accept(ChunkIndex{1}, "x" + sample_.chunk(ChunkIndex{1}).substr(1)), Accepted::bad);
    EXPECT_EQ(store().accept(ChunkIndex{1}, sample_.chunk(ChunkIndex{1})), Accepted::failed);
    const auto served = store()->have().test(ChunkIndex{0});
    if (served) {
        const bool is_read = store().read(ChunkIndex{0}).has_value();
        EXPECT_TRUE(is_read || !store()->have().test(ChunkIndex{0})) << "the disk may have refused its sync meanwhile";
    }
    EXPECT_EQ(store().recovered, 0);
    faults->refuse_writes(std::nullopt);
    ASSERT_TRUE(host_->run_until([&] { return store().recovered == 1; }));
    EXPECT_EQ(store().troubles.size(), 1U);
    fetch();
    expect_done();
}

TEST_F(StoreTest, MayBeDestroyedAtAnyTime) {
    for (int turns = 0; turns < 30; ++turns) {
        fs::remove_all(room_ / "data");
        fs::remove_all(room_ / "down");
        start();
        ASSERT_TRUE(store().open());
        store().learn_from(*sample_.store());
        for (std::uint32_t i = 0; i < sample_.manifest()->chunk_count(); ++i) {
            const auto data = sample_.chunk(ChunkIndex{i});
            const auto view = as_bytes(data);
            store()->accept(ChunkIndex{i}, Bytes{view.begin(), view.end()}, [](Accepted) {});
        }
        store()->flush([] {});
        int turn = 0;
        (void)host_->run_until([&] { return ++turn > turns || store().completed > 0; });
        store_.reset();  // and another one at once, while its last steps still run
        store_ = std::make_unique<OpenStore>(*host_, record_);
        ASSERT_TRUE(store().open());
        fetch();
        expect_done();
        store_.reset();
        host_.reset();
    }
}

TEST_F(StoreTest, ClosingTheLibraryMakesAllDurable) {
    start();
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    for (std::uint32_t i = 0; i < 4; ++i) {
        const auto data = sample_.chunk(ChunkIndex{i});
        const auto view = as_bytes(data);
        store()->accept(ChunkIndex{i}, Bytes{view.begin(), view.end()}, [](Accepted) {});
    }
    restart();
    ASSERT_TRUE(store().open());
    EXPECT_EQ(store()->have().count(), 4U);
}

TEST(Store, AShareOfNothingButNamesIsCompleteAtOnce) {
    Sample sample{{{"empty", ""}}, {"hollow/a", "hollow/b"}};
    TemporaryDirectory room;
    Host host{room / "data"};
    const auto record = *host.place(host.remember(sample.manifest())->tag, room / "down");
    OpenStore store{host, record};
    ASSERT_TRUE(store.open());
    ASSERT_TRUE(host.run_until([&] { return store.completed == 1; }));
    EXPECT_TRUE(sample.is_at(room / "down/sample"));
    EXPECT_TRUE(fs::is_directory(room / "down/sample/hollow/b"));
}

TEST(Store, ThreeThousandSmallFilesArriveAndSurviveARestart) {
    Sample::Files files;
    for (int i = 0; i < 3000; ++i)
        files[std::to_string(i % 40) + "/" + std::to_string(i)] = pattern(50 + std::size_t(i) % 100, unsigned(i));
    Sample sample{files};
    TemporaryDirectory room;
    {
        Host host{room / "data"};
        const auto record = *host.place(host.remember(sample.manifest())->tag, room / "down");
        OpenStore store{host, record};
        ASSERT_TRUE(store.open());
        ASSERT_TRUE(fetch_all(host, store, sample));
        EXPECT_TRUE(sample.is_at(room / "down/sample"));
    }
    Host host{room / "data"};
    OpenStore store{host, host.library().load()->front()};
    ASSERT_TRUE(store.open());
    EXPECT_TRUE(store->have().all());
    EXPECT_EQ(store.completed, 1);
}

}  // namespace
}  // namespace shoal::test
