#include "core/settings.h"

#include <gmock/gmock.h>
#include <map>
#include <random>

#include "core/setting_entry.h"

namespace shoal {
namespace {

using ::testing::HasSubstr;

Environment environment_of(std::map<std::string, std::string, std::less<>> variables) {
    return [variables = std::move(variables)](std::string_view name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional{found->second};
    };
}

std::vector<std::string> texts(const std::vector<Endpoint>& endpoints) {
    std::vector<std::string> out;
    for (const auto& endpoint : endpoints) out.push_back(endpoint.str());
    return out;
}

std::string toml_error(std::string_view text) {
    Settings settings;
    const auto applied = apply_toml(settings, text, "config.toml");
    EXPECT_FALSE(applied) << text;
    if (applied) return {};
    EXPECT_EQ(applied.error().code, Errc::configuration);
    return applied.error().what;
}

std::string value_error(std::string_view key, std::string_view value) {
    Settings settings;
    const auto applied = apply_value(settings, key, value);
    EXPECT_FALSE(applied) << key << " " << value;
    if (applied) return {};
    EXPECT_EQ(applied.error().code, Errc::configuration);
    return applied.error().what;
}

// --- defaults --------------------------------------------------------------------------------------------------------

TEST(DefaultSettings, LieInTheHomeDirectory) {
    const auto settings = default_settings(environment_of({{"HOME", "/home/u"}}));
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->data_dir, "/home/u/.local/state/shoal");
    EXPECT_EQ(settings->control, "/home/u/.local/state/shoal/control.sock");
    EXPECT_EQ(settings->download_dir, "/home/u/Downloads");
    EXPECT_EQ(config_path(environment_of({{"HOME", "/home/u"}})), "/home/u/.config/shoal/config.toml");
    EXPECT_THAT(texts(settings->listen), ::testing::ElementsAre("0.0.0.0:4747", "[::]:4747"));
    EXPECT_TRUE(settings->bootstrap.empty());
    EXPECT_TRUE(settings->peers.empty());
    EXPECT_TRUE(settings->lan);
    EXPECT_EQ(settings->limit_up, 0U);
    EXPECT_EQ(settings->limit_down, 0U);
}

TEST(DefaultSettings, FollowTheXdgDirectories) {
    const std::map<std::string, std::string, std::less<>> variables{{"HOME", "/home/u"},
                                                                    {"XDG_STATE_HOME", "/s"},
                                                                    {"XDG_CONFIG_HOME", "/c/"},
                                                                    {"XDG_RUNTIME_DIR", "/run/user/1"},
                                                                    {"XDG_DOWNLOAD_DIR", "/d"}};
    const auto settings = default_settings(environment_of(variables));
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->data_dir, "/s/shoal");
    EXPECT_EQ(settings->control, "/run/user/1/shoal/control.sock");
    EXPECT_EQ(settings->download_dir, "/d");
    EXPECT_EQ(config_path(environment_of(variables)), "/c/shoal/config.toml");
}

TEST(DefaultSettings, TakeARelativeOrEmptyDirectoryForUnset) {
    const auto settings = default_settings(environment_of(
        {{"HOME", "/home/u"}, {"XDG_STATE_HOME", ""}, {"XDG_RUNTIME_DIR", "run"}, {"XDG_DOWNLOAD_DIR", "d"}}));
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->data_dir, "/home/u/.local/state/shoal");
    EXPECT_EQ(settings->control, "/home/u/.local/state/shoal/control.sock");
    EXPECT_EQ(settings->download_dir, "/home/u/Downloads");
}

TEST(DefaultSettings, SayWhatToSetWithoutAHome) {
    const auto settings = default_settings(environment_of({}));
    ASSERT_FALSE(settings);
    EXPECT_EQ(settings.error().code, Errc::configuration);
    EXPECT_THAT(settings.error().what, HasSubstr("SHOAL_DATA_DIR"));
    EXPECT_EQ(config_path(environment_of({})), "");
    const auto given = default_settings(environment_of({{"SHOAL_DATA_DIR", "/var/lib/shoal"}, {"PWD", "/srv"}}));
    ASSERT_TRUE(given);
    EXPECT_EQ(given->data_dir, "/var/lib/shoal");
    EXPECT_EQ(given->download_dir, "/srv");
}

TEST(SettingTable, NamesEveryKeyOnceWithAMeaning) {
    std::map<std::string_view, int> keys;
    for (const auto& info : setting_table()) {
        ++keys[info.key];
        EXPECT_FALSE(info.meaning.empty());
        EXPECT_FALSE(info.preset.empty());
        const bool has_choices = info.kind == SettingKind::choice || info.kind == SettingKind::log_filter;
        EXPECT_EQ(has_choices, !info.choices.empty()) << info.key;
    }
    EXPECT_GE(keys.size(), 16U);
    for (const auto& [key, count] : keys) EXPECT_EQ(count, 1) << key;
}

TEST(SettingTable, PresetsThatAreValuesAreTheDefaults) {
    const auto defaults = default_settings(environment_of({{"HOME", "/h"}}));
    ASSERT_TRUE(defaults);
    Settings settings = *defaults;
    for (const auto& info : setting_table())
        if (info.kind != SettingKind::path) {
            EXPECT_TRUE(apply_value(settings, info.key, info.preset)) << info.key;
        }
    EXPECT_EQ(settings.listen, defaults->listen);
    EXPECT_EQ(settings.bootstrap, defaults->bootstrap);
    EXPECT_EQ(settings.lan, defaults->lan);
    EXPECT_EQ(settings.limit_up, defaults->limit_up);
    EXPECT_EQ(settings.log_level, defaults->log_level);
    EXPECT_EQ(settings.log_format, defaults->log_format);
    EXPECT_EQ(settings.hook_completed, defaults->hook_completed);
    EXPECT_EQ(settings.hook_time_limit, defaults->hook_time_limit);
    EXPECT_EQ(settings.hooks_at_once, defaults->hooks_at_once);
    EXPECT_EQ(settings.sandbox, defaults->sandbox);
    EXPECT_EQ(settings.sandbox_roots, defaults->sandbox_roots);
}

TEST(SettingTable, EveryValueCanBeWrittenAsItIsRead) {
    Settings settings;
    const auto full = apply_toml(settings, R"(
data_dir = "/data"
listen = ["127.0.0.1:1", "[::1]:2"]
log.level = "info,dht=debug"
limits.up = "1M"
hooks.completed = ["/bin/echo", "a b", "{tag}"]
hooks.time_limit = "2h"
sandbox = false
sandbox_roots = ["/srv/a", "/srv/b"]
)",
                                 "c");
    ASSERT_TRUE(full) << full.error().what;
    Settings again;
    for (const auto& info : setting_table()) {
        const auto text = value_text(settings, info);
        if (info.kind == SettingKind::path && text.empty()) continue;  // one that default_settings fills in
        EXPECT_TRUE(apply_value(again, info.key, text)) << info.key << " = " << text;
        EXPECT_EQ(value_text(again, info), text) << info.key;
    }
    EXPECT_EQ(again.hook_completed, (std::vector<std::string>{"/bin/echo", "a b", "{tag}"}));
    EXPECT_EQ(again.sandbox_roots, (std::vector<std::string>{"/srv/a", "/srv/b"}));
    EXPECT_EQ(again.listen, settings.listen);
}

// --- single values ---------------------------------------------------------------------------------------------------

TEST(SettingValue, IsReadAsItsKindSays) {
    Settings settings;
    EXPECT_TRUE(apply_value(settings, "data_dir", "/data/"));
    EXPECT_EQ(settings.data_dir, "/data");
    EXPECT_TRUE(apply_value(settings, "lan", "on"));
    EXPECT_TRUE(settings.lan);
    EXPECT_TRUE(apply_value(settings, "lan", "false"));
    EXPECT_FALSE(settings.lan);
    EXPECT_TRUE(apply_value(settings, "limits.up", "1.5M"));
    EXPECT_EQ(settings.limit_up, 1536U * 1024);
    EXPECT_TRUE(apply_value(settings, "limits.up", "off"));
    EXPECT_EQ(settings.limit_up, 0U);
    EXPECT_TRUE(apply_value(settings, "log.level", "debug"));
    EXPECT_EQ(settings.log_level, "debug");
    EXPECT_TRUE(apply_value(settings, "listen", "127.0.0.1:0, [::1]:5,127.0.0.1:0"));
    EXPECT_THAT(texts(settings.listen), ::testing::ElementsAre("127.0.0.1:0", "[::1]:5"));
    EXPECT_TRUE(apply_value(settings, "listen", "none"));
    EXPECT_TRUE(settings.listen.empty());
    EXPECT_TRUE(settings.http_listen.empty());
    EXPECT_TRUE(apply_value(settings, "http.listen", "127.0.0.1:4780,[::1]:4780"));
    EXPECT_THAT(texts(settings.http_listen), ::testing::ElementsAre("127.0.0.1:4780", "[::1]:4780"));
}

TEST(SettingValue, IsRefusedWithAHintWhatToDo) {
    EXPECT_THAT(value_error("data_dir", "data"), HasSubstr("begin it with '/'"));
    EXPECT_THAT(value_error("data_dir", ""), HasSubstr("begin it with '/'"));
    EXPECT_THAT(value_error("lan", "maybe"), HasSubstr("neither on nor off"));
    EXPECT_THAT(value_error("limits.up", "fast"), HasSubstr("limits.up: 'fast' is not a size"));
    EXPECT_THAT(value_error("log.level", "loud"), HasSubstr("error, warn, info, debug, trace"));
    EXPECT_THAT(value_error("log.level", ""), HasSubstr("not a log level"));
    EXPECT_THAT(value_error("log.level", "info,dht"), HasSubstr("not a log level"));
    EXPECT_THAT(value_error("log.level", "info,warn"), HasSubstr("two levels"));
    EXPECT_THAT(value_error("log.format", "xml"), HasSubstr("none of auto|text|json|journal"));
    EXPECT_THAT(value_error("hooks.completed", "echo"), HasSubstr("whole path of a program"));
    EXPECT_THAT(value_error("hooks.time_limit", "0"), HasSubstr("no time at all"));
    EXPECT_THAT(value_error("hooks.time_limit", "5 minutes"), HasSubstr("30s, 15m, 2h or 7d"));
    EXPECT_THAT(value_error("hooks.at_once", "0"), HasSubstr("from 1 to"));
    EXPECT_THAT(value_error("hooks.at_once", "-1"), HasSubstr("from 1 to"));
    EXPECT_THAT(value_error("sandbox_roots", "srv"), HasSubstr("begin it with '/'"));
    EXPECT_THAT(value_error("listen", "localhost:1"), HasSubstr("192.0.2.1:4747"));
    EXPECT_THAT(value_error("listen", "127.0.0.1:1,,127.0.0.1:2"), HasSubstr("address with a port"));
    EXPECT_THAT(value_error("http.listen", "0.0.0.0:4780"), HasSubstr("only this machine may reach it"));
    EXPECT_THAT(value_error("http.listen", "127.0.0.1:4780,192.168.1.2:4780"), HasSubstr("'192.168.1.2:4780' is no"));
    EXPECT_THAT(value_error("control", "/" + std::string(107, 'x')), HasSubstr("107 bytes"));
    Settings settings;
    EXPECT_TRUE(apply_value(settings, "control", "/" + std::string(106, 'x')));
}

TEST(SettingValue, AWrongKeyGetsASuggestionIfOneIsNear) {
    EXPECT_THAT(value_error("limits.upp", "1"), HasSubstr("did you mean 'limits.up'?"));
    EXPECT_THAT(value_error("limit_down", "1"), HasSubstr("did you mean 'limits.down'?"));
    EXPECT_THAT(value_error("log_level", "1"), HasSubstr("did you mean 'log.level'?"));
    EXPECT_THAT(value_error("level", "1"), HasSubstr("did you mean 'log.level'?"));
    EXPECT_THAT(value_error("bootsrap", "1"), HasSubstr("did you mean 'bootstrap'?"));
    EXPECT_THAT(value_error("completely-else", "1"), ::testing::Not(HasSubstr("did you mean")));
    EXPECT_THAT(value_error(std::string(100'000, 'x'), "1"), ::testing::Not(HasSubstr("did you mean")));
}

TEST(SettingValue, TimesAreReadAsPeopleWriteThem) {
    EXPECT_EQ(parse_seconds("90").value(), 90U);
    EXPECT_EQ(parse_seconds("90s").value(), 90U);
    EXPECT_EQ(parse_seconds("15m").value(), 900U);
    EXPECT_EQ(parse_seconds("2h").value(), 7'200U);
    EXPECT_EQ(parse_seconds("7d").value(), 604'800U);
    for (const auto* text : {"", "m", "-1s", "1w", "1.5h", "99999999999999999999", "36501d", " 1", "1 s"})
        EXPECT_EQ(parse_seconds(text).error().code, Errc::configuration) << text;
}

TEST(SettingEnvironment, GivesEveryKeyItsVariable) {
    Settings settings;
    ASSERT_TRUE(apply_environment(settings, environment_of({{"SHOAL_LIMITS_UP", "2k"},
                                                            {"SHOAL_LOG_FORMAT", "json"},
                                                            {"SHOAL_DATA_DIR", "/e"},
                                                            {"SHOAL_LAN", ""},
                                                            {"SHOAL_UNKNOWN", "x"}})));
    EXPECT_EQ(settings.limit_up, 2048U);
    EXPECT_EQ(settings.log_format, "json");
    EXPECT_EQ(settings.data_dir, "/e");
    const auto wrong = apply_environment(settings, environment_of({{"SHOAL_LIMITS_DOWN", "x"}}));
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error().what, HasSubstr("SHOAL_LIMITS_DOWN"));
}

// --- TOML ------------------------------------------------------------------------------------------------------------

TEST(SettingToml, SetsEveryKindOfValue) {
    Settings settings;
    const auto applied = apply_toml(settings, R"(
config_version = 1
data_dir = "/data"
listen = ["127.0.0.1:1", "[::1]:2"]
bootstrap = "none"
peers = "192.0.2.1:5,192.0.2.2:6"
lan = true
log.level = "warn"
[limits]
up = "500k"
down = 1000
)",
                                    "config.toml");
    ASSERT_TRUE(applied) << applied.error().what;
    EXPECT_EQ(settings.data_dir, "/data");
    EXPECT_THAT(texts(settings.listen), ::testing::ElementsAre("127.0.0.1:1", "[::1]:2"));
    EXPECT_EQ(settings.peers.size(), 2U);
    EXPECT_TRUE(settings.lan);
    EXPECT_EQ(settings.log_level, "warn");
    EXPECT_EQ(settings.limit_up, 500U * 1024);
    EXPECT_EQ(settings.limit_down, 1000U);
}

TEST(SettingToml, AnEmptyTextAndAnEmptyListAreFine) {
    Settings settings;
    settings.peers = {Endpoint::parse("127.0.0.1:1").value()};
    EXPECT_TRUE(apply_toml(settings, "", "c"));
    EXPECT_TRUE(apply_toml(settings, "[limits]\n[log]\n", "c"));
    EXPECT_EQ(settings.peers.size(), 1U);
    EXPECT_TRUE(apply_toml(settings, "peers = []", "c"));
    EXPECT_TRUE(settings.peers.empty());
}

TEST(SettingToml, TellsLineAndColumnOfAMistake) {
    EXPECT_THAT(toml_error("\n  limts.up = 1"),
                HasSubstr("config.toml:2:9: there is no setting 'limts.up'; did you mean 'limits.up'?"));
    EXPECT_THAT(toml_error("[limits]\nup = 1\nuo = 2\n"),
                HasSubstr("config.toml:3:1: there is no setting 'limits.uo'; did you mean"));
    EXPECT_THAT(toml_error("lan = \"maybe\""), HasSubstr("config.toml:1:7: lan: 'maybe'"));
    EXPECT_THAT(toml_error("peers = [\"127.0.0.1:1\",\n  \"x\"]"), HasSubstr("'x' is not an address"));
    EXPECT_THAT(toml_error("peers = [\"127.0.0.1:1\",\n  5]"), HasSubstr("config.toml:2:3"));
    EXPECT_THAT(toml_error("lan = = 1"), HasSubstr("config.toml:1:"));
    EXPECT_THAT(toml_error("lan = true\nlan = true"), HasSubstr("config.toml:2:"));
    EXPECT_THAT(toml_error("zzz = 1\naaa = 1"), HasSubstr("'zzz'"));  // the first in the text
}

TEST(SettingToml, RefusesValuesOfTheWrongKind) {
    for (const auto* text :
         {"lan = 1.5", "limits = 5", "limits.up = 1.5", "limits.up = [1]", "limits.up = -1", "data_dir = 5",
          "listen = 2020-01-01", "log = \"info\"", "log.level = [\"info\"]", "hooks.completed = [1]",
          "hooks.completed = [\"/a\\nb\"]", "hooks.completed = [\"\"]", "sandbox_roots = {a = 1}", "listen = {a = 1}",
          "peers = [[\"127.0.0.1:1\"]]", "[[limits]]\nup = 1", "[lan]\nx = 1", "[unknown.deep]\nx = 1"})
        EXPECT_THAT(toml_error(text), HasSubstr("config.toml:")) << text;
}

TEST(SettingToml, ReadsItsOwnVersionOnly) {
    Settings settings;
    EXPECT_TRUE(apply_toml(settings, "config_version = 1", "c"));
    EXPECT_THAT(toml_error("config_version = 2"), HasSubstr("config_version = 1 only"));
    EXPECT_THAT(toml_error("config_version = \"1\""), HasSubstr("config_version = 1 only"));
}

TEST(SettingToml, ChangesNothingIfAnythingIsWrong) {
    Settings settings;
    settings.log_level = "info";
    EXPECT_FALSE(apply_toml(settings, "log.level = \"debug\"\nlimits.up = \"x\"", "c"));
    EXPECT_EQ(settings.log_level, "info");
}

TEST(SettingToml, TakesAnyLettersInQuotesAndComments) {
    Settings settings;
    const auto applied = apply_toml(settings,
                                    "# \u00fcber\ndata_dir = \"/\u00e9\\\"\" # \u00e9\ndownload_dir = '/\u00e9' # '\n"
                                    "control = \"\"\"/\u00fc\"\"\" # \"\"\"\n",
                                    "c");
    ASSERT_TRUE(applied) << applied.error().what;
    EXPECT_EQ(settings.data_dir, "/\u00e9\"");
    EXPECT_EQ(settings.download_dir, "/\u00e9");
    EXPECT_EQ(settings.control, "/\u00fc");
}

TEST(SettingToml, SurvivesWhatItsLibraryDoesNot) {
    for (const auto* text : {"[}", "[\x01]", "lan = true\n[`g]\nx = 1", "[ !"})
        EXPECT_THAT(toml_error(text), HasSubstr("config.toml:"));
    EXPECT_THAT(toml_error("lan = true \u00e9"), HasSubstr("config.toml:1:12: only in quotes"));
    EXPECT_THAT(toml_error("# \u00e9\n\u00e9 = 1"), HasSubstr("config.toml:2:1: only in quotes"));
    EXPECT_THAT(toml_error("data_dir = \"/\\\"\u00e9\n\u00e9"), HasSubstr("config.toml:2:1: only in quotes"));
    // To the library these quotes are part of a number, and what follows is not in quotes.
    EXPECT_THAT(toml_error("a = 8t\"\"\"\u045e\u0101\ufb01"), HasSubstr("config.toml:1:"));
    std::string deep;
    for (int i = 0; i < 4096; ++i) deep += "a.";
    EXPECT_THAT(toml_error(deep + "a = 1"), HasSubstr("there is no setting"));
    EXPECT_THAT(toml_error("[" + deep + "a]\nb = 1"), HasSubstr("there is no setting"));
    EXPECT_THAT(toml_error(deep + deep + "a = 1"), HasSubstr("dots"));
    EXPECT_THAT(toml_error("a = " + std::string(100'000, '[')), HasSubstr("config.toml:1:"));
}

TEST(SettingToml, HoldsTheFileToALimit) {
    EXPECT_THAT(toml_error(std::string(1024 * 1024 + 1, '#')), HasSubstr("larger than 1 MiB"));
}

TEST(SettingToml, ThousandsOfMutationsNeverEndTheProgram) {
    std::mt19937_64 random{4};
    const std::string seed =
        "lan = true\nlisten = [\"127.0.0.1:1\"]\n[limits]\nup = \"5k\"\n[log]\nlevel = 'info'\n# \u00e9\nx = {a = 1}\n";
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string text = seed;
        for (auto changes = 1 + random() % 3; changes > 0; --changes) {
            const std::size_t at = random() % text.size();
            if (random() % 2 == 0)
                text.erase(at, 1);
            else
                text[at] = static_cast<char>(random() & 0xff);
        }
        Settings settings;
        accepted += apply_toml(settings, text, "c").has_value();
    }
    EXPECT_GT(accepted, 0);
}

// --- sizes -----------------------------------------------------------------------------------------------------------

TEST(Size, IsReadInBinaryUnits) {
    const std::vector<std::pair<std::string, std::uint64_t>> vectors{{"0", 0},
                                                                     {"off", 0},
                                                                     {"12345", 12345},
                                                                     {"7B", 7},
                                                                     {"500k", 512000},
                                                                     {"500K", 512000},
                                                                     {"1KiB", 1024},
                                                                     {"10M", 10485760},
                                                                     {"1.5GiB", 1610612736},
                                                                     {"1.5 gib", 1610612736},
                                                                     {"0.5k", 512},
                                                                     {"0.000001M", 1},
                                                                     {"1T", std::uint64_t{1} << 40},
                                                                     {"1P", std::uint64_t{1} << 50},
                                                                     {"15.999999E", 18446742920788047009ULL},
                                                                     {"18446744073709551615", ~std::uint64_t{0}},
                                                                     {"007", 7}};
    for (const auto& [text, expected] : vectors) {
        const auto size = parse_size(text);
        ASSERT_TRUE(size) << text;
        EXPECT_EQ(*size, expected) << text;
    }
}

TEST(Size, IsRefusedWhenNobodyCanKnowWhatIsMeant) {
    for (const auto* text : {"",
                             "k",
                             "-1",
                             "+1",
                             " 1",
                             "1 ",
                             "1  k",
                             "1x",
                             "1MB",
                             "1kB",
                             "1.k",
                             ".5k",
                             "1.5",
                             "1.5B",
                             "1.0000001k",
                             "1e3",
                             "0x10",
                             "16E",
                             "18446744073709551616",
                             "17179869184G",
                             "1,5k",
                             "Off",
                             "1k/s"}) {
        const auto size = parse_size(text);
        ASSERT_FALSE(size) << text;
        EXPECT_EQ(size.error().code, Errc::configuration);
        EXPECT_THAT(size.error().what, HasSubstr("1.5GiB"));
    }
}

TEST(Size, IsShownWithOneDecimalAndNeverAs1024) {
    const std::vector<std::pair<std::uint64_t, std::string>> vectors{
        {0, "0 B"},
        {1, "1 B"},
        {1023, "1023 B"},
        {1024, "1.0 KiB"},
        {1536, "1.5 KiB"},
        {1024 * 1024 - 1, "1.0 MiB"},
        {1023 * 1024 + 972, "1023.9 KiB"},
        {1023 * 1024 + 973, "1.0 MiB"},
        {12897485, "12.3 MiB"},
        {std::uint64_t{1} << 40, "1.0 TiB"},
        {~std::uint64_t{0}, "16.0 EiB"},
    };
    for (const auto& [bytes, expected] : vectors) EXPECT_EQ(format_size(bytes), expected) << bytes;
}

}  // namespace
}  // namespace shoal
