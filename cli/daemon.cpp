#include "cli/daemon.h"

#include <csignal>

#include "cli/daemon_service.h"

namespace shoal::cli {

ExitCode run_daemon(const CommandLine& line, const Environment& environment, Console& console) {
    // One that comes before we can reload changes nothing: the configuration is read below.
    (void)std::signal(SIGHUP, SIG_IGN);
    const auto load = [&]() { return load_configuration(line, environment, "info"); };
    auto configuration = load();
    if (!configuration) return console.report(configuration.error());
    if (line.has("check-config")) {
        console.talk.say("the configuration is valid");
        return ExitCode::done;
    }
    DaemonService service{std::move(*configuration), load, environment, console};
    if (const auto started = service.start(); !started) return console.report(started.error());
    service.serve();
    return ExitCode::done;
}

}  // namespace shoal::cli
