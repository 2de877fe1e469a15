#include "dht/maintenance.h"

#include <algorithm>

namespace shoal::dht {

Maintenance::Maintenance(std::vector<Endpoint> bootstrap, const Endpoint& self, crypto::Random& random)
    : bootstrap_{std::move(bootstrap)}, random_{random} {
    std::erase_if(bootstrap_, [&](const Endpoint& endpoint) {
        return endpoint == self || endpoint.address.family != self.address.family || !endpoint.is_dialable();
    });
    if (bootstrap_.size() > max_bootstrap) bootstrap_.resize(max_bootstrap);
}

Duration Maintenance::jittered(Duration interval) {
    const auto spread = static_cast<std::uint64_t>(interval.count()) * 2 / 5;
    return interval * 4 / 5 + Duration{static_cast<Duration::rep>(random_.below(spread + 1))};
}

void Maintenance::start(Instant now) {
    next_join_ = now;
    next_upkeep_ = now + jittered(upkeep_interval);
    next_self_ = now + jittered(self_wait_);
    next_ping_ = now;
    next_expiry_ = now + expiry_interval;
}

void Maintenance::remember(const std::vector<NodeInfo>& nodes) {
    for (const auto& node : nodes) remembered_.push_back(node.endpoint);
    std::ranges::reverse(remembered_);
}

void Maintenance::due_remembered(const RoutingTable& table, Work& work) {
    for (std::size_t i = 0; i < remembered_at_once && !remembered_.empty(); ++i) {
        const auto endpoint = remembered_.back();
        remembered_.pop_back();
        if (table.find(endpoint) == nullptr) work.join.push_back(endpoint);
    }
}

void Maintenance::due_joins(const RoutingTable& table, Instant now, Work& work) {
    if (now < next_join_) return;
    if (!remembered_.empty()) due_remembered(table, work);
    const bool is_alone = table.size() == 0;
    if (is_alone || table.size() < small_network) {
        for (const auto& endpoint : bootstrap_) {
            const bool is_asked = std::ranges::find(work.join, endpoint) != work.join.end();
            if (!is_asked && table.find(endpoint) == nullptr) work.join.push_back(endpoint);
        }
    }
    if (is_alone) {
        for (const auto& endpoint : table.former()) {
            if (std::ranges::find(work.join, endpoint) == work.join.end()) work.join.push_back(endpoint);
        }
        next_join_ = now + jittered(retry_);
        retry_ = std::min(2 * retry_, max_bootstrap_retry);
    } else {
        next_join_ = now + jittered(max_bootstrap_retry);
    }
    if (!remembered_.empty()) next_join_ = now + remembered_every;
}

void Maintenance::heard_of(const NodeInfo& node) {
    if (std::ranges::find(named_, node) != named_.end()) return;
    if (named_.size() >= max_named) named_.pop_front();
    named_.push_back(node);
}

/// The newest of those named for whom there is room; whoever is passed over is forgotten.
std::vector<NodeInfo> Maintenance::due_strangers(const RoutingTable& table, std::size_t count) {
    std::vector<NodeInfo> out;
    while (out.size() < count && !named_.empty()) {
        if (table.has_room_for(named_.back())) out.push_back(named_.back());
        named_.pop_back();
    }
    return out;
}

void Maintenance::due_pings(const RoutingTable& table, Instant now, Work& work) {
    const auto due = now < next_ping_ ? 0 : (now - next_ping_) / ping_spacing + 1;
    next_ping_ += due * ping_spacing;
    // A pause of ours is not made up for: who became silent meanwhile is asked hastily.
    const auto count = std::min(static_cast<std::size_t>(due), max_hasty_pings);
    work.ping = table.stale(now, hasty_ping_after, max_hasty_pings);
    if (work.ping.size() >= count) return;
    work.ping = table.stale(now, calm_ping_after, count);
    work.meet = due_strangers(table, count - work.ping.size());
    if (work.ping.size() + work.meet.size() < count) {
        work.ping = table.stale(now, ping_after, count - work.meet.size());
    }
}

Maintenance::Work Maintenance::due(const RoutingTable& table, Instant now) {
    Work work;
    due_joins(table, now, work);
    if (now >= next_upkeep_) {
        next_upkeep_ = now + jittered(upkeep_interval);
        const bool is_small = table.size() < small_network;
        due_pings(table, now, work);
        if (table.size() == 0) {
            // Joining does what there is to do.
        } else if (now >= next_self_) {
            self_wait_ = std::min(2 * self_wait_, small_self_lookup_interval);
            next_self_ = now + jittered(is_small ? self_wait_ : self_lookup_interval);
            work.look_for = table.own();
        } else if (const auto bucket = table.due_for_refresh(now, refresh_interval)) {
            work.look_for = random_id_at(table.own(), *bucket, random_);
        }
    }
    if (now >= next_expiry_) {
        next_expiry_ = now + expiry_interval;
        work.expire = true;
    }
    return work;
}

Instant Maintenance::deadline(const RoutingTable& table) const {
    const Instant upkeep = std::min(next_upkeep_, next_expiry_);
    return can_join(table) ? std::min(upkeep, next_join_) : upkeep;
}

}  // namespace shoal::dht
