#include "cli/list_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/progress_line.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

std::string state_of(const ShareView& share) {
    if (share.state == ShareState::trouble) return share.error_code.empty() ? "trouble" : share.error_code;
    return std::string{to_string(share.state)};
}

}  // namespace

std::size_t columns_of_stdout(const Environment& environment) {
    const auto terminal = Terminal::of(STDOUT_FILENO, environment);
    return terminal.is_terminal ? terminal.columns() : 1'000;
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

ExitCode run_list(const CommandLine& line, const Environment& environment, Console& console) {
    auto host = EngineHost::find(line, environment, console);
    if (!host) return console.report(host.error());
    auto list = (*host)->ask(ListShares{});
    if (!list) return console.report(list.error());
    if (console.json) {
        console.out.line(JsonLine{"list"}.shares("shares", list->shares).str());
    } else {
        for (const auto& one : describe_shares(list->shares, columns_of_stdout(environment))) console.out.line(one);
    }
    return console.out.is_lost() ? ExitCode::other : ExitCode::done;
}

}  // namespace shoal::cli
