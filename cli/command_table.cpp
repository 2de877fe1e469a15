#include "cli/command_table.h"

#include <algorithm>

#include "cli/command_table_parts.h"
#include "cli/daemon.h"

namespace shoal::cli {

std::span<const CommandInfo> shoal_commands() {
    static const std::vector<CommandInfo> table = [] {
        std::vector<CommandInfo> out;
        for (auto part : {transfer_commands, share_commands, engine_commands}) {
            for (auto& command : part()) {
                if (command.run != nullptr) out.push_back(std::move(command));
            }
        }
        return out;
    }();
    return table;
}

const CommandInfo& shoald_command() {
    static const CommandInfo command{
        .name = "",
        .summary = "Keeps shares available: the engine as a service, in the foreground",
        .description = "Serves every share that it remembers and answers on the control socket until SIGTERM or "
                       "SIGINT. SIGHUP reads the configuration again.\n\n"
                       "One process at a time uses a data directory; a second one ends with 14 and names the first.",
        .operands = {},
        .options = options_of({{{.name = "check-config",
                                 .meaning = "Read the configuration, say what is wrong with it and where, and end."}},
                               engine_options("info")}),
        .examples = {{"shoald", "Run it in this terminal."},
                     {"shoald --data-dir /srv/shoal --listen 0.0.0.0:4747", "With its own directory and port."}},
        .exit_codes = {ExitCode::done, ExitCode::other, ExitCode::usage, ExitCode::network, ExitCode::file_system,
                       ExitCode::in_use, ExitCode::configuration},
        .run = run_daemon};
    return command;
}

std::string_view shoal_summary() {
    return "Moves files between people and machines without a server in the middle";
}

std::string_view group_summary(std::string_view word) {
    if (word == "peer") return "The peers of a share, and where others may be";
    if (word == "label") return "Words that put shares together";
    if (word == "config") return "What the configuration says";
    if (word == "daemon") return "The daemon of this user";
    return {};
}

const OptionInfo* find_option(const CommandInfo& command, std::string_view name) {
    const auto found = std::ranges::find(command.options, name, &OptionInfo::name);
    return found == command.options.end() ? nullptr : &*found;
}

}  // namespace shoal::cli
