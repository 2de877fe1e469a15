#include "core/brokered_disk.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "core/engine.h"
#include "core/root_broker.h"
#include "tests/core/world_fixture.h"

namespace shoal {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Errc code_of(const auto& result) {
    return result ? Errc::other : result.error().code;
}

/// A disk that is refused everything by the system, and a broker in a thread of its own that is not.
class BrokeredDiskTest : public testing::Test {
protected:
    /// What is asked for is denied here, as in the sandbox: the broker is all that is left.
    std::shared_ptr<Directory> open_root(const std::string& path, bool create = false) {
        auto opened = try_root(path, create);
        EXPECT_TRUE(opened) << opened.error().what;
        return opened.value_or(nullptr);
    }
    Result<std::shared_ptr<Directory>> try_root(const std::string& path, bool create = false) {
        return open_brokered_root(here.get(), path, create);
    }
    void serve(const RootPolicy& policy) {
        worker = std::jthread{[this, policy] {
            RootBroker broker{policy};
            for (;;) {
                auto parcel = receive_parcel(there.get());
                if (!parcel || !*parcel) return;
                broker.serve(std::move(**parcel));
            }
        }};
    }
    void SetUp() override {
        auto ends = make_parcel_ends();
        ASSERT_TRUE(ends);
        std::tie(here, there) = std::move(*ends);
        serve({.home = directory / "home", .open = {}});
    }
    void TearDown() override {
        here.reset();
        if (worker.joinable()) worker.join();
    }
    TemporaryDirectory directory;
    Descriptor here;
    Descriptor there;
    std::jthread worker;
};

TEST_F(BrokeredDiskTest, DoesWhatADirectoryDoes) {
    const auto root = open_root(directory / "made/deep", true);
    ASSERT_TRUE(root);
    ASSERT_TRUE(root->make_directories("a/b"));
    {
        auto file = root->open("a/b/file", OpenMode::create_new);
        ASSERT_TRUE(file) << file.error().what;
        ASSERT_TRUE((*file)->write(3, as_bytes("text")));
        ASSERT_TRUE((*file)->resize(5));
        ASSERT_TRUE((*file)->set_executable(true));
        ASSERT_TRUE((*file)->sync());
    }
    EXPECT_EQ(root->stat("a/b/file").value().size, 5U);
    EXPECT_TRUE(root->stat("a/b/file").value().executable);
    EXPECT_EQ(code_of(root->open("a/b/file", OpenMode::create_new)), Errc::exists);
    ASSERT_TRUE(root->rename("a/b/file", "a/moved", false));
    ASSERT_TRUE(root->sync("a"));
    ASSERT_TRUE(root->sync_all());
    EXPECT_GT(root->free_bytes().value(), 0U);
    EXPECT_THAT(root->list("a").value(),
                ElementsAre(DirectoryEntry{"b", EntryKind::directory}, DirectoryEntry{"moved", EntryKind::file}));
    EXPECT_THAT(root->list("a").value(), testing::SizeIs(2)) << "listed anew each time";
    const auto inner = root->open_directory("a");
    ASSERT_TRUE(inner);
    EXPECT_EQ(code_of((*inner)->remove("none")), Errc::not_found);
    ASSERT_TRUE((*inner)->remove("moved"));
    ASSERT_TRUE((*inner)->remove_directory("b"));
    EXPECT_TRUE(root->list("a").value().empty());
}

TEST_F(BrokeredDiskTest, KeepsToTheFolderAsTheSystemDiskDoes) {
    const auto root = open_root(directory / "root", true);
    ASSERT_EQ(::symlink("/etc", (directory / "root/link").c_str()), 0);
    EXPECT_EQ(code_of(root->open("../outside", OpenMode::create)), Errc::permission);
    EXPECT_EQ(code_of(root->open("link/passwd", OpenMode::read)), Errc::permission);
    EXPECT_EQ(code_of(root->rename("link", "../link", false)), Errc::permission);
    EXPECT_EQ(code_of(try_root(directory / "none")), Errc::not_found);
    EXPECT_EQ(code_of(try_root("relative")), Errc::usage);
}

TEST_F(BrokeredDiskTest, WhatIsHiddenInTheHomeDirectoryStaysClosed) {
    const auto home = open_root(directory / "home", true);
    ASSERT_EQ(::mkdir((directory / "home/.ssh").c_str(), 0700), 0);
    ASSERT_EQ(::symlink((directory / "home/.ssh").c_str(), (directory / "innocent").c_str()), 0);
    const auto refused = try_root(directory / "home/.ssh");
    EXPECT_EQ(code_of(refused), Errc::permission);
    EXPECT_THAT(refused.error().what, HasSubstr("sandbox_roots"));
    EXPECT_EQ(code_of(try_root(directory / "innocent")), Errc::permission) << "by another name";
    EXPECT_EQ(code_of(try_root(directory / "home/.new", true)), Errc::permission);
    EXPECT_EQ(code_of(home->stat(".new")), Errc::not_found) << "nothing was made";
    EXPECT_EQ(code_of(home->open(".bashrc", OpenMode::create)), Errc::permission);
    EXPECT_EQ(code_of(home->open(".ssh/key", OpenMode::create)), Errc::permission);
    EXPECT_EQ(code_of(home->list(".ssh")), Errc::permission);
    EXPECT_EQ(code_of(home->remove_directory(".ssh")), Errc::permission);
    EXPECT_EQ(code_of(home->make_directories(".config/autostart")), Errc::permission);
    ASSERT_TRUE(home->open("plain", OpenMode::create));
    EXPECT_EQ(code_of(home->rename("plain", ".profile", true)), Errc::permission);
    EXPECT_EQ(code_of(home->rename(".ssh", "plainer", false)), Errc::permission);
    EXPECT_TRUE(home->make_directories(".shoal-abcdefgh/part")) << "a download into the home directory";
    EXPECT_TRUE(home->make_directories("photos/.hidden")) << "only at its top";
    for (const auto* tree : {"/proc/self", "/sys", "/dev", "/etc"})
        EXPECT_EQ(code_of(try_root(tree)), Errc::permission) << tree;
    const auto top = open_root("/");
    ASSERT_TRUE(top);
    EXPECT_EQ(code_of(top->open("etc/passwd", OpenMode::read)), Errc::permission);
    EXPECT_EQ(code_of(top->rename((directory / "home").substr(1), (directory / "other").substr(1), false)),
              Errc::permission)
        << "or all that is hidden would be open under the other name";
    EXPECT_EQ(code_of(top->open((directory / "home/.bashrc").substr(1), OpenMode::create)), Errc::permission);
}

TEST_F(BrokeredDiskTest, FoldersThatAreNamedAreOpen) {
    TearDown();
    auto ends = make_parcel_ends();
    std::tie(here, there) = std::move(*ends);
    serve({.home = directory / "home", .open = {directory / "home/.music"}});
    EXPECT_TRUE(open_root(directory / "home/.music/new", true));
    EXPECT_EQ(code_of(try_root(directory / "home/.musical", true)), Errc::permission);
}

TEST_F(BrokeredDiskTest, ABrokerThatHasEndedIsAnErrorAndNoHang) {
    const auto root = open_root(directory / "root", true);
    ::shutdown(here.get(), SHUT_WR);
    worker.join();
    there.reset();
    EXPECT_EQ(code_of(root->open("file", OpenMode::create)), Errc::closed);
    EXPECT_EQ(code_of(try_root(directory.path())), Errc::closed);
}

TEST_F(BrokeredDiskTest, NonsenseIsLeftUnansweredAndHarmsNobody) {
    ASSERT_TRUE(open_root(directory / "root", true));
    for (const std::string nonsense : {"x", "\x95", "\x95\x01\x00\xc4\x00\xc4\x00\x00\x00"}) {
        auto ends = make_parcel_ends();
        const int passed = ends->second.get();
        ASSERT_TRUE(send_parcel(here.get(), as_bytes(nonsense), std::span{&passed, 1}));
        ends->second.reset();
        EXPECT_EQ(receive_parcel(ends->first.get()).value(), std::nullopt) << "the end closes";
    }
    const RootRequest unknown{.call = RootCall::list, .root = 99, .path = "", .other = "", .flag = 0};
    ASSERT_TRUE(send_parcel(here.get(), unknown.encode(), {}));  // no end to answer on
    EXPECT_EQ(code_of(send_parcel(here.get(), Bytes(max_parcel + 1), {})), Errc::limit);
    EXPECT_TRUE(open_root(directory / "root"));
}

TEST_F(BrokeredDiskTest, ManyThreadsMayAskAtOnce) {
    const auto root = open_root(directory / "root", true);
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 50; ++i) {
                const auto name = std::to_string(thread) + "-" + std::to_string(i);
                auto file = root->open(name, OpenMode::create_new);
                EXPECT_TRUE(file && (*file)->write(0, as_bytes(name)));
                EXPECT_EQ(root->stat(name).value().size, name.size());
            }
        });
    }
    threads.clear();
    EXPECT_EQ(root->list("").value().size(), 200U);
}

TEST(BrokeredDisk, WhatTheSystemPermitsNeedsNoBroker) {
    const TemporaryDirectory directory;
    BrokeredDisk disk{-1};
    ASSERT_TRUE(disk.open_root(directory / "plain", true));
    EXPECT_EQ(code_of(disk.open_root(directory / "none", false)), Errc::not_found);
}

}  // namespace
}  // namespace shoal
