#include "cli/select_command.h"

#include <fmt/format.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/progress_line.h"
#include "cli/share_lookup.h"

namespace shoal::cli {

ExitCode run_select(const CommandLine& line, const Environment& environment, Console& console) {
    auto host = EngineHost::manage(line, environment, console);
    if (!host) return console.report(host.error());
    const auto share = find_share(**host, line.operand("SHARE").value_or(""));
    if (!share) return console.report(share.error());
    const auto after = (*host)->ask(SelectFiles{share->tag, line.operands("RULE")});
    (*host)->close();
    if (!after) return console.report(after.error());
    if (console.json) {
        console.out.line(JsonLine{"select"}.fields(*after).str());
    } else {
        console.out.line(outcome_of(
            *after, fmt::format("{} of {}, {} of {}, are wanted", after->files_wanted, count_of(after->files, "file"),
                                format_amount(after->bytes_wanted), format_amount(after->bytes))));
    }
    return console.end();
}

}  // namespace shoal::cli
