#pragma once
// The inside of the broker (cli/broker.h).

#include "cli/broker.h"

namespace shoal::cli {

/// In the forked child: serves both ends until one is closed. Closes every other descriptor but the standard ones.
[[noreturn]] void become_broker(const BrokerPlan& plan, Descriptor roots, Descriptor hooks);

}  // namespace shoal::cli
