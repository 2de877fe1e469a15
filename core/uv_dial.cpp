#include "core/uv_dial.h"

#include <fmt/format.h>
#include <netinet/in.h>

#include "core/os_error.h"
#include "core/uv_address.h"
#include "core/uv_local_address.h"

namespace shoal {

namespace {

constexpr Duration crowded_pause = 5ms;  // until a Unix socket with a full backlog is tried again

}  // namespace

UvDial::UvDial(UvStreams& streams, Streams::Dialled on_dialled)
    : streams_{streams}, on_dialled_{std::move(on_dialled)} {
    SHOAL_REQUIRE(on_dialled_ != nullptr);
}

void UvDial::start(const IpAddress& from, const Endpoint& to, Duration timeout) {
    to_ = to;
    if (auto begun = connect(from, to); !begun) {
        return finish_next_turn(std::unexpected{std::move(begun).error()});
    }
    UvTimers& timers = streams_.timers();
    timer_ = timers.at(timers.now() + timeout, [this] {
        finish(fail(Errc::timed_out, fmt::format("cannot connect to {}: no answer in time", to_.str())));
    });
}

Result<> UvDial::connect(const IpAddress& from, const Endpoint& to) {
    const std::string where = to.str();
    const int family = system_family(to.address.family);
    int error = socket_.open(
        [&](UvSocket* h) { return uv_tcp_init_ex(&streams_.loop(), &h->tcp, static_cast<unsigned>(family)); });
    if (error != 0) return fail_network(error, "connect to", where);
    socket_.set_owner(this);
    if (!from.is_unspecified()) {
        if (from.family != to.address.family) {
            return fail(Errc::usage, fmt::format("cannot connect to {} from {}: another family", where, from.str()));
        }
        // The port is chosen at connect, when the whole pair is known, so that dials do not use up the ports.
        const int on = 1;
        ::setsockopt(socket_.descriptor(), IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof(on));
        const SocketAddress address{Endpoint{from, 0}};
        const unsigned flags = family == AF_INET6 ? unsigned{UV_TCP_IPV6ONLY} : 0U;
        error = uv_tcp_bind(&socket_->tcp, address.get(), flags);
        if (error != 0) return fail_network(error, "connect from", from.str());
    }
    auto request = std::make_unique<uv_connect_t>();
    const auto on_connected = [](uv_connect_t* done, int status) {
        const std::unique_ptr<uv_connect_t> owned{done};
        auto* dial = UvHandle<UvSocket>::owner_of<UvDial>(done->handle);
        if (dial) dial->connected(status);
    };
    const SocketAddress address{to};
    error = uv_tcp_connect(request.get(), &socket_->tcp, address.get(), on_connected);
    if (error != 0) return fail_network(error, "connect to", where);
    static_cast<void>(request.release());  // now the callback's
    return {};
}

void UvDial::connected(int error) {
    if (error != 0) return finish(fail_network(error, "connect to", to_.str()));
    finish(streams_.adopt(std::move(socket_), UvTransport::tcp));
}

void UvDial::start_local(const std::string& path) {
    UvTimers& timers = streams_.timers();
    timer_ = timers.at(timers.now(), [this, path] { try_local(path); });
}

/// A Unix socket connects or fails at once, unless so many wait there to be accepted that one has to come again.
void UvDial::try_local(const std::string& path) {
    const auto unreachable = [&](const Error& why) { finish(fail(Errc::unreachable, why.what)); };
    const auto address = LocalAddress::from(path);
    if (!address) return unreachable(address.error());
    Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    const int answer =
        socket ? uninterrupted([&] { return ::connect(socket.get(), address->get(), address->size()); }) : -1;
    if (answer == 0) return finish(streams_.adopt(std::move(socket), UvTransport::local));
    if (errno != EAGAIN) return unreachable(fail_network(errno, "connect to", printable_path(path)).error());
    UvTimers& timers = streams_.timers();
    timer_ = timers.at(timers.now() + crowded_pause, [this, path] { try_local(path); });
}

void UvDial::finish_next_turn(Result<std::unique_ptr<Stream>> result) {
    UvTimers& timers = streams_.timers();
    timer_ = timers.at(timers.now(), [this, result = std::move(result)]() mutable { finish(std::move(result)); });
}

/// The last use of this object: the callback may destroy it.
void UvDial::finish(Result<std::unique_ptr<Stream>> result) {
    timer_.reset();
    socket_.reset();
    auto on_dialled = std::move(on_dialled_);
    on_dialled(std::move(result));
}

}  // namespace shoal
