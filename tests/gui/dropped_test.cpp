#include "gui/dropped.h"

#include <QMimeData>
#include <QUrl>

#include <gtest/gtest.h>

#include "tests/gui/a_link.h"

namespace shoal::gui {
namespace {

TEST(DroppedTest, TakesFilesOfThisComputerOnceEach) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/home/iris/holiday photos")),
                  QUrl::fromLocalFile(QStringLiteral("/home/iris/100% #1?.txt")),
                  QUrl{QStringLiteral("file://localhost/home/iris/notes/")},
                  QUrl::fromLocalFile(QStringLiteral("/home/iris/holiday photos"))});
    EXPECT_EQ(dropped_from(data).paths,
              (QStringList{QStringLiteral("/home/iris/holiday photos"), QStringLiteral("/home/iris/100% #1?.txt"),
                           QStringLiteral("/home/iris/notes")}));
}

TEST(DroppedTest, LeavesOutWhatIsElsewhere) {
    QMimeData data;
    data.setUrls({QUrl{QStringLiteral("https://example.org/file.zip")}, QUrl{QStringLiteral("file://server/share/a")},
                  QUrl{QStringLiteral("smb://server/a")}, QUrl{QStringLiteral("trash:///a")}, QUrl{}});
    EXPECT_TRUE(dropped_from(data).is_empty());
}

TEST(DroppedTest, TakesLinksFromUrlsAndFromText) {
    QMimeData urls;
    urls.setUrls({QUrl{a_link(1)}, QUrl{a_short_link(2)}});
    EXPECT_EQ(dropped_from(urls).links, (QStringList{a_link(1), a_short_link(2)}));
    QMimeData text;
    text.setText(QStringLiteral("Take %1, please").arg(a_link(3)));
    EXPECT_EQ(dropped_from(text).links, QStringList{a_link(3)});
    QMimeData nothing;
    nothing.setText(QStringLiteral("good morning"));
    EXPECT_TRUE(dropped_from(nothing).is_empty());
}

TEST(DroppedTest, HandsOnASelectionInALinkUnchanged) {
    auto magnet = a_magnet();
    magnet.files = {{0, 0}, {4, 6}};
    const auto link = QString::fromStdString(magnet.str());
    QMimeData data;
    data.setUrls({QUrl{link}});
    ASSERT_EQ(dropped_from(data).links.size(), 1);
    EXPECT_EQ(Magnet::parse(dropped_from(data).links.front().toStdString())->files, magnet.files);
}

}  // namespace
}  // namespace shoal::gui
