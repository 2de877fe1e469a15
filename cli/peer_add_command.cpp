#include "cli/peer_add_command.h"

#include <fmt/format.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/share_lookup.h"
#include "core/names.h"

namespace shoal::cli {

ExitCode run_peer_add(const CommandLine& line, const Environment& environment, Console& console) {
    const std::string endpoint = line.operand("A:P").value_or("");
    auto host = EngineHost::find(line, environment, console);  // it holds for as long as the engine runs
    if (!host) return console.report(host.error());
    std::optional<ShareView> share;
    if (const auto selector = line.value("share")) {
        auto found = find_share(**host, *selector);
        if (!found) return console.report(found.error());
        share = std::move(*found);
    }
    const auto added = (*host)->ask(AddPeer{share ? share->tag : "", endpoint});
    if (!added) return console.report(added.error());
    if (console.json) {
        console.out.line(JsonLine{"peer_added"}.text("endpoint", endpoint).text("tag", share ? share->tag : "").str());
    } else {
        console.out.line(fmt::format("{} is dialled for {} until the daemon ends", printable(endpoint),
                                     share ? name_of(*share) : "every share"));
    }
    return console.end();
}

}  // namespace shoal::cli
