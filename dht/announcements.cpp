#include "dht/announcements.h"

#include <algorithm>

#include "dht/peer_store.h"

namespace shoal::dht {

namespace {

constexpr std::size_t max_own_ports = 16;  // an engine listens on one or two

}  // namespace

bool Announcements::add(const InfoHash& key, std::uint16_t port, Instant now) {
    if (own_ports_.size() >= max_own_ports) own_ports_.clear();
    own_ports_.insert(port);
    const auto known = announced_.find(key);
    const bool is_new = known == announced_.end();
    if (is_new && announced_.size() >= max_queued_announcements) return true;
    Announced& announced = is_new ? announced_[key] : known->second;
    announced.port = port;
    announced.until = now + peer_life;
    ++announced.on_the_way;
    return is_new;
}

void Announcements::settled(const InfoHash& key, std::optional<Instant> now) {
    const auto announced = announced_.find(key);
    if (announced == announced_.end() || announced->second.on_the_way == 0) return;
    --announced->second.on_the_way;
    if (now) announced->second.until = *now + peer_life;
}

void Announcements::expire(Instant now) {
    std::erase_if(announced_,
                  [&](const auto& entry) { return entry.second.on_the_way == 0 && entry.second.until <= now; });
}

std::optional<std::uint16_t> Announcements::port_of(const InfoHash& key) const {
    const auto announced = announced_.find(key);
    return announced == announced_.end() ? std::nullopt : std::optional{announced->second.port};
}

std::vector<NodeInfo> Announcements::shortcut(const InfoHash& key) {
    const auto announced = announced_.find(key);
    if (announced == announced_.end() || announced_.size() < shortcut_shares) return {};
    auto& holders = announced->second.holders;
    auto& shortcuts = announced->second.shortcuts;
    if (holders.size() < enough_holders || shortcuts >= max_shortcuts) {
        shortcuts = 0;
        return {};
    }
    ++shortcuts;
    return holders;
}

void Announcements::taken_by(const InfoHash& key, std::vector<NodeInfo> holders, Instant now) {
    settled(key, now);
    const auto announced = announced_.find(key);
    if (announced == announced_.end()) return;
    announced->second.holders.clear();
    if (announced_.size() >= shortcut_shares) announced->second.holders = std::move(holders);
}

bool Announcements::enqueue(SearchId search, bool is_new, Instant now) {
    if (new_.size() + old_.size() >= max_queued_announcements) return false;
    is_new ? new_.push_front({search, now}) : old_.push_back({search, now});
    choose(now);
    return true;
}

/// What somebody shared just now goes before what others know of; where they are about to forget that, in turn with it.
void Announcements::choose(Instant now) {
    const bool is_urgent = !old_.empty() && now - old_.front().since >= announce_urgent;
    is_old_next_ = new_.empty() || (is_urgent && !was_old_);
}

std::optional<SearchId> Announcements::front() const {
    if (new_.empty() && old_.empty()) return std::nullopt;
    return is_old_next_ ? old_.front().search : new_.front().search;
}

void Announcements::pop(Instant now) {
    was_old_ = is_old_next_;
    was_old_ ? old_.pop_front() : new_.pop_front();
    choose(now);
}

Duration Announcements::time_of(std::int64_t bytes) const {
    const auto needed = static_cast<std::int64_t>(announced_.size()) * cheap_announce_cost / (announce_cycle / 1s);
    return Duration{1s} / 1000 * (bytes * 1000 / std::max(announce_budget, needed));
}

Instant Announcements::next(Instant now) const {
    return std::max(now, free_at_ - time_of(announce_burst));
}

void Announcements::begun(Instant now) {
    free_at_ = std::max(free_at_, now) + time_of(cost_);
}

void Announcements::ended(std::int64_t bytes) {
    cost_ = (15 * cost_ + bytes) / 16;
}

}  // namespace shoal::dht
