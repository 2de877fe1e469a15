#pragma once
// A node of a simulated DHT.

#include "dht/service.h"
#include "tests/sim/dialling.h"
#include "tests/sim/machine_world.h"
#include "tests/sim/universe.h"

namespace shoal::sim {

/// A machine that runs a DHT node and nothing else; for as long as its universe.
class DhtPeer {
public:
    static constexpr std::uint16_t port = 6881;

    DhtPeer(Universe& universe, SimDisk& disk, Log& log, std::size_t number, HostOptions options,
            std::vector<Endpoint> bootstrap)
        : host_{universe.network.add(options)}, timers_{universe.clock, host_}, datagrams_{universe.network, host_},
          streams_{universe.network, host_}, workers_{universe.clock, host_,          disk, universe.faults,
                                                      Draw{number},   universe.trace, 1},
          random_{universe.draw.split("dht", number)}, world_{timers_, datagrams_, streams_, disk, workers_, random_},
          service_{world_, log, {.bootstrap = std::move(bootstrap)}} {
        SHOAL_REQUIRE(service_.add_node({IpAddress{}, port}).has_value());
        service_.start();
    }

    [[nodiscard]] World& world() { return world_; }
    [[nodiscard]] dht::Service& service() { return service_; }
    [[nodiscard]] const IpAddress& address() const { return host_.options.address; }

private:
    Host& host_;
    HostTimers timers_;
    HostDatagrams datagrams_;
    HostStreams streams_;
    HostWorkers workers_;
    DrawnRandom random_;
    World world_;
    dht::Service service_;
};

}  // namespace shoal::sim
