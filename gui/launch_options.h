#pragma once
// What shoal-gui was started with.

#include <QString>
#include <QStringList>

#include "core/result.h"
#include "core/setting_sources.h"

namespace shoal::gui {

struct LaunchOptions {
    Settings settings;
    bool use_daemon = true;  ///< false: --standalone
    bool hidden = false;     ///< --hidden: begins in the tray, where there is one
    /// Links to get, whole paths of files and folders to share, and the words --share and --paste: what the entry of
    /// the desktop has besides the window itself.
    QStringList wanted;
    /// To be printed in place of running: --help or --version. Empty: run.
    QString answer{};
};

/// From `arguments` (the first is the program's name), files and environment. Settings have the names that `shoal`
/// gives them. Blocking. Errors: usage (an unknown option, a wrong value), configuration (files and environment).
[[nodiscard]] Result<LaunchOptions> launch_options(const QStringList& arguments, const Environment& environment);

}  // namespace shoal::gui
