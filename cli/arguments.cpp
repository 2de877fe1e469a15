#include "cli/arguments.h"

#include <algorithm>
#include <array>
#include <map>

#include <CLI/CLI.hpp>

namespace shoal::cli {
namespace {

constexpr std::uint32_t max_demo_peers = 64;               // processes on one machine
constexpr std::uint64_t max_timeout_seconds = 31'536'000;  // a year

const std::map<std::string, ProgressMode> progress_modes{{"bar", ProgressMode::bar},
                                                         {"line", ProgressMode::line},
                                                         {"json", ProgressMode::json},
                                                         {"none", ProgressMode::none}};

void add_connection_options(CLI::App& app, EngineArguments& to) {
    app.add_option("--data-dir", to.data_dir, "The engine's own directory")->type_name("DIR");
    app.add_option("--control", to.control, "Path of the control socket")->type_name("PATH");
    app.add_flag("--no-config", to.no_config, "Read no configuration file");
}

void add_engine_options(CLI::App& app, EngineArguments& to) {
    add_connection_options(app, to);
    const auto several = [](CLI::Option* option) {
        return option->expected(1)->allow_extra_args(false)->take_all()->type_name("A:P");
    };
    several(app.add_option("--listen", to.listen, "Address and port to listen on; port 0: any. Repeatable"));
    several(app.add_option("--bootstrap", to.bootstrap, "DHT nodes to begin with, or none"))
        ->type_name("none|A:P[,A:P]");
    several(app.add_option("--peer", to.peers, "A peer to dial for every share. Repeatable"));
    app.add_option("--lan", to.lan, "Look for peers on the local network")->type_name("on|off");
    app.add_option("--log", to.log_level, "error, warn, info, debug or trace; dht=debug behind it for a part")
        ->type_name("LEVEL[,PART=LEVEL]");
    app.add_option("--log-format", to.log_format, "Format of the log on stderr")->type_name("auto|text|json|journal");
    app.add_option("--limit-up", to.limit_up, "Content bytes a second sent at most, as 20M; off: no limit")
        ->type_name("RATE");
    app.add_option("--limit-down", to.limit_down, "Content bytes a second received at most")->type_name("RATE");
}

void add_progress_option(CLI::App& app, std::optional<ProgressMode>& to) {
    app.add_option("--progress", to, "How progress is shown")
        ->type_name("bar|line|json|none")
        ->transform(CLI::CheckedTransformer(progress_modes).description(""));
}

void add_share(CLI::App& app, ShareArguments& to) {
    app.add_option("PATH", to.paths, "Files or folders; each becomes one share")->required()->expected(1, -1);
    app.add_flag("--reproducible", to.reproducible,
                 "Equal folders give equal links; whoever can guess the content can then find out that you share it");
    app.add_option("--comment", to.comment, "A sentence that travels with the share")->type_name("TEXT");
    app.add_flag("--standalone", to.engine.standalone, "Never use a daemon");
    add_progress_option(app, to.progress);
    add_engine_options(app, to.engine);
}

void add_get(CLI::App& app, GetArguments& to) {
    app.add_option("LINK", to.link, "The link; - reads it from stdin; left out: from SHOAL_LINK");
    app.add_option("-o,--output", to.directory, "The folder to put it into")->type_name("DIR");
    app.add_flag("--overwrite", to.overwrite, "Replace files that are there with other content");
    app.add_option("--timeout", to.timeout_seconds, "Give up after so long without any peer")
        ->type_name("SECONDS")
        ->check(CLI::Range(std::uint64_t{1}, max_timeout_seconds).description(""));
    app.add_flag("--seed", to.seed, "When complete, stay and share it until Ctrl-C");
    app.add_flag("--standalone", to.engine.standalone, "Never use a daemon");
    add_progress_option(app, to.progress);
    add_engine_options(app, to.engine);
}

void add_demo(CLI::App& app, DemoArguments& to) {
    app.add_option("PATH", to.path, "The folder or file to share; left out: real files of this machine");
    app.add_option("--peers", to.peers, "How many downloaders")
        ->capture_default_str()
        ->type_name("N")
        ->check(CLI::Range(std::uint32_t{1}, max_demo_peers).description(""));
    app.add_option("--time-limit", to.time_limit_seconds, "The demo ends after so long, whatever happens")
        ->capture_default_str()
        ->type_name("SECONDS")
        ->check(CLI::Range(std::uint32_t{1}, std::uint32_t{86'400}).description(""));
}

/// CLI11 takes a positional word like "[a,b]" for a list of two. As "./[a,b]" it is the path that was meant.
std::vector<std::string> with_paths_in_brackets(std::vector<std::string> words) {
    constexpr std::array<std::string_view, 4> takes_any_text{"--comment", "--listen", "--peer", "--bootstrap"};
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_value = i > 0 && std::ranges::find(takes_any_text, words[i - 1]) != takes_any_text.end();
        if (!is_value && words[i].starts_with('[') && words[i].ends_with(']')) words[i].insert(0, "./");
    }
    return words;
}

/// Parses, turns CLI11's exceptions into values, and asks `taken` for the result.
template <class Taken>
Result<std::variant<Arguments, Answer>> parse_with(CLI::App& app, std::vector<std::string> words, Taken taken) {
    using Outcome = std::variant<Arguments, Answer>;
    std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
    try {
        app.parse(std::move(words));
        return Outcome{taken()};
    } catch (const CLI::CallForVersion& version) {
        return Outcome{Answer{version.what()}};
    } catch (const CLI::CallForHelp&) {
        const auto chosen = app.get_subcommands();
        std::string text = chosen.empty() ? app.help() : chosen.front()->help(app.get_name());
        while (text.ends_with('\n')) text.pop_back();
        return Outcome{Answer{std::move(text)}};
    } catch (const CLI::ParseError& error) {
        std::string what = error.what();
        std::replace(what.begin(), what.end(), '\n', ' ');
        return fail(Errc::usage, what + " (see --help)");
    }
}

}  // namespace

Result<std::variant<Arguments, Answer>> parse_shoal(std::vector<std::string> words) {
    CLI::App app{"Moves files between people and machines without a server in the middle.", "shoal"};
    app.set_version_flag("--version", std::string{"shoal "} + SHOAL_VERSION, "Print the version");
    app.set_help_flag("-h,--help", "Print this help");
    app.require_subcommand(1);
    Arguments out;
    ShareArguments share;
    GetArguments get;
    StatusArguments status;
    ListArguments list;
    DhtArguments dht;
    PeerArguments peer;
    DemoArguments demo;
    auto* share_app = app.add_subcommand("share", "Share files or folders in place and print their links");
    add_share(*share_app, share);
    auto* get_app = app.add_subcommand("get", "Fetch what a link stands for");
    add_get(*get_app, get);
    auto* status_app = app.add_subcommand("status", "What a running engine is doing");
    add_connection_options(*status_app, status.engine);
    auto* list_app = app.add_subcommand("list", "The shares of a running engine");
    list_app->alias("ls");
    add_connection_options(*list_app, list.engine);
    auto* dht_app = app.add_subcommand("dht", "How a running engine finds others, and how it is seen by them");
    add_connection_options(*dht_app, dht.engine);
    auto* peer_app = app.add_subcommand("peer", "The peers of a share, and where others may be");
    auto* peer_list_app = peer_app->add_subcommand("list", "Show them");
    peer_app->require_subcommand(1);
    peer_list_app->add_option("TAG", peer.tag, "The share (see shoal list)")->required();
    add_connection_options(*peer_list_app, peer.engine);
    auto* demo_app = app.add_subcommand("demo", "A swarm of real processes on this machine, in one terminal");
    add_demo(*demo_app, demo);
    for (auto* command : {share_app, get_app, status_app, list_app, dht_app, peer_list_app, demo_app}) {
        command->add_flag("--json", out.json, "One JSON object per line on stdout");
    }
    return parse_with(app, with_paths_in_brackets(std::move(words)), [&] {
        if (*share_app) out.command = std::move(share);
        if (*get_app) out.command = std::move(get);
        if (*status_app) out.command = std::move(status);
        if (*list_app) out.command = std::move(list);
        if (*dht_app) out.command = std::move(dht);
        if (*peer_app) out.command = std::move(peer);
        if (*demo_app) out.command = std::move(demo);
        return std::move(out);
    });
}

Result<std::variant<Arguments, Answer>> parse_shoald(std::vector<std::string> words) {
    CLI::App app{"Keeps shares available: the engine as a service, in the foreground.", "shoald"};
    app.set_version_flag("--version", std::string{"shoald "} + SHOAL_VERSION, "Print the version");
    app.set_help_flag("-h,--help", "Print this help");
    Arguments out;
    DaemonArguments daemon;
    add_engine_options(app, daemon.engine);
    app.add_flag("--check-config", daemon.check_config, "Read the configuration, say what is wrong with it, and end");
    app.add_flag("--json", out.json, "One JSON object per line on stdout");
    return parse_with(app, std::move(words), [&] {
        out.command = std::move(daemon);
        return std::move(out);
    });
}

bool wants_json(const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), "--json") != words.end();
}

}  // namespace shoal::cli
