#pragma once
// Tells where the engine of this process listens.

#include "cli/engine_host.h"

namespace shoal::cli {

/// On stderr, and with --json as {"type":"listening"} on stdout.
void tell_listening(EngineHost& host, Console& console);

}  // namespace shoal::cli
