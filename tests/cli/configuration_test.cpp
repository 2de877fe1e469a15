#include "cli/configuration.h"

#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/arguments.h"
#include "tests/cli/temporary_folder.h"

namespace shoal::cli {
namespace {

using testing::HasSubstr;

class ConfigurationTest : public testing::Test {
protected:
    Result<Configuration> load() {
        auto words = arguments;
        words.insert(words.begin(), {"get", "x"});
        return load_configuration(
            std::get<CommandLine>(parse_shoal(words).value()),
            [this](std::string_view name) -> std::optional<std::string> {
                const auto found = variables.find(name);
                return found == variables.end() ? std::nullopt : std::optional<std::string>{found->second};
            },
            "warn");
    }
    void write_config(const std::string& text) { folder.write("config/shoal/config.toml", text); }

    TemporaryFolder folder;
    std::map<std::string, std::string, std::less<>> variables{{"XDG_CONFIG_HOME", folder.under("config")},
                                                              {"XDG_STATE_HOME", folder.under("state")},
                                                              {"XDG_RUNTIME_DIR", folder.under("run")},
                                                              {"HOME", folder.under("home")}};
    std::vector<std::string> arguments;  // of a command that runs an engine
};

TEST_F(ConfigurationTest, FileThenEnvironmentThenCommandLine) {
    write_config("[limits]\nup = \"1M\"\ndown = \"1M\"\n[log]\nlevel = \"debug\"\n");
    variables["SHOAL_LIMITS_UP"] = "2M";
    variables["SHOAL_LIMITS_DOWN"] = "2M";
    arguments.insert(arguments.end(), {"--limit-up", "3M"});
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().what;
    EXPECT_EQ(loaded->settings.limit_up, 3U << 20);
    EXPECT_EQ(loaded->settings.limit_down, 2U << 20);
    EXPECT_EQ(loaded->settings.log_level, "debug");
}

TEST_F(ConfigurationTest, AnEmptyFileSaysNothing) {
    write_config("");
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().what;
    EXPECT_EQ(loaded->settings.log_level, "warn");
}

TEST_F(ConfigurationTest, WithoutConfigTheFileIsNotRead) {
    write_config("nonsense = 1\n");
    EXPECT_EQ(load().error().code, Errc::configuration);
    arguments = {"--no-config"};
    const auto loaded = load();
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->settings.log_level, "warn");
}

TEST_F(ConfigurationTest, RepeatedListenReplacesTheUsual) {
    arguments = {"--listen", "127.0.0.1:0", "--listen", "[::1]:0"};
    const auto loaded = load();
    ASSERT_TRUE(loaded);
    ASSERT_EQ(loaded->settings.listen.size(), 2U);
    EXPECT_EQ(loaded->settings.listen[1].str(), "[::1]:0");
    EXPECT_TRUE(loaded->listen_given);
}

TEST_F(ConfigurationTest, BootstrapNoneTakesWhatTheFileSaysAway) {
    write_config("bootstrap = [\"127.0.0.9:1\"]\n");
    ASSERT_EQ(load()->settings.bootstrap.size(), 1U);
    arguments = {"--bootstrap", "none"};
    EXPECT_TRUE(load()->settings.bootstrap.empty());
    arguments = {"--bootstrap", "127.0.0.1:5,[::1]:6", "--bootstrap", "127.0.0.2:7"};
    EXPECT_EQ(load()->settings.bootstrap.size(), 3U);
}

TEST_F(ConfigurationTest, AnotherDataDirectoryHasItsOwnControlSocket) {
    EXPECT_EQ(load()->settings.control, folder.under("run/shoal/control.sock"));
    arguments.insert(arguments.end(), {"--data-dir", folder.under("other/")});
    const auto loaded = load();
    EXPECT_EQ(loaded->settings.data_dir, folder.under("other"));
    EXPECT_EQ(loaded->settings.control, folder.under("other/control.sock"));
    EXPECT_FALSE(loaded->control_given);
    arguments.insert(arguments.end(), {"--control", folder.under("c")});
    EXPECT_EQ(load()->settings.control, folder.under("c"));
    EXPECT_TRUE(load()->control_given);
}

TEST_F(ConfigurationTest, WhoNamesADataDirectoryNeedsNoHome) {
    variables.clear();
    EXPECT_EQ(load().error().code, Errc::configuration);
    arguments.insert(arguments.end(), {"--data-dir", folder.under("other")});
    const auto loaded = load();
    ASSERT_TRUE(loaded) << loaded.error().what;
    EXPECT_EQ(loaded->settings.data_dir, folder.under("other"));
}

TEST_F(ConfigurationTest, AMistakeOnTheCommandLineIsWrongUsageAndInAFileAWrongConfiguration) {
    arguments.insert(arguments.end(), {"--limit-up", "fast"});
    EXPECT_EQ(load().error().code, Errc::usage);
    arguments = {};
    arguments = {"--listen", "localhost"};
    EXPECT_EQ(load().error().code, Errc::usage);
    arguments = {};
    arguments.insert(arguments.end(), {"--log", "loud"});
    EXPECT_EQ(load().error().code, Errc::usage);
    arguments = {};
    variables["SHOAL_LOG_LEVEL"] = "loud";
    EXPECT_EQ(load().error().code, Errc::configuration);
}

TEST_F(ConfigurationTest, LanDiscoveryIsOnUnlessSomebodySaysOtherwise) {
    EXPECT_TRUE(load()->settings.lan);
    variables["SHOAL_LAN"] = "off";
    EXPECT_FALSE(load()->settings.lan);
    arguments.insert(arguments.end(), {"--lan", "on"});
    EXPECT_TRUE(load()->settings.lan) << "the command line has the last word";
    arguments = {"--lan", "maybe"};
    EXPECT_EQ(load().error().code, Errc::usage);
}

TEST(AbsolutePath, IsSeenFromTheWorkingDirectoryAndTidy) {
    const auto here = std::filesystem::current_path().string();
    EXPECT_EQ(absolute_path("a/../b/").value(), here + "/b");
    EXPECT_EQ(absolute_path("/x//y/./z/").value(), "/x/y/z");
    EXPECT_EQ(absolute_path("/").value(), "/");
    EXPECT_EQ(absolute_path("").error().code, Errc::usage);
}

}  // namespace
}  // namespace shoal::cli
