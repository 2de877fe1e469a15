#include "gui/launch_options.h"

#include <QDir>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace shoal::gui {
namespace {

class LaunchOptionsTest : public testing::Test {
protected:
    Result<LaunchOptions> launch(QStringList arguments) {
        arguments.prepend("shoal-gui");
        return launch_options(arguments, [this](std::string_view name) -> std::optional<std::string> {
            if (name == "HOME") return home.path().toStdString();
            return std::nullopt;
        });
    }
    QTemporaryDir home;
};

TEST_F(LaunchOptionsTest, WithoutWordsEverythingIsAsUsual) {
    const auto launched = launch({});
    ASSERT_TRUE(launched) << launched.error().what;
    EXPECT_TRUE(launched->use_daemon);
    EXPECT_TRUE(launched->wanted.isEmpty());
    EXPECT_TRUE(launched->answer.isEmpty());
    EXPECT_TRUE(launched->settings.lan);
}

TEST_F(LaunchOptionsTest, SettingsHaveTheNamesOfTheCommandLine) {
    const auto launched = launch({"--data-dir", home.filePath("a"), "--lan", "off", "--bootstrap", "none", "--listen",
                                  "127.0.0.1:0", "--limit-up", "1M", "--standalone", "--hidden"});
    ASSERT_TRUE(launched) << launched.error().what;
    EXPECT_EQ(launched->settings.data_dir, home.filePath("a").toStdString());
    EXPECT_EQ(launched->settings.control, home.filePath("a/control.sock").toStdString());
    EXPECT_FALSE(launched->settings.lan);
    EXPECT_TRUE(launched->settings.bootstrap.empty());
    EXPECT_EQ(launched->settings.listen.size(), 1U);
    EXPECT_EQ(launched->settings.limit_up, 1U << 20U);
    EXPECT_FALSE(launched->use_daemon);
    EXPECT_TRUE(launched->hidden);
}

TEST_F(LaunchOptionsTest, LinksStayAsTheyAreAndPathsBecomeWhole) {
    const auto launched = launch({"shoal:babc", "photos", "file:///home/iris/a%20b", "magnet:?xt=urn:shoal:b"});
    ASSERT_TRUE(launched) << launched.error().what;
    EXPECT_EQ(launched->wanted,
              (QStringList{"shoal:babc", QDir::currentPath() + "/photos", "/home/iris/a b", "magnet:?xt=urn:shoal:b"}));
}

TEST_F(LaunchOptionsTest, APageOfTheWebIsNoPath) {
    EXPECT_EQ(launch({"http://example.com/x"})->wanted, QStringList{"http://example.com/x"});
}

TEST_F(LaunchOptionsTest, WhatTheDesktopsEntryOffersIsPassedOn) {
    EXPECT_EQ(launch({"--share"})->wanted, QStringList{"--share"});
    EXPECT_EQ(launch({"--paste"})->wanted, QStringList{"--paste"});
}

TEST_F(LaunchOptionsTest, MistakesAreWrongUsage) {
    EXPECT_EQ(launch({"--nonsense"}).error().code, Errc::usage);
    EXPECT_EQ(launch({"--lan", "maybe"}).error().code, Errc::usage);
    EXPECT_EQ(launch({"--limit-up", "fast"}).error().code, Errc::usage);
}

TEST_F(LaunchOptionsTest, HelpNamesEveryOption) {
    const auto launched = launch({"--help"});
    ASSERT_TRUE(launched);
    for (const char* name : {"--data-dir", "--standalone", "--bootstrap", "--hidden", "LINK"}) {
        EXPECT_TRUE(launched->answer.contains(name)) << name;
    }
    EXPECT_TRUE(launch({"--version"})->answer.startsWith("shoal-gui "));
}

}  // namespace
}  // namespace shoal::gui
