// The commands that look at an engine, and the program's own; declared in cli/command_table_parts.h.

#include "cli/command_table_parts.h"
#include "cli/completion_command.h"
#include "cli/config_command.h"
#include "cli/daemon_command.h"
#include "cli/dht_command.h"
#include "cli/doctor_command.h"
#include "cli/events_command.h"
#include "cli/status_command.h"
#include "cli/top_command.h"
#include "cli/version_command.h"

namespace shoal::cli {
namespace {

constexpr std::string_view section = "The engine";
constexpr std::string_view own_section = "This program";

OperandInfo optional_share_operand() {
    auto out = share_operand();
    out.fewest = 0;
    return out;
}

CommandInfo status() {
    return {.name = "status",
            .section = section,
            .summary = "What a running engine is doing",
            .description =
                "Rates, links, what was verified and refused, the DHT, the process, and its shares. With SHARE "
                "the same as shoal show.",
            .operands = {optional_share_operand()},
            .options = options_of({connection_options()}),
            .examples = {{"shoal status", "The daemon of the usual data directory."},
                         {"shoal status --control /run/shoal/control.sock", "The daemon at this socket."}},
            .exit_codes = exit_codes_of({ExitCode::not_found}),
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
            .run = run_events};
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
            .run = run_top};
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
            .run = run_doctor};
}

CommandInfo daemon(std::string_view name, std::string_view summary, std::string_view description, Options options,
                   ExampleInfo example, RunCommand run) {
    return {.name = name,
            .section = section,
            .summary = summary,
            .description = description,
            .operands = {},
            .options = options_of({std::move(options)}),
            .examples = {example},
            .exit_codes = exit_codes_of({ExitCode::not_found, ExitCode::unfinished}),
            .run = run};
}

std::vector<CommandInfo> daemon_commands() {
    return {
        daemon("daemon start", "Start the daemon and wait until it answers",
               "Through the systemd unit of the user (shoald.service) where there is one and no option asks for "
               "another daemon; else shoald is started beside this program, or from PATH, and logs to shoald.log in "
               "the data directory. If it does not answer, its last words are shown. One that runs already is left "
               "alone (0).",
               engine_options("info"), {"shoal daemon start", "From now on shares stay available."}, run_daemon_start),
        daemon(
            "daemon stop", "Stop the daemon and wait until it has ended",
            "If none runs there is nothing to do (0), but where --control is given one must answer there (11). A shoal "
            "in the foreground is no daemon and is left alone (14).",
            connection_options(), {"shoal daemon stop", "Shares stay remembered."}, run_daemon_stop),
        daemon("daemon restart", "Stop the daemon and start it again", "As stop and start.", engine_options("info"),
               {"shoal daemon restart", "After a setting was changed that needs it."}, run_daemon_restart),
        daemon("daemon reload", "Let the daemon read its configuration again",
               "A mistake in the configuration is told here (78), and the daemon hears of nothing then. Its log says "
               "which settings need a restart. 11 if none runs.",
               connection_options(), {"shoal daemon reload", "After shoal config set limits.up 10M."},
               run_daemon_reload),
        daemon("daemon status", "Whether the daemon runs, since when, and where it answers", "11 if none runs.",
               connection_options(), {"shoal daemon status --json", "For programs."}, run_daemon_status)};
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

CommandInfo config(std::string_view name, std::string_view summary, std::string_view description,
                   std::vector<OperandInfo> operands, Options options, ExampleInfo example, RunCommand run) {
    return {.name = name,
            .section = own_section,
            .summary = summary,
            .description = description,
            .operands = std::move(operands),
            .options = options_of({std::move(options)}),
            .examples = {example},
            .exit_codes = {ExitCode::done, ExitCode::other, ExitCode::usage, ExitCode::not_found, ExitCode::no_space,
                           ExitCode::file_system, ExitCode::configuration},
            .run = run};
}

std::vector<CommandInfo> config_commands() {
    return {
        config("config get", "Print a setting as it holds",
               "What the files and the environment make of it; with --file only what that file says.", {key_operand()},
               {file_option()}, {"shoal config get limits.up", "After files and environment."}, run_config_get),
        config("config set", "Write a setting to the configuration file",
               "Comments, order and all other lines stay; the file is made if it is missing. Says what a daemon that "
               "runs needs to take it up.",
               {key_operand(), {.name = "VALUE", .meaning = "As it would stand on the command line."}}, {file_option()},
               {"shoal config set limits.down 10M", "Comments and other lines stay."}, run_config_set),
        config("config unset", "Take a setting out of the configuration file",
               "Its line goes, all others stay. 3 if it does not stand there.", {key_operand()}, {file_option()},
               {"shoal config unset limits.down", "Back to what the system or the default says."}, run_config_unset),
        config("config list", "Print every setting as it holds, and who says so",
               "The default, the path of a file, or the variable of the environment.", {}, {file_option()},
               {"shoal config list", "All of them."}, run_config_list),
        config("config path", "Print where the configuration file of this user is", "It need not be there.", {},
               {file_option()}, {"shoal config path", "For an editor: $EDITOR $(shoal config path)."}, run_config_path),
        config("config check", "Say whether the configuration can be read",
               "Ends with 78 and names file, line and column if it cannot.", {}, {file_option()},
               {"shoal config check --file new.toml", "Before it replaces the old one."}, run_config_check),
        config("config reference", "Print a configuration that explains every setting",
               "Each stands there commented out at its default.", {}, {},
               {"shoal config reference > $(shoal config path)", "To begin with."}, run_config_reference)};
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
            .run = run_version};
}

}  // namespace

std::vector<CommandInfo> engine_commands() {
    std::vector<CommandInfo> out{status(), dht(), events(), top(), doctor()};
    for (auto& command : daemon_commands()) out.push_back(std::move(command));
    for (auto& command : config_commands()) out.push_back(std::move(command));
    out.push_back(completion());
    out.push_back(version());
    return out;
}

}  // namespace shoal::cli
