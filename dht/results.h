#pragma once
// What a DHT tells of its work.

#include <cstddef>
#include <cstdint>

#include "core/time.h"

namespace shoal::dht {

struct ServiceStats {
    std::uint64_t nodes = 0;    ///< in the tables, answered us
    std::uint64_t in = 0;       ///< datagrams received
    std::uint64_t out = 0;      ///< datagrams sent
    std::uint64_t dropped = 0;  ///< datagrams that were no valid message, or over a budget
    std::uint64_t lookups = 0;  ///< finished

    bool read_only = false;  ///< strangers do not reach us, so others are told not to ask (BEP 43)

    std::uint64_t network_size = 0;             ///< nodes there are, estimated; 0: not known
    unsigned network_size_error_percent = 100;  ///< one standard deviation of it
};

struct LookupResult {
    std::size_t peers = 0;      ///< distinct peers found
    std::size_t stored = 0;     ///< nodes that took our announcement or item (0 when only finding)
    std::size_t conflicts = 0;  ///< nodes that keep a newer state of the item that was put, or another than was to go
    std::size_t queries = 0;
    Duration took{};
};

}  // namespace shoal::dht
