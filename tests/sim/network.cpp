#include "tests/sim/network.h"

#include <fmt/format.h>

#include <algorithm>

#include "tests/sim/wire.h"

namespace shoal::sim {
namespace {

constexpr Duration loopback_delay = 20us;
constexpr Duration least_on_link = 100us;
constexpr Duration longest_on_link = 2ms;
constexpr Duration longest_detour = 2s;  // of a datagram that is overtaken
constexpr std::size_t largest_datagram = 65'507;

}  // namespace

Host& Network::add(HostOptions options) {
    hosts_.push_back(std::make_unique<Host>(static_cast<std::uint32_t>(hosts_.size()), options));
    by_address_[options.address] = hosts_.back().get();
    return *hosts_.back();
}

Host* Network::at(const IpAddress& address) const {
    const auto found = by_address_.find(address);
    return found == by_address_.end() ? nullptr : found->second;
}

void Network::move(Host& host, const IpAddress& address) {
    by_address_.erase(host.options.address);
    host.options.address = address;
    by_address_[address] = &host;
    host.nat.forget();
}

bool Network::carries(const Host& from, const Host& to) const {
    if (from.is_cut || to.is_cut) return false;
    return blocked_.empty() || !blocked_.contains({from.number, to.number});
}

Duration Network::delay(const Host& from, const Host& to) {
    if (&from == &to) return loopback_delay;
    const auto base = from.options.latency + to.options.latency;
    return draw.between(base, base + base / 4) * slowness_;
}

Duration Network::transmission(const Host& from, std::size_t bytes) const {
    const auto ns = bytes * 1'000'000'000 / std::max<std::uint64_t>(from.options.up, 1);
    return Duration{static_cast<Duration::rep>(ns)} * slowness_;
}

void Network::send_datagram(Host& from, std::uint16_t port, const Endpoint& to, BytesView datagram) {
    if (from.is_cut || datagram.size() > largest_datagram) return;
    trace.note(clock.now(), "datagram", datagram);
    const Endpoint seen{from.options.address, from.nat.out(clock.now(), port, to)};
    Host* target = to.address.is_loopback() ? &from : at(to.address);
    if (target == nullptr) return;
    if (target != &from && faults.strikes(Fault::datagram_lost)) return;
    const unsigned copies = faults.strikes(Fault::datagram_duplicated) ? 2 : 1;
    for (unsigned i = 0; i < copies; ++i) {
        auto wait = delay(from, *target);
        if (faults.strikes(Fault::datagram_delayed)) wait += draw.between(Duration{0}, longest_detour);
        Bytes bytes{datagram.begin(), datagram.end()};
        if (!bytes.empty() && faults.strikes(Fault::datagram_garbled)) {
            bytes[draw.below(bytes.size())] ^= Byte{1} << static_cast<int>(draw.below(8));
        }
        clock.after(wait, [this, seen, sender = &from, to, bytes = std::move(bytes)] {
            datagram_arrives(seen, *sender, to, bytes);
        });
    }
}

void Network::datagram_arrives(const Endpoint& from, const Host& sender, const Endpoint& to, const Bytes& datagram) {
    Host* target = to.address.is_loopback() ? at(from.address) : at(to.address);
    if (target == nullptr || !carries(sender, *target)) return;
    if (target->is_paused(clock.now())) {
        clock.at(target->paused_until,
                 [this, from, &sender, to, datagram] { datagram_arrives(from, sender, to, datagram); });
        return;
    }
    const auto port = target->nat.in(clock.now(), to.port, from);
    if (!port) {
        faults.happened(Fault::nat_blocked);
        return;
    }
    if (const auto socket = target->sockets.find(*port); socket != target->sockets.end()) {
        socket->second->arrived(from, datagram);
    }
}

void Network::send_to_link(Host& from, const Endpoint& group, BytesView datagram) {
    if (from.is_cut) return;
    trace.note(clock.now(), "to the link", datagram);
    for (const auto& target : hosts_) {
        if (!are_on_one_link(from, *target)) continue;
        if (target.get() != &from && faults.strikes(Fault::datagram_lost)) continue;
        clock.after(draw.between(least_on_link, longest_on_link), [this, sender = &from, target = target.get(), group,
                                                                   bytes = Bytes{datagram.begin(), datagram.end()}] {
            group_datagram_arrives(*sender, *target, group, bytes);
        });
    }
}

void Network::group_datagram_arrives(const Host& sender, Host& target, const Endpoint& group, const Bytes& datagram) {
    if (!carries(sender, target) || target.is_paused(clock.now())) return;
    std::vector<HostGroup*> sockets;
    for (auto [at, end] = target.groups.equal_range(group); at != end; ++at) sockets.push_back(at->second);
    for (auto* const socket : sockets) {
        const bool is_there = std::ranges::any_of(target.groups, [&](const auto& one) { return one.second == socket; });
        if (!is_there) continue;  // it went in one of these calls
        socket->arrived({.address = sender.options.address, .port = group.port}, datagram);
    }
}

void Network::drive_uplink(Host& host) {
    while (!host.uplink_busy && !host.uplink.empty()) {
        const auto [waiting, direction] = host.uplink.front();
        host.uplink.pop_front();
        const auto wire = waiting.lock();
        if (!wire) continue;
        const auto bytes = wire->transmit(direction);
        if (bytes == 0) continue;
        host.uplink_busy = true;
        clock.after(transmission(host, bytes), [this, &host, waiting, direction] {
            host.uplink_busy = false;
            if (const auto sent = waiting.lock()) sent->transmitted(direction);
            drive_uplink(host);
        });
    }
}

// --- sockets ---------------------------------------------------------------------------------------------------------

Result<std::unique_ptr<DatagramSocket>> HostDatagrams::bind(const Endpoint& local,
                                                            DatagramSocket::Received on_received) {
    Endpoint bound = local;
    while (bound.port == 0 || (local.port == 0 && host_.sockets.contains(bound.port))) bound.port = host_.next_port++;
    if (host_.sockets.contains(bound.port))
        return fail(Errc::in_use, fmt::format("cannot bind {}: in use", bound.str()));
    return std::make_unique<HostSocket>(network_, host_, bound, std::move(on_received));
}

HostSocket::HostSocket(Network& network, Host& host, const Endpoint& local, Received on_received)
    : network_{network}, host_{host}, local_{local}, on_received_{std::move(on_received)} {
    host_.sockets[local_.port] = this;
}

HostSocket::~HostSocket() {
    host_.sockets.erase(local_.port);
}

void HostSocket::send(const Endpoint& to, BytesView datagram) {
    network_.send_datagram(host_, local_.port, to, datagram);
}

Result<std::unique_ptr<MulticastSocket>> HostDatagrams::join(const Endpoint& group, const IpAddress&,
                                                             MulticastSocket::Received on_received) {
    if (host_.options.lan == 0 || group.address.family != host_.options.address.family) {
        return fail(Errc::network, fmt::format("cannot listen to {}: no such link", group.str()));
    }
    return std::make_unique<HostGroup>(network_, host_, group, std::move(on_received));
}

HostGroup::HostGroup(Network& network, Host& host, const Endpoint& group, Received on_received)
    : network_{network}, host_{host}, group_{group}, on_received_{std::move(on_received)} {
    host_.groups.emplace(group_, this);
}

HostGroup::~HostGroup() {
    std::erase_if(host_.groups, [&](const auto& entry) { return entry.second == this; });
}

}  // namespace shoal::sim
