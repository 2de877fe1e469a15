#include "gui/setting_row.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "gui/theme.h"

namespace shoal::gui {
namespace {

QLabel* words(const QString& text, QWidget* parent) {
    auto* out = new QLabel{text, parent};
    out->setTextFormat(Qt::PlainText);
    out->setWordWrap(true);
    return out;
}

void paint_words(QLabel* label, const QColor& colour) {
    auto palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
}

}  // namespace

SettingRow::SettingRow(const Texts& texts, QWidget* editor, bool is_wide, QWidget* parent)
    : QWidget{parent}, texts_{texts}, meaning_{words(texts.meaning, this)}, preset_{words({}, this)},
      note_{words({}, this)}, reset_{new QPushButton{tr("Reset"), this}} {
    auto* label = words(texts.label, this);
    auto strong = label->font();
    strong.setWeight(QFont::DemiBold);
    label->setFont(strong);
    label->setBuddy(editor);
    preset_->setObjectName(QStringLiteral("preset"));
    note_->setObjectName(QStringLiteral("note"));
    reset_->setObjectName(QStringLiteral("reset"));
    reset_->setAccessibleName(tr("Reset: %1").arg(texts.label));
    reset_->setAutoDefault(false);
    reset_->setFlat(true);
    reset_->setCursor(Qt::PointingHandCursor);
    if (!texts.key.isEmpty()) setToolTip(tr("In the configuration file: %1").arg(texts.key));

    auto* said = new QVBoxLayout;
    said->setSpacing(2);
    said->addWidget(label);
    said->addWidget(meaning_);
    auto* head = new QHBoxLayout;
    head->setSpacing(16);
    head->addLayout(said, 1);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(preset_, 1);
    foot->addWidget(reset_);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(6);
    column->addLayout(head);
    editor->setParent(this);
    if (is_wide) {
        column->addWidget(editor);
    } else {
        head->addWidget(editor, 0, Qt::AlignTop | Qt::AlignRight);
    }
    column->addWidget(note_);
    column->addLayout(foot);
    connect(reset_, &QPushButton::clicked, this, &SettingRow::reset_wanted);
    preset_->hide();
    reset_->hide();
    note_->hide();
    colour();
}

void SettingRow::show_preset(const QString& sentence) {
    preset_->setText(sentence);
    preset_->setVisible(!sentence.isEmpty());
}

void SettingRow::set_resettable(bool on) {
    reset_->setVisible(on);
}

void SettingRow::show_note(Note kind, const QString& sentence) {
    const bool is_new = note_->text() != sentence || kind_ != kind;
    kind_ = kind;
    note_->setText(sentence);
    note_->setVisible(kind != Note::none);
    colour();
    if (!is_new || kind == Note::none) return;
    QAccessibleEvent said{note_, QAccessible::Alert};
    QAccessible::updateAccessibility(&said);
}

QString SettingRow::note() const {
    return kind_ == Note::none ? QString{} : note_->text();
}

bool SettingRow::matches(const QStringList& wanted) const {
    const auto text = texts_.label + u' ' + texts_.meaning + u' ' + texts_.key;
    return std::ranges::all_of(wanted, [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

void SettingRow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) colour();
}

void SettingRow::colour() {
    const auto& look = colours(palette());
    paint_words(meaning_, look.subtle);
    paint_words(preset_, look.subtle);
    paint_words(note_, kind_ == Note::mistake ? look.bad : kind_ == Note::warning ? look.warn : look.good);
    auto link = reset_->palette();
    link.setColor(QPalette::ButtonText, look.accent);
    reset_->setPalette(link);
}

SettingCard::SettingCard(QWidget* parent) : QWidget{parent}, column_{new QVBoxLayout{this}} {
    column_->setContentsMargins(1, 1, 1, 1);
    column_->setSpacing(0);
}

void SettingCard::add(SettingRow* row) {
    column_->addWidget(row);
    rows_.push_back(row);
}

void SettingCard::paintEvent(QPaintEvent*) {
    const auto& look = colours(palette());
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(look.line);
    painter.setBrush(look.raised);
    painter.drawRoundedRect(QRectF{rect()}.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    bool is_first = true;
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const auto* row : rows_) {
        if (row->isHidden()) continue;
        if (!is_first) painter.drawLine(row->x() + 16, row->y(), row->geometry().right() - 16, row->y());
        is_first = false;
    }
}

}  // namespace shoal::gui
