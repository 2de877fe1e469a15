#pragma once
// What a DHT tells of its work.

#include <cstddef>
#include <cstdint>
#include <optional>

#include "core/duration_histogram.h"
#include "core/endpoint.h"
#include "core/time.h"

namespace shoal::dht {

///   queued ──> walking ──> (announcing) ──> ended
enum class SearchKind : std::uint8_t { find, announce, fill, get_item, put_item };

struct ServiceStats {
    std::uint64_t nodes = 0;    ///< in the tables, answered us
    std::uint64_t in = 0;       ///< datagrams received
    std::uint64_t out = 0;      ///< datagrams sent
    std::uint64_t dropped = 0;  ///< datagrams that were no valid message, or over a budget
    std::uint64_t lookups = 0;  ///< finished

    // of what callers looked for or announced
    std::uint64_t searches_found = 0;  ///< with a peer, or a node that took what was to be stored
    std::uint64_t searches_empty = 0;
    DurationHistogram search_times;
};

/// One address family's node.
struct NodeReport {
    Endpoint local;                             ///< where it is bound
    std::uint64_t nodes = 0;                    ///< in its table
    std::uint64_t network_size = 0;             ///< nodes there are, estimated; 0: not known
    unsigned network_size_error_percent = 100;  ///< one standard deviation of it
    std::optional<IpAddress> external{};        ///< our address as others see it
    std::size_t external_votes = 0;             ///< how many say so, one for each of their networks
    std::size_t voters = 0;                     ///< of so many
    bool read_only = false;                     ///< strangers do not reach us, so others are told not to ask (BEP 43)
    std::uint64_t stored_keys = 0;              ///< kept for others
    std::uint64_t stored_peers = 0;
    std::uint64_t stored_items = 0;
};

struct LookupResult {
    std::size_t peers = 0;      ///< distinct peers found
    std::size_t stored = 0;     ///< nodes that took our announcement or item (0 when only finding)
    std::size_t conflicts = 0;  ///< nodes that keep a newer state of the item that was put, or another than was to go
    std::size_t queries = 0;
    unsigned hops = 0;  ///< how many nodes led to the nearest one that answered, one after the other
    Duration took{};
};

/// A search that ended. It does not say what was looked for.
struct SearchReport {
    SearchKind kind = SearchKind::find;
    LookupResult result;
    Instant ended{};
};

}  // namespace shoal::dht
