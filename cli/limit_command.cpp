#include "cli/limit_command.h"

#include <fmt/format.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/share_lookup.h"

namespace shoal::cli {
namespace {

std::string rate(std::uint64_t bytes) {
    return bytes == 0 ? "off" : format_size(bytes) + "/s";
}

Result<LimitRates> read_wish(const CommandLine& line) {
    LimitRates out;
    for (const bool is_down : {true, false}) {
        const std::string_view name = is_down ? "down" : "up";
        const auto text = line.value(name);
        if (!text) continue;
        const auto size = parse_size(*text);
        if (!size) return fail(Errc::usage, fmt::format("--{}: {}", name, size.error().what));
        (is_down ? out.set_down : out.set_up) = true;
        (is_down ? out.down : out.up) = *size;
    }
    return out;
}

void tell(const Limits& limits, const ShareView* share, Console& console) {
    if (!console.json) {
        const std::string what = fmt::format("down {}, up {}", rate(limits.down), rate(limits.up));
        return console.out.line(share == nullptr ? "all traffic: " + what : outcome_of(*share, what));
    }
    JsonLine json{"limit"};
    if (share != nullptr) json.text("tag", share->tag).number("number", share->number).text("name", share->name);
    console.out.line(json.number("down", limits.down).number("up", limits.up).str());
}

Result<> limit_all_traffic(EngineHost& host, const LimitRates& wish, Console& console) {
    SHOAL_TRY(const auto limits, host.ask(wish));
    tell(limits, nullptr, console);
    if (wish.set_down || wish.set_up) {
        const bool is_down = wish.set_down;
        const auto bytes = is_down ? wish.down : wish.up;
        console.talk.say(fmt::format("this holds until the daemon restarts or reads its configuration again; "
                                     "shoal config set limits.{} {} keeps it",
                                     is_down ? "down" : "up", bytes == 0 ? "off" : std::to_string(bytes)));
    }
    return {};
}

Result<> limit_shares(EngineHost& host, LimitRates wish, const std::vector<std::string>& selectors, Console& console) {
    SHOAL_TRY(const auto shares, find_shares(host, selectors));
    for (const auto& share : shares) {
        wish.tag = share.tag;
        SHOAL_TRY(const auto limits, host.ask(wish));
        tell(limits, &share, console);
    }
    if (shares.empty()) console.talk.say("no share is meant; nothing was changed");
    return {};
}

}  // namespace

ExitCode run_limit(const CommandLine& line, const Environment& environment, Console& console) {
    const auto wish = read_wish(line);
    if (!wish) return console.report(wish.error());
    const auto& selectors = line.operands("SHARE");
    // Without a daemon there is no traffic to limit.
    auto host = selectors.empty() ? EngineHost::find(line, environment, console)
                                  : EngineHost::manage(line, environment, console);
    if (!host) return console.report(host.error());
    const auto done =
        selectors.empty() ? limit_all_traffic(**host, *wish, console) : limit_shares(**host, *wish, selectors, console);
    (*host)->close();
    return done ? console.end() : console.report(done.error());
}

}  // namespace shoal::cli
