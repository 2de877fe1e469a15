#include "tests/sim/dht_network.h"

#include <algorithm>

#include "tests/sim/dht_peer.h"

namespace shoal::sim {
namespace {

constexpr std::uint16_t port = DhtPeer::port;
constexpr std::size_t bootstraps = 3;
constexpr Duration lookup_every = 50ms;

class DhtRun {
public:
    explicit DhtRun(const DhtOptions& options)
        : options_{options}, universe_{options.seed, false}, draw_{universe_.draw.split("dht run")},
          disk_{{.mount = "/dht", .capacity = 0},
                universe_.clock,
                universe_.faults,
                draw_.split("disk"),
                universe_.trace} {}

    DhtVerdict go() {
        join();
        announce();
        look_up();
        return finish();
    }

private:
    void run_for(Duration span) { universe_.clock.run_until(universe_.clock.now() + span); }

    void join() {
        const auto begin = universe_.clock.now();
        for (std::size_t i = 0; i < options_.nodes; ++i) {
            universe_.clock.run_until(begin + options_.join_within * static_cast<Duration::rep>(i) /
                                                  static_cast<Duration::rep>(options_.nodes));
            std::vector<Endpoint> bootstrap;
            for (std::size_t b = 0; b < bootstraps && !peers_.empty(); ++b)
                bootstrap.push_back({peers_[draw_.below(peers_.size())]->address(), port});
            HostOptions host{.address = drawn_address()};
            host.latency = draw_.between(5ms, 60ms);
            peers_.push_back(std::make_unique<DhtPeer>(universe_, disk_, log_, i, host, std::move(bootstrap)));
        }
        run_for(options_.settle);
    }

    IpAddress drawn_address() {
        while (true) {
            const auto bits = static_cast<std::uint32_t>(draw_.next());
            const auto address =
                IpAddress::v4(static_cast<std::uint8_t>(20 + (bits >> 24) % 100), static_cast<std::uint8_t>(bits >> 16),
                              static_cast<std::uint8_t>(bits >> 8), static_cast<std::uint8_t>(bits));
            if (universe_.network.at(address) == nullptr) return address;
        }
    }

    void announce() {
        for (std::size_t i = 0; i < options_.keys; ++i) {
            InfoHash key;
            DrawnRandom random{draw_.split("key", i)};
            random.fill(key.bytes);
            keys_.push_back({key, draw_.below(peers_.size())});
            auto& service = peers_[keys_.back().second]->service();
            running_.push_back(service.announce(
                key, port, [](const Endpoint&) {}, [](const dht::LookupResult&) {}));
            run_for(lookup_every);
        }
        run_for(1min);
        running_.clear();
    }

    void look_up() {
        for (std::size_t i = 0; i < options_.lookups; ++i) {
            const auto& [key, announcer] = keys_[draw_.below(keys_.size())];
            auto who = draw_.below(peers_.size());
            if (who == announcer) who = (who + 1) % peers_.size();
            begin_lookup(peers_[who]->service(), key, peers_[announcer]->address());
            run_for(lookup_every);
        }
        run_for(1min);
        running_.clear();
    }

    void begin_lookup(dht::Service& service, const InfoHash& key, const IpAddress& announcer) {
        ++verdict_.lookups;
        const auto began = universe_.clock.now();
        running_.push_back(service.find_peers(
            key,
            [this, began, announcer](const Endpoint& peer) {
                if (peer.address != announcer) return;
                ++verdict_.found;
                verdict_.first.push_back(universe_.clock.now() - began);
            },
            [this](const dht::LookupResult& result) {
                verdict_.queries += result.queries;
                verdict_.took.push_back(result.took);
            }));
    }

    DhtVerdict finish() {
        verdict_.nodes = peers_.size();
        for (const auto& peer : peers_) {
            verdict_.connected += peer->service().is_connected() ? 1U : 0U;
            verdict_.datagrams += peer->service().stats().out;
            verdict_.contacts += peer->service().stats().nodes;
        }
        std::ranges::sort(verdict_.first);
        std::ranges::sort(verdict_.took);
        verdict_.lasted = universe_.clock.now() - beginning;
        verdict_.trace = universe_.trace.hash();
        return std::move(verdict_);
    }

    DhtOptions options_;
    Universe universe_;
    Draw draw_;
    SimDisk disk_;
    Log log_{LogLevel::error, LogFormat::text, [] { return WallTime{}; }, [](std::string_view) {}};
    std::vector<std::unique_ptr<DhtPeer>> peers_;
    std::vector<std::pair<InfoHash, std::size_t>> keys_;  // and who announced it
    std::vector<std::unique_ptr<dht::Lookup>> running_;
    DhtVerdict verdict_;
};

}  // namespace

DhtVerdict run_dht(const DhtOptions& options) {
    return DhtRun{options}.go();
}

}  // namespace shoal::sim
