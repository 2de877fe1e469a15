#pragma once
// UDP on a libuv loop.

#include "core/uv_handle.h"
#include "core/world.h"

namespace shoal {

/// Lives on the loop; every socket must be gone before it is.
class UvDatagrams final : public Datagrams {
public:
    explicit UvDatagrams(uv_loop_t& loop) : loop_{loop} {}
    [[nodiscard]] Result<std::unique_ptr<DatagramSocket>> bind(const Endpoint& local,
                                                               DatagramSocket::Received on_received) override;
    [[nodiscard]] Result<std::unique_ptr<MulticastSocket>> join(const Endpoint& group, const IpAddress& on,
                                                                MulticastSocket::Received on_received) override;

private:
    class Socket;

    uv_loop_t& loop_;
    Bytes buffer_;  // all sockets read into it, one after the other; made with the first of them
};

}  // namespace shoal
