#include "dht/disjoint_lookup.h"

#include <algorithm>

namespace shoal::dht {

DisjointLookup::DisjointLookup(const NodeId& target, const NodeId& own, std::size_t paths, const LookupRules& rules)
    : target_{target}, region_{rules.region}, paths_(paths, IterativeLookup{target, own, rules}) {
    SHOAL_REQUIRE(paths > 0);
}

void DisjointLookup::set_region(const std::optional<LookupRegion>& region) {
    region_ = region;
    for (auto& path : paths_) path.set_region(region);
}

void DisjointLookup::add(const NodeInfo& node) {
    paths_[next_seed_].add(node);
    next_seed_ = (next_seed_ + 1) % paths_.size();
}

bool DisjointLookup::add(const NodeInfo& node, const NodeInfo& teller) {
    IterativeLookup* path = path_of(teller);
    return path != nullptr && path->add(node, path->hops_to(teller) + 1);
}

IterativeLookup* DisjointLookup::path_of(const NodeInfo& asked) {
    const auto at = asked_.find(asked);
    return at == asked_.end() ? nullptr : &paths_[at->second];
}

/// False if another path came first. A node that one path asked stays that path's even if it failed.
bool DisjointLookup::claim(const NodeInfo& node, std::size_t path) {
    if (paths_.size() > 1 && node.endpoint.address.is_global()) {
        const auto network = networks_.try_emplace(network_of(node.endpoint.address), node).first;
        const auto holder = asked_.find(network->second);
        if (holder != asked_.end() && holder->second != path) return false;
    }
    return asked_.try_emplace(node, path).second;
}

std::optional<NodeInfo> DisjointLookup::next_of(std::size_t path) {
    while (const auto node = paths_[path].next()) {
        if (claim(*node, path)) return node;
        paths_[path].withdraw(*node);
    }
    return std::nullopt;
}

std::optional<NodeInfo> DisjointLookup::next() {
    for (std::size_t tried = 0; tried < paths_.size(); ++tried) {
        const std::size_t path = next_path_;
        next_path_ = (next_path_ + 1) % paths_.size();
        if (const auto node = next_of(path)) return node;
    }
    return std::nullopt;
}

void DisjointLookup::answered(const NodeInfo& node, Bytes token) {
    if (IterativeLookup* path = path_of(node)) path->answered(node, std::move(token));
}

void DisjointLookup::slow(const NodeInfo& node) {
    if (IterativeLookup* path = path_of(node)) path->slow(node);
}

void DisjointLookup::failed(const NodeInfo& node) {
    if (IterativeLookup* path = path_of(node)) path->failed(node);
    const auto network = networks_.find(network_of(node.endpoint.address));
    if (network != networks_.end() && network->second == node) networks_.erase(network);
}

bool DisjointLookup::is_finished(bool patient) const {
    return std::ranges::all_of(paths_, [&](const IterativeLookup& path) { return path.is_finished(patient); });
}

bool DisjointLookup::widen() {
    if (!region_ || is_widened_ || stores().size() <= region_->crowd) return false;
    is_widened_ = true;
    region_->bound = region_->wider;
    for (auto& path : paths_) path.set_region(region_);
    return true;
}

std::vector<LookupAnswer> DisjointLookup::answers() const {
    std::vector<LookupAnswer> out;
    for (const auto& path : paths_) {
        auto more = path.answers();
        std::ranges::move(more, std::back_inserter(out));
    }
    if (paths_.size() > 1) {
        std::ranges::stable_sort(out, {}, [&](const LookupAnswer& one) { return distance(target_, one.node.id); });
    }
    return out;
}

std::vector<LookupAnswer> DisjointLookup::nearest() const {
    return nearest_of(answers());
}

std::vector<LookupAnswer> DisjointLookup::stores() const {
    auto able = answers();
    std::erase_if(able, [](const LookupAnswer& one) { return one.token.empty(); });
    auto out = nearest_of(able);
    if (!region_ || out.size() < lookup_breadth || !out.back().is_bound) return out;
    const auto last = distance(target_, out.back().node.id);
    for (auto& one : able) {
        const auto place = distance(target_, one.node.id);
        if (out.size() >= region_->most || place > region_->bound) break;
        if (one.is_bound && place > last) out.push_back(std::move(one));
    }
    return out;
}

std::size_t DisjointLookup::queries() const {
    std::size_t out = 0;
    for (const auto& path : paths_) out += path.queries();
    return out;
}

}  // namespace shoal::dht
