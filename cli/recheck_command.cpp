#include "cli/recheck_command.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/progress_display.h"
#include "cli/share_lookup.h"

namespace shoal::cli {
namespace {

/// What was claimed: of what was once complete all of it, though something of it may be hidden by now.
std::uint64_t was_right(const ShareView& before) {
    return before.completed_ms > 0 ? before.bytes_wanted : before.bytes_have;
}

std::string verdict(const ShareView& before, const ShareView& after) {
    const std::string right = format_amounts(after.bytes_have, after.bytes);
    if (after.bytes_have >= after.bytes && after.error.empty()) return fmt::format("{} are right", right);
    if (after.bytes_have >= was_right(before)) return fmt::format("{} are here and right", right);
    return fmt::format("only {} are right, {} less than before; what is wrong or missing is {}", right,
                       format_amount(was_right(before) - after.bytes_have),
                       after.shared_here ? "not offered any more (share the path again to offer what is there now)"
                                         : "fetched again");
}

/// Checks one after the other; `lost` becomes true if one has less than before.
Result<> recheck(EngineHost& host, const std::vector<ShareView>& shares, ProgressDisplay& display, Console& console,
                 bool& lost) {
    for (const auto& before : shares) {
        const auto events = host.engine().subscribe([&](const Event& event) {
            const auto* changed = std::get_if<SharesChanged>(&event);
            if (changed == nullptr) return;
            const auto share = std::ranges::find(changed->shares, before.tag, &ShareView::tag);
            if (share != changed->shares.end()) display.show(Progress::of(*share), share->tag, host.now());
        });
        const auto after = host.ask(RecheckShare{before.tag});
        display.clear();
        if (!after) return std::unexpected{after.error()};
        lost = lost || after->bytes_have < was_right(before);
        console.out.line(console.json ? JsonLine{"recheck"}.fields(*after).str()
                                      : outcome_of(*after, verdict(before, *after)));
    }
    return {};
}

}  // namespace

ExitCode run_recheck(const CommandLine& line, const Environment& environment, Console& console) {
    auto host = EngineHost::manage(line, environment, console);
    if (!host) return console.report(host.error());
    const auto meant = find_shares(**host, line.operands("SHARE"));
    if (!meant) return console.report(meant.error());
    ProgressDisplay display{console, progress_mode(line, console)};
    bool lost = false;
    const auto checked = recheck(**host, *meant, display, console, lost);
    (*host)->close();
    if (!checked) return console.report(checked.error());
    return lost ? ExitCode::mismatch : console.end();
}

}  // namespace shoal::cli
