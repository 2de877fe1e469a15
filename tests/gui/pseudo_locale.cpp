#include "tests/gui/pseudo_locale.h"

#include <QAbstractButton>
#include <QLabel>
#include <QWidget>

namespace shoal::gui {
namespace {

struct Shown {
    const QWidget* widget;
    QString text;
};

QList<Shown> texts_of(const QWidget& window) {
    QList<Shown> out;
    for (const auto* label : window.findChildren<QLabel*>()) {
        if (label->isVisible() && !label->text().isEmpty()) out.push_back({label, label->text()});
    }
    for (const auto* button : window.findChildren<QAbstractButton*>()) {
        if (button->isVisible() && !button->text().isEmpty()) out.push_back({button, button->text()});
    }
    return out;
}

}  // namespace

QStringList cut_texts(const QWidget& window) {
    QStringList out;
    for (const auto& [widget, text] : texts_of(window)) {
        const auto* label = qobject_cast<const QLabel*>(widget);
        const bool wraps = label != nullptr && label->wordWrap();
        const int needed = wraps ? widget->heightForWidth(widget->width()) : widget->sizeHint().width();
        const int has = wraps ? widget->height() : widget->width();
        if (has < needed) out.push_back(QStringLiteral("%1 (%2 of %3)").arg(text).arg(has).arg(needed));
    }
    return out;
}

QStringList untranslated_texts(const QWidget& window) {
    QStringList out;
    for (const auto& [widget, text] : texts_of(window)) {
        if (!text.contains(u'⟦')) out.push_back(text);
    }
    return out;
}

}  // namespace shoal::gui
