#include "core/database.h"

#include <cerrno>
#include <fmt/format.h>
#include <sqlite3.h>
#include <utility>

namespace shoal {
namespace {

/// Somebody may look into the file with another program for a moment; a daemon holds it for its life.
constexpr int busy_timeout_ms = 250;

Errc kind_of(sqlite3* db, int code) {
    switch (code & 0xff) {
    case SQLITE_FULL:
        return Errc::no_space;
    case SQLITE_IOERR: {
        const int number = sqlite3_system_errno(db);  // a quota is not SQLITE_FULL there
        return number == ENOSPC || number == EDQUOT ? Errc::no_space : Errc::io;
    }
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Errc::malformed;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return Errc::permission;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Errc::in_use;
    case SQLITE_CONSTRAINT:
        return Errc::exists;
    case SQLITE_TOOBIG:
        return Errc::limit;
    case SQLITE_INTERRUPT:
        return Errc::interrupted;
    default:
        return Errc::other;
    }
}

std::string_view advice_for(Errc code) {
    switch (code) {
    case Errc::no_space:
        return "; free some space";
    case Errc::in_use:
        return "; another program has it open";
    case Errc::permission:
        return "; check that its directory exists and is yours";
    default:
        return "";
    }
}

std::unexpected<Error> failure(sqlite3* db, int code, std::string_view doing) {
    SHOAL_REQUIRE((code & 0xff) != SQLITE_MISUSE);
    const Errc kind = kind_of(db, code);
    return fail(kind, fmt::format("the database cannot {}: {}{}", doing, sqlite3_errmsg(db), advice_for(kind)));
}

}  // namespace

// --- Statement -------------------------------------------------------------------------------------------------------

Statement::Statement(Statement&& other) noexcept
    : db_{other.db_}, statement_{std::exchange(other.statement_, nullptr)} {}

Statement& Statement::operator=(Statement&& other) noexcept {
    std::swap(db_, other.db_);
    std::swap(statement_, other.statement_);
    return *this;
}

Statement::~Statement() {
    sqlite3_finalize(statement_);  // repeats the last step's error, which was told
}

Statement& Statement::bind(int at, std::int64_t value) {
    SHOAL_REQUIRE(sqlite3_bind_int64(statement_, at, value) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind(int at, std::string_view value) {
    const char* data = value.data() == nullptr ? "" : value.data();  // nullptr would bind NULL
    SHOAL_REQUIRE(sqlite3_bind_text64(statement_, at, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind(int at, BytesView value) {
    const void* data = value.empty() ? "" : static_cast<const void*>(value.data());
    SHOAL_REQUIRE(sqlite3_bind_blob64(statement_, at, data, value.size(), SQLITE_TRANSIENT) == SQLITE_OK);
    return *this;
}

Statement& Statement::bind_null(int at) {
    SHOAL_REQUIRE(sqlite3_bind_null(statement_, at) == SQLITE_OK);
    return *this;
}

Result<bool> Statement::step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    auto error = failure(db_, code, "go on");
    sqlite3_reset(statement_);
    return error;
}

Result<> Statement::run() {
    while (true) {
        SHOAL_TRY(const bool more, step());
        if (more) continue;
        reset();
        return {};
    }
}

void Statement::reset() {
    sqlite3_reset(statement_);
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(statement_, column);
}

std::string Statement::text(int column) const {
    const unsigned char* text = sqlite3_column_text(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    if (text == nullptr) return {};
    return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)};
}

Bytes Statement::blob(int column) const {
    const auto* data = static_cast<const Byte*>(sqlite3_column_blob(statement_, column));
    const int size = sqlite3_column_bytes(statement_, column);
    if (data == nullptr) return {};
    return {data, data + size};
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

// --- Database --------------------------------------------------------------------------------------------------------

Database::Database(Database&& other) noexcept : db_{std::exchange(other.db_, nullptr)} {}

Database& Database::operator=(Database&& other) noexcept {
    std::swap(db_, other.db_);
    return *this;
}

Database::~Database() {
    sqlite3_close_v2(db_);  // a statement that outlives it keeps it open, instead of pointing to nothing
}

Result<Database> Database::open(const std::string& path) {
    sqlite3* raw = nullptr;
    // NOMUTEX: one lane uses it at a time. The default VFS, so that a simulated one can take its place.
    const int code =
        sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    Database database{raw};
    SHOAL_REQUIRE(raw != nullptr);  // only without memory
    if (code != SQLITE_OK) return failure(raw, code, fmt::format("be opened ({})", path));
    auto ready = database.configure();
    if (!ready) return fail_in(path, std::move(ready).error());
    return database;
}

Result<> Database::configure() {
    sqlite3_extended_result_codes(db_, 1);
    sqlite3_busy_timeout(db_, busy_timeout_ms);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(db_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    // Exclusive before WAL: then there is no shared memory file, and with one connection no way into the WAL-reset bug.
    SHOAL_CHECK(execute("PRAGMA locking_mode = EXCLUSIVE"));
    SHOAL_CHECK(expect_answer("PRAGMA journal_mode = WAL", "wal", Errc::io, "use a write-ahead log"));
    SHOAL_CHECK(execute("PRAGMA synchronous = FULL;"  // NORMAL loses acknowledged commits in a power cut
                        "PRAGMA foreign_keys = ON;"
                        "PRAGMA mmap_size = 0;"  // an I/O error must be an error, not a signal
                        "PRAGMA trusted_schema = OFF;"
                        "PRAGMA cell_size_check = ON"));
    return expect_answer("PRAGMA quick_check(1)", "ok", Errc::malformed, "be used, as it is damaged");
}

/// Runs a pragma that answers with one text.
Result<> Database::expect_answer(std::string_view pragma, std::string_view expected, Errc otherwise,
                                 std::string_view doing) {
    SHOAL_TRY(Statement statement, prepare(pragma));
    SHOAL_TRY(const bool answered, statement.step());
    const std::string answer = answered ? statement.text(0) : "no answer";
    if (answered) SHOAL_CHECK(statement.run());  // a pragma that writes commits only after its answer
    if (answer != expected) return fail(otherwise, fmt::format("the database cannot {}: {}", doing, answer));
    return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()), 0, &statement, nullptr);
    if (code != SQLITE_OK) return failure(db_, code, "be asked");
    SHOAL_REQUIRE(statement != nullptr);  // SQL without a statement in it
    return Statement{db_, statement};
}

Result<> Database::execute(std::string_view sql) {
    const std::string text{sql};
    const int code = sqlite3_exec(db_, text.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failure(db_, code, "be changed");
    return {};
}

Result<> Database::transaction(const std::function<Result<>()>& body) {
    SHOAL_REQUIRE(sqlite3_get_autocommit(db_) != 0);  // transactions do not nest
    SHOAL_CHECK(execute("BEGIN IMMEDIATE"));
    Result<> done = body();
    if (done) done = execute("COMMIT");
    // Some errors have rolled back already; if rolling back fails, SQLite does it when the file is opened next.
    if (!done && sqlite3_get_autocommit(db_) == 0) static_cast<void>(execute("ROLLBACK"));
    return done;
}

Result<int> Database::version() {
    SHOAL_TRY(Statement statement, prepare("PRAGMA user_version"));
    SHOAL_TRY(const bool answered, statement.step());
    if (!answered) return fail(Errc::malformed, "the database has no version");
    return static_cast<int>(statement.integer(0));
}

Result<> Database::set_version(int version) {
    return execute(fmt::format("PRAGMA user_version = {}", version));
}

}  // namespace shoal
