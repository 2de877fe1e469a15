#include "cli/events_command.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/engine_host.h"
#include "cli/json_output.h"
#include "cli/progress_line.h"
#include "core/names.h"

namespace shoal::cli {
namespace {

std::string called(const ShareView& share) {
    return share.name.empty() ? share.tag : fmt::format("{} ({})", printable(share.name), share.tag);
}

std::string whole_percent(const ShareView& share) {
    const auto text = format_percent(share.bytes_wanted_have, share.bytes_wanted);
    return text.substr(0, text.find('.')) + " %";
}

std::string changed(const ShareView& share) {
    if (share.state == ShareState::trouble)
        return fmt::format("trouble: {}", printable(share.error.empty() ? share.error_code : share.error));
    if (share.state == ShareState::resolving) return "looking for a peer";
    if (share.bytes_wanted_have < share.bytes_wanted)
        return fmt::format("{}, {}", to_string(share.state), whole_percent(share));
    return std::string{to_string(share.state)};
}

struct Sentence {
    std::string operator()(const HashProgress& event) const {
        return fmt::format("hashing {}: {}", printable(event.path),
                           format_amounts(event.bytes_done, event.bytes_total));
    }
    std::string operator()(const SharesChanged&) const { return {}; }  // said share by share
    std::string operator()(const ContentArrives& event) const { return fmt::format("{}: content arrives", event.tag); }
    std::string operator()(const ShareCompleted& event) const {
        return fmt::format("{}: complete and verified", event.tag);
    }
    std::string operator()(const ShareTroubled& event) const {
        return fmt::format("{}: trouble ({}): {}", event.tag, printable(event.code), printable(event.message));
    }
    std::string operator()(const FileChanged& event) const {
        return fmt::format("{}: {} is not any more what was shared", event.tag, printable(event.path));
    }
    std::string operator()(const PeerBanned& event) const {
        return fmt::format("peer {} is left alone for {} s: {}", printable(event.endpoint), event.seconds,
                           printable(event.reason));
    }
    std::string operator()(const ShareRemoved& event) const { return fmt::format("{}: removed", event.tag); }
    std::string operator()(const StatusChanged&) const { return {}; }  // figures, for programs
};

struct OnlyOf {
    const std::string& tag;

    std::optional<Event> operator()(const SharesChanged& event) const {
        SharesChanged out;
        std::ranges::copy_if(event.shares, std::back_inserter(out.shares),
                             [this](const ShareView& share) { return share.tag == tag; });
        if (std::ranges::find(event.tags, tag) != event.tags.end()) out.tags.push_back(tag);
        if (out.shares.empty() && out.tags.empty()) return std::nullopt;
        return Event{std::move(out)};
    }
    std::optional<Event> operator()(const HashProgress&) const { return std::nullopt; }
    std::optional<Event> operator()(const PeerBanned&) const { return std::nullopt; }
    std::optional<Event> operator()(const StatusChanged&) const { return std::nullopt; }
    template <class E>
    std::optional<Event> operator()(const E& event) const {
        return event.tag == tag ? std::optional{Event{event}} : std::nullopt;
    }
};

/// The tag of the one share that is meant; empty: no share is asked for. Errors: not_found, usage.
Result<std::string> wanted_tag(EngineHost& host, const std::optional<std::string>& selector) {
    if (!selector) return std::string{};
    SHOAL_TRY(const auto list, host.ask(ListShares{*selector}));
    if (list.shares.size() == 1) return list.shares.front().tag;
    if (list.shares.empty()) return fail(Errc::not_found, fmt::format("no share is '{}'", printable(*selector)));
    return fail(Errc::usage,
                fmt::format("'{}' names {} shares; one is needed", printable(*selector), list.shares.size()));
}

}  // namespace

std::vector<std::string> EventWords::describe(const Event& event) {
    std::vector<std::string> out;
    if (const auto* shares = std::get_if<SharesChanged>(&event)) {
        for (const auto& share : shares->shares) {
            auto text = changed(share);
            auto& last = last_said_[share.tag];
            if (text == last) continue;
            out.push_back(fmt::format("{}: {}", called(share), text));
            last = std::move(text);
        }
        return out;
    }
    if (const auto* removed = std::get_if<ShareRemoved>(&event)) last_said_.erase(removed->tag);
    if (auto sentence = std::visit(Sentence{}, event); !sentence.empty()) out.push_back(std::move(sentence));
    return out;
}

std::string event_json(const Event& event, std::int64_t unix_ms) {
    JsonLine line{"event"};
    line.text("event", std::visit([]<class E>(const E&) { return E::name; }, event));
    return line.number("time_ms", static_cast<std::uint64_t>(unix_ms)).fields(event).str();
}

std::optional<Event> only_of(const Event& event, const std::string& tag) {
    return std::visit(OnlyOf{tag}, event);
}

ExitCode run_events(const CommandLine& line, const Environment& environment, Console& console) {
    auto host = EngineHost::find(line, environment, console);
    if (!host) return console.report(host.error());
    const auto tag = wanted_tag(**host, line.value("share"));
    if (!tag) return console.report(tag.error());
    EventWords words;
    const auto events = (*host)->engine().subscribe([&](const Event& event) {
        const auto wanted = tag->empty() ? std::optional{event} : only_of(event, *tag);
        if (!wanted) return;
        if (console.json) {
            console.out.line(event_json(*wanted, (*host)->world().timers.wall().unix_ms));
        } else {
            for (const auto& text : words.describe(*wanted)) console.out.line(text);
        }
    });
    (*host)->wait([&] { return console.out.is_lost(); });
    if ((*host)->is_lost()) return console.report((*host)->why_stopped());
    if ((*host)->stop().arrived()) return exit_code_of_signal((*host)->stop().number());
    return ExitCode::other;
}

}  // namespace shoal::cli
