#include "gui/single_instance.h"

#include <QDir>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <future>

#include <gtest/gtest.h>

namespace shoal::gui {
namespace {

class SingleInstanceTest : public testing::Test {
protected:
    /// A second start of the program, which blocks, while the first has its loop.
    bool second_hands_over(const QStringList& texts) {
        auto second =
            std::async(std::launch::async, [this, texts] { return SingleInstance{data.path()}.hand_over(texts); });
        while (second.wait_for(std::chrono::seconds{0}) != std::future_status::ready) {
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        }
        QCoreApplication::processEvents();
        return second.get();
    }
    QTemporaryDir data;
};

TEST_F(SingleInstanceTest, TheSecondIsNotTheFirst) {
    const SingleInstance first{data.path()};
    EXPECT_TRUE(first.is_first());
    EXPECT_FALSE(SingleInstance{data.path()}.is_first());
}

TEST_F(SingleInstanceTest, EachDataDirectoryHasItsOwn) {
    const SingleInstance first{data.path()};
    const QTemporaryDir other;
    EXPECT_TRUE(SingleInstance{other.path()}.is_first());
    EXPECT_FALSE(SingleInstance{data.path() + "/../" + QFileInfo{data.path()}.fileName() + '/'}.is_first());
}

TEST_F(SingleInstanceTest, HandsPathsAndLinksOver) {
    SingleInstance first{data.path()};
    QSignalSpy heard{&first, &SingleInstance::handed_over};
    const QStringList texts{QStringLiteral("/home/iris/a\nb"), QStringLiteral("shoal:bsecret"), QStringLiteral("ünï")};
    EXPECT_TRUE(second_hands_over(texts));
    ASSERT_EQ(heard.count(), 1);
    EXPECT_EQ(heard[0][0].toStringList(), texts);
    EXPECT_TRUE(second_hands_over({}));
    EXPECT_EQ(heard.count(), 2);
}

TEST_F(SingleInstanceTest, NobodyElseMayReadOrCall) {
    const SingleInstance first{data.path()};
    EXPECT_EQ(QFileInfo{first.path()}.permissions() &
                  (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOwner),
              QFile::Permissions{});
    EXPECT_EQ(QFileInfo{QFileInfo{first.path()}.path()}.permissions() & (QFile::ExeGroup | QFile::ExeOther),
              QFile::Permissions{});
}

TEST_F(SingleInstanceTest, RefusesOtherPeople) {
    SingleInstance first{data.path(), nullptr, ::getuid() + 1};
    QSignalSpy heard{&first, &SingleInstance::handed_over};
    EXPECT_FALSE(second_hands_over({QStringLiteral("a")}));
    EXPECT_EQ(heard.count(), 0);
}

TEST_F(SingleInstanceTest, TakesNoMoreThanItsBound) {
    SingleInstance first{data.path()};
    QSignalSpy heard{&first, &SingleInstance::handed_over};
    EXPECT_FALSE(second_hands_over({QString(max_hand_over, 'x')}));
    QLocalSocket rude;
    rude.connectToServer(first.path());
    ASSERT_TRUE(rude.waitForConnected(1000));
    const QByteArray flood(64 * 1024, 'x');
    qsizetype sent = 0;
    while (rude.state() == QLocalSocket::ConnectedState && sent < 4 * max_hand_over) {
        sent += rude.write(flood);
        rude.waitForBytesWritten(1);
        QCoreApplication::processEvents();
    }
    EXPECT_NE(rude.state(), QLocalSocket::ConnectedState);
    EXPECT_EQ(heard.count(), 0);
    EXPECT_TRUE(second_hands_over({QStringLiteral("still here")}));
}

TEST_F(SingleInstanceTest, NonsenseBringsNothing) {
    SingleInstance first{data.path()};
    QSignalSpy heard{&first, &SingleInstance::handed_over};
    QLocalSocket socket;
    socket.connectToServer(first.path());
    ASSERT_TRUE(socket.waitForConnected(1000));
    socket.write("{\"texts\": [1, {}, \"good\"]}\n");
    socket.waitForBytesWritten(1000);
    for (int turn = 0; turn < 100 && heard.isEmpty(); ++turn)
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    ASSERT_EQ(heard.count(), 1);
    EXPECT_EQ(heard[0][0].toStringList(), QStringList{QStringLiteral("good")});
}

TEST_F(SingleInstanceTest, ReplacesTheSocketOfOneThatWasKilled) {
    QString path;
    {
        const SingleInstance first{data.path()};
        path = first.path();
    }
    {
        QLocalServer killed;  // leaves its file, as a killed process does
        ASSERT_TRUE(killed.listen(path));
        ASSERT_TRUE(QFile::rename(path, path + ".moved"));
    }
    ASSERT_TRUE(QFile::rename(path + ".moved", path));
    SingleInstance next{data.path()};
    EXPECT_TRUE(next.is_first());
    EXPECT_TRUE(second_hands_over({}));
}

}  // namespace
}  // namespace shoal::gui
