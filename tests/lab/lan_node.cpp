// One node of a local network, without an engine: beacons of one content, and who was heard to have it.
//
//   lan_node <64 hex of the LAN key> <TCP port to tell> [<how many other contents>]
//
// The LAN key of the n-th other content is n in the first 4 bytes, big-endian, and zeros.
//
// Prints "start <ns>" and, for each peer once, "peer <endpoint> <ns>", by the monotonic clock of the machine. It runs
// until it is killed.

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>
#include <set>
#include <string_view>
#include <vector>

#include "core/uv_world.h"
#include "dht/lan.h"

namespace {

template <class Number>
Number number_of(std::string_view text) {
    Number number{};
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace shoal;
    const auto key = argc == 3 || argc == 4 ? from_hex(argv[1]) : std::nullopt;
    if (!key || key->size() != crypto::Hash{}.size()) {
        fmt::print(stderr, "usage: lan_node <64 hex digits> <port> [<others>]\n");
        return 2;
    }
    const auto port = number_of<std::uint16_t>(argv[2]);
    const auto others = argc == 4 ? number_of<std::uint32_t>(argv[3]) : 0;
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
    std::vector<std::unique_ptr<dht::LanWatch>> watches;
    for (std::uint32_t n = 0; n < others; ++n) {
        crypto::Hash other{};
        for (std::size_t i = 0; i < 4; ++i) other[i] = static_cast<Byte>(n >> (24 - 8 * i));
        watches.push_back(lan.watch(other, true, [](const Endpoint&) {}));
    }
    say("start");
    for (const auto family : {Family::v4, Family::v6}) lan.join(IpAddress{.family = family, .bytes = {}});
    uv.run_until([] { return false; });
}
