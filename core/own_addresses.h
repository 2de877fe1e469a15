#pragma once
// The addresses of this machine.

#include <vector>

#include "core/endpoint.h"

namespace shoal {

/// Of links that are up, but for loopback and link-local ones. Any thread; well under a millisecond. Empty where the
/// system does not tell.
[[nodiscard]] std::vector<IpAddress> own_addresses();

}  // namespace shoal
