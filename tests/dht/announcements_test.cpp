#include "dht/announcements.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;
using testing::VirtualNetwork;

InfoHash key_of(std::uint32_t number) {
    InfoHash out;
    for (std::size_t i = 0; i < 4; ++i) out.bytes[16 + i] = static_cast<Byte>(number >> (8 * i));
    return out;
}

/// So many shares, and how announcements that cost `bytes` each begin whenever one may.
struct Sharing {
    explicit Sharing(std::uint32_t shares, Instant from = epoch) : now{from} {
        for (std::uint32_t i = 0; i < shares; ++i) announcements.add(key_of(i), 4000, now);
    }
    std::int64_t begun_in(Duration span, std::int64_t bytes) {
        std::int64_t count = 0;
        const Instant end = now + span;
        for (; now < end; now = std::max(now, announcements.next(now))) {
            announcements.begun(now);
            announcements.ended(bytes);
            ++count;
        }
        return count;
    }
    Announcements announcements;
    Instant now;
};

TEST(Announcements, AFewSharesAreAnnouncedAtOnceAndManyWithinTheBudget) {
    Sharing few{16};
    EXPECT_GE(few.begun_in(1ns, 20'000), 10);
    Sharing many{1000};
    (void)many.begun_in(10min, 20'000);
    const auto an_hour = many.begun_in(1h, 20'000);
    EXPECT_NEAR(static_cast<double>(an_hour * 20'000), 3600.0 * announce_budget, 36.0 * announce_budget);
}

TEST(Announcements, HoweverManySharesThereAreEachHasItsTurnBeforeOthersForgetIt) {
    Sharing sharing{50'000};
    (void)sharing.begun_in(10min, cheap_announce_cost);
    EXPECT_GE(sharing.begun_in(announce_cycle, cheap_announce_cost), 49'000);
}

TEST(Announcements, WhatIsNewGoesFirstTheNewestOfItBeforeAllUntilOthersAreUrgent) {
    Announcements announcements;
    ASSERT_TRUE(announcements.enqueue(1, false, epoch));
    ASSERT_TRUE(announcements.enqueue(2, true, epoch));
    ASSERT_TRUE(announcements.enqueue(3, true, epoch));
    EXPECT_EQ(announcements.front(), 3U);
    announcements.pop(epoch + 1s);
    EXPECT_EQ(announcements.front(), 2U);
    ASSERT_TRUE(announcements.enqueue(4, true, epoch + announce_urgent));
    ASSERT_TRUE(announcements.enqueue(5, false, epoch + 1s));
    for (const SearchId expected : {4U, 1U, 2U, 5U}) {
        EXPECT_EQ(announcements.front(), expected);
        announcements.pop(epoch + 2 * announce_urgent);
    }
    EXPECT_FALSE(announcements.front());
}

TEST(Announcements, WithManySharesThreeOfFourBeginWithThoseWhoTookTheLastOne) {
    Sharing sharing{shortcut_shares};
    testing::SeededRandom random{1};
    std::vector<NodeInfo> holders;
    for (std::uint8_t i = 0; i < 8; ++i) {
        holders.push_back({.id = random_id(random), .endpoint = {.address = IpAddress::v4(9, i, 1, 1), .port = 1}});
    }
    auto& announcements = sharing.announcements;
    EXPECT_TRUE(announcements.shortcut(key_of(0)).empty()) << "nobody took it yet";
    for (int round = 0; round < 2; ++round) {
        announcements.taken_by(key_of(0), holders, epoch);
        for (unsigned i = 0; i < max_shortcuts; ++i) EXPECT_EQ(announcements.shortcut(key_of(0)), holders);
        EXPECT_TRUE(announcements.shortcut(key_of(0)).empty()) << "the whole way again";
    }
    holders.resize(enough_holders - 1);
    announcements.taken_by(key_of(0), holders, epoch);
    EXPECT_TRUE(announcements.shortcut(key_of(0)).empty()) << "too few";
    Sharing few{10};
    few.announcements.taken_by(key_of(0), holders, epoch);
    EXPECT_TRUE(few.announcements.shortcut(key_of(0)).empty());
}

/// Nodes of as many networks and one that announces much.
struct Network : VirtualNetwork {
    explicit Network(unsigned count = 30) : VirtualNetwork{11} {
        std::vector<Endpoint> first;
        for (unsigned i = 0; i < count; ++i) {
            const auto where = at(fmt::format("8.{}.{}.1:6881", 1 + i % 200, i / 200).c_str());
            add(where, first);
            if (first.empty()) first.push_back(where);
            busy = where;
        }
        run_for(30s);
    }
    InfoHash key(unsigned number) const {
        InfoHash out;
        out.bytes[0] = static_cast<Byte>(number * 37);
        out.bytes[18] = static_cast<Byte>(number >> 8U);
        out.bytes[19] = static_cast<Byte>(number);
        return out;
    }
    /// Bytes to and from the busy node while so much time passes.
    std::int64_t traffic(Duration span) {
        std::int64_t bytes = 0;
        tap = [&](const Endpoint& from, const Endpoint& to, BytesView datagram) {
            if (from == busy || to == busy) bytes += static_cast<std::int64_t>(datagram.size() + 28);
        };
        run_for(span);
        tap = {};
        return bytes;
    }
    Endpoint busy;
};

TEST(Announcements, TwoThousandSharesAreAnnouncedWithinTheBudgetAndASearchPassesThem) {
    Network network;
    std::vector<SearchId> announced;
    for (unsigned i = 0; i < 2000; ++i) announced.push_back(network.announce(network.busy, network.key(i), 4000));
    const auto result = network.run_search(network.busy, network.find(network.busy, network.key(5000)));
    ASSERT_TRUE(result);
    EXPECT_LT(result->took, 3s);
    const auto bytes = network.traffic(10min);
    EXPECT_LT(bytes, 600 * 40'000);
    EXPECT_GT(bytes, 600 * 20'000) << "the budget is there to be used";
}

TEST(Announcements, WhatWasSharedLastIsAnnouncedBeforeTheRestOfARestart) {
    Network network;
    std::vector<SearchId> announced;
    for (unsigned i = 0; i < 500; ++i) announced.push_back(network.announce(network.busy, network.key(i), 4000));
    network.run_for(1min);
    const auto fresh = network.announce(network.busy, network.key(600), 4000);
    network.run_for(10s);
    EXPECT_TRUE(network.results.contains({network.busy, fresh}));
    EXPECT_FALSE(network.results.contains({network.busy, announced.at(100)}));
}

}  // namespace
}  // namespace shoal::dht
