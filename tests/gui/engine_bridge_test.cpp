// The bridge to real engines: one of its own, and one that another process could have (here: another bridge).

#include "gui/engine_bridge.h"

#include <memory>
#include <optional>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <gtest/gtest.h>

namespace shoal::gui {
namespace {

class EngineBridgeTest : public testing::Test {
protected:
    using State = Connection::State;

    [[nodiscard]] BridgeOptions options(const QString& name = "node") const {
        BridgeOptions out;
        out.settings.data_dir = folder.filePath(name).toStdString();
        out.settings.control = folder.filePath(name + "/control.sock").toStdString();
        out.settings.listen = {Endpoint::parse("127.0.0.1:0").value()};
        out.settings.lan = false;
        out.settings.log_level = "error";
        return out;
    }
    static bool comes_to(EngineBridge& bridge, State state) {
        return QTest::qWaitFor([&] { return bridge.connection().state == state; }, 20'000);
    }
    template <EngineRequest R>
    static Result<typename R::Reply> answer(EngineBridge& bridge, R request) {
        std::optional<Result<typename R::Reply>> out;
        QObject context;
        bridge.ask(&context, std::move(request), [&](Result<typename R::Reply> reply) { out = std::move(reply); });
        EXPECT_FALSE(out) << "an answer came from inside the call";
        if (!QTest::qWaitFor([&] { return out.has_value(); }, 20'000)) return fail(Errc::timed_out, "no answer");
        return std::move(*out);
    }
    [[nodiscard]] std::string a_file(const QByteArray& content) const {
        QFile file{folder.filePath("letter.txt")};
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(content);
        return file.fileName().toStdString();
    }

    QTemporaryDir folder;
};

TEST_F(EngineBridgeTest, RunsAnEngineOfItsOwnWhereNoDaemonAnswers) {
    EngineBridge bridge{options()};
    EXPECT_EQ(bridge.connection().state, State::connecting);
    ASSERT_TRUE(comes_to(bridge, State::ready)) << bridge.connection().problem.toStdString();
    EXPECT_FALSE(bridge.connection().remote);
    const auto list = answer(bridge, ListShares{});
    ASSERT_TRUE(list) << list.error().what;
    EXPECT_TRUE(list->shares.empty());
}

TEST_F(EngineBridgeTest, TellsEventsInOrderOnTheWindowsThread) {
    EngineBridge bridge{options()};
    ASSERT_TRUE(comes_to(bridge, State::ready));
    bool hashed = false, seeding = false;
    QObject::connect(&bridge, &EngineClient::happened, &bridge, [&](const Event& event) {
        EXPECT_EQ(QThread::currentThread(), bridge.thread());
        hashed = hashed || std::holds_alternative<HashProgress>(event);
        if (const auto* news = std::get_if<SharesChanged>(&event)) {
            for (const auto& share : news->shares) seeding = seeding || share.state == ShareState::seeding;
        }
    });
    const auto added = answer(bridge, AddShare{.path = a_file("dear iris"), .reproducible = false, .comment = {}});
    ASSERT_TRUE(added) << added.error().what;
    EXPECT_TRUE(QTest::qWaitFor([&] { return hashed && seeding; }, 20'000));
}

TEST_F(EngineBridgeTest, TakesTheEngineThatAnswersAtTheControlSocketAndFindsItAgainAfterItWasGone) {
    auto daemon = std::make_unique<EngineBridge>(options());
    ASSERT_TRUE(comes_to(*daemon, State::ready));
    EngineBridge bridge{options()};
    ASSERT_TRUE(comes_to(bridge, State::ready));
    EXPECT_TRUE(bridge.connection().remote);

    daemon.reset();
    ASSERT_TRUE(comes_to(bridge, State::lost));
    EXPECT_FALSE(bridge.connection().problem.isEmpty());
    EXPECT_EQ(answer(bridge, ListShares{}).error().code, Errc::unreachable);

    daemon = std::make_unique<EngineBridge>(options());
    ASSERT_TRUE(comes_to(*daemon, State::ready));
    ASSERT_TRUE(comes_to(bridge, State::ready));
    EXPECT_TRUE(bridge.connection().remote);
    EXPECT_TRUE(answer(bridge, ListShares{}));
}

TEST_F(EngineBridgeTest, GoesOnWithAnEngineOfItsOwnOnlyWhenAPersonSaysSo) {
    auto daemon = std::make_unique<EngineBridge>(options());
    ASSERT_TRUE(comes_to(*daemon, State::ready));
    EngineBridge bridge{options()};
    ASSERT_TRUE(comes_to(bridge, State::ready));
    daemon.reset();
    ASSERT_TRUE(comes_to(bridge, State::lost));
    bridge.run_here();
    ASSERT_TRUE(comes_to(bridge, State::ready)) << bridge.connection().problem.toStdString();
    EXPECT_FALSE(bridge.connection().remote);
}

TEST_F(EngineBridgeTest, WithoutTheRightToRunOneItSaysThatNoDaemonAnswers) {
    auto only_remote = options();
    only_remote.may_run_here = false;
    EngineBridge bridge{only_remote};
    ASSERT_TRUE(comes_to(bridge, State::failed));
    EXPECT_TRUE(bridge.connection().problem.contains("control.sock"));
    EngineBridge daemon{options()};
    EXPECT_TRUE(comes_to(bridge, State::ready)) << "it looks again by itself";
}

TEST_F(EngineBridgeTest, ADataDirectoryInUseIsSaidAndTakenWhenItIsFree) {
    auto other_socket = options();
    other_socket.settings.control = folder.filePath("node/other.sock").toStdString();
    auto holder = std::make_unique<EngineBridge>(other_socket);
    ASSERT_TRUE(comes_to(*holder, State::ready));
    EngineBridge bridge{options()};
    ASSERT_TRUE(comes_to(bridge, State::failed));
    EXPECT_TRUE(bridge.connection().problem.contains(QString::number(QCoreApplication::applicationPid())));
    holder.reset();
    EXPECT_TRUE(comes_to(bridge, State::ready));
}

TEST_F(EngineBridgeTest, ACancelledAskIsAnsweredAsInterrupted) {
    EngineBridge bridge{options()};
    ASSERT_TRUE(comes_to(bridge, State::ready));
    const auto added = answer(bridge, AddShare{.path = a_file("dear iris"), .reproducible = false, .comment = {}});
    ASSERT_TRUE(added);
    EngineBridge other{options("other")};
    ASSERT_TRUE(comes_to(other, State::ready));
    std::optional<Errc> code;
    const auto ask = other.ask(&other, ResolveLink{.link = added->link, .timeout_ms = 0},
                               [&](Result<LinkResolved> reply) { code = reply ? Errc::other : reply.error().code; });
    other.cancel(ask);
    ASSERT_TRUE(QTest::qWaitFor([&] { return code.has_value(); }, 20'000));
    EXPECT_EQ(*code, Errc::interrupted);
}

TEST_F(EngineBridgeTest, NobodyIsCalledWhoseContextIsGone) {
    EngineBridge bridge{options()};
    ASSERT_TRUE(comes_to(bridge, State::ready));
    bool called = false;
    {
        QObject context;
        bridge.ask(&context, ListShares{}, [&](Result<ShareList>) { called = true; });
    }
    EXPECT_TRUE(answer(bridge, ListShares{})) << "asked later, so answered later";
    EXPECT_FALSE(called);
}

}  // namespace
}  // namespace shoal::gui
