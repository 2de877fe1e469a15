#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "tests/transfer/store_room.h"

namespace shoal::test {
namespace {

// Calls that fail, processes that die, disks that fill up.
class StoreCrash : public StoreTest {};

TEST_F(StoreCrash, AnyCallMayFailAndTheDownloadStillEnds) {
    for (long n = 1;; ++n) {
        SCOPED_TRACE(n);
        fs::remove_all(room_ / "data");
        fs::remove_all(room_ / "down");
        auto faults = std::make_shared<Faults>();
        start(faults);
        const auto code = n % 3 == 0 ? Errc::io : n % 3 == 1 ? Errc::no_space : Errc::permission;
        faults->fail_at(n, code);
        if (store().open()) {
            EXPECT_TRUE(fetch_all(*host_, *store_, sample_));
        } else {
            restart();
            ASSERT_TRUE(store().open());
            fetch();
        }
        expect_done();
        const bool fired = faults->fired();
        store_.reset();
        host_.reset();
        if (!fired) {
            EXPECT_GT(n, 40);
            break;
        }
        if (HasFailure()) break;
    }
}

TEST_F(StoreCrash, AfterACrashAtAnyCallEveryClaimIsTrue) {
    for (long n = 1;; ++n) {
        SCOPED_TRACE(n);
        fs::remove_all(room_ / "data");
        fs::remove_all(room_ / "down");
        auto faults = std::make_shared<Faults>();
        start(faults);
        faults->crash_at(n);
        if (store().open()) (void)fetch_all(*host_, *store_, sample_, 1);
        const auto durable = store()->durable_bytes();
        store_.reset();
        host_.reset();
        faults->lose_unsynced();
        const bool fired = faults->fired();
        start();
        const auto opened = store().open();
        ASSERT_TRUE(opened) << opened.error().what;
        EXPECT_GE(store()->durable_bytes(), durable);
        for (std::uint32_t i = 0; i < sample_.manifest()->chunk_count(); ++i) {
            if (!store()->have().test(ChunkIndex{i})) continue;
            const auto got = store().read(ChunkIndex{i});
            ASSERT_TRUE(got) << "chunk " << i << ": " << got.error().what;
            EXPECT_EQ(*got, sample_.chunk(ChunkIndex{i}));
        }
        fetch();
        expect_done();
        store_.reset();
        host_.reset();
        if (!fired) {
            EXPECT_GT(n, 40);
            break;
        }
        if (HasFailure()) break;
    }
}

TEST_F(StoreCrash, AfterAKillEveryClaimIsTrue) {
    for (int delay = 0; delay < 6; ++delay) {
        fs::remove_all(room_ / "data");
        fs::remove_all(room_ / "down");
        int pipe_ends[2];
        ASSERT_EQ(::pipe(pipe_ends), 0);
        const auto child = ::fork();
        if (child == 0) {
            const auto until = static_cast<std::uint32_t>(delay);
            start();
            if (!store().open()) ::_exit(1);
            store().learn_from(*sample_.store());
            for (std::uint32_t i = 0; i < until; ++i) accept(i);
            store().flush();
            if (::write(pipe_ends[1], "x", 1) != 1) ::_exit(1);
            for (std::uint32_t i = until; i < sample_.manifest()->chunk_count(); ++i) {
                accept(i);
                if (::write(pipe_ends[1], "x", 1) != 1) ::_exit(1);
            }
            for (;;) (void)host_->run_until([] { return false; });
        }
        // Killed in the middle of different steps: so many chunks after the flush.
        const int after = std::min(delay % 3, static_cast<int>(sample_.manifest()->chunk_count()) - delay);
        ::close(pipe_ends[1]);
        for (int seen = 0; seen <= after; ++seen) {
            char byte = 0;
            ASSERT_EQ(::read(pipe_ends[0], &byte, 1), 1);
        }
        ASSERT_EQ(::kill(child, SIGKILL), 0);
        ASSERT_EQ(::waitpid(child, nullptr, 0), child);
        ::close(pipe_ends[0]);
        start();
        ASSERT_TRUE(store().open());
        EXPECT_GE(store()->have().count(), static_cast<std::uint32_t>(delay));
        for (std::uint32_t i = 0; i < sample_.manifest()->chunk_count(); ++i)
            if (store()->have().test(ChunkIndex{i})) {
                EXPECT_EQ(*store().read(ChunkIndex{i}), sample_.chunk(ChunkIndex{i}));
            }
        fetch();
        expect_done();
        store_.reset();
        host_.reset();
    }
}

TEST_F(StoreCrash, AFileSystemThatIsReallyFullIsSurvived) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can mount a small file system";
    fs::create_directories(room_ / "down");
    const auto child = ::fork();  // with a mount namespace of its own, which ends with it
    if (child == 0) {
        const auto* at = room_.path().c_str();
        const auto down = room_ / "down";
        if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount(at, down.c_str(), "tmpfs", 0, "size=700k") != 0)
            ::_exit(100);
        fs::create_directories(down + "/sample");  // as the check at the start would refuse so small a disk
        start();
        if (!store_) ::_exit(1);
        if (!store().open()) ::_exit(2);
        if (fetch_all(*host_, *store_, sample_, 2)) ::_exit(3);
        if (store().troubles.size() != 1 || store().troubles[0].code != Errc::no_space) ::_exit(4);
        if (store().recovered != 0 || store()->have().none()) ::_exit(5);
        for (std::uint32_t i = 0; i < sample_.manifest()->chunk_count(); ++i)
            if (store()->have().test(ChunkIndex{i}) && !store().read(ChunkIndex{i})) ::_exit(6);
        if (::mount(at, down.c_str(), "tmpfs", MS_REMOUNT, "size=8m") != 0) ::_exit(101);
        if (!fetch_all(*host_, *store_, sample_)) ::_exit(7);
        if (store().recovered != 1 || !sample_.is_at(folder())) ::_exit(8);
        ::_exit(HasFailure() ? 9 : 0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 100) GTEST_SKIP() << "this machine does not let us mount";
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(StoreCrash, ACatalogThatHasNoRoomClaimsNothingAndCatchesUp) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root can mount a small file system";
    fs::create_directories(room_ / "data");
    const auto child = ::fork();
    if (child == 0) {
        const auto* at = room_.path().c_str();
        const auto data = room_ / "data";
        if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount(at, data.c_str(), "tmpfs", 0, "size=4m") != 0)
            ::_exit(100);
        start();
        if (!store_ || !store().open()) ::_exit(1);
        write_file(data + "/ballast", std::string(5'000'000, 'x'));  // as much of it as fits
        store().learn_from(*sample_.store());
        // Both at once: after a commit that failed no chunk would be taken any more.
        int stored = 0;
        for (const auto chunk : {ChunkIndex{0}, ChunkIndex{3}}) {
            const auto content = sample_.chunk(chunk);
            const auto view = as_bytes(content);
            store()->accept(chunk, Bytes{view.begin(), view.end()},
                            [&](Accepted accepted) { stored += accepted == Accepted::stored ? 1 : 0; });
        }
        store().flush();
        if (stored != 2) ::_exit(10);
        if (store().troubles.size() != 1 || store().troubles[0].code != Errc::no_space) ::_exit(2);
        if (store()->durable_bytes() != 0 || store()->have().count() != 2) ::_exit(3);
        if (!store().read(ChunkIndex{0})) ::_exit(4);
        fs::remove(data + "/ballast");
        if (!host_->run_until([&] { return store().recovered == 1; })) ::_exit(5);
        if (store()->durable_bytes() == 0 || !store().lost.empty()) ::_exit(6);
        restart();
        if (!store().open() || store()->have().count() != 2) ::_exit(7);
        if (!fetch_all(*host_, *store_, sample_) || !sample_.is_at(folder())) ::_exit(8);
        ::_exit(HasFailure() ? 9 : 0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 100) GTEST_SKIP() << "this machine does not let us mount";
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace shoal::test
