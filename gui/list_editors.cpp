#include "gui/list_editors.h"

#include <algorithm>

#include <QEvent>
#include <QFileDialog>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/setting_entry.h"

namespace shoal::gui {
namespace {

constexpr int fewest_lines = 2;
constexpr int most_lines = 6;  // more are scrolled
constexpr int slack = 6;       // pixels, so that no bar appears for a rounding

}  // namespace

LinesEditor::LinesEditor(const SettingInfo& info, QWidget* parent)
    : SettingEditor{parent}, separator_{list_separator(info.kind).value_or('\n')},
      keeps_spaces_{info.kind == SettingKind::words}, lines_{new QPlainTextEdit{this}} {
    lines_->setTabChangesFocus(true);
    lines_->setLineWrapMode(QPlainTextEdit::NoWrap);
    lines_->installEventFilter(this);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(lines_);
    setFocusProxy(lines_);
    switch (info.kind) {
    case SettingKind::endpoints:
        lines_->setPlaceholderText(
            tr("None. One address with its port on each line, like %1")
                .arg(QLatin1String{info.key == "http.listen" ? "127.0.0.1:8080" : "192.0.2.1:4747"}));
        break;
    case SettingKind::words:
        lines_->setPlaceholderText(tr("None. The whole path of a program, then one argument on each line"));
        break;
    default:
        lines_->setPlaceholderText(tr("None. One whole path on each line"));
    }
    if (info.kind == SettingKind::paths) {
        auto* add = new QPushButton{tr("Add folder…"), this};
        add->setObjectName(QStringLiteral("choose"));
        add->setProperty("part", tr("add a folder"));
        add->setAutoDefault(false);
        column->addWidget(add, 0, Qt::AlignLeft);
        connect(add, &QPushButton::clicked, this, &LinesEditor::add_folder);
    }
    connect(lines_, &QPlainTextEdit::textChanged, this, [this] {
        fit();
        Q_EMIT edited();
    });
    fit();
}

std::string LinesEditor::value() const {
    QStringList out;
    for (const auto& line : lines_->toPlainText().split(u'\n')) {
        if (!line.trimmed().isEmpty()) out.push_back(keeps_spaces_ ? line : line.trimmed());
    }
    return out.isEmpty() ? "none" : out.join(QLatin1Char{separator_}).toStdString();
}

void LinesEditor::set_value(const std::string& value) {
    const QSignalBlocker quiet{lines_};
    auto text = value == "none" ? QString{} : QString::fromStdString(value);
    lines_->setPlainText(text.replace(QLatin1Char{separator_}, u'\n'));
    fit();
}

bool LinesEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == lines_ && event->type() == QEvent::FocusOut) Q_EMIT finished();
    return SettingEditor::eventFilter(watched, event);
}

void LinesEditor::changeEvent(QEvent* event) {
    SettingEditor::changeEvent(event);
    if (event->type() == QEvent::FontChange) fit();
}

void LinesEditor::add_folder() {
    auto* dialog = new QFileDialog{this, tr("Choose a folder")};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("choose_dialog"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        lines_->appendPlainText(path);
        Q_EMIT finished();
    });
    dialog->open();
}

void LinesEditor::fit() {
    const int lines = std::clamp(lines_->document()->blockCount(), fewest_lines, most_lines);
    const int margins = 2 * static_cast<int>(lines_->document()->documentMargin()) + 2 * lines_->frameWidth();
    lines_->setFixedHeight(lines * lines_->fontMetrics().lineSpacing() + margins + slack);
}

}  // namespace shoal::gui
