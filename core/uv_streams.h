#pragma once
// TCP and Unix sockets on a libuv loop.

#include "core/descriptor.h"
#include "core/uv_stream.h"
#include "core/uv_timers.h"

namespace shoal {

enum class UvTransport : std::uint8_t { tcp, local };  ///< local: a Unix socket, whose endpoints are unspecified

/// Lives on the loop; every Stream, Listener and Dial must be gone before it is.
class UvStreams final : public Streams {
public:
    UvStreams(uv_loop_t& loop, UvTimers& timers) : loop_{loop}, timers_{timers} {}
    [[nodiscard]] Result<std::unique_ptr<Listener>> listen(const Endpoint& local, Accepted on_accepted) override;
    [[nodiscard]] std::unique_ptr<Dial> dial(const IpAddress& from, const Endpoint& to, Duration timeout,
                                             Dialled on_dialled) override;

    /// Unix sockets; see UvWorld::listen_local and dial_local.
    [[nodiscard]] Result<std::unique_ptr<Listener>> listen_local(const std::string& path, Accepted on_accepted);
    [[nodiscard]] Result<std::unique_ptr<Listener>> listen_local(Descriptor listening, Accepted on_accepted);
    [[nodiscard]] std::unique_ptr<Dial> dial_local(const std::string& path, Dialled on_dialled);

    /// Makes a stream of a connected socket. Error: network (the peer has gone already).
    [[nodiscard]] Result<std::unique_ptr<Stream>> adopt(Descriptor socket, UvTransport transport);
    [[nodiscard]] Result<std::unique_ptr<Stream>> adopt(UvHandle<UvSocket> socket, UvTransport transport);

    [[nodiscard]] uv_loop_t& loop() { return loop_; }
    [[nodiscard]] UvTimers& timers() { return timers_; }

private:
    uv_loop_t& loop_;
    UvTimers& timers_;
    Bytes read_buffer_;  // all streams read into it, one after the other; made with the first of them
};

}  // namespace shoal
