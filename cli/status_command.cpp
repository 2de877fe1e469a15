#include "cli/status_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/progress_line.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

void say_lines(Console& console, const std::vector<std::string>& lines) {
    for (const auto& line : lines) console.out.line(line);
}

std::string state_of(const ShareView& share) {
    if (share.state == ShareState::trouble) return share.error_code.empty() ? "trouble" : share.error_code;
    return std::string{to_string(share.state)};
}

/// As on a terminal only where stdout is one; a pipe gets whole lines.
std::size_t columns_of_stdout(const Environment& environment) {
    const auto terminal = Terminal::of(STDOUT_FILENO, environment);
    return terminal.is_terminal ? terminal.columns() : 1'000;
}

ExitCode done_unless_lost(const Console& console) {
    return console.out.is_lost() ? ExitCode::other : ExitCode::done;
}

}  // namespace

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

std::vector<std::string> describe_shares(const std::vector<ShareView>& shares, std::size_t columns) {
    if (shares.empty()) return {"no shares"};
    std::vector<std::string> out;
    const auto row = [&](std::string_view tag, std::string_view state, std::string_view done, std::string_view size,
                         std::string_view down, std::string_view up, std::string_view peers, std::string_view name) {
        out.push_back(cut_to(fmt::format("{:<8}  {:<11}  {:>6}  {:>9}  {:>11}  {:>11}  {:>5}  {}", tag, state, done,
                                         size, down, up, peers, name),
                             columns));
    };
    row("TAG", "STATE", "DONE", "SIZE", "DOWN", "UP", "PEERS", "NAME");
    for (const auto& share : shares) {
        const bool is_known = share.state != ShareState::resolving;
        row(printable(share.tag), state_of(share), is_known ? format_percent(share.bytes_have, share.bytes) : "-",
            is_known ? format_amount(share.bytes) : "-", format_amount(share.rate_down) + "/s",
            format_amount(share.rate_up) + "/s", std::to_string(share.peers),
            share.name.empty() ? "-" : printable(share.name));
    }
    return out;
}

ExitCode run_status(const StatusArguments& arguments, const Environment& environment, Console& console) {
    auto host = EngineHost::find(arguments.engine, environment, console);
    if (!host) return console.report(host.error());
    auto status = (*host)->ask(GetStatus{});
    if (!status) return console.report(status.error());
    auto list = (*host)->ask(ListShares{});
    if (!list) return console.report(list.error());
    if (console.json) {
        console.out.line(JsonLine{"status"}.fields(*status).shares("shares_list", list->shares).str());
    } else {
        say_lines(console, describe_status(*status));
        console.out.line("");
        say_lines(console, describe_shares(list->shares, columns_of_stdout(environment)));
    }
    return done_unless_lost(console);
}

ExitCode run_list(const ListArguments& arguments, const Environment& environment, Console& console) {
    auto host = EngineHost::find(arguments.engine, environment, console);
    if (!host) return console.report(host.error());
    auto list = (*host)->ask(ListShares{});
    if (!list) return console.report(list.error());
    if (console.json) {
        console.out.line(JsonLine{"list"}.shares("shares", list->shares).str());
    } else {
        say_lines(console, describe_shares(list->shares, columns_of_stdout(environment)));
    }
    return done_unless_lost(console);
}

}  // namespace shoal::cli
