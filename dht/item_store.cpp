#include "dht/item_store.h"

#include <algorithm>

#include "dht/node_id.h"

namespace shoal::dht {

void ItemStore::erase(Items::iterator at) {
    if (at->second.network) {
        const auto count = by_network_.find(*at->second.network);
        if (--count->second == 0) by_network_.erase(count);
    }
    items_.erase(at);
}

ItemStore::Outcome ItemStore::renew(Stored& stored, const Item& item, std::optional<std::int64_t> cas, Instant now) {
    // Both have the same target, so both are mutable, or the same.
    if (item.seal && stored.item.seal) {
        const auto current = stored.item.seal->seq;
        if (cas && *cas != current) return Outcome::cas_mismatch;
        if (item.seal->seq < current) return Outcome::old_sequence;
        if (item.seal->seq == current && item.value != stored.item.value) return Outcome::old_sequence;
        stored.item = item;
    }
    stored.until = now + item_life;
    return Outcome::stored;
}

/// The item farthest from us gives way, among equally far ones the one that ends first; but not to a farther one.
bool ItemStore::make_room(const InfoHash& target, Instant now) {
    if (items_.size() < max_stored_items) return true;
    expire(now);
    if (items_.size() < max_stored_items) return true;
    const auto least = std::ranges::min_element(items_, {}, [&](const auto& entry) {
        return std::pair{common_prefix(own_, as_target(entry.first)), entry.second.until};
    });
    if (common_prefix(own_, as_target(target)) < common_prefix(own_, as_target(least->first))) return false;
    erase(least);
    return true;
}

ItemStore::Outcome ItemStore::put(const Item& item, std::optional<std::int64_t> cas, const IpAddress& from,
                                  Instant now) {
    const InfoHash target = target_of(item);
    auto at = items_.find(target);
    if (at != items_.end() && at->second.until <= now) {
        erase(at);
        at = items_.end();
    }
    if (at != items_.end()) return renew(at->second, item, cas, now);
    std::optional<IpAddress> network;
    if (from.is_global()) {
        network = network_of(from);
        const auto count = by_network_.find(*network);
        if (count != by_network_.end() && count->second >= max_stored_items / item_network_share) {
            return Outcome::no_room;
        }
    }
    if (!make_room(target, now)) return Outcome::no_room;
    if (network) ++by_network_[*network];
    items_.emplace(target, Stored{.item = item, .network = network, .until = now + item_life});
    return Outcome::stored;
}

const Item* ItemStore::find(const InfoHash& target, Instant now) const {
    const auto at = items_.find(target);
    return at == items_.end() || at->second.until <= now ? nullptr : &at->second.item;
}

void ItemStore::expire(Instant now) {
    for (auto at = items_.begin(); at != items_.end();) {
        const auto here = at++;
        if (here->second.until <= now) erase(here);
    }
}

}  // namespace shoal::dht
