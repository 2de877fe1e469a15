#pragma once
// How hard a search for peers tries.

#include <cstdint>

namespace shoal::dht {

/// What a caller chooses who got nothing but bogus peers, or none where there should be some. Each costs about twice
/// the messages of the one before.
enum class Care : std::uint8_t {
    plain,       ///< one path to the nearest 8
    suspicious,  ///< two disjoint paths, and every node around the key
    besieged,    ///< four disjoint paths, and every node around the key
};

}  // namespace shoal::dht
