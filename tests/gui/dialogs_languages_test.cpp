// The dialogs in a language of long words, and with large letters.

#include <functional>

#include <QApplication>
#include <QFont>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <gtest/gtest.h>

#include "gui/get_dialog.h"
#include "gui/label_dialog.h"
#include "gui/limit_dialog.h"
#include "gui/link_dialog.h"
#include "gui/link_text.h"
#include "gui/remove_dialog.h"
#include "gui/share_dialog.h"
#include "tests/gui/a_link.h"
#include "tests/gui/fake_client.h"
#include "tests/gui/language.h"
#include "tests/gui/mnemonics.h"
#include "tests/gui/pseudo_locale.h"

namespace shoal::gui {
namespace {

class DialogsLanguages : public testing::Test {
protected:
    using Look = std::function<void(QWidget& window, const char* name)>;

    DialogsLanguages() {
        client_.answer<ListShares>([](const ListShares&) { return ShareList{}; });
        client_.answer<ListSources>([](const ListSources&) {
            return SourceList{{{.source = "dht", .enabled = true, .tried = true, .tried_ago_ms = 12'000},
                               {.source = "lan", .enabled = false}}};
        });
        client_.answer<GetLink>([](const GetLink&) {
            return LinkView{a_link().toStdString(), a_short_link().toStdString()};
        });
        client_.become_ready();
        FakeClient::settle();
    }
    ~DialogsLanguages() override { QApplication::setFont(font_); }

    void for_each_window(const Look& look) {
        share(look);
        get(look);
        others(look);
    }

    QFont font_ = QApplication::font();
    FakeClient client_;
    ShareStore store_{client_};

private:
    static void show(QWidget& window) {
        window.show();
        FakeClient::settle();
    }
    void share(const Look& look) {
        ShareDialog dialog{client_, {QStringLiteral("/etc")}};
        dialog.findChild<QToolButton*>(QStringLiteral("share_more"))->click();
        show(dialog);
        look(dialog, "share: choosing");
        dialog.findChild<QPushButton*>(QStringLiteral("share_start"))->click();
        FakeClient::settle();
        look(dialog, "share: reading");
        client_.answer_open<AddShare>(ShareAdded{.tag = "abcdefgh",
                                                 .name = "etc",
                                                 .link = a_link().toStdString(),
                                                 .files = 8,
                                                 .bytes = 80ULL << 20U,
                                                 .already_shared = true,
                                                 .skipped = {"mtab"}});
        FakeClient::settle();
        look(dialog, "share: the link");
    }
    void get(const Look& look) {
        const auto look_at = [](const QString&) { return FolderState{.free = 1000}; };
        GetDialog dialog{client_, store_, {}, QStringLiteral("/"), nullptr, look_at};
        dialog.findChild<QLineEdit*>(QStringLiteral("get_link"))->setText(QStringLiteral("no link"));
        show(dialog);
        look(dialog, "get: the link");
        dialog.findChild<QLineEdit*>(QStringLiteral("get_link"))->setText(a_link());
        dialog.findChild<QPushButton*>(QStringLiteral("get_go"))->click();
        FakeClient::settle();
        look(dialog, "get: looking");
        client_.answer_open<ResolveLink>(LinkResolved{.tag = link_tag(a_magnet()),
                                                      .name = "etc",
                                                      .bytes = 5000,
                                                      .single = true,
                                                      .files = {{.path = "etc", .bytes = 5000}}});
        FakeClient::settle();
        look(dialog, "get: choosing");
    }
    void others(const Look& look) {
        LinkDialog link{client_, "abcdefgh", QStringLiteral("etc")};
        show(link);
        look(link, "link");
        RemoveDialog remove{client_, {a_share()}, true};
        show(remove);
        look(remove, "remove");
        LimitDialog limit{client_, {}, {}, {}};
        show(limit);
        look(limit, "limit");
        LabelDialog label{client_, {a_share()}, {"family"}};
        show(label);
        look(label, "label");
    }
};

TEST_F(DialogsLanguages, LongWordsAreShownWhole) {
    const PseudoLocale longest;
    for_each_window([](QWidget& window, const char* name) { EXPECT_EQ(cut_texts(window), QStringList{}) << name; });
}

TEST_F(DialogsLanguages, LargeLettersAreShownWhole) {
    auto large = font_;
    large.setPointSizeF(large.pointSizeF() * 1.5);
    QApplication::setFont(large);
    for_each_window([](QWidget& window, const char* name) { EXPECT_EQ(cut_texts(window), QStringList{}) << name; });
}

TEST_F(DialogsLanguages, EverythingThatIsReadCanBeTranslated) {
    const PseudoLocale longest;
    for_each_window([](QWidget& window, const char* name) {
        auto left = untranslated_texts(window);
        for (const char* data : {"Close", "&Close", "etc", "mtab", "family"}) left.removeAll(QLatin1String{data});
        EXPECT_EQ(left, QStringList{}) << name;
    });
}

TEST_F(DialogsLanguages, EveryMnemonicStandsForOneControl) {
    for (const auto* locale : {"en_US", "de_DE", "zh_CN"}) {
        const Language language{QLatin1String{locale}};
        for_each_window([locale](QWidget& window, const char* name) {
            EXPECT_EQ(doubled_mnemonics(window), QStringList{}) << locale << ", " << name;
        });
    }
}

}  // namespace
}  // namespace shoal::gui
