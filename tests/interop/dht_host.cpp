// Many DHT nodes in one process for interoperation tests: they do what datagrams tell them, and print what came of it
// as JSON lines.
//
//   dht_host --control 127.0.0.9:4000 --bootstrap 127.0.1.1:6881 --listen 127.0.11.1:6881 --listen 127.0.12.1:6881
//
// Commands, one a datagram; a number that was seen before is not done again, so whoever hears nothing may repeat:
//   <number> find <node> <40 hex>              {"event":"found","number":..,"peers":[..],"queries":..,"ms":..}
//   <number> announce <node> <40 hex> <port>   {"event":"announced","number":..,"stored":..}
//   <number> known                             {"event":"known","number":..,"nodes":[..]}: in the table of each
// Nodes count from 0 in the order of --listen. It runs until it is killed.

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/uv_world.h"
#include "dht/service.h"

namespace {

using namespace shoal;

void say(const std::string& line) {
    std::puts(line.c_str());
    std::fflush(stdout);
}

[[noreturn]] void usage(std::string_view what) {
    fmt::print(stderr, "dht_host: {}\n", what);
    std::exit(2);
}

Endpoint endpoint_of(std::string_view text) {
    const auto endpoint = Endpoint::parse(text);
    if (!endpoint) usage(endpoint.error().what);
    return *endpoint;
}

std::uint64_t number_of(std::string_view text) {
    std::uint64_t number = 0;
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

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> out{""};
    for (const char c : text) {
        if (c == ' ') {
            out.emplace_back();
        } else {
            out.back() += c;
        }
    }
    return out;
}

class Host {
public:
    Host(World& world, Log& log) : world_{world}, log_{log} {}

    void add(const Endpoint& local, const std::vector<Endpoint>& bootstrap) {
        auto node = std::make_unique<dht::Service>(world_, log_, dht::ServiceOptions{.bootstrap = bootstrap});
        const auto bound = node->add_node(local);
        if (!bound) usage(bound.error().what);
        node->start();
        nodes_.push_back(std::move(node));
        say(fmt::format(R"({{"event":"listening","endpoint":"{}"}})", bound->str()));
    }

    void obey(std::string_view command) {
        const auto words = words_of(command);
        if (words.size() < 2) usage("a command is a number and a word");
        const auto number = number_of(words[0]);
        if (!seen_.insert(number).second) return;
        if (words[1] == "known") {
            known(number);
        } else if (words[1] == "find" && words.size() == 4) {
            find(number, node(words[2]), key_of(words[3]));
        } else if (words[1] == "announce" && words.size() == 5) {
            announce(number, node(words[2]), key_of(words[3]), static_cast<std::uint16_t>(number_of(words[4])));
        } else {
            usage("an unknown command");
        }
    }

private:
    dht::Service& node(std::string_view index) { return *nodes_.at(number_of(index)); }

    void known(std::uint64_t number) {
        std::string counts;
        for (const auto& node : nodes_) counts += fmt::format("{}{}", counts.empty() ? "" : ",", node->stats().nodes);
        say(fmt::format(R"({{"event":"known","number":{},"nodes":[{}]}})", number, counts));
    }

    void find(std::uint64_t number, dht::Service& node, const InfoHash& key) {
        const auto on_peer = [this, number](const Endpoint& peer) { found_[number].insert(peer.str()); };
        lookups_[number] = node.find_peers(key, on_peer, [this, number](const dht::LookupResult& result) {
            std::string peers;
            for (const auto& peer : found_[number]) peers += fmt::format(R"({}"{}")", peers.empty() ? "" : ",", peer);
            say(fmt::format(R"({{"event":"found","number":{},"peers":[{}],"queries":{},"ms":{}}})", number, peers,
                            result.queries, result.took / 1ms));
        });
    }

    void announce(std::uint64_t number, dht::Service& node, const InfoHash& key, std::uint16_t port) {
        lookups_[number] = node.announce(key, port, {}, [number](const dht::LookupResult& result) {
            say(fmt::format(R"({{"event":"announced","number":{},"stored":{}}})", number, result.stored));
        });
    }

    World& world_;
    Log& log_;
    std::vector<std::unique_ptr<dht::Service>> nodes_;
    std::set<std::uint64_t> seen_;
    std::map<std::uint64_t, std::set<std::string>> found_;
    std::map<std::uint64_t, std::unique_ptr<dht::Lookup>> lookups_;
};

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> words{argv + 1, argv + argc};
    std::vector<Endpoint> listen;
    std::vector<Endpoint> bootstrap;
    Endpoint control;
    for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
        const auto endpoint = endpoint_of(words[i + 1]);
        if (words[i] == "--control") {
            control = endpoint;
        } else if (words[i] == "--listen") {
            listen.push_back(endpoint);
        } else if (words[i] == "--bootstrap") {
            bootstrap.push_back(endpoint);
        } else {
            usage("unknown argument");
        }
    }
    UvWorld uv;
    Log log{LogLevel::warn, LogFormat::text, [&uv] { return uv.world().timers.wall(); },
            [](std::string_view line) { fmt::print(stderr, "{}\n", line); }};
    Host host{uv.world(), log};
    for (const auto& local : listen) host.add(local, bootstrap);
    const auto commands = uv.world().datagrams.bind(control, [&](const Endpoint&, BytesView bytes) {
        host.obey({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    });
    if (!commands) usage(commands.error().what);
    say(fmt::format(R"({{"event":"ready","control":"{}"}})", (*commands)->local().str()));
    uv.run_until([] { return false; });
}
