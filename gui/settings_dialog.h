#pragma once
// All settings, on six short pages: those of the engine, made from the table of settings, and the window's own. What is
// changed is written at once.

#include <QDialog>
#include <QLabel>
#include <QList>

#include "gui/autostart.h"
#include "gui/magnet_handler.h"
#include "gui/setting_row.h"
#include "gui/setting_uptake.h"
#include "gui/setting_words.h"

class QLineEdit;
class QListWidget;
class QStackedWidget;

namespace shoal::gui {

class ConfigEntry;
class WindowSettings;

class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    /// `programs` runs systemctl and xdg-mime; `hang_up` has a daemon read its configuration (gui/setting_uptake.h).
    SettingsDialog(EngineClient& client, WindowSettings& window, ConfigFile& file, ProgramRunner& programs,
                   QWidget* parent = nullptr, SettingUptake::HangUp hang_up = hang_up_daemon);

    void show_page(SettingPage page);
    [[nodiscard]] SettingPage page() const;

protected:
    void done(int result) override;
    void changeEvent(QEvent* event) override;

private:
    struct Page {
        QWidget* area = nullptr;
        SettingCard* card = nullptr;
    };
    void lay_out();
    Page make_page(SettingPage page);
    SettingCard* card(SettingPage page) { return pages_[static_cast<qsizetype>(page)].card; }
    SettingRow* add_switch(SettingPage page, const QString& name, const SettingRow::Texts& texts);
    void add_window_rows();
    void add_appearance();
    void add_autostart();
    void add_magnet();
    void add_config_rows();
    void filter(const QString& text);
    void colour_pages();
    void show_problem();

    EngineClient& client_;
    WindowSettings& window_;
    ConfigFile& file_;
    SettingUptake uptake_;
    Autostart autostart_;
    MagnetHandler magnet_;
    QLineEdit* search_ = nullptr;
    QListWidget* list_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    QLabel* nothing_ = nullptr;  // shown where the search finds nothing
    QLabel* problem_ = nullptr;  // why the file cannot be read
    QList<Page> pages_;          // in the order of SettingPage
    QList<ConfigEntry*> entries_;
};

}  // namespace shoal::gui
