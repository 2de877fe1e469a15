#include "gui/program.h"

#include <utility>

#include <QApplication>
#include <QFileInfo>

#include "gui/clipboard_offer.h"
#include "gui/config_file.h"
#include "gui/engine_bridge.h"
#include "gui/link_file.h"
#include "gui/link_text.h"
#include "gui/main_window.h"
#include "gui/notifier.h"
#include "gui/share_notices.h"
#include "gui/share_store.h"
#include "gui/theme.h"
#include "gui/tray.h"
#include "gui/window_settings.h"

namespace shoal::gui {
namespace {

BridgeOptions bridge_options(LaunchOptions options) {
    return {.settings = std::move(options.settings),
            .use_daemon = options.use_daemon,
            .may_run_here = true,
            .version = QStringLiteral(SHOAL_VERSION)};
}

}  // namespace

struct Program::Parts {
    Parts(LaunchOptions options, WindowSettings& settings, ConfigFile& file, ProgramRunner& programs)
        : download_dir{QString::fromStdString(options.settings.download_dir)},
          bridge{bridge_options(std::move(options))}, store{bridge}, dialogs{bridge, store, settings, file, programs},
          window{bridge, store, settings, dialogs}, tray{place}, offer{[this](const std::string& tag) {
              return store.find(tag) != nullptr;
          }},
          notices{bridge, store, settings,
                  [this](const QString& title, const QString& text, const std::string& tag) {
                      notifier.tell(title, text, tag);
                  },
                  [this] { return window.isActiveWindow(); }} {}

    QString download_dir;
    EngineBridge bridge;
    ShareStore store;
    WindowDialogs dialogs;
    MainWindow window;
    SystemTrayPlace place;
    Tray tray;
    ClipboardOffer offer;
    Notifier notifier;
    ShareNotices notices;
};

Program::Program(QApplication& application, LaunchOptions options, WindowSettings& settings, ConfigFile& file,
                 ProgramRunner& programs)
    : application_{application}, settings_{settings} {
    const bool hidden = options.hidden;
    parts_ = std::make_unique<Parts>(std::move(options), settings, file, programs);
    connect_window();
    connect_tray();
    connect_notices();
    connect(&file, &ConfigFile::changed, this, [this, &file] {
        const auto folder = QString::fromStdString(file.settings().download_dir);
        parts_->window.status().set_download_dir(folder);
        parts_->dialogs.set_download_dir(folder);
    });
    parts_->window.status().set_download_dir(parts_->download_dir);
    parts_->dialogs.set_download_dir(parts_->download_dir);
    if (!hidden || !parts_->tray.is_shown()) parts_->window.show();
}

Program::~Program() = default;

void Program::connect_window() {
    auto& [dir, bridge, store, dialogs, window, place, tray, offer, notifier, notices] = *parts_;
    dialogs.set_window(&window);
    connect(&window, &MainWindow::look_again_wanted, &bridge, &EngineBridge::look_again);
    connect(&window, &MainWindow::run_here_wanted, &bridge, &EngineBridge::run_here);
    connect(&window, &MainWindow::quit_wanted, &application_, &QApplication::quit, Qt::QueuedConnection);
    connect(&window, &MainWindow::appearance_changed, this,
            [this] { apply_appearance(application_, settings_.appearance()); });
    // With an icon in the tray the program goes on without its window, if its person wants that.
    QApplication::setQuitOnLastWindowClosed(false);
    connect(&window, &MainWindow::closing, this, [this] {
        if (!parts_->tray.is_shown() || !settings_.closes_to_tray()) QApplication::quit();
    });
    // Never when the session ends: nobody may hold that up.
    window.set_asks_to_close(
        [this] { return !parts_->tray.is_shown() && settings_.closes_to_tray() && !application_.isSavingSession(); });
    const auto take_up = [this] {
        parts_->offer.set_enabled(settings_.offers_clipboard());
        apply_appearance(application_, settings_.appearance());
    };
    connect(&settings_, &WindowSettings::changed, this, take_up);
    offer.set_enabled(settings_.offers_clipboard());
    connect(&offer, &ClipboardOffer::link_seen, &window, &MainWindow::offer);
}

void Program::connect_tray() {
    auto& window = parts_->window;
    auto& tray = parts_->tray;
    connect(&tray, &Tray::show_wanted, &window, &MainWindow::come_to_front);
    connect(&tray, &Tray::share_wanted, window.window_actions().share, &QAction::trigger);
    connect(&tray, &Tray::paste_wanted, window.window_actions().paste, &QAction::trigger);
    connect(&tray, &Tray::pause_all, window.window_actions().pause_all, &QAction::trigger);
    connect(&tray, &Tray::resume_all, window.window_actions().resume_all, &QAction::trigger);
    connect(&tray, &Tray::quit_wanted, &application_, &QApplication::quit);
    connect(&window.status(), &StatusLine::status_changed, this, [this] {
        if (const auto& status = parts_->window.status().status()) {
            parts_->tray.show_rates(status->rate_down, status->rate_up);
        }
    });
}

void Program::connect_notices() {
    auto& window = parts_->window;
    connect(&parts_->notifier, &Notifier::folder_wanted, &window.commands(), &ShareCommands::open_folder);
    connect(&parts_->notifier, &Notifier::show_wanted, this, [this](const std::string& tag) {
        parts_->window.come_to_front();
        parts_->window.show_share(tag);
    });
}

void Program::take(const QStringList& wanted) {
    Dropped brought;
    parts_->window.come_to_front();
    for (const auto& one : wanted) {
        if (one == QLatin1String{"--share"}) {
            parts_->window.window_actions().share->trigger();
        } else if (one == QLatin1String{"--paste"}) {
            parts_->window.window_actions().paste->trigger();
        } else if (is_link_file(one)) {
            take_link_file(one);
        } else {
            // A link that is none says so in the dialog; everything else is a path.
            (QFileInfo{one}.isAbsolute() ? brought.paths : brought.links).push_back(one);
        }
    }
    if (!brought.is_empty()) parts_->window.take(brought);
}

void Program::take_link_file(const QString& path) {
    read_link_file(path, this, [this, path](const QStringList& links) {
        // One without a link is a file like any other.
        parts_->window.take(links.isEmpty() ? Dropped{{path}, {}} : Dropped{{}, links});
    });
}

}  // namespace shoal::gui
