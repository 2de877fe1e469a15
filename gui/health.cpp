#include "gui/health.h"

#include <algorithm>
#include <string_view>

#include <QCoreApplication>
#include <QLocale>

#include "gui/format.h"
#include "gui/theme.h"

namespace shoal::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Health)
};

int number(std::uint64_t value) {
    return static_cast<int>(std::min<std::uint64_t>(value, 1'000'000'000));
}

QString troubled(const ShareView& share) {
    const auto& code = share.error_code;
    auto what = harmless(share.error);
    // The engine puts the place in front, and names what is missing whole.
    const auto place = harmless(share.path) + QStringLiteral(": ");
    if (what.startsWith(place) && what.count(harmless(share.path)) > 1) what.remove(0, place.size());
    if (code == "no_space") return Words::tr("The disk is full: %1").arg(what);
    if (code == "not_found") return Words::tr("Something is missing: %1").arg(what);
    if (code == "permission") return Words::tr("Shoal may not do that there: %1").arg(what);
    if (code == "mismatch") return Words::tr("The files were changed: %1").arg(what);
    if (code == "io") return Words::tr("The disk does not do as it should: %1").arg(what);
    return what.isEmpty() ? Words::tr("Something holds it up.") : Words::tr("It is held up: %1").arg(what);
}

const SourceView* find(const std::vector<SourceView>& sources, std::string_view name) {
    const auto found = std::ranges::find(sources, name, &SourceView::source);
    return found == sources.end() ? nullptr : &*found;
}

QString last_tried(const Checkup& checkup) {
    std::optional<std::uint64_t> ago;
    for (const auto& source : checkup.sources) {
        if (source.tried) ago = std::min(ago.value_or(UINT64_MAX), source.tried_ago_ms + checkup.sources_age_ms);
    }
    if (!ago) return Words::tr("not tried yet");
    return *ago < 1000 ? Words::tr("tried just now") : Words::tr("last tried %1").arg(format_ago(*ago));
}

QString waiting(const Checkup& checkup) {
    if (checkup.sources.empty()) return Words::tr("Waiting for somebody who has it.");
    const auto* const dht = find(checkup.sources, "dht");
    const auto* const lan = find(checkup.sources, "lan");
    const bool asks_dht = dht != nullptr && dht->enabled;
    const bool asks_lan = lan != nullptr && lan->enabled;
    const auto away = asks_dht ? Words::tr("%1 found on the DHT").arg(format_count(dht->found)) : QString{};
    const auto near = asks_lan ? Words::tr("%1 on this network", "found").arg(format_count(lan->found)) : QString{};
    const auto when = last_tried(checkup);
    if (asks_dht && asks_lan) {
        return Words::tr("Waiting for somebody who has it: %1, %2; %3", "found, found; when").arg(away, near, when);
    }
    if (asks_dht || asks_lan) {
        return Words::tr("Waiting for somebody who has it: %1; %2", "found; when").arg(asks_dht ? away : near, when);
    }
    return Words::tr("Waiting for somebody who has it, but neither the DHT nor this network is searched; %1").arg(when);
}

Health complete(const ShareView& share) {
    const bool all = share.bytes_have >= share.bytes;
    const auto fetching = share.peers - std::min(share.peers, share.seeds);
    const auto what = all ? Words::tr("Complete and verified.") : Words::tr("What you chose is here and verified.");
    if (fetching > 0) {
        return {Mood::good,
                Words::tr("%1 %Ln peer(s) fetch from you.", "sentence, sentence", number(fetching)).arg(what)};
    }
    if (share.sent > 0)
        return {Mood::good, Words::tr("%1 You have sent %2 to others.").arg(what, format_bytes(share.sent))};
    return {Mood::good, Words::tr("%1 Nobody fetches it now.").arg(what)};
}

/// How many peers have the part that the fewest have, of what is not here.
std::optional<int> rarest_missing(const ChunkMap& map) {
    std::optional<int> out;
    for (std::size_t i = 0; i < std::min(map.peers.size(), map.have.size()); ++i) {
        if (map.have[i] == Byte{255}) continue;
        out = std::min(out.value_or(255), std::to_integer<int>(map.peers[i]));
    }
    return out;
}

Health downloading(const Checkup& checkup) {
    const auto& share = *checkup.share;
    if (share.peers == 0) return {Mood::waiting, waiting(checkup)};
    const auto linked = Words::tr("Linked with %Ln peer(s).", nullptr, number(share.peers));
    if (!checkup.map) return {Mood::moving, linked};
    const auto rarest = rarest_missing(*checkup.map);
    if (!rarest) return {Mood::moving, Words::tr("Everything is here and is being put into its place.")};
    if (*rarest > 0) {
        return {Mood::moving, Words::tr("Every missing part is available from %Ln peer(s).", nullptr, *rarest)};
    }
    return {Mood::waiting, Words::tr("Parts are missing: among the %Ln peer(s) there is no whole copy (%1 copies).",
                                     nullptr, number(share.peers))
                               .arg(format_copies(checkup.map->copies_milli))};
}

Health resolving(const Checkup& checkup) {
    const auto peers = checkup.share->peers;
    if (peers == 0) return {Mood::waiting, waiting(checkup)};
    return {Mood::moving, Words::tr("Getting the list of files from %Ln peer(s).", nullptr, number(peers))};
}

}  // namespace

QColor colour_of(Mood mood, const QPalette& palette) {
    const auto& ink = colours(palette);
    switch (mood) {
    case Mood::good:
        return ink.good;
    case Mood::moving:
        return ink.accent;
    case Mood::waiting:
        return ink.warn;
    case Mood::trouble:
        return ink.bad;
    case Mood::quiet:
        break;
    }
    return ink.subtle;
}

Health health_of(const Checkup& checkup) {
    const auto& share = *checkup.share;
    switch (share.state) {
    case ShareState::resolving:
        return resolving(checkup);
    case ShareState::resolved:
        return {Mood::waiting, Words::tr("The list of files is here. Nothing was chosen yet.")};
    case ShareState::checking:
        return {Mood::moving, Words::tr("The files that are already there are being compared.")};
    case ShareState::downloading:
        return downloading(checkup);
    case ShareState::seeding:
        return complete(share);
    case ShareState::trouble:
        return {Mood::trouble, troubled(share)};
    case ShareState::paused:
        return {Mood::quiet, share.bytes_wanted_have >= share.bytes_wanted && share.bytes_wanted > 0
                                 ? Words::tr("Paused. What you chose is here; it is not offered to others.")
                                 : Words::tr("Paused. Nothing is fetched or offered until you resume it.")};
    case ShareState::stopped:
        return {Mood::quiet, Words::tr("It is remembered, but it does not run.")};
    }
    return {};
}

std::uint64_t seconds_until_due(const std::vector<SourceView>& sources) {
    constexpr std::uint64_t grace = 2;  // a search takes a moment
    std::uint64_t soonest = 0;
    for (const auto& source : sources) {
        if (!source.enabled || source.next_in_ms == 0) continue;
        if (soonest == 0 || source.next_in_ms < soonest) soonest = source.next_in_ms;
    }
    return soonest == 0 ? 0 : soonest / 1000 + grace;
}

QString format_copies(std::uint64_t milli) {
    const auto tenths = milli / 100;
    return QLocale{}.toString(static_cast<double>(tenths) / 10.0, 'f', 1);
}

QString format_ago(std::uint64_t milliseconds) {
    if (milliseconds < 1000) return Words::tr("just now");
    return Words::tr("%1 ago").arg(format_duration(milliseconds / 1000));
}

}  // namespace shoal::gui
