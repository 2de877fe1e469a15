#include "gui/speed_history.h"

#include <gtest/gtest.h>

#include "tests/gui/fake_client.h"

namespace shoal::gui {
namespace {

TEST(SpeedLine, AveragesOverEachStep) {
    SpeedLine line{10'000};
    line.set(10'000, 1000, 0);
    line.set(11'500, 3000, 500);
    const auto seen = line.series(SpeedSpan::minute, 13'000).samples;
    ASSERT_EQ(seen.size(), 3U);
    EXPECT_NEAR(seen[0].down, 1000, 1);
    EXPECT_NEAR(seen[1].down, 2000, 1);
    EXPECT_NEAR(seen[1].up, 250, 1);
    EXPECT_NEAR(seen[2].down, 3000, 1);
}

TEST(SpeedLine, KeepsTheSameTrafficInEveryResolution) {
    SpeedLine line{0};
    for (std::int64_t now = 0; now < 600'000; now += 700) line.set(now, 100.0 * static_cast<double>(now % 5000), 7);
    for (const auto span : {SpeedSpan::ten_minutes, SpeedSpan::hour, SpeedSpan::day}) {
        double bytes = 0;
        const auto seen = line.series(span, 600'000).samples;
        for (const auto& sample : seen) bytes += sample.down * static_cast<double>(step_of(span)) / 1000;
        EXPECT_NEAR(bytes, 146.4e6, 1.5e6) << static_cast<int>(span);
    }
}

TEST(SpeedLine, ForgetsWhatIsOlderThanItsSpan) {
    SpeedLine line{0};
    line.set(0, 5000, 0);
    line.set(1'000, 0, 0);
    const auto minute = line.series(SpeedSpan::minute, 200'000).samples;
    EXPECT_EQ(minute.size(), 60U);
    for (const auto& sample : minute) EXPECT_EQ(sample.down, 0);
    EXPECT_GT(line.series(SpeedSpan::ten_minutes, 200'000).samples.front().down, 0);
    // A jump far beyond all rings leaves nothing of before.
    for (const auto& sample : line.series(SpeedSpan::day, 400'000'000).samples) EXPECT_EQ(sample.down, 0);
}

TEST(SpeedLine, FillsALongSilenceWithTheRateThatHeld) {
    SpeedLine line{0};
    line.set(0, 800, 80);
    const auto seen = line.series(SpeedSpan::hour, 3'600'000).samples;
    ASSERT_EQ(seen.size(), 120U);
    for (const auto& sample : seen) EXPECT_NEAR(sample.down, 800, 1);
}

class SpeedHistoryTest : public testing::Test {
protected:
    SpeedHistoryTest() {
        client.answer<ListShares>([](const ListShares&) { return ShareList{}; });
        client.become_ready();
        FakeClient::settle();
    }
    void rates(const std::string& tag, std::uint64_t down, std::uint64_t up) {
        auto share = a_share(tag);
        share.rate_down = down;
        share.rate_up = up;
        client.say(SharesChanged{.shares = {share}, .tags = {tag}});
    }
    double last(const std::string& tag) {
        const auto seen = history.series(tag, SpeedSpan::minute).samples;
        return seen.empty() ? -1 : seen.back().down;
    }
    FakeClient client;
    ShareStore store{client};
    std::int64_t now = 5'000;
    SpeedHistory history{client, store, nullptr, [this] { return now; }};
};

TEST_F(SpeedHistoryTest, KeepsSharesThatMovedAndAllTogether) {
    rates("aaaaaaaa", 1000, 10);
    rates("bbbbbbbb", 500, 0);
    rates("cccccccc", 0, 0);
    now += 1'000;
    EXPECT_NEAR(last("aaaaaaaa"), 1000, 1);
    EXPECT_NEAR(last(""), 1500, 1);
    EXPECT_EQ(history.shares(), 2U);
    EXPECT_EQ(last("cccccccc"), -1);
    rates("aaaaaaaa", 0, 0);
    client.say(ShareRemoved{.tag = "bbbbbbbb"});
    now += 1'000;
    EXPECT_NEAR(last(""), 0, 1);
    EXPECT_EQ(history.shares(), 1U);
}

TEST_F(SpeedHistoryTest, ForgetsTheQuietestOfTooMany) {
    for (std::size_t i = 0; i < SpeedHistory::max_shares + 5; ++i) {
        rates("share " + std::to_string(i), 10, 0);
        if (i == 3) rates("share 3", 0, 0);
        now += 10;
    }
    EXPECT_EQ(history.shares(), SpeedHistory::max_shares);
    EXPECT_EQ(last("share 3"), -1);
    now += 2'000;
    EXPECT_NEAR(last(""), 10.0 * (SpeedHistory::max_shares + 4), 1) << "the sum is of all that move";
}

TEST_F(SpeedHistoryTest, FallsSilentWithTheConnection) {
    rates("aaaaaaaa", 1000, 0);
    client.set_connection({.state = Connection::State::lost, .remote = true, .where = {}, .problem = {}});
    now += 2'000;
    EXPECT_NEAR(last("aaaaaaaa"), 0, 1);
    EXPECT_NEAR(last(""), 0, 1);
}

}  // namespace
}  // namespace shoal::gui
