// Limits and labels.

#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/label_dialog.h"
#include "gui/limit_dialog.h"
#include "gui/notice.h"
#include "gui/rate_field.h"
#include "tests/gui/fake_client.h"
#include "tests/gui/pseudo_locale.h"

namespace shoal::gui {
namespace {

constexpr std::uint64_t mebi = 1024 * 1024;

QString spoken(QWidget* widget) {
    return QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name);
}

TEST(RateFieldTest, KeepsARateAsItIs) {
    RateField field{QStringLiteral("Limit &download to"), QStringLiteral("Download")};
    for (const std::uint64_t rate :
         {std::uint64_t{0}, 500 * std::uint64_t{1024}, mebi, 5 * mebi / 2, 3 * 1024 * mebi}) {
        field.set_rate(rate);
        EXPECT_EQ(field.rate(), rate);
    }
}

TEST(RateFieldTest, OffersSomethingToStartFrom) {
    RateField field{QStringLiteral("Limit &download to"), QStringLiteral("Download")};
    EXPECT_FALSE(field.findChild<QDoubleSpinBox*>()->isEnabled());
    field.findChild<QCheckBox*>()->click();
    EXPECT_EQ(field.rate(), mebi);
    field.findChild<QComboBox*>()->setCurrentIndex(0);
    field.findChild<QDoubleSpinBox*>()->setValue(250);
    EXPECT_EQ(field.rate(), 250U * 1024U);
    EXPECT_EQ(spoken(field.findChild<QDoubleSpinBox*>()), QStringLiteral("Download: how much"));
    EXPECT_EQ(spoken(field.findChild<QCheckBox*>()), QStringLiteral("Limit download to"));
}

class LimitDialogTest : public testing::Test {
protected:
    LimitDialogTest() {
        client.become_ready();
        client.answer<LimitRates>([](const LimitRates& asked) { return Limits{asked.up, asked.down}; });
    }
    FakeClient client;
};

TEST_F(LimitDialogTest, SetsTheLimitOfEverything) {
    LimitDialog dialog{client, {}, {}, {.up = 0, .down = 2 * mebi}};
    dialog.show();
    QSignalSpy limited{&dialog, &LimitDialog::limited};
    dialog.findChild<RateField*>(QStringLiteral("limit_up"))->set_rate(mebi);
    QTest::keyClick(&dialog, Qt::Key_Return);
    FakeClient::settle();
    ASSERT_EQ(client.asked<LimitRates>().size(), 1U);
    const auto asked = client.asked<LimitRates>()[0];
    EXPECT_TRUE(asked.tag.empty() && asked.set_up && asked.set_down);
    EXPECT_EQ(asked.up, mebi);
    EXPECT_EQ(asked.down, 2 * mebi);
    EXPECT_EQ(limited.count(), 1);
    EXPECT_EQ(dialog.result(), QDialog::Accepted);
}

TEST_F(LimitDialogTest, SetsThatOfEachOfSeveralShares) {
    LimitDialog dialog{client, {"aaaaaaaa", "bbbbbbbb"}, {}, {}};
    dialog.show();
    dialog.findChild<QPushButton*>(QStringLiteral("limit_set"))->click();
    FakeClient::settle();
    ASSERT_EQ(client.asked<LimitRates>().size(), 2U);
    EXPECT_EQ(client.asked<LimitRates>()[1].tag, "bbbbbbbb");
}

TEST_F(LimitDialogTest, StaysWithWhatWentWrong) {
    client.answer<LimitRates>([](const LimitRates&) { return fail(Errc::not_found, "no such share"); });
    LimitDialog dialog{client, {"aaaaaaaa"}, QStringLiteral("photos"), {}};
    dialog.show();
    QTest::keyClick(&dialog, Qt::Key_Return);
    FakeClient::settle();
    EXPECT_EQ(dialog.findChild<Notice*>()->text(), QStringLiteral("This share is not there any more."));
    EXPECT_FALSE(dialog.isHidden());
    QTest::keyClick(&dialog, Qt::Key_Escape);
    EXPECT_TRUE(dialog.isHidden());
}

class LabelDialogTest : public testing::Test {
protected:
    LabelDialogTest() {
        client.become_ready();
        client.answer<LabelShares>([](const LabelShares&) { return ShareList{}; });
        first.labels = {"family", "summer"};
        second.labels = {"family"};
    }
    void open(const std::vector<ShareView>& shares) {
        dialog = std::make_unique<LabelDialog>(client, shares, std::vector<std::string>{"family", "summer", "work"});
        dialog->show();
    }
    QListWidgetItem* item(const char* label) {
        const auto found = dialog->findChild<QListWidget*>()->findItems(QLatin1String{label}, Qt::MatchExactly);
        return found.isEmpty() ? nullptr : found.front();
    }
    void save() {
        QTest::keyClick(dialog.get(), Qt::Key_Return);
        FakeClient::settle();
    }
    FakeClient client;
    ShareView first = a_share("aaaaaaaa"), second = a_share("bbbbbbbb");
    std::unique_ptr<LabelDialog> dialog;
};

TEST_F(LabelDialogTest, MakesRoomForWhatItHasToSay) {
    dialog = std::make_unique<LabelDialog>(client, std::vector{a_share()}, std::vector<std::string>{});
    dialog->show();
    FakeClient::settle();
    dialog->findChild<QLineEdit*>()->setText(QStringLiteral("my,label<b>"));
    save();
    EXPECT_TRUE(dialog->findChild<Notice*>()->isVisible());
    EXPECT_EQ(cut_texts(*dialog), QStringList{});
}

TEST_F(LabelDialogTest, ShowsWhatAllSomeAndNoneHave) {
    open({first, second});
    EXPECT_EQ(item("family")->checkState(), Qt::Checked);
    EXPECT_EQ(item("summer")->checkState(), Qt::PartiallyChecked);
    EXPECT_EQ(item("work")->checkState(), Qt::Unchecked);
}

TEST_F(LabelDialogTest, ChangesOnlyWhatWasChanged) {
    open({first, second});
    item("family")->setCheckState(Qt::Unchecked);
    item("work")->setCheckState(Qt::Checked);
    save();
    ASSERT_EQ(client.asked<LabelShares>().size(), 1U);
    const auto asked = client.asked<LabelShares>()[0];
    EXPECT_EQ(asked.tags, (std::vector<std::string>{"aaaaaaaa", "bbbbbbbb"}));
    EXPECT_EQ(asked.add, std::vector<std::string>{"work"});
    EXPECT_EQ(asked.remove, std::vector<std::string>{"family"});
    EXPECT_EQ(dialog->result(), QDialog::Accepted);
}

TEST_F(LabelDialogTest, AsksNothingWhereNothingChanged) {
    open({first});
    save();
    EXPECT_TRUE(client.asked<LabelShares>().empty());
    EXPECT_EQ(dialog->result(), QDialog::Accepted);
}

TEST_F(LabelDialogTest, TakesANewLabelFromTheFieldWithEnter) {
    open({first});
    dialog->findChild<QLineEdit*>(QStringLiteral("label_new"))->setText(QStringLiteral(" films "));
    save();
    ASSERT_EQ(client.asked<LabelShares>().size(), 1U);
    EXPECT_EQ(client.asked<LabelShares>()[0].add, std::vector<std::string>{"films"});
}

TEST_F(LabelDialogTest, RefusesWhatCannotBeALabel) {
    open({first});
    dialog->findChild<QLineEdit*>(QStringLiteral("label_new"))->setText(QStringLiteral("a,b"));
    save();
    EXPECT_TRUE(client.asked<LabelShares>().empty());
    EXPECT_EQ(dialog->findChild<Notice*>()->text(), QStringLiteral("This cannot be a label."));
}

TEST_F(LabelDialogTest, TypingALabelThatIsThereTicksIt) {
    open({first});
    dialog->findChild<QLineEdit*>(QStringLiteral("label_new"))->setText(QStringLiteral("work"));
    dialog->findChild<QPushButton*>(QStringLiteral("label_add"))->click();
    EXPECT_EQ(item("work")->checkState(), Qt::Checked);
    EXPECT_EQ(dialog->findChild<QListWidget*>()->count(), 3);
}

TEST_F(LabelDialogTest, IsUsedByKeysAlone) {
    open({first});
    auto* list = dialog->findChild<QListWidget*>();
    list->setFocus();
    list->setCurrentItem(item("work"));
    QTest::keyClick(list, Qt::Key_Space);
    EXPECT_EQ(item("work")->checkState(), Qt::Checked);
    EXPECT_EQ(spoken(list), QStringLiteral("Labels"));
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    EXPECT_TRUE(dialog->isHidden());
    EXPECT_TRUE(client.asked<LabelShares>().empty());
}

}  // namespace
}  // namespace shoal::gui
