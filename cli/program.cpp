#include "cli/program.h"

#include <csignal>
#include <exception>

#include <unistd.h>

#include "cli/arguments.h"
#include "cli/completion_command.h"
#include "cli/configuration.h"
#include "cli/console.h"
#include "core/standard_streams.h"

namespace shoal::cli {
namespace {

template <class Parse>
int program(const char* name, int argc, char** argv, Parse parse) {
    (void)std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error value
    const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    const Environment environment = process_environment();
    Console console{name, wants_json(words), environment};
    try {
        const auto parsed = parse(words, Terminal::of(STDOUT_FILENO, environment).columns());
        if (!parsed) return raw(console.report(parsed.error()));
        if (const auto* answer = std::get_if<Answer>(&*parsed)) {
            console.out.line(answer->text);
            return raw(console.finish(ExitCode::done));
        }
        const auto& line = std::get<CommandLine>(*parsed);
        const auto exit = line.command().run(line, environment, console);
        return raw(&line.command() == &shoald_command() ? exit : console.finish(exit));  // a service has other readers
    } catch (const std::exception& error) {  // out of memory and the like; nothing of ours throws
        return raw(console.report({Errc::other, error.what()}));
    }
}

}  // namespace

int shoal_main(int argc, char** argv) {
    open_standard_streams();
    if (argc > 1 && argv[1] == completion_question) {
        const Environment environment = process_environment();
        Console console{"shoal", false, environment};
        return raw(answer_completion({argv + 2, argv + argc}, environment, console));
    }
    return program("shoal", argc, argv, parse_shoal);
}

int shoald_main(int argc, char** argv) {
    open_standard_streams();
    return program("shoald", argc, argv, parse_shoald);
}

}  // namespace shoal::cli
