#include "transfer/discovery.h"

#include <algorithm>

namespace shoal::transfer {
namespace {

constexpr Duration announce_every = 15min;
constexpr Duration announce_retry = 10s;    ///< when nobody took it
constexpr unsigned longest_wait_shift = 7;  ///< 1 s << 7 = 128 s
constexpr Duration sated_look = 15min;

/// Of eight lonely looks in a row: the second and third cost two and five times a plain one.
dht::Care care_after(unsigned lonely_looks) {
    switch (lonely_looks % 8) {
    case 1:
        return dht::Care::suspicious;
    case 2:
        return dht::Care::besieged;
    default:
        return dht::Care::plain;
    }
}

}  // namespace

Discovery::Discovery(World& world, dht::Service& dht, Asker& asker, const InfoHash& key, std::uint16_t port)
    : world_{world}, dht_{dht}, asker_{asker}, key_{key}, port_{port}, find_at_{world.timers.now()},
      announce_at_{world.timers.now()} {}

void Discovery::wake() {
    if (find_) return;
    hungry_looks_ = 0;
    find_at_ = world_.timers.now();
    arm();
}

void Discovery::rest() {
    find_.reset();
    announcement_.reset();
    timer_.reset();
}

Discovery::Report Discovery::report() const {
    Report out{.ended = ended_at_, .next = {}};
    if (find_ || announcement_ || !timer_) return out;
    if (asker_.is_hungry()) out.next = find_at_;
    if (asker_.is_announced()) out.next = std::min(out.next.value_or(announce_at_), announce_at_);
    return out;
}

void Discovery::arm() {
    Instant when = world_.timers.now() + sated_look;
    if (!find_ && asker_.is_hungry()) when = std::min(when, find_at_);
    if (!find_ && !announcement_ && asker_.is_announced()) when = std::min(when, announce_at_);
    timer_ = world_.timers.at(when, [this] {
        timer_.reset();
        look();
    });
}

void Discovery::look() {
    spent_find_.reset();
    spent_announcement_.reset();
    const Instant now = world_.timers.now();
    // Both find peers, so one after the other; but with many shares an announcement waits long for its turn, and no
    // search waits for it.
    if (!find_ && asker_.is_hungry() && find_at_ <= now) {
        find();
    } else if (!find_ && !announcement_ && asker_.is_announced() && announce_at_ <= now) {
        announce();
    }
    arm();
}

void Discovery::find() {
    find_ = dht_.find_peers(
        key_, [this](const Endpoint& endpoint) { asker_.found_peer(endpoint); },
        [this](const dht::LookupResult&) { found(); }, care_after(lonely_looks_));
}

void Discovery::found() {
    spent_find_ = std::move(find_);
    ended_at_ = world_.timers.now();
    find_at_ = world_.timers.now() + 1s * (std::int64_t{1} << std::min(hungry_looks_++, longest_wait_shift));
    lonely_looks_ = asker_.is_alone() ? lonely_looks_ + 1 : 0;
    arm();
}

void Discovery::announce() {
    announcement_ = dht_.announce(
        key_, port_, [this](const Endpoint& endpoint) { asker_.found_peer(endpoint); },
        [this, begun = world_.timers.now()](const dht::LookupResult& result) { announced(result, begun); });
}

void Discovery::announced(const dht::LookupResult& result, Instant begun) {
    spent_announcement_ = std::move(announcement_);
    const Instant now = world_.timers.now();
    ended_at_ = now;
    const auto percent = static_cast<std::int64_t>(80 + world_.random.below(41));
    // From when it was due: what it waited for its turn is not to come on top.
    announce_at_ = result.stored == 0 ? now + announce_retry : std::max(now, begun + announce_every * percent / 100);
    arm();
}

}  // namespace shoal::transfer
