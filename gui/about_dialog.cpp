#include "gui/about_dialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

namespace shoal::gui {

AboutDialog::AboutDialog(QWidget* parent) : QDialog{parent} {
    setObjectName(QStringLiteral("about_dialog"));
    setWindowTitle(tr("About Shoal"));
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(12);
    auto* icon = new QLabel{this};
    icon->setPixmap(windowIcon().pixmap(QSize{64, 64}, devicePixelRatioF()));
    auto* title = new QLabel{tr("Shoal %1").arg(QStringLiteral(SHOAL_VERSION)), this};
    auto big = title->font();
    big.setPointSizeF(big.pointSizeF() * 1.5);
    big.setBold(true);
    title->setFont(big);
    auto* text = new QLabel{tr("Moves files between people and machines without a server in the middle. Every byte is "
                               "checked before it is kept, every connection is encrypted, and nobody without the link "
                               "gets in."),
                            this};
    auto* terms =
        new QLabel{tr("Free software under the terms of the Apache License 2.0. Built with Qt %1, libsodium, libuv, "
                      "SQLite, msgpack-c, utf8proc, fmt and libqrencode.")
                       .arg(QString::fromLatin1(qVersion())),
                   this};
    for (auto* label : {text, terms}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setMinimumWidth(fontMetrics().averageCharWidth() * 56);
    }
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Close, this};
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QWidget* widget : {static_cast<QWidget*>(icon), static_cast<QWidget*>(title), static_cast<QWidget*>(text),
                            static_cast<QWidget*>(terms), static_cast<QWidget*>(buttons)}) {
        column->addWidget(widget);
    }
    layout()->setSizeConstraint(QLayout::SetFixedSize);
}

}  // namespace shoal::gui
