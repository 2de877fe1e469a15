#pragma once
// The first page that a person ever sees: three questions, with answers that can be left as they are.

#include <QDialog>

#include "gui/autostart.h"
#include "gui/config_file.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace shoal::gui {

class Switch;
class WindowSettings;

/// For before the engine starts, so that what is chosen holds from the first moment, and a daemon that is started here
/// is the one that the window finds. Whoever closes the page leaves everything as it is; it does not come again.
class FirstRun : public QDialog {
    Q_OBJECT

public:
    FirstRun(WindowSettings& window, ConfigFile& file, Autostart& autostart, QWidget* parent = nullptr);

protected:
    void done(int result) override;

private:
    void lay_out();
    QLayout* question(const QString& label, const QString& meaning, Switch& answer);
    void choose();
    void check();
    void begin();
    void write_lan();
    void set_autostart();
    void trouble(const QString& what);

    WindowSettings& window_;
    ConfigFile& file_;
    Autostart& autostart_;
    QLineEdit* folder_;
    Switch* lan_;
    Switch* background_;
    QLabel* problem_;
    QPushButton* begin_;
};

}  // namespace shoal::gui
