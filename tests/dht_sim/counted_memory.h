#pragma once
// How much this program has allocated with `new`: everything that containers hold.

#include <cstddef>

namespace shoal::dht_sim {

/// Bytes that are allocated now, as the allocator rounds them.
[[nodiscard]] std::size_t counted_memory();

}  // namespace shoal::dht_sim
