#include "gui/window_dialogs.h"

#include <set>
#include <utility>

#include <QDialog>

#include "gui/about_dialog.h"
#include "gui/diagnosis_dialog.h"
#include "gui/get_dialog.h"
#include "gui/label_dialog.h"
#include "gui/limit_dialog.h"
#include "gui/link_dialog.h"
#include "gui/remove_dialog.h"
#include "gui/settings_dialog.h"
#include "gui/share_dialog.h"

namespace shoal::gui {
namespace {

QString name_of(const ShareView& share) {
    return QString::fromStdString(share.name);
}

}  // namespace

WindowDialogs::WindowDialogs(EngineClient& client, ShareStore& store, WindowSettings& settings, ConfigFile& file,
                             ProgramRunner& programs, QObject* parent)
    : QObject{parent}, client_{client}, store_{store}, settings_{settings}, file_{file}, programs_{programs} {}

void WindowDialogs::open(QDialog* dialog) {
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

void WindowDialogs::share(const QStringList& paths) {
    auto* dialog = new ShareDialog{client_, paths, window_};
    connect(dialog, &ShareDialog::went_on, this,
            [this](int count) { Q_EMIT said(tr("Reading %Ln item(s) goes on in the background.", nullptr, count)); });
    connect(dialog, &ShareDialog::finished_unseen, this, [this](const QString& sentence) { Q_EMIT said(sentence); });
    connect(dialog, &ShareDialog::shared, this, [this](const std::string& tag) { Q_EMIT started(tag); });
    connect(dialog, &ShareDialog::links_dropped, this, &WindowDialogs::get);
    open(dialog);
}

void WindowDialogs::get(const QStringList& links) {
    // One link after the other, in one dialog.
    open(make_get_dialog(links.join(QLatin1Char{'\n'})));
}

void WindowDialogs::go_on_getting(const std::string& tag) {
    auto* dialog = make_get_dialog({});
    dialog->go_on_with(tag);
    open(dialog);
}

GetDialog* WindowDialogs::make_get_dialog(const QString& links) {
    auto* dialog = new GetDialog{client_, store_, links, download_dir_, window_};
    connect(dialog, &GetDialog::started, this, &WindowDialogs::started);
    connect(dialog, &GetDialog::known, this, &WindowDialogs::started);
    return dialog;
}

void WindowDialogs::link(const std::string& tag) {
    if (const auto* share = store_.find(tag)) open(new LinkDialog{client_, tag, name_of(*share), window_});
}

std::vector<ShareView> WindowDialogs::shares_of(const Tags& tags) const {
    std::vector<ShareView> out;
    for (const auto& tag : tags) {
        if (const auto* share = store_.find(tag)) out.push_back(*share);
    }
    return out;
}

void WindowDialogs::remove(const Tags& tags, bool data) {
    auto shares = shares_of(tags);
    if (!shares.empty()) open(new RemoveDialog{client_, std::move(shares), data, window_});
}

void WindowDialogs::labels(const Tags& tags) {
    const auto shares = shares_of(tags);
    if (shares.empty()) return;
    std::set<std::string> known;
    for (const auto& share : store_.all()) known.insert(share.labels.begin(), share.labels.end());
    open(new LabelDialog{client_, shares, {known.begin(), known.end()}, window_});
}

void WindowDialogs::limits(const Tags& tags, const Limits& now) {
    const auto shares = shares_of(tags);
    if (shares.empty()) return open(new LimitDialog{client_, {}, {}, now, window_});
    const auto& first = shares.front();
    open(new LimitDialog{client_, tags, shares.size() == 1 ? name_of(first) : QString{},
                         Limits{.up = first.limit_up, .down = first.limit_down}, window_});
}

void WindowDialogs::settings() {
    open(new SettingsDialog{client_, settings_, file_, programs_, window_});
}

void WindowDialogs::diagnosis() {
    open(new DiagnosisDialog{client_, window_});
}

void WindowDialogs::about() {
    open(new AboutDialog{window_});
}

}  // namespace shoal::gui
