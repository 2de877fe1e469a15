// shoal config, from outside.

#include <gmock/gmock.h>

#include <sys/stat.h>

#include "tests/cli/running_program.h"

namespace shoal::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

namespace fs = std::filesystem;

class ConfigCommandTest : public testing::Test {
protected:
    RunningProgram& config(std::vector<std::string> words, std::vector<std::string> environment = {}) {
        words.insert(words.begin(), "config");
        environment.push_back("XDG_CONFIG_HOME=" + folder.under("etc"));
        const auto name = "shoal-" + std::to_string(programs.size());
        programs.push_back(std::make_unique<RunningProgram>(folder, name, "shoal", words, std::move(environment)));
        return *programs.back();
    }
    std::string written() { return folder.read("etc/shoal/config.toml"); }

    TemporaryFolder folder;
    std::string file = folder.under("etc/shoal/config.toml");
    std::vector<std::unique_ptr<RunningProgram>> programs;
};

TEST_F(ConfigCommandTest, SetMakesTheFileAndKeepsWhatStandsInOne) {
    auto& first = config({"set", "limits.up", "10M"});
    EXPECT_EQ(first.wait(), 0) << first.err();
    EXPECT_EQ(written(), "[limits]\nup = \"10M\"\n");
    EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_THAT(first.err(), HasSubstr("limits.up is 10M in " + file));
    EXPECT_THAT(first.err(), Not(HasSubstr("daemon"))) << "none runs";
    folder.write("etc/shoal/config.toml", "# Mine.\n[limits]\nup = \"1M\" # slow\n");
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
    EXPECT_EQ(config({"set", "limits.up", "2M"}).wait(), 0);
    EXPECT_EQ(written(), "# Mine.\n[limits]\nup = \"2M\" # slow\n");
    EXPECT_NE(fs::status(file).permissions() & fs::perms::group_read, fs::perms::none);
    EXPECT_EQ(std::distance(fs::directory_iterator{folder.under("etc/shoal")}, fs::directory_iterator{}), 1)
        << "nothing is left beside it";
}

TEST_F(ConfigCommandTest, AFileThatIsASymlinkStaysOne) {
    const auto target = folder.write("dotfiles/shoal.toml", "lan = true\n");
    fs::create_directories(folder.under("etc/shoal"));
    fs::create_symlink(target, file);
    EXPECT_EQ(config({"set", "lan", "off"}).wait(), 0);
    EXPECT_TRUE(fs::is_symlink(file));
    EXPECT_EQ(folder.read("dotfiles/shoal.toml"), "lan = false\n");
}

TEST_F(ConfigCommandTest, GetTellsWhatHoldsAfterFilesAndEnvironment) {
    folder.write("etc/shoal/config.toml", "limits.up = \"1536k\"\n");
    auto& file_says = config({"get", "limits.up"});
    EXPECT_EQ(file_says.wait(), 0) << file_says.err();
    EXPECT_EQ(file_says.out(), "1536KiB\n");
    auto& environment_says = config({"get", "limits.up", "--json"}, {"SHOAL_LIMITS_UP=3M"});
    EXPECT_EQ(environment_says.wait(), 0);
    EXPECT_EQ(
        environment_says.out(),
        "{\"v\":1,\"type\":\"setting\",\"key\":\"limits.up\",\"value\":\"3MiB\",\"source\":\"SHOAL_LIMITS_UP\"}\n");
    auto& set = config({"set", "limits.up", "5M"}, {"SHOAL_LIMITS_UP=3M"});
    EXPECT_EQ(set.wait(), 0);
    EXPECT_THAT(set.err(), HasSubstr("SHOAL_LIMITS_UP in the environment overrides it"));
}

TEST_F(ConfigCommandTest, ListSaysWhoSaysSo) {
    folder.write("etc/shoal/config.toml", "data_dir = \"/srv/x\"\n");
    auto& list = config({"list", "--json"});
    EXPECT_EQ(list.wait(), 0) << list.err();
    EXPECT_THAT(list.out(), HasSubstr(R"("key":"data_dir","value":"/srv/x","source":")" + file));
    EXPECT_THAT(list.out(), HasSubstr(R"("key":"control","value":"/srv/x/control.sock","source":"data_dir")"));
    EXPECT_THAT(list.out(), HasSubstr(R"("key":"lan","value":"off","source":"SHOAL_LAN")"));
    EXPECT_THAT(list.out(), HasSubstr(R"("key":"limits.up","value":"off","source":"default")"));
    auto& words = config({"list"});
    EXPECT_EQ(words.wait(), 0);
    EXPECT_THAT(words.out(), StartsWith("data_dir"));
}

TEST_F(ConfigCommandTest, UnsetTakesALineAwayAndSaysIfThereIsNone) {
    folder.write("etc/shoal/config.toml", "# a\nlan = true\n");
    EXPECT_EQ(config({"unset", "lan"}).wait(), 0);
    EXPECT_EQ(written(), "# a\n");
    auto& again = config({"unset", "lan", "--json"});
    EXPECT_EQ(again.wait(), 3);
    EXPECT_EQ(again.record("error").texts.at("code"), "not_found");
}

TEST_F(ConfigCommandTest, MistakesChangeNothing) {
    folder.write("etc/shoal/config.toml", "lan = true\n");
    auto& key = config({"set", "limits.upp", "1"});
    EXPECT_EQ(key.wait(), 3);
    EXPECT_THAT(key.err(), HasSubstr("did you mean 'limits.up'?"));
    auto& value = config({"set", "log.format", "loud"});
    EXPECT_EQ(value.wait(), 2);
    EXPECT_THAT(value.err(), HasSubstr("log.format"));
    EXPECT_EQ(config({"get", "nothing"}).wait(), 3);
    EXPECT_EQ(written(), "lan = true\n");
    folder.write("etc/shoal/config.toml", "lan = true\nlimit = 5\n");
    auto& broken = config({"set", "lan", "off"});
    EXPECT_EQ(broken.wait(), 78);
    EXPECT_THAT(broken.err(), HasSubstr("config.toml:2:1"));
    EXPECT_EQ(written(), "lan = true\nlimit = 5\n");
}

TEST_F(ConfigCommandTest, CheckNamesThePlaceOfAMistake) {
    folder.write("etc/shoal/config.toml", "lan = true\n");
    auto& good = config({"check", "--json"});
    EXPECT_EQ(good.wait(), 0) << good.err();
    EXPECT_EQ(good.record("config_checked").lists.at("files"), std::vector<std::string>{file});
    const auto other = folder.write("other.toml", "\nlan = maybe\n");
    auto& bad = config({"check", "--file", other});
    EXPECT_EQ(bad.wait(), 78);
    EXPECT_THAT(bad.err(), HasSubstr("other.toml:2:"));
}

TEST_F(ConfigCommandTest, APathIsWrittenWhole) {
    EXPECT_EQ(config({"set", "download_dir", "somewhere"}).wait(), 0);
    EXPECT_EQ(written(), "download_dir = \"" + fs::current_path().string() + "/somewhere\"\n");
}

TEST_F(ConfigCommandTest, PathAndReferenceAreData) {
    auto& path = config({"path"});
    EXPECT_EQ(path.wait(), 0);
    EXPECT_EQ(path.out(), file + "\n");
    auto& reference = config({"reference"});
    EXPECT_EQ(reference.wait(), 0);
    folder.write("etc/shoal/config.toml", reference.out());
    EXPECT_EQ(config({"check"}).wait(), 0);
    EXPECT_EQ(config({"set", "limits.up", "7M"}).wait(), 0);
    EXPECT_THAT(written(), HasSubstr("#up = \"off\"\nup = \"7M\"\n"));
}

TEST_F(ConfigCommandTest, AFileThatCannotBeWrittenIsTen) {
    if (::geteuid() == 0) GTEST_SKIP() << "root may write anywhere";
    fs::create_directories(folder.under("etc/shoal"));
    fs::permissions(folder.under("etc/shoal"), fs::perms::owner_read | fs::perms::owner_exec);
    EXPECT_EQ(config({"set", "lan", "off"}).wait(), 10);
}

}  // namespace
}  // namespace shoal::cli
