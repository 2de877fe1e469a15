#include "cli/remove_command.h"

#include <fmt/format.h>
#include <unistd.h>

#include "cli/confirmation.h"
#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/progress_line.h"
#include "cli/share_lookup.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

constexpr std::size_t max_named = 20;  // lines for a person; --json has them all

/// Asks a person whether these files may go.
Result<> confirm_data(const std::vector<ShareView>& shares, Console& console) {
    std::uint64_t bytes = 0;
    for (const auto& share : shares) {
        bytes += share.bytes_have;
        console.talk.say(fmt::format("  {}  {}  in {}", name_of(share), format_amount(share.bytes_have),
                                     share.path.empty() ? "-" : printable(share.path)));
    }
    return confirm(fmt::format("Delete the files of {} ({})?", count_of(shares.size(), "share"), format_amount(bytes)),
                   "--data deletes files, and nobody can be asked here: say -y to delete them", STDIN_FILENO, console);
}

void tell(const ShareView& share, const ShareForgotten& gone, bool data, Console& console) {
    if (console.json) {
        JsonLine line{"remove"};
        line.text("tag", share.tag).number("number", share.number).text("name", share.name).text("path", share.path);
        line.flag("data", data).texts("kept", gone.kept);
        return console.out.line(line.str());
    }
    std::string what = "forgotten";
    if (data) what += gone.kept.empty() ? ", its files are deleted" : ", but not all of its files are deleted";
    if (!data && !share.path.empty()) what += fmt::format("; its files stay in {}", printable(share.path));
    console.out.line(outcome_of(share, what));
    for (std::size_t i = 0; i < std::min(gone.kept.size(), max_named); ++i)
        console.talk.say("  kept, for it is not as it was shared or fetched: " + printable(gone.kept[i]));
    if (gone.kept.size() > max_named) console.talk.say(fmt::format("  and {} more", gone.kept.size() - max_named));
}

Result<> remove(EngineHost& host, const std::vector<ShareView>& shares, bool data, Console& console) {
    for (const auto& share : shares) {
        SHOAL_TRY(const auto gone, host.ask(RemoveShare{share.tag, data}));
        tell(share, gone, data, console);
    }
    return {};
}

}  // namespace

ExitCode run_remove(const CommandLine& line, const Environment& environment, Console& console) {
    const bool data = line.has("data");
    auto host = EngineHost::manage(line, environment, console);
    if (!host) return console.report(host.error());
    const auto meant = find_shares(**host, line.operands("SHARE"));
    if (!meant) return console.report(meant.error());
    if (data && !line.has("yes") && !meant->empty()) {
        const auto confirmed = confirm_data(*meant, console);
        if (!confirmed) return console.report(confirmed.error());
    }
    const auto removed = remove(**host, *meant, data, console);
    (*host)->close();
    if (!removed) return console.report(removed.error());
    if (meant->empty()) console.talk.say("no share is meant; nothing was removed");
    return console.end();
}

}  // namespace shoal::cli
