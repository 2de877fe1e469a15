#include "dht/lookup.h"

namespace shoal::dht {

IterativeLookup::IterativeLookup(const NodeId& target, const NodeId& own, std::size_t parallel)
    : target_{target}, own_{own}, parallel_{parallel} {}

IterativeLookup::Candidate* IterativeLookup::find(const NodeInfo& node) {
    const auto at = candidates_.find(distance(target_, node.id));
    return at == candidates_.end() || at->second.node.endpoint != node.endpoint ? nullptr : &at->second;
}

void IterativeLookup::add(const NodeInfo& node) {
    if (node.id == own_ || endpoints_.contains(node.endpoint)) return;
    const auto place = distance(target_, node.id);
    if (candidates_.contains(place)) return;
    const auto& address = node.endpoint.address;
    if (address.is_global() && !networks_.emplace(network_of(address), place).second) return;
    endpoints_.insert(node.endpoint);
    candidates_.emplace(place, Candidate{.node = node});
    if (candidates_.size() > max_candidates) forget_farthest();
}

/// `gone` no longer stands for its network; another that answered after all may.
void IterativeLookup::release_network(const Candidate& gone) {
    const auto network = network_of(gone.node.endpoint.address);
    const auto at = networks_.find(network);
    if (at == networks_.end() || at->second != distance(target_, gone.node.id)) return;
    for (const auto& [place, other] : candidates_) {
        const auto& address = other.node.endpoint.address;
        if (&other == &gone || other.state == State::failed || !address.is_global()) continue;
        if (network_of(address) != network) continue;
        at->second = place;
        return;
    }
    networks_.erase(at);
}

void IterativeLookup::forget_farthest() {
    for (auto at = candidates_.end(); at != candidates_.begin();) {
        --at;
        if (at->second.state == State::asked || at->second.state == State::slow) continue;
        release_network(at->second);
        endpoints_.erase(at->second.node.endpoint);
        candidates_.erase(at);
        return;
    }
}

std::optional<NodeInfo> IterativeLookup::next() {
    if (in_flight_ >= parallel_ || queries_ >= max_lookup_queries) return std::nullopt;
    std::size_t seen = 0;
    for (auto& [place, candidate] : candidates_) {
        if (candidate.state == State::failed || candidate.state == State::slow) continue;
        if (++seen > lookup_breadth) break;
        if (candidate.state != State::fresh) continue;
        candidate.state = State::asked;
        ++in_flight_;
        ++queries_;
        return candidate.node;
    }
    return std::nullopt;
}

void IterativeLookup::answered(const NodeInfo& node, Bytes token) {
    Candidate* candidate = find(node);
    if (candidate == nullptr) return;
    if (candidate->state == State::asked) --in_flight_;
    candidate->state = State::answered;
    candidate->token = std::move(token);
    // One that had failed gave up its network.
    const auto& address = node.endpoint.address;
    if (address.is_global()) networks_.try_emplace(network_of(address), distance(target_, node.id));
}

void IterativeLookup::slow(const NodeInfo& node) {
    Candidate* candidate = find(node);
    if (candidate == nullptr || candidate->state != State::asked) return;
    --in_flight_;
    candidate->state = State::slow;
}

void IterativeLookup::failed(const NodeInfo& node) {
    Candidate* candidate = find(node);
    if (candidate == nullptr || candidate->state == State::answered) return;
    if (candidate->state == State::asked) --in_flight_;
    candidate->state = State::failed;
    release_network(*candidate);
}

bool IterativeLookup::is_finished(bool patient) const {
    const bool may_ask = queries_ < max_lookup_queries;
    std::size_t done = 0;
    bool waits = false;
    for (const auto& [place, candidate] : candidates_) {
        switch (candidate.state) {
        case State::failed:
            break;
        case State::asked:
            return false;
        case State::fresh:
            if (may_ask) return false;
            break;
        case State::slow:
            if (patient) return false;
            waits = true;
            break;
        case State::answered:
            ++done;
            break;
        }
        if (done == lookup_breadth) return true;
    }
    return !waits;
}

std::vector<IterativeLookup::Answer> IterativeLookup::nearest() const {
    std::vector<Answer> out;
    for (const auto& [place, candidate] : candidates_) {
        if (candidate.state != State::answered) continue;
        out.push_back({.node = candidate.node, .token = candidate.token});
        if (out.size() == lookup_breadth) break;
    }
    return out;
}

}  // namespace shoal::dht
