#include "gui/text_editors.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>

#include "gui/setting_words.h"

namespace shoal::gui {
namespace {

QHBoxLayout* line_of(QWidget* widget) {
    auto* line = new QHBoxLayout{widget};
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    return line;
}

}  // namespace

TextEditor::TextEditor(QWidget* parent) : SettingEditor{parent}, line_{new QLineEdit{this}} {
    line_of(this)->addWidget(line_);
    setFocusProxy(line_);
    connect(line_, &QLineEdit::textEdited, this, &TextEditor::edited);
    connect(line_, &QLineEdit::editingFinished, this, &TextEditor::finished);
}

std::string TextEditor::value() const {
    return line_->text().toStdString();
}

void TextEditor::set_value(const std::string& value) {
    line_->setText(QString::fromStdString(value));
}

PathEditor::PathEditor(const SettingInfo& info, QWidget* parent)
    : SettingEditor{parent}, is_file_{info.key == "control"}, line_{new QLineEdit{this}} {
    auto* choose = new QPushButton{tr("Choose…"), this};
    choose->setObjectName(QStringLiteral("choose"));
    choose->setProperty("part", tr("choose"));
    choose->setAutoDefault(false);
    auto* line = line_of(this);
    line->addWidget(line_, 1);
    line->addWidget(choose);
    setFocusProxy(line_);
    connect(line_, &QLineEdit::textEdited, this, &PathEditor::edited);
    connect(line_, &QLineEdit::editingFinished, this, &PathEditor::finished);
    connect(choose, &QPushButton::clicked, this, &PathEditor::choose);
}

void PathEditor::choose() {
    auto* dialog = new QFileDialog{this, is_file_ ? tr("Choose a file") : tr("Choose a folder"), line_->text()};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("choose_dialog"));
    dialog->setFileMode(is_file_ ? QFileDialog::AnyFile : QFileDialog::Directory);
    if (!is_file_) dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        line_->setText(path);
        Q_EMIT edited();
        Q_EMIT finished();
    });
    dialog->open();
}

std::string PathEditor::value() const {
    return line_->text().toStdString();
}

void PathEditor::set_value(const std::string& value) {
    line_->setText(QString::fromStdString(value));
}

ChoiceEditor::ChoiceEditor(const SettingInfo& info, QWidget* parent)
    : SettingEditor{parent}, words_{new QComboBox{this}} {
    for (const auto& each : QString::fromUtf8(info.choices.data(), static_cast<qsizetype>(info.choices.size()))
                                .split(u'|', Qt::SkipEmptyParts)) {
        // What can be typed must look as it is typed.
        words_->addItem(info.kind == SettingKind::choice ? choice_word(info.key, each) : each, each);
    }
    line_of(this)->addWidget(words_);
    setFocusProxy(words_);
    keep_from_wheel(words_);
    if (info.kind == SettingKind::log_filter) {
        words_->setEditable(true);
        words_->setInsertPolicy(QComboBox::NoInsert);
        words_->setMinimumContentsLength(16);
        connect(words_->lineEdit(), &QLineEdit::textEdited, this, &ChoiceEditor::edited);
        connect(words_->lineEdit(), &QLineEdit::editingFinished, this, &ChoiceEditor::finished);
    }
    connect(words_, &QComboBox::activated, this, [this] {
        Q_EMIT edited();
        Q_EMIT finished();
    });
}

std::string ChoiceEditor::value() const {
    return (words_->isEditable() ? words_->currentText() : words_->currentData().toString()).toStdString();
}

void ChoiceEditor::set_value(const std::string& value) {
    const QSignalBlocker quiet{words_};
    const auto text = QString::fromStdString(value);
    words_->setCurrentIndex(words_->findData(text));
    if (words_->isEditable()) words_->setEditText(text);
}

}  // namespace shoal::gui
