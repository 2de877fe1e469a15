#include "core/uv_address.h"

#include <fmt/format.h>
#include <netinet/in.h>

#include <cstdlib>
#include <cstring>

#include "core/os_error.h"

namespace shoal {

namespace {

Result<Endpoint> ask_socket(int (*call)(int, sockaddr*, socklen_t*), int socket) {
    sockaddr_storage storage{};
    socklen_t size = sizeof(storage);
    auto* address = static_cast<sockaddr*>(static_cast<void*>(&storage));
    if (call(socket, address, &size) != 0) return fail_network(errno, "ask", "a socket for its address");
    return endpoint_from(address);
}

}  // namespace

SocketAddress::SocketAddress(const Endpoint& endpoint) {
    const BytesView bytes = endpoint.address.view();
    if (endpoint.address.family == Family::v4) {
        sockaddr_in raw{};
        raw.sin_family = AF_INET;
        raw.sin_port = htons(endpoint.port);
        std::memcpy(&raw.sin_addr, bytes.data(), bytes.size());
        std::memcpy(&storage, &raw, sizeof(raw));
    } else {
        sockaddr_in6 raw{};
        raw.sin6_family = AF_INET6;
        raw.sin6_port = htons(endpoint.port);
        std::memcpy(&raw.sin6_addr, bytes.data(), bytes.size());
        std::memcpy(&storage, &raw, sizeof(raw));
    }
}

socklen_t SocketAddress::size() const {
    return storage.ss_family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
}

int system_family(Family family) {
    return family == Family::v4 ? AF_INET : AF_INET6;
}

Endpoint endpoint_from(const sockaddr* address) {
    if (address->sa_family == AF_INET) {
        sockaddr_in raw{};
        std::memcpy(&raw, address, sizeof(raw));
        const auto bytes = std::as_bytes(std::span{&raw.sin_addr, 1});
        return Endpoint{*IpAddress::from_bytes(bytes), ntohs(raw.sin_port)};
    }
    if (address->sa_family == AF_INET6) {
        sockaddr_in6 raw{};
        std::memcpy(&raw, address, sizeof(raw));
        const auto bytes = std::as_bytes(std::span{&raw.sin6_addr, 1});
        return Endpoint{*IpAddress::from_bytes(bytes), ntohs(raw.sin6_port)};
    }
    return {};
}

Result<Endpoint> local_endpoint(int socket) {
    return ask_socket(&::getsockname, socket);
}
Result<Endpoint> remote_endpoint(int socket) {
    return ask_socket(&::getpeername, socket);
}

std::unexpected<Error> fail_network(int number, std::string_view action, std::string_view where) {
    const int error = std::abs(number);
    Errc code = Errc::network;
    if (error == EADDRINUSE) code = Errc::in_use;
    if (error == EACCES || error == EPERM) code = Errc::permission;
    if (error == ETIMEDOUT) code = Errc::timed_out;
    return fail(code, fmt::format("cannot {} {}: {}", action, where, describe_errno(error)));
}

}  // namespace shoal
