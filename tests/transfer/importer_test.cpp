#include "transfer/importer.h"

#include <sys/stat.h>
#include <unistd.h>

#include "tests/transfer/disk_room.h"

namespace shoal::test {
namespace {

std::vector<std::string> paths_of(const Manifest& manifest) {
    std::vector<std::string> out;
    for (const auto& file : manifest.files()) out.push_back(join_path(file.path));
    return out;
}

crypto::Hash root_of(const std::string& content) {
    return crypto::file_root(content.size(), crypto::tree_of(as_bytes(content)));
}

TEST(Importer, DescribesAFolderAsItLies) {
    TemporaryDirectory room;
    const auto folder = room / "tree";
    const std::map<std::string, std::string> files{{"a", "1"},
                                                   {"a.b", ""},
                                                   {"a-b/x", pattern(262'144, 1)},
                                                   {"d/e/f", pattern(262'145, 2)},
                                                   {"d/e!", pattern(1'000'000, 3)},
                                                   {"run", "#!/bin/sh"}};
    for (const auto& [path, content] : files) write_file(folder + "/" + path, content);
    fs::permissions(folder + "/run", fs::perms::owner_exec, fs::perm_options::add);
    fs::create_directories(folder + "/hollow/inside");
    fs::create_symlink("a", folder + "/link");
    fs::create_directory_symlink(".", folder + "/d/loop");
    ASSERT_EQ(mkfifo((folder + "/d/pipe").c_str(), 0600), 0);
    fs::create_directories(folder + "/.shoal-aaaaaaaa");
    write_file(folder + "/.shoal-aaaaaaaa/0", "half");

    Host host{room / "data"};
    const auto shared = host.share(folder);
    ASSERT_TRUE(shared) << shared.error().what;
    const auto& manifest = *shared->record.manifest;
    EXPECT_EQ(paths_of(manifest), (std::vector<std::string>{"a", "a-b/x", "a.b", "d/e/f", "d/e!", "run"}));
    for (const auto& file : manifest.files()) {
        const auto& content = files.at(join_path(file.path));
        EXPECT_EQ(file.size, content.size());
        EXPECT_EQ(file.root, root_of(content)) << join_path(file.path);
        EXPECT_EQ(file.executable, file.path.front() == "run");
    }
    EXPECT_EQ(manifest.content().directories, (std::vector<std::vector<std::string>>{{"hollow", "inside"}}));
    EXPECT_EQ(shared->skipped, (std::vector<std::string>{".shoal-aaaaaaaa", "d/loop", "d/pipe", "link"}));
    EXPECT_FALSE(shared->already_shared);
}

TEST(Importer, ALoneFileIsItsOwnShare) {
    TemporaryDirectory room;
    write_file(room / "film.bin", pattern(300'000, 4));
    Host host{room / "data"};
    const auto shared = host.share(room / "film.bin");
    ASSERT_TRUE(shared) << shared.error().what;
    EXPECT_TRUE(shared->record.manifest->is_single());
    EXPECT_EQ(paths_of(*shared->record.manifest), std::vector<std::string>{"film.bin"});
    OpenStore store{host, shared->record};
    ASSERT_TRUE(store.open());
    EXPECT_EQ(store.completed, 1);
    EXPECT_EQ(*store.read(ChunkIndex{1}), pattern(300'000, 4).substr(262'144));
}

TEST(Importer, AFolderBehindASymbolicLinkCanBeShared) {
    TemporaryDirectory room;
    write_file(room / "real/x", "content");
    fs::create_directory_symlink(room / "real", room / "link");
    write_file(room / "file", "content");
    fs::create_symlink(room / "file", room / "to-file");
    Host host{room / "data"};
    const auto shared = host.share(room / "link");
    ASSERT_TRUE(shared) << shared.error().what;
    EXPECT_EQ(shared->record.manifest->name(), "link");
    OpenStore store{host, shared->record};
    ASSERT_TRUE(store.open());
    EXPECT_TRUE(store.read(ChunkIndex{0}));
    EXPECT_EQ(host.share(room / "to-file").error().code, Errc::usage);
}

TEST(Importer, SaysWhyAPathCannotBeShared) {
    TemporaryDirectory room;
    Host host{room / "data"};
    EXPECT_EQ(host.share("/").error().code, Errc::usage);
    EXPECT_EQ(host.share("///").error().code, Errc::usage);
    EXPECT_EQ(host.share("relative").error().code, Errc::usage);
    EXPECT_EQ(host.share(room / "x/../y").error().code, Errc::usage);
    EXPECT_EQ(host.share(room / "nowhere").error().code, Errc::not_found);
    EXPECT_EQ(host.share(room / "nowhere/at/all").error().code, Errc::not_found);
    ASSERT_EQ(::mkfifo((room / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(host.share(room / "pipe").error().code, Errc::usage);
    write_file(room / "a/fine", "");
    write_file(room / "a/b\\c", "");
    auto shared = host.share(room / "a");
    EXPECT_EQ(shared.error().code, Errc::malformed);
    EXPECT_NE(shared.error().what.find("b\\c"), std::string::npos) << shared.error().what;
    write_file(room / "b/x\xff\xfe", "");
    shared = host.share(room / "b");
    EXPECT_EQ(shared.error().code, Errc::malformed);
    EXPECT_NE(shared.error().what.find("x\\xff\\xfe"), std::string::npos) << shared.error().what;
    write_file(room / "c/Name", "");
    write_file(room / "c/name", "");
    EXPECT_EQ(host.share(room / "c").error().code, Errc::malformed);
    EXPECT_TRUE(host.library().load()->empty());
}

TEST(Importer, AnUnchangedPathIsTheSameShareWithoutReadingIt) {
    TemporaryDirectory room;
    write_file(room / "stuff/x", pattern(600'000, 1));
    write_file(room / "stuff/y", "y");
    ContentId id;
    {
        Host host{room / "data"};
        id = host.share(room / "stuff")->record.manifest->id();
    }
    Host host{room / "data"};
    int progress = 0;
    std::unique_ptr<transfer::Importing> handle;
    const auto again = host.wait_for<Result<Shared>>([&](auto done) {
        handle = host.library().share(
            room / "stuff", {}, [&](auto, auto) { ++progress; }, std::move(done));
    });
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->already_shared);
    EXPECT_EQ(again->record.manifest->id(), id);
    EXPECT_EQ(progress, 0);  // nothing was hashed
    EXPECT_FALSE(host.share(room / "stuff", {.reproducible = false, .comment = "another"})->already_shared);
}

TEST(Importer, ATouchedPathIsTheSameShareAndAChangedOneIsNot) {
    TemporaryDirectory room;
    write_file(room / "stuff/x", "one");
    Host host{room / "data"};
    const auto first = host.share(room / "stuff");
    ASSERT_TRUE(first);
    fs::last_write_time(room / "stuff/x", fs::last_write_time(room / "stuff/x") + std::chrono::hours{1});
    const auto touched = host.share(room / "stuff");
    ASSERT_TRUE(touched);
    EXPECT_TRUE(touched->already_shared);
    EXPECT_EQ(touched->record.manifest->id(), first->record.manifest->id());
    write_file(room / "stuff/x", "two");
    fs::last_write_time(room / "stuff/x", fs::last_write_time(room / "stuff/x") + std::chrono::hours{2});
    const auto changed = host.share(room / "stuff");
    ASSERT_TRUE(changed);
    EXPECT_FALSE(changed->already_shared);
    EXPECT_NE(changed->record.manifest->id(), first->record.manifest->id());
    fs::create_directories(room / "stuff/new");
    EXPECT_FALSE(host.share(room / "stuff")->already_shared);
    EXPECT_EQ(host.library().load()->size(), 3U);
}

TEST(Importer, AReproducibleShareHasNothingOfItsOwn) {
    TemporaryDirectory room;
    write_file(room / "1/stuff/x", "same");
    write_file(room / "2/stuff/x", "same");
    Host one{room / "data1"};
    Host two{room / "data2"};
    const ShareOptions options{.reproducible = true, .comment = {}};
    const auto first = one.share(room / "1/stuff", options);
    const auto second = two.share(room / "2/stuff", options);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->record.manifest->id(), second->record.manifest->id());
    const auto elsewhere = one.share(room / "2/stuff", options);
    ASSERT_TRUE(elsewhere);
    EXPECT_TRUE(elsewhere->already_shared);
    EXPECT_EQ(elsewhere->record.directory, room / "1");
    EXPECT_NE(one.share(room / "1/stuff")->record.manifest->id(), first->record.manifest->id());
}

/// A file that somebody appends to while it is read, so many times.
class GrowingFile final : public File {
public:
    GrowingFile(std::shared_ptr<File> inner, std::string path, std::shared_ptr<std::atomic<int>> growths)
        : inner_{std::move(inner)}, path_{std::move(path)}, growths_{std::move(growths)} {}
    Result<std::size_t> read(std::uint64_t offset, BytesMut out) override {
        if ((*growths_)-- > 0) std::ofstream{path_, std::ios::app} << "x";
        return inner_->read(offset, out);
    }
    Result<> write(std::uint64_t offset, BytesView data) override { return inner_->write(offset, data); }
    Result<> sync() override { return inner_->sync(); }
    Result<> resize(std::uint64_t size) override { return inner_->resize(size); }
    Result<> set_executable(bool executable) override { return inner_->set_executable(executable); }
    Result<FileWitness> stat() override { return inner_->stat(); }

private:
    std::shared_ptr<File> inner_;
    std::string path_;
    std::shared_ptr<std::atomic<int>> growths_;
};

class GrowingDirectory final : public Directory {
public:
    GrowingDirectory(std::shared_ptr<Directory> inner, std::string path, std::shared_ptr<std::atomic<int>> growths)
        : inner_{std::move(inner)}, path_{std::move(path)}, growths_{std::move(growths)} {}
    Result<std::unique_ptr<File>> open(const std::string& path, OpenMode mode) override {
        SHOAL_TRY(auto file, inner_->open(path, mode));
        if (path != "grows") return file;
        return std::unique_ptr<File>{std::make_unique<GrowingFile>(std::move(file), path_ + "/" + path, growths_)};
    }
    Result<std::shared_ptr<Directory>> open_directory(const std::string& path) override {
        return inner_->open_directory(path);
    }
    Result<> make_directories(const std::string& path) override { return inner_->make_directories(path); }
    Result<std::vector<DirectoryEntry>> list(const std::string& path) override { return inner_->list(path); }
    Result<FileWitness> stat(const std::string& path) override { return inner_->stat(path); }
    Result<> rename(const std::string& from, const std::string& to, bool replace) override {
        return inner_->rename(from, to, replace);
    }
    Result<> remove(const std::string& path) override { return inner_->remove(path); }
    Result<> remove_directory(const std::string& path) override { return inner_->remove_directory(path); }
    Result<> sync(const std::string& path) override { return inner_->sync(path); }
    Result<> sync_all() override { return inner_->sync_all(); }
    Result<std::uint64_t> free_bytes() override { return inner_->free_bytes(); }

private:
    std::shared_ptr<Directory> inner_;
    std::string path_;
    std::shared_ptr<std::atomic<int>> growths_;
};

Result<transfer::HashedFile> hash_growing(int growths) {
    TemporaryDirectory room;
    write_file(room / "grows", "content");
    UvWorld uv;
    auto root = uv.world().disk.open_root(room.path(), false);
    auto growing = std::make_shared<GrowingDirectory>(*root, room.path(), std::make_shared<std::atomic<int>>(growths));
    std::optional<Result<transfer::HashedFile>> got;
    bool ended = false;
    const transfer::HashRun run{
        uv.world(),
        growing,
        {{"grows", *(*root)->stat("grows")}},
        {.on_file = [&](std::size_t, Result<transfer::HashedFile> file) { got.emplace(std::move(file)); },
         .on_progress = [](std::uint64_t) {},
         .on_end = [&] { ended = true; }}};
    uv.run_until([&] { return ended; });
    return std::move(*got);
}

TEST(HashRun, ReadsAFileAgainThatChangedOnce) {
    EXPECT_EQ(hash_growing(0)->witness.size, 7U);
    const auto twice = hash_growing(1);
    ASSERT_TRUE(twice) << twice.error().what;
    EXPECT_EQ(twice->witness.size, 8U);
    EXPECT_EQ(transfer::root_of(*twice), root_of("contentx"));
    const auto always = hash_growing(1000);
    ASSERT_FALSE(always);
    EXPECT_EQ(always.error().code, Errc::mismatch);
    EXPECT_NE(always.error().what.find("grows"), std::string::npos);
}

TEST(Importer, GivingUpCallsNothing) {
    TemporaryDirectory room;
    for (int i = 0; i < 50; ++i) write_file(room / "stuff/" + std::to_string(i), pattern(100'000, 1));
    Host host{room / "data"};
    for (int turns = 0; turns < 12; ++turns) {
        bool called = false;
        auto handle = host.library().share(
            room / "stuff", {}, [](auto, auto) {}, [&](auto) { called = true; });
        int turn = 0;
        (void)host.run_until([&] { return called || ++turn > turns; });
        if (called) break;
        handle.reset();
        ASSERT_TRUE(host.share(room / "stuff"));
        EXPECT_FALSE(called);
    }
}

TEST(Importer, ThreeThousandSmallFilesAreOneShare) {
    TemporaryDirectory room;
    for (int i = 0; i < 3000; ++i)
        write_file(room / "many/" + std::to_string(i % 30) + "/" + std::to_string(i), pattern(100, unsigned(i)));
    Host host{room / "data"};
    const auto shared = host.share(room / "many");
    ASSERT_TRUE(shared) << shared.error().what;
    EXPECT_EQ(shared->record.manifest->files().size(), 3000U);
    EXPECT_TRUE(host.share(room / "many")->already_shared);
}

}  // namespace
}  // namespace shoal::test
