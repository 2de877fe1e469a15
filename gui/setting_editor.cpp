#include "gui/setting_editor.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QLineEdit>

#include "gui/list_editors.h"
#include "gui/number_editors.h"
#include "gui/text_editors.h"

namespace shoal::gui {

void SettingEditor::set_spoken(const QString& name, const QString& meaning) {
    for (auto* control : findChildren<QWidget*>()) {
        if (control->focusPolicy() == Qt::NoFocus || qobject_cast<QAbstractSpinBox*>(control->parent()) != nullptr ||
            qobject_cast<QComboBox*>(control->parent()) != nullptr) {
            continue;
        }
        // Where there are several, the others have said what they are of it.
        const auto part = control->property("part").toString();
        control->setAccessibleName(part.isEmpty() ? name : tr("%1: %2", "setting: part of it").arg(name, part));
        control->setAccessibleDescription(meaning);
    }
}

void SettingEditor::keep_from_wheel(QWidget* control) {
    control->setFocusPolicy(Qt::StrongFocus);
    control->installEventFilter(this);
}

bool SettingEditor::eventFilter(QObject* watched, QEvent* event) {
    const auto* control = qobject_cast<QWidget*>(watched);
    if (event->type() == QEvent::Wheel && control != nullptr && !control->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

SettingEditor* make_setting_editor(const SettingInfo& info, QWidget* parent) {
    switch (info.kind) {
    case SettingKind::boolean:
        return new SwitchEditor{parent};
    case SettingKind::rate:
    case SettingKind::duration:
        return new MeasureEditor{info, parent};
    case SettingKind::count:
        return new CountEditor{info, parent};
    case SettingKind::choice:
    case SettingKind::log_filter:
        return new ChoiceEditor{info, parent};
    case SettingKind::path:
        return new PathEditor{info, parent};
    case SettingKind::endpoints:
    case SettingKind::words:
    case SettingKind::paths:
        return new LinesEditor{info, parent};
    case SettingKind::text:
        break;
    }
    return new TextEditor{parent};
}

}  // namespace shoal::gui
