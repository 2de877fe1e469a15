#pragma once
// A multicast group on a libuv loop, joined on every link of the machine.

#include <set>

#include "core/uv_handle.h"
#include "core/world.h"

namespace shoal {

/// Lives on the loop.
class UvMulticast final : public MulticastSocket {
public:
    [[nodiscard]] static Result<std::unique_ptr<UvMulticast>> join(uv_loop_t& loop, const Endpoint& group,
                                                                   const IpAddress& on, Received on_received);
    void send(BytesView datagram) override;
    std::size_t refresh() override;

private:
    UvMulticast(const Endpoint& group, const IpAddress& on, Received on_received)
        : group_{group}, on_{on}, on_received_{std::move(on_received)} {}
    [[nodiscard]] int open(uv_loop_t& loop);
    [[nodiscard]] int join_on(unsigned link);
    void choose(unsigned link);
    static void allocate(uv_handle_t* handle, std::size_t, uv_buf_t* out);
    void receive(const uv_buf_t& chunk, std::size_t size, const sockaddr* from);

    Endpoint group_;
    IpAddress on_;
    Received on_received_;
    UvHandle<uv_udp_t> handle_;
    std::set<unsigned> links_;  // interface indices
    std::array<char, 2048> buffer_{};
};

}  // namespace shoal
