#include "dht/flood_guard.h"

#include <algorithm>

namespace shoal::dht {

FloodGuard::FloodGuard(const FloodLimits& limits, Instant now)
    : limits_{limits}, replies_{limits.reply_bytes_per_second,
                                limits.reply_bytes_per_second * limits.reply_burst_seconds, now},
      local_replies_{limits.local_reply_bytes_per_second,
                     limits.local_reply_bytes_per_second * limits.reply_burst_seconds, now} {}

void FloodGuard::make_room(Instant now) {
    if (sources_.size() < limits_.max_sources) return;
    // Sources that cost nothing to forget go first; then, as a forged flood fills it with new ones, the oldest.
    std::erase_if(sources_, [&](const auto& entry) {
        const Source& source = entry.second;
        return source.silent_until <= now && source.bucket.is_full(now) && source.large.is_full(now);
    });
    // Room for a quarter at least, so that this is not done for each packet.
    if (sources_.size() <= limits_.max_sources * 3 / 4) return;
    std::vector<Instant> seen;
    seen.reserve(sources_.size());
    for (const auto& entry : sources_) seen.push_back(entry.second.last_seen);
    const auto quarter = seen.begin() + static_cast<std::ptrdiff_t>(seen.size() / 4);
    std::nth_element(seen.begin(), quarter, seen.end());
    const Instant limit = *quarter;
    std::erase_if(sources_, [&](const auto& entry) { return entry.second.last_seen <= limit; });
}

/// Whoever has one address of a global IPv6 /64 has all of them.
Endpoint FloodGuard::source_of(const Endpoint& from) {
    if (!from.address.is_global()) return from;
    return {.address = from.address.family == Family::v4 ? from.address : network_of(from.address), .port = 0};
}

bool FloodGuard::admit_query(const Endpoint& from, Instant now) {
    const bool is_global = from.address.is_global();
    const Endpoint source = source_of(from);
    auto at = sources_.find(source);
    if (at == sources_.end()) {
        make_room(now);
        const TokenBucket bucket = is_global
                                       ? TokenBucket{limits_.queries_per_second, limits_.query_burst, now}
                                       : TokenBucket{limits_.local_queries_per_second, limits_.local_query_burst, now};
        const TokenBucket large{limits_.large_bytes_per_second, limits_.large_burst, now};
        at = sources_.emplace(source, Source{.bucket = bucket, .large = large}).first;
    }
    at->second.last_seen = now;
    if (now < at->second.silent_until) return false;
    if (at->second.bucket.take(1, now)) return true;
    if (is_global) at->second.silent_until = now + limits_.silence;
    return false;
}

std::int64_t FloodGuard::reserve_against(bool is_global, bool proven) const {
    const auto rate = is_global ? limits_.reply_bytes_per_second : limits_.local_reply_bytes_per_second;
    return proven ? 0 : rate * limits_.reply_burst_seconds / 2;
}

bool FloodGuard::has_reply_budget(const Endpoint& to, bool proven, Instant now) const {
    constexpr std::int64_t small_reply = 60;  // bytes; a pong
    const bool is_global = to.address.is_global();
    return (is_global ? replies_ : local_replies_).has(small_reply + reserve_against(is_global, proven), now);
}

bool FloodGuard::admit_reply(const Endpoint& to, std::size_t bytes, bool proven, Instant now) {
    const bool is_global = to.address.is_global();
    return (is_global ? replies_ : local_replies_)
        .take(static_cast<std::int64_t>(bytes), now, reserve_against(is_global, proven));
}

bool FloodGuard::admit_large_reply(const Endpoint& to, std::size_t bytes, Instant now) {
    if (!to.address.is_global()) return true;
    const auto at = sources_.find(source_of(to));
    return at != sources_.end() && at->second.large.take(static_cast<std::int64_t>(bytes), now);
}

}  // namespace shoal::dht
