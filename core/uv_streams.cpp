#include "core/uv_streams.h"

#include "core/uv_address.h"
#include "core/uv_dial.h"
#include "core/uv_listener.h"

namespace shoal {

namespace {

constexpr std::size_t read_buffer_size = 256 * 1024;  // bytes; one system call takes what a fast link brings in a turn
constexpr unsigned keep_alive_after = 60;             // seconds of silence until the kernel probes the peer

}  // namespace

Result<std::unique_ptr<Listener>> UvStreams::listen(const Endpoint& local, Accepted on_accepted) {
    return UvListener::listen(*this, local, std::move(on_accepted));
}

Result<std::unique_ptr<Listener>> UvStreams::listen_local(const std::string& path, Accepted on_accepted) {
    return UvListener::listen_local(*this, path, std::move(on_accepted));
}

Result<std::unique_ptr<Listener>> UvStreams::listen_local(Descriptor listening, Accepted on_accepted) {
    return UvListener::listen_local(*this, std::move(listening), std::move(on_accepted));
}

std::unique_ptr<Dial> UvStreams::dial(const IpAddress& from, const Endpoint& to, Duration timeout, Dialled on_dialled) {
    auto dial = std::make_unique<UvDial>(*this, std::move(on_dialled));
    dial->start(from, to, timeout);
    return dial;
}

std::unique_ptr<Dial> UvStreams::dial_local(const std::string& path, Dialled on_dialled) {
    auto dial = std::make_unique<UvDial>(*this, std::move(on_dialled));
    dial->start_local(path);
    return dial;
}

Result<std::unique_ptr<Stream>> UvStreams::adopt(Descriptor socket, UvTransport transport) {
    UvHandle<UvSocket> handle;
    int error = handle.open([&](UvSocket* h) {
        return transport == UvTransport::tcp ? uv_tcp_init(&loop_, &h->tcp) : uv_pipe_init(&loop_, &h->pipe, 0);
    });
    SHOAL_REQUIRE(error == 0);
    error = transport == UvTransport::tcp ? uv_tcp_open(&handle->tcp, socket.get())
                                          : uv_pipe_open(&handle->pipe, socket.get());
    if (error != 0) return fail_network(error, "use", "a socket");
    static_cast<void>(socket.release());  // now the handle's
    return adopt(std::move(handle), transport);
}

Result<std::unique_ptr<Stream>> UvStreams::adopt(UvHandle<UvSocket> socket, UvTransport transport) {
    Endpoint remote;
    Endpoint local;
    if (transport == UvTransport::tcp) {
        SHOAL_TRY(remote, remote_endpoint(socket.descriptor()));
        SHOAL_TRY(local, local_endpoint(socket.descriptor()));
        // On loopback a dial to a free port can meet itself (simultaneous open with one end).
        if (remote == local) return fail(Errc::network, "the connection met itself");
        uv_tcp_nodelay(&socket->tcp, 1);
        uv_tcp_keepalive(&socket->tcp, 1, keep_alive_after);
    }
    if (read_buffer_.empty()) read_buffer_.resize(read_buffer_size);
    return std::make_unique<UvStream>(std::move(socket), read_buffer_, remote, local);
}

}  // namespace shoal
