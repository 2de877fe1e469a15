#include "dht/routing_table.h"

#include <algorithm>

namespace shoal::dht {

namespace {

constexpr std::size_t max_former = 16;

}  // namespace

std::size_t bucket_capacity(std::size_t index) {
    constexpr std::array<std::size_t, 4> first{128, 64, 32, 16};
    return index < first.size() ? first[index] : k;
}

void sort_by_distance(const NodeId& target, std::vector<NodeInfo>& nodes, std::size_t from, std::size_t count) {
    const auto begin = nodes.begin() + static_cast<std::ptrdiff_t>(from);
    const auto middle = nodes.begin() + static_cast<std::ptrdiff_t>(std::min(count, nodes.size()));
    std::partial_sort(begin, middle, nodes.end(), [&](const NodeInfo& a, const NodeInfo& b) {
        return distance(target, a.id) < distance(target, b.id);
    });
}

RoutingTable::RoutingTable(const NodeId& own, Instant now, bool enforce_ids) : own_{own}, enforce_ids_{enforce_ids} {
    buckets_.reserve(id_bits);
    for (std::size_t i = 0; i < id_bits; ++i) {
        buckets_.emplace_back(bucket_capacity(i), enforce_ids);
        buckets_.back().last_changed = now;
    }
}

unsigned RoutingTable::index_of(const NodeId& id) const {
    return std::min(common_prefix(own_, id), id_bits - 1);
}

void RoutingTable::entered(const NodeInfo& node) {
    by_endpoint_[node.endpoint] = node.id;
    if (node.endpoint.address.is_global()) ++by_address_[node.endpoint.address];
    std::erase(former_, node.endpoint);
}

void RoutingTable::left(const NodeInfo& node) {
    by_endpoint_.erase(node.endpoint);
    if (const auto at = by_address_.find(node.endpoint.address); at != by_address_.end() && --at->second == 0) {
        by_address_.erase(at);
    }
    std::erase(former_, node.endpoint);
    if (former_.size() >= max_former) former_.erase(former_.begin());
    former_.push_back(node.endpoint);
}

void RoutingTable::apply(const Bucket::Change& change) {
    if (change.left) left(*change.left);
    if (change.came) entered(*change.came);
}

RoutingTable::Admitted RoutingTable::answered(const NodeInfo& node, Instant now, Duration round_trip) {
    if (node.id == own_) return Admitted::refused;
    if (const auto known = by_endpoint_.find(node.endpoint); known != by_endpoint_.end()) {
        if (known->second != node.id) {
            remove(node.endpoint);
            return Admitted::id_changed;
        }
        buckets_[index_of(node.id)].find(node.id)->answered(now, round_trip);
        return Admitted::refreshed;
    }
    Contact contact{.node = node};
    contact.answered(now, round_trip);
    return admit(contact, now);
}

RoutingTable::Admitted RoutingTable::admit(const Contact& contact, Instant now) {
    const NodeInfo& node = contact.node;
    if (!wants(node)) return Admitted::refused;
    Bucket& bucket = buckets_[index_of(node.id)];
    bucket.forget_waiting(node);
    if (const Contact* old = bucket.find(node.id)) take_out(NodeInfo{old->node});
    const bool had_room = !bucket.is_full();
    const auto gone = bucket.admit(contact);
    if (gone) left(*gone);
    if (!had_room && !gone) return Admitted::waiting;
    entered(node);
    bucket.last_changed = now;
    return Admitted::added;
}

void RoutingTable::rename(const NodeId& own, Instant now) {
    RoutingTable renamed{own, now, enforce_ids_};
    for (const auto& bucket : buckets_) {
        for (const auto& contact : bucket.live()) (void)renamed.admit(contact, now);
    }
    renamed.former_ = std::move(former_);
    *this = std::move(renamed);
}

void RoutingTable::failed(const NodeInfo& node, Instant now) {
    apply(buckets_[index_of(node.id)].failed(node, now, [this](const NodeInfo& other) { return has_place(other); }));
}

void RoutingTable::remove(const Endpoint& endpoint) {
    const auto known = by_endpoint_.find(endpoint);
    if (known == by_endpoint_.end()) return;
    take_out({.id = known->second, .endpoint = endpoint});
}

void RoutingTable::take_out(const NodeInfo& node) {
    apply(buckets_[index_of(node.id)].remove(node, [this](const NodeInfo& other) { return has_place(other); }));
}

bool RoutingTable::has_place(const NodeInfo& node) const {
    return !by_endpoint_.contains(node.endpoint) && !by_address_.contains(node.endpoint.address);
}

const Contact* RoutingTable::find(const Endpoint& endpoint) const {
    const auto known = by_endpoint_.find(endpoint);
    if (known == by_endpoint_.end()) return nullptr;
    const auto& live = buckets_[index_of(known->second)].live();
    const auto at = std::ranges::find(live, endpoint, [](const Contact& c) { return c.node.endpoint; });
    return at == live.end() ? nullptr : &*at;
}

bool RoutingTable::wants(const NodeInfo& node) const {
    if (node.id == own_ || !has_place(node)) return false;
    const Bucket& bucket = buckets_[index_of(node.id)];
    if (bucket.has_network_of(node.endpoint.address)) return false;
    const auto same = std::ranges::find(bucket.live(), node.id, [](const Contact& c) { return c.node.id; });
    // An id that is in use elsewhere and works there stays where it is.
    return same == bucket.live().end() || same->failures > 0;
}

bool RoutingTable::has_room_for(const NodeInfo& node) const {
    return wants(node) && !buckets_[index_of(node.id)].is_full();
}

bool RoutingTable::is_curious_about(const NodeInfo& node, Instant now) const {
    return wants(node) && buckets_[index_of(node.id)].is_curious_about(node, now);
}

void RoutingTable::collect(const Bucket& bucket, Instant now, bool good_only, std::vector<NodeInfo>& out) const {
    for (const auto& contact : bucket.live()) {
        if (!good_only || contact.is_good(now)) out.push_back(contact.node);
    }
}

std::vector<NodeInfo> RoutingTable::closest(const NodeId& target, std::size_t count, Instant now,
                                            bool good_only) const {
    return closest_in(index_of(target), id_bits, target, count, [&](unsigned index, std::vector<NodeInfo>& out) {
        collect(buckets_[index], now, good_only, out);
    });
}

std::vector<NodeInfo> RoutingTable::stale(Instant now, Duration silence, std::size_t count) const {
    std::vector<const Contact*> found;
    for (const auto& bucket : buckets_) {
        for (const auto& contact : bucket.live()) {
            if (now - contact.last_answer <= silence) continue;
            if (contact.last_failure && now - *contact.last_failure < failure_spacing) continue;
            found.push_back(&contact);
        }
    }
    std::ranges::stable_sort(found, {}, [](const Contact* c) { return c->last_answer; });
    std::vector<NodeInfo> out;
    for (std::size_t i = 0; i < std::min(count, found.size()); ++i) out.push_back(found[i]->node);
    return out;
}

std::optional<unsigned> RoutingTable::due_for_refresh(Instant now, Duration age) const {
    unsigned depth = 0;
    for (unsigned i = 0; i < id_bits; ++i) {
        if (!buckets_[i].live().empty()) depth = i;
    }
    for (unsigned i = 0; i <= depth; ++i) {
        const Bucket& bucket = buckets_[i];
        const bool is_in_need = !bucket.is_full() || std::ranges::any_of(bucket.live(), [](const Contact& contact) {
            return contact.failures > 0;
        });
        if (is_in_need && now - bucket.last_changed >= age) return i;
    }
    return std::nullopt;
}

void RoutingTable::looked_through(const NodeId& target, Instant now) {
    buckets_[index_of(target)].last_changed = now;
    if (target != own_) return;
    const auto nearest = closest(own_, k, now, false);
    const unsigned from = nearest.size() < k ? 0 : index_of(nearest.back().id) + 1;
    for (unsigned i = from; i < id_bits; ++i) buckets_[i].last_changed = now;
}

}  // namespace shoal::dht
