#pragma once
// Errors as values: a kind for the program, a sentence for the person.

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace shoal {

/// What kind of thing went wrong. docs/cli.md maps the kinds to exit codes.
enum class Errc : std::uint8_t {
    other,
    usage,       ///< the caller asked for something that cannot be
    not_found,   ///< no such share, path or file
    malformed,   ///< bytes, a link or a manifest that break their format
    truncated,   ///< ended too early
    limit,       ///< more than a named limit allows
    unverified,  ///< a signature, proof or cipher check failed; no detail, by design
    mismatch,    ///< data does not have the hash it should
    no_peers,    ///< nobody with the data was found in time
    network,     ///< a socket said no
    timed_out,
    closed,       ///< the other side ended it, or we are stopping
    interrupted,  ///< stopped by the person; partial data is kept
    no_space,     ///< disk full or quota reached
    io,           ///< the file system failed
    permission,
    unreachable,  ///< no daemon answers
    refused,      ///< not allowed to ask this
    exists,       ///< something is already there and may not be overwritten
    in_use,       ///< another process holds the data directory
    configuration,
    unsupported,  ///< this system lacks what we need
};

struct Error {
    Errc code = Errc::other;
    std::string what;  ///< one line, says what to do where that is known

    friend bool operator==(const Error&, const Error&) = default;
};

/// std::expected that may not be dropped (libstdc++ 12's is not [[nodiscard]]).
template <class T = void>
class [[nodiscard]] Result : public std::expected<T, Error> {
public:
    using std::expected<T, Error>::expected;
};

[[nodiscard]] inline std::unexpected<Error> fail(Errc code, std::string what) {
    return std::unexpected<Error>{Error{code, std::move(what)}};
}

/// Puts "context: " before the sentence; the kind stays.
[[nodiscard]] inline std::unexpected<Error> fail_in(std::string context, Error error) {
    error.what = std::move(context) + ": " + error.what;
    return std::unexpected<Error>{std::move(error)};
}

/// Our own mistakes end the process, in release builds too. Never for what came from a wire, a disk or a person.
[[noreturn]] void broken_invariant(const char* condition, const char* file, int line) noexcept;

}  // namespace shoal

#define SHOAL_JOIN_2(a, b) a##b
#define SHOAL_JOIN(a, b) SHOAL_JOIN_2(a, b)

#define SHOAL_TRY_AS(name, declaration, expression)                                                                    \
    auto name = (expression);                                                                                          \
    if (!name) return std::unexpected<::shoal::Error>{std::move(name).error()};                                        \
    declaration = std::move(*name)

/// SHOAL_TRY(auto x, f()): returns f's error, or declares x with its value.
#define SHOAL_TRY(declaration, expression) SHOAL_TRY_AS(SHOAL_JOIN(shoal_try_, __COUNTER__), declaration, expression)

/// SHOAL_CHECK(f()): returns f's error, or goes on. For Result<>.
#define SHOAL_CHECK(expression)                                                                                        \
    if (auto shoal_check = (expression); !shoal_check) return std::unexpected<::shoal::Error> {                        \
            std::move(shoal_check).error()                                                                             \
        }

/// An assertion that stays on in release.
#define SHOAL_REQUIRE(condition) ((condition) ? void(0) : ::shoal::broken_invariant(#condition, __FILE__, __LINE__))
