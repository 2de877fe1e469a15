// The commands that manage shares; declared in cli/command_table_parts.h.

#include "cli/command_table_parts.h"
#include "cli/label_command.h"
#include "cli/limit_command.h"
#include "cli/link_command.h"
#include "cli/list_command.h"
#include "cli/pause_command.h"
#include "cli/peer_add_command.h"
#include "cli/peer_list_command.h"
#include "cli/recheck_command.h"
#include "cli/remove_command.h"
#include "cli/select_command.h"
#include "cli/share_table.h"
#include "cli/show_command.h"

namespace shoal::cli {
namespace {

constexpr std::string_view section = "Shares";

ExitCodes usual_exit_codes() {
    return exit_codes_of({ExitCode::not_found});
}

CommandInfo list() {
    return {
        .name = "list",
        .alias = "ls",
        .section = section,
        .summary = "The shares of the daemon, or those that are remembered",
        .description = "A table: number, tag, state, how much of what is wanted is there, size, rates, peers, labels "
                       "and name. Without a daemon it shows the remembered shares as stopped.",
        .operands = {{.name = "SHARE",
                      .meaning = "Only these, as for shoal pause. Left out: all.",
                      .fewest = 0,
                      .most = any_number,
                      .completes = Completion::share}},
        .options = options_of({{{.name = "sort",
                                 .value = "KEY",
                                 .meaning = "What comes first: names and states in order, else the most.",
                                 .choices = sort_choices(),
                                 .completes = Completion::choice},
                                {.name = "reverse", .letter = 'r', .meaning = "The other way round."},
                                {.name = "filter",
                                 .value = "STATE",
                                 .meaning = "Only those in this state.",
                                 .choices = "resolving|resolved|checking|downloading|seeding|trouble|paused|stopped",
                                 .completes = Completion::choice},
                                {.name = "columns",
                                 .value = "NAME,...",
                                 .meaning = "Which, of number, tag, state, done, size, files, down, up, eta, peers, "
                                            "seeds, received, sent, limit-down, limit-up, added, labels, path and "
                                            "name."}},
                               connection_options()}),
        .examples = {{"shoal list", "All shares."},
                     {"shoal ls label:work --sort rate", "Those with a label, the busiest first."},
                     {"shoal ls --columns number,name,path", "Where they are."}},
        .exit_codes = usual_exit_codes(),
        .run = run_list};
}

CommandInfo show() {
    return {.name = "show",
            .section = section,
            .summary = "Everything about a share",
            .description = "Its state, sizes, rates, limits and labels, and if asked its files, its peers and where "
                           "others may be.",
            .operands = {share_operand()},
            .options = options_of({{{.name = "files", .meaning = "Its files, and which of them are wanted."},
                                    {.name = "peers", .meaning = "The peers that are linked."},
                                    {.name = "sources", .meaning = "The endpoints where others may be."}},
                                   connection_options()}),
            .examples = {{"shoal show 3", "The share with the number 3."},
                         {"shoal show iris --files", "The files of the share whose name begins with iris."}},
            .exit_codes = usual_exit_codes(),
            .run = run_show};
}

CommandInfo pause() {
    return {.name = "pause",
            .section = section,
            .summary = "Stop fetching and sharing until told to go on",
            .description =
                "A paused share keeps what it has, has no links and is not announced. It stays paused over a "
                "restart of the daemon.",
            .operands = {shares_operand()},
            .options = options_of({connection_options()}),
            .examples = {{"shoal pause 3", "One share."}, {"shoal pause label:work", "All with this label."}},
            .exit_codes = usual_exit_codes(),
            .run = run_pause};
}

CommandInfo resume() {
    return {.name = "resume",
            .section = section,
            .summary = "Let paused shares go on",
            .description = "",
            .operands = {shares_operand()},
            .options = options_of({connection_options()}),
            .examples = {{"shoal resume 3", "One share."}, {"shoal resume paused", "All that are paused."}},
            .exit_codes = usual_exit_codes(),
            .run = run_resume};
}

CommandInfo recheck() {
    return {.name = "recheck",
            .section = section,
            .summary = "Hash what is on the disk again",
            .description = "Reads every file of the share and keeps what is right. What is wrong or missing is fetched "
                           "again where the share is fetched, and not offered any more where it is shared.",
            .operands = {shares_operand()},
            .options = options_of({{progress_option()}, connection_options()}),
            .examples = {{"shoal recheck 3", "Ends when the check has ended."}},
            .exit_codes = exit_codes_of({ExitCode::not_found, ExitCode::unfinished, ExitCode::mismatch}),
            .run = run_recheck};
}

CommandInfo remove() {
    return {.name = "remove",
            .alias = "rm",
            .section = section,
            .summary = "Forget shares, and with --data delete their files",
            .description =
                "Without --data nothing on the disk is touched. With --data it deletes the files of the share "
                "that still have the content of the share, and folders that are empty then; it asks first. "
                "Where stdin is no terminal it cannot ask, and -y must be given.",
            .operands = {shares_operand()},
            .options = options_of({{{.name = "data", .meaning = "Delete its files, too."},
                                    {.name = "yes", .letter = 'y', .meaning = "Do not ask."}},
                                   connection_options()}),
            .examples = {{"shoal remove 3", "Forget it; its files stay."},
                         {"shoal remove 3 --data -y", "Forget it and delete its files."}},
            .exit_codes = usual_exit_codes(),
            .run = run_remove};
}

CommandInfo select() {
    return {
        .name = "select",
        .section = section,
        .summary = "Choose which files of a share are fetched, and which of them first",
        .description =
            "Rules are applied in order to what is chosen now: +GLOB and -GLOB take files in and out (* stays in one "
            "folder, ** crosses folders), +#0,4-6 and -#0,4-6 do so by number (see shoal show --files).\n\n"
            "With --priority the choice stays as it is, and the rules name the files that get this priority: none but "
            "those added if the first rule is a +, else all but those taken out. It is remembered.",
        .operands = {share_operand(),
                     {.name = "RULE",
                      .meaning = "+GLOB, -GLOB, +#NUMBERS or -#NUMBERS.",
                      .most = any_number,
                      .may_begin_with_dash = true}},
        .options = options_of({{{.name = "priority",
                                 .value = "WHICH",
                                 .meaning = "Fetch these files before all others, as usual, or last.",
                                 .choices = "low|normal|high",
                                 .completes = Completion::choice}},
                               connection_options()}),
        .examples = {{"shoal select 3 '-raw/**'", "All but what is in raw."},
                     {"shoal select 3 '-**' '+docs/**'", "Only what is in docs."},
                     {"shoal select 3 --priority high '+docs/**'", "What is in docs comes first."}},
        .exit_codes = usual_exit_codes(),
        .run = run_select};
}

CommandInfo limit() {
    const auto rate = [](std::string_view name, std::string_view meaning) {
        return OptionInfo{.name = name, .value = "RATE", .meaning = meaning, .unit = "bytes/s"};
    };
    return {.name = "limit",
            .section = section,
            .summary = "Show and set how fast is fetched and shared",
            .description =
                "Rates are 500k, 10M, 1.5GiB (a second, binary units) or off. Without SHARE it is the limit of "
                "all traffic, and holds until the daemon restarts or reads its configuration again; "
                "shoal config set limits.down 10M keeps it. The limit of a share is remembered.",
            .operands = {{.name = "SHARE",
                          .meaning = "As for shoal pause. Left out: all traffic.",
                          .fewest = 0,
                          .most = any_number,
                          .completes = Completion::share}},
            .options = options_of({{rate("down", "Most bytes of content received each second."),
                                    rate("up", "Most bytes of content sent each second.")},
                                   connection_options()}),
            .examples = {{"shoal limit", "What is set."},
                         {"shoal limit --down 10M --up 2M", "All traffic."},
                         {"shoal limit 3 --up off", "One share."}},
            .exit_codes = usual_exit_codes(),
            .run = run_limit};
}

CommandInfo link() {
    return {.name = "link",
            .section = section,
            .summary = "Print the secret link of a share",
            .description = "A link is a secret: whoever has it may read the content. With --json it is printed only "
                           "with --with-secrets.",
            .operands = {share_operand()},
            .options = options_of({{{.name = "short", .meaning = "Without name, size and addresses."},
                                    {.name = "qr", .meaning = "As a QR code, with the short form below it."},
                                    {.name = "select",
                                     .value = "RULE",
                                     .meaning = "Propose these files only, as for shoal select. Repeatable.",
                                     .is_repeatable = true},
                                    {.name = "http",
                                     .value = "PATH",
                                     .meaning = "The address at which a player on this machine reads this file of the "
                                                "share while it arrives, for the next 12 hours. Needs http.listen."},
                                    {.name = "with-secrets", .meaning = "With --json: print the link, too."}},
                                   connection_options()}),
            .examples = {{"shoal link 3", "The whole link."},
                         {"shoal link 3 --short | shoal get -", "The link stands in no process list."}},
            .exit_codes = usual_exit_codes(),
            .run = run_link};
}

CommandInfo label(std::string_view name, std::string_view summary, ExampleInfo example, RunCommand run) {
    return {.name = name,
            .section = section,
            .summary = summary,
            .description = "A label is a word without blanks. label:X stands for all shares that have it.",
            .operands = {share_operand(),
                         {.name = "LABEL",
                          .meaning = "Letters, digits and what is not a blank.",
                          .most = any_number,
                          .completes = Completion::label}},
            .options = options_of({connection_options()}),
            .examples = {example},
            .exit_codes = usual_exit_codes(),
            .run = run};
}

CommandInfo label_list() {
    return {.name = "label list",
            .section = section,
            .summary = "All labels, and how many shares have each",
            .description = "",
            .operands = {},
            .options = options_of({connection_options()}),
            .examples = {{"shoal label list", "A line for each label."}},
            .exit_codes = usual_exit_codes(),
            .run = run_label_list};
}

CommandInfo peer_list() {
    return {.name = "peer list",
            .section = section,
            .summary = "The peers of a share, and where others may be",
            .description =
                "Those that are linked, and the endpoints where others may be, with where each was heard of, "
                "when it was last reached, how often it was not since, when it is tried next, and whether its "
                "address is banned.",
            .operands = {share_operand()},
            .options = options_of({connection_options()}),
            .examples = {{"shoal peer list 3", "Of the share with the number 3."}},
            .exit_codes = usual_exit_codes(),
            .run = run_peer_list};
}

CommandInfo peer_add() {
    return {.name = "peer add",
            .section = section,
            .summary = "Dial a peer from now on",
            .description = "Holds until the engine ends; --peer and the setting peers keep it.",
            .operands = {{.name = "A:P", .meaning = "Its address and port, as 192.0.2.7:4747 or [2001:db8::7]:4747."}},
            .options = options_of({{{.name = "share",
                                     .value = "SHARE",
                                     .meaning = "For this share only. Left out: for every share.",
                                     .completes = Completion::share}},
                                   connection_options()}),
            .examples = {{"shoal peer add 192.168.1.7:4747 --share 3", "Ask this machine for share 3."}},
            .exit_codes = usual_exit_codes(),
            .run = run_peer_add};
}

}  // namespace

std::vector<CommandInfo> share_commands() {
    return {list(),
            show(),
            pause(),
            resume(),
            recheck(),
            remove(),
            select(),
            limit(),
            link(),
            label("label add", "Give a share labels", {"shoal label add 3 work", "Share 3 belongs to work now."},
                  run_label_add),
            label("label remove", "Take labels from a share", {"shoal label remove 3 work", "And now it does not."},
                  run_label_remove),
            label_list(),
            peer_list(),
            peer_add()};
}

}  // namespace shoal::cli
