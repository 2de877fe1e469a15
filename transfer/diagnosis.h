#pragma once
// Why others cannot reach this node, and what else keeps it from working: facts in, sentences out.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/endpoint.h"
#include "core/result.h"
#include "core/status_view.h"
#include "core/time.h"
#include "dht/results.h"

namespace shoal::transfer {

/// What was measured; a diagnosis looks at nothing else.
struct DiagnosisFacts {
    Duration uptime{};
    WallTime wall;
    std::vector<Endpoint> listening;     ///< with the ports that were chosen
    bool is_port_drawn = false;          ///< no port was asked for, so another start takes another
    std::vector<IpAddress> own;          ///< of this machine, without loopback and link-local ones
    std::size_t bootstrap = 0;           ///< DHT nodes that were given to begin with
    bool is_dht_connected = false;       ///< some node has answered
    std::uint64_t dht_in = 0;            ///< datagrams
    std::vector<dht::NodeReport> nodes;  ///< one a family
    std::uint64_t links = 0;             ///< now
    std::uint64_t incoming_lan = 0;      ///< links that others began since start, at private addresses
    std::uint64_t incoming_wan = 0;      ///< and at others
    bool is_lan_on = false;
    std::uint64_t lan_neighbours = 0;
    std::uint64_t descriptors = 0;
    std::uint64_t descriptors_at_most = 0;  ///< 0: not known
    std::uint64_t seeding = 0;              ///< shares that have everything they want
    std::uint64_t downloads = 0;            ///< shares that lack something and are not paused
    std::uint64_t downloads_without_peers = 0;

    struct Trouble {
        std::string tag;
        std::string name;
        Error error;
    };
    std::vector<Trouble> troubles;

    /// A directory, and what of its shares is still to come to its disk.
    struct Room {
        std::string directory;
        std::uint64_t free = 0;     ///< bytes
        std::uint64_t missing = 0;  ///< bytes
    };
    std::vector<Room> rooms;
};

inline constexpr std::size_t diagnosed_troubles = 10;  ///< named one by one

/// The worst first; at least one finding.
[[nodiscard]] Diagnosis diagnose(const DiagnosisFacts& facts);

}  // namespace shoal::transfer
