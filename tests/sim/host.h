#pragma once
// One machine as the network sees it: an address, a cable that can be cut, a NAT, an uplink.

#include <deque>
#include <map>
#include <memory>
#include <optional>

#include "core/world.h"
#include "tests/sim/clock.h"

namespace shoal::sim {

class Wire;
class HostSocket;
class HostListener;
class HostGroup;

/// What stands between a machine and the rest.
enum class Nat : std::uint8_t {
    none,
    restricted,  ///< in comes only what answers something that went out; ports stay as they are
    symmetric,   ///< and every destination sees another port
};

struct HostOptions {
    IpAddress address;
    Nat nat = Nat::none;
    std::uint64_t up = 12'500'000;  ///< bytes a second
    std::uint64_t down = 12'500'000;
    Duration latency = 20ms;  ///< one way, from the machine to the middle of the network
    std::uint32_t lan = 0;    ///< machines with the same number are on one link; 0: alone
};

/// Which datagrams a NAT lets in, and where they go.
class NatTable {
public:
    explicit NatTable(Nat kind) : kind_{kind} {}
    /// A datagram goes out: the port that others see.
    std::uint16_t out(Instant now, std::uint16_t port, const Endpoint& to);
    /// A datagram comes in: the port inside, if it may.
    [[nodiscard]] std::optional<std::uint16_t> in(Instant now, std::uint16_t port, const Endpoint& from) const;
    [[nodiscard]] bool lets_in_dials() const { return kind_ == Nat::none; }
    void forget() { ways_.clear(); }

private:
    struct Way {
        std::uint16_t inside = 0;
        Instant used;
    };
    Nat kind_;
    std::uint16_t next_ = 20'000;
    std::map<std::pair<std::uint16_t, Endpoint>, Way> ways_;               // by the port outside and who is there
    std::map<std::pair<std::uint16_t, Endpoint>, std::uint16_t> outside_;  // by the port inside: symmetric only
};

/// Plain data that the network works on; machines keep one each.
struct Host {
    Host(std::uint32_t index, HostOptions from) : number{index}, options{from}, nat{from.nat} {}

    [[nodiscard]] bool is_paused(Instant now) const { return now < paused_until; }

    std::uint32_t number;
    HostOptions options;
    NatTable nat;
    bool is_cut = false;     ///< no power, or its process is dead: nothing goes out, nothing comes in
    std::uint64_t boot = 1;  ///< connections of an earlier one are unknown
    Instant paused_until{};  ///< until then no callback runs
    std::map<std::uint16_t, HostSocket*> sockets;
    std::map<std::uint16_t, HostListener*> listeners;
    std::multimap<Endpoint, HostGroup*> groups;  ///< multicast groups that its sockets joined
    std::uint16_t next_port = 49'152;
    /// Connections that wait for the uplink, one segment each in turn; and which of their two directions.
    std::deque<std::pair<std::weak_ptr<Wire>, unsigned>> uplink;
    bool uplink_busy = false;
    Instant downlink_free{};
};

}  // namespace shoal::sim
