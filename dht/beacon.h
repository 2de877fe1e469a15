#pragma once
// One LAN beacon datagram: where its sender takes links, and of which contents it knows. docs/lan.md.

#include <array>
#include <optional>
#include <vector>

#include "core/endpoint.h"
#include "crypto/hash.h"

namespace shoal::dht {

/// Where beacons go: never further than one link (TTL 1). Nobody else is known to use these.
inline constexpr std::uint16_t beacon_port = 21'983;
[[nodiscard]] Endpoint beacon_group(Family family);  ///< 224.0.0.183, or ff15::5368:6f61:6c

inline constexpr std::size_t tags_per_beacon = 100;  ///< 824 bytes: well below any MTU
inline constexpr std::size_t beacon_header = 24;     ///< bytes
inline constexpr std::size_t beacon_tag_size = 8;    ///< bytes

using BeaconNonce = crypto::Hash128;
using BeaconTag = std::array<Byte, beacon_tag_size>;

struct Beacon {
    std::uint16_t port = 0;  ///< TCP; never 0
    BeaconNonce nonce{};
    std::vector<BeaconTag> tags;
    friend bool operator==(const Beacon&, const Beacon&) = default;
};

/// What a content is called in a beacon with this nonce: only who has its LAN key (ContentKeys::lan) can tell, and two
/// beacons have nothing in common.
[[nodiscard]] BeaconTag beacon_tag(const crypto::Hash& lan_key, const BeaconNonce& nonce);

/// Precondition: a port, and at most tags_per_beacon tags.
[[nodiscard]] Bytes encode(const Beacon& beacon);
/// Nothing for anything that is no beacon of this version.
[[nodiscard]] std::optional<Beacon> parse_beacon(BytesView datagram);

}  // namespace shoal::dht
