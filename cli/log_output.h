#pragma once
// Where the log of this process goes: stderr, or the journal.

#include <memory>

#include "cli/configuration.h"
#include "cli/output.h"
#include "core/log.h"
#include "core/world.h"

namespace shoal::cli {

/// A log as log.level and log.format say, with the clock of `timers`; both references must outlive it. `auto` is text,
/// with priorities instead of times where the journal reads stderr. Errors: configuration; unreachable (log.format is
/// journal, and none is there).
[[nodiscard]] Result<std::unique_ptr<Log>> make_log(const Configuration& configuration, Timers& timers, Talk& talk);

}  // namespace shoal::cli
