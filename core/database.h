#pragma once
// A thin RAII wrapper over SQLite's C API. Blocking; everything of one database runs on one SerialLane.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "crypto/bytes.h"

struct sqlite3;
struct sqlite3_stmt;

namespace shoal {

/// A prepared statement; binds by position from 1, columns from 0. What is bound stays bound over reset().
/// Should be destroyed before its Database; if it is not, the file stays open until it is.
class Statement {
public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) noexcept;
    ~Statement();

    Statement& bind(int at, std::int64_t value);
    Statement& bind(int at, std::string_view value);
    Statement& bind(int at, BytesView value);
    Statement& bind_null(int at);

    /// True: a row is there. False: done. Error: io, no_space, malformed (corrupt database).
    [[nodiscard]] Result<bool> step();
    /// Steps to the end, then resets for the next use.
    [[nodiscard]] Result<> run();
    void reset();

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] Bytes blob(int column) const;
    [[nodiscard]] bool is_null(int column) const;

private:
    friend class Database;
    Statement(sqlite3* db, sqlite3_stmt* statement) : db_{db}, statement_{statement} {}
    sqlite3* db_;
    sqlite3_stmt* statement_;
};

/// One connection: locking_mode=EXCLUSIVE first, then WAL, synchronous=FULL, foreign keys on, no mmap.
class Database {
public:
    /// Opens or creates, runs quick_check. Error `malformed` means corrupt: the caller sets it aside. Others: in_use,
    /// permission (also: no such directory), no_space, io.
    [[nodiscard]] static Result<Database> open(const std::string& path);
    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    [[nodiscard]] Result<Statement> prepare(std::string_view sql);
    [[nodiscard]] Result<> execute(std::string_view sql);  ///< one or more statements without parameters
    /// BEGIN IMMEDIATE, `body`, COMMIT; ROLLBACK if body or the commit fails. Precondition: not inside another.
    /// After success the changes survive a power cut.
    [[nodiscard]] Result<> transaction(const std::function<Result<>()>& body);
    /// PRAGMA user_version.
    [[nodiscard]] Result<int> version();
    [[nodiscard]] Result<> set_version(int version);

private:
    explicit Database(sqlite3* db) : db_{db} {}
    [[nodiscard]] Result<> configure();
    [[nodiscard]] Result<> expect_answer(std::string_view pragma, std::string_view expected, Errc otherwise,
                                         std::string_view doing);
    sqlite3* db_;
};

}  // namespace shoal
