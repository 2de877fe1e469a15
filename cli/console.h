#pragma once
// Where a command speaks: data, talk, and how it ends.

#include <string>

#include "cli/exit_code.h"
#include "cli/output.h"
#include "core/result.h"

namespace shoal::cli {

struct Console {
    Console(std::string program_name, bool with_json, const Environment& environment);

    /// One line on stderr and, with --json, one error object on stdout; the exit code that goes with it.
    ExitCode report(const Error& error);
    ExitCode report(const Error& error, ExitCode exit);

    /// Done, unless nobody reads stdout any more.
    [[nodiscard]] ExitCode end() const { return out.is_lost() ? ExitCode::other : ExitCode::done; }

    /// How a command ends that meant to end with `exit`: stdout that could not be written, but for a reader that has
    /// gone, is told in one line on stderr.
    ExitCode finish(ExitCode exit);

    std::string program;  ///< "shoal"
    bool json;
    Output out;
    Talk talk;
};

}  // namespace shoal::cli
