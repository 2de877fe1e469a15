#include "gui/log_tab.h"

#include <QDateTime>
#include <QLocale>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTextDocument>
#include <QVBoxLayout>

namespace shoal::gui {

LogTab::LogTab(EngineClient& client, ShareStore& store, ShareJournal& journal, QWidget* parent)
    : DetailsTab{client, store, parent}, journal_{journal}, text_{new QPlainTextEdit{content()}} {
    text_->setObjectName(QStringLiteral("log"));
    text_->setAccessibleName(tr("What happened to this share"));
    text_->setReadOnly(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text_->setFrameShape(QFrame::NoFrame);
    text_->document()->setDocumentMargin(12);
    auto* const layout = new QVBoxLayout{content()};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(text_);
    connect(&journal_, &ShareJournal::grew, this, &LogTab::grew);
}

void LogTab::grew(const std::string& about) {
    if (!about.empty() && about != tag()) return;
    stale_ = true;
    if (isVisible()) show_lines();
}

// What is new is appended, so that a selection stays, and who reads further up is not thrown to the end.
void LogTab::show_lines() {
    if (!stale_ || tag().empty()) return;
    stale_ = false;
    const auto lines = journal_.lines(tag());
    set_note(lines.empty() ? tr("Nothing happened to this share since this window was opened.") : QString{});
    QStringList out;
    QDate day;
    for (const auto& line : lines) {
        const auto when = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(line.unix_ms));
        if (when.date() != day) {
            day = when.date();
            out.append(QLocale{}.toString(day, QLocale::LongFormat));
        }
        out.append(
            tr("%1  %2", "time, sentence").arg(QLocale{}.toString(when.time(), QStringLiteral("HH:mm:ss")), line.text));
    }
    const auto text = out.join(u'\n');
    const auto shown = text_->toPlainText();
    if (!shown.isEmpty() && text.startsWith(shown + u'\n')) {
        return text_->appendPlainText(text.mid(shown.size() + 1));
    }
    if (text == shown) return;
    text_->setPlainText(text);
    text_->verticalScrollBar()->setValue(text_->verticalScrollBar()->maximum());
}

}  // namespace shoal::gui
