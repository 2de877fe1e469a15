#include "gui/tray.h"

#include <QAction>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace shoal::gui {
namespace {

class FakeTray : public TrayPlace {
public:
    [[nodiscard]] bool is_available() const override { return available; }
    void put(const QIcon& icon, QMenu& shown) override {
        has_icon = !icon.isNull();
        menu = &shown;
    }
    void set_tooltip(const QString& text) override { tooltips.push_back(text); }

    bool available = true;
    bool has_icon = false;
    QMenu* menu = nullptr;
    QStringList tooltips;
};

TEST(Tray, OffersWhatIsDoneOften) {
    FakeTray place;
    Tray tray{place};
    ASSERT_TRUE(tray.is_shown());
    EXPECT_TRUE(place.has_icon);
    const std::pair<const char*, void (Tray::*)()> entries[] = {
        {"show", &Tray::show_wanted}, {"share", &Tray::share_wanted}, {"paste", &Tray::paste_wanted},
        {"pause", &Tray::pause_all},  {"resume", &Tray::resume_all},  {"quit", &Tray::quit_wanted}};
    for (const auto& [name, wanted] : entries) {
        QSignalSpy heard{&tray, wanted};
        auto* action = place.menu->findChild<QAction*>(QLatin1String{name});
        ASSERT_NE(action, nullptr) << name;
        action->trigger();
        EXPECT_EQ(heard.count(), 1) << name;
    }
    QSignalSpy shown{&tray, &Tray::show_wanted};
    Q_EMIT place.clicked();
    EXPECT_EQ(shown.count(), 1);
}

TEST(Tray, WhereTheDesktopHasNoneNothingIsShown) {
    FakeTray place;
    place.available = false;
    Tray tray{place};
    tray.show_rates(1, 1);
    EXPECT_FALSE(tray.is_shown());
    EXPECT_EQ(place.menu, nullptr);
    EXPECT_TRUE(place.tooltips.isEmpty());
}

TEST(Tray, SaysHowFastItIsAndOnlyWhatIsNew) {
    FakeTray place;
    Tray tray{place};
    tray.show_rates(0, 0);
    tray.show_rates(2U << 20U, 0);
    tray.show_rates(2U << 20U, 0);
    EXPECT_EQ(place.tooltips,
              (QStringList{QStringLiteral("Shoal"), QStringLiteral("Shoal: receives 2.0 MiB/s, sends nothing")}));
}

TEST(Tray, OffscreenThereIsNoTray) {
    const SystemTrayPlace place;
    EXPECT_FALSE(place.is_available());
}

}  // namespace
}  // namespace shoal::gui
