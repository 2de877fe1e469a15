#pragma once
// A Disk that fails, or dies, at the n-th call, and can take back what was never synced.

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/world.h"

namespace shoal::test {

/// What goes wrong; shared by all wrappers of one disk. Any thread.
class Faults {
public:
    /// The n-th call (from 1) fails with `code`. 0: none.
    void fail_at(long n, Errc code) {
        fail_at_ = n;
        code_ = code;
        calls_ = 0;
        fired_ = false;
    }
    /// The n-th call and all after it fail, as if the process were gone.
    void crash_at(long n) {
        fail_at(n, Errc::io);
        crash_ = true;
    }
    /// Every writing call fails with this until it is cleared.
    void refuse_writes(std::optional<Errc> code) {
        const std::scoped_lock hold{mutex_};
        refuse_ = code;
    }
    /// Instead of each sync of a file, on its worker, until it is cleared.
    void replace_sync(std::function<Result<>()> by) {
        const std::scoped_lock hold{mutex_};
        sync_ = std::move(by);
    }
    [[nodiscard]] std::function<Result<>()> sync() {
        const std::scoped_lock hold{mutex_};
        return sync_;
    }
    [[nodiscard]] bool fired() const { return fired_; }
    [[nodiscard]] long calls() const { return calls_; }

    [[nodiscard]] std::optional<Error> next(bool writes) {
        {
            const std::scoped_lock hold{mutex_};
            if (writes && refuse_) return Error{*refuse_, "refused by the test"};
        }
        const long n = ++calls_;
        if (fail_at_ == 0 || (crash_ ? n < fail_at_ : n != fail_at_)) return std::nullopt;
        fired_ = true;
        return Error{code_, "failed by the test"};
    }

    /// Bytes written to an inode since it was last synced.
    void wrote(std::uint64_t inode, std::shared_ptr<File> file, std::uint64_t offset, std::size_t size) {
        const std::scoped_lock hold{mutex_};
        unsynced_[inode].push_back({std::move(file), offset, size});
    }
    void synced(std::uint64_t inode) {
        const std::scoped_lock hold{mutex_};
        unsynced_.erase(inode);
    }
    void synced_all() {
        const std::scoped_lock hold{mutex_};
        unsynced_.clear();
    }
    /// What a power cut may do: everything that was not synced is garbage now.
    void lose_unsynced() {
        const std::scoped_lock hold{mutex_};
        for (auto& [inode, writes] : unsynced_) {
            for (auto& write : writes) (void)write.file->write(write.offset, Bytes(write.size, Byte{0xEE}));
        }
        unsynced_.clear();
    }

private:
    struct Unsynced {
        std::shared_ptr<File> file;
        std::uint64_t offset = 0;
        std::size_t size = 0;
    };
    std::atomic<long> calls_ = 0;
    std::atomic<long> fail_at_ = 0;
    std::atomic<bool> crash_ = false;
    std::atomic<bool> fired_ = false;
    Errc code_ = Errc::io;
    std::mutex mutex_;
    std::function<Result<>()> sync_;
    std::optional<Errc> refuse_;
    std::map<std::uint64_t, std::vector<Unsynced>> unsynced_;
};

#define SHOAL_FAULT(writes)                                                                                            \
    if (auto fault = faults_->next(writes)) return std::unexpected {                                                   \
            std::move(*fault)                                                                                          \
        }

class FaultyFile final : public File {
public:
    FaultyFile(std::shared_ptr<File> inner, std::shared_ptr<Faults> faults)
        : inner_{std::move(inner)}, faults_{std::move(faults)} {}
    Result<std::size_t> read(std::uint64_t offset, BytesMut out) override {
        SHOAL_FAULT(false);
        return inner_->read(offset, out);
    }
    Result<> write(std::uint64_t offset, BytesView data) override {
        SHOAL_FAULT(true);
        if (const auto now = inner_->stat()) faults_->wrote(now->inode, inner_, offset, data.size());
        return inner_->write(offset, data);
    }
    Result<> sync() override {
        SHOAL_FAULT(true);
        if (const auto instead = faults_->sync()) return instead();
        const auto done = inner_->sync();
        if (const auto now = inner_->stat(); done && now) faults_->synced(now->inode);
        return done;
    }
    Result<> resize(std::uint64_t size) override {
        SHOAL_FAULT(true);
        return inner_->resize(size);
    }
    Result<> set_executable(bool executable) override {
        SHOAL_FAULT(true);
        return inner_->set_executable(executable);
    }
    Result<FileWitness> stat() override {
        SHOAL_FAULT(false);
        return inner_->stat();
    }

private:
    std::shared_ptr<File> inner_;
    std::shared_ptr<Faults> faults_;
};

class FaultyDirectory final : public Directory {
public:
    FaultyDirectory(std::shared_ptr<Directory> inner, std::shared_ptr<Faults> faults)
        : inner_{std::move(inner)}, faults_{std::move(faults)} {}
    Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override {
        SHOAL_FAULT(mode == OpenMode::create || mode == OpenMode::create_new);
        SHOAL_TRY(auto file, inner_->open(path, mode));
        return std::unique_ptr<File>{std::make_unique<FaultyFile>(std::move(file), faults_)};
    }
    Result<std::shared_ptr<Directory>> open_directory(const std::string& path) override {
        SHOAL_FAULT(false);
        SHOAL_TRY(auto directory, inner_->open_directory(path));
        return std::shared_ptr<Directory>{std::make_shared<FaultyDirectory>(std::move(directory), faults_)};
    }
    Result<> make_directories(const std::string& path) override {
        SHOAL_FAULT(true);
        return inner_->make_directories(path);
    }
    Result<std::vector<DirectoryEntry>> list(const std::string& path) override {
        SHOAL_FAULT(false);
        return inner_->list(path);
    }
    Result<FileWitness> stat(const std::string& path) override {
        SHOAL_FAULT(false);
        return inner_->stat(path);
    }
    Result<> rename(const std::string& from, const std::string& to, bool replace) override {
        SHOAL_FAULT(true);
        return inner_->rename(from, to, replace);
    }
    Result<> remove(const std::string& path) override {
        SHOAL_FAULT(false);
        return inner_->remove(path);
    }
    Result<> remove_directory(const std::string& path) override {
        SHOAL_FAULT(false);
        return inner_->remove_directory(path);
    }
    Result<> sync(const std::string& path) override {
        SHOAL_FAULT(true);
        return inner_->sync(path);
    }
    Result<> sync_all() override {
        SHOAL_FAULT(true);
        const auto done = inner_->sync_all();
        if (done) faults_->synced_all();
        return done;
    }
    Result<std::uint64_t> free_bytes() override {
        SHOAL_FAULT(false);
        return inner_->free_bytes();
    }

private:
    std::shared_ptr<Directory> inner_;
    std::shared_ptr<Faults> faults_;
};

class FaultyDisk final : public Disk {
public:
    FaultyDisk(Disk& inner, std::shared_ptr<Faults> faults) : inner_{inner}, faults_{std::move(faults)} {}
    Result<std::shared_ptr<Directory>> open_root(const std::string& path, bool create) override {
        SHOAL_FAULT(false);
        SHOAL_TRY(auto directory, inner_.open_root(path, create));
        return std::shared_ptr<Directory>{std::make_shared<FaultyDirectory>(std::move(directory), faults_)};
    }

private:
    Disk& inner_;
    std::shared_ptr<Faults> faults_;
};

#undef SHOAL_FAULT

}  // namespace shoal::test
