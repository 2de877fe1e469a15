#pragma once
// The network between simulated machines: who reaches whom, how long it takes, and what goes wrong on the way.

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "tests/sim/clock.h"
#include "tests/sim/faults.h"
#include "tests/sim/host.h"
#include "tests/sim/trace.h"

namespace shoal::sim {

class Network {
public:
    Network(Clock& by, Faults& wrong, Draw drawn, Trace& told) : clock{by}, faults{wrong}, draw{drawn}, trace{told} {}
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    Host& add(HostOptions options);
    /// Who has the address; nullptr: nobody.
    [[nodiscard]] Host* at(const IpAddress& address) const;
    /// The machine has another address from now on; what was connected hangs.
    void move(Host& host, const IpAddress& address);

    /// Nothing that `from` sends arrives at `to`.
    void block(const Host& from, const Host& to) { blocked_.emplace(from.number, to.number); }
    void unblock_all() { blocked_.clear(); }
    [[nodiscard]] bool carries(const Host& from, const Host& to) const;
    /// Everything takes so many times as long; 1: as usual.
    void slow_down(unsigned factor) { slowness_ = factor; }

    /// One way, with jitter.
    [[nodiscard]] Duration delay(const Host& from, const Host& to);
    [[nodiscard]] Duration transmission(const Host& from, std::size_t bytes) const;

    void send_datagram(Host& from, std::uint16_t port, const Endpoint& to, BytesView datagram);
    /// To all machines of its link, itself too.
    void send_to_link(Host& from, const Endpoint& group, BytesView datagram);
    /// Whether one may dial the other, whatever stands between.
    [[nodiscard]] static bool are_on_one_link(const Host& one, const Host& other) {
        return &one == &other || (one.options.lan != 0 && one.options.lan == other.options.lan);
    }
    /// The next of the connections that wait for this machine's uplink sends a segment.
    void drive_uplink(Host& host);

    Clock& clock;
    Faults& faults;
    Draw draw;
    Trace& trace;

private:
    void group_datagram_arrives(const Host& sender, Host& target, const Endpoint& group, const Bytes& datagram);
    void datagram_arrives(const Endpoint& from, const Host& sender, const Endpoint& to, const Bytes& datagram);

    std::vector<std::unique_ptr<Host>> hosts_;
    std::map<IpAddress, Host*> by_address_;
    std::set<std::pair<std::uint32_t, std::uint32_t>> blocked_;
    unsigned slowness_ = 1;
};

/// Datagrams of one machine.
class HostDatagrams final : public Datagrams {
public:
    HostDatagrams(Network& network, Host& host) : network_{network}, host_{host} {}
    Result<std::unique_ptr<DatagramSocket>> bind(const Endpoint& local, DatagramSocket::Received on_received) override;
    Result<std::unique_ptr<MulticastSocket>> join(const Endpoint& group, const IpAddress& on,
                                                  MulticastSocket::Received on_received) override;

private:
    Network& network_;
    Host& host_;
};

/// A bound UDP port.
class HostSocket final : public DatagramSocket {
public:
    HostSocket(Network& network, Host& host, const Endpoint& local, Received on_received);
    ~HostSocket() override;
    void send(const Endpoint& to, BytesView datagram) override;
    [[nodiscard]] Endpoint local() const override { return local_; }
    void arrived(const Endpoint& from, BytesView datagram) { on_received_(from, datagram); }

private:
    Network& network_;
    Host& host_;
    Endpoint local_;
    Received on_received_;
};

/// A group that was joined.
class HostGroup final : public MulticastSocket {
public:
    HostGroup(Network& network, Host& host, const Endpoint& group, Received on_received);
    ~HostGroup() override;
    void send(BytesView datagram) override { network_.send_to_link(host_, group_, datagram); }
    std::size_t refresh() override { return 1; }
    void arrived(const Endpoint& from, BytesView datagram) { on_received_(from, datagram); }

private:
    Network& network_;
    Host& host_;
    Endpoint group_;
    Received on_received_;
};

}  // namespace shoal::sim
