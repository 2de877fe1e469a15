#include "core/database.h"

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <sys/wait.h>
#include <unistd.h>

namespace shoal {
namespace {

using ::testing::HasSubstr;

class DatabaseTest : public ::testing::Test {
protected:
    void SetUp() override {
        std::string pattern = (std::filesystem::temp_directory_path() / "shoal-database-XXXXXX").string();
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        directory = pattern;
        path = directory + "/catalog.db";
    }
    void TearDown() override { std::filesystem::remove_all(directory); }

    Database open() {
        auto database = Database::open(path);
        EXPECT_TRUE(database) << database.error().what;
        return std::move(database).value();
    }

    std::string directory;
    std::string path;
};

std::int64_t one_integer(Database& database, std::string_view sql) {
    auto statement = database.prepare(sql).value();
    EXPECT_TRUE(statement.step().value());
    return statement.integer(0);
}

std::string one_text(Database& database, std::string_view sql) {
    auto statement = database.prepare(sql).value();
    EXPECT_TRUE(statement.step().value());
    return statement.text(0);
}

TEST_F(DatabaseTest, IsSetUpForOneProcessAndForPowerCuts) {
    Database database = open();
    EXPECT_EQ(one_text(database, "PRAGMA locking_mode"), "exclusive");
    EXPECT_EQ(one_text(database, "PRAGMA journal_mode"), "wal");
    EXPECT_EQ(one_integer(database, "PRAGMA synchronous"), 2);  // FULL
    EXPECT_EQ(one_integer(database, "PRAGMA foreign_keys"), 1);
    EXPECT_EQ(one_integer(database, "PRAGMA trusted_schema"), 0);
    EXPECT_FALSE(std::filesystem::exists(path + "-shm"));  // exclusive came before WAL
}

TEST_F(DatabaseTest, GivesBackWhatWasBound) {
    Database database = open();
    ASSERT_TRUE(database.execute("CREATE TABLE t (a INTEGER, b TEXT, c BLOB, d TEXT)"));
    auto insert = database.prepare("INSERT INTO t VALUES (?, ?, ?, ?)").value();
    const Bytes blob{Byte{0}, Byte{255}, Byte{0}};
    insert.bind(1, std::int64_t{-5}).bind(2, std::string_view{"a\0b", 3}).bind(3, BytesView{blob}).bind_null(4);
    ASSERT_TRUE(insert.run());
    insert.bind(1, std::numeric_limits<std::int64_t>::min())
        .bind(2, std::string_view{})
        .bind(3, BytesView{})
        .bind_null(4);
    ASSERT_TRUE(insert.run());
    auto select = database.prepare("SELECT a, b, c, d FROM t ORDER BY a DESC").value();
    ASSERT_TRUE(select.step().value());
    EXPECT_EQ(select.integer(0), -5);
    EXPECT_EQ(select.text(1), (std::string{"a\0b", 3}));
    EXPECT_EQ(select.blob(2), blob);
    EXPECT_TRUE(select.is_null(3));
    ASSERT_TRUE(select.step().value());
    EXPECT_EQ(select.integer(0), std::numeric_limits<std::int64_t>::min());
    EXPECT_FALSE(select.is_null(1));  // empty, not NULL
    EXPECT_FALSE(select.is_null(2));
    EXPECT_EQ(select.text(1), "");
    EXPECT_TRUE(select.blob(2).empty());
    EXPECT_FALSE(select.step().value());
    select.reset();
    EXPECT_TRUE(select.step().value());
}

TEST_F(DatabaseTest, KeepsTheVersion) {
    {
        Database database = open();
        EXPECT_EQ(database.version().value(), 0);
        ASSERT_TRUE(database.set_version(7));
    }
    Database database = open();
    EXPECT_EQ(database.version().value(), 7);
}

TEST_F(DatabaseTest, RollsBackWhenTheBodyFails) {
    Database database = open();
    ASSERT_TRUE(database.execute("CREATE TABLE t (a INTEGER UNIQUE)"));
    const auto failed = database.transaction([&]() -> Result<> {
        SHOAL_CHECK(database.execute("INSERT INTO t VALUES (1)"));
        return fail(Errc::usage, "no");
    });
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, Errc::usage);
    EXPECT_EQ(one_integer(database, "SELECT count(*) FROM t"), 0);
    ASSERT_TRUE(database.transaction([&] { return database.execute("INSERT INTO t VALUES (2)"); }));
    const auto twice =
        database.transaction([&] { return database.execute("INSERT INTO t VALUES (3); INSERT INTO t VALUES (2)"); });
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error().code, Errc::exists);
    EXPECT_EQ(one_integer(database, "SELECT sum(a) FROM t"), 2);
}

TEST_F(DatabaseTest, RollsBackWhenTheCommitFails) {
    Database database = open();
    ASSERT_TRUE(database.execute("CREATE TABLE p (id INTEGER PRIMARY KEY);"
                                 "CREATE TABLE c (p INTEGER REFERENCES p(id) DEFERRABLE INITIALLY DEFERRED)"));
    EXPECT_FALSE(database.transaction([&] { return database.execute("INSERT INTO c VALUES (1)"); }));
    EXPECT_EQ(one_integer(database, "SELECT count(*) FROM c"), 0);
    EXPECT_TRUE(
        database.transaction([&] { return database.execute("INSERT INTO p VALUES (1); INSERT INTO c VALUES (1)"); }));
}

TEST_F(DatabaseTest, TellsWrongSqlAsAnError) {
    Database database = open();
    EXPECT_THAT(database.prepare("SELECT FROM").error().what, HasSubstr("syntax error"));
    EXPECT_THAT(database.prepare("SELECT * FROM missing").error().what, HasSubstr("no such table"));
    EXPECT_FALSE(database.execute("SELECT \"not a column\""));  // never a text by mistake
}

TEST_F(DatabaseTest, SaysNoSpaceWhenItCannotGrow) {
    Database database = open();
    ASSERT_TRUE(database.execute("CREATE TABLE t (a BLOB); PRAGMA max_page_count = 20"));
    auto insert = database.prepare("INSERT INTO t VALUES (zeroblob(1000000))").value();
    const auto full = insert.run();
    ASSERT_FALSE(full);
    EXPECT_EQ(full.error().code, Errc::no_space);
    EXPECT_THAT(full.error().what, HasSubstr("free some space"));
    EXPECT_EQ(one_integer(database, "SELECT count(*) FROM t"), 0);
    EXPECT_TRUE(database.execute("INSERT INTO t VALUES (x'00')"));  // and it goes on
}

TEST_F(DatabaseTest, SaysPermissionWhereItMayNotOrCannotOpen) {
    const auto missing = Database::open(directory + "/no/such/catalog.db");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, Errc::permission);
    EXPECT_THAT(missing.error().what, HasSubstr("/no/such/catalog.db"));
    const auto is_directory = Database::open(directory);
    ASSERT_FALSE(is_directory);
    EXPECT_EQ(is_directory.error().code, Errc::permission);
}

TEST_F(DatabaseTest, SaysMalformedForAFileThatIsNoDatabase) {
    std::ofstream{path, std::ios::binary} << std::string(8192, 'x');
    const auto opened = Database::open(path);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Errc::malformed);
}

TEST_F(DatabaseTest, SaysMalformedForADamagedFile) {
    {
        Database database = open();
        ASSERT_TRUE(database.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);"
                                     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
                                     "INSERT INTO t SELECT i, hex(i) || 'some text to fill the pages' FROM n"));
    }
    const auto size = std::filesystem::file_size(path);
    ASSERT_GT(size, 40'000U);
    {
        std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(static_cast<std::streamoff>(size / 2 / 4096 * 4096));
        file << std::string(4096, '\xee');
    }
    const auto opened = Database::open(path);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Errc::malformed);
}

TEST_F(DatabaseTest, AFileThatLacksAPageIsMalformed) {
    {
        Database database = open();
        ASSERT_TRUE(database.execute("CREATE TABLE t (a TEXT); INSERT INTO t VALUES (hex(randomblob(20000)))"));
    }
    constexpr std::uintmax_t page = 4096;
    const auto pages = std::filesystem::file_size(path) / page;
    ASSERT_GE(pages, 10U);
    for (auto keep = pages - 1; keep > 0; --keep) {
        for (const auto size : {keep * page, keep * page - 1, keep * page - 2000}) {
            std::filesystem::resize_file(path, size);
            const auto opened = Database::open(path);
            ASSERT_FALSE(opened) << size;
            EXPECT_EQ(opened.error().code, Errc::malformed) << size;
        }
    }
}

TEST_F(DatabaseTest, ASecondConnectionIsToldThatItIsInUse) {
    Database first = open();
    const auto second = Database::open(path);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::in_use);
    EXPECT_THAT(second.error().what, HasSubstr("another program has it open"));
}

TEST_F(DatabaseTest, AStatementMayOutliveItsDatabase) {
    std::optional<Database> database{open()};
    ASSERT_TRUE(database->execute("CREATE TABLE t (a); INSERT INTO t VALUES (5)"));
    auto select = database->prepare("SELECT a FROM t").value();
    database.reset();
    ASSERT_TRUE(select.step().value());
    EXPECT_EQ(select.integer(0), 5);
}

TEST_F(DatabaseTest, CanBeMovedWithItsStatements) {
    Database first = open();
    ASSERT_TRUE(first.execute("CREATE TABLE t (a); INSERT INTO t VALUES (5)"));
    auto select = first.prepare("SELECT a FROM t").value();
    Database second = std::move(first);
    Statement moved = std::move(select);
    ASSERT_TRUE(moved.step().value());
    EXPECT_EQ(one_integer(second, "SELECT a FROM t"), 5);
}

/// Commits 1, 2, 3, ... and acknowledges each on `acknowledged` once it is committed, until it is killed.
[[noreturn]] void write_forever(const std::string& path, int acknowledged) {
    auto database = Database::open(path);
    if (!database || !database->execute("CREATE TABLE IF NOT EXISTS t (a INTEGER, fill BLOB)")) ::_exit(1);
    for (std::int64_t i = 1;; ++i) {
        const auto done = database->transaction([&]() -> Result<> {
            SHOAL_TRY(auto insert, database->prepare("INSERT INTO t VALUES (?, randomblob(3000))"));
            for (int row = 0; row < 3; ++row) SHOAL_CHECK(insert.bind(1, i).run());
            return {};
        });
        if (!done || ::write(acknowledged, &i, sizeof i) != sizeof i) ::_exit(1);
    }
}

TEST_F(DatabaseTest, AKilledWriterKeepsEveryAcknowledgedCommitAndNoHalfOne) {
    for (std::int64_t round = 0; round < 6; ++round) {
        std::filesystem::remove(path);
        std::filesystem::remove(path + "-wal");
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            ::close(ends[0]);
            write_forever(path, ends[1]);
        }
        ::close(ends[1]);
        std::int64_t last = 0;
        // Killed while it is somewhere in the commit behind the last one read.
        for (std::int64_t i = 0; i < 10 + 7 * round; ++i)
            ASSERT_EQ(::read(ends[0], &last, sizeof last), ssize_t{sizeof last});
        ASSERT_EQ(::kill(child, SIGKILL), 0);
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        EXPECT_TRUE(WIFSIGNALED(status));
        while (::read(ends[0], &last, sizeof last) == ssize_t{sizeof last}) {
        }
        ::close(ends[0]);
        Database database = open();
        const std::int64_t found = one_integer(database, "SELECT max(a) FROM t");
        EXPECT_GE(found, last);
        EXPECT_LE(found, last + 1);
        EXPECT_EQ(one_integer(database, "SELECT count(*) FROM t"), 3 * found);
    }
}

TEST_F(DatabaseTest, AnotherProcessCannotOpenItUntilThisOneIsGone) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) write_forever(path, ends[1]);
    ::close(ends[1]);  // so that reading ends if the child does
    std::int64_t first = 0;
    ASSERT_EQ(::read(ends[0], &first, sizeof first), ssize_t{sizeof first});
    const auto second = Database::open(path);
    EXPECT_FALSE(second);
    if (!second) {
        EXPECT_EQ(second.error().code, Errc::in_use);
    }
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    ::close(ends[0]);
    EXPECT_TRUE(Database::open(path));
}

}  // namespace
}  // namespace shoal
