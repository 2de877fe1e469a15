#include "cli/dht_command.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/progress_line.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr std::size_t shown_searches = 10;

/// 1234567 as "1.2 million", and what is smaller in whole numbers.
std::string rough(std::uint64_t count) {
    if (count >= 1'000'000) return fmt::format("{:.1f} million", static_cast<double>(count) / 1e6);
    if (count >= 10'000) return fmt::format("{} thousand", (count + 500) / 1000);
    return std::to_string(count);
}

std::string size_of(const DhtNodeView& node) {
    if (node.network_size == 0) return "of a network of unknown size";
    return fmt::format("of about {} (give or take {} %)", rough(node.network_size), node.network_size_error);
}

std::string external_of(const DhtNodeView& node) {
    if (node.external.empty()) {
        return node.voters == 0 ? "nobody has told us our address yet"
                                : fmt::format("others do not agree on our address ({} asked)", node.voters);
    }
    return fmt::format("others see us at {} ({} of {})", printable(node.external), node.external_votes,
                       count_of(node.voters, "network"));
}

void describe_node(const DhtNodeView& node, std::vector<std::string>& out) {
    out.push_back(fmt::format("{:<11}bound to {}, {} {}", node.family == "ipv4" ? "IPv4" : "IPv6",
                              printable(node.local), count_of(node.nodes, "node"), size_of(node)));
    const auto more = [&](std::string_view text) { out.push_back(fmt::format("{:<11}{}", "", text)); };
    more(external_of(node));
    if (node.read_only) more("no stranger reaches us (NAT or firewall?), so others are told not to ask us");
    more(fmt::format("keeps {} under {} and {} for others", count_of(node.stored_peers, "peer"),
                     count_of(node.stored_keys, "key"), count_of(node.stored_items, "item")));
}

std::string seconds_of(std::uint64_t ms) {
    return fmt::format("{:.2f} s", static_cast<double>(ms) / 1000);
}

void describe_searches(const std::vector<DhtSearchView>& searches, std::vector<std::string>& out) {
    if (searches.empty()) return;
    std::vector<std::uint64_t> took;
    for (const auto& search : searches) took.push_back(search.took_ms);
    std::ranges::sort(took);
    const auto within = [&](std::size_t percent) { return seconds_of(took[(took.size() * percent + 99) / 100 - 1]); };
    out.push_back(fmt::format("{:<11}of the last {}: half within {}, 95 % within {}", "searches", took.size(),
                              within(50), within(95)));
    out.emplace_back("");
    out.push_back(fmt::format("{:<9} {:>8} {:>8} {:>5} {:>9} {:>6} {:>7}", "SEARCH", "AGO", "TOOK", "HOPS", "QUESTIONS",
                              "FOUND", "STORED"));
    for (std::size_t i = 0; i < std::min(searches.size(), shown_searches); ++i) {
        const auto& one = searches[i];
        out.push_back(fmt::format("{:<9} {:>8} {:>8} {:>5} {:>9} {:>6} {:>7}", printable(one.kind),
                                  format_duration(one.ago_ms / 1000), seconds_of(one.took_ms), one.hops, one.messages,
                                  one.peers,
                                  one.kind == "announce" || one.kind == "put_item" ? std::to_string(one.stored) : "-"));
    }
}

}  // namespace

std::vector<std::string> describe_dht(const DhtView& dht) {
    std::vector<std::string> out;
    if (dht.nodes.empty()) {
        out.push_back(fmt::format("{:<11}off", "DHT"));
    } else {
        out.push_back(fmt::format(
            "{:<11}{}", "DHT", dht.connected ? "connected" : "not connected: no node has answered yet (--bootstrap)"));
    }
    for (const auto& node : dht.nodes) describe_node(node, out);
    out.push_back(
        fmt::format("{:<11}{}", "this LAN",
                    dht.lan ? count_of(dht.lan_neighbours, "other node") + " heard lately" : "not looked at"));
    out.push_back(fmt::format("{:<11}{} in, {} out, {} dropped", "datagrams", dht.in, dht.out, dht.dropped));
    describe_searches(dht.searches, out);
    return out;
}

ExitCode run_dht(const CommandLine& line, const Environment& environment, Console& console) {
    auto host = EngineHost::find(line, environment, console);
    if (!host) return console.report(host.error());
    const auto dht = (*host)->ask(GetDht{});
    if (!dht) return console.report(dht.error());
    if (console.json) {
        console.out.line(JsonLine{"dht"}.fields(*dht).str());
    } else {
        for (const auto& one : describe_dht(*dht)) console.out.line(one);
    }
    return console.out.is_lost() ? ExitCode::other : ExitCode::done;
}

}  // namespace shoal::cli
