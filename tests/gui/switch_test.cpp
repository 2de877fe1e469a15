#include "gui/switch.h"

#include <QAccessible>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/setting_row.h"
#include "tests/gui/dark_theme.h"
#include "tests/gui/golden.h"

namespace shoal::gui {
namespace {

/// Off and on, alive and not, from left to right and back.
QImage all_states(qreal ratio) {
    QWidget ground;
    ground.resize(200, 64);
    int x = 8;
    for (const bool is_enabled : {true, false}) {
        for (const bool is_on : {false, true}) {
            for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
                auto* one = new Switch{&ground};
                one->setLayoutDirection(direction);
                one->setChecked(is_on);
                one->setEnabled(is_enabled);
                one->resize(one->sizeHint());
                one->move(x, direction == Qt::LeftToRight ? 6 : 34);
            }
            x += 46;
        }
    }
    QImage out{ground.size() * ratio, QImage::Format_ARGB32};
    out.setDevicePixelRatio(ratio);
    ground.render(&out);
    return out;
}

TEST(Switch, LooksLikeOne) {
    EXPECT_TRUE(is_golden(all_states(1), QStringLiteral("switch_light")));
    EXPECT_TRUE(is_golden(all_states(2), QStringLiteral("switch_light_2x")));
    const DarkTheme dark;
    EXPECT_TRUE(is_golden(all_states(1), QStringLiteral("switch_dark")));
}

TEST(Switch, IsACheckBoxToKeysMouseAndReaders) {
    Switch one;
    one.show();
    QTest::keyClick(&one, Qt::Key_Space);
    EXPECT_TRUE(one.isChecked());
    QTest::mouseClick(&one, Qt::LeftButton, {}, one.rect().bottomRight());
    EXPECT_FALSE(one.isChecked());
    auto* spoken = QAccessible::queryAccessibleInterface(&one);
    ASSERT_NE(spoken, nullptr);
    EXPECT_EQ(spoken->role(), QAccessible::CheckBox);
}

/// A card with a row in each state that a row can be in, and one that a search has hidden.
void check_card(const QString& name) {
    SettingCard card{nullptr};
    const auto add = [&](SettingRow::Note kind, const QString& note) {
        auto* control = new Switch{&card};
        auto* row =
            new SettingRow{{QStringLiteral("Find others"), QStringLiteral("Looks for peers on the local network.")},
                           control,
                           false,
                           &card};
        row->show_preset(QStringLiteral("Default: on"));
        row->show_note(kind, note);
        row->set_resettable(kind != SettingRow::Note::none);
        card.add(row);
        return row;
    };
    add(SettingRow::Note::none, {});
    add(SettingRow::Note::news, QStringLiteral("Saved. It is in effect now."));
    add(SettingRow::Note::mistake, {})->hide();
    add(SettingRow::Note::warning, QStringLiteral("Saved. It takes effect when Shoal starts again."));
    add(SettingRow::Note::mistake, QStringLiteral("'x' is not a whole path; begin it with '/'"));
    card.resize(420, 360);
    EXPECT_TRUE(is_golden(picture_of(card), name));
}

TEST(SettingCard, ShowsWhatHappenedInEachRow) {
    check_card(QStringLiteral("setting_card_light"));
    const DarkTheme dark;
    check_card(QStringLiteral("setting_card_dark"));
}

}  // namespace
}  // namespace shoal::gui
