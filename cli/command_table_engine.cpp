// The commands that look at an engine, and the program's own; declared in cli/command_table_parts.h.

#include "cli/command_table_parts.h"
#include "cli/completion_command.h"
#include "cli/dht_command.h"
#include "cli/status_command.h"

namespace shoal::cli {
namespace {

constexpr std::string_view section = "The engine";
constexpr std::string_view own_section = "This program";

CommandInfo status() {
    return {.name = "status",
            .section = section,
            .summary = "What a running engine is doing",
            .description = "Rates, links, what was verified and refused, the DHT, the process, and its shares.",
            .operands = {},
            .options = options_of({connection_options()}),
            .examples = {{"shoal status", "The daemon of the usual data directory."},
                         {"shoal status --control /run/shoal/control.sock", "The daemon at this socket."}},
            .exit_codes = exit_codes_of({}),
            .run = run_status};
}

CommandInfo dht() {
    return {.name = "dht",
            .section = section,
            .summary = "How a running engine finds others, and how it is seen by them",
            .description = "Whether it is connected; how many nodes it knows of how large a network; at which address "
                           "others see it; how long its last searches took. It never says what was looked for.",
            .operands = {},
            .options = options_of({connection_options()}),
            .examples = {{"shoal dht", "In words."}},
            .exit_codes = exit_codes_of({}),
            .run = run_dht};
}

CommandInfo events() {
    return {.name = "events",
            .section = section,
            .summary = "What happens in a running engine, as it happens",
            .description = "One line for each event until Ctrl-C.",
            .operands = {},
            .options = options_of({{{.name = "share",
                                     .value = "SHARE",
                                     .meaning = "Only what concerns this share.",
                                     .completes = Completion::share}},
                                   connection_options()}),
            .examples = {{"shoal events --json | jq .type", "For programs."}},
            .exit_codes = exit_codes_of({ExitCode::not_found}),
            .run = nullptr};
}

CommandInfo top() {
    return {.name = "top",
            .section = section,
            .summary = "The shares of a running engine, live",
            .description = "Needs a terminal. q ends it.",
            .operands = {},
            .options = options_of({connection_options()}),
            .examples = {{"shoal top", "Watch the daemon."}},
            .exit_codes = exit_codes_of({}),
            .run = nullptr};
}

CommandInfo doctor() {
    return {.name = "doctor",
            .section = section,
            .summary = "Why others cannot reach this node, and what to do",
            .description =
                "Looks at the daemon, its ports, how others see it, the DHT, the clock, the disk and the limits "
                "of the process, and says in sentences what is wrong.",
            .operands = {},
            .options = options_of({connection_options()}),
            .examples = {{"shoal doctor", "In sentences."}},
            .exit_codes = exit_codes_of({}),
            .run = nullptr};
}

CommandInfo daemon(std::string_view name, std::string_view summary, Options options) {
    return {.name = name,
            .section = section,
            .summary = summary,
            .description = "Through the systemd unit of the user where there is one, else by itself.",
            .operands = {},
            .options = options_of({std::move(options)}),
            .examples = {},
            .exit_codes = exit_codes_of({}),
            .run = nullptr};
}

OperandInfo key_operand() {
    return {.name = "KEY", .meaning = "A setting, as limits.down.", .completes = Completion::setting};
}

OptionInfo file_option() {
    return {.name = "file",
            .value = "PATH",
            .meaning = "This configuration file. Left out: that of the user.",
            .completes = Completion::file};
}

CommandInfo config(std::string_view name, std::string_view summary, std::vector<OperandInfo> operands,
                   ExampleInfo example) {
    return {.name = name,
            .section = own_section,
            .summary = summary,
            .description = "",
            .operands = std::move(operands),
            .options = options_of({{file_option()}}),
            .examples = {example},
            .exit_codes = {ExitCode::done, ExitCode::other, ExitCode::usage, ExitCode::not_found, ExitCode::no_space,
                           ExitCode::file_system, ExitCode::configuration},
            .run = nullptr};
}

CommandInfo completion() {
    return {.name = "completion",
            .section = own_section,
            .summary = "Print what makes a shell complete the words of shoal",
            .description = "",
            .operands = {{.name = "SHELL", .completes = Completion::choice, .choices = "bash|zsh|fish"}},
            .options = options_of({}),
            .examples = {{"shoal completion bash > ~/.local/share/bash-completion/completions/shoal", "For bash."}},
            .exit_codes = {ExitCode::done, ExitCode::other, ExitCode::usage},
            .run = run_completion};
}

CommandInfo version() {
    return {.name = "version",
            .section = own_section,
            .summary = "Print the version and what is compiled in",
            .description = "",
            .operands = {},
            .options = options_of({}),
            .examples = {{"shoal version --json", "For programs."}},
            .exit_codes = {ExitCode::done, ExitCode::other, ExitCode::usage},
            .run = nullptr};
}

}  // namespace

std::vector<CommandInfo> engine_commands() {
    return {status(),
            dht(),
            events(),
            top(),
            doctor(),
            daemon("daemon start", "Start the daemon", engine_options()),
            daemon("daemon stop", "Stop the daemon and wait until it has ended", connection_options()),
            daemon("daemon status", "Whether it runs", connection_options()),
            daemon("daemon reload", "Let it read its configuration again", connection_options()),
            config("config get", "Print a setting as it holds", {key_operand()},
                   {"shoal config get limits.up", "What holds after files and environment."}),
            config("config set", "Write a setting to the configuration file",
                   {key_operand(), {.name = "VALUE", .meaning = "As it would stand on the command line."}},
                   {"shoal config set limits.down 10M", "Comments and other lines stay."}),
            config("config path", "Print where the configuration file is", {},
                   {"shoal config path", "It need not be there."}),
            config("config check", "Say whether the configuration can be read", {},
                   {"shoal config check", "Ends with 78 and names line and column if it cannot."}),
            completion(),
            version()};
}

}  // namespace shoal::cli
