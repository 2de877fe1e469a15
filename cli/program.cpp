#include "cli/program.h"

#include <csignal>
#include <exception>

#include "cli/arguments.h"
#include "cli/configuration.h"
#include "cli/console.h"
#include "cli/daemon.h"
#include "cli/demo.h"
#include "cli/dht_command.h"
#include "cli/get_command.h"
#include "cli/peer_command.h"
#include "cli/share_command.h"
#include "cli/status_command.h"

namespace shoal::cli {
namespace {

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};

ExitCode run(const Command& command, const Environment& environment, Console& console) {
    return std::visit(Overloaded{
                          [&](const ShareArguments& arguments) { return run_share(arguments, environment, console); },
                          [&](const GetArguments& arguments) { return run_get(arguments, environment, console); },
                          [&](const StatusArguments& arguments) { return run_status(arguments, environment, console); },
                          [&](const ListArguments& arguments) { return run_list(arguments, environment, console); },
                          [&](const DhtArguments& arguments) { return run_dht(arguments, environment, console); },
                          [&](const PeerArguments& arguments) { return run_peer(arguments, environment, console); },
                          [&](const DemoArguments& arguments) { return run_demo(arguments, console); },
                          [&](const DaemonArguments& arguments) { return run_daemon(arguments, environment, console); },
                      },
                      command);
}

template <class Parse>
int program(const char* name, int argc, char** argv, Parse parse) {
    (void)std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error value
    const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    const Environment environment = process_environment();
    Console console{name, wants_json(words), environment};
    try {
        const auto parsed = parse(words);
        if (!parsed) return raw(console.report(parsed.error()));
        if (const auto* answer = std::get_if<Answer>(&*parsed)) {
            console.out.line(answer->text);
            return raw(console.out.is_lost() ? ExitCode::other : ExitCode::done);
        }
        return raw(run(std::get<Arguments>(*parsed).command, environment, console));
    } catch (const std::exception& error) {  // out of memory and the like; nothing of ours throws
        return raw(console.report({Errc::other, error.what()}));
    }
}

}  // namespace

int shoal_main(int argc, char** argv) {
    return program("shoal", argc, argv, parse_shoal);
}

int shoald_main(int argc, char** argv) {
    return program("shoald", argc, argv, parse_shoald);
}

}  // namespace shoal::cli
