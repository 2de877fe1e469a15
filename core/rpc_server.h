#pragma once
// Serves an Engine on a Unix socket (docs/control.md).

#include <memory>
#include <string>

#include "core/engine.h"
#include "core/log.h"
#include "core/uv_world.h"

namespace shoal {

inline constexpr std::size_t max_rpc_clients = 64;               ///< more are closed at once
inline constexpr std::size_t max_rpc_request = 1024 * 1024;      ///< bytes of one message from a client
inline constexpr std::size_t max_rpc_reply = 512 * 1024 * 1024;  ///< bytes of one message to a client
inline constexpr std::size_t max_rpc_queued = 64 * 1024 * 1024;  ///< unread events bytes: the client is dropped
inline constexpr std::size_t max_rpc_in_flight = 64;             ///< requests of one client; more end with `limit`
inline constexpr Duration rpc_hello_timeout = 5s;                ///< both ways; who is silent for so long hangs

/// Lives on the loop; must be destroyed before the engine and the world. Removes the socket file at its end.
class RpcServer {
public:
    /// Listens at `path` (0600; its directory is made 0700 if missing). A stale socket file that nobody answers is
    /// replaced. Errors: in_use (somebody answers), exists (it is no socket), usage (path too long), not_found,
    /// permission, io.
    /// Blocking for a few system calls; may be called before the loop runs.
    [[nodiscard]] static Result<std::unique_ptr<RpcServer>> start(UvWorld& world, Engine& engine, Log& log,
                                                                  const std::string& path);
    /// On a Unix socket that listens already, as a service manager hands it over; its file stays. Error: configuration
    /// (it is no such socket).
    [[nodiscard]] static Result<std::unique_ptr<RpcServer>> start(UvWorld& world, Engine& engine, Log& log,
                                                                  Descriptor listening);
    virtual ~RpcServer() = default;
};

}  // namespace shoal
