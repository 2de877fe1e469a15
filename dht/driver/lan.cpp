#include "dht/lan.h"

namespace shoal::dht {
namespace {

constexpr Duration open_again = 60s;  // while there is no link, or to see whether there are others by now

}  // namespace

/// One address family.
struct Lan::Side {
    Side(const IpAddress& where, crypto::Random& random, std::uint16_t port) : on{where}, beacons{random, port} {}
    IpAddress on;
    LanBeacons beacons;
    std::unique_ptr<MulticastSocket> socket{};
    std::map<LanContent, std::uint64_t> watches{};
    std::unique_ptr<Timer> timer{};  // the next beacon
    std::optional<Instant> armed_for{};
    std::unique_ptr<Timer> refresh{};
    bool was_told = false;  // that there is no link
};

class Lan::Watch final : public LanWatch {
public:
    Watch(Lan& lan, std::uint64_t number) : lan_{lan}, number_{number} {}
    ~Watch() override {
        for (const auto& [family, content] : lan_.watched_.at(number_).contents) {
            auto& side = *lan_.sides_.at(family);
            side.watches.erase(content);
            side.beacons.remove(content);
        }
        lan_.watched_.erase(number_);
    }
    void set_wanted(bool wanted) override {
        auto& watched = lan_.watched_.at(number_);
        if (watched.wanted == wanted) return;
        watched.wanted = wanted;
        for (const auto& [family, content] : watched.contents) {
            auto& side = *lan_.sides_.at(family);
            side.beacons.set_wanted(content, wanted, lan_.world_.timers.now());
            lan_.arm(side);
        }
    }
    [[nodiscard]] LanReport report() const override {
        LanReport out;
        for (const auto& [family, content] : lan_.watched_.at(number_).contents) {
            const auto& side = *lan_.sides_.at(family);
            if (!side.socket) continue;
            out.is_linked = true;
            out.named = std::max(out.named, side.beacons.named_at(content));
            const auto next = side.beacons.deadline();
            if (next && (!out.next || *next < *out.next)) out.next = next;
        }
        return out;
    }

private:
    Lan& lan_;
    std::uint64_t number_;
};

Lan::Lan(World& world, Log& log, std::uint16_t port) : world_{world}, log_{log}, port_{port} {}

Lan::~Lan() {
    SHOAL_REQUIRE(watched_.empty());
}

void Lan::join(const IpAddress& on) {
    const Family family = on.family;
    auto& side = sides_[family];
    if (side) return;
    side = std::make_unique<Side>(on, world_.random, port_);
    for (auto& [number, watched] : watched_) {
        const auto content = side->beacons.add(watched.key, watched.wanted, world_.timers.now());
        watched.contents[family] = content;
        side->watches[content] = number;
    }
    open(*side);
    arm(*side);
}

/// Joins the group, now and again: links come and go.
void Lan::open(Side& side) {
    side.refresh = world_.timers.at(world_.timers.now() + open_again, [this, &side] { open(side); });
    if (side.socket && side.socket->refresh() > 0) return;
    side.socket.reset();
    auto socket = world_.datagrams.join(beacon_group(side.on.family), side.on,
                                        [this, family = side.on.family](const Endpoint& from, BytesView datagram) {
                                            received(family, from, datagram);
                                        });
    if (socket) {
        side.socket = std::move(*socket);
        side.was_told = false;
    } else if (!std::exchange(side.was_told, true)) {
        log_.write(LogLevel::info, "lan", "Not looking for peers on the local network",
                   {{.key = "why", .value = socket.error().what}});
    }
}

std::unique_ptr<LanWatch> Lan::watch(const crypto::Hash& lan_key, bool wanted,
                                     std::function<void(const Endpoint&)> on_peer) {
    const auto number = next_watch_++;
    auto& watched = watched_[number];
    watched = {.key = lan_key, .wanted = wanted, .on_peer = std::move(on_peer)};
    for (auto& [family, side] : sides_) {
        const auto content = side->beacons.add(lan_key, wanted, world_.timers.now());
        watched.contents[family] = content;
        side->watches[content] = number;
        arm(*side);
    }
    return std::make_unique<Watch>(*this, number);
}

void Lan::received(Family family, const Endpoint& from, BytesView datagram) {
    auto& side = *sides_.at(family);
    const auto sightings = side.beacons.receive(from, datagram, world_.timers.now());
    arm(side);
    const std::weak_ptr<int> alive = alive_;
    for (const auto& [content, peer] : sightings) {
        const auto watch = side.watches.find(content);
        if (watch == side.watches.end()) continue;  // it went in one of these calls
        const auto on_peer = watched_.at(watch->second).on_peer;
        on_peer(peer);
        if (alive.expired()) return;
    }
}

void Lan::flush(Side& side) {
    for (const auto& datagram : side.beacons.take_due(world_.timers.now())) {
        if (side.socket) side.socket->send(datagram);
    }
    arm(side);
}

void Lan::arm(Side& side) {
    const auto due = side.beacons.deadline();
    if (due == side.armed_for && (side.timer || !due)) return;
    side.armed_for = due;
    side.timer.reset();
    if (!due) return;
    side.timer = world_.timers.at(*due, [this, &side] {
        side.timer.reset();
        flush(side);
    });
}

std::size_t Lan::neighbours() const {
    std::size_t out = 0;
    for (const auto& [family, side] : sides_) out += side->beacons.neighbours();
    return out;
}

}  // namespace shoal::dht
