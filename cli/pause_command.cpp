#include "cli/pause_command.h"

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/share_lookup.h"

namespace shoal::cli {
namespace {

/// Asks `Request` for all that are meant, and tells how they are then.
template <class Request>
ExitCode change(const CommandLine& line, const Environment& environment, Console& console, std::string_view outcome) {
    auto host = EngineHost::manage(line, environment, console);
    if (!host) return console.report(host.error());
    const auto meant = find_shares(**host, line.operands("SHARE"));
    if (!meant) return console.report(meant.error());
    ShareList after;
    if (!meant->empty()) {
        auto changed = (*host)->ask(Request{tags_of(*meant)});
        if (!changed) return console.report(changed.error());
        after = std::move(*changed);
    }
    (*host)->close();
    if (console.json) {
        console.out.line(JsonLine{line.command().name}.shares("shares", after.shares).str());
    } else {
        for (const auto& share : after.shares) console.out.line(outcome_of(share, outcome));
        if (after.shares.empty()) console.talk.say("no share is meant; nothing was changed");
    }
    return console.end();
}

}  // namespace

ExitCode run_pause(const CommandLine& line, const Environment& environment, Console& console) {
    return change<PauseShares>(line, environment, console, "paused");
}

ExitCode run_resume(const CommandLine& line, const Environment& environment, Console& console) {
    return change<ResumeShares>(line, environment, console, "goes on");
}

}  // namespace shoal::cli
