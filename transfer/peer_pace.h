#pragma once
// How long a peer takes for what it is asked, by what it has shown.

#include <cstdint>
#include <optional>

#include "transfer/swarm_peer.h"

namespace shoal::transfer {

/// How long the peer takes for so many bytes; nothing while it has not shown its pace.
[[nodiscard]] std::optional<Duration> expected(Instant now, const SwarmPeer& peer, std::uint64_t bytes);

/// Not yet come of all that it was asked for and that is still wanted of it.
[[nodiscard]] std::uint64_t owed_bytes(const SwarmPeer& peer);

}  // namespace shoal::transfer
