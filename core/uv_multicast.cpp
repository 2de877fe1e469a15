#include "core/uv_multicast.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

#include <cerrno>
#include <cstring>

#include "core/uv_address.h"

namespace shoal {

namespace {

struct FreeAddresses {
    void operator()(ifaddrs* list) const { ::freeifaddrs(list); }
};

/// Whether datagrams to a group can go out there. Loopback does not call itself fit, but is.
bool is_fit(const ifaddrs& link, Family family) {
    if (link.ifa_addr == nullptr || link.ifa_addr->sa_family != system_family(family)) return false;
    if ((link.ifa_flags & IFF_UP) == 0 || (link.ifa_flags & IFF_POINTOPOINT) != 0) return false;
    return (link.ifa_flags & (IFF_MULTICAST | IFF_LOOPBACK)) != 0;
}

/// Interfaces that are up, can multicast and have that address (unspecified: any of its family); if there is none but
/// loopback, loopback, so that the engines of one machine find each other.
std::set<unsigned> links_of(const IpAddress& on) {
    ifaddrs* list = nullptr;
    if (::getifaddrs(&list) != 0) return {};
    const std::unique_ptr<ifaddrs, FreeAddresses> owned{list};
    std::set<unsigned> links;
    std::set<unsigned> loopbacks;
    for (const auto* entry = list; entry != nullptr; entry = entry->ifa_next) {
        if (!is_fit(*entry, on.family)) continue;
        if (!on.is_unspecified() && endpoint_from(entry->ifa_addr).address != on) continue;
        if (const unsigned index = ::if_nametoindex(entry->ifa_name); index != 0) {
            ((entry->ifa_flags & IFF_LOOPBACK) != 0 ? loopbacks : links).insert(index);
        }
    }
    return links.empty() ? loopbacks : links;
}

int set_option(int socket, int level, int name, const auto& value) {
    return ::setsockopt(socket, level, name, &value, sizeof(value)) == 0 ? 0 : -errno;
}

/// The group and a link, as IPv4 options want them.
ip_mreqn request_v4(const Endpoint& group, unsigned link) {
    ip_mreqn out{};
    std::memcpy(&out.imr_multiaddr, group.address.view().data(), sizeof(out.imr_multiaddr));
    out.imr_ifindex = static_cast<int>(link);
    return out;
}

}  // namespace

Result<std::unique_ptr<UvMulticast>> UvMulticast::join(uv_loop_t& loop, const Endpoint& group, const IpAddress& on,
                                                       Received on_received) {
    std::unique_ptr<UvMulticast> out{new UvMulticast{group, on, std::move(on_received)}};
    if (const int error = out->open(loop); error != 0) return fail_network(error, "listen to", group.str());
    if (out->refresh() == 0) return fail_network(ENODEV, "listen to", group.str());
    return out;
}

int UvMulticast::open(uv_loop_t& loop) {
    const bool is_v4 = group_.address.family == Family::v4;
    const auto family = static_cast<unsigned>(system_family(group_.address.family));
    int error = handle_.open([&](uv_udp_t* h) { return uv_udp_init_ex(&loop, h, family); });
    if (error != 0) return error;
    handle_.set_owner(this);
    const SocketAddress address{group_};  // so that nothing else is received
    const unsigned flags = UV_UDP_REUSEADDR | (is_v4 ? 0U : unsigned{UV_UDP_IPV6ONLY});
    if (error = uv_udp_bind(handle_.get(), address.get(), flags); error != 0) return error;
    const auto on_datagram = [](uv_udp_t* h, ssize_t size, const uv_buf_t* chunk, const sockaddr* from, unsigned) {
        auto* socket = UvHandle<uv_udp_t>::owner_of<UvMulticast>(h);
        if (socket && from && size >= 0) socket->receive(*chunk, static_cast<std::size_t>(size), from);
    };
    if (error = uv_udp_recv_start(handle_.get(), &UvMulticast::allocate, on_datagram); error != 0) return error;
    const int socket = handle_.descriptor();
    const int one = 1;
    const int zero = 0;
    if (is_v4) {
        // Otherwise a socket gets what comes on links that it did not join on.
        if (error = set_option(socket, IPPROTO_IP, IP_MULTICAST_ALL, zero); error != 0) return error;
        if (error = set_option(socket, IPPROTO_IP, IP_MULTICAST_LOOP, one); error != 0) return error;
        return set_option(socket, IPPROTO_IP, IP_MULTICAST_TTL, one);
    }
    if (error = set_option(socket, IPPROTO_IPV6, IPV6_MULTICAST_ALL, zero); error != 0) return error;
    if (error = set_option(socket, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, one); error != 0) return error;
    return set_option(socket, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, one);
}

int UvMulticast::join_on(unsigned link) {
    const int socket = handle_.descriptor();
    if (group_.address.family == Family::v4) {
        return set_option(socket, IPPROTO_IP, IP_ADD_MEMBERSHIP, request_v4(group_, link));
    }
    ipv6_mreq request{};
    std::memcpy(&request.ipv6mr_multiaddr, group_.address.view().data(), sizeof(request.ipv6mr_multiaddr));
    request.ipv6mr_interface = link;
    return set_option(socket, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, request);
}

std::size_t UvMulticast::refresh() {
    auto now = links_of(on_);
    std::erase_if(now, [&](unsigned link) {
        const int error = join_on(link);  // again on one that went and came back: the old membership went with it
        return error != 0 && error != -EADDRINUSE;
    });
    links_ = std::move(now);
    return links_.size();
}

/// The link that the next datagram goes out on.
void UvMulticast::choose(unsigned link) {
    const int socket = handle_.descriptor();
    if (group_.address.family == Family::v4) {
        (void)set_option(socket, IPPROTO_IP, IP_MULTICAST_IF, request_v4(group_, link));
    } else {
        (void)set_option(socket, IPPROTO_IPV6, IPV6_MULTICAST_IF, static_cast<int>(link));
    }
}

void UvMulticast::send(BytesView datagram) {
    const SocketAddress address{group_};
    // libuv does not write to what it sends.
    auto* bytes = const_cast<char*>(static_cast<const char*>(static_cast<const void*>(datagram.data())));
    const uv_buf_t buffer = uv_buf_init(bytes, static_cast<unsigned>(datagram.size()));
    for (const unsigned link : links_) {
        choose(link);
        uv_udp_try_send(handle_.get(), &buffer, 1, address.get());
    }
}

void UvMulticast::allocate(uv_handle_t* handle, std::size_t, uv_buf_t* out) {
    auto* socket = UvHandle<uv_udp_t>::owner_of<UvMulticast>(handle);
    if (socket) *out = uv_buf_init(socket->buffer_.data(), static_cast<unsigned>(socket->buffer_.size()));
}

void UvMulticast::receive(const uv_buf_t& chunk, std::size_t size, const sockaddr* from) {
    uv_udp_t* handle = handle_.get();
    Received running = std::move(on_received_);  // it may destroy this socket
    running(endpoint_from(from), std::as_bytes(std::span{chunk.base, size}));
    if (UvHandle<uv_udp_t>::is_owned(handle)) on_received_ = std::move(running);
}

}  // namespace shoal
