#pragma once
// What a program's exit code says. The numbers are part of the scripting surface (docs/cli.md).

#include <string_view>

#include "core/result.h"

namespace shoal::cli {

enum class ExitCode : int {
    done = 0,            ///< everything asked for is complete and verified
    other = 1,           ///< another error
    usage = 2,           ///< wrong usage
    not_found = 3,       ///< no such share, path or file
    malformed = 4,       ///< link or manifest invalid
    no_peers = 5,        ///< nobody with the data within --timeout; trying again makes sense
    network = 6,         ///< network error; trying again makes sense
    unfinished = 7,      ///< interrupted or time over; what is there is kept
    mismatch = 8,        ///< data does not match
    no_space = 9,        ///< disk full or quota reached
    file_system = 10,    ///< file system error or permission
    no_daemon = 11,      ///< the daemon cannot be reached
    refused = 12,        ///< not allowed to ask this
    exists = 13,         ///< something is there already; --overwrite is needed
    in_use = 14,         ///< the data directory belongs to another process
    configuration = 78,  ///< EX_CONFIG of sysexits.h
    interrupted = 130,   ///< SIGINT, after a clean stop with nothing pending
    terminated = 143,    ///< SIGTERM, likewise
};

/// The one table from kinds of error to exit codes.
[[nodiscard]] ExitCode exit_code_of(Errc code);

/// One sentence for a person.
[[nodiscard]] std::string_view meaning_of(ExitCode code);

/// What a clean stop by this signal with nothing pending ends with.
[[nodiscard]] ExitCode exit_code_of_signal(int number);

[[nodiscard]] constexpr int raw(ExitCode code) {
    return static_cast<int>(code);
}

}  // namespace shoal::cli
