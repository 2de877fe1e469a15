#include "dht/lookup.h"

#include <algorithm>

namespace shoal::dht {

IterativeLookup::IterativeLookup(const NodeId& target, const NodeId& own, LookupRules rules)
    : target_{target}, own_{own}, rules_{std::move(rules)} {}

IterativeLookup::Candidate* IterativeLookup::find(const NodeInfo& node) {
    const auto at = candidates_.find(distance(target_, node.id));
    return at == candidates_.end() || at->second.node.endpoint != node.endpoint ? nullptr : &at->second;
}

unsigned IterativeLookup::hops_to(const NodeInfo& node) const {
    const auto at = candidates_.find(distance(target_, node.id));
    return at == candidates_.end() || at->second.node != node ? 0 : at->second.hops;
}

bool IterativeLookup::add(const NodeInfo& node, unsigned hops) {
    if (node.id == own_ || endpoints_.contains(node.endpoint)) return false;
    const auto place = distance(target_, node.id);
    if (candidates_.contains(place)) return false;
    const auto& address = node.endpoint.address;
    if (address.is_global() && !networks_.emplace(network_of(address), place).second) return false;
    endpoints_.insert(node.endpoint);
    const bool is_bound = !rules_.enforce_ids || id_fits_address(node.id, address);
    candidates_.emplace(place, Candidate{.node = node, .hops = hops, .is_bound = is_bound});
    if (candidates_.size() > max_candidates) forget_farthest();
    return true;
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

/// Whether the node at `place` is to be asked when `nearer` bound ones stand before it.
bool IterativeLookup::is_wanted(const Distance& place, std::size_t nearer) const {
    if (nearer < lookup_breadth) return true;
    return rules_.region && place <= rules_.region->bound && nearer < rules_.region->most;
}

/// On the way each answer may make the questions beside it worthless, the first ones most; at the end all of the
/// nearest have to be asked anyway.
std::size_t IterativeLookup::allowed_in_flight() const {
    for (const auto& [place, candidate] : candidates_) {
        if (candidate.state == State::answered) return rules_.parallel_at_end;
        if (candidate.is_bound && (candidate.state == State::fresh || candidate.state == State::asked)) break;
    }
    return std::min(rules_.parallel_at_first + answers_, rules_.parallel);
}

bool IterativeLookup::may_ask(const Candidate& candidate) const {
    if (queries_ >= max_lookup_queries) return false;
    return candidate.is_bound || unbound_queries_ < max_unbound_queries;
}

NodeInfo IterativeLookup::ask(Candidate& candidate) {
    candidate.state = State::asked;
    ++in_flight_;
    ++queries_;
    if (!candidate.is_bound) ++unbound_queries_;
    return candidate.node;
}

std::optional<NodeInfo> IterativeLookup::next() {
    if (queries_ >= max_lookup_queries || in_flight_ >= allowed_in_flight()) return std::nullopt;
    std::size_t silent = 0;
    std::size_t seen = 0;
    std::size_t bound = 0;
    Candidate* unbound = nullptr;  // the first of the nearest 8 of all, for when no better one is left
    for (auto& [place, candidate] : candidates_) {
        if (candidate.state != State::fresh && candidate.state != State::asked && candidate.state != State::answered) {
            if (candidate.state == State::slow || candidate.state == State::failed) ++silent;
            continue;
        }
        ++seen;
        if (candidate.is_bound) {
            const bool is_spare = bound == lookup_breadth && silent > tolerated_silent;
            if (!is_spare && !is_wanted(place, bound)) break;
            ++bound;
            if (candidate.state == State::fresh) return ask(candidate);
        } else if (seen <= lookup_breadth && unbound == nullptr && candidate.state == State::fresh) {
            unbound = &candidate;
        }
    }
    if (unbound == nullptr || !may_ask(*unbound)) return std::nullopt;
    return ask(*unbound);
}

void IterativeLookup::answered(const NodeInfo& node, Bytes token) {
    Candidate* candidate = find(node);
    if (candidate == nullptr || candidate->state == State::withdrawn) return;
    if (candidate->state == State::asked) --in_flight_;
    if (candidate->state != State::answered) ++answers_;
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
    if (candidate->state == State::withdrawn) return;
    if (candidate->state == State::asked) --in_flight_;
    candidate->state = State::failed;
    release_network(*candidate);
}

void IterativeLookup::withdraw(const NodeInfo& node) {
    Candidate* candidate = find(node);
    SHOAL_REQUIRE(candidate != nullptr && candidate->state == State::asked);
    --in_flight_;
    --queries_;
    if (!candidate->is_bound) --unbound_queries_;
    candidate->state = State::withdrawn;
}

bool IterativeLookup::is_finished(bool patient) const {
    std::size_t seen = 0;
    std::size_t bound = 0;     // that answered
    std::size_t answered = 0;  // bound or not
    bool has_slow = false;
    bool has_open_unbound = false;
    for (const auto& [place, candidate] : candidates_) {
        if (candidate.state == State::failed || candidate.state == State::withdrawn) continue;
        if (!is_wanted(place, bound)) return true;
        const bool is_open = candidate.state == State::asked || (candidate.state == State::fresh && may_ask(candidate));
        if (candidate.state != State::slow) ++seen;
        if (is_open && candidate.is_bound) return false;
        // Others are waited for only where they stand in for bound ones that there are not.
        has_open_unbound = has_open_unbound || (is_open && seen <= lookup_breadth);
        has_slow = has_slow || candidate.state == State::slow;
        if (candidate.state == State::slow && candidate.is_bound && patient) return false;
        if (candidate.state != State::answered) continue;
        ++answered;
        if (candidate.is_bound) ++bound;
    }
    if (bound >= lookup_breadth) return true;
    if (has_open_unbound) return false;
    return !has_slow || (!patient && answered >= lookup_breadth);
}

std::vector<LookupAnswer> IterativeLookup::answers() const {
    std::vector<LookupAnswer> out;
    for (const auto& [place, candidate] : candidates_) {
        if (candidate.state != State::answered) continue;
        out.push_back(
            {.node = candidate.node, .token = candidate.token, .hops = candidate.hops, .is_bound = candidate.is_bound});
    }
    return out;
}

std::vector<LookupAnswer> nearest_of(const std::vector<LookupAnswer>& answers) {
    std::vector<LookupAnswer> out;
    for (const bool is_bound : {true, false}) {
        for (const auto& answer : answers) {
            if (out.size() == lookup_breadth) return out;
            if (answer.is_bound == is_bound) out.push_back(answer);
        }
    }
    return out;
}

}  // namespace shoal::dht
