#include "transfer/downloads.h"

#include <gtest/gtest.h>

#include "tests/transfer/memory_store.h"
#include "tests/transfer/seeded_random.h"
#include "transfer/limits.h"

namespace shoal::test {
namespace {

/// Two peers that have the one chunk of a share.
struct DownloadsTest : testing::Test {
    Content content = make_content(1, {crypto::chunk_size});
    SeededRandom random{1};
    Downloads downloads{*content.manifest, random, Bitmap{content.manifest->chunk_count(), true}};
    Downloads::PeerMap peers;
    SwarmPeer& a = add(LinkId{1});
    SwarmPeer& b = add(LinkId{2});
    Instant now = Instant{} + 1000s;
    std::uint64_t wasted = 0;

    SwarmPeer& add(LinkId link) {
        auto& peer = peers[link];
        peer.link = link;
        peer.have = Bitmap{1, true};
        return peer;
    }
    /// All of the chunk; what the last piece of it brought.
    std::optional<Downloads::Arrived> send_all(SwarmPeer& from) {
        const Bytes data = content.chunk(ChunkIndex{0});
        std::optional<Downloads::Arrived> arrived;
        for (std::uint32_t at = 0; at < data.size(); at += limits::data_bytes) {
            const auto piece = BytesView{data}.subspan(at, limits::data_bytes);
            auto taken = downloads.received(now, from, peers, {0, wire::Space::files, 0, at, piece}, wasted);
            EXPECT_TRUE(taken.has_value());
            if (taken) arrived = std::move(*taken);
        }
        return arrived;
    }
};

TEST_F(DownloadsTest, AChunkThatWasCancelledIsNotAskedOfTheSamePeerAgainWhileItMayStillCome) {
    downloads.want(ChunkIndex{0});
    ASSERT_TRUE(downloads.next_ask(now, a, peers, {}));
    a.silent = true;
    ASSERT_TRUE(downloads.next_ask(now, b, peers, {}));
    const auto arrived = send_all(b);
    ASSERT_TRUE(arrived);
    EXPECT_EQ(arrived->cancel, std::vector{LinkId{1}});
    downloads.settled(ChunkIndex{0}, false);  // the disk said no
    a.silent = false;
    ASSERT_TRUE(downloads.next_ask(now, b, peers, {}));
    b.silent = true;
    EXPECT_FALSE(downloads.next_ask(now, a, peers, {}));
    EXPECT_EQ(a.asked_bytes, crypto::chunk_size);
    EXPECT_FALSE(send_all(a));  // what was cancelled comes late: no fault, but waste
    EXPECT_EQ(wasted, crypto::chunk_size);
    EXPECT_EQ(a.asked_bytes, 0U);
    EXPECT_TRUE(downloads.next_ask(now, a, peers, {}));
}

/// Asked of `a` and cancelled there, since `b` sent it; what `b` sent was wrong, and `b` is silent now.
struct CancelledInVain : DownloadsTest {
    void SetUp() override {
        downloads.want(ChunkIndex{0});
        ASSERT_TRUE(downloads.next_ask(now, a, peers, {}));
        a.silent = true;
        ASSERT_TRUE(downloads.next_ask(now, b, peers, {}));
        ASSERT_TRUE(send_all(b));
        downloads.settled(ChunkIndex{0}, false);
        a.silent = false;
        b.silent = true;
        ASSERT_FALSE(downloads.next_ask(now, a, peers, {})) << "it is still under way";
    }
};

TEST_F(CancelledInVain, AChunkIsAskedAgainOfThePeerWhoseCopyCameToTheEnd) {
    EXPECT_FALSE(send_all(a));
    EXPECT_TRUE(downloads.next_ask(now, a, peers, {}));
}

TEST_F(CancelledInVain, AChunkIsAskedAgainOfThePeerThatConfirmedTheCancel) {
    downloads.rejected(a, 0, now + limits::refused_for);
    EXPECT_FALSE(downloads.next_ask(now, a, peers, {})) << "it said no just now";
    now += limits::refused_for;
    EXPECT_TRUE(downloads.next_ask(now, a, peers, {}));
}

TEST_F(DownloadsTest, AChunkThatCrawlsIsAskedOfAnotherWhoIsIdleAtTheEnd) {
    downloads.want(ChunkIndex{0});
    ASSERT_TRUE(downloads.next_ask(now, a, peers, {}));
    const Bytes data = content.chunk(ChunkIndex{0});
    const auto piece = [&](std::uint32_t number) {
        const auto at = number * limits::data_bytes;
        const auto bytes = BytesView{data}.subspan(at, limits::data_bytes);
        EXPECT_TRUE(downloads.received(now, a, peers, {0, wire::Space::files, 0, at, bytes}, wasted));
    };
    piece(0);
    EXPECT_FALSE(downloads.next_ask(now, b, peers, {})) << "it has only begun";
    now += 3s;
    piece(1);
    EXPECT_TRUE(downloads.next_ask(now, b, peers, {})) << "7 seconds more at this pace";
}

TEST_F(DownloadsTest, AChunkThatComesAtAGoodPaceIsAskedOnce) {
    downloads.want(ChunkIndex{0});
    ASSERT_TRUE(downloads.next_ask(now, a, peers, {}));
    const Bytes data = content.chunk(ChunkIndex{0});
    for (std::uint32_t at = 0; at < 5 * limits::data_bytes; at += limits::data_bytes) {
        const auto bytes = BytesView{data}.subspan(at, limits::data_bytes);
        EXPECT_TRUE(downloads.received(now, a, peers, {0, wire::Space::files, 0, at, bytes}, wasted));
        now += 700ms;
        EXPECT_FALSE(downloads.next_ask(now, b, peers, {}));
    }
}

}  // namespace
}  // namespace shoal::test
