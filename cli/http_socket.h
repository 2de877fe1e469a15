#pragma once
// The listening socket of the HTTP port: on loopback and nowhere else.

#include "core/descriptor.h"
#include "core/endpoint.h"

namespace shoal::cli {

/// Binds and listens; port 0 takes any free one. Errors: usage (not a loopback address: says why), in_use, permission,
/// network.
[[nodiscard]] Result<Descriptor> listen_on_loopback(const Endpoint& local);

/// Where a socket that was handed over listens. Error: configuration (it is no TCP socket that listens on a loopback
/// address).
[[nodiscard]] Result<Endpoint> check_listens_on_loopback(int socket);

/// The other side has closed its end, or the connection is broken.
[[nodiscard]] bool is_hung_up(int socket);

}  // namespace shoal::cli
