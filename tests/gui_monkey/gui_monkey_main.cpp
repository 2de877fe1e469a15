// gui_monkey SEED ACTIONS: a window with an engine of its own on loopback, and a monkey before it. What it does is said
// on stderr, the last line last, so that a crash names its cause; ends with 0 if the window is whole afterwards.

#include <cstdio>

#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include "gui/config_file.h"
#include "gui/engine_bridge.h"
#include "gui/main_window.h"
#include "gui/program_runner.h"
#include "gui/theme.h"
#include "tests/gui_monkey/monkey.h"

namespace {

using namespace shoal;
using namespace shoal::gui;

/// Nothing of this machine is started or changed.
class NoPrograms : public ProgramRunner {
public:
    void run(QStringList, QObject* context, Done done) override {
        QMetaObject::invokeMethod(
            context, [done = std::move(done)] { done(ProgramEnd{}); }, Qt::QueuedConnection);
    }
};

class NoFileManager : public QObject {
    Q_OBJECT

public Q_SLOTS:
    void open(const QUrl&) {}
};

QStringList make_content(const QTemporaryDir& home) {
    QStringList out;
    for (int folder = 0; folder < 6; ++folder) {
        const QString path = home.filePath(QStringLiteral("content/folder %1").arg(folder));
        QDir{}.mkpath(path);
        for (int i = 0; i <= folder * 3; ++i) {
            QFile file{path + QStringLiteral("/file %1.jpg").arg(i)};
            if (file.open(QIODevice::WriteOnly)) file.write(QByteArray(1000 * (i + 1), static_cast<char>('a' + i)));
        }
        out.push_back(path);
    }
    return out;
}

BridgeOptions engine_of(const QTemporaryDir& home) {
    BridgeOptions out;
    out.settings.data_dir = home.filePath("data").toStdString();
    out.settings.control = home.filePath("data/control.sock").toStdString();
    out.settings.listen = {Endpoint::parse("127.0.0.1:0").value()};
    out.settings.lan = false;
    out.settings.log_level = "error";
    return out;
}

void own_home(const QTemporaryDir& home) {
    for (const char* name : {"HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME",
                             "XDG_RUNTIME_DIR", "XDG_DOWNLOAD_DIR"}) {
        qputenv(name, home.path().toUtf8());
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
}

int run(QApplication& application, const QTemporaryDir& home, std::uint64_t seed, int actions) {
    const auto paths = make_content(home);
    EngineBridge bridge{engine_of(home)};
    ShareStore store{bridge};
    WindowSettings settings{home.filePath("window.ini")};
    ConfigFile file;
    if (auto loaded = file.load(); !loaded) return 1;
    NoPrograms programs;
    WindowDialogs dialogs{bridge, store, settings, file, programs};
    dialogs.set_download_dir(home.filePath("downloads"));
    MainWindow window{bridge, store, settings, dialogs};
    dialogs.set_window(&window);
    QObject::connect(&window, &MainWindow::appearance_changed, &window,
                     [&] { apply_appearance(application, settings.appearance()); });
    window.show();
    const QStringList links{"shoal:babc",
                            "hello",
                            "magnet:?xt=urn:btih:0123456789012345678901234567890123456789",
                            "shoal:bahaacbqkbqhbaeqscmjrgcyxq",
                            {}};
    Monkey monkey{window, seed, actions, {.links = links, .paths = paths}, {"quit"}};
    QObject::connect(&monkey, &Monkey::finished, &application, [] { QApplication::exit(0); });
    for (std::size_t i = 0; i < 3; ++i) {
        bridge.ask(
            &window,
            AddShare{.path = paths[static_cast<qsizetype>(i)].toStdString(), .reproducible = false, .comment = {}},
            [](Result<ShareAdded>) {});
    }
    const int status = QApplication::exec();
    std::fprintf(stderr, "done: %zu shares\n", store.all().size());
    for (auto* widget : QApplication::topLevelWidgets()) {
        if (widget != &window) widget->close();
    }
    return status;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::fputs("gui_monkey SEED ACTIONS\n", stderr);
        return 2;
    }
    const auto seed = QString::fromLatin1(arguments[1]).toULongLong();
    const auto actions = QString::fromLatin1(arguments[2]).toInt();
    QTemporaryDir home;
    own_home(home);
    QDir::setCurrent(home.path());  // dialogs that save things begin there
    QApplication application{count, arguments};
    QApplication::setQuitOnLastWindowClosed(false);
    QApplication::setFont(QFont{QStringLiteral("DejaVu Sans"), 10});
    apply_appearance(application, Appearance::light);
    NoFileManager none;
    for (const char* scheme : {"file", "http", "https"}) QDesktopServices::setUrlHandler(scheme, &none, "open");
    const int status = run(application, home, seed, actions);
    for (const char* scheme : {"file", "http", "https"}) QDesktopServices::unsetUrlHandler(scheme);
    return status;
}

#include "gui_monkey_main.moc"
