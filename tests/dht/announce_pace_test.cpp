#include "dht/announce_pace.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::at;
using testing::epoch;
using testing::VirtualNetwork;

/// Begins announcements of `shares` that cost `bytes` each whenever one may, for `span`; how many began.
std::int64_t begun_in(AnnouncePace& pace, Instant from, Duration span, std::size_t shares, std::int64_t bytes) {
    std::int64_t count = 0;
    for (Instant now = from; now < from + span; now = std::max(now, pace.next(now))) {
        pace.begun(now, shares);
        pace.ended(bytes);
        ++count;
    }
    return count;
}

TEST(AnnouncePace, AFewSharesAreAnnouncedAtOnceAndManyWithinTheBudget) {
    AnnouncePace pace;
    EXPECT_GE(begun_in(pace, epoch, 1ns, 16, 20'000), 10);
    AnnouncePace busy;
    (void)begun_in(busy, epoch, 10min, 1000, 20'000);
    const auto an_hour = begun_in(busy, epoch + 10min, 1h, 1000, 20'000);
    EXPECT_NEAR(static_cast<double>(an_hour * 20'000), 3600.0 * announce_budget, 36.0 * announce_budget);
}

TEST(AnnouncePace, HoweverManySharesThereAreEachHasItsTurnBeforeOthersForgetIt) {
    AnnouncePace pace;
    (void)begun_in(pace, epoch, 10min, 50'000, 7'000);
    EXPECT_GE(begun_in(pace, epoch + 10min, announce_cycle, 50'000, 7'000), 49'000);
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

TEST(AnnouncePace, TwoThousandSharesAreAnnouncedWithinTheBudgetAndASearchPassesThem) {
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

TEST(AnnouncePace, WhatWasSharedLastIsAnnouncedBeforeTheRestOfARestart) {
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
