#include "gui/translator.h"

#include <gtest/gtest.h>

#include "gui/setting_words.h"
#include "tests/gui/language.h"

namespace shoal::gui {
namespace {

/// The name of a page in the language of a locale; what was installed for that is gone again.
QString page_in(const QString& locale) {
    const Language language{locale};
    return page_title(SettingPage::privacy);
}

TEST(Translator, SpeaksTheLanguagesThatThereAre) {
    EXPECT_EQ(translated_languages(), (QStringList{QStringLiteral("de"), QStringLiteral("zh_CN")}));
    EXPECT_EQ(page_in(QStringLiteral("de_DE")), QStringLiteral("Privatsphäre"));
    EXPECT_EQ(page_in(QStringLiteral("de_AT")), QStringLiteral("Privatsphäre"));
    EXPECT_EQ(page_in(QStringLiteral("zh_CN")), QStringLiteral("隐私"));
    EXPECT_EQ(page_in(QStringLiteral("zh_SG")), QStringLiteral("隐私"));
}

TEST(Translator, SpeaksEnglishToEverybodyElse) {
    for (const auto* locale : {"en_GB", "fr_FR", "C", "zh_TW", "ar_EG"}) {
        EXPECT_EQ(page_in(QLatin1String{locale}), QStringLiteral("Privacy")) << locale;
    }
}

TEST(Translator, EnglishHasItsPlurals) {
    const SettingInfo info{.key = "a", .kind = SettingKind::duration, .preset = "1", .choices = "", .meaning = ""};
    EXPECT_EQ(value_in_words(info, "60"), QStringLiteral("1 minute"));
    EXPECT_EQ(value_in_words(info, "7200"), QStringLiteral("2 hours"));
}

}  // namespace
}  // namespace shoal::gui
