#include "transfer/dht_report.h"

namespace shoal::transfer {

namespace {

DhtNodeView view_of(const dht::NodeReport& node) {
    return {.family = node.local.address.family == Family::v4 ? "ipv4" : "ipv6",
            .local = node.local.str(),
            .nodes = node.nodes,
            .network_size = node.network_size,
            .network_size_error = node.network_size_error_percent,
            .external = node.external ? node.external->str() : "",
            .external_votes = node.external_votes,
            .voters = node.voters,
            .read_only = node.read_only,
            .stored_keys = node.stored_keys,
            .stored_peers = node.stored_peers,
            .stored_items = node.stored_items};
}

std::string_view name_of(dht::SearchKind kind) {
    switch (kind) {
    case dht::SearchKind::announce:
        return "announce";
    case dht::SearchKind::get_item:
        return "get_item";
    case dht::SearchKind::put_item:
        return "put_item";
    case dht::SearchKind::find:
    case dht::SearchKind::fill:
        break;
    }
    return "find";
}

DhtSearchView view_of(const dht::SearchReport& search, Instant now) {
    return {.kind = std::string{name_of(search.kind)},
            .ago_ms = static_cast<std::uint64_t>((now - search.ended) / 1ms),
            .took_ms = static_cast<std::uint64_t>(search.result.took / 1ms),
            .hops = search.result.hops,
            .messages = search.result.queries,
            .peers = search.result.peers,
            .stored = search.result.stored};
}

}  // namespace

DhtView report_of(const dht::Service& dht, const dht::Lan* lan, Instant now) {
    const auto stats = dht.stats();
    DhtView out{.connected = dht.is_connected(),
                .nodes = {},
                .searches = {},
                .in = stats.in,
                .out = stats.out,
                .dropped = stats.dropped,
                .lan = lan != nullptr,
                .lan_neighbours = lan == nullptr ? 0 : lan->neighbours()};
    for (const auto& node : dht.reports()) out.nodes.push_back(view_of(node));
    const auto& recent = dht.recent();
    for (auto at = recent.rbegin(); at != recent.rend(); ++at) out.searches.push_back(view_of(*at, now));
    return out;
}

}  // namespace shoal::transfer
