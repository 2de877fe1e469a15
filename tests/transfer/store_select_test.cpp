#include "tests/transfer/store_room.h"

namespace shoal::test {
namespace {

// few_files(): 0 a.bin (3 chunks), 1 b/c (1), 2 b/empty, 3 d/run (1); and the empty folder "hollow".
const FileSelection only_a{{true, false, false, false}};
const FileSelection a_and_run{{true, false, false, true}};

class StoreSelect : public StoreTest {
protected:
    void choose(const FileSelection& selection) {
        transfer::ShareChange change;
        change.selection = selection;
        auto record = host_->update(record_.tag, change);
        ASSERT_TRUE(record) << record.error().what;
        record_ = *record;
    }
    void select(const FileSelection& selection) {
        choose(selection);
        bool done = false;
        store()->select(selection, [&] { done = true; });
        ASSERT_TRUE(host_->run_until([&] { return done; }));
    }
    void begin(const FileSelection& selection) {
        start();
        store_.reset();
        choose(selection);
        store_ = std::make_unique<OpenStore>(*host_, record_);
        ASSERT_TRUE(store().open());
        store().learn_from(*sample_.store());
    }
    /// Gives what is wanted until the store is complete, or `rounds` are over.
    void fetch_wanted(int rounds = 20) {
        store().learn_from(*sample_.store());
        const auto before = store().completed;
        for (int round = 0; round < rounds && store().completed == before; ++round) {
            for (std::uint32_t i = 0; i < sample_.manifest()->chunk_count(); ++i) {
                const ChunkIndex chunk{i};
                if (store()->wanted().test(chunk) && !store()->have().test(chunk)) accept(i);
            }
            store().flush();
        }
        EXPECT_EQ(store().completed, before + 1);
        EXPECT_TRUE(store()->is_complete());
    }
    [[nodiscard]] std::set<std::string> names() const {
        std::set<std::string> out;
        for (const auto& entry : fs::recursive_directory_iterator{room_ / "down"})
            out.insert(fs::relative(entry.path(), room_ / "down"));
        return out;
    }
};

TEST_F(StoreSelect, OnlyWhatIsWantedAppearsOnDisk) {
    begin(only_a);
    EXPECT_EQ(store()->missing(), 3U);
    fetch_wanted();
    EXPECT_EQ(names(), (std::set<std::string>{"sample", "sample/a.bin"}));
    EXPECT_EQ(read_file(folder() + "/a.bin"), sample_.files().at("a.bin"));
    EXPECT_EQ(store()->missing(), 0U);
    EXPECT_FALSE(store()->have().all());
    restart();
    ASSERT_TRUE(store().open());
    EXPECT_TRUE(store()->is_complete());
    EXPECT_EQ(store()->have().count(), 3U);
}

TEST_F(StoreSelect, AddingFilesToACompleteSelectionMakesItFetchAgain) {
    begin(only_a);
    fetch_wanted();
    select(a_and_run);
    EXPECT_FALSE(store()->is_complete());
    EXPECT_EQ(store()->missing(), 1U);
    fetch_wanted();
    EXPECT_EQ(names(), (std::set<std::string>{"sample", "sample/a.bin", "sample/d", "sample/d/run"}));
    select({});
    EXPECT_FALSE(store()->is_complete());
    fetch_wanted();
    expect_done();
}

TEST_F(StoreSelect, TheWholeBringsEmptyFilesAndFoldersEvenIfNoByteIsMissing) {
    begin(FileSelection{{true, true, false, true}});
    fetch_wanted();
    EXPECT_FALSE(names().contains("sample/b/empty"));
    EXPECT_FALSE(names().contains("sample/hollow"));
    select({});
    fetch_wanted();
    expect_done();
}

TEST_F(StoreSelect, AFileThatIsPartlyHereIsDroppedWhenItIsWantedNoMore) {
    begin(a_and_run);
    accept(0);
    store().flush();
    ASSERT_TRUE(fs::exists(hidden() + "/0"));
    select(FileSelection{{false, false, false, true}});
    EXPECT_EQ(store().lost, std::vector<ChunkIndex>{ChunkIndex{0}});
    EXPECT_FALSE(store()->have().test(ChunkIndex{0}));
    store().flush();
    EXPECT_FALSE(fs::exists(hidden() + "/0"));
    fetch_wanted();
    EXPECT_EQ(names(), (std::set<std::string>{"sample", "sample/d", "sample/d/run"}));
    restart();
    ASSERT_TRUE(store().open());
    EXPECT_TRUE(store()->is_complete());
    EXPECT_EQ(store()->have().count(), 1U);
}

TEST_F(StoreSelect, AFileThatHasItsPlaceStaysAndIsServed) {
    begin(only_a);
    fetch_wanted();
    select(FileSelection{{false, false, false, true}});
    EXPECT_TRUE(store().lost.empty());
    EXPECT_EQ(*store().read(ChunkIndex{1}), sample_.chunk(ChunkIndex{1}));
    fetch_wanted();
    EXPECT_TRUE(fs::exists(folder() + "/a.bin"));
    restart();
    ASSERT_TRUE(store().open());
    EXPECT_TRUE(store()->is_complete());
    EXPECT_EQ(store()->have().count(), 4U);
    EXPECT_EQ(*store().read(ChunkIndex{1}), sample_.chunk(ChunkIndex{1}));
}

TEST_F(StoreSelect, WantingLessCompletesWhatWasNotComplete) {
    begin({});
    for (std::uint32_t i = 0; i < 3; ++i) accept(i);
    store().flush();
    EXPECT_FALSE(store()->is_complete());
    select(only_a);
    ASSERT_TRUE(host_->run_until([&] { return store().completed == 1; }));
    EXPECT_EQ(names(), (std::set<std::string>{"sample", "sample/a.bin"}));
    select(only_a);
    EXPECT_TRUE(store()->is_complete());
    EXPECT_EQ(store().completed, 1) << "it stays complete and says so once";
}

TEST_F(StoreSelect, WhatLiesAtThePlaceOfANewlyWantedFileIsTaken) {
    begin(only_a);
    fetch_wanted();
    write_file(folder() + "/d/run", sample_.files().at("d/run"));
    select(a_and_run);
    EXPECT_EQ(store()->missing(), 0U);
    EXPECT_EQ(store().found.size(), 1U);
    EXPECT_TRUE(store()->is_complete()) << "nothing had to be fetched";
    EXPECT_TRUE(store().troubles.empty());
    restart();
    ASSERT_TRUE(store().open());
    EXPECT_TRUE(store()->is_complete());
    EXPECT_EQ(store()->have().count(), 4U);
}

TEST_F(StoreSelect, SomethingElseAtThatPlaceIsLeftAloneAndNamed) {
    begin(only_a);
    fetch_wanted();
    write_file(folder() + "/d/run", "mine");
    select(a_and_run);
    store().learn_from(*sample_.store());
    accept(4);
    store().flush();
    ASSERT_EQ(store().troubles.size(), 1U);
    EXPECT_EQ(store().troubles[0].code, Errc::exists);
    EXPECT_EQ(read_file(folder() + "/d/run"), "mine");
    select(only_a);
    ASSERT_TRUE(host_->run_until([&] { return store().recovered == 1; })) << "nothing is in the way of what is wanted";
    EXPECT_TRUE(store()->is_complete());
}

TEST_F(StoreSelect, AWriteUnderWayToAFileThatIsDroppedDoesNotCount) {
    begin(a_and_run);
    std::optional<Accepted> accepted;
    const auto data = sample_.chunk(ChunkIndex{0});
    const auto view = as_bytes(data);
    choose(FileSelection{{false, false, false, true}});
    store()->accept(ChunkIndex{0}, Bytes{view.begin(), view.end()}, [&](Accepted a) { accepted = a; });
    int selected = 0;
    store()->select(record_.selection, [&] { ++selected; });
    store()->select(a_and_run, [&] { ++selected; });
    choose(a_and_run);
    ASSERT_TRUE(host_->run_until([&] { return selected == 2 && accepted; }));
    store().flush();
    for (std::uint32_t i = 0; i < 3; ++i)
        if (store()->have().test(ChunkIndex{i})) {
            EXPECT_EQ(*store().read(ChunkIndex{i}), sample_.chunk(ChunkIndex{i}));
        }
    fetch_wanted();
    EXPECT_EQ(read_file(folder() + "/a.bin"), sample_.files().at("a.bin"));
}

TEST_F(StoreSelect, AShareMadeHereStaysWhole) {
    Host host{room_ / "data"};
    write_file(room_ / "stuff/x", "1");
    write_file(room_ / "stuff/y", "2");
    const auto shared = host.share(room_ / "stuff");
    transfer::ShareChange change;
    change.selection = FileSelection{{true, false}};
    EXPECT_EQ(host.update(shared->record.tag, change).error().code, Errc::usage);
}

TEST_F(StoreSelect, AfterACrashAtAnyCallEveryClaimIsTrueAndTheSelectionIsTheLastOneRemembered) {
    const FileSelection run_only{{false, false, false, true}};
    for (long n = 1;; ++n) {
        SCOPED_TRACE(n);
        store_.reset();
        host_.reset();
        fs::remove_all(room_ / "data");
        fs::remove_all(room_ / "down");
        auto faults = std::make_shared<Faults>();
        start(faults);
        ASSERT_TRUE(store().open());
        store().learn_from(*sample_.store());
        accept(0);
        accept(4);
        store().flush();
        faults->crash_at(n);
        const auto attempt = [&](const FileSelection& selection) {
            transfer::ShareChange change;
            change.selection = selection;
            if (!host_->update(record_.tag, change)) return;
            bool done = false;
            store()->select(selection, [&] { done = true; });
            (void)host_->run_until([&] { return done; });
            store().flush();
        };
        attempt(run_only);
        attempt(a_and_run);
        const bool fired = faults->fired();
        store_.reset();
        host_.reset();
        faults->lose_unsynced();
        host_ = std::make_unique<Host>(room_ / "data");
        record_ = host_->library().load()->front();
        store_ = std::make_unique<OpenStore>(*host_, record_);
        ASSERT_TRUE(store().open());
        for (std::uint32_t i = 0; i < sample_.manifest()->chunk_count(); ++i) {
            if (!store()->have().test(ChunkIndex{i})) continue;
            const auto got = store().read(ChunkIndex{i});
            ASSERT_TRUE(got) << "chunk " << i << ": " << got.error().what;
            EXPECT_EQ(*got, sample_.chunk(ChunkIndex{i}));
        }
        const bool was_complete = store()->is_complete();
        if (!was_complete && store()->missing() > 0) fetch_wanted();
        ASSERT_TRUE(host_->run_until([&] { return store()->is_complete(); }));
        for (std::uint32_t i = 0; i < 4; ++i) {
            const auto path = join_path(sample_.manifest()->files()[i].path);
            if (record_.selection.has(FileIndex{i})) {
                EXPECT_EQ(read_file(folder() + "/" + path), sample_.files().at(path)) << path;
            }
        }
        EXPECT_FALSE(fs::exists(hidden()));
        if (!fired) {
            EXPECT_GT(n, 10);
            break;
        }
        if (HasFailure()) break;
    }
}

}  // namespace
}  // namespace shoal::test
