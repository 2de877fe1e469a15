#pragma once
// From defaults, files, environment and command line to settings, in this order.

#include <string>
#include <vector>

#include "cli/command_line.h"
#include "core/log.h"
#include "core/setting_sources.h"
#include "core/settings.h"

namespace shoal::cli {

struct Configuration {
    Settings settings;
    std::string journal_stream;  ///< $JOURNAL_STREAM: what the journal reads, if it started us
    bool control_given = false;  ///< on the command line: serve it there
    bool listen_given = false;   ///< on the command line: exactly these ports, or fail
    /// Options of the command line that an engine in another process knows nothing of: "--lan".
    std::vector<std::string> for_own_engine;
};

/// Every option of `line` that overrides a setting counts. `default_log` is the level where nobody says another.
/// Errors: configuration (files, environment), usage (the command line). Where the data directory is not the usual one
/// and no control socket was named, it is <data dir>/control.sock.
[[nodiscard]] Result<Configuration> load_configuration(const CommandLine& line, const Environment& environment,
                                                       std::string_view default_log);

/// The path seen from the working directory, without trailing '/'. Error: usage for an empty one.
[[nodiscard]] Result<std::string> absolute_path(const std::string& path);

}  // namespace shoal::cli
