#include "gui/download_place.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include "gui/format.h"
#include "gui/notice.h"
#include "gui/text_label.h"
#include "gui/theme.h"

namespace shoal::gui {

namespace {

using namespace std::chrono_literals;

constexpr auto look_again_after = 2s;

}  // namespace

DownloadPlace::DownloadPlace(const QString& folder, QWidget* parent, Look look)
    : QWidget{parent}, look_{look ? std::move(look) : Look{look_at_folder}}, again_{new QTimer{this}},
      folder_{new QLineEdit{folder, this}}, room_{new TextLabel{{}, this, TextLabel::Tone::subtle}},
      warning_{new Notice{this}}, all_the_same_{new QCheckBox{tr("Start &all the same"), this}} {
    auto* name = new QLabel{tr("Save &in"), this};
    name->setBuddy(folder_);
    auto* choose_folder = new QPushButton{symbol(QStringLiteral("folder")), tr("&Choose…"), this};
    choose_folder->setAutoDefault(false);
    folder_->setObjectName(QStringLiteral("place_folder"));
    folder_->setAccessibleName(tr("Folder to save in"));
    room_->setObjectName(QStringLiteral("place_room"));
    warning_->setObjectName(QStringLiteral("place_warning"));
    all_the_same_->setObjectName(QStringLiteral("place_all_the_same"));
    choose_folder->setObjectName(QStringLiteral("place_choose"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(name);
    row->addWidget(folder_, 1);
    row->addWidget(choose_folder);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(room_);
    layout->addWidget(warning_);
    layout->addWidget(all_the_same_);
    connect(folder_, &QLineEdit::textChanged, this, [this] {
        refresh();
        Q_EMIT folder_changed();
    });
    connect(again_, &QTimer::timeout, this, &DownloadPlace::refresh);
    connect(choose_folder, &QPushButton::clicked, this, &DownloadPlace::choose);
    connect(all_the_same_, &QCheckBox::toggled, this, &DownloadPlace::changed);
    refresh();
}

void DownloadPlace::set_needed(std::uint64_t bytes) {
    if (bytes == needed_) return;
    needed_ = bytes;
    refresh();
}

QString DownloadPlace::folder() const {
    auto text = folder_->text().trimmed();
    if (text == QLatin1Char{'~'} || text.startsWith(QStringLiteral("~/"))) text.replace(0, 1, QDir::homePath());
    return QDir::isAbsolutePath(text) ? QDir::cleanPath(text) : QString{};
}

void DownloadPlace::set_names(const QStringList& names) {
    names_ = names;
    refresh();
}

bool DownloadPlace::is_fine() const {
    return usable_ && (!short_of_room_ || (!all_the_same_->isHidden() && all_the_same_->isChecked()));
}

bool DownloadPlace::is_begun(const QString& place) const {
    return std::ranges::any_of(names_, [&](const QString& name) { return QFileInfo::exists(place + u'/' + name); });
}

void DownloadPlace::refresh() {
    const auto place = folder();
    const auto state = place.isEmpty() ? FolderState{} : look_(place);
    usable_ = !place.isEmpty() && state.problem.isEmpty();
    const bool was_short = std::exchange(short_of_room_, usable_ && state.free && *state.free < needed_);
    if (!short_of_room_ || !was_short) all_the_same_->setChecked(false);  // said of another size or disk
    all_the_same_->setVisible(short_of_room_ && is_begun(place));
    room_->setVisible(usable_ && !short_of_room_ && state.free);
    if (state.free) {
        room_->setText(tr("It needs %1, and %2 are free.").arg(format_bytes(needed_), format_bytes(*state.free)));
    }
    tell(place, state);
    Q_EMIT changed();
}

/// The same again is not told again: a screen reader would read it out every time.
void DownloadPlace::tell(const QString& place, const FolderState& state) {
    auto kind = Notice::Kind::bad;
    QString text = state.problem, advice;
    if (place.isEmpty()) {
        text = tr("Give a whole path, like %1.").arg(harmless(QDir::homePath()));
    } else if (!text.isEmpty()) {
        advice = tr("Choose another folder.");
    } else if (short_of_room_) {
        kind = Notice::Kind::warn;
        text = tr("There is not enough room: it needs %1, and %2 are free.")
                   .arg(format_bytes(needed_), format_bytes(*state.free));
        const auto missing = format_bytes(needed_ - *state.free);
        advice = is_begun(place) ? tr("%1 are missing, less what is there already of it. Make room, choose fewer files "
                                      "or another folder; or start, if enough of it is there.")
                                       .arg(missing)
                                 : tr("%1 are missing. Make room, choose fewer files, or another folder.").arg(missing);
    }
    if (text.isEmpty()) return warning_->clear();
    if (text != warning_->text() || advice != warning_->accessibleDescription()) warning_->tell(kind, text, advice);
}

void DownloadPlace::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
    again_->start(look_again_after);
}

void DownloadPlace::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    again_->stop();
}

void DownloadPlace::choose() {
    auto* dialog = new QFileDialog{this, tr("Choose a folder to save in"), folder()};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, folder_, &QLineEdit::setText);
    dialog->open();
}

}  // namespace shoal::gui
