#include "cli/label_command.h"

#include <map>

#include <fmt/format.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/progress_line.h"
#include "cli/share_lookup.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

ExitCode change(const CommandLine& line, const Environment& environment, Console& console, bool add) {
    auto host = EngineHost::manage(line, environment, console);
    if (!host) return console.report(host.error());
    const auto meant = find_shares(**host, {line.operand("SHARE").value_or("")});
    if (!meant) return console.report(meant.error());
    LabelShares wish{.tags = tags_of(*meant), .add = {}, .remove = {}};
    (add ? wish.add : wish.remove) = line.operands("LABEL");
    ShareList after;
    if (!meant->empty()) {
        auto changed = (*host)->ask(std::move(wish));
        if (!changed) return console.report(changed.error());
        after = std::move(*changed);
    }
    (*host)->close();
    if (console.json) {
        console.out.line(JsonLine{"label"}.shares("shares", after.shares).str());
        return console.end();
    }
    for (const auto& share : after.shares) {
        const auto labels = printable(fmt::format("{}", fmt::join(share.labels, ", ")));
        console.out.line(outcome_of(share, labels.empty() ? "no label" : labels));
    }
    if (after.shares.empty()) console.talk.say("no share is meant; nothing was changed");
    return console.end();
}

}  // namespace

ExitCode run_label_add(const CommandLine& line, const Environment& environment, Console& console) {
    return change(line, environment, console, true);
}

ExitCode run_label_remove(const CommandLine& line, const Environment& environment, Console& console) {
    return change(line, environment, console, false);
}

ExitCode run_label_list(const CommandLine& line, const Environment& environment, Console& console) {
    auto host = EngineHost::manage(line, environment, console);
    if (!host) return console.report(host.error());
    const auto list = (*host)->ask(ListShares{});
    if (!list) return console.report(list.error());
    std::map<std::string, std::uint64_t> counts;
    for (const auto& share : list->shares) {
        for (const auto& label : share.labels) ++counts[label];
    }
    if (console.json) {
        console.out.line(JsonLine{"labels"}.numbers("labels", counts).str());
        return console.end();
    }
    for (const auto& [label, count] : counts)
        console.out.line(fmt::format("{}  {}", printable(label), count_of(count, "share")));
    if (counts.empty()) console.talk.say("no share has a label");
    return console.end();
}

}  // namespace shoal::cli
