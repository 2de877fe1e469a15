#pragma once
// A temporary directory, and libraries on a real loop in it.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/uv_world.h"
#include "tests/transfer/faulty_disk.h"
#include "transfer/library.h"

namespace shoal::test {

namespace fs = std::filesystem;
using transfer::Accepted;
using transfer::Library;
using transfer::Shared;
using transfer::ShareOptions;
using transfer::ShareRecord;
using transfer::Store;

/// Timers that are so many times quicker than the clock, so that a probe every 5 s costs a test 12 ms.
class QuickTimers final : public Timers {
public:
    explicit QuickTimers(Timers& inner) : inner_{inner} {}
    [[nodiscard]] Instant now() const override { return inner_.now(); }
    [[nodiscard]] WallTime wall() const override { return inner_.wall(); }
    [[nodiscard]] std::unique_ptr<Timer> at(Instant when, Task task) override {
        const auto now = inner_.now();
        return inner_.at(when > now ? now + (when - now) / 400 : when, std::move(task));
    }

private:
    Timers& inner_;
};

/// A temporary directory that goes away with it; in memory where there is such a place, as these tests sync thousands
/// of times.
class TemporaryDirectory {
public:
    TemporaryDirectory() {
        std::string in_memory = "/dev/shm/shoal-XXXXXX";
        std::string on_disk = testing::TempDir() + "shoal-XXXXXX";
        const char* made = mkdtemp(in_memory.data());
        if (!made) made = mkdtemp(on_disk.data());
        if (!made) std::abort();
        path_ = made;
    }
    ~TemporaryDirectory() { fs::remove_all(path_); }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

inline std::string pattern(std::size_t size, unsigned seed) {
    std::string out(size, '\0');
    std::uint32_t state = seed * 2654435761U + 1;
    for (auto& c : out) {
        state = state * 1664525U + 1013904223U;
        c = static_cast<char>(state >> 24);
    }
    return out;
}

inline void write_file(const fs::path& path, const std::string& content) {
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << content;
}

inline std::string read_file(const fs::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// One process' worth of engine: a loop, a disk that may fail, and a library.
class Host {
public:
    explicit Host(std::string data_dir, std::shared_ptr<Faults> faults = std::make_shared<Faults>())
        : faults_{std::move(faults)}, disk_{uv_->world().disk, faults_}, timers_{uv_->world().timers},
          world_{timers_, uv_->world().datagrams, uv_->world().streams,
                 disk_,   uv_->world().workers,   uv_->world().random},
          log_{LogLevel::debug, LogFormat::text, [this] { return world_.timers.wall(); },
               [this](std::string_view line) { lines_.emplace_back(line); }} {
        auto library = Library::open(world_, log_, data_dir);
        if (library)
            library_ = std::move(*library);
        else
            error_ = library.error();
    }

    /// Jobs that still run may use the disk; they end with the loop.
    ~Host() {
        library_.reset();
        uv_.reset();
    }
    Host(const Host&) = delete;
    Host& operator=(const Host&) = delete;

    [[nodiscard]] bool is_open() const { return library_ != nullptr; }
    [[nodiscard]] const Error& error() const { return error_; }
    [[nodiscard]] Library& library() { return *library_; }
    [[nodiscard]] World& world() { return world_; }
    [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }

    /// Runs the loop until `done`; a test that waits for longer than 60 s fails.
    [[nodiscard]] bool run_until(std::move_only_function<bool() const> done) {
        bool late = false;
        const auto watchdog = uv_->world().timers.at(uv_->world().timers.now() + 60s, [&] { late = true; });
        uv_->run_until([&] { return late || done(); });
        if (late) ADD_FAILURE() << "nothing happened for 60 s";
        return !late;
    }
    /// Calls `begin` with a callback, and runs until it was called.
    template <class T, class Begin>
    T wait_for(Begin begin) {
        std::optional<T> got;
        begin([&](T value) { got.emplace(std::move(value)); });
        if (!run_until([&] { return got.has_value(); })) std::abort();
        return std::move(*got);
    }

    Result<Shared> share(const std::string& path, ShareOptions options = {}) {
        std::unique_ptr<transfer::Importing> handle;
        return wait_for<Result<Shared>>([&](auto done) {
            handle = library_->share(
                path, options, [](auto, auto) {}, std::move(done));
        });
    }
    Result<ShareRecord> remember(std::shared_ptr<const Manifest> manifest) {
        return wait_for<Result<ShareRecord>>(
            [&](auto done) { library_->remember(std::move(manifest), std::move(done)); });
    }
    Result<ShareRecord> place(const Tag& tag, const std::string& directory, bool overwrite = false) {
        return wait_for<Result<ShareRecord>>([&](auto done) {
            library_->place(tag, {directory, overwrite, false, {}}, std::move(done));
        });
    }
    Result<ShareRecord> update(const Tag& tag, transfer::ShareChange change) {
        return wait_for<Result<ShareRecord>>(
            [&](auto done) { library_->update(tag, std::move(change), std::move(done)); });
    }
    void close() {
        bool closed = false;
        library_->close([&] { closed = true; });
        (void)run_until([&] { return closed; });
    }

private:
    std::shared_ptr<Faults> faults_;
    std::unique_ptr<UvWorld> uv_ = std::make_unique<UvWorld>();
    FaultyDisk disk_;
    QuickTimers timers_;
    World world_;
    std::vector<std::string> lines_;
    Log log_;
    std::unique_ptr<Library> library_;
    Error error_;
};

/// A store and all that it said.
class OpenStore {
public:
    OpenStore(Host& host, const ShareRecord& record) : host_{host}, manifest_{record.manifest} {
        Store::Events events;
        events.on_lost = [this](ChunkIndex chunk) { lost.push_back(chunk); };
        events.on_found = [this](ChunkIndex chunk) { found.push_back(chunk); };
        events.on_changed = [this](const std::string& path) { changed.push_back(path); };
        events.on_progress = [this] { ++progress; };
        events.on_complete = [this] { ++completed; };
        events.on_trouble = [this](Error error) { troubles.push_back(std::move(error)); };
        events.on_recovered = [this] { ++recovered; };
        store_ = host.library().open_store(record, std::move(events));
    }

    Store& operator*() { return *store_; }
    Store* operator->() { return store_.get(); }

    Result<> open() {
        return host_.wait_for<Result<>>([&](auto done) { store_->open(std::move(done)); });
    }
    Result<std::string> read(ChunkIndex chunk) {
        auto got = host_.wait_for<Result<std::shared_ptr<const Bytes>>>(
            [&](auto done) { store_->read(chunk, std::move(done)); });
        if (!got) return std::unexpected{got.error()};
        return std::string{as_text(**got)};
    }
    Accepted accept(ChunkIndex chunk, const std::string& data) {
        const auto view = as_bytes(data);
        return host_.wait_for<Accepted>([&](auto done) {
            store_->accept(chunk, Bytes{view.begin(), view.end()}, std::move(done));
        });
    }
    void flush() {
        bool flushed = false;
        store_->flush([&] { flushed = true; });
        (void)host_.run_until([&] { return flushed; });
    }
    /// Learns every hash block that `other` knows.
    void learn_from(Store& other) {
        for (std::uint32_t f = 0; f < manifest_->files().size(); ++f)
            for (std::uint32_t b = 0; const auto* block = other.hashes(FileIndex{f}, b); ++b)
                store_->learn(FileIndex{f}, *block);
    }

    std::vector<ChunkIndex> lost;
    std::vector<ChunkIndex> found;
    std::vector<std::string> changed;
    int progress = 0;
    int completed = 0;
    std::vector<Error> troubles;
    int recovered = 0;

private:
    Host& host_;
    std::shared_ptr<const Manifest> manifest_;
    std::unique_ptr<Store> store_;
};

/// Files, and the manifest and hash blocks that a share() of them made.
class Sample {
public:
    using Files = std::map<std::string, std::string>;  // path beneath the folder, content

    explicit Sample(Files files, std::vector<std::string> empty_directories = {}, std::string executable = {})
        : files_{std::move(files)} {
        const auto folder = source_ / "sample";
        fs::create_directories(folder);
        for (const auto& [path, content] : files_) write_file(folder + "/" + path, content);
        for (const auto& path : empty_directories) fs::create_directories(folder + "/" + path);
        if (!executable.empty())
            fs::permissions(folder + "/" + executable, fs::perms::owner_exec, fs::perm_options::add);
        host_ = std::make_unique<Host>(source_ / "data");
        auto shared = host_->share(folder);
        if (!shared) std::abort();
        record_ = shared->record;
        store_ = std::make_unique<OpenStore>(*host_, record_);
        if (!store_->open()) std::abort();
    }

    [[nodiscard]] std::shared_ptr<const Manifest> manifest() const { return record_.manifest; }
    [[nodiscard]] const ShareRecord& record() const { return record_; }
    [[nodiscard]] Host& host() { return *host_; }
    [[nodiscard]] OpenStore& store() { return *store_; }
    [[nodiscard]] std::string folder() const { return source_ / "sample"; }
    [[nodiscard]] const Files& files() const { return files_; }

    [[nodiscard]] std::string chunk(ChunkIndex chunk) const {
        const auto file = manifest()->file_of(chunk);
        const auto& content = files_.at(join_path(manifest()->files()[raw(file)].path));
        return content.substr(manifest()->offset_in_file(chunk), manifest()->size_of(chunk));
    }
    /// True if the folder at `path` holds exactly these files.
    [[nodiscard]] testing::AssertionResult is_at(const std::string& path) const {
        Files found;
        for (const auto& entry : fs::recursive_directory_iterator{path})
            if (entry.is_regular_file()) found[fs::relative(entry.path(), path)] = read_file(entry.path());
        for (const auto& [name, content] : files_) {
            if (!found.contains(name)) return testing::AssertionFailure() << name << " is missing";
            if (found[name] != content) return testing::AssertionFailure() << name << " has other bytes";
        }
        if (found.size() != files_.size()) return testing::AssertionFailure() << "there are other files";
        return testing::AssertionSuccess();
    }

private:
    TemporaryDirectory source_;
    Files files_;
    std::unique_ptr<Host> host_;
    ShareRecord record_;
    std::unique_ptr<OpenStore> store_;
};

/// Gives a store everything that it misses until it is complete. False: `tries` rounds were not enough.
inline bool fetch_all(Host& host, OpenStore& store, Sample& sample, int rounds = 50) {
    store.learn_from(*sample.store());
    for (int round = 0; round < rounds && store.completed == 0; ++round) {
        std::size_t open = 0;
        for (std::uint32_t i = 0; i < sample.manifest()->chunk_count(); ++i) {
            const ChunkIndex chunk{i};
            if (store->have().test(chunk)) continue;
            ++open;
            const auto data = sample.chunk(chunk);
            const auto view = as_bytes(data);
            store->accept(chunk, Bytes{view.begin(), view.end()}, [&](Accepted) { --open; });
        }
        if (!host.run_until([&] { return open == 0; })) return false;
        bool flushed = false;
        store->flush([&] { flushed = true; });
        if (!host.run_until([&] { return flushed; })) return false;
        if (store.completed > 0) break;
        // In trouble, or something was lost: let a probe pass.
        bool waited = false;
        const auto timer = host.world().timers.at(host.world().timers.now() + 5s, [&] { waited = true; });
        if (!host.run_until([&] { return waited; })) return false;
    }
    return store.completed == 1;
}

}  // namespace shoal::test
