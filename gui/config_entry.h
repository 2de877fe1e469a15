#pragma once
// Behind a row of the settings: shows a setting of the engine as it stands, checks what a person makes of it, writes it
// and has it taken up.

#include <QObject>

#include "gui/config_file.h"
#include "gui/setting_editor.h"
#include "gui/setting_row.h"
#include "gui/setting_uptake.h"

namespace shoal::gui {

/// Lives as long as its row, which is its parent.
class ConfigEntry : public QObject {
    Q_OBJECT

public:
    ConfigEntry(const SettingInfo& info, ConfigFile& file, SettingUptake& uptake, SettingEditor& editor,
                SettingRow& row);
    /// Writes what is meant and not written yet; for when the dialog closes.
    void flush();

private:
    void show_state();
    [[nodiscard]] bool check();
    void save();
    void reset();
    void written(const Result<>& result);

    const SettingInfo info_;
    ConfigFile& file_;
    SettingUptake& uptake_;
    SettingEditor& editor_;
    SettingRow& row_;
    bool is_edited_ = false;  // what stands in the editor is not written
};

}  // namespace shoal::gui
