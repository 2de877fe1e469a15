#include "tests/gui/mnemonics.h"

#include <QAbstractButton>
#include <QAction>
#include <QKeySequence>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>

namespace shoal::gui {
namespace {

QStringList doubled_among(const QStringList& texts) {
    QStringList out;
    QHash<QString, QString> seen;
    for (const auto& text : texts) {
        const auto key = QKeySequence::mnemonic(text).toString();
        if (key.isEmpty()) continue;
        if (seen.contains(key)) out.push_back(QStringLiteral("%1: %2 | %3").arg(key, seen[key], text));
        seen[key] = text;
    }
    return out;
}

QStringList texts_of(const QList<QAction*>& actions) {
    QStringList out;
    for (const auto* action : actions) out.push_back(action->text());
    return out;
}

}  // namespace

QStringList doubled_mnemonics(const QWidget& window) {
    QStringList seen, out;
    for (const auto* button : window.findChildren<QAbstractButton*>()) {
        if (button->isVisible()) seen.push_back(button->text());
    }
    for (const auto* label : window.findChildren<QLabel*>()) {
        if (label->isVisible() && label->buddy() != nullptr) seen.push_back(label->text());
    }
    for (const auto* bar : window.findChildren<QMenuBar*>()) seen += texts_of(bar->actions());
    for (const auto* menu : window.findChildren<QMenu*>()) out += doubled_among(texts_of(menu->actions()));
    return doubled_among(seen) + out;
}

}  // namespace shoal::gui
