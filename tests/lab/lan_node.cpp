// One node of a local network, without an engine: beacons of one content, and who was heard to have it.
//
//   lan_node <64 hex of the LAN key> <TCP port to tell>
//
// Prints "start <ns>" and, for each peer once, "peer <endpoint> <ns>", by the monotonic clock of the machine. It runs
// until it is killed.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <set>
#include <string_view>

#include "core/uv_world.h"
#include "dht/lan.h"

int main(int argc, char** argv) {
    using namespace shoal;
    const auto key = argc == 3 ? from_hex(argv[1]) : std::nullopt;
    if (!key || key->size() != crypto::Hash{}.size()) {
        fmt::print(stderr, "usage: lan_node <64 hex digits> <port>\n");
        return 2;
    }
    const std::string_view port_text{argv[2]};
    std::uint16_t port = 0;
    std::from_chars(port_text.data(), port_text.data() + port_text.size(), port);
    crypto::Hash lan_key{};
    std::ranges::copy(*key, lan_key.begin());
    UvWorld uv;
    auto& world = uv.world();
    Log log{LogLevel::info, LogFormat::text, [&] { return world.timers.wall(); },
            [](std::string_view line) { fmt::print(stderr, "{}\n", line); }};
    const auto say = [&](std::string_view what) {
        fmt::print("{} {}\n", what, world.timers.now().time_since_epoch() / 1ns);
        std::fflush(stdout);
    };
    dht::Lan lan{world, log, port};
    std::set<Endpoint> heard;
    const auto watch = lan.watch(lan_key, true, [&](const Endpoint& peer) {
        if (heard.insert(peer).second) say(fmt::format("peer {}", peer.str()));
    });
    say("start");
    for (const auto family : {Family::v4, Family::v6}) lan.join(IpAddress{.family = family, .bytes = {}});
    uv.run_until([] { return false; });
}
