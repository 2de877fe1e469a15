#include "cli/select_command.h"

#include <fmt/format.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/progress_line.h"
#include "cli/share_lookup.h"

namespace shoal::cli {
namespace {

std::string chosen(const ShareView& share) {
    return fmt::format("{} of {}, {} of {}, are wanted", share.files_wanted, count_of(share.files, "file"),
                       format_amount(share.bytes_wanted), format_amount(share.bytes));
}

}  // namespace

ExitCode run_select(const CommandLine& line, const Environment& environment, Console& console) {
    auto host = EngineHost::manage(line, environment, console);
    if (!host) return console.report(host.error());
    const auto share = find_share(**host, line.operand("SHARE").value_or(""));
    if (!share) return console.report(share.error());
    const auto named = line.value("priority");
    const auto priority = named ? file_priority_from(*named) : std::nullopt;
    const auto& rules = line.operands("RULE");
    const auto after = priority ? (*host)->ask(PrioritiseFiles{share->tag, rules, *priority})
                                : (*host)->ask(SelectFiles{share->tag, rules});
    (*host)->close();
    if (!after) return console.report(after.error());
    if (console.json) {
        console.out.line(JsonLine{"select"}.fields(*after).str());
    } else {
        console.out.line(outcome_of(*after, named ? "these files have priority " + *named : chosen(*after)));
    }
    return console.end();
}

}  // namespace shoal::cli
