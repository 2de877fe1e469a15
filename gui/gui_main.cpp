// shoal-gui

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include <QApplication>

#include "core/setting_sources.h"
#include "core/standard_streams.h"
#include "gui/application_icon.h"
#include "gui/autostart.h"
#include "gui/config_file.h"
#include "gui/first_run.h"
#include "gui/launch_options.h"
#include "gui/program.h"
#include "gui/program_runner.h"
#include "gui/single_instance.h"
#include "gui/theme.h"
#include "gui/translator.h"
#include "gui/window_settings.h"

namespace {

using namespace shoal;
using namespace shoal::gui;

constexpr int usage_error = 2;
constexpr int no_display = 69;           // EX_UNAVAILABLE of sysexits.h
constexpr int configuration_error = 78;  // EX_CONFIG of sysexits.h, as the other programs have it

int refuse(const Error& error) {
    std::fprintf(stderr, "shoal-gui: %s\n", error.what.c_str());
    return error.code == Errc::usage ? usage_error : configuration_error;
}

/// Once in the life of a configuration, before the engine starts, so that what is chosen holds from the first moment.
void ask_first(WindowSettings& settings, ConfigFile& file, ProgramRunner& programs) {
    Autostart autostart{programs};
    FirstRun page{settings, file, autostart};
    page.exec();
    file.wait();
}

int run(QApplication& application, LaunchOptions options) {
    SingleInstance instance{QString::fromStdString(options.settings.data_dir)};
    if (!instance.is_first()) {
        if (instance.hand_over(options.wanted)) return 0;
        std::fputs("shoal-gui: the window that is open already does not answer\n", stderr);
        return 1;
    }
    WindowSettings settings;
    apply_appearance(application, settings.appearance());
    SystemPrograms programs;
    ConfigFile file;
    if (auto loaded = file.load(); !loaded) return refuse(loaded.error());
    if (!settings.is_first_run_done() && !options.hidden) {
        ask_first(settings, file, programs);
        auto again = launch_options(QApplication::arguments(), process_environment());
        if (!again) return refuse(again.error());
        options.settings = again->settings;
    }
    const auto wanted = options.wanted;
    Program program{application, std::move(options), settings, file, programs};
    QObject::connect(&instance, &SingleInstance::handed_over, &program, &Program::take);
    if (!wanted.isEmpty()) program.take(wanted);
    return QApplication::exec();
}

/// --help and --version need no display, so that they are answered before there is one.
bool asks_only(int count, char** arguments) {
    constexpr std::array<std::string_view, 4> questions{"--help", "-h", "--version", "-v"};
    return std::any_of(arguments + 1, arguments + count, [&](const char* word) {
        return std::ranges::find(questions, std::string_view{word}) != questions.end();
    });
}

/// Qt would end the program with a core dump.
bool has_display(int count, char** arguments) {
    const auto names_platform = [](const char* word) { return std::string_view{word}.ends_with("-platform"); };
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM") ||
           std::any_of(arguments + 1, arguments + count, names_platform);
}

int answer(const LaunchOptions& options) {
    std::fputs(qUtf8Printable(options.answer), stdout);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    open_standard_streams();
    if (count > 1 && asks_only(count, arguments)) {
        const QCoreApplication application{count, arguments};
        const auto options = launch_options(QCoreApplication::arguments(), process_environment());
        return options ? answer(*options) : refuse(options.error());
    }
    if (!has_display(count, arguments)) {
        std::fputs(
            "shoal-gui: no display: start it on a desktop, or over ssh with -X; without one, shoal and shoald do "
            "the same in a terminal\n",
            stderr);
        return no_display;
    }
    QApplication application{count, arguments};
    QApplication::setApplicationName(QStringLiteral("Shoal"));
    QApplication::setApplicationVersion(QStringLiteral(SHOAL_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.shoal.Shoal"));
    QApplication::setWindowIcon(application_icon());
    install_translation(application);
    auto options = launch_options(QApplication::arguments(), process_environment());
    if (!options) return refuse(options.error());
    return options->answer.isEmpty() ? run(application, std::move(*options)) : answer(*options);
}
