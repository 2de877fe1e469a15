#pragma once
// The DHT and the local network as the contract shows them.

#include "core/dht_view.h"
#include "dht/lan.h"
#include "dht/service.h"

namespace shoal::transfer {

/// `lan`: nullptr if it is not looked at.
[[nodiscard]] DhtView report_of(const dht::Service& dht, const dht::Lan* lan, Instant now);

}  // namespace shoal::transfer
