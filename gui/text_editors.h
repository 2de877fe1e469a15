#pragma once
// Editors of one line: a text, a path, one of several words.

#include "gui/setting_editor.h"

class QComboBox;
class QLineEdit;

namespace shoal::gui {

class TextEditor : public SettingEditor {
    Q_OBJECT

public:
    explicit TextEditor(QWidget* parent);
    [[nodiscard]] std::string value() const override;
    void set_value(const std::string& value) override;
    [[nodiscard]] bool is_wide() const override { return true; }

private:
    QLineEdit* line_;
};

/// A line and a way to choose what it says: folders, but for the control socket, which is a file.
class PathEditor : public SettingEditor {
    Q_OBJECT

public:
    PathEditor(const SettingInfo& info, QWidget* parent);
    [[nodiscard]] std::string value() const override;
    void set_value(const std::string& value) override;
    [[nodiscard]] bool is_wide() const override { return true; }

private:
    void choose();

    bool is_file_;
    QLineEdit* line_;
};

/// One of the words that the setting knows; of a log filter also others.
class ChoiceEditor : public SettingEditor {
    Q_OBJECT

public:
    ChoiceEditor(const SettingInfo& info, QWidget* parent);
    [[nodiscard]] std::string value() const override;
    void set_value(const std::string& value) override;

private:
    QComboBox* words_;
};

}  // namespace shoal::gui
