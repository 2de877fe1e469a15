#include <set>

#include "tests/transfer/store_room.h"

namespace shoal::test {
namespace {

using transfer::Removed;

class RemovalTest : public StoreTest {
protected:
    Result<Removed> remove(const Tag& tag, bool with_data) {
        return host_->wait_for<Result<Removed>>(
            [&](auto done) { host_->library().remove(tag, with_data, std::move(done)); });
    }
    void download() {
        start();
        ASSERT_TRUE(store().open());
        fetch();
        store_.reset();
    }
    [[nodiscard]] bool is_forgotten() const {
        return host_->library().load()->empty() && fs::is_empty(room_ / "data/shares");
    }
    [[nodiscard]] static std::set<std::string> names(const std::string& folder) {
        std::set<std::string> out;
        for (const auto& entry : fs::recursive_directory_iterator{folder})
            out.insert(entry.path().lexically_relative(folder));
        return out;
    }
};

TEST_F(RemovalTest, WithoutDataTheFilesStay) {
    download();
    const auto removed = remove(record_.tag, false);
    ASSERT_TRUE(removed) << removed.error().what;
    EXPECT_TRUE(removed->kept.empty());
    EXPECT_TRUE(sample_.is_at(folder()));
    EXPECT_TRUE(is_forgotten());
    EXPECT_EQ(remove(record_.tag, false).error().code, Errc::not_found);
}

TEST_F(RemovalTest, WithDataNothingOfTheShareIsLeft) {
    download();
    const auto removed = remove(record_.tag, true);
    ASSERT_TRUE(removed) << removed.error().what;
    EXPECT_TRUE(removed->kept.empty());
    EXPECT_TRUE(fs::is_empty(room_ / "down"));
    EXPECT_TRUE(is_forgotten());
}

TEST_F(RemovalTest, WhatAPersonChangedOrAddedStaysAndIsNamed) {
    download();
    write_file(folder() + "/b/c", "not yours");
    fs::remove(folder() + "/d/run");
    fs::create_symlink("/etc/hostname", folder() + "/d/run");
    write_file(folder() + "/mine", "added");
    const auto removed = remove(record_.tag, true);
    ASSERT_TRUE(removed) << removed.error().what;
    EXPECT_EQ(removed->kept, (std::vector<std::string>{folder() + "/b/c", folder() + "/d/run"}));
    EXPECT_EQ(names(folder()), (std::set<std::string>{"b", "b/c", "d", "d/run", "mine"}));
    EXPECT_EQ(read_file(folder() + "/b/c"), "not yours");
    EXPECT_TRUE(is_forgotten());
}

TEST_F(RemovalTest, AnUnfinishedDownloadLeavesNothingHidden) {
    for (const bool with_data : {false, true}) {
        start();
        ASSERT_TRUE(store().open());
        store().learn_from(*sample_.store());
        accept(0);
        accept(4);
        store().flush();
        ASSERT_TRUE(fs::exists(folder() + "/d/run"));
        store_.reset();
        const auto removed = remove(record_.tag, with_data);
        ASSERT_TRUE(removed) << removed.error().what;
        EXPECT_FALSE(fs::exists(hidden()));
        EXPECT_EQ(fs::exists(folder() + "/d/run"), !with_data);
        host_.reset();
        fs::remove_all(room_ / "down");
    }
}

TEST_F(RemovalTest, OfAShareMadeHereTakesTheOriginalsThatAreUnchanged) {
    start();
    store_.reset();
    write_file(room_ / "stuff/x", "1");
    write_file(room_ / "stuff/sub/y", "2");
    write_file(room_ / "lone", "3");
    const auto folder = host_->share(room_ / "stuff")->record.tag;
    const auto lone = host_->share(room_ / "lone")->record.tag;
    EXPECT_TRUE(remove(lone, true)->kept.empty());
    EXPECT_FALSE(fs::exists(room_ / "lone"));
    write_file(room_ / "stuff/x", "changed");
    EXPECT_EQ(remove(folder, true)->kept, std::vector<std::string>{room_ / "stuff/x"});
    EXPECT_FALSE(fs::exists(room_ / "stuff/sub"));
    EXPECT_EQ(read_file(room_ / "stuff/x"), "changed");
}

TEST_F(RemovalTest, IsRefusedWhileTheFolderThatHoldsTheDataIsAway) {
    download();
    fs::rename(room_ / "down", room_ / "away");
    EXPECT_EQ(remove(record_.tag, true).error().code, Errc::not_found);
    EXPECT_EQ(host_->library().load()->size(), 1U) << "nothing changed";
    EXPECT_TRUE(remove(record_.tag, false)) << "to forget it needs no folder";
    EXPECT_TRUE(is_forgotten());
}

TEST_F(RemovalTest, ItCanBeFetchedAgainAfterwards) {
    download();
    ASSERT_TRUE(remove(record_.tag, true));
    const auto again = host_->remember(sample_.manifest());
    ASSERT_TRUE(again) << again.error().what;
    EXPECT_GT(again->number, record_.number) << "in one run no number is given twice";
    record_ = *host_->place(record_.tag, room_ / "down");
    store_ = std::make_unique<OpenStore>(*host_, record_);
    ASSERT_TRUE(store().open());
    EXPECT_TRUE(store()->have().none());
    fetch();
    expect_done();
}

TEST_F(RemovalTest, AfterACrashAtAnyCallItGoesOnAtTheNextStart) {
    for (long n = 1;; ++n) {
        SCOPED_TRACE(n);
        store_.reset();
        host_.reset();
        fs::remove_all(room_ / "data");
        fs::remove_all(room_ / "down");
        auto faults = std::make_shared<Faults>();
        start(faults);
        ASSERT_TRUE(store().open());
        fetch();
        store_.reset();
        write_file(folder() + "/mine", "added");
        faults->crash_at(n);
        const auto removed = remove(record_.tag, true);
        const bool fired = faults->fired();
        host_.reset();
        faults->lose_unsynced();
        host_ = std::make_unique<Host>(room_ / "data");
        ASSERT_TRUE(host_->is_open());
        const auto share_file = room_ / ("data/shares/" + record_.tag.str() + ".share");
        const auto records = host_->library().load();
        if (!records->empty()) {
            EXPECT_FALSE(removed) << "it was never said to be done";
            EXPECT_TRUE(fs::exists(folder() + "/a.bin")) << "the word comes before the deed";
        } else {
            ASSERT_TRUE(host_->run_until([&] { return !fs::exists(share_file); }));
            EXPECT_EQ(names(room_ / "down"), (std::set<std::string>{"sample", "sample/mine"}));
        }
        if (!fired) {
            EXPECT_TRUE(removed);
            EXPECT_GT(n, 10);
            break;
        }
        if (HasFailure()) break;
    }
}

TEST_F(RemovalTest, OfATemporaryShareLeavesNothing) {
    start();
    store_.reset();
    const auto placed = host_->wait_for<Result<ShareRecord>>([&](auto done) {
        host_->library().place(record_.tag, {"", false, true, {}}, std::move(done));
    });
    ASSERT_TRUE(placed) << placed.error().what;
    store_ = std::make_unique<OpenStore>(*host_, *placed);
    ASSERT_TRUE(store().open());
    store().learn_from(*sample_.store());
    accept(0);
    store_.reset();
    EXPECT_TRUE(remove(record_.tag, true)->kept.empty());
    EXPECT_FALSE(fs::exists(placed->directory));
    EXPECT_TRUE(is_forgotten());
}

TEST_F(RemovalTest, ATemporaryShareAndItsDataGoWithTheNextStart) {
    start();
    store_.reset();
    const auto placed = host_->wait_for<Result<ShareRecord>>([&](auto done) {
        host_->library().place(record_.tag, {"", false, true, {}}, std::move(done));
    });
    ASSERT_TRUE(placed) << placed.error().what;
    EXPECT_TRUE(placed->temporary);
    EXPECT_EQ(placed->directory, room_ / ("data/streams/" + record_.tag.str()));
    store_ = std::make_unique<OpenStore>(*host_, *placed);
    ASSERT_TRUE(store().open());
    fetch();
    EXPECT_TRUE(sample_.is_at(placed->directory + "/sample"));
    host_->close();
    store_.reset();
    host_.reset();
    host_ = std::make_unique<Host>(room_ / "data");
    EXPECT_TRUE(is_forgotten());
    EXPECT_FALSE(fs::exists(room_ / "data/streams"));
}

}  // namespace
}  // namespace shoal::test
