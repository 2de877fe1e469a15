#include "transfer/discovery.h"

#include <algorithm>

namespace shoal::transfer {
namespace {

constexpr Duration announce_every = 15min;
constexpr Duration announce_retry = 10s;    ///< when nobody took it
constexpr unsigned longest_wait_shift = 7;  ///< 1 s << 7 = 128 s
constexpr Duration sated_look = 15min;

}  // namespace

Discovery::Discovery(World& world, dht::Service& dht, Asker& asker, const InfoHash& key, std::uint16_t port)
    : world_{world}, dht_{dht}, asker_{asker}, key_{key}, port_{port}, announce_at_{world.timers.now()} {}

void Discovery::wake() {
    if (lookup_) return;
    hungry_looks_ = 0;
    again(0ns);
}

void Discovery::again(Duration wait) {
    timer_ = world_.timers.at(world_.timers.now() + wait, [this] {
        timer_.reset();
        look();
    });
}

void Discovery::look() {
    spent_.reset();
    const bool announcing = asker_.is_announced() && announce_at_ <= world_.timers.now();
    const auto on_peer = [this](const Endpoint& endpoint) { asker_.found_peer(endpoint); };
    auto done = [this, announcing](const dht::LookupResult& result) { finished(result, announcing); };
    if (announcing) {
        lookup_ = dht_.announce(key_, port_, on_peer, std::move(done));
    } else if (asker_.is_hungry()) {
        lookup_ = dht_.find_peers(key_, on_peer, std::move(done));
    } else if (asker_.is_announced()) {
        again(announce_at_ - world_.timers.now());
    } else {
        again(sated_look);
    }
}

void Discovery::finished(const dht::LookupResult& result, bool announcing) {
    spent_ = std::move(lookup_);
    const Instant now = world_.timers.now();
    if (announcing) {
        const auto percent = static_cast<std::int64_t>(80 + world_.random.below(41));
        announce_at_ = now + (result.stored == 0 ? announce_retry : announce_every * percent / 100);
    }
    Duration wait = asker_.is_announced() ? std::max<Duration>(announce_at_ - now, 1s) : sated_look;
    if (asker_.is_hungry()) {
        wait = std::min<Duration>(wait, 1s * (std::int64_t{1} << std::min(hungry_looks_++, longest_wait_shift)));
    }
    again(wait);
}

}  // namespace shoal::transfer
