#include "cli/verify_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/progress_display.h"
#include "cli/visited_share.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

/// Asks and shows how far it is.
Result<VerifyReport> compare(EngineHost& host, const VisitedShare& share, const std::string& path,
                             ProgressDisplay& display) {
    const auto events = host.engine().subscribe([&](const Event& event) {
        const auto* hashed = std::get_if<HashProgress>(&event);
        if (hashed == nullptr || hashed->path != path) return;
        Progress progress;
        progress.name = share.name();
        progress.activity = "comparing";
        progress.bytes_have = hashed->bytes_done;
        progress.bytes = hashed->bytes_total;
        display.show(progress, share.tag(), host.now());
    });
    auto report = host.ask(VerifyFolder{share.tag(), path});
    display.clear();
    return report;
}

ExitCode tell(const VisitedShare& share, const std::string& path, const VerifyReport& report, Console& console) {
    if (console.json) {
        JsonLine out{"verified"};
        out.text("tag", share.tag()).text("name", share.name()).text("path", path);
        console.out.line(out.fields(report).str());
    } else {
        for (const auto& bad : describe_bad_files(report)) console.out.line(bad);
    }
    const auto good = fmt::format("{} with {} as they should be", count_of(report.files_good, "file"),
                                  format_size(report.bytes_good));
    if (report.files_bad == 0) {
        console.talk.say(fmt::format("{}: {}", printable(path), good));
    } else {
        console.talk.say(fmt::format("{}: {}; {} not", printable(path), good, count_of(report.files_bad, "file")));
    }
    if (report.files_bad > 0) return ExitCode::mismatch;
    return console.out.is_lost() ? ExitCode::other : ExitCode::done;
}

ExitCode verify(EngineHost& host, const CommandLine& line, const ShareWords& words, const std::string& path,
                Console& console) {
    const auto share = VisitedShare::find(host, console, words, line.number("timeout").value_or(0) * 1000);
    if (!share && share.error().code == Errc::no_peers) {
        return console.report(
            {Errc::no_peers, "the list of files is not here and must come from a peer: " + share.error().what});
    }
    if (!share) return console.report(share.error());
    ProgressDisplay display{console, progress_mode(line, console)};
    const auto report = compare(host, *share, path, display);
    return report ? tell(*share, path, *report, console) : console.report(report.error());
}

}  // namespace

std::vector<std::string> describe_bad_files(const VerifyReport& report) {
    std::vector<std::string> out;
    for (const auto& bad : report.bad) out.push_back(fmt::format("{}: {}", printable(bad.path), printable(bad.why)));
    if (report.files_bad > report.bad.size())
        out.push_back(fmt::format("and {} more", report.files_bad - report.bad.size()));
    return out;
}

ExitCode run_verify(const CommandLine& line, const Environment& environment, Console& console) {
    const auto path = absolute_path(line.operand("PATH").value_or(""));
    if (!path) return console.report(path.error());
    const auto words = find_share_words(line.operand("LINK"), environment, STDIN_FILENO);
    if (!words) return console.report(words.error());
    const auto configuration = load_configuration(line, environment, "warn");
    if (!configuration) return console.report(configuration.error());
    HostOptions options;
    options.use_daemon = !line.has("standalone");
    options.serve_control = configuration->control_given;
    auto host = EngineHost::open(*configuration, options, console);
    if (!host) return console.report(host.error());
    const auto exit = verify(**host, line, *words, *path, console);
    (*host)->close();
    return exit;
}

}  // namespace shoal::cli
