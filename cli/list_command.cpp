#include "cli/list_command.h"

#include <algorithm>

#include <unistd.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/share_lookup.h"
#include "cli/share_table.h"

namespace shoal::cli {
namespace {

/// What was asked for, in the order that was asked for.
Result<std::vector<ShareView>> listed(const CommandLine& line, EngineHost& host) {
    const auto& selectors = line.operands("SHARE");
    SHOAL_TRY(auto shares, find_shares(host, selectors.empty() ? std::vector<std::string>{"all"} : selectors));
    if (const auto state = line.value("filter")) {
        std::erase_if(shares, [&](const ShareView& share) { return to_string(share.state) != *state; });
    }
    if (const auto key = line.value("sort"); key || line.has("reverse"))
        sort_shares(shares, key.value_or("number"), line.has("reverse"));
    return shares;
}

}  // namespace

std::size_t columns_of_stdout(const Environment& environment) {
    const auto terminal = Terminal::of(STDOUT_FILENO, environment);
    return terminal.is_terminal ? terminal.columns() : 1'000;
}

ExitCode run_list(const CommandLine& line, const Environment& environment, Console& console) {
    std::vector<std::string> columns;
    if (const auto text = line.value("columns")) {
        auto read = read_columns(*text);
        if (!read) return console.report(read.error());
        columns = std::move(*read);
    }
    auto host = EngineHost::manage(line, environment, console);
    if (!host) return console.report(host.error());
    const auto shares = listed(line, **host);
    if (!shares) return console.report(shares.error());
    if (console.json) {
        console.out.line(JsonLine{"list"}.shares("shares", *shares).str());
        return console.end();
    }
    const auto width = columns_of_stdout(environment);
    if (columns.empty()) columns = usual_columns(*shares, width);
    console.out.lines(describe_shares(*shares, columns, width));
    return console.end();
}

}  // namespace shoal::cli
