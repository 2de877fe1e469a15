// How a share asks the DHT, in a simulated network.

#include "transfer/discovery.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/sim/dht_peer.h"

namespace shoal::sim {
namespace {

struct Asker final : transfer::Discovery::Asker {
    void found_peer(const Endpoint& endpoint) override { found.push_back(endpoint); }
    [[nodiscard]] bool is_hungry() const override { return hungry; }
    [[nodiscard]] bool is_alone() const override { return alone; }
    [[nodiscard]] bool is_announced() const override { return announced; }
    bool hungry = true;
    bool alone = true;
    bool announced = false;
    std::vector<Endpoint> found;
};

/// Sixty nodes that know each other, the last of them ours.
class Room {
public:
    Room() {
        for (std::size_t i = 0; i < 60; ++i) {
            std::vector<Endpoint> bootstrap;
            if (!peers_.empty()) bootstrap.push_back({peers_[0]->address(), DhtPeer::port});
            const auto number = static_cast<std::uint8_t>(i);
            const HostOptions host{.address = IpAddress::v4(30, number, 1, 1)};
            peers_.push_back(std::make_unique<DhtPeer>(universe_, disk_, log_, i, host, std::move(bootstrap)));
        }
        run_for(2min);
        key.bytes.fill(Byte{0x5a});
    }
    void run_for(Duration span) { universe_.clock.run_until(universe_.clock.now() + span); }
    DhtPeer& peer(std::size_t i) { return *peers_.at(i); }
    DhtPeer& ours() { return *peers_.back(); }
    /// Datagrams that our node sends while so much time passes.
    std::uint64_t sent_in(Duration span) {
        const auto before = ours().service().stats().out;
        run_for(span);
        return ours().service().stats().out - before;
    }
    transfer::Discovery discovery_of(DhtPeer& peer, Asker& asker) {
        return {peer.world(), peer.service(), asker, key, DhtPeer::port};
    }

    InfoHash key;

private:
    Universe universe_{3, false};
    SimDisk disk_{{.mount = "/dht", .capacity = 0},
                  universe_.clock,
                  universe_.faults,
                  universe_.draw.split("disk"),
                  universe_.trace};
    Log log_{LogLevel::error, LogFormat::text, [] { return WallTime{}; }, [](std::string_view) {}};
    std::vector<std::unique_ptr<DhtPeer>> peers_;
};

TEST(Discovery, LonelyLooksAreRepeatedWithMoreCareAndThenPlainlyAgain) {
    Room room;
    Asker asker;
    auto discovery = room.discovery_of(room.ours(), asker);
    discovery.wake();
    // It looks at once, and then after 1, 2 and 4 seconds.
    const auto plain = room.sent_in(900ms);
    const auto suspicious = room.sent_in(1500ms);
    const auto besieged = room.sent_in(2500ms);
    const auto after = room.sent_in(5s);
    EXPECT_GE(plain, 8U);
    EXPECT_GE(suspicious * 2, plain * 3);
    EXPECT_GT(besieged, suspicious);
    EXPECT_LT(after, suspicious);
}

TEST(Discovery, WhoIsLinkedWithSomebodyLooksPlainly) {
    Room room;
    Asker asker;
    asker.alone = false;
    auto discovery = room.discovery_of(room.ours(), asker);
    discovery.wake();
    const auto plain = room.sent_in(900ms);
    EXPECT_LT(room.sent_in(1500ms), plain * 3 / 2);
}

TEST(Discovery, WhoIsHungryFindsWhoAnnouncedAndIsFoundItself) {
    Room room;
    Asker seeder;
    seeder.hungry = false;
    seeder.announced = true;
    auto seeding = room.discovery_of(room.peer(7), seeder);
    seeding.wake();
    room.run_for(10s);
    Asker hungry;
    hungry.announced = true;
    auto looking = room.discovery_of(room.ours(), hungry);
    looking.wake();
    room.run_for(10s);
    const Endpoint expected{room.peer(7).address(), DhtPeer::port};
    EXPECT_NE(std::ranges::find(hungry.found, expected), hungry.found.end());
    Asker late;
    auto third = room.discovery_of(room.peer(9), late);
    third.wake();
    room.run_for(2s);
    const Endpoint ours{room.ours().address(), DhtPeer::port};
    EXPECT_NE(std::ranges::find(late.found, ours), late.found.end());
}

TEST(Discovery, WhoNeedsNothingAndOffersNothingAsksNobody) {
    Room room;
    Asker asker;
    asker.hungry = false;
    const auto idle = room.sent_in(10s);
    auto discovery = room.discovery_of(room.ours(), asker);
    discovery.wake();
    EXPECT_LE(room.sent_in(10s), idle + 10);
}

}  // namespace
}  // namespace shoal::sim
