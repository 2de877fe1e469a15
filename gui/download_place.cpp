#include "gui/download_place.h"

#include <utility>

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStorageInfo>
#include <QVBoxLayout>

#include "gui/format.h"
#include "gui/notice.h"
#include "gui/text_label.h"
#include "gui/theme.h"

namespace shoal::gui {

std::optional<std::uint64_t> free_space_of_disk(const QString& folder) {
    QString there = folder;
    while (!QFileInfo::exists(there) && there.size() > 1) there = QFileInfo{there}.path();
    const QStorageInfo disk{there};
    if (!disk.isValid() || !disk.isReady() || disk.bytesAvailable() < 0) return std::nullopt;
    return static_cast<std::uint64_t>(disk.bytesAvailable());
}

DownloadPlace::DownloadPlace(const QString& folder, QWidget* parent, FreeSpace free_space)
    : QWidget{parent}, free_space_{free_space ? std::move(free_space) : FreeSpace{free_space_of_disk}},
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
    connect(folder_, &QLineEdit::textChanged, this, &DownloadPlace::refresh);
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

bool DownloadPlace::is_fine() const {
    return !folder().isEmpty() && (!short_of_room_ || all_the_same_->isChecked());
}

void DownloadPlace::refresh() {
    const auto place = folder();
    const auto room = place.isEmpty() ? std::nullopt : free_space_(place);
    const bool was_short = std::exchange(short_of_room_, room && *room < needed_);
    if (!short_of_room_ || !was_short) all_the_same_->setChecked(false);  // said of another size or disk
    all_the_same_->setVisible(short_of_room_);
    room_->setVisible(!short_of_room_ && room);
    if (room) room_->setText(tr("It needs %1, and %2 are free.").arg(format_bytes(needed_), format_bytes(*room)));
    if (place.isEmpty()) {
        warning_->tell(Notice::Kind::bad, tr("Give a whole path, like %1.").arg(harmless(QDir::homePath())));
    } else if (short_of_room_) {
        warning_->tell(Notice::Kind::warn,
                       tr("There is not enough room: it needs %1, and %2 are free.")
                           .arg(format_bytes(needed_), format_bytes(*room)),
                       tr("%1 are missing. Choose fewer files or another folder; or start, and make room while it "
                          "arrives: Shoal waits for it.")
                           .arg(format_bytes(needed_ - *room)));
    } else {
        warning_->clear();
    }
    Q_EMIT changed();
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
