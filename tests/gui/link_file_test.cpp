#include "gui/link_file.h"

#include <optional>

#include <QFile>
#include <QTemporaryDir>
#include <QThreadPool>

#include <gtest/gtest.h>

#include "gui/link_text.h"
#include "tests/gui/a_link.h"
#include "tests/gui/fake_client.h"

namespace shoal::gui {
namespace {

class LinkFile : public testing::Test {
protected:
    QStringList read(const QByteArray& text) {
        const auto path = folder_.path() + QStringLiteral("/a.shoal");
        QFile file{path};
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        return read_path(path);
    }
    QStringList read_path(const QString& path) {
        std::optional<QStringList> out;
        read_link_file(path, &here_, [&](const QStringList& links) { out = links; });
        QThreadPool::globalInstance()->waitForDone();
        FakeClient::settle();
        EXPECT_TRUE(out);
        return out.value_or(QStringList{});
    }
    QTemporaryDir folder_;
    QObject here_;
};

TEST_F(LinkFile, IsKnownByItsName) {
    EXPECT_TRUE(is_link_file(QStringLiteral("/a/b.shoal")));
    EXPECT_FALSE(is_link_file(QStringLiteral("/a/shoal")));
}

TEST_F(LinkFile, GivesTheLinksInIt) {
    const auto link = QString::fromStdString(a_magnet().str());
    EXPECT_EQ(read("My photos:\n" + link.toUtf8() + "\n"), links_in(link));
    EXPECT_EQ(links_in(link).size(), 1);
}

TEST_F(LinkFile, GivesNoneWhereThereIsNone) {
    EXPECT_EQ(read("\xff\x00 nothing"), QStringList{});
    EXPECT_EQ(read_path(QStringLiteral("/nonexistent/a.shoal")), QStringList{});
    EXPECT_EQ(read_path(folder_.path()), QStringList{});
}

TEST_F(LinkFile, NobodyIsAnsweredWhoIsGone) {
    auto gone = std::make_unique<QObject>();
    read_link_file(folder_.path(), gone.get(), [](const QStringList&) { FAIL(); });
    gone.reset();
    QThreadPool::globalInstance()->waitForDone();
    FakeClient::settle();
}

}  // namespace
}  // namespace shoal::gui
