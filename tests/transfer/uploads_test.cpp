// What peers asked for and how it goes out.

#include "transfer/uploads.h"

#include <gtest/gtest.h>

#include "tests/transfer/memory_store.h"
#include "tests/transfer/seeded_random.h"
#include "transfer/limits.h"

namespace shoal::test {
namespace {

/// One peer that asks; disk and link answer when the test says so.
struct UploadsTest : testing::Test, Uploads::Outlet {
    static constexpr std::uint32_t count = 200;
    Content content = make_content(1, {count * crypto::chunk_size});
    SeededRandom random{1};
    RateLimit limit{0};
    Uploads uploads{content.manifest, random, limit};
    Uploads::PeerMap peers;
    SwarmPeer& peer = peers[LinkId{1}];
    Bitmap have{count, true};
    Instant now = Instant{} + 1000s;
    std::vector<ChunkIndex> reading;
    std::vector<std::uint32_t> rejected;
    std::vector<std::uint32_t> sent;

    void SetUp() override {
        peer.link = LinkId{1};
        peer.have = Bitmap{count, true};  // complete: the rule of a lone origin does not hold
    }
    void send(const SwarmPeer&, const wire::Message& message) override {
        if (const auto* reject = std::get_if<wire::Reject>(&message)) {
            EXPECT_EQ(reject->reason, wire::Refusal::cancelled);
            rejected.push_back(reject->chunk);
        }
    }
    void send_data(const SwarmPeer&, const wire::Data& data) override {
        if (data.offset == 0) sent.push_back(data.chunk);
    }
    std::size_t queued(const SwarmPeer&) const override { return is_link_full ? limits::send_queue_bytes : 0; }
    void read(LinkId, ChunkIndex chunk) override { reading.push_back(chunk); }

    void ask(std::uint32_t first, std::uint32_t number) {
        wire::Ask ask;
        for (std::uint32_t i = 0; i < number; ++i) ask.chunks.push_back(first + i);
        EXPECT_TRUE(uploads.asked(peer, ask, *this));
        uploads.pump(now, peers, have, *this);
    }
    void cancel(std::uint32_t chunk) {
        wire::Cancel cancel;
        cancel.chunks.push_back(chunk);
        uploads.cancelled(peer, cancel, *this);
    }
    void disk_answers() {
        for (const auto chunk : std::exchange(reading, {})) {
            uploads.was_read(now, peers, LinkId{1}, chunk, std::make_shared<const Bytes>(content.chunk(chunk)), have,
                             *this);
        }
    }
    bool is_link_full = false;
};

TEST_F(UploadsTest, WhatIsCancelledBeforeItWasBegunIsNotSentThoughItWasBeingRead) {
    ask(0, 3);
    ASSERT_EQ(reading.size(), 3U);
    cancel(0);
    cancel(2);
    EXPECT_EQ(rejected, (std::vector<std::uint32_t>{0, 2}));
    disk_answers();
    EXPECT_EQ(sent, std::vector<std::uint32_t>{1});
}

TEST_F(UploadsTest, WhatWasAskedForLaterGoesFirstWhenTheRestIsCancelled) {
    ask(0, 8);
    is_link_full = true;
    disk_answers();
    ask(100, 1);
    for (std::uint32_t i = 0; i < 8; ++i) cancel(i);
    is_link_full = false;
    uploads.pump(now, peers, have, *this);
    disk_answers();
    EXPECT_EQ(sent, std::vector<std::uint32_t>{100});
}

TEST_F(UploadsTest, WhoAsksOnlyToCancelGetsWhatItAskedForAfterAWhile) {
    constexpr auto tries = 3 * limits::cancelled_reads / crypto::chunk_size;
    for (std::uint32_t i = 0; i < tries; ++i) {
        ask(i, 1);
        cancel(i);
        disk_answers();
    }
    EXPECT_LE(rejected.size(), limits::cancelled_reads / crypto::chunk_size + 1 + sent.size());
    EXPECT_GE(sent.size(), tries / 3);
}

}  // namespace
}  // namespace shoal::test
