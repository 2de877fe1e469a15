#pragma once
// What a node can be made to do by forged and hostile packets: rows of figures.

#include "tests/dht_sim/targets.h"

namespace shoal::dht_sim {

/// The largest answers to strangers, and honest nodes during floods.
void abuse_tables(Targets& targets);

}  // namespace shoal::dht_sim
