// What is asked for first when somebody waits for it, and of whom.

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/transfer/memory_store.h"
#include "tests/transfer/seeded_random.h"
#include "transfer/downloads.h"
#include "transfer/hash_fetch.h"
#include "transfer/limits.h"

namespace shoal::test {
namespace {

constexpr std::uint32_t count = 40;

struct UrgentTest : testing::Test {
    Content content = make_content(1, {count * crypto::chunk_size});
    SeededRandom random{1};
    Downloads downloads{*content.manifest, random, Bitmap{count, true}};
    Downloads::PeerMap peers;
    SwarmPeer& a = add(LinkId{1});
    SwarmPeer& b = add(LinkId{2});
    SwarmPeer& c = add(LinkId{3});
    Instant now = Instant{} + 1000s;
    Urgency urgency;
    std::uint64_t wasted = 0;

    void SetUp() override {
        for (std::uint32_t i = 0; i < count; ++i) downloads.want(ChunkIndex{i});
    }
    SwarmPeer& add(LinkId link) {
        auto& peer = peers[link];
        peer.link = link;
        peer.have = Bitmap{count, true};
        return peer;
    }
    void await(std::vector<std::uint32_t> chunks, bool awaited = true) {
        std::vector<Urgent> all;
        for (std::size_t i = 0; i < chunks.size(); ++i) {
            all.push_back({ChunkIndex{chunks[i]}, now + static_cast<int>(i) * 1ms, awaited});
        }
        urgency.set(all);
    }
    /// What is asked for now because it is urgent, in order.
    std::vector<std::uint32_t> hurried() {
        std::vector<std::uint32_t> out;
        while (auto hurry = downloads.next_hurry(now, peers, urgency)) {
            if (hurry->ask) out.push_back(raw(*hurry->ask));
        }
        return out;
    }
    void fill(SwarmPeer& peer) {
        while (downloads.next_ask(now, peer, peers, {})) continue;
    }
    /// A piece of the chunk, as its owner sends it.
    std::optional<Downloads::Arrived> send(SwarmPeer& from, std::uint32_t chunk, std::uint32_t at) {
        const Bytes data = content.chunk(ChunkIndex{chunk});
        const auto piece = BytesView{data}.subspan(at, limits::data_bytes);
        auto taken = downloads.received(now, from, peers, {0, wire::Space::files, chunk, at, piece}, wasted);
        EXPECT_TRUE(taken.has_value());
        return taken ? std::move(*taken) : std::nullopt;
    }
    std::optional<Downloads::Arrived> send_all(SwarmPeer& from, std::uint32_t chunk) {
        std::optional<Downloads::Arrived> arrived;
        for (std::uint32_t at = 0; at < crypto::chunk_size; at += limits::data_bytes) arrived = send(from, chunk, at);
        return arrived;
    }
};

TEST_F(UrgentTest, WhatIsUrgentIsAskedForInTheOrderOfItsDates) {
    await({31, 7, 12}, false);
    EXPECT_EQ(hurried(), (std::vector<std::uint32_t>{31, 7, 12}));
    for (const auto* peer : {&a, &b, &c}) EXPECT_EQ(peer->in_flight.size(), 1U) << "each was the soonest once";
}

TEST_F(UrgentTest, ADateThatIsNamedTwiceIsTheEarlier) {
    urgency.set({{ChunkIndex{5}, now + 3s, true}, {ChunkIndex{6}, now + 2s, false}, {ChunkIndex{5}, now + 1s, false}});
    ASSERT_EQ(urgency.in_order().size(), 2U);
    EXPECT_EQ(urgency.in_order()[0].chunk, ChunkIndex{5});
    EXPECT_TRUE(urgency.is_awaited(ChunkIndex{5}));
    EXPECT_FALSE(urgency.is_awaited(ChunkIndex{6}));
}

TEST_F(UrgentTest, ThePeerThatIsLikelyToBeDoneFirstIsAsked) {
    for (auto* slow : {&a, &c}) slow->window.arrived(now, now - 8s, now - 8s, crypto::chunk_size);
    for (int i = 0; i < 8; ++i) b.window.arrived(now, now - 10ms, now - 10ms, crypto::chunk_size);
    await({3});
    EXPECT_EQ(hurried(), std::vector<std::uint32_t>{3});
    EXPECT_TRUE(b.in_flight.contains(3));
}

TEST_F(UrgentTest, ReadAheadKeepsWithinTheWindowAndWhatIsAwaitedGoesBeyondIt) {
    peers.erase(LinkId{2});
    peers.erase(LinkId{3});
    fill(a);
    std::vector<std::uint32_t> missing;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (!a.in_flight.contains(i)) missing.push_back(i);
    }
    await(missing, false);
    EXPECT_TRUE(hurried().empty());
    await(missing);
    const auto asked = hurried();
    EXPECT_EQ(asked.size(), limits::urgent_beyond_window / crypto::chunk_size);
    EXPECT_EQ(asked.front(), missing.front());
}

TEST_F(UrgentTest, WhatOnlyWaitsInThePeersQueueIsPutOffForWhatIsAwaited) {
    peers.erase(LinkId{2});
    peers.erase(LinkId{3});
    fill(a);
    ASSERT_EQ(a.in_flight.size(), 4U);
    const auto begun = a.in_flight.begin()->first;
    send(a, begun, 0);
    std::uint32_t wish = 0;
    while (a.in_flight.contains(wish)) ++wish;
    await({wish});
    const auto hurry = downloads.next_hurry(now, peers, urgency);
    ASSERT_TRUE(hurry && hurry->ask);
    EXPECT_EQ(hurry->put_off.size(), 3U);
    EXPECT_EQ(std::ranges::find(hurry->put_off, begun), hurry->put_off.end()) << "half of it has come";
    for (const auto chunk : hurry->put_off) EXPECT_TRUE(downloads.picker().is_candidate(ChunkIndex{chunk}));
    downloads.rejected(a, hurry->put_off[0], now + 1s);
    EXPECT_FALSE(a.refused.contains(hurry->put_off[0])) << "it only did as it was told";
    EXPECT_TRUE(send_all(a, hurry->put_off[1])) << "it was on its way already, and is missing";
    EXPECT_EQ(wasted, 0U);
}

TEST_F(UrgentTest, WhatWasPutOffAndCameFromElsewhereIsWaste) {
    peers.erase(LinkId{3});
    fill(a);
    await({39});
    b.silent = true;  // so that `a` is asked
    const auto hurry = downloads.next_hurry(now, peers, urgency);
    ASSERT_TRUE(hurry);
    ASSERT_FALSE(hurry->put_off.empty());
    b.silent = false;
    const auto chunk = hurry->put_off.front();
    while (!b.in_flight.contains(chunk)) {
        const auto next = downloads.next_ask(now, b, peers, {});
        ASSERT_TRUE(next);
        if (raw(*next) == chunk) break;
        ASSERT_TRUE(send_all(b, raw(*next)));
    }
    ASSERT_TRUE(send_all(b, chunk));
    downloads.settled(ChunkIndex{chunk}, true);
    EXPECT_FALSE(send_all(a, chunk));
    EXPECT_EQ(wasted, crypto::chunk_size);
}

TEST_F(UrgentTest, WhatIsAwaitedAndLateIsAskedOfASecondPeerAndOfNoThird) {
    await({20});
    ASSERT_EQ(hurried().size(), 1U);
    EXPECT_TRUE(hurried().empty()) << "it was asked for just now";
    const auto late = downloads.hurry_at(now, peers, urgency);
    ASSERT_TRUE(late);
    now = *late;
    EXPECT_EQ(hurried(), std::vector<std::uint32_t>{20});
    EXPECT_FALSE(downloads.hurry_at(now, peers, urgency));
    now += 1min;
    EXPECT_TRUE(hurried().empty());
    const auto arrived = send_all(b, 20);
    ASSERT_TRUE(arrived);
    EXPECT_EQ(arrived->cancel.size(), 1U);
}

TEST_F(UrgentTest, OnlyAFewAreAskedForTwiceAtATime) {
    std::vector<std::uint32_t> all;
    for (std::uint32_t i = 0; i < 12; ++i) all.push_back(i);
    await(all);
    ASSERT_EQ(hurried().size(), all.size());
    now += 1min;
    EXPECT_EQ(hurried().size(), limits::urgent_asked_twice);
}

TEST_F(UrgentTest, ReadAheadIsNotAskedForTwice) {
    await({1, 2, 3}, false);
    ASSERT_EQ(hurried().size(), 3U);
    now += 1min;
    EXPECT_TRUE(hurried().empty());
}

TEST_F(UrgentTest, WhatOneRefusesIsAskedOfAnotherAtOnce) {
    await({9});
    ASSERT_EQ(hurried().size(), 1U);
    auto& first = a.in_flight.contains(9) ? a : b.in_flight.contains(9) ? b : c;
    downloads.rejected(first, 9, now + limits::urgent_refused_for);
    EXPECT_EQ(hurried(), std::vector<std::uint32_t>{9});
    EXPECT_FALSE(first.in_flight.contains(9));
}

TEST_F(UrgentTest, WhatTheOnlyPeerRefusesIsAskedOfItAgainSoon) {
    peers.erase(LinkId{2});
    peers.erase(LinkId{3});
    await({9});
    ASSERT_EQ(hurried().size(), 1U);
    downloads.rejected(a, 9, now + limits::urgent_refused_for);
    EXPECT_TRUE(hurried().empty());
    now += limits::urgent_refused_for;
    EXPECT_EQ(hurried(), std::vector<std::uint32_t>{9});
}

TEST_F(UrgentTest, WhatWasAskedForBeforeAnybodyWaitedGoesBeforeWhatWasAskedForWithIt) {
    peers.erase(LinkId{2});
    peers.erase(LinkId{3});
    fill(a);
    const auto last = a.in_flight.rbegin()->first;
    await({last});
    const auto hurry = downloads.next_hurry(now, peers, urgency);
    ASSERT_TRUE(hurry);
    EXPECT_FALSE(hurry->ask);
    EXPECT_EQ(hurry->put_off.size(), 3U);
    EXPECT_FALSE(downloads.next_hurry(now, peers, urgency)) << "once";
}

TEST_F(UrgentTest, ASilentOwnerIsNotWaitedFor) {
    await({4});
    ASSERT_EQ(hurried().size(), 1U);
    for (auto* peer : {&a, &b, &c}) peer->silent = peer->in_flight.contains(4);
    EXPECT_EQ(hurried(), std::vector<std::uint32_t>{4});
}

TEST(UrgentHashes, TheBlockOfWhatIsAwaitedIsAskedForBeforeAllOthersAndBeyondTheRoomForThem) {
    const auto content = make_content(2, {12 * chunks_per_hash_block * 16});  // its size tells; no byte is looked at
    ManifestContent big{
        .name = "big", .single = false, .salt = {}, .files = {}, .directories = {}, .comment = {}, .created = {}};
    big.files.push_back({.path = {"f"},
                         .size = std::uint64_t{40} * chunks_per_hash_block * crypto::chunk_size,
                         .root = content.manifest->files()[0].root,
                         .executable = false});
    const auto manifest = Manifest::make(std::move(big)).value();
    HashFetch fetch{manifest};
    for (std::uint32_t block = 0; block < 40; ++block) fetch.want(FileIndex{0}, block);
    SwarmPeer peer;
    peer.have = Bitmap{manifest.chunk_count(), true};
    const Instant now = Instant{} + 1000s;
    while (fetch.next_ask(now, peer)) continue;
    EXPECT_EQ(peer.hashes_asked.size(), limits::hash_blocks_in_flight);
    fetch.set_urgent({{FileIndex{0}, 37}, {FileIndex{0}, 3}});
    const auto asked = fetch.next_ask(now, peer);
    ASSERT_TRUE(asked);
    EXPECT_EQ(asked->block, 37U);
    EXPECT_FALSE(fetch.next_ask(now, peer)) << "the other is under way";
}

}  // namespace
}  // namespace shoal::test
