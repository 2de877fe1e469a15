#include "gui/config_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <sys/stat.h>

#include <QSignalSpy>
#include <QTemporaryDir>

#include <gtest/gtest.h>

#include "tests/gui/fake_client.h"

namespace shoal::gui {
namespace {

class ConfigFileTest : public testing::Test {
protected:
    ConfigFileTest() {
        environment_.insert(QStringLiteral("HOME"), folder_.path());
        environment_.insert(QStringLiteral("XDG_CONFIG_HOME"), folder_.path());
    }
    [[nodiscard]] std::string own() const { return folder_.path().toStdString() + "/shoal/config.toml"; }
    [[nodiscard]] std::string system() const { return folder_.path().toStdString() + "/system.toml"; }
    static void put(const std::string& path, const std::string& text) {
        std::filesystem::create_directories(std::filesystem::path{path}.parent_path());
        std::ofstream{path} << text;
    }
    static std::string text_of(const std::string& path) {
        std::ifstream in{path};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    ConfigFile& file() {
        if (!file_) file_ = std::make_unique<ConfigFile>(environment_, system());
        return *file_;
    }
    /// What a change came to.
    Result<> set(std::string key, std::string value) {
        Result<> out = fail(Errc::other, "no answer");
        file().set(&here_, std::move(key), std::move(value), [&](Result<> result) { out = std::move(result); });
        file().wait();
        FakeClient::settle();
        return out;
    }

    QTemporaryDir folder_;
    QProcessEnvironment environment_;
    std::unique_ptr<ConfigFile> file_;
    QObject here_;
};

TEST_F(ConfigFileTest, WhereThereIsNoFileTheDefaultsHold) {
    ASSERT_TRUE(file().load());
    EXPECT_EQ(file().path(), own());
    EXPECT_EQ(file().state("lan").value, "on");
    EXPECT_EQ(file().state("lan").preset, "on");
    EXPECT_FALSE(file().state("lan").is_own);
    EXPECT_TRUE(file().settings().lan);
}

TEST_F(ConfigFileTest, AChangeKeepsWhatPeopleWroteBesideIt) {
    put(own(), "# mine\nlan = true # says he\n\n[limits]\nup = \"5k\"\n");
    ASSERT_TRUE(set("lan", "off"));
    EXPECT_EQ(text_of(own()), "# mine\nlan = false # says he\n\n[limits]\nup = \"5k\"\n");
    EXPECT_FALSE(file().settings().lan);
    EXPECT_TRUE(file().state("lan").is_own);
}

TEST_F(ConfigFileTest, AFileThatSomebodyElseChangedMeanwhileIsReadAgain) {
    put(own(), "lan = true\n");
    ASSERT_TRUE(file().load());
    put(own(), "lan = true\nlisten = [\"127.0.0.1:1\"]\n");
    ASSERT_TRUE(set("limits.up", "1M"));
    EXPECT_EQ(text_of(own()), "lan = true\nlisten = [\"127.0.0.1:1\"]\n\n[limits]\nup = \"1M\"\n");
    EXPECT_EQ(file().state("listen").value, "127.0.0.1:1");
}

TEST_F(ConfigFileTest, RightsStayAndANewFileIsForItsOwnerOnly) {
    const auto mode = [&] {
        struct stat about {};
        EXPECT_EQ(::stat(own().c_str(), &about), 0);
        return about.st_mode & 0777;
    };
    ASSERT_TRUE(set("lan", "off"));
    EXPECT_EQ(mode(), 0600U);
    ASSERT_EQ(::chmod(own().c_str(), 0644), 0);
    ASSERT_TRUE(set("lan", "on"));
    EXPECT_EQ(mode(), 0644U);
}

TEST_F(ConfigFileTest, AMistakeInTheFileIsToldWithItsPlaceAndNothingIsOverwritten) {
    put(own(), "lan = maybe\n");
    EXPECT_FALSE(file().load());
    EXPECT_TRUE(file().problem().contains(QStringLiteral("config.toml:1:"))) << file().problem().toStdString();
    const auto result = set("limits.up", "1M");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Errc::configuration);
    EXPECT_EQ(text_of(own()), "lan = maybe\n");
    put(own(), "lan = false\n");
    QSignalSpy changed{&file(), &ConfigFile::changed};
    file().reload();
    file().wait();
    FakeClient::settle();
    EXPECT_EQ(changed.count(), 1);
    EXPECT_TRUE(file().problem().isEmpty());
    EXPECT_EQ(file().state("lan").value, "off");
}

TEST_F(ConfigFileTest, AWrongValueIsRefused) {
    const auto result = set("limits.up", "10MB");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Errc::configuration);
    EXPECT_FALSE(std::filesystem::exists(own()));
}

TEST_F(ConfigFileTest, WhatIsTakenOutFallsBackToTheSystemsFile) {
    put(system(), "[limits]\nup = \"1M\"\n");
    put(own(), "[limits]\nup = \"2M\"\n");
    ASSERT_TRUE(file().load());
    EXPECT_EQ(file().state("limits.up").value, "2MiB");
    EXPECT_EQ(file().state("limits.up").preset, "1MiB");
    EXPECT_TRUE(file().state("limits.up").given_by.isEmpty());
    Result<> out = fail(Errc::other, "no answer");
    for (int i = 0; i < 2; ++i) {  // the second time it is gone already, which is no mistake
        file().unset(&here_, "limits.up", [&](Result<> result) { out = std::move(result); });
        file().wait();
        FakeClient::settle();
        EXPECT_TRUE(out) << out.error().what;
    }
    EXPECT_EQ(file().state("limits.up").value, "1MiB");
    EXPECT_EQ(file().state("limits.up").given_by.toStdString(), system());
}

TEST_F(ConfigFileTest, WhatTheEnvironmentSaysCannotBeChangedHere) {
    environment_.insert(QStringLiteral("SHOAL_LAN"), QStringLiteral("off"));
    put(own(), "lan = true\n");
    ASSERT_TRUE(file().load());
    EXPECT_EQ(file().state("lan").value, "off");
    EXPECT_EQ(file().state("lan").preset, "on");
    EXPECT_EQ(file().state("lan").fixed_by, QStringLiteral("SHOAL_LAN"));
}

TEST_F(ConfigFileTest, ChangesAreMadeInTheirOrder) {
    int answers = 0;
    for (const auto* value : {"1k", "2k", "3k"})
        file().set(&here_, "limits.up", value, [&](const Result<>&) { ++answers; });
    file().wait();
    FakeClient::settle();
    EXPECT_EQ(answers, 3);
    EXPECT_EQ(file().settings().limit_up, 3072U);
}

TEST_F(ConfigFileTest, NobodyIsAnsweredWhoIsGone) {
    auto gone = std::make_unique<QObject>();
    file().set(gone.get(), "lan", "off", [](const Result<>&) { FAIL(); });
    gone.reset();
    file().wait();
    FakeClient::settle();
    EXPECT_FALSE(file().settings().lan);
}

}  // namespace
}  // namespace shoal::gui
