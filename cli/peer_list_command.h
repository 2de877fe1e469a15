#pragma once
// shoal peer list: the peers of a share, and where others may be.

#include "cli/command_line.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "core/requests.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_peer_list(const CommandLine& line, const Environment& environment, Console& console);

/// Lines for a person.
[[nodiscard]] std::vector<std::string> describe_peers(const PeerList& peers);

}  // namespace shoal::cli
