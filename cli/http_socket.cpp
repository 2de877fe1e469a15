#include "cli/http_socket.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <cerrno>

#include <fmt/format.h>

#include "core/uv_address.h"

namespace shoal::cli {
namespace {

constexpr int backlog = 128;

constexpr std::string_view why_loopback =
    "what is served there is not encrypted, so only this machine may reach it; use 127.0.0.1 or [::1]";

int option_of(int socket, int option) {
    int value = -1;
    socklen_t size = sizeof(value);
    return ::getsockopt(socket, SOL_SOCKET, option, &value, &size) == 0 ? value : -1;
}

}  // namespace

Result<Descriptor> listen_on_loopback(const Endpoint& local) {
    const std::string where = local.str();
    if (!local.address.is_loopback()) return fail(Errc::usage, fmt::format("http.listen: {}: {}", where, why_loopback));
    const int family = system_family(local.address.family);
    Descriptor socket{::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)};
    if (!socket) return fail_network(errno, "listen for HTTP on", where);
    const int on = 1;
    // Lets a restart take the port while connections of the last run still linger in TIME_WAIT.
    ::setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    const SocketAddress address{local};
    if (::bind(socket.get(), address.get(), address.size()) != 0 || ::listen(socket.get(), backlog) != 0) {
        return fail_network(errno, "listen for HTTP on", where);
    }
    return socket;
}

Result<Endpoint> check_listens_on_loopback(int socket) {
    if (option_of(socket, SO_TYPE) != SOCK_STREAM || option_of(socket, SO_ACCEPTCONN) != 1) {
        return fail(Errc::configuration, "the socket for HTTP that was handed over does not listen");
    }
    const auto local = local_endpoint(socket);
    if (!local || !local->address.is_loopback()) {
        return fail(Errc::configuration, fmt::format("the socket for HTTP that was handed over is at {}: {}",
                                                     local ? local->str() : "no address of TCP", why_loopback));
    }
    return *local;
}

bool is_hung_up(int socket) {
    pollfd asked{socket, POLLRDHUP, 0};
    return ::poll(&asked, 1, 0) > 0;
}

}  // namespace shoal::cli
