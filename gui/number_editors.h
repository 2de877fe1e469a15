#pragma once
// Editors of numbers: how many, how much of what, and whether at all.

#include "gui/setting_editor.h"

class QComboBox;
class QDoubleSpinBox;
class QSpinBox;

namespace shoal::gui {

class Switch;

class SwitchEditor : public SettingEditor {
    Q_OBJECT

public:
    explicit SwitchEditor(QWidget* parent);
    [[nodiscard]] std::string value() const override;
    void set_value(const std::string& value) override;

private:
    Switch* switch_;
};

class CountEditor : public SettingEditor {
    Q_OBJECT

public:
    CountEditor(const SettingInfo& info, QWidget* parent);
    [[nodiscard]] std::string value() const override;
    void set_value(const std::string& value) override;

private:
    QSpinBox* number_;
};

/// A number and its unit: a rate, which may be off, or a time.
class MeasureEditor : public SettingEditor {
    Q_OBJECT

public:
    MeasureEditor(const SettingInfo& info, QWidget* parent);
    [[nodiscard]] std::string value() const override;
    void set_value(const std::string& value) override;

private:
    void switched();
    void change_unit();
    [[nodiscard]] std::uint64_t factor() const;

    SettingKind kind_;
    Switch* on_ = nullptr;  // only where it may be off
    QDoubleSpinBox* number_;
    QComboBox* unit_;
    std::uint64_t last_ = 0;  // that was not off
};

}  // namespace shoal::gui
