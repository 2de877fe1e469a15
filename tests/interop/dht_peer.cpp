// One DHT service for interoperation tests: does what its arguments say and prints what happens as JSON lines.
//
//   dht_peer --listen 127.0.9.1:6881 --bootstrap 127.0.1.1:6881 --announce <40 hex>:4000 --find <40 hex> --seconds 60
//
// Searches are repeated every 2 s until the time is over. Bootstrap endpoints are given by hand; there are no others.

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/uv_world.h"
#include "dht/service.h"

namespace {

using namespace shoal;

struct Arguments {
    Endpoint listen;
    std::vector<Endpoint> bootstrap;
    std::vector<std::pair<InfoHash, std::uint16_t>> announce;
    std::vector<InfoHash> find;
    Duration life = 60s;
};

[[noreturn]] void usage(std::string_view what) {
    fmt::print(stderr, "dht_peer: {}\n", what);
    std::exit(2);
}

template <class Number>
Number number_of(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) usage("not a number");
    return number;
}

InfoHash key_of(std::string_view hex) {
    const auto bytes = from_hex(hex);
    const auto key = bytes ? InfoHash::from(*bytes) : std::nullopt;
    if (!key) usage("a key is 40 hex digits");
    return *key;
}

Endpoint endpoint_of(std::string_view text) {
    const auto endpoint = Endpoint::parse(text);
    if (!endpoint) usage(endpoint.error().what);
    return *endpoint;
}

Arguments parse(const std::vector<std::string_view>& words) {
    Arguments out;
    for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
        const auto value = words[i + 1];
        if (words[i] == "--listen") {
            out.listen = endpoint_of(value);
        } else if (words[i] == "--bootstrap") {
            out.bootstrap.push_back(endpoint_of(value));
        } else if (words[i] == "--announce") {
            if (value.size() < 42) usage("--announce KEY:PORT");
            out.announce.emplace_back(key_of(value.substr(0, 40)), number_of<std::uint16_t>(value.substr(41)));
        } else if (words[i] == "--find") {
            out.find.push_back(key_of(value));
        } else if (words[i] == "--seconds") {
            out.life = std::chrono::seconds{number_of<unsigned>(value)};
        } else {
            usage("unknown argument");
        }
    }
    return out;
}

void say(const std::string& line) {
    std::puts(line.c_str());
    std::fflush(stdout);
}

/// Runs each search of the arguments again and again.
class Peer {
public:
    Peer(World& world, dht::Service& service) : world_{world}, service_{service} {}

    void repeat(const InfoHash& key, std::optional<std::uint16_t> port) {
        const std::size_t slot = lookups_.size();
        lookups_.emplace_back();
        timers_.emplace_back();
        run(slot, key, port);
    }

private:
    void run(std::size_t slot, const InfoHash& key, std::optional<std::uint16_t> port) {
        const auto on_peer = [key](const Endpoint& peer) {
            say(fmt::format(R"({{"event":"peer","key":"{}","peer":"{}"}})", to_hex(key.view()), peer.str()));
        };
        auto on_done = [this, slot, key, port](dht::LookupResult result) {
            say(fmt::format(R"({{"event":"done","key":"{}","peers":{},"stored":{},"queries":{},"ms":{}}})",
                            to_hex(key.view()), result.peers, result.stored, result.queries,
                            std::chrono::duration_cast<std::chrono::milliseconds>(result.took).count()));
            timers_[slot] =
                world_.timers.at(world_.timers.now() + 2s, [this, slot, key, port] { run(slot, key, port); });
        };
        lookups_[slot] = port ? service_.announce(key, *port, on_peer, std::move(on_done))
                              : service_.find_peers(key, on_peer, std::move(on_done));
    }

    World& world_;
    dht::Service& service_;
    std::vector<std::unique_ptr<dht::Lookup>> lookups_;
    std::vector<std::unique_ptr<Timer>> timers_;
};

}  // namespace

int main(int argc, char** argv) {
    const Arguments arguments = parse({argv + 1, argv + argc});
    UvWorld uv;
    Log log{LogLevel::debug, LogFormat::text, [&uv] { return uv.world().timers.wall(); },
            [](std::string_view line) { fmt::print(stderr, "{}\n", line); }};
    dht::Service service{uv.world(), log, {.bootstrap = arguments.bootstrap}};
    const auto bound = service.add_node(arguments.listen);
    if (!bound) usage(bound.error().what);
    say(fmt::format(R"({{"event":"listening","endpoint":"{}"}})", bound->str()));
    service.when_connected([] { say(R"({"event":"connected"})"); });
    service.start();
    Peer peer{uv.world(), service};
    for (const auto& [key, port] : arguments.announce) peer.repeat(key, port);
    for (const auto& key : arguments.find) peer.repeat(key, std::nullopt);
    const auto end = uv.world().timers.at(uv.world().timers.now() + arguments.life, [&uv] { uv.stop(); });
    uv.run();
    const auto stats = service.stats();
    say(fmt::format(R"({{"event":"end","nodes":{},"in":{},"out":{},"dropped":{}}})", stats.nodes, stats.in, stats.out,
                    stats.dropped));
    return 0;
}
