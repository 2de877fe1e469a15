#include "gui/share_dialog.h"

#include <algorithm>

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "gui/drop_overlay.h"
#include "gui/drop_zone.h"
#include "gui/format.h"
#include "gui/link_card.h"
#include "gui/link_text.h"
#include "gui/notice.h"
#include "gui/primary_button.h"
#include "gui/share_job_row.h"
#include "gui/share_options_form.h"
#include "gui/text_label.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

constexpr int path_role = Qt::UserRole;
constexpr qsizetype max_missing_named = 5;
constexpr int max_row_lines = 12;  // of progress above a link, before it scrolls

using State = ShareJob::State;

/// One look at the disk, for the symbol and the size of a file; a folder's size is known once it is read.
QListWidgetItem* item_of(const QString& path) {
    const QFileInfo info{path};
    const bool is_folder = info.isDir();
    const auto name = shown_name(path), place = harmless(info.path());
    const auto size = format_bytes(static_cast<std::uint64_t>(info.size()));
    const auto text = is_folder ? ShareDialog::tr("%1 (folder in %2)").arg(name, place)
                                : ShareDialog::tr("%1 (%2, in %3)").arg(name, size, place);
    auto* item = new QListWidgetItem{symbol(is_folder ? QStringLiteral("folder") : QStringLiteral("file")), text};
    item->setData(path_role, path);
    item->setToolTip(harmless(path).toHtmlEscaped());
    return item;
}

}  // namespace

ShareDialog::ShareDialog(EngineClient& client, const QStringList& paths, QWidget* parent)
    : QDialog{parent}, jobs_{new ShareJobs{client, this}}, pages_{new QStackedWidget{this}}, zone_{new DropZone{this}},
      missing_{new Notice{this}}, list_{new QListWidget{this}}, options_{new ShareOptionsForm{this}},
      heading_{new TextLabel{{}, this, TextLabel::Tone::plain, TextLabel::Size::title}},
      hint_{new TextLabel{{}, this, TextLabel::Tone::subtle}}, scroll_{new QScrollArea{this}}, card_{new LinkCard{
                                                                                                   this}},
      start_{new PrimaryButton{tr("&Start sharing"), this}}, copy_all_{new QPushButton{symbol(QStringLiteral("copy")),
                                                                                       tr("Copy &all links"), this}},
      stop_{new QPushButton{tr("Sto&p"), this}}, close_{new QPushButton{this}} {
    setObjectName(QStringLiteral("share_dialog"));
    setWindowTitle(tr("Share"));
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    pages_->addWidget(build_choosing());
    pages_->addWidget(build_working());
    layout->addWidget(pages_, 1);
    build_buttons(*layout);
    connect(zone_, &DropZone::chosen, this, &ShareDialog::add_paths);
    connect(zone_, &DropZone::links_dropped, this, &ShareDialog::links_dropped);
    auto* drops = new DropOverlay{this};
    connect(drops, &DropOverlay::paths_dropped, this, &ShareDialog::add_paths);
    connect(drops, &DropOverlay::links_dropped, this, &ShareDialog::links_dropped);
    connect(options_, &ShareOptionsForm::folded, this, &ShareDialog::make_room);
    connect(jobs_, &ShareJobs::changed, this, &ShareDialog::job_changed);
    connect(jobs_, &ShareJobs::finished, this, &ShareDialog::all_done);
    resize(fontMetrics().averageCharWidth() * 92, fontMetrics().height() * 28);
    add_paths(paths);
    list_changed();
}

QWidget* ShareDialog::build_choosing() {
    auto* page = new QWidget{this};
    auto* layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(zone_);
    layout->addWidget(missing_);
    missing_->setObjectName(QStringLiteral("share_missing"));
    layout->addWidget(list_, 1);
    layout->addWidget(options_);
    layout->addStretch(0);
    list_->setObjectName(QStringLiteral("share_list"));
    list_->setAccessibleName(tr("Files and folders to share"));
    list_->setAccessibleDescription(tr("The Delete key takes the chosen ones off the list."));
    list_->setToolTip(list_->accessibleDescription());
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list_->setTextElideMode(Qt::ElideMiddle);
    auto* remove = new QShortcut{QKeySequence{Qt::Key_Delete}, list_, nullptr, nullptr, Qt::WidgetShortcut};
    connect(remove, &QShortcut::activated, this, &ShareDialog::remove_chosen);
    return page;
}

QWidget* ShareDialog::build_working() {
    auto* page = new QWidget{this};
    auto* layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(heading_);
    auto* rows = new QWidget;
    rows_layout_ = new QVBoxLayout{rows};
    rows_layout_->setContentsMargins(0, 0, 0, 0);
    rows_layout_->setSpacing(0);
    rows_layout_->addStretch(1);
    scroll_->setWidget(rows);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setAccessibleName(tr("Progress"));
    layout->addWidget(scroll_, 1);
    layout->addWidget(card_);
    layout->addWidget(hint_);
    card_->hide();
    heading_->setObjectName(QStringLiteral("share_heading"));
    hint_->setObjectName(QStringLiteral("share_hint"));
    return page;
}

void ShareDialog::build_buttons(QVBoxLayout& layout) {
    start_->setObjectName(QStringLiteral("share_start"));
    stop_->setObjectName(QStringLiteral("share_stop"));
    close_->setObjectName(QStringLiteral("share_close"));
    copy_all_->setObjectName(QStringLiteral("share_copy_all"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(copy_all_);
    row->addStretch(1);
    for (QPushButton* button : {stop_, close_, static_cast<QPushButton*>(start_)}) row->addWidget(button);
    layout.addLayout(row);
    connect(start_, &QPushButton::clicked, this, &ShareDialog::start);
    connect(stop_, &QPushButton::clicked, jobs_, &ShareJobs::stop_all);
    connect(close_, &QPushButton::clicked, this, &QDialog::reject);
    connect(copy_all_, &QPushButton::clicked, this, &ShareDialog::copy_all);
}

// --- choosing --------------------------------------------------------------------------------------------------------

void ShareDialog::add_paths(const QStringList& paths) {
    if (pages_->currentIndex() == working) return jobs_->start(paths, ShareOptions{jobs_->options()});
    QStringList missing;
    for (const auto& path : paths) {
        bool is_listed = false;
        for (int row = 0; row < list_->count(); ++row) is_listed |= list_->item(row)->data(path_role) == path;
        if (is_listed) continue;
        if (!QFileInfo::exists(path)) {
            missing.push_back(harmless(path));
        } else {
            list_->addItem(item_of(path));
        }
    }
    tell_missing(missing);
    list_changed();
}

void ShareDialog::tell_missing(const QStringList& paths) {
    if (paths.isEmpty()) return missing_->clear();
    auto named = paths.mid(0, max_missing_named);
    if (paths.size() > named.size()) named.push_back(QStringLiteral("…"));
    missing_->tell(Notice::Kind::bad, tr("There is nothing at:"), named.join(QLatin1Char{'\n'}));
}

void ShareDialog::remove_chosen() {
    qDeleteAll(list_->selectedItems());
    list_changed();
}

void ShareDialog::list_changed() {
    list_->setVisible(list_->count() > 0);
    refresh();
}

void ShareDialog::start() {
    auto options = options_->options();
    if (!options) return;
    QStringList paths;
    for (int row = 0; row < list_->count(); ++row) paths.push_back(list_->item(row)->data(path_role).toString());
    pages_->setCurrentIndex(working);
    jobs_->start(paths, std::move(*options));
    refresh();
    close_->setFocus();
}

// --- working ---------------------------------------------------------------------------------------------------------

void ShareDialog::job_changed(std::size_t job) {
    while (rows_.size() < jobs_->all().size()) {
        const auto at = rows_.size();
        auto* row = new ShareJobRow{this};
        row->show_job(jobs_->all()[at]);
        rows_layout_->insertWidget(rows_layout_->count() - 1, row);
        connect(row, &ShareJobRow::stop_wanted, jobs_, [this, at] { jobs_->stop(at); });
        connect(row, &ShareJobRow::again_wanted, jobs_, [this, at] { jobs_->try_again(at); });
        connect(row, &ShareJobRow::link_wanted, this, [this, at] { show_link(at); });
        rows_.push_back(row);
    }
    const auto& one = jobs_->all()[job];
    rows_[job]->show_job(one);
    if (one.state == State::shared && one.added->tag != last_tag_) {
        last_tag_ = one.added->tag;
        if (card_->isHidden()) show_link(job);
        Q_EMIT shared(one.added->tag, harmless(one.added->name));
    }
    refresh();
}

void ShareDialog::show_link(std::size_t job) {
    const auto& added = *jobs_->all()[job].added;
    const auto magnet = Magnet::parse(added.link);
    card_->show_link({.name = QString::fromStdString(added.name),
                      .link = QString::fromStdString(added.link),
                      .short_link = magnet ? QString::fromStdString(magnet->short_form()) : QString{},
                      .files = added.files,
                      .bytes = added.bytes});
    card_->show();
    card_->setFocus();
}

void ShareDialog::copy_all() {
    QStringList links;
    for (const auto& job : jobs_->all()) {
        if (job.added) links.push_back(QString::fromStdString(job.added->link));
    }
    QGuiApplication::clipboard()->setText(links.join(QLatin1Char{'\n'}));
}

void ShareDialog::all_done() {
    refresh();
    if (isVisible()) return;
    const auto good = static_cast<int>(jobs_->count(State::shared));
    const auto bad = static_cast<int>(jobs_->count(State::failed));
    const auto sentence = bad > 0 ? tr("%Ln file(s) or folder(s) could not be shared.", nullptr, bad)
                                  : tr("%Ln share(s) are ready: their links can be copied now.", nullptr, good);
    if (good + bad > 0) Q_EMIT finished_unseen(sentence, last_tag_);
    if (deletes_itself_) deleteLater();
}

/// Heading, hint and buttons, as the state of the moment has them.
void ShareDialog::refresh() {
    const bool is_choosing = pages_->currentIndex() == choosing;
    const bool busy = jobs_->is_busy();
    const auto all = static_cast<int>(jobs_->all().size());
    const auto good = static_cast<int>(jobs_->count(State::shared));
    const auto bad = static_cast<int>(jobs_->count(State::failed));
    start_->setVisible(is_choosing);
    start_->setEnabled(list_->count() > 0);
    start_->setDefault(is_choosing);
    stop_->setVisible(busy);
    stop_->setText(all > 1 ? tr("Sto&p all") : tr("Sto&p"));
    copy_all_->setVisible(good > 1);
    close_->setText(is_choosing ? tr("Cancel") : busy ? tr("Go on in the &background") : tr("&Done"));
    close_->setDefault(!is_choosing);
    if (busy) {
        heading_->setText(tr("Reading, so that every byte can be checked"));
    } else if (bad > 0) {
        heading_->setText(good > 0 ? tr("Not all of it could be shared") : tr("This could not be shared"));
    } else {
        heading_->setText(good == 0  ? tr("Nothing was shared")
                          : good > 1 ? tr("These are shared now")
                                     : tr("It is shared now"));
    }
    hint_->setText(
        tr("You can close this window: Shoal goes on reading in the background. Stop ends it, and nothing of "
           "it is shared."));
    hint_->setVisible(busy);
    if (!is_choosing) make_room();
}

/// Grows as far as what it shows needs; a person makes it smaller again.
void ShareDialog::make_room() {
    auto* rows = scroll_->widget();
    rows->layout()->activate();
    const int wanted =
        rows->layout()->hasHeightForWidth() ? rows->layout()->heightForWidth(rows->width()) : rows->sizeHint().height();
    scroll_->setMinimumHeight(std::min(wanted, fontMetrics().height() * max_row_lines));
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height()) resize(width(), needed);
}

// --- the end ---------------------------------------------------------------------------------------------------------

void ShareDialog::done(int result) {
    const bool goes_on = jobs_->is_busy();
    if (goes_on) {
        deletes_itself_ = deletes_itself_ || testAttribute(Qt::WA_DeleteOnClose);
        setAttribute(Qt::WA_DeleteOnClose, false);
    } else if (deletes_itself_) {
        setAttribute(Qt::WA_DeleteOnClose);
    }
    QDialog::done(result);
    if (goes_on) Q_EMIT went_on(static_cast<int>(jobs_->count(State::waiting) + jobs_->count(State::hashing)));
}

}  // namespace shoal::gui
