#include "transfer/bans.h"

#include <algorithm>

#include "transfer/limits.h"

namespace shoal::transfer {

void Bans::add(Instant now, const LinkKey& key, const IpAddress& address) {
    ++total_;
    if (keys_.size() >= limits::bans)
        keys_.erase(std::ranges::min_element(keys_, {}, [](auto& e) { return e.second; }));
    keys_[key] = now + limits::ban_for;
    if (!address.is_global()) return;
    std::erase_if(addresses_, [&](const auto& entry) { return entry.second.until <= now; });
    if (addresses_.size() >= limits::bans) return;
    auto& lies = addresses_[address];
    lies.until = now + limits::ban_for;
    if (lies.keys.size() < limits::lying_keys_per_address) lies.keys.insert(key);
}

bool Bans::has(Instant now, const LinkKey& key) const {
    const auto found = keys_.find(key);
    return found != keys_.end() && now < found->second;
}

std::optional<Instant> Bans::ends(Instant now, const IpAddress& address) const {
    const auto found = addresses_.find(address);
    if (found == addresses_.end() || now >= found->second.until) return std::nullopt;
    if (found->second.keys.size() < limits::lying_keys_per_address) return std::nullopt;
    return found->second.until;
}

}  // namespace shoal::transfer
