#pragma once
// A listening socket on which HTTP/1.1 is spoken, on the engine's loop and without a thread of its own. The protocol is
// libmicrohttpd's work, behind the .cpp; who may ask and what is answered is decided by whoever opens the port.

#include <functional>
#include <memory>

#include "cli/http_message.h"
#include "core/descriptor.h"
#include "core/uv_world.h"

namespace shoal::cli {

inline constexpr std::size_t max_http_connections = 64;          ///< the oldest that has proven nothing makes room
inline constexpr std::size_t max_http_head = 16 * 1024;          ///< bytes of a request line and its fields, about
inline constexpr Duration max_http_head_time = 10s;              ///< until a request is whole; then the connection ends
inline constexpr Duration max_http_idle_time = 60s;              ///< between requests, of who has proven itself
inline constexpr std::chrono::seconds max_http_stall_time{600};  ///< of who does not read: a player that was paused

/// Whether this build speaks HTTP.
[[nodiscard]] bool has_http_port();

/// The way back to one asker.
class HttpReply {
public:
    virtual ~HttpReply() = default;
    /// Once. Ignored if the asker is gone.
    virtual void send(HttpAnswer answer) = 0;
    /// The asker closed its connection, or the port is closing: the answer is of no use any more.
    [[nodiscard]] virtual bool is_gone() const = 0;
};

struct HttpCounters {
    std::uint64_t connections = 0;  ///< gauge
    std::uint64_t sent_bytes = 0;   ///< of bodies that were streamed
    std::uint64_t evicted = 0;      ///< connections ended for being slow, idle or too many
};

class HttpPort {
public:
    /// Answers at once, by calling `reply->send` before it returns, or later.
    using Handler = std::function<void(HttpRequest request, std::shared_ptr<HttpReply> reply)>;

    /// Opens a socket. Errors: usage (not a loopback address), in_use, permission, network, unsupported (this build
    /// speaks no HTTP). `world` must outlive the port, and `handler` is not called after it.
    [[nodiscard]] static Result<std::unique_ptr<HttpPort>> open(UvWorld& world, const Endpoint& local, Handler handler);
    /// Takes a socket that listens already. Errors: configuration (not a TCP socket that listens on a loopback
    /// address), unsupported.
    [[nodiscard]] static Result<std::unique_ptr<HttpPort>> open(UvWorld& world, Descriptor listening, Handler handler);

    virtual ~HttpPort() = default;
    [[nodiscard]] virtual Endpoint local() const = 0;
    [[nodiscard]] virtual const HttpCounters& counters() const = 0;
};

}  // namespace shoal::cli
