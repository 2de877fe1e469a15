#include "core/uv_listener.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <unistd.h>

#include "core/os_error.h"
#include "core/uv_address.h"
#include "core/uv_local_address.h"

namespace shoal {

namespace {

constexpr int backlog = 512;                // connections the kernel holds until we accept; it may cap them lower
constexpr int local_backlog = 128;          // of a Unix socket: who comes waits behind them all, so not too many
constexpr int accepts_per_turn = 64;        // so that a flood of connections does not starve the others
constexpr int local_accepts_per_turn = 16;  // fewer: each may ask for much at once, and the others wait for them all
constexpr Duration accept_pause = 100ms;    // when descriptors or memory ran out; the backlog holds who comes
constexpr mode_t local_socket_mode = 0600;  // rights of a Unix socket from the start

/// An accept that says something about that one connection, not about us (accept(2)).
bool concerns_one_connection(int error) {
    switch (error) {
    case EINTR:
    case ECONNABORTED:
    case ENETDOWN:
    case EPROTO:
    case ENOPROTOOPT:
    case EHOSTDOWN:
    case ENONET:
    case EHOSTUNREACH:
    case EOPNOTSUPP:
    case ENETUNREACH:
    case EPERM:
        return true;
    default:
        return false;
    }
}

/// What a socket says of itself as a number, or -1.
int socket_option(int socket, int name) {
    int value = -1;
    socklen_t size = sizeof(value);
    return ::getsockopt(socket, SOL_SOCKET, name, &value, &size) == 0 ? value : -1;
}

/// Only our own user and root may speak to a Unix socket of ours.
bool is_trusted(int socket) {
    ucred peer{};
    socklen_t size = sizeof(peer);
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
    return peer.uid == 0 || peer.uid == ::geteuid();
}

}  // namespace

UvListener::UvListener(UvStreams& streams, UvTransport transport, Streams::Accepted on_accepted)
    : streams_{streams}, transport_{transport}, on_accepted_{std::move(on_accepted)} {
    SHOAL_REQUIRE(on_accepted_ != nullptr);
}

UvListener::~UvListener() {
    struct stat now {};
    const bool is_ours =
        !path_.empty() && ::lstat(path_.c_str(), &now) == 0 && now.st_dev == device_ && now.st_ino == inode_;
    if (is_ours) ::unlink(path_.c_str());
}

Result<std::unique_ptr<Listener>> UvListener::listen(UvStreams& streams, const Endpoint& local,
                                                     Streams::Accepted on_accepted) {
    auto listener = std::make_unique<UvListener>(streams, UvTransport::tcp, std::move(on_accepted));
    SHOAL_CHECK(listener->bind(local));
    SHOAL_CHECK(listener->begin(local.str()));
    SHOAL_TRY(listener->local_, local_endpoint(listener->socket_.get()));
    return listener;
}

Result<std::unique_ptr<Listener>> UvListener::listen_local(UvStreams& streams, const std::string& path,
                                                           Streams::Accepted on_accepted) {
    auto listener = std::make_unique<UvListener>(streams, UvTransport::local, std::move(on_accepted));
    SHOAL_CHECK(listener->bind_local(path));
    SHOAL_CHECK(listener->begin(printable_path(path)));
    return listener;
}

Result<std::unique_ptr<Listener>> UvListener::listen_local(UvStreams& streams, Descriptor listening,
                                                           Streams::Accepted on_accepted) {
    auto listener = std::make_unique<UvListener>(streams, UvTransport::local, std::move(on_accepted));
    SHOAL_CHECK(listener->take(std::move(listening)));
    SHOAL_CHECK(listener->begin("the socket that was handed over"));
    return listener;
}

Result<> UvListener::bind(const Endpoint& local) {
    const std::string where = local.str();
    const int family = system_family(local.address.family);
    socket_ = Descriptor{::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!socket_) return fail_network(errno, "listen on", where);
    const int on = 1;
    // Lets a restart take the port while connections of the last run still linger in TIME_WAIT.
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (family == AF_INET6 && ::setsockopt(socket_.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on)) != 0) {
        return fail_network(errno, "listen on", where);
    }
    const SocketAddress address{local};
    if (::bind(socket_.get(), address.get(), address.size()) != 0) return fail_network(errno, "listen on", where);
    if (::listen(socket_.get(), backlog) != 0) return fail_network(errno, "listen on", where);
    return {};
}

Result<> UvListener::bind_local(const std::string& path) {
    const std::string where = printable_path(path);
    SHOAL_TRY(const auto address, LocalAddress::from(path));
    socket_ = Descriptor{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!socket_) return fail_network(errno, "listen on", where);
    // Linux gives the new name the rights of the socket's own inode: no moment of wider rights, no process-wide umask.
    if (::fchmod(socket_.get(), local_socket_mode) != 0) return fail_network(errno, "listen on", where);
    if (::bind(socket_.get(), address.get(), address.size()) != 0) return fail_network(errno, "listen on", where);
    struct stat made {};
    if (::lstat(path.c_str(), &made) != 0) return fail_network(errno, "listen on", where);
    path_ = path;
    device_ = made.st_dev;
    inode_ = made.st_ino;
    const mode_t rights = made.st_mode & mode_t{07777};
    if ((rights & ~local_socket_mode) != 0) {
        return fail(Errc::permission, "cannot listen on " + where + ": this file system gives it rights for others");
    }
    if (::listen(socket_.get(), local_backlog) != 0) return fail_network(errno, "listen on", where);
    return {};
}

Result<> UvListener::take(Descriptor listening) {
    const int number = listening.get();
    const bool fits = socket_option(number, SO_DOMAIN) == AF_UNIX && socket_option(number, SO_TYPE) == SOCK_STREAM &&
                      socket_option(number, SO_ACCEPTCONN) == 1;
    if (!fits) {
        return fail(Errc::configuration,
                    fmt::format("file descriptor {} is not a Unix stream socket that listens; whoever hands it over "
                                "must make it one (in a .socket unit: ListenStream= with a path, Accept=no)",
                                number));
    }
    // Nobody else waits on it, and no child of ours may answer in our place.
    const int flags = ::fcntl(number, F_GETFL);
    if (flags < 0 || ::fcntl(number, F_SETFL, flags | O_NONBLOCK) != 0 || ::fcntl(number, F_SETFD, FD_CLOEXEC) != 0) {
        return fail_network(errno, "use", "the socket that was handed over");
    }
    socket_ = std::move(listening);
    return {};
}

Result<> UvListener::begin(const std::string& where) {
    const int error = poll_.open([&](uv_poll_t* h) { return uv_poll_init(&streams_.loop(), h, socket_.get()); });
    if (error != 0) return fail_network(error, "listen on", where);
    poll_.set_owner(this);
    watch();
    return {};
}

void UvListener::watch() {
    const auto on_ready = [](uv_poll_t* h, int error, int) {
        auto* listener = UvHandle<uv_poll_t>::owner_of<UvListener>(h);
        if (!listener) return;
        error == 0 ? listener->accept_some() : listener->back_off();
    };
    SHOAL_REQUIRE(uv_poll_start(poll_.get(), UV_READABLE, on_ready) == 0);
}

void UvListener::accept_some() {
    uv_poll_t* poll = poll_.get();
    for (int left = transport_ == UvTransport::local ? local_accepts_per_turn : accepts_per_turn; left > 0; --left) {
        Descriptor accepted{::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK)};
        if (!accepted) {
            if (errno == EAGAIN) return;
            if (concerns_one_connection(errno)) continue;
            return back_off();
        }
        if (transport_ == UvTransport::local && !is_trusted(accepted.get())) continue;
        auto stream = streams_.adopt(std::move(accepted), transport_);
        if (!stream) continue;                                // reset before we came to it
        Streams::Accepted running = std::move(on_accepted_);  // it may destroy this listener
        running(std::move(*stream));
        if (!UvHandle<uv_poll_t>::is_owned(poll)) return;
        on_accepted_ = std::move(running);
    }
}

/// Out of descriptors or memory: to poll on would spin, as the connection stays ready.
void UvListener::back_off() {
    uv_poll_stop(poll_.get());
    UvTimers& timers = streams_.timers();
    pause_ = timers.at(timers.now() + accept_pause, [this] { watch(); });
}

}  // namespace shoal
