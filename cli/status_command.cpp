#include "cli/status_command.h"

#include <fmt/format.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/list_command.h"
#include "cli/progress_line.h"
#include "cli/share_table.h"
#include "cli/show_command.h"
#include "core/names.h"

namespace shoal::cli {

std::vector<std::string> describe_status(const StatusView& status) {
    std::vector<std::string> out;
    out.push_back(fmt::format("running    {}", format_duration(status.uptime_ms / 1000)));
    out.push_back(fmt::format("listening  {}", fmt::join(status.listen, ", ")));
    out.push_back(fmt::format("shares     {}", status.shares));
    out.push_back(fmt::format("links      {} ({} half open), {} handshakes good, {} bad", status.links,
                              status.half_open, status.handshakes_good, status.handshakes_bad));
    out.push_back(fmt::format("down       {}/s, {} verified, {} of no use", format_amount(status.rate_down),
                              format_amount(status.bytes_received), format_amount(status.bytes_wasted)));
    out.push_back(
        fmt::format("up         {}/s, {} sent", format_amount(status.rate_up), format_amount(status.bytes_sent)));
    out.push_back(fmt::format("chunks     {} good, {} bad, {}", status.chunks_good, status.chunks_bad,
                              count_of(status.bans, "ban")));
    out.push_back(fmt::format("refused    {} opens, {} records", status.opens_refused, status.records_refused));
    out.push_back(fmt::format("dht        {}, {}, datagrams {} in, {} out, {} dropped",
                              count_of(status.dht_nodes, "node"), count_of(status.dht_lookups, "lookup"), status.dht_in,
                              status.dht_out, status.dht_dropped));
    out.push_back(fmt::format("process    {}, {}", count_of(status.descriptors, "open descriptor"),
                              format_amount(status.resident_bytes)));
    if (!status.last_error.empty()) out.push_back("last error " + printable(status.last_error));
    return out;
}

ExitCode run_status(const CommandLine& line, const Environment& environment, Console& console) {
    auto host = EngineHost::find(line, environment, console);
    if (!host) return console.report(host.error());
    if (const auto selector = line.operand("SHARE")) return show_share(**host, *selector, {}, console);
    auto status = (*host)->ask(GetStatus{});
    if (!status) return console.report(status.error());
    auto list = (*host)->ask(ListShares{});
    if (!list) return console.report(list.error());
    if (console.json) {
        console.out.line(JsonLine{"status"}.fields(*status).shares("shares_list", list->shares).str());
    } else {
        const auto width = columns_of_stdout(environment);
        console.out.lines(describe_status(*status));
        console.out.line("");
        console.out.lines(describe_shares(list->shares, usual_columns(list->shares, width), width));
    }
    return console.end();
}

}  // namespace shoal::cli
