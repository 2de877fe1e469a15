#pragma once
// The dialog that gets a link, before an engine of the tests' own.

#include "gui/get_dialog.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>
#include <QPushButton>
#include <QTest>

#include <gtest/gtest.h>

#include "gui/link_text.h"
#include "gui/notice.h"
#include "tests/gui/a_link.h"
#include "tests/gui/fake_client.h"

namespace shoal::gui {

constexpr std::uint64_t mebi = 1024 * 1024;

inline std::string tag_of(unsigned char seed = 1) {
    return link_tag(a_magnet(seed));
}

inline LinkResolved a_resolved(unsigned char seed = 1) {
    return {.tag = tag_of(seed),
            .name = "holiday photos",
            .bytes = 30 * mebi,
            .single = false,
            .files = {{.path = "a.jpg", .bytes = 10 * mebi},
                      {.path = "more/b.jpg", .bytes = 5 * mebi},
                      {.path = "more/c.jpg", .bytes = 15 * mebi}}};
}

inline ShareView a_share_without_place() {
    auto share = a_share(tag_of());
    share.path.clear();
    share.state = ShareState::resolved;
    return share;
}

class GetDialogTest : public testing::Test {
protected:
    GetDialogTest() {
        QGuiApplication::clipboard()->clear();
        client.answer<ListShares>([this](const ListShares&) { return ShareList{shares}; });
        client.answer<ListSources>([](const ListSources&) { return SourceList{}; });
        client.answer<RemoveShare>([](const RemoveShare&) { return ShareForgotten{}; });
    }
    ~GetDialogTest() override { delete dialog; }
    GetDialog& open(const QString& text) {
        client.become_ready();
        FakeClient::settle();
        dialog = new GetDialog{
            client, store, text, QStringLiteral("/home/iris/Downloads"), nullptr, [this](const QString& folder) {
                asked_folder = folder;
                return FolderState{.problem = problem, .free = free_space};
            }};
        dialog->show();
        FakeClient::settle();
        return *dialog;
    }
    void resolve(Result<LinkResolved> found = a_resolved()) {
        client.answer_open<ResolveLink>(std::move(found));
        FakeClient::settle();
    }
    void press(Qt::Key key) {
        QTest::keyClick(dialog, key);
        FakeClient::settle();
    }
    template <class W = QPushButton>
    W* child(const char* name) {
        return dialog->findChild<W*>(QLatin1String{name});
    }
    QString told(const char* notice) { return child<Notice>(notice)->text(); }

    FakeClient client;
    ShareStore store{client};
    std::vector<ShareView> shares;
    std::optional<std::uint64_t> free_space = 1'000 * mebi;
    QString problem;  // of the folder
    QString asked_folder;
    QPointer<GetDialog> dialog;
};

}  // namespace shoal::gui
