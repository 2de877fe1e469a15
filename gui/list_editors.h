#pragma once
// The editor of lists: an entry a line.

#include "gui/setting_editor.h"

class QPlainTextEdit;

namespace shoal::gui {

/// Addresses, the words of a command, or folders.
class LinesEditor : public SettingEditor {
    Q_OBJECT

public:
    LinesEditor(const SettingInfo& info, QWidget* parent);
    [[nodiscard]] std::string value() const override;
    void set_value(const std::string& value) override;
    [[nodiscard]] bool is_wide() const override { return true; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void add_folder();
    void fit();

    char separator_;
    bool keeps_spaces_;  // an argument may begin or end with one
    QPlainTextEdit* lines_;
};

}  // namespace shoal::gui
