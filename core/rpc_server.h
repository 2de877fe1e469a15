#pragma once
// Serves an Engine on a Unix socket (docs/control.md).

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/engine.h"
#include "core/log.h"
#include "core/uv_world.h"

namespace shoal {

inline constexpr std::size_t max_rpc_clients = 512;              ///< beyond it the least useful one is told to go
inline constexpr std::size_t max_rpc_hello = 1024;               ///< bytes of a client's first message
inline constexpr std::size_t max_rpc_request = 1024 * 1024;      ///< bytes of one message from a client
inline constexpr std::size_t max_rpc_reply = 512 * 1024 * 1024;  ///< bytes of one message to a client
inline constexpr std::size_t max_rpc_queued = 64 * 1024 * 1024;  ///< unread events bytes: the client is dropped
inline constexpr std::size_t max_rpc_held = 768 * 1024 * 1024;   ///< bytes for all clients: the heaviest is dropped
inline constexpr std::size_t max_rpc_in_flight = 64;             ///< requests of one client; more end with `limit`
inline constexpr Duration rpc_hello_timeout = 5s;                ///< both ways; who is silent for so long hangs
inline constexpr Duration rpc_message_timeout = 30s;             ///< from the first byte of a message to its last
inline constexpr Duration rpc_stall_timeout = 5min;              ///< of a client that takes not one byte of what waits

/// What a server has done since it began, for whoever measures it.
struct RpcCounters {
    struct Outcome {
        std::string_view method;  ///< name of a request; `unknown` for every name that is none
        std::string_view code;    ///< `ok`, or of the error
        friend auto operator<=>(const Outcome&, const Outcome&) = default;
    };
    std::map<Outcome, std::uint64_t> requests;  ///< that were answered, whether or not the client heard it
    std::uint64_t clients = 0;                  ///< gauge
    std::uint64_t max_clients = 0;              ///< at most max_rpc_clients, and a quarter of our file descriptors
    std::uint64_t accepted = 0;
    std::uint64_t evicted = 0;  ///< to make room for newer ones
    std::uint64_t dropped = 0;  ///< broke the protocol or a limit
};

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
    [[nodiscard]] virtual RpcCounters counters() const = 0;
};

}  // namespace shoal
