#include "cli/console.h"

#include <unistd.h>

#include "cli/json_output.h"
#include "core/engine.h"
#include "core/names.h"

namespace shoal::cli {

Console::Console(std::string program_name, bool with_json, const Environment& environment)
    : program{std::move(program_name)}, json{with_json}, out{STDOUT_FILENO}, talk{Terminal::of(STDERR_FILENO,
                                                                                               environment)} {}

ExitCode Console::report(const Error& error) {
    return report(error, exit_code_of(error.code));
}

ExitCode Console::report(const Error& error, ExitCode exit) {
    if (json) {
        JsonLine line{"error"};
        line.text("code", to_string(error.code)).number("exit", static_cast<std::uint64_t>(raw(exit)));
        line.text("message", error.what);
        out.line(line.str());
    }
    talk.clear();
    talk.say(program + ": " + printable(error.what));  // names in it may come from anywhere
    return exit;
}

}  // namespace shoal::cli
