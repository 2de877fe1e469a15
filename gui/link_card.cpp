#include "gui/link_card.h"

#include <chrono>

#include <QAccessible>
#include <QClipboard>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPainter>
#include <QTimer>

#include "gui/format.h"
#include "gui/notice.h"
#include "gui/primary_button.h"
#include "gui/qr_picture.h"
#include "gui/text_label.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

constexpr std::chrono::seconds copied_shown{2};
constexpr int saved_module = 10;  // pixels: about 400 a side

}  // namespace

LinkCard::LinkCard(QWidget* parent)
    : QWidget{parent}, name_{new TextLabel{{}, this, TextLabel::Tone::plain, TextLabel::Size::title}},
      size_{new TextLabel{{}, this, TextLabel::Tone::subtle}}, picture_{new QrPicture{this}},
      link_{new QLineEdit{this}}, copy_{new PrimaryButton{tr("&Copy link"), this, QStringLiteral("copy")}},
      command_{new QPushButton{symbol(QStringLiteral("terminal")), tr("Copy command for the &terminal"), this}},
      save_{new QPushButton{symbol(QStringLiteral("qr")), tr("Save &QR code…"), this}}, keep_{new Notice{this}},
      trouble_{new Notice{this}}, copied_{new QTimer{this}} {
    build();
    copied_->setSingleShot(true);
    copied_->setInterval(copied_shown);
    connect(copied_, &QTimer::timeout, this, &LinkCard::forget_copied);
    connect(copy_, &QPushButton::clicked, this, &LinkCard::copy_link);
    connect(command_, &QPushButton::clicked, this, &LinkCard::copy_command);
    connect(save_, &QPushButton::clicked, this, &LinkCard::ask_where_to_save);
}

void LinkCard::build() {
    setObjectName(QStringLiteral("link_card"));
    name_->setObjectName(QStringLiteral("link_card_name"));
    link_->setObjectName(QStringLiteral("link_card_link"));
    copy_->setObjectName(QStringLiteral("link_card_copy"));
    command_->setObjectName(QStringLiteral("link_card_command"));
    save_->setObjectName(QStringLiteral("link_card_save"));
    link_->setReadOnly(true);
    link_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    link_->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    link_->setAccessibleName(tr("Link"));
    link_->setAccessibleDescription(tr("Whoever has this link can get the files."));
    auto copy_font = copy_->font();
    copy_font.setWeight(QFont::DemiBold);
    copy_->setFont(copy_font);
    copy_->setMinimumHeight(fontMetrics().height() * 5 / 2);
    command_->setToolTip(tr("For a computer without a screen: “shoal get” and the link"));
    command_->setAutoDefault(false);
    save_->setAutoDefault(false);

    auto* more = new QHBoxLayout;
    more->setSpacing(8);
    more->addWidget(command_);
    more->addWidget(save_);
    more->addStretch(1);
    auto* words = new QVBoxLayout;
    words->setSpacing(8);
    words->addWidget(name_);
    words->addWidget(size_);
    words->addSpacing(4);
    words->addWidget(link_);
    words->addWidget(copy_);
    words->addLayout(more);
    words->addStretch(1);
    auto* top = new QHBoxLayout;
    top->setSpacing(16);
    top->addWidget(picture_, 0, Qt::AlignTop);
    top->addLayout(words, 1);
    auto* all = new QVBoxLayout{this};
    all->setContentsMargins(16, 16, 16, 16);
    all->setSpacing(12);
    all->addLayout(top);
    all->addWidget(trouble_);
    all->addWidget(keep_);
    setTabOrder(copy_, command_);
    setTabOrder(command_, save_);
    setTabOrder(save_, link_);
    setFocusProxy(copy_);
}

void LinkCard::show_link(const SharedLink& shared) {
    shared_ = shared;
    const auto name = harmless(shared.name);
    name_->setText(name);
    const auto files = tr("%Ln file(s)", nullptr, static_cast<int>(std::min<std::uint64_t>(shared.files, 1U << 30U)));
    size_->setText(tr("%1, %2").arg(files, format_bytes(shared.bytes)));
    size_->setVisible(shared.files > 0);
    link_->setText(shared.link);
    link_->setCursorPosition(0);
    picture_->show_link(shared.short_link, name);
    save_->setVisible(QrPicture::is_available() && !shared.short_link.isEmpty());
    trouble_->clear();
    keep_->tell(Notice::Kind::info, tr("Keep Shoal running: others fetch from this computer until they have it all."),
                tr("Whoever has the link can get the files. Send it only to people who should have them."));
    forget_copied();
}

void LinkCard::copy_link() {
    QGuiApplication::clipboard()->setText(shared_.link);
    tell_copied(copy_, tr("Copied"));
}

void LinkCard::copy_command() {
    // Links are percent-encoded, so that no character of theirs ends the quotes.
    QGuiApplication::clipboard()->setText(QStringLiteral("shoal get '%1'").arg(shared_.link));
    tell_copied(command_, tr("Command copied"));
}

void LinkCard::tell_copied(QPushButton* button, const QString& said) {
    forget_copied();
    button->setMinimumWidth(button->width());  // nothing moves below the pointer
    button->setText(said);
    if (button == copy_) copy_->set_symbol(QStringLiteral("check"));
    button->setAccessibleDescription(said);
    QAccessibleEvent alert{button, QAccessible::Alert};
    QAccessible::updateAccessibility(&alert);
    copied_->start();
}

void LinkCard::forget_copied() {
    copied_->stop();
    copy_->setText(tr("&Copy link"));
    copy_->set_symbol(QStringLiteral("copy"));
    command_->setText(tr("Copy command for the &terminal"));
    for (auto* button : {static_cast<QPushButton*>(copy_), command_}) {
        button->setAccessibleDescription({});
        button->setMinimumWidth(0);
    }
}

void LinkCard::ask_where_to_save() {
    auto* where = new QFileDialog{this, tr("Save the QR code")};
    where->setAttribute(Qt::WA_DeleteOnClose);
    where->setAcceptMode(QFileDialog::AcceptSave);
    where->setNameFilter(tr("Pictures (*.png)"));
    where->setDefaultSuffix(QStringLiteral("png"));
    auto name = harmless(shared_.name);
    where->selectFile(tr("QR code of %1.png").arg(name.replace(QLatin1Char{'/'}, QLatin1Char{'_'})));
    connect(where, &QFileDialog::fileSelected, this, &LinkCard::save_picture);
    where->open();
}

bool LinkCard::save_picture(const QString& path) {
    const auto image = picture_->image(saved_module);
    const bool saved = !image.isNull() && image.save(path, "PNG");
    if (saved) {
        trouble_->tell(Notice::Kind::good, tr("The QR code is saved as %1.").arg(harmless(path)),
                       tr("It holds the link: whoever sees it can get the files."));
    } else {
        trouble_->tell(Notice::Kind::bad, tr("The QR code could not be saved as %1.").arg(harmless(path)),
                       tr("Choose a folder that you may write to."));
    }
    return saved;
}

void LinkCard::paintEvent(QPaintEvent*) {
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours(palette()).line);
    painter.setBrush(colours(palette()).raised);
    painter.drawRoundedRect(QRectF{rect()}.adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
}

}  // namespace shoal::gui
