#pragma once
// What a node can be made to do by forged and hostile packets: rows of figures.

#include "tests/dht_sim/targets.h"

namespace shoal::dht_sim {

/// The largest answers to strangers, and honest nodes during floods.
void abuse_tables(Targets& targets);

/// So many changed packets at a live node, which must answer exactly what an oracle says, and not grow.
void mutants_table(std::size_t packets, std::uint64_t seed, Targets& targets);

}  // namespace shoal::dht_sim
