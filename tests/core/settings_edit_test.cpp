#include "core/settings_edit.h"

#include <gmock/gmock.h>

#include <random>

#include "core/setting_entry.h"

namespace shoal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string set(std::string_view text, std::string_view key, std::string_view value) {
    const auto edited = set_in_toml(text, key, value, "c.toml");
    EXPECT_TRUE(edited) << edited.error().what;
    return edited.value_or("");
}

std::string unset(std::string_view text, std::string_view key) {
    const auto edited = unset_in_toml(text, key, "c.toml");
    EXPECT_TRUE(edited) << edited.error().what;
    return edited.value_or("");
}

Error set_error(std::string_view text, std::string_view key, std::string_view value) {
    const auto edited = set_in_toml(text, key, value, "c.toml");
    EXPECT_FALSE(edited);
    return edited ? Error{} : edited.error();
}

TEST(SettingEdit, AnEmptyTextBeginsWithTheSetting) {
    EXPECT_EQ(set("", "lan", "no"), "lan = false\n");
    EXPECT_EQ(set("", "limits.up", "10M"), "[limits]\nup = \"10M\"\n");
    EXPECT_EQ(set("", "listen", "127.0.0.1:1, [::1]:2"), "listen = [\"127.0.0.1:1\", \"[::1]:2\"]\n");
    EXPECT_EQ(set("", "bootstrap", "none"), "bootstrap = []\n");
    EXPECT_EQ(set("", "data_dir", "/a \"b\"\\c\td"), "data_dir = \"/a \\\"b\\\"\\\\c\\u0009d\"\n");
}

TEST(SettingEdit, AValueIsReplacedAndNothingElse) {
    const std::string text = "# Müller's\r\nlan =   true # says he\r\n\r\n[ limits ] # é\n"
                             "\tup='5k'# \"é\"\n  down = 7\n";
    EXPECT_EQ(set(text, "lan", "off"),
              "# Müller's\r\nlan =   false # says he\r\n\r\n[ limits ] # é\n\tup='5k'# \"é\"\n  down = 7\n");
    EXPECT_EQ(set(text, "limits.up", "off"),
              "# Müller's\r\nlan =   true # says he\r\n\r\n[ limits ] # é\n\tup=\"off\"# \"é\"\n  down = 7\n");
    EXPECT_EQ(set("download_dir = \"/é\" # x\nlan = true", "lan", "off"), "download_dir = \"/é\" # x\nlan = false");
    EXPECT_EQ(set("listen = [\n \"127.0.0.1:1\", # one\n]\nlan = true\n", "listen", "[::1]:5"),
              "listen = [\"[::1]:5\"]\nlan = true\n");
}

TEST(SettingEdit, ANewSettingStandsInItsTable) {
    EXPECT_EQ(set("[limits]\nup = 1\n# end\n\n[log]\nlevel = \"info\"\n", "limits.down", "2k"),
              "[limits]\nup = 1\ndown = \"2k\"\n# end\n\n[log]\nlevel = \"info\"\n");
    EXPECT_EQ(set("[log]\n[limits]", "limits.down", "2k"), "[log]\n[limits]\ndown = \"2k\"\n");
    EXPECT_EQ(set("limits.up = 1 # a\nlan = true\n", "limits.down", "2k"),
              "limits.up = 1 # a\nlimits.down = \"2k\"\nlan = true\n");
    EXPECT_EQ(set("limits = { up = 1 }\n", "limits.down", "2k"), "limits = { up = 1, down = \"2k\" }\n");
    EXPECT_EQ(set("limits = {}\n", "limits.down", "2k"), "limits = { down = \"2k\" }\n");
    EXPECT_EQ(set("lan = true\n", "log.level", "debug"), "lan = true\n\n[log]\nlevel = \"debug\"\n");
}

TEST(SettingEdit, ANewSettingWithoutATableStandsBeforeTheFirstTable) {
    EXPECT_EQ(set("config_version = 1\n\n# rates\n[limits]\nup = 1\n", "lan", "off"),
              "config_version = 1\nlan = false\n\n# rates\n[limits]\nup = 1\n");
    EXPECT_EQ(set("# head\n\n# rates\n[limits]\n", "lan", "off"), "# head\n\nlan = false\n# rates\n[limits]\n");
    EXPECT_EQ(set("# only a comment", "lan", "off"), "# only a comment\nlan = false\n");
}

TEST(SettingEdit, ANewSettingStandsBehindItsOwnCommentedOutLine) {
    EXPECT_EQ(set("# Rates.\n#lan = true\n\n#listen = []\n[limits]\n# up = 1\n#down = 2\n", "lan", "off"),
              "# Rates.\n#lan = true\nlan = false\n\n#listen = []\n[limits]\n# up = 1\n#down = 2\n");
    EXPECT_EQ(set("#up = 0\n[limits]\n# up = 1\n#down = 2\n[log]\n#up = 3\n", "limits.up", "9"),
              "#up = 0\n[limits]\n# up = 1\nup = \"9\"\n#down = 2\n[log]\n#up = 3\n");
}

TEST(SettingEdit, UnsettingTakesTheLineAway) {
    EXPECT_EQ(unset("# a\nlan = true # b\n# c\n[limits]\nup = 1\n", "lan"), "# a\n# c\n[limits]\nup = 1\n");
    EXPECT_EQ(unset("listen = [\n\"127.0.0.1:1\",\n]\nlan = true\n", "listen"), "lan = true\n");
    EXPECT_EQ(unset("limits.up = 1\nlan = true", "limits.up"), "lan = true");
    EXPECT_EQ(unset("limits = { up = 1, down = '2k' }\n", "limits.up"), "limits = { down = '2k' }\n");
    EXPECT_EQ(unset("limits = { up = 1 }\n", "limits.up"), "limits = {}\n");
    const auto absent = unset_in_toml("lan = true\n", "limits.up", "c.toml");
    ASSERT_FALSE(absent);
    EXPECT_EQ(absent.error().code, Errc::not_found);
    EXPECT_THAT(absent.error().what, HasSubstr("limits.up is not set in c.toml"));
}

TEST(SettingEdit, MistakesAreToldBeforeAnythingIsChanged) {
    EXPECT_THAT(set_error("", "limits.upp", "1").what, HasSubstr("did you mean 'limits.up'?"));
    EXPECT_THAT(set_error("", "log.level", "loud").what, HasSubstr("error, warn, info, debug, trace"));
    EXPECT_THAT(set_error("lan = true\nlann = false\n", "lan", "off").what, HasSubstr("c.toml:2:1"));
    EXPECT_THAT(set_error("lan = ", "lan", "off").what, HasSubstr("c.toml:1:"));
    EXPECT_EQ(set_error("[", "lan", "off").code, Errc::configuration);
}

TEST(SettingEdit, KeysStandInTheOrderOfTheText) {
    const auto keys =
        keys_in_toml("config_version = 1\nlan = true\nlimits = {down = 1, up = 2}\n[log]\nlevel='info'\n", "c.toml");
    ASSERT_TRUE(keys);
    EXPECT_THAT(*keys, ElementsAre("lan", "limits.down", "limits.up", "log.level"));
}

TEST(SettingEdit, TheReferenceIsAConfigurationInWhichEachSettingCanBeSet) {
    const std::string reference = reference_toml();
    Settings settings;
    ASSERT_TRUE(apply_toml(settings, reference, "reference"));
    const auto keys = keys_in_toml(reference, "reference");
    ASSERT_TRUE(keys);
    EXPECT_THAT(*keys, IsEmpty());
    std::string uncommented = reference;
    for (const auto& info : setting_table()) {
        EXPECT_THAT(reference, HasSubstr(std::string{info.meaning}));
        const std::string name{info.key.substr(info.key.rfind('.') + 1)};
        const auto at = uncommented.find("\n#" + name + " = ");
        ASSERT_NE(at, std::string::npos) << info.key;
        uncommented.erase(at + 1, 1);
    }
    EXPECT_TRUE(apply_toml(settings, uncommented, "reference"));
    for (const auto& info : setting_table()) {
        Settings usual;
        if (!apply_value(usual, info.key, info.preset)) continue;  // depends on who runs it
        EXPECT_EQ(value_text(settings, info), value_text(usual, info)) << info.key;
    }
    EXPECT_EQ(keys_in_toml(uncommented, "reference")->size(), setting_table().size());
}

TEST(SettingEdit, EverySettingCanBeSetInEveryFormAndReadAgain) {
    const std::vector<std::string> texts{
        "",
        reference_toml(),
        "# x\r\nlan = true\r\n[limits]\r\nup = 1\r\n",
        "limits = { up = \"1M\" } # \u00e9\nlog = {level = 'warn'}\n",
        "limits.up = 1\n'log'.\"level\" = \"info\"\n[ 'http' ]\n",
    };
    for (const auto& text : texts) {
        Settings before;
        if (!apply_toml(before, text, "c")) continue;
        for (const auto& info : setting_table()) {
            const std::string value = info.kind == SettingKind::path ? "/p" : std::string{info.preset};
            Settings after;
            const auto edited = set(text, info.key, value);
            EXPECT_TRUE(apply_toml(after, edited, "c"));
            Settings expected = before;
            EXPECT_TRUE(apply_value(expected, info.key, value));
            EXPECT_EQ(value_text(after, info), value_text(expected, info)) << edited;
            EXPECT_EQ(keys_in_toml(unset(edited, info.key), "c")->size() + 1, keys_in_toml(edited, "c")->size());
        }
    }
}

TEST(SettingEdit, AListIsWrittenAsOne) {
    const auto edited = set("", "hooks.completed", "/bin/echo\na \"b\"\n{tag}");
    EXPECT_NE(edited.find(R"(completed = ["/bin/echo", "a \"b\"", "{tag}"])"), std::string::npos) << edited;
}

TEST(SettingEdit, AnEditOfAnythingReadableKeepsAllOtherSettings) {
    std::mt19937_64 random{7};
    const std::string seed = "lan = true\nlisten = [\"127.0.0.1:1\"]\n[limits]\nup = \"5k\"\n[log]\nlevel = 'info'\n"
                             "# \u00e9\n";
    int edited = 0;
    for (int round = 0; round < 5'000; ++round) {
        std::string text = seed;
        for (auto changes = 1 + random() % 3; changes > 0; --changes) {
            const std::size_t at = random() % text.size();
            if (random() % 2 == 0)
                text.erase(at, 1);
            else
                text[at] = "\n #[]{}='\".,a\xc3"[random() % 14];
        }
        Settings before;
        if (!apply_toml(before, text, "c")) continue;
        const auto after = set_in_toml(text, "limits.down", "3k", "c");
        if (!after) continue;
        ++edited;
        Settings found;
        ASSERT_TRUE(apply_toml(found, *after, "c")) << text << *after;
        EXPECT_EQ(found.limit_down, 3072U);
        EXPECT_EQ(found.limit_up, before.limit_up) << text << *after;
        EXPECT_EQ(found.listen, before.listen);
        EXPECT_EQ(found.log_level, before.log_level);
    }
    EXPECT_GT(edited, 100);
}

TEST(SettingText, IsReadAsTheSameValueAgain) {
    Settings settings;
    for (const auto& [given, shown] : {std::pair{"0", "off"}, {"1536k", "1536KiB"}, {"3G", "3GiB"}, {"1001", "1001"}}) {
        ASSERT_TRUE(apply_value(settings, "limits.up", given));
        EXPECT_EQ(value_text(settings, *find_setting("limits.up")), shown);
    }
    ASSERT_TRUE(apply_value(settings, "peers", "127.0.0.1:1, [::1]:2"));
    EXPECT_EQ(value_text(settings, *find_setting("peers")), "127.0.0.1:1,[::1]:2");
}

}  // namespace
}  // namespace shoal
