#pragma once
// Endpoints as the socket calls want them, and what those calls answer.

#include <sys/socket.h>

#include "core/endpoint.h"

namespace shoal {

/// Room for a socket address of either family.
struct SocketAddress {
    sockaddr_storage storage{};

    explicit SocketAddress(const Endpoint& endpoint);
    [[nodiscard]] const sockaddr* get() const {
        return static_cast<const sockaddr*>(static_cast<const void*>(&storage));
    }
    [[nodiscard]] socklen_t size() const;
};

[[nodiscard]] int system_family(Family family);  ///< AF_INET or AF_INET6

/// The endpoint that a socket call told; unspecified for another family (a Unix socket).
[[nodiscard]] Endpoint endpoint_from(const sockaddr* address);

/// The address a socket is bound to, or its peer's. Error: network (a peer that has gone already).
[[nodiscard]] Result<Endpoint> local_endpoint(int socket);
[[nodiscard]] Result<Endpoint> remote_endpoint(int socket);

/// "cannot <action> <where>: ..." of kind in_use, permission, timed_out or network. `number` is an errno or, as
/// libuv has it, a negated one.
[[nodiscard]] std::unexpected<Error> fail_network(int number, std::string_view action, std::string_view where);

}  // namespace shoal
