#include "gui/drop_zone.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>

#include "gui/dropped.h"
#include "gui/text_label.h"
#include "gui/theme.h"

namespace shoal::gui {

DropZone::DropZone(QWidget* parent) : QWidget{parent} {
    setObjectName(QStringLiteral("drop_zone"));
    setAcceptDrops(true);
    auto* words = new TextLabel{tr("Drop files or folders here"), this, TextLabel::Tone::plain, TextLabel::Size::title};
    words->setAlignment(Qt::AlignCenter);
    auto* more = new TextLabel{tr("They stay where they are, and each becomes a share with a link of its own."), this,
                               TextLabel::Tone::subtle};
    more->setAlignment(Qt::AlignCenter);
    auto* files = new QPushButton{symbol(QStringLiteral("file")), tr("Choose &files…"), this};
    auto* folder = new QPushButton{symbol(QStringLiteral("folder")), tr("Choose a f&older…"), this};
    files->setObjectName(QStringLiteral("drop_zone_files"));
    folder->setObjectName(QStringLiteral("drop_zone_folder"));
    files->setAutoDefault(false);
    folder->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    row->addWidget(files);
    row->addWidget(folder);
    row->addStretch(1);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(16, fontMetrics().height() * 4, 16, 16);  // the symbol is painted above
    layout->setSpacing(8);
    layout->addWidget(words);
    layout->addWidget(more);
    layout->addSpacing(4);
    layout->addLayout(row);
    setAccessibleName(words->text());
    setAccessibleDescription(more->text());
    connect(files, &QPushButton::clicked, this, [this] { choose(false); });
    connect(folder, &QPushButton::clicked, this, [this] { choose(true); });
}

void DropZone::choose(bool folders) {
    auto* dialog = new QFileDialog{this, folders ? tr("Choose a folder to share") : tr("Choose files to share")};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(folders ? QFileDialog::Directory : QFileDialog::ExistingFiles);
    dialog->setOption(QFileDialog::ShowDirsOnly, folders);
    connect(dialog, &QFileDialog::filesSelected, this, &DropZone::chosen);
    dialog->open();
}

void DropZone::set_hot(bool hot) {
    hot_ = hot;
    update();
}

void DropZone::dragEnterEvent(QDragEnterEvent* event) {
    if (dropped_from(*event->mimeData()).is_empty()) return;
    event->acceptProposedAction();
    set_hot(true);
}

void DropZone::dragLeaveEvent(QDragLeaveEvent*) {
    set_hot(false);
}

void DropZone::dropEvent(QDropEvent* event) {
    set_hot(false);
    const auto dropped = dropped_from(*event->mimeData());
    if (dropped.is_empty()) return;
    event->acceptProposedAction();
    if (!dropped.paths.isEmpty()) return Q_EMIT chosen(dropped.paths);
    Q_EMIT links_dropped(dropped.links);
}

void DropZone::paintEvent(QPaintEvent*) {
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    const auto& meaning = colours(palette());
    auto ground = meaning.accent;
    ground.setAlphaF(hot_ ? 0.16F : 0.05F);
    QPen pen{hot_ ? meaning.accent : meaning.subtle, 1.5, Qt::CustomDashLine, Qt::RoundCap};
    pen.setDashPattern({4, 4});
    painter.setPen(pen);
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF{rect()}.adjusted(1, 1, -1, -1), 10, 10);
    const int side = fontMetrics().height() * 2;
    painter.drawPixmap((width() - side) / 2, fontMetrics().height() * 3 / 2,
                       symbol_pixmap(QStringLiteral("share"), meaning.accent, side, devicePixelRatioF()));
}

}  // namespace shoal::gui
