// The commands that move content; declared in cli/command_table_parts.h.

#include "cli/cat_command.h"
#include "cli/command_table_parts.h"
#include "cli/demo.h"
#include "cli/get_command.h"
#include "cli/ls_remote_command.h"
#include "cli/share_command.h"
#include "cli/verify_command.h"

namespace shoal::cli {
namespace {

constexpr std::string_view section = "Moving content";

OperandInfo link_operand() {
    return {.name = "LINK", .meaning = "The link; - reads it from stdin. Left out: SHOAL_LINK.", .fewest = 0};
}

OptionInfo label_option() {
    return {.name = "label",
            .value = "LABEL",
            .meaning = "A word that puts shares together (see shoal label add).",
            .is_repeatable = true,
            .completes = Completion::label};
}

CommandInfo share() {
    return {.name = "share",
            .section = section,
            .summary = "Share files or folders in place and print their links",
            .description =
                "Hashes each path where it lies (nothing is copied), prints its link on stdout and the "
                "receiver's command on stderr, names what was left out (symlinks and special files), and "
                "shares it until Ctrl-C. With a daemon it hands the share over, prints the link and ends.\n\n"
                "A link is a secret: whoever has it may read the content.",
            .operands = {{.name = "PATH",
                          .meaning = "Files or folders; each becomes one share.",
                          .most = any_number,
                          .completes = Completion::file}},
            .options =
                options_of({{{.name = "reproducible",
                              .meaning = "Equal folders give equal links; whoever can guess the content can then "
                                         "find out that you share it."},
                             {.name = "comment", .value = "TEXT", .meaning = "A sentence that travels with the share."},
                             label_option(),
                             {.name = "qr", .meaning = "Show the link as a QR code, too."},
                             {.name = "with-secrets", .meaning = "With --json: print the link, too."},
                             progress_option(),
                             standalone_option()},
                            engine_options()}),
            .examples = {{"shoal share ~/Dataset", "Share a folder until Ctrl-C, or for good with a daemon."},
                         {"shoal share --reproducible release.iso", "The same file gives the same link everywhere."}},
            .exit_codes = exit_codes_of({ExitCode::not_found, ExitCode::network, ExitCode::no_space}),
            .run = run_share};
}

OptionInfo get_timeout_option() {
    auto out = timeout_option();
    out.meaning = "Give up after so long without any peer, or with peers that send nothing. Left out: wait as long as "
                  "it takes.";
    return out;
}

CommandInfo get() {
    return {
        .name = "get",
        .section = section,
        .summary = "Fetch what a link stands for",
        .description = "Fetches the list of files, then the files. It ends with 0 when every byte is verified, in its "
                       "place and durable, and prints the path. After Ctrl-C, a crash or a power cut the same command "
                       "goes on from where it was.\n\n"
                       "With a daemon, the daemon fetches: Ctrl-C ends the watching only.",
        .operands = {link_operand()},
        .options =
            options_of({{{.name = "output",
                          .letter = 'o',
                          .value = "DIR",
                          .meaning = "The folder to put it into. Left out: download_dir of the configuration.",
                          .completes = Completion::directory},
                         {.name = "select",
                          .value = "RULE",
                          .meaning = "Which files, as for shoal select: +GLOB, -GLOB, +#0,4-6. Left out: all.",
                          .is_repeatable = true},
                         {.name = "overwrite", .meaning = "Replace files that are there with other content."},
                         label_option(),
                         {.name = "paused", .meaning = "Choose and remember it, but do not begin; shoal resume does."},
                         get_timeout_option(),
                         {.name = "seed", .meaning = "When complete, stay and share it until Ctrl-C."},
                         progress_option(),
                         standalone_option()},
                        engine_options()}),
        .examples = {{"shoal get 'shoal:b...' -o ~/Data", "Fetch it into ~/Data."},
                     {"shoal get - --select '+docs/**' < link.txt", "Only docs; the link stands in no process list."},
                     {"SHOAL_LINK=$(cat link.txt) shoal get --timeout 60",
                      "Give up after a minute in which nothing came."}},
        .exit_codes = exit_codes_of({ExitCode::not_found, ExitCode::malformed, ExitCode::no_peers, ExitCode::network,
                                     ExitCode::unfinished, ExitCode::mismatch, ExitCode::no_space, ExitCode::exists}),
        .run = run_get};
}

CommandInfo ls_remote() {
    return {
        .name = "ls-remote",
        .section = section,
        .summary = "List what a link stands for and fetch nothing of it",
        .description = "Fetches the list of files from a peer and prints names and sizes.",
        .operands = {link_operand()},
        .options =
            options_of({{{.name = "tree", .meaning = "Show folders as a tree."}, timeout_option(), standalone_option()},
                        engine_options()}),
        .examples = {{"shoal ls-remote 'shoal:b...'", "Paths and sizes, one a line."},
                     {"shoal ls-remote --tree - < link.txt", "As a tree; the link stands in no process list."}},
        .exit_codes = exit_codes_of({ExitCode::malformed, ExitCode::no_peers, ExitCode::network, ExitCode::unfinished}),
        .run = run_ls_remote};
}

CommandInfo cat() {
    return {.name = "cat",
            .section = section,
            .summary = "Write a file of a share to stdout, verified, while it arrives",
            .description =
                "Fetches what is read first and writes only bytes that are verified, in order. What is there "
                "already is not fetched again.",
            .operands = {{.name = "LINK",
                          .meaning = "The link or a share (see shoal list); - reads it from stdin.",
                          .completes = Completion::share},
                         {.name = "PATH", .meaning = "The file; left out where the share is one file.", .fewest = 0}},
            .options = options_of({{{.name = "range",
                                     .value = "FROM-TO",
                                     .meaning = "Only these bytes, as 0-1M or 10M-; the end is not included."},
                                    timeout_option(),
                                    standalone_option()},
                                   engine_options()}),
            .examples = {{"shoal cat 'shoal:b...' video.mkv | mpv -", "Watch it while it arrives."},
                         {"shoal cat 3 data.bin --range 0-1M | sha256sum", "The first MiB of a file of share 3."}},
            .exit_codes = exit_codes_of({ExitCode::not_found, ExitCode::malformed, ExitCode::no_peers,
                                         ExitCode::network, ExitCode::unfinished, ExitCode::no_space}),
            .run = run_cat};
}

CommandInfo verify() {
    return {.name = "verify",
            .section = section,
            .summary = "Compare a folder or file with a link",
            .description = "Hashes every file and names those that differ or are missing. Nothing is changed.",
            .operands = {{.name = "PATH", .meaning = "The folder or file.", .completes = Completion::file},
                         {.name = "LINK",
                          .meaning = "The link or a share (see shoal list); - reads it from stdin. Left out: "
                                     "SHOAL_LINK.",
                          .fewest = 0,
                          .completes = Completion::share}},
            .options = options_of({{timeout_option(), progress_option(), standalone_option()}, engine_options()}),
            .examples = {{"shoal verify ~/Dataset 'shoal:b...'", "Is it what the link stands for?"}},
            .exit_codes = exit_codes_of({ExitCode::not_found, ExitCode::malformed, ExitCode::no_peers,
                                         ExitCode::network, ExitCode::unfinished, ExitCode::mismatch}),
            .run = run_verify};
}

CommandInfo demo() {
    constexpr std::uint64_t max_peers = 64;  // processes on one machine
    constexpr std::uint64_t day = 86'400;
    return {.name = "demo",
            .section = section,
            .summary = "A swarm of real processes on this machine, in one terminal",
            .description = "One DHT node, one seeder and N downloaders on loopback. Shows them at work, compares every "
                           "file of every copy with the source, and says how fast it was. It ends by itself and leaves "
                           "nothing behind. Nothing leaves the machine.",
            .operands = {{.name = "PATH",
                          .meaning = "The folder or file to share. Left out: real files of this machine.",
                          .fewest = 0,
                          .completes = Completion::file}},
            .options = options_of({{{.name = "peers",
                                     .value = "N",
                                     .meaning = "How many downloaders.",
                                     .preset = "7",
                                     .lowest = 1,
                                     .highest = max_peers},
                                    {.name = "time-limit",
                                     .value = "SECONDS",
                                     .meaning = "The demo ends after so long, whatever happens.",
                                     .preset = "600",
                                     .unit = "s",
                                     .lowest = 1,
                                     .highest = day}}}),
            .examples = {{"shoal demo", "Seven downloaders fetch system headers and a large file."},
                         {"shoal demo ~/Photos --peers 3", "Three downloaders fetch your folder."}},
            .exit_codes = {ExitCode::done, ExitCode::other, ExitCode::usage, ExitCode::not_found, ExitCode::unfinished,
                           ExitCode::mismatch, ExitCode::no_space, ExitCode::file_system, ExitCode::interrupted,
                           ExitCode::terminated},
            .run = run_demo};
}

}  // namespace

std::vector<CommandInfo> transfer_commands() {
    return {share(), get(), ls_remote(), cat(), verify(), demo()};
}

}  // namespace shoal::cli
