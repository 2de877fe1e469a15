// What Shoal asks of the desktop: to start with the session, to open links with it.

#include <fstream>
#include <iterator>

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include "gui/autostart.h"
#include "gui/magnet_handler.h"
#include "gui/setting_uptake.h"
#include "gui/window_settings.h"
#include "tests/gui/fake_client.h"
#include "tests/gui/fake_programs.h"

namespace shoal::gui {
namespace {

class DesktopHooks : public testing::Test {
protected:
    [[nodiscard]] QString entry() const {
        return folder_.path() + QStringLiteral("/autostart/org.shoal.Shoal.desktop");
    }
    [[nodiscard]] std::string text_of(const QString& name) const {
        std::ifstream in{(folder_.path() + u'/' + name).toStdString()};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    void put(const QString& name, const std::string& text) {
        std::ofstream{(folder_.path() + u'/' + name).toStdString()} << text;
    }
    /// Answers as systemctl does for a unit that is there.
    void have_unit(bool is_enabled) {
        programs_.answer = [this, is_enabled](const QStringList& words) {
            if (words.contains(QStringLiteral("is-enabled"))) {
                return ProgramEnd{
                    true, is_enabled ? 0 : 1, is_enabled ? QStringLiteral("enabled") : QStringLiteral("disabled"), {}};
            }
            return end_;
        };
    }
    template <class Hook>
    QString set(Hook& hook, auto... words) {
        QString problem = QStringLiteral("no answer");
        hook.set(words..., &here_, [&](const QString& what) { problem = what; });
        FakeClient::settle();
        return problem;
    }

    QTemporaryDir folder_;
    FakePrograms programs_;
    ProgramEnd end_{true, 0, {}, {}};
    QObject here_;
};

TEST_F(DesktopHooks, TheDaemonStartsWithTheSessionByItsUnit) {
    have_unit(false);
    Autostart autostart{programs_, folder_.path()};
    autostart.look();
    FakeClient::settle();
    EXPECT_EQ(autostart.state(), Autostart::State::off);
    EXPECT_EQ(set(autostart, true, true), QString{});
    EXPECT_EQ(programs_.asked.back(), QStringLiteral("systemctl --user enable --now shoald.service"));
    EXPECT_EQ(autostart.state(), Autostart::State::on);
    EXPECT_EQ(set(autostart, false, true), QString{});
    EXPECT_EQ(programs_.asked.back(), QStringLiteral("systemctl --user disable shoald.service"));
    EXPECT_EQ(autostart.state(), Autostart::State::off);
    EXPECT_FALSE(QFile::exists(entry()));
}

TEST_F(DesktopHooks, ADaemonIsNotStartedBesideAnEngineOfThisProgram) {
    have_unit(false);
    Autostart autostart{programs_, folder_.path()};
    autostart.look();
    FakeClient::settle();
    EXPECT_EQ(set(autostart, true, false), QString{});
    EXPECT_EQ(programs_.asked.back(), QStringLiteral("systemctl --user enable shoald.service"));
}

TEST_F(DesktopHooks, WhatSystemdDoesNotWantIsToldInItsWords) {
    have_unit(false);
    end_ = {true, 1, {}, QStringLiteral("Access denied\n")};
    Autostart autostart{programs_, folder_.path()};
    autostart.look();
    FakeClient::settle();
    EXPECT_TRUE(set(autostart, true, true).contains(QStringLiteral("Access denied")));
    EXPECT_EQ(autostart.state(), Autostart::State::off);
}

TEST_F(DesktopHooks, WithoutSystemdAnEntryStartsIt) {
    Autostart autostart{programs_, folder_.path()};
    autostart.look();
    FakeClient::settle();
    EXPECT_EQ(autostart.state(), Autostart::State::off);
    EXPECT_EQ(set(autostart, true, true), QString{});
    const auto text = text_of(QStringLiteral("autostart/org.shoal.Shoal.desktop"));
    EXPECT_NE(text.find("\nExec=sh"), std::string::npos) << text;
    autostart.look();
    FakeClient::settle();
    EXPECT_EQ(autostart.state(), Autostart::State::on);
    EXPECT_EQ(set(autostart, false, true), QString{});
    EXPECT_FALSE(QFile::exists(entry()));
}

TEST_F(DesktopHooks, MagnetLinksAreGivenBackToWhoHadThem) {
    QString now = QStringLiteral("transmission.desktop");
    programs_.answer = [&](const QStringList& words) {
        if (words.contains(QStringLiteral("query"))) return ProgramEnd{true, 0, now, {}};
        now = words[2];
        return ProgramEnd{true, 0, {}, {}};
    };
    WindowSettings settings{folder_.path() + QStringLiteral("/window.ini")};
    MagnetHandler handler{programs_, settings, folder_.path()};
    handler.look();
    FakeClient::settle();
    EXPECT_FALSE(handler.is_ours());
    EXPECT_EQ(set(handler, true), QString{});
    EXPECT_TRUE(
        programs_.asked.contains(QStringLiteral("xdg-mime default org.shoal.Shoal.desktop x-scheme-handler/magnet")));
    EXPECT_TRUE(handler.is_ours());
    EXPECT_EQ(set(handler, false), QString{});
    EXPECT_EQ(now, QStringLiteral("transmission.desktop"));
    EXPECT_FALSE(handler.is_ours());
}

TEST_F(DesktopHooks, WhereNobodyHadThemTheChoiceIsTakenOutAgain) {
    QString now;
    programs_.answer = [&](const QStringList& words) {
        if (words.contains(QStringLiteral("query"))) return ProgramEnd{true, 0, now, {}};
        now = words[2];
        return ProgramEnd{true, 0, {}, {}};
    };
    WindowSettings settings{folder_.path() + QStringLiteral("/window.ini")};
    MagnetHandler handler{programs_, settings, folder_.path()};
    handler.look();
    FakeClient::settle();
    EXPECT_EQ(set(handler, true), QString{});
    put(QStringLiteral("mimeapps.list"), "[Default Applications]\ntext/plain=a.desktop\n"
                                         "x-scheme-handler/magnet=org.shoal.Shoal.desktop\n");
    EXPECT_EQ(set(handler, false), QString{});
    EXPECT_EQ(text_of(QStringLiteral("mimeapps.list")), "[Default Applications]\ntext/plain=a.desktop\n");
}

TEST(MimeApps, OnlyOurselvesAreTakenOut) {
    const QByteArray list = "[Added Associations]\nx-scheme-handler/magnet=us.desktop;\n[Default Applications]\n"
                            "x-scheme-handler/magnet=us.desktop;other.desktop;\nx-scheme-handler/http=us.desktop\n";
    EXPECT_EQ(without_default(list, "x-scheme-handler/magnet", "us.desktop"),
              "[Added Associations]\nx-scheme-handler/magnet=us.desktop;\n[Default Applications]\n"
              "x-scheme-handler/magnet=other.desktop;\nx-scheme-handler/http=us.desktop\n");
    EXPECT_EQ(without_default("", "a", "b"), "");
}

TEST(SystemPrograms, RunWithoutAShellAndTellHowItEnded) {
    SystemPrograms programs;
    QObject here;
    const auto run = [&](const QStringList& words) {
        ProgramEnd out;
        QEventLoop loop;
        programs.run(words, &here, [&](const ProgramEnd& end) {
            out = end;
            loop.quit();
        });
        loop.exec();
        return out;
    };
    const auto good = run({QStringLiteral("echo"), QStringLiteral("$HOME; a  b")});
    EXPECT_TRUE(good.is_good());
    EXPECT_EQ(good.output, QStringLiteral("$HOME; a  b"));
    const auto bad = run({QStringLiteral("ls"), QStringLiteral("/nonexistent/x")});
    EXPECT_TRUE(bad.has_run);
    EXPECT_FALSE(bad.is_good());
    EXPECT_FALSE(bad.mistakes.isEmpty());
    EXPECT_FALSE(run({QStringLiteral("/nonexistent/program")}).has_run);
}

TEST(HangUp, IsForNobodyButADaemonOfOurs) {
    EXPECT_FALSE(hang_up_daemon(0));
    EXPECT_FALSE(hang_up_daemon(1));
    EXPECT_FALSE(hang_up_daemon(static_cast<std::uint64_t>(QCoreApplication::applicationPid())));  // no shoald
    EXPECT_FALSE(hang_up_daemon(~std::uint64_t{0}));
}

}  // namespace
}  // namespace shoal::gui
