#include "dht/bucket.h"

#include <algorithm>

#include "dht/node_id.h"

namespace shoal::dht {

Contact* Bucket::find(const NodeId& id) {
    const auto at = std::ranges::find(live_, id, [](const Contact& c) { return c.node.id; });
    return at == live_.end() ? nullptr : &*at;
}

bool Bucket::has_network_of(const IpAddress& address) const {
    if (!address.is_global()) return false;
    const auto network = network_of(address);
    return std::ranges::any_of(live_, [&](const Contact& c) { return network_of(c.node.endpoint.address) == network; });
}

bool Bucket::is_unwanted(const NodeInfo& node) const {
    return prefers_bound_ && !id_fits_address(node.id, node.endpoint.address);
}

std::optional<NodeInfo> Bucket::admit(const Contact& contact) {
    if (!is_full()) {
        live_.push_back(contact);
        return std::nullopt;
    }
    auto worst = std::ranges::max_element(live_, {}, &Contact::failures);
    if (worst != live_.end() && worst->failures == 0) {
        worst = is_unwanted(contact.node)
                    ? live_.end()
                    : std::ranges::find_if(live_, [&](const Contact& c) { return is_unwanted(c.node); });
    }
    if (worst == live_.end()) {
        wait(contact);
        return std::nullopt;
    }
    const NodeInfo left = worst->node;
    *worst = contact;
    return left;
}

void Bucket::wait(const Contact& contact) {
    forget_waiting(contact.node);
    // One of a network is enough here too, or a single operator's nodes would push out all others.
    if (contact.node.endpoint.address.is_global()) {
        const auto network = network_of(contact.node.endpoint.address);
        std::erase_if(waiting_, [&](const Contact& c) { return network_of(c.node.endpoint.address) == network; });
    }
    if (waiting_.size() >= max_replacements) waiting_.erase(waiting_.begin());
    waiting_.push_back(contact);
}

void Bucket::forget_waiting(const NodeInfo& node) {
    std::erase_if(waiting_, [&](const Contact& c) { return c.node.id == node.id || c.node.endpoint == node.endpoint; });
}

bool Bucket::is_curious_about(const NodeInfo& node, Instant now) const {
    if (!is_full()) return true;
    const auto is_fresh = [now](const Contact& c) { return now - c.last_answer < replacement_life; };
    if (std::ranges::any_of(waiting_, [&](const Contact& c) { return c.node == node && is_fresh(c); })) return false;
    const bool is_welcome = std::ranges::any_of(
        live_, [&](const Contact& c) { return c.failures > 0 || (is_unwanted(c.node) && !is_unwanted(node)); });
    return is_welcome || std::ranges::count_if(waiting_, is_fresh) < enough_replacements;
}

/// The newest that waits and may come in, under an id of its own if there is such a one.
std::optional<std::size_t> Bucket::replacement(const MayCome& may_come) const {
    std::optional<std::size_t> unwanted;
    for (std::size_t i = waiting_.size(); i-- > 0;) {
        if (has_network_of(waiting_[i].node.endpoint.address) || !may_come(waiting_[i].node)) continue;
        if (!is_unwanted(waiting_[i].node)) return i;
        if (!unwanted) unwanted = i;
    }
    return unwanted;
}

Bucket::Change Bucket::take_out(std::size_t at, const MayCome& may_come) {
    Change change{.left = live_[at].node};
    live_.erase(live_.begin() + static_cast<std::ptrdiff_t>(at));
    if (const auto next = replacement(may_come)) {
        change.came = waiting_[*next].node;
        live_.push_back(waiting_[*next]);
        waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(*next));
    }
    return change;
}

Bucket::Change Bucket::failed(const NodeInfo& node, Instant now, const MayCome& may_come) {
    std::erase_if(waiting_, [&](const Contact& c) { return c.node == node; });
    for (std::size_t i = 0; i < live_.size(); ++i) {
        if (live_[i].node != node) continue;
        live_[i].failed(now);
        if (live_[i].failures >= max_failures || replacement(may_come)) return take_out(i, may_come);
        return {};
    }
    return {};
}

Bucket::Change Bucket::remove(const NodeInfo& node, const MayCome& may_come) {
    std::erase_if(waiting_, [&](const Contact& c) { return c.node == node; });
    for (std::size_t i = 0; i < live_.size(); ++i) {
        if (live_[i].node == node) return take_out(i, may_come);
    }
    return {};
}

}  // namespace shoal::dht
