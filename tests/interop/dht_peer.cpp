// One DHT service for interoperation tests: does what its arguments say and prints what happens as JSON lines.
//
//   dht_peer --listen 127.0.9.1:6881 --bootstrap 127.0.1.1:6881 --announce <40 hex>:4000 --find <40 hex> --seconds 60
//     --put VALUE --put SEED:SALT:SEQ:VALUE --get TARGET --get KEY:SALT      (items, all but SEQ in hexadecimal)
//
// Searches and puts are repeated every 2 s until the time is over. Bootstrap endpoints are given by hand; there are no
// others.

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <functional>
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
    std::vector<dht::Item> put;
    std::vector<dht::ItemName> get;
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

std::vector<std::string_view> fields_of(std::string_view text) {
    std::vector<std::string_view> out;
    for (;;) {
        const auto colon = text.find(':');
        out.push_back(text.substr(0, colon));
        if (colon == std::string_view::npos) return out;
        text.remove_prefix(colon + 1);
    }
}

Bytes bytes_of(std::string_view hex) {
    const auto bytes = from_hex(hex);
    if (!bytes) usage("not hexadecimal");
    return *bytes;
}

std::array<Byte, 32> key_bytes_of(std::string_view hex) {
    const Bytes bytes = bytes_of(hex);
    std::array<Byte, 32> out{};
    if (bytes.size() != out.size()) usage("a key of an item is 64 hex digits");
    std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
}

dht::Item item_of(std::string_view text) {
    const auto fields = fields_of(text);
    if (fields.size() == 1) return {.value = bytes_of(fields[0])};
    if (fields.size() != 4) usage("--put VALUE or --put SEED:SALT:SEQ:VALUE");
    const auto bytes = key_bytes_of(fields[0]);
    crypto::Secret<32> seed;
    std::copy(bytes.begin(), bytes.end(), seed.bytes().begin());
    return dht::sign_item(crypto::SigningPair::from_seed(seed), bytes_of(fields[1]), number_of<std::int64_t>(fields[2]),
                          bytes_of(fields[3]));
}

dht::ItemName name_of(std::string_view text) {
    const auto fields = fields_of(text);
    if (fields.size() == 1) return dht::ItemName::of_immutable(key_of(text));
    if (fields.size() != 2) usage("--get TARGET or --get KEY:SALT");
    return dht::ItemName::of_mutable(key_bytes_of(fields[0]), bytes_of(fields[1]));
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
        } else if (words[i] == "--put") {
            out.put.push_back(item_of(value));
        } else if (words[i] == "--get") {
            out.get.push_back(name_of(value));
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

/// Runs each search and put of the arguments again and again.
class Peer {
public:
    Peer(World& world, dht::Service& service) : world_{world}, service_{service} {}

    void find(const InfoHash& key, std::optional<std::uint16_t> port) {
        repeat([this, key, port](Done done) {
            const auto on_peer = [key](const Endpoint& peer) {
                say(fmt::format(R"({{"event":"peer","key":"{}","peer":"{}"}})", to_hex(key.view()), peer.str()));
            };
            auto on_done = [key, done = std::move(done)](dht::LookupResult result) {
                say(fmt::format(R"({{"event":"done","key":"{}","peers":{},"stored":{},"queries":{},"ms":{}}})",
                                to_hex(key.view()), result.peers, result.stored, result.queries,
                                std::chrono::duration_cast<std::chrono::milliseconds>(result.took).count()));
                done();
            };
            return port ? service_.announce(key, *port, on_peer, std::move(on_done))
                        : service_.find_peers(key, on_peer, std::move(on_done));
        });
    }

    void put(const dht::Item& item) {
        repeat([this, item](Done done) {
            return service_.put_item(
                item, std::nullopt, [target = dht::target_of(item), done = std::move(done)](dht::LookupResult result) {
                    say(fmt::format(R"({{"event":"put","target":"{}","stored":{},"conflicts":{}}})",
                                    to_hex(target.view()), result.stored, result.conflicts));
                    done();
                });
        });
    }

    void get(const dht::ItemName& name) {
        repeat([this, name](Done done) {
            return service_.get_item(name, [target = name.target, done = std::move(done)](
                                               const std::optional<dht::Item>& item, dht::LookupResult) {
                if (item) {
                    say(fmt::format(R"({{"event":"item","target":"{}","value":"{}","seq":{}}})", to_hex(target.view()),
                                    to_hex(item->value), item->seal ? item->seal->seq : -1));
                }
                done();
            });
        });
    }

private:
    using Done = std::function<void()>;
    using Begin = std::function<std::unique_ptr<dht::Lookup>(Done)>;

    void repeat(Begin begin) {
        const std::size_t slot = lookups_.size();
        lookups_.emplace_back();
        timers_.emplace_back();
        run(slot, begin);
    }
    void run(std::size_t slot, const Begin& begin) {
        lookups_[slot] = begin([this, slot, begin] {
            timers_[slot] = world_.timers.at(world_.timers.now() + 2s, [this, slot, begin] { run(slot, begin); });
        });
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
    for (const auto& [key, port] : arguments.announce) peer.find(key, port);
    for (const auto& key : arguments.find) peer.find(key, std::nullopt);
    for (const auto& item : arguments.put) peer.put(item);
    for (const auto& name : arguments.get) peer.get(name);
    const auto end = uv.world().timers.at(uv.world().timers.now() + arguments.life, [&uv] { uv.stop(); });
    uv.run();
    const auto stats = service.stats();
    say(fmt::format(R"({{"event":"end","nodes":{},"in":{},"out":{},"dropped":{}}})", stats.nodes, stats.in, stats.out,
                    stats.dropped));
    return 0;
}
