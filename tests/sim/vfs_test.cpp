// SQLite on the simulated disk: it keeps its promise there, and only because it syncs.

#include "tests/sim/vfs.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <optional>

#include "core/database.h"
#include "core/log.h"
#include "tests/sim/disk_room.h"
#include "transfer/library.h"

namespace shoal::sim {
namespace {

constexpr std::uint32_t always = 1'000'000;
const std::string path = "/m01/data/catalog.db";

struct VfsRoom : DiskRoom {
    explicit VfsRoom(std::uint64_t seed = 1) : DiskRoom{seed}, vfs{clock, draw.split("sqlite")} {
        vfs.add(disk);
        static_cast<void>(root("/m01/data")->sync(""));
        static_cast<void>(root()->sync_all());
    }

    [[nodiscard]] Database open(const std::string& at = path) {
        auto database = Database::open(at);
        if (!database) {
            ADD_FAILURE() << database.error().what;
            std::abort();
        }
        return std::move(*database);
    }

    SimVfs vfs;
};

std::int64_t one_integer(Database& database, std::string_view sql) {
    auto statement = database.prepare(sql);
    if (!statement) return -1;
    const auto stepped = statement->step();
    return stepped && *stepped ? statement->integer(0) : -1;
}

std::string one_text(Database& database, std::string_view sql) {
    auto statement = database.prepare(sql);
    if (!statement) return statement.error().what;
    const auto stepped = statement->step();
    return stepped && *stepped ? statement->text(0) : "nothing";
}

TEST(Vfs, ADatabaseIsWrittenClosedAndOpenedAgain) {
    VfsRoom room;
    {
        auto database = room.open();
        EXPECT_EQ(one_text(database, "PRAGMA journal_mode"), "wal");
        ASSERT_TRUE(database.execute("CREATE TABLE t (a); INSERT INTO t VALUES (7)"));
        EXPECT_GT(room.text("data/catalog.db-wal").size(), 100U);
        EXPECT_EQ(room.text("data/catalog.db-shm"), "absent");
    }
    EXPECT_EQ(room.disk.files_below("/m01"), std::vector{path});
    auto database = room.open();
    EXPECT_EQ(one_integer(database, "SELECT a FROM t"), 7);
    EXPECT_GT(room.disk.take_cost(), 1ms);
}

TEST(Vfs, IsTheDefaultWhileItLives) {
    const auto* before = sqlite3_vfs_find(nullptr);
    {
        const VfsRoom room;
        EXPECT_NE(sqlite3_vfs_find(nullptr), before);
    }
    EXPECT_EQ(sqlite3_vfs_find(nullptr), before);
}

TEST(Vfs, APathThatLiesOnNoDiskCannotBeOpened) {
    VfsRoom room;
    EXPECT_EQ(code_of(Database::open("/elsewhere/x.db")), Errc::permission);
    EXPECT_EQ(code_of(Database::open("/m01/missing/x.db")), Errc::permission);
    room.vfs.remove(room.disk);
    EXPECT_EQ(code_of(Database::open(path)), Errc::permission);
}

TEST(Vfs, TimeAndChanceAreThoseOfTheRun) {
    const auto drawn = [](std::uint64_t seed) {
        VfsRoom room{seed};
        auto database = room.open();
        return one_text(database, "SELECT hex(randomblob(16))");
    };
    EXPECT_EQ(drawn(1), drawn(1));
    EXPECT_NE(drawn(1), drawn(2));
    VfsRoom room;
    auto database = room.open();
    EXPECT_EQ(one_text(database, "SELECT datetime('now')"), "2023-11-14 22:13:20");
    room.clock.run_until(beginning + 60s);
    EXPECT_EQ(one_text(database, "SELECT datetime('now')"), "2023-11-14 22:14:20");
    room.vfs.reset(Draw{5});
    const auto first = one_text(database, "SELECT hex(randomblob(16))");
    room.vfs.reset(Draw{5});
    EXPECT_EQ(one_text(database, "SELECT hex(randomblob(16))"), first);
}

TEST(Vfs, FilesWithoutANameLieInMemory) {
    VfsRoom room;
    auto database = room.open();
    ASSERT_TRUE(database.execute("PRAGMA temp_store = FILE; PRAGMA cache_size = 10; CREATE TEMP TABLE t (a);"
                                 "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                                 "INSERT INTO t SELECT hex(randomblob(200)) FROM n; CREATE INDEX temp.by ON t (a)"));
    EXPECT_EQ(one_integer(database, "SELECT count(DISTINCT a) FROM t"), 3000);
    EXPECT_EQ(room.disk.files_below("/m01").size(), 2U) << "the database and its log";
}

TEST(Vfs, ASecondProcessIsKeptOutUntilTheFirstIsDead) {
    VfsRoom room;
    auto first = room.open();
    ASSERT_TRUE(first.execute("CREATE TABLE t (a)"));
    static_cast<void>(room.disk.take_cost());
    EXPECT_EQ(code_of(Database::open(path)), Errc::in_use);
    EXPECT_GT(room.disk.take_cost(), 200ms) << "SQLite waited for a while";
    room.disk.die();
    EXPECT_EQ(code_of(first.execute("INSERT INTO t VALUES (1)")), Errc::io);
    EXPECT_EQ(code_of(Database::open(path)), Errc::io);
    room.disk.revive();
    EXPECT_EQ(code_of(first.execute("INSERT INTO t VALUES (1)")), Errc::io) << "for ever";
    auto second = room.open();
    EXPECT_EQ(one_integer(second, "SELECT count(*) FROM t"), 0);
}

TEST(Vfs, AFullDiskIsToldAsSuchAndPasses) {
    VfsRoom room;
    auto database = room.open();
    ASSERT_TRUE(database.execute("CREATE TABLE t (a)"));
    room.disk.set_capacity(room.disk.used() + 100'000);
    Result<> done;
    for (int i = 0; i < 100 && done; ++i) done = database.execute("INSERT INTO t VALUES (randomblob(5000))");
    EXPECT_EQ(code_of(done), Errc::no_space);
    const auto rows = one_integer(database, "SELECT count(*) FROM t");
    EXPECT_GT(rows, 0);
    room.disk.set_capacity(std::uint64_t{1} << 30);
    EXPECT_TRUE(database.execute("INSERT INTO t VALUES (randomblob(5000))"));
    EXPECT_EQ(one_integer(database, "SELECT count(*) FROM t"), rows + 1);
}

// --- crashes ---------------------------------------------------------------------------------------------------------

/// Transactions of several pages, with checkpoints between them and an orderly close halfway. The n-th makes row n and
/// rewrites row n / 2.
class Ledger {
public:
    /// Goes on from where it is, as far as it gets; `setup` is executed after each opening.
    void work(std::string_view setup = "") {
        for (const std::int64_t until : {6, 14}) {
            auto database = Database::open(path);
            if (!database || !database->execute("PRAGMA wal_autocheckpoint = 12")) return;
            if (!setup.empty() && !database->execute(setup)) return;
            if (!database->execute("CREATE TABLE IF NOT EXISTS t (n INTEGER PRIMARY KEY, body, version)")) return;
            auto rows = one_integer(*database, "SELECT count(*) FROM t");
            if (rows < 0) return;
            while (rows < until && add(*database, rows + 1)) ++rows;
            if (rows < until) return;
        }
    }

    /// What is wrong with what is there now; empty if nothing: all that was committed, and at most what was begun.
    [[nodiscard]] std::string check() const {
        auto database = Database::open(path);
        if (!database) return database.error().what;
        if (one_text(*database, "PRAGMA integrity_check") != "ok") return "damaged";
        if (one_integer(*database, "SELECT count(*) FROM sqlite_schema") <= 0) return committed_ == 0 ? "" : "no table";
        const auto rows = one_integer(*database, "SELECT count(*) FROM t");
        if (rows < committed_ || rows > begun_) return fmt::format("{} rows of {}", rows, committed_);
        for (std::int64_t n = 1; n <= rows; ++n) {
            const auto sql = fmt::format("SELECT body = zeroblob({}) || '{}' FROM t WHERE n = {}", 3000 + n, n, n);
            if (one_integer(*database, sql) != 1) return fmt::format("row {} is wrong", n);
            const auto version = one_integer(*database, fmt::format("SELECT version FROM t WHERE n = {}", n));
            if (version != expected_version(n, rows)) return fmt::format("row {} has version {}", n, version);
        }
        return "";
    }

    [[nodiscard]] std::int64_t committed() const { return committed_; }

private:
    [[nodiscard]] bool add(Database& database, std::int64_t n) {
        begun_ = std::max(begun_, n);
        const auto done = database.transaction([&]() -> Result<> {
            SHOAL_CHECK(
                database.execute(fmt::format("INSERT INTO t VALUES ({}, zeroblob({}) || '{}', 0)", n, 3000 + n, n)));
            return database.execute(fmt::format("UPDATE t SET version = {} WHERE n = {}", n, n / 2));
        });
        if (done) committed_ = n;
        return done.has_value();
    }
    static std::int64_t expected_version(std::int64_t n, std::int64_t rows) {
        if (2 * n + 1 <= rows) return 2 * n + 1;
        return 2 * n <= rows ? 2 * n : 0;
    }

    std::int64_t begun_ = 0;
    std::int64_t committed_ = 0;
};

/// Works, with a crash at the n-th writing call, if there are so many; whether there were.
bool work_until_crash(VfsRoom& room, Ledger& ledger, std::uint64_t n, void (SimDisk::*crash)()) {
    bool fired = false;
    room.disk.crash_at(n, [&] {
        fired = true;
        (room.disk.*crash)();
    });
    ledger.work();
    room.disk.no_crash();
    room.disk.revive();
    return fired;
}

TEST(Vfs, APowerCutAtAnyWriteLosesNothingThatWasCommitted) {
    std::uint64_t lost = 0;
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        bool fired = true;
        std::uint64_t n = 0;
        while (fired) {
            VfsRoom room{seed * 1000 + ++n};
            Ledger ledger;
            fired = work_until_crash(room, ledger, n, &SimDisk::power_cut);
            if (n % 2 == 0) static_cast<void>(work_until_crash(room, ledger, 1 + n % 7, &SimDisk::power_cut));
            ASSERT_EQ(ledger.check(), "") << "seed " << seed << " call " << n;
            lost += room.faults.total();
        }
        EXPECT_GT(n, 100U) << "the work was hardly done";
    }
    EXPECT_GT(lost, 1000U) << "the cuts took nothing away";
}

TEST(Vfs, AKilledProcessLosesNothingAtAnyWrite) {
    bool fired = true;
    for (std::uint64_t n = 1; fired; ++n) {
        VfsRoom room{n};
        Ledger ledger;
        fired = work_until_crash(room, ledger, n, &SimDisk::die);
        ASSERT_EQ(ledger.check(), "") << "call " << n;
    }
}

TEST(Vfs, WithoutItsSyncsSQLiteLosesWhatWasCommitted) {
    int wrong = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        VfsRoom room{seed};
        room.disk.crash_at(60 + seed, [&] { room.disk.power_cut(); });
        Ledger ledger;
        ledger.work("PRAGMA synchronous = OFF");
        room.disk.power_cut();
        room.disk.revive();
        wrong += ledger.check().empty() ? 0 : 1;
    }
    EXPECT_GT(wrong, 10);
}

/// So many runs of so many openings under these faults, the last one then killed or without power. Nothing that was
/// committed may be missing.
void expect_nothing_lost(const std::vector<Fault>& faults, int openings, bool always_cut) {
    std::uint64_t struck = 0;
    std::int64_t committed = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        VfsRoom room{seed};
        for (const auto fault : faults) room.faults.set_rate(fault, always / 50);
        Ledger ledger;
        for (int i = 0; i < openings; ++i) ledger.work();
        committed += ledger.committed();
        room.faults.calm();
        struck += room.faults.total();
        if (always_cut || seed % 2 == 0) room.disk.power_cut();
        room.disk.revive();
        ASSERT_EQ(ledger.check(), "") << "seed " << seed;
    }
    EXPECT_GT(struck, 30U);
    EXPECT_GT(committed, 300) << "hardly anything was done";
}

TEST(Vfs, FailedReadsAndWritesLoseNothingThatWasCommitted) {
    expect_nothing_lost({Fault::disk_read_failed, Fault::disk_write_failed, Fault::disk_short_write, Fault::disk_slow},
                        10, false);
}

TEST(Vfs, AFailedSyncLosesNothingThatWasCommittedBefore) {
    expect_nothing_lost({Fault::disk_sync_failed, Fault::disk_slow}, 1, true);
}

TEST(Vfs, EqualSeedsGiveEqualTraces) {
    const auto run = [](std::uint64_t seed) {
        VfsRoom room{seed};
        room.faults.set_rate(Fault::disk_write_failed, always / 50);
        room.disk.crash_at(150, [&] { room.disk.power_cut(); });
        Ledger ledger;
        for (int i = 0; i < 3; ++i) ledger.work();
        room.disk.revive();
        return std::pair{room.trace.hash(), room.disk.read_whole(path)};
    };
    EXPECT_EQ(run(3), run(3));
    EXPECT_NE(run(3).first, run(4).first);
}

// --- the engine's library --------------------------------------------------------------------------------------------

class NoNetwork final : public Datagrams, public Streams {
public:
    Result<std::unique_ptr<MulticastSocket>> join(const Endpoint&, const IpAddress&,
                                                  MulticastSocket::Received) override {
        return fail(Errc::network, "no network");
    }
    Result<std::unique_ptr<DatagramSocket>> bind(const Endpoint&, DatagramSocket::Received) override {
        return fail(Errc::network, "none here");
    }
    Result<std::unique_ptr<Listener>> listen(const Endpoint&, Accepted) override {
        return fail(Errc::network, "none here");
    }
    std::unique_ptr<Dial> dial(const IpAddress&, const Endpoint&, Duration, Dialled) override { return nullptr; }
};

class ClockTimers final : public Timers {
public:
    explicit ClockTimers(Clock& clock) : clock_{clock} {}
    Instant now() const override { return clock_.now(); }
    WallTime wall() const override { return {.unix_ms = 1'700'000'000'000}; }
    std::unique_ptr<Timer> at(Instant when, Task task) override {
        class Event final : public Timer {
        public:
            Event(Clock& clock, Instant when, Task task)
                : clock_{clock}, event_{clock.at(when, [this, task = std::move(task)]() mutable { task(); })} {}
            ~Event() override { clock_.cancel(event_); }

        private:
            Clock& clock_;
            Clock::EventId event_;
        };
        return std::make_unique<Event>(clock_, when, std::move(task));
    }

private:
    Clock& clock_;
};

/// Runs each job in the next turn of the loop.
class NextTurn final : public Workers {
public:
    explicit NextTurn(Clock& clock) : clock_{clock} {}
    void submit(Job job) override {
        clock_.after(0ns, [job = std::move(job)]() mutable { job()(); });
    }
    unsigned parallelism() const override { return 1; }

private:
    Clock& clock_;
};

struct LibraryRoom : VfsRoom {
    Result<std::unique_ptr<transfer::Library>> open_library() {
        return transfer::Library::open(world, log, "/m01/data/node");
    }
    [[nodiscard]] std::size_t share_all_of(transfer::Library& library, const std::string& at) {
        std::optional<Result<transfer::Shared>> shared;
        const auto handle = library.share(
            at, {}, [](auto, auto) {}, [&](auto result) { shared = std::move(result); });
        clock.run_until(clock.now() + 60s, [&] { return shared.has_value(); });
        if (!shared || !*shared) return 0;
        return (*shared)->record.manifest->files().size();
    }

    ClockTimers timers{clock};
    NoNetwork none;
    NextTurn workers{clock};
    DrawnRandom random{draw.split("random")};
    World world{timers, none, none, disk, workers, random};
    Log log{LogLevel::error, LogFormat::text, [] { return WallTime{}; }, [](std::string_view) {}};
};

TEST(Vfs, ADatabaseThatOpensHasItsWriteAheadLogWhateverFailed) {
    int opened = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        VfsRoom room{seed};
        room.faults.set_rate(Fault::disk_sync_failed, always / 4);
        auto database = Database::open(path);
        room.faults.calm();
        if (!database) continue;
        ++opened;
        ASSERT_TRUE(database->execute("CREATE TABLE IF NOT EXISTS t (a); INSERT INTO t VALUES (1)"));
        EXPECT_NE(room.text("data/catalog.db-wal"), "absent") << "seed " << seed;
    }
    EXPECT_GT(opened, 10);
}

TEST(Vfs, TheLibraryOfTheEngineLivesOnIt) {
    LibraryRoom room;
    const Bytes content(300'000, Byte{42});
    ASSERT_TRUE(room.disk.put("/m01/files/a/big", content) && room.disk.put("/m01/files/small", as_bytes("x")));
    {
        const auto library = room.open_library();
        ASSERT_TRUE(library) << library.error().what;
        EXPECT_EQ(room.share_all_of(**library, "/m01/files"), 2U);
    }
    room.disk.power_cut();
    room.disk.revive();
    const auto library = room.open_library();
    ASSERT_TRUE(library) << library.error().what;
    const auto records = (*library)->load();
    ASSERT_TRUE(records);
    ASSERT_EQ(records->size(), 1U) << "durable when it was told as done";
    EXPECT_EQ(records->front().directory, "/m01");
}

}  // namespace
}  // namespace shoal::sim
