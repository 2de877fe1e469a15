#pragma once
// shoal peer: the peers of a share, and where others may be.

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/exit_code.h"

namespace shoal::cli {

[[nodiscard]] ExitCode run_peer(const PeerArguments& arguments, const Environment& environment, Console& console);

/// Lines for a person.
[[nodiscard]] std::vector<std::string> describe_peers(const PeerList& peers);

}  // namespace shoal::cli
