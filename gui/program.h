#pragma once
// The desktop application as a whole: engine, window, tray and notices, and who tells whom. It has no logic of its own.

#include <memory>

#include <QObject>
#include <QStringList>

#include "gui/launch_options.h"

class QApplication;

namespace shoal::gui {

class ConfigFile;
class ProgramRunner;
class WindowSettings;

class Program : public QObject {
    Q_OBJECT

public:
    /// Starts the engine and shows the window, unless `options.hidden` and there is a tray. The others live longer.
    Program(QApplication& application, LaunchOptions options, WindowSettings& settings, ConfigFile& file,
            ProgramRunner& programs);
    ~Program() override;

    /// What another start, a desktop or the command line brought: links to get, paths to share; in front.
    void take(const QStringList& wanted);

private:
    struct Parts;
    void connect_window();
    void connect_tray();
    void connect_notices();
    void take_link_file(const QString& path);

    QApplication& application_;
    WindowSettings& settings_;
    std::unique_ptr<Parts> parts_;
};

}  // namespace shoal::gui
