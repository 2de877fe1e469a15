#include <cmath>

#include <QApplication>
#include <QMouseEvent>
#include <QTest>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/cell_bar.h"
#include "gui/speed_graph.h"
#include "gui/theme.h"
#include "tests/gui/golden.h"

namespace shoal::gui {
namespace {

using testing::ElementsAre;

/// Light, or dark as long as it lives.
class InTheDark {
public:
    InTheDark() { apply_appearance(*qApp, Appearance::dark); }
    ~InTheDark() { apply_appearance(*qApp, Appearance::light); }
};

QImage picture_at_ratio_2(QWidget& widget) {
    QImage out{widget.size() * 2, QImage::Format_ARGB32};
    out.setDevicePixelRatio(2);
    out.fill(widget.palette().color(QPalette::Window));
    widget.render(&out);
    out.setDevicePixelRatio(1);
    return out;
}

Bytes bytes_of(std::initializer_list<int> values) {
    Bytes out;
    for (const auto value : values) out.push_back(static_cast<Byte>(value));
    return out;
}

/// 600 chunks: the first third is here, then every second of some, then a part that nobody has.
Bytes some_have() {
    Bytes out;
    for (int i = 0; i < 600; ++i) out.push_back(i < 200 || (i > 260 && i < 420 && i % 16 < 8) ? Byte{255} : Byte{0});
    for (std::size_t i = 440; i < 470; ++i) out[i] = Byte{90};
    return out;
}

Bytes some_peers() {
    Bytes out;
    for (int i = 0; i < 600; ++i) out.push_back(static_cast<Byte>(i >= 480 && i < 540 ? 0 : 1 + i / 75 % 5));
    return out;
}

SpeedSeries some_series(std::size_t samples) {
    SpeedSeries out{.span = SpeedSpan::minute, .samples = {}};
    for (std::size_t i = 0; i < samples; ++i) {
        const auto x = static_cast<double>(i);
        out.samples.push_back({(2.2 + std::sin(x / 7)) * 1024 * 1024, (0.6 + 0.4 * std::cos(x / 4)) * 1024 * 1024});
    }
    return out;
}

TEST(CellBar, SqueezesCellsToTheWidthWithoutSayingMoreThanIsThere) {
    EXPECT_THAT(mean_cells(bytes_of({255, 255, 255, 254}), 2), ElementsAre(255, 254));
    EXPECT_THAT(mean_cells(bytes_of({0, 0, 0, 1}), 2), ElementsAre(0, 1));
    EXPECT_THAT(mean_cells(bytes_of({255, 0}), 4), ElementsAre(255, 255, 0, 0));
    EXPECT_THAT(mean_cells({}, 2), ElementsAre(0, 0));
    EXPECT_THAT(least_cells(bytes_of({4, 2, 7, 9}), 2), ElementsAre(2, 7));
}

TEST(CellBar, SaysInWordsWhatItShows) {
    ChunkMapBar map;
    EXPECT_EQ(map.accessibleDescription(), QStringLiteral("Not known yet"));
    map.set_have(bytes_of({255, 254, 255}));
    EXPECT_EQ(map.accessibleDescription(), QStringLiteral("2 of 3 parts are whole"));
    AvailabilityBar peers;
    peers.set_peers(bytes_of({3, 2}), bytes_of({0, 0}));
    EXPECT_EQ(peers.accessibleDescription(), QStringLiteral("Every part is with at least 2 peers"));
    peers.set_peers(bytes_of({3, 0}), bytes_of({0, 0}));
    EXPECT_EQ(peers.accessibleDescription(), QStringLiteral("Some parts are with no peer"));
}

TEST(CellBar, LooksAsDrawn) {
    ChunkMapBar map;
    map.resize(400, 24);
    map.set_have(some_have());
    EXPECT_TRUE(is_golden(picture_of(map), QStringLiteral("chunk_map_light")));
    EXPECT_TRUE(is_golden(picture_at_ratio_2(map), QStringLiteral("chunk_map_ratio_2")));
    map.setLayoutDirection(Qt::RightToLeft);
    EXPECT_TRUE(is_golden(picture_of(map), QStringLiteral("chunk_map_right_to_left")));
}

TEST(CellBar, LooksAsDrawnInTheDark) {
    const InTheDark dark;
    ChunkMapBar map;
    map.resize(400, 24);
    map.set_have(some_have());
    EXPECT_TRUE(is_golden(picture_of(map), QStringLiteral("chunk_map_dark")));
}

TEST(AvailabilityBar, LooksAsDrawn) {
    AvailabilityBar bar;
    bar.resize(400, 10);
    bar.set_peers(some_peers(), some_have());
    EXPECT_TRUE(is_golden(picture_of(bar), QStringLiteral("availability_light")));
    EXPECT_TRUE(is_golden(picture_at_ratio_2(bar), QStringLiteral("availability_ratio_2")));
    bar.setLayoutDirection(Qt::RightToLeft);
    EXPECT_TRUE(is_golden(picture_of(bar), QStringLiteral("availability_right_to_left")));
}

TEST(AvailabilityBar, LooksAsDrawnInTheDark) {
    const InTheDark dark;
    AvailabilityBar bar;
    bar.resize(400, 10);
    bar.set_peers(some_peers(), some_have());
    EXPECT_TRUE(is_golden(picture_of(bar), QStringLiteral("availability_dark")));
}

TEST(AvailabilityBar, ShowsAsMissingOnlyWhatIsNotHereEither) {
    AvailabilityBar bar;
    bar.resize(40, 10);
    bar.set_peers(bytes_of({0, 0}), bytes_of({255, 0}));
    const auto seen = picture_of(bar);
    const auto& ink = colours(bar.palette());
    EXPECT_EQ(seen.pixelColor(10, 5), ink.track);
    EXPECT_GT(seen.pixelColor(30, 5).red(), seen.pixelColor(30, 5).green() + 50);
}

TEST(SpeedGraph, HasRoundNumbersOnItsAxis) {
    EXPECT_EQ(round_rate(0), 1.0);
    EXPECT_EQ(round_rate(900), 1024.0);
    EXPECT_EQ(round_rate(3 * 1024), 5.0 * 1024);
    EXPECT_EQ(round_rate(2.5 * 1024 * 1024), 5.0 * 1024 * 1024);
    EXPECT_EQ(round_rate(700 * 1024), 1024.0 * 1024);
}

TEST(SpeedGraph, LooksAsDrawn) {
    SpeedGraph graph;
    graph.resize(520, 200);
    graph.set_series(some_series(60));
    EXPECT_TRUE(is_golden(picture_of(graph), QStringLiteral("speed_graph_light")));
    EXPECT_TRUE(is_golden(picture_at_ratio_2(graph), QStringLiteral("speed_graph_ratio_2")));
    graph.set_series(some_series(25));
    EXPECT_TRUE(is_golden(picture_of(graph), QStringLiteral("speed_graph_young")));
    graph.setLayoutDirection(Qt::RightToLeft);
    EXPECT_TRUE(is_golden(picture_of(graph), QStringLiteral("speed_graph_right_to_left")));
}

TEST(SpeedGraph, LooksAsDrawnInTheDark) {
    const InTheDark dark;
    SpeedGraph graph;
    graph.resize(520, 200);
    graph.set_series(some_series(60));
    EXPECT_TRUE(is_golden(picture_of(graph), QStringLiteral("speed_graph_dark")));
}

TEST(SpeedGraph, ShowsTheValuesUnderThePointer) {
    SpeedGraph graph;
    graph.resize(520, 200);
    graph.set_series(some_series(30));
    QMouseEvent move{QEvent::MouseMove, QPointF{505, 80}, QPointF{505, 80}, Qt::NoButton, Qt::NoButton, {}};
    QApplication::sendEvent(&graph, &move);
    ASSERT_TRUE(graph.pointed());
    EXPECT_NEAR(graph.pointed()->down, some_series(30).samples.back().down, 200'000);
    EXPECT_TRUE(is_golden(picture_of(graph), QStringLiteral("speed_graph_pointed")));
    QMouseEvent before{QEvent::MouseMove, QPointF{90, 80}, QPointF{90, 80}, Qt::NoButton, Qt::NoButton, {}};
    QApplication::sendEvent(&graph, &before);
    EXPECT_FALSE(graph.pointed()) << "there is nothing that far back";
    QEvent leave{QEvent::Leave};
    QApplication::sendEvent(&graph, &leave);
    EXPECT_FALSE(graph.pointed());
}

TEST(SpeedGraph, IsReadWithTheKeyboardToo) {
    SpeedGraph graph;
    graph.resize(520, 200);
    EXPECT_EQ(graph.accessibleDescription(), QStringLiteral("Nothing was measured yet"));
    graph.set_series({.span = SpeedSpan::minute, .samples = {{1024, 0}, {2048, 512}}});
    EXPECT_EQ(graph.accessibleDescription(), QStringLiteral("now: down 2.0 KiB/s, up 512 bytes/s"));
    QTest::keyClick(&graph, Qt::Key_Left);
    QTest::keyClick(&graph, Qt::Key_Left);
    EXPECT_EQ(graph.accessibleDescription(), QStringLiteral("1 s ago: down 1.0 KiB/s, up nothing"));
}

}  // namespace
}  // namespace shoal::gui
