#include "cli/console.h"

#include <cerrno>

#include <fmt/format.h>
#include <unistd.h>

#include "cli/json_output.h"
#include "cli/link_mask.h"
#include "core/engine.h"
#include "core/names.h"
#include "core/os_error.h"

namespace shoal::cli {

Console::Console(std::string program_name, bool with_json, const Environment& environment)
    : program{std::move(program_name)}, json{with_json}, out{STDOUT_FILENO}, talk{Terminal::of(STDERR_FILENO,
                                                                                               environment)} {}

ExitCode Console::report(const Error& error) {
    return report(error, exit_code_of(error.code));
}

ExitCode Console::report(const Error& error, ExitCode exit) {
    const auto what = without_links(error.what);  // what was typed may stand in it
    if (json) {
        JsonLine line{"error"};
        line.text("code", to_string(error.code)).number("exit", static_cast<std::uint64_t>(raw(exit)));
        line.text("message", what);
        out.line(line.str());
    }
    talk.clear();
    talk.say(program + ": " + printable(what));  // names in it may come from anywhere
    return exit;
}

ExitCode Console::finish(ExitCode exit) {
    if (!out.is_lost() || (exit != ExitCode::done && exit != ExitCode::other)) return exit;
    if (out.error() == EPIPE) return ExitCode::other;
    const auto code = errc_of_file(out.error());
    return report({code, fmt::format("cannot write to stdout: {}", describe_errno(out.error()))});
}

}  // namespace shoal::cli
