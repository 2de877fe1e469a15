// Where peers of a share come from, as a person is told.

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "transfer/share.h"

namespace shoal::transfer {
namespace {

std::uint64_t ms(Duration span) {
    return static_cast<std::uint64_t>(std::max<Duration>(span, 0ns) / 1ms);
}

void set_times(SourceView& view, Instant now, std::optional<Instant> tried, std::optional<Instant> next) {
    view.tried = tried.has_value();
    if (tried) view.tried_ago_ms = ms(now - *tried);
    if (next) view.next_in_ms = ms(*next - now);
}

bool is_given(const KnownPeer& known) {
    return known.was_named_by(PeerSource::given) || known.was_named_by(PeerSource::link);
}

}  // namespace

SourceView Share::dht_source() const {
    SourceView out{.source = "dht"};
    out.enabled = around_.dht.has_nodes();
    const auto report = discovery_.report();
    set_times(out, now(), report.ended, paused_ ? std::nullopt : report.next);
    if (out.enabled && !around_.dht.is_connected()) out.error = "no DHT node has answered yet";
    return out;
}

SourceView Share::lan_source() const {
    SourceView out{.source = "lan"};
    out.enabled = around_.lan != nullptr;
    if (!lan_watch_) return out;
    const auto report = lan_watch_->report();
    set_times(out, now(), report.named, report.next);
    if (!report.is_linked) out.error = "this machine is on no network where others could be asked";
    return out;
}

SourceView Share::exchange_source() const {
    SourceView out{.source = "exchange", .enabled = true};
    set_times(out, now(), swarm_.heard_at(), std::nullopt);
    return out;
}

SourceView Share::given_source(const std::vector<KnownPeer>& known) const {
    SourceView out{.source = "given", .enabled = true};
    std::optional<Instant> next;
    const KnownPeer* last = nullptr;
    for (const auto& one : known) {
        if (!is_given(one)) continue;
        if (!one.is_engaged) next = std::min(next.value_or(one.next_try), one.next_try);
        if (one.dialled && (last == nullptr || *last->dialled < *one.dialled)) last = &one;
    }
    set_times(out, now(), last == nullptr ? std::nullopt : last->dialled, paused_ ? std::nullopt : next);
    if (last != nullptr && !last->is_engaged && last->failures > 0) {
        out.error = fmt::format("{} could not be reached", last->endpoint.str());
    }
    return out;
}

std::vector<SourceView> Share::source_views() const {
    const auto known = book_.all();
    std::set<Endpoint> linked;
    for (const auto& [link, peer] : swarm_.peers()) linked.insert(peer.listens_at.value_or(peer.remote));
    const auto count = [&](SourceView view, auto&& named) {
        for (const auto& one : known) {
            if (!named(one)) continue;
            ++view.found;
            view.linked += linked.contains(one.endpoint) ? 1U : 0U;
        }
        return view;
    };
    const auto by = [](PeerSource source) {
        return [source](const KnownPeer& one) { return one.was_named_by(source); };
    };
    return {count(dht_source(), by(PeerSource::dht)), count(lan_source(), by(PeerSource::lan)),
            count(exchange_source(), by(PeerSource::exchange)), count(given_source(known), is_given)};
}

}  // namespace shoal::transfer
