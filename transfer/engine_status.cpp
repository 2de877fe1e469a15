// The engine as a whole: its counters, and the event that says that it changed.

#include <algorithm>

#include "core/process_stats.h"
#include "transfer/working_engine.h"

namespace shoal::transfer {
namespace {

constexpr Duration tick_every = 1s;  ///< between two StatusChanged events; and a timer shows how late timers fire

void add_share(StatusView& out, const Share& share) {
    const auto counters = share.counters();
    out.chunks_good += counters.chunks_good;
    out.chunks_bad += counters.chunks_bad;
    out.bytes_wasted += counters.wasted;
    out.bytes_received += share.received();
    out.bytes_sent += share.sent();
}

}  // namespace

StatusView WorkingEngine::status() const {
    const auto shown = shown_status();
    const auto& links = exchange_.links();
    StatusView out;
    for (const auto& endpoint : shown.listen) out.listen.push_back(endpoint.str());
    out.uptime_ms = static_cast<std::uint64_t>((world_.timers.now() - began_) / 1ms);
    out.shares = shown.shares;
    out.links = shown.links;
    out.half_open = links.half_open_count();
    out.handshakes_good = links.counters().handshakes_good;
    out.handshakes_bad = links.counters().handshakes_bad;
    out.records_refused = links.counters().records_refused;
    out.opens_refused = exchange_.opens_refused();
    out.bans = links.bans().total();
    for (const auto& [tag, share] : shares_) add_share(out, *share);
    out.rate_down = shown.rate_down;
    out.rate_up = shown.rate_up;
    const auto dht = dht_.stats();
    out.dht_nodes = shown.dht_nodes;
    out.dht_in = dht.in;
    out.dht_out = dht.out;
    out.dht_dropped = dht.dropped;
    out.dht_lookups = dht.lookups;
    const auto process = read_process_stats();
    out.descriptors = process.descriptors;
    out.resident_bytes = process.resident_bytes;
    out.log_suppressed = log_.suppressed();
    out.last_error = shown.last_error;
    out.limit_up = shown.limit_up;
    out.limit_down = shown.limit_down;
    out.pid = process.pid;
    out.version = options_.version;
    return out;
}

void WorkingEngine::handle(Number number, const GetStatus&) {
    answer(number, Reply{status()});
}

WorkingEngine::ShownStatus WorkingEngine::shown_status() const {
    const Instant now = world_.timers.now();
    return {.listen = listening_,
            .rate_down = totals_.rate_down.per_second(now),
            .rate_up = totals_.rate_up.per_second(now),
            .dht_nodes = dht_.stats().nodes,
            .links = exchange_.links().ready_count(),
            .limit_up = up_limit_.rate(),
            .limit_down = down_limit_.rate(),
            .shares = shares_.size(),
            .last_error = last_error_};
}

void WorkingEngine::tick() {
    const auto due = world_.timers.now() + tick_every;
    tick_timer_ = world_.timers.at(due, [this, due] {
        loop_lag_.add(std::max<Duration>(world_.timers.now() - due, 0ns));
        tick();
        tell_status();
    });
}

/// Who listens to nothing yet asks for the status first, and hears what changes afterwards.
void WorkingEngine::tell_status() {
    if (subscribers_.empty()) return;
    auto shown = shown_status();
    if (shown == last_shown_) return;
    last_shown_ = std::move(shown);
    emit(StatusChanged{.status = status()});
}

}  // namespace shoal::transfer
