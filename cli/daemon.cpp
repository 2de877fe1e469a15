#include "cli/daemon.h"

#include "cli/engine_host.h"
#include "cli/listening_notice.h"

namespace shoal::cli {

ExitCode run_daemon(const CommandLine& line, const Environment& environment, Console& console) {
    const auto configuration = load_configuration(line, environment, "info");
    if (!configuration) return console.report(configuration.error());
    HostOptions options;
    options.use_daemon = false;
    options.serve_control = true;
    options.serve_http = true;
    options.activate_all = true;
    auto host = EngineHost::open(*configuration, options, console);
    if (!host) return console.report(host.error());
    tell_listening(**host, console);
    console.talk.say("control socket " + configuration->settings.control);
    (*host)->wait([] { return false; });
    (*host)->close();
    return ExitCode::done;
}

}  // namespace shoal::cli
