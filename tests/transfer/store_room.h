#pragma once
// A small share, and a download of it that can be broken and opened again.

#include "tests/transfer/disk_room.h"

namespace shoal::test {

inline Sample::Files few_files() {
    return {{"a.bin", pattern(600'000, 1)}, {"b/c", "tiny"}, {"b/empty", ""}, {"d/run", pattern(262'144, 2)}};
}

/// A sample, and a download of it that can be broken and opened again.
class StoreTest : public testing::Test {
protected:
    void start(std::shared_ptr<Faults> faults = std::make_shared<Faults>(), bool overwrite = false) {
        host_ = std::make_unique<Host>(room_ / "data", std::move(faults));
        ASSERT_TRUE(host_->is_open()) << host_->error().what;
        const auto remembered = host_->remember(sample_.manifest());
        ASSERT_TRUE(remembered) << remembered.error().what;
        auto record = host_->place(remembered->tag, room_ / "down", overwrite);
        ASSERT_TRUE(record) << record.error().what;
        record_ = *record;
        store_ = std::make_unique<OpenStore>(*host_, record_);
    }
    void restart(bool close = true) {
        if (close) host_->close();
        store_.reset();
        host_.reset();
        start();
    }
    [[nodiscard]] std::string hidden() const { return room_ / "down/.shoal-" + record_.tag.str(); }
    [[nodiscard]] std::string folder() const { return room_ / "down/sample"; }
    OpenStore& store() { return *store_; }
    void accept(std::uint32_t chunk) {
        ASSERT_EQ(store().accept(ChunkIndex{chunk}, sample_.chunk(ChunkIndex{chunk})), Accepted::stored);
    }
    void fetch() { ASSERT_TRUE(fetch_all(*host_, *store_, sample_)); }
    void expect_done() {
        EXPECT_TRUE(sample_.is_at(folder()));
        EXPECT_FALSE(fs::exists(hidden()));
        EXPECT_TRUE(fs::is_directory(folder() + "/hollow"));
        EXPECT_NE(fs::status(folder() + "/d/run").permissions() & fs::perms::owner_exec, fs::perms::none);
        EXPECT_EQ(fs::status(folder() + "/a.bin").permissions() & fs::perms::owner_exec, fs::perms::none);
    }

    Sample sample_{few_files(), {"hollow"}, "d/run"};
    TemporaryDirectory room_;
    std::unique_ptr<Host> host_;
    ShareRecord record_;
    std::unique_ptr<OpenStore> store_;
};

}  // namespace shoal::test
