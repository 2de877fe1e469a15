#include "cli/peer_list_command.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/progress_line.h"
#include "cli/share_lookup.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

std::string source_of(const PeerList& peers, const std::string& endpoint) {
    const auto known = std::ranges::find(peers.known, endpoint, &KnownPeerView::endpoint);
    return known == peers.known.end() ? "it came" : printable(known->source);
}

std::string describe_linked(const PeerView& peer) {
    return fmt::format("linked, {}; down {}/s, {} in all; up {}/s, {} in all",
                       peer.complete ? "has everything" : "has " + format_amount(peer.bytes_have),
                       format_amount(peer.rate_down), format_amount(peer.received), format_amount(peer.rate_up),
                       format_amount(peer.sent));
}

std::string describe_known(const KnownPeerView& peer) {
    if (peer.engaged) return "being tried";
    const std::string wait = format_duration(peer.next_try_ms / 1000);
    if (peer.banned) return fmt::format("banned for {}: liars came from its address", wait);
    const std::string seen =
        peer.reached ? fmt::format("reached {} ago", format_duration(peer.reached_ago_ms / 1000)) : "never reached";
    return fmt::format("{}, {}, next try in {}", seen, count_of(peer.failures, "failure"), wait);
}

}  // namespace

std::vector<std::string> describe_peers(const PeerList& peers) {
    std::vector<std::string> out;
    if (peers.known.empty() && peers.linked.empty()) return {"no peers known yet"};
    const auto row = [&](std::string_view endpoint, std::string_view source, std::string_view state) {
        out.push_back(fmt::format("{:<28}  {:<8}  {}", endpoint, source, state));
    };
    row("PEER", "SOURCE", "STATE");
    for (const auto& peer : peers.linked) {
        row(printable(peer.endpoint), source_of(peers, peer.endpoint), describe_linked(peer));
    }
    for (const auto& peer : peers.known) {
        const bool is_linked =
            std::ranges::find(peers.linked, peer.endpoint, &PeerView::endpoint) != peers.linked.end();
        if (!is_linked) row(printable(peer.endpoint), printable(peer.source), describe_known(peer));
    }
    return out;
}

ExitCode run_peer_list(const CommandLine& line, const Environment& environment, Console& console) {
    auto host = EngineHost::find(line, environment, console);
    if (!host) return console.report(host.error());
    const auto share = find_share(**host, line.operand("SHARE").value_or(""));
    if (!share) return console.report(share.error());
    const auto peers = (*host)->ask(ListPeers{share->tag});
    if (!peers) return console.report(peers.error());
    if (console.json) {
        console.out.line(JsonLine{"peers"}.text("tag", share->tag).fields(*peers).str());
    } else {
        console.out.lines(describe_peers(*peers));
    }
    return console.end();
}

}  // namespace shoal::cli
