#include "core/uv_datagrams.h"

#include "core/uv_address.h"
#include "core/uv_multicast.h"

namespace shoal {

namespace {

constexpr std::size_t max_datagram = 64 * 1024;  // bytes; no UDP datagram is longer, and libuv cuts the buffer so
constexpr std::size_t datagrams_per_call = 16;   // recvmmsg slots; libuv takes at most 20
// bytes the kernel may hold while the loop is busy for a moment; it grants what net.core.rmem_max allows
constexpr int kernel_buffer = 2 * 1024 * 1024;

}  // namespace

class UvDatagrams::Socket final : public DatagramSocket {
public:
    Socket(UvDatagrams& datagrams, Received on_received)
        : datagrams_{datagrams}, on_received_{std::move(on_received)} {}

    [[nodiscard]] int open(const Endpoint& local);
    void send(const Endpoint& to, BytesView datagram) override;
    [[nodiscard]] Endpoint local() const override { return local_; }

private:
    static void allocate(uv_handle_t* handle, std::size_t, uv_buf_t* out);
    void receive(const uv_buf_t& chunk, std::size_t size, const sockaddr* from);

    UvDatagrams& datagrams_;
    Received on_received_;
    UvHandle<uv_udp_t> handle_;
    Endpoint local_;
};

int UvDatagrams::Socket::open(const Endpoint& local) {
    const auto family = static_cast<unsigned>(system_family(local.address.family));
    int error = handle_.open(
        [&](uv_udp_t* h) { return uv_udp_init_ex(&datagrams_.loop_, h, family | unsigned{UV_UDP_RECVMMSG}); });
    if (error != 0) return error;
    handle_.set_owner(this);
    const SocketAddress address{local};
    const unsigned flags = local.address.family == Family::v6 ? unsigned{UV_UDP_IPV6ONLY} : 0U;
    if (error = uv_udp_bind(handle_.get(), address.get(), flags); error != 0) return error;
    const auto on_datagram = [](uv_udp_t* h, ssize_t size, const uv_buf_t* chunk, const sockaddr* from, unsigned) {
        // Without `from` it is an end of a batch; an error is an ICMP answer to something sent, and no harm.
        auto* socket = UvHandle<uv_udp_t>::owner_of<Socket>(h);
        if (socket && from && size >= 0) socket->receive(*chunk, static_cast<std::size_t>(size), from);
    };
    if (error = uv_udp_recv_start(handle_.get(), &Socket::allocate, on_datagram); error != 0) return error;
    const int wanted = kernel_buffer;
    ::setsockopt(handle_.descriptor(), SOL_SOCKET, SO_RCVBUF, &wanted, sizeof(wanted));  // best effort
    const auto bound = local_endpoint(handle_.descriptor());
    if (!bound) return UV_EINVAL;
    local_ = *bound;
    return 0;
}

void UvDatagrams::Socket::allocate(uv_handle_t* handle, std::size_t, uv_buf_t* out) {
    auto* socket = UvHandle<uv_udp_t>::owner_of<Socket>(handle);
    if (!socket) return;
    Bytes& buffer = socket->datagrams_.buffer_;
    *out = uv_buf_init(static_cast<char*>(static_cast<void*>(buffer.data())), static_cast<unsigned>(buffer.size()));
}

void UvDatagrams::Socket::receive(const uv_buf_t& chunk, std::size_t size, const sockaddr* from) {
    uv_udp_t* handle = handle_.get();
    Received running = std::move(on_received_);  // it may destroy this socket
    running(endpoint_from(from), std::as_bytes(std::span{chunk.base, size}));
    if (UvHandle<uv_udp_t>::is_owned(handle)) on_received_ = std::move(running);
}

void UvDatagrams::Socket::send(const Endpoint& to, BytesView datagram) {
    if (to.address.family != local_.address.family || to.port == 0) return;
    const SocketAddress address{to};
    // libuv does not write to what it sends.
    auto* bytes = const_cast<char*>(static_cast<const char*>(static_cast<const void*>(datagram.data())));
    const uv_buf_t buffer = uv_buf_init(bytes, static_cast<unsigned>(datagram.size()));
    uv_udp_try_send(handle_.get(), &buffer, 1, address.get());
}

Result<std::unique_ptr<DatagramSocket>> UvDatagrams::bind(const Endpoint& local, DatagramSocket::Received on_received) {
    SHOAL_REQUIRE(on_received != nullptr);
    if (buffer_.empty()) buffer_.resize(datagrams_per_call * max_datagram);
    auto socket = std::make_unique<Socket>(*this, std::move(on_received));
    if (const int error = socket->open(local); error != 0) return fail_network(error, "bind UDP", local.str());
    return socket;
}

Result<std::unique_ptr<MulticastSocket>> UvDatagrams::join(const Endpoint& group, const IpAddress& on,
                                                           MulticastSocket::Received on_received) {
    SHOAL_REQUIRE(on_received != nullptr && group.address.is_multicast());
    SHOAL_TRY(auto socket, UvMulticast::join(loop_, group, on, std::move(on_received)));
    return std::unique_ptr<MulticastSocket>{std::move(socket)};
}

}  // namespace shoal
