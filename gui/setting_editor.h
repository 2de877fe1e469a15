#pragma once
// What a person changes one setting with; which one it is depends on the kind of the setting.

#include <string>

#include <QWidget>

#include "core/settings.h"

namespace shoal::gui {

/// Its value is text as apply_value (core/settings.h) reads it, and may be one that it would refuse.
class SettingEditor : public QWidget {
    Q_OBJECT

public:
    explicit SettingEditor(QWidget* parent) : QWidget{parent} {}
    [[nodiscard]] virtual std::string value() const = 0;
    /// Not told by the signals.
    virtual void set_value(const std::string& value) = 0;
    /// It wants a line of its own below the words.
    [[nodiscard]] virtual bool is_wide() const { return false; }
    /// What a screen reader says of the controls in it.
    void set_spoken(const QString& name, const QString& meaning);

Q_SIGNALS:
    /// A person changes it, and may be in the middle of that.
    void edited();
    /// And now it is meant.
    void finished();

protected:
    /// Turning the wheel over a page of settings is meant to scroll, not to change what comes under the pointer.
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keep_from_wheel(QWidget* control);
};

/// Owned by the parent.
[[nodiscard]] SettingEditor* make_setting_editor(const SettingInfo& info, QWidget* parent);

}  // namespace shoal::gui
