#include "gui/get_dialog.h"

#include <QAccessible>
#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

#include <gtest/gtest.h>

#include "gui/file_tree.h"
#include "gui/peer_search.h"
#include "gui/text_label.h"
#include "tests/gui/get_fixture.h"

namespace shoal::gui {
namespace {

TEST_F(GetDialogTest, GoesFromALinkToADownload) {
    open(a_link());
    ASSERT_EQ(client.asked<ResolveLink>().size(), 1U);
    EXPECT_EQ(client.asked<ResolveLink>()[0].link, a_link().toStdString());
    EXPECT_EQ(client.asked<ResolveLink>()[0].timeout_ms, 0U);
    EXPECT_EQ(child<TextLabel>("get_heading")->text(), QStringLiteral("Looking for somebody who has “holiday photos”"));
    resolve();
    EXPECT_EQ(child<TextLabel>("place_room")->text(), QStringLiteral("It needs 30.0 MiB, and 1,000.0 MiB are free."));
    QSignalSpy started{dialog, &GetDialog::started};
    press(Qt::Key_Return);
    ASSERT_EQ(client.asked<StartDownload>().size(), 1U);
    const auto asked = client.asked<StartDownload>()[0];
    EXPECT_EQ(asked.tag, tag_of());
    EXPECT_EQ(asked.directory, "/home/iris/Downloads");
    EXPECT_TRUE(asked.select.empty());
    EXPECT_FALSE(asked.overwrite);
    client.answer_open<StartDownload>(a_share(tag_of()));
    FakeClient::settle();
    ASSERT_EQ(started.count(), 1);
    EXPECT_EQ(started[0][0].value<std::string>(), tag_of());
    EXPECT_TRUE(dialog->isHidden());
}

TEST_F(GetDialogTest, ProposesWhatTheClipboardHasAndWaitsForEnter) {
    QGuiApplication::clipboard()->setText(QStringLiteral("Look: %1 !").arg(a_link()));
    open({});
    EXPECT_TRUE(client.asked<ResolveLink>().empty());
    EXPECT_EQ(told("get_about_link"), QStringLiteral("“holiday photos”, 80.0 MiB, as the link says"));
    press(Qt::Key_Return);
    EXPECT_EQ(client.asked<ResolveLink>().size(), 1U);
}

TEST_F(GetDialogTest, LeavesOtherTextOfTheClipboardAlone) {
    QGuiApplication::clipboard()->setText(QStringLiteral("my password"));
    open({});
    EXPECT_TRUE(child<QLineEdit>("get_link")->text().isEmpty());
}

TEST_F(GetDialogTest, SaysAtOnceWhatIsWrongWithALink) {
    open({});
    EXPECT_FALSE(child("get_go")->isEnabled());
    auto* field = child<QLineEdit>("get_link");
    field->setText(a_link().left(60));
    EXPECT_EQ(told("get_about_link"), link_problem(LinkKind::damaged));
    field->setText(QStringLiteral("magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a"));
    EXPECT_EQ(told("get_about_link"), link_problem(LinkKind::bittorrent));
    EXPECT_FALSE(child("get_go")->isEnabled());
    press(Qt::Key_Return);
    EXPECT_TRUE(client.asked<ResolveLink>().empty());
    field->setText(a_link());
    EXPECT_TRUE(child("get_go")->isEnabled());
    field->clear();
    EXPECT_TRUE(child<Notice>("get_about_link")->isHidden());
}

TEST_F(GetDialogTest, AWrongLinkThatWasHandedOverIsShownWithItsProblem) {
    open(a_link().left(60));
    EXPECT_EQ(told("get_about_link"), link_problem(LinkKind::damaged));
    EXPECT_TRUE(client.asked<ResolveLink>().empty());
}

TEST_F(GetDialogTest, TellsWhatWasTriedToFindPeers) {
    client.answer<ListSources>([](const ListSources&) {
        return SourceList{{{.source = "dht", .enabled = true, .tried = true, .tried_ago_ms = 12'000},
                           {.source = "lan", .enabled = false}}};
    });
    open(a_link());
    ASSERT_FALSE(client.asked<ListSources>().empty());
    EXPECT_EQ(client.asked<ListSources>()[0].tag, tag_of());
    QStringList lines;
    for (auto* label : dialog->findChild<PeerSearch*>()->findChildren<TextLabel*>()) lines.push_back(label->text());
    EXPECT_TRUE(lines.contains(QStringLiteral("Everywhere (DHT): nobody yet, asked 12 s ago")))
        << lines.join('|').toStdString();
    EXPECT_TRUE(lines.contains(QStringLiteral("This network: is switched off")));
    auto news = a_share(tag_of());
    news.path.clear();
    news.state = ShareState::resolving;
    news.peers = 1;
    client.say(SharesChanged{.shares = {news}, .tags = {news.tag}});
    EXPECT_TRUE(child<TextLabel>("peer_search_state")->text().startsWith(QStringLiteral("Linked to 1 peer")));
}

TEST_F(GetDialogTest, GoesOnLookingWhenItIsClosed) {
    open(a_link());
    press(Qt::Key_Escape);
    EXPECT_TRUE(dialog->isHidden());
    EXPECT_TRUE(client.cancelled().empty());
    EXPECT_TRUE(client.asked<RemoveShare>().empty());
}

TEST_F(GetDialogTest, ForgetsWhatIsNotWanted) {
    open(a_link());
    child("get_forget")->click();
    FakeClient::settle();
    EXPECT_EQ(client.cancelled().size(), 1U);
    ASSERT_EQ(client.asked<RemoveShare>().size(), 1U);
    EXPECT_EQ(client.asked<RemoveShare>()[0].tag, tag_of());
    EXPECT_FALSE(client.asked<RemoveShare>()[0].data);
    EXPECT_TRUE(dialog->isHidden());
}

TEST_F(GetDialogTest, AsksAgainWhenAnEngineThatWentAwayIsBack) {
    open(a_link());
    resolve(fail(Errc::closed, "the daemon went away"));
    EXPECT_EQ(told("get_trouble"), QStringLiteral("Shoal's engine does not answer now."));
    client.become_ready();
    FakeClient::settle();
    EXPECT_EQ(client.asked<ResolveLink>().size(), 2U);
    EXPECT_TRUE(child<Notice>("get_trouble")->isHidden());
    resolve();
    EXPECT_TRUE(child("get_go")->isEnabled());
}

TEST_F(GetDialogTest, FetchesOnlyWhatIsChosen) {
    open(a_link());
    resolve();
    auto* tree = dialog->findChild<FileTree*>();
    tree->choose_all(false);
    EXPECT_FALSE(child("get_go")->isEnabled());
    tree->choose({tree->index_of(QStringLiteral("a.jpg"))}, true);
    EXPECT_TRUE(child("get_go")->isEnabled());
    EXPECT_EQ(child<TextLabel>("place_room")->text(), QStringLiteral("It needs 10.0 MiB, and 1,000.0 MiB are free."));
    press(Qt::Key_Return);
    EXPECT_EQ(client.asked<StartDownload>()[0].select, tree->rules());
    EXPECT_FALSE(tree->rules().empty());
}

TEST_F(GetDialogTest, BeginsWithTheFilesThatTheLinkMeans) {
    open(a_link());
    auto found = a_resolved();
    found.files[1].wanted = found.files[2].wanted = false;
    resolve(found);
    auto* tree = dialog->findChild<FileTree*>();
    EXPECT_EQ(tree->chosen_bytes(), 10 * mebi);
    tree->choose_all(true);
    press(Qt::Key_Return);  // said in full, as no rules would be what the link means
    EXPECT_EQ(client.asked<StartDownload>()[0].select, std::vector<std::string>{"+#0-2"});
}

TEST_F(GetDialogTest, PointsAtAShareThatIsThereAlready) {
    shares = {a_share(tag_of())};
    open({});
    child<QLineEdit>("get_link")->setText(a_link());
    EXPECT_EQ(told("get_about_link"), QStringLiteral("You have this already: “holiday photos”."));
    QSignalSpy known{dialog, &GetDialog::known};
    press(Qt::Key_Return);
    ASSERT_EQ(known.count(), 1);
    EXPECT_EQ(known[0][0].value<std::string>(), tag_of());
    EXPECT_TRUE(client.asked<ResolveLink>().empty());
    EXPECT_TRUE(dialog->isHidden());
}

TEST_F(GetDialogTest, TellsOfAKnownShareThoseWhoConnectAfterItWasMade) {
    shares = {a_share(tag_of())};
    client.become_ready();
    FakeClient::settle();
    dialog = new GetDialog{client, store, a_link(), QStringLiteral("/home/iris/Downloads")};
    QSignalSpy known{dialog, &GetDialog::known};
    dialog->show();
    FakeClient::settle();
    EXPECT_EQ(known.count(), 1);
    EXPECT_TRUE(dialog->isHidden());
}

TEST_F(GetDialogTest, TakesManyLinksOneAfterTheOther) {
    shares = {a_share(tag_of(2))};
    open(a_link(1) + '\n' + a_link(2) + '\n' + a_short_link(3));
    EXPECT_EQ(child<TextLabel>("get_count")->text(), QStringLiteral("Link 1 of 3"));
    ASSERT_EQ(client.asked<ResolveLink>().size(), 1U);
    resolve();
    press(Qt::Key_Return);
    client.answer_open<StartDownload>(a_share(tag_of(1)));
    FakeClient::settle();
    ASSERT_EQ(client.asked<ResolveLink>().size(), 2U);
    EXPECT_EQ(client.asked<ResolveLink>()[1].link, a_short_link(3).toStdString());
    EXPECT_EQ(child<TextLabel>("get_count")->text(), QStringLiteral("Link 3 of 3"));
}

TEST_F(GetDialogTest, LosesNoLinkWhenItIsClosed) {
    open(a_link(1) + '\n' + a_link(2) + '\n' + a_link(3));
    press(Qt::Key_Escape);
    EXPECT_EQ(client.asked<ResolveLink>().size(), 3U);
    EXPECT_TRUE(client.cancelled().empty());
}

TEST_F(GetDialogTest, LaterKeepsItAndGoesToTheNext) {
    open(a_link(1) + '\n' + a_link(2));
    child("get_close")->click();
    FakeClient::settle();
    EXPECT_EQ(client.asked<ResolveLink>().size(), 2U);
    EXPECT_TRUE(client.asked<RemoveShare>().empty());
    resolve(a_resolved(1));  // of the one that went to the background
    EXPECT_TRUE(child("get_go")->isHidden());
    resolve(a_resolved(2));
    EXPECT_FALSE(child("get_go")->isHidden());
}

TEST_F(GetDialogTest, GoesOnWithAShareThatHasNoPlaceYet) {
    shares = {a_share_without_place()};
    client.answer<GetLink>([](const GetLink&) {
        return LinkView{a_link().toStdString(), a_short_link().toStdString()};
    });
    open({});
    dialog->go_on_with(tag_of());
    FakeClient::settle();
    resolve();
    EXPECT_TRUE(child("get_go")->isEnabled());
}

TEST_F(GetDialogTest, WakesAShareThatWasPausedBeforeItsFilesWereKnown) {
    auto share = a_share(tag_of());
    share.path.clear();
    share.state = ShareState::paused;
    share.paused = true;
    shares = {share};
    open(a_link());
    ASSERT_EQ(client.asked<ResumeShares>().size(), 1U);
    EXPECT_EQ(client.asked<ResumeShares>()[0].tags, std::vector<std::string>{tag_of()});
}

TEST_F(GetDialogTest, KeepsTheLinkOutOfTitleAndNames) {
    open(a_link());
    const auto id = a_short_link().mid(7);
    EXPECT_FALSE(dialog->windowTitle().contains(id));
    for (auto* widget : dialog->findChildren<QWidget*>()) {
        if (widget->objectName() == QStringLiteral("get_link")) continue;
        EXPECT_FALSE(widget->accessibleName().contains(id));
        EXPECT_FALSE(widget->toolTip().contains(id));
    }
    EXPECT_TRUE(child<QLineEdit>("get_link")->inputMethodHints().testFlag(Qt::ImhSensitiveData));
}

TEST_F(GetDialogTest, NamesItsControls) {
    open({});
    const auto name = [](QWidget* widget) {
        return QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name);
    };
    EXPECT_EQ(name(child<QLineEdit>("get_link")), QStringLiteral("Link that somebody sent you"));
    EXPECT_EQ(name(child<QLineEdit>("place_folder")), QStringLiteral("Folder to save in"));
    EXPECT_EQ(name(child("get_go")), QStringLiteral("Go on"));
}

}  // namespace
}  // namespace shoal::gui
