#include "gui/share_words.h"

#include <algorithm>
#include <limits>

#include <QCoreApplication>

#include "core/engine.h"
#include "core/names.h"
#include "gui/format.h"
#include "gui/theme.h"

namespace shoal::gui::words {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ShareWords)
};

// For tr's plural, which takes an int.
int number(std::uint64_t count) {
    return static_cast<int>(std::min<std::uint64_t>(count, std::numeric_limits<int>::max()));
}

QString one_line(const std::string& text) {
    return QString::fromStdString(printable(text));
}

// Peers that may fetch from here: those that are complete do not.
std::uint64_t takers(const ShareView& share) {
    return share.peers - std::min(share.peers, share.seeds);
}

bool is_partial(const ShareView& share) {
    return share.files_wanted < share.files;
}

QString trouble_word(const ShareView& share) {
    switch (errc_from(share.error_code)) {
    case Errc::no_space:
        return Words::tr("Disk full");
    case Errc::not_found:
        return share.shared_here ? Words::tr("Files missing") : Words::tr("Folder missing");
    case Errc::mismatch:
        return Words::tr("Data changed");
    case Errc::permission:
        return Words::tr("No access");
    case Errc::io:
        return Words::tr("Disk error");
    case Errc::exists:
        return Words::tr("In the way");
    case Errc::malformed:
    case Errc::truncated:
    case Errc::unverified:
        return Words::tr("Damaged");
    case Errc::limit:
        return Words::tr("Too large");
    case Errc::no_peers:
    case Errc::network:
    case Errc::timed_out:
    case Errc::unreachable:
        return Words::tr("Nobody reached");
    default:
        return Words::tr("Problem");
    }
}

QString trouble_sentence(const ShareView& share) {
    switch (errc_from(share.error_code)) {
    case Errc::no_space:
        return Words::tr("The disk is full: make room, and it goes on by itself");
    case Errc::not_found:
        return share.shared_here ? Words::tr("The files are not where they were: put them back, or share them again")
                                 : Words::tr("The folder is not there: put it back, or connect the disk it is on");
    case Errc::mismatch:
        return share.shared_here ? Words::tr("The files are not what they were when you shared them: share them again")
                                 : Words::tr("The files here were changed: check them again to get the right ones");
    case Errc::permission:
        return Words::tr("Shoal may not use the folder: allow it, or move the folder where it may");
    case Errc::io:
        return Words::tr("The disk does not read or write as it should: see whether it is well connected");
    case Errc::exists:
        return Words::tr("Another file with the same name is in the way: move it somewhere else");
    case Errc::malformed:
    case Errc::truncated:
    case Errc::unverified:
        return Words::tr("What this link leads to is damaged: ask whoever gave it to you for a new one");
    case Errc::no_peers:
    case Errc::network:
    case Errc::timed_out:
    case Errc::unreachable:
        return Words::tr("Nobody who has it could be reached; it is tried again");
    default:
        break;
    }
    return share.error.empty() ? Words::tr("Something went wrong; the log has more") : one_line(share.error);
}

QString getting_sentence(const ShareView& share) {
    const auto left = eta(share);
    if (left.isEmpty()) return Words::tr("Getting it from %Ln peer(s)", nullptr, number(share.peers));
    return Words::tr("Getting it from %Ln peer(s), %1 left", nullptr, number(share.peers)).arg(left);
}

QString waiting_sentence(const ShareView& share) {
    if (share.known == 0) return Words::tr("Waiting for somebody who has it");
    return Words::tr("Waiting for somebody who has it; %Ln peer(s) not reached yet", nullptr, number(share.known));
}

QString sharing_sentence(const ShareView& share) {
    const auto fetching = std::max<std::uint64_t>(takers(share), 1);
    if (!is_partial(share)) return Words::tr("Sharing with %Ln peer(s)", nullptr, number(fetching));
    return Words::tr("Sharing %1 of %2 files with %Ln peer(s)", nullptr, number(fetching))
        .arg(format_count(share.files_wanted), format_count(share.files));
}

QString shared_sentence(const ShareView& share) {
    if (!is_partial(share)) return Words::tr("Shared, nobody is fetching now");
    return Words::tr("%1 of %2 files shared, nobody is fetching now")
        .arg(format_count(share.files_wanted), format_count(share.files));
}

QString paused_sentence(const ShareView& share) {
    if (!has_list(share)) return Words::tr("Paused before its files were known");
    if (is_complete(share)) return Words::tr("Paused: everything is here, nothing is shared");
    return Words::tr("Paused at %1").arg(format_percent(wanted_have(share), wanted(share)));
}

}  // namespace

Situation situation_of(const ShareView& share) {
    switch (share.state) {
    case ShareState::resolving:
        return share.peers > 0 ? Situation::fetching_list : Situation::looking;
    case ShareState::resolved:
        return Situation::to_choose;
    case ShareState::checking:
        return Situation::checking;
    case ShareState::trouble:
        return Situation::trouble;
    case ShareState::paused:
        return Situation::paused;
    case ShareState::stopped:
        return Situation::stopped;
    case ShareState::downloading:
    case ShareState::seeding:
        break;
    }
    // A part that is lost of a share made here is fetched from nobody.
    if (share.shared_here && share.bytes_have < share.bytes) return Situation::changed;
    if (share.files_wanted == 0 && share.files > 0) return Situation::nothing_chosen;
    if (share.state == ShareState::seeding) {
        return takers(share) > 0 || share.rate_up > 0 ? Situation::sharing : Situation::shared;
    }
    if (share.peers == 0) return Situation::waiting;
    return share.rate_down > 0 ? Situation::getting : Situation::idle;
}

QString name(const ShareView& share) {
    return share.name.empty() ? Words::tr("Link %1").arg(one_line(share.tag)) : one_line(share.name);
}

QString state_word(const ShareView& share) {
    switch (situation_of(share)) {
    case Situation::looking:
    case Situation::waiting:
        return Words::tr("Waiting");
    case Situation::fetching_list:
        return Words::tr("Starting");
    case Situation::to_choose:
        return Words::tr("Ready to choose");
    case Situation::checking:
        return Words::tr("Checking");
    case Situation::idle:
    case Situation::getting:
        return Words::tr("Getting");
    case Situation::nothing_chosen:
        return Words::tr("Nothing chosen");
    case Situation::sharing:
        return Words::tr("Sharing");
    case Situation::shared:
        return Words::tr("Shared");
    case Situation::changed:
        return Words::tr("Data changed");
    case Situation::trouble:
        return trouble_word(share);
    case Situation::paused:
        return Words::tr("Paused");
    case Situation::stopped:
        return Words::tr("Not running");
    }
    return {};
}

QString state_sentence(const ShareView& share) {
    switch (situation_of(share)) {
    case Situation::looking:
    case Situation::waiting:
        return waiting_sentence(share);
    case Situation::fetching_list:
        return Words::tr("Asking %Ln peer(s) for the list of files", nullptr, number(share.peers));
    case Situation::to_choose:
        return Words::tr("The list of files is here: choose what to get, and where to");
    case Situation::checking:
        return Words::tr("Checking what is already here: %1").arg(format_percent(share.bytes_have, share.bytes));
    case Situation::idle:
        return Words::tr("Connected with %Ln peer(s), nothing arrives now", nullptr, number(share.peers));
    case Situation::getting:
        return getting_sentence(share);
    case Situation::nothing_chosen:
        return Words::tr("No files are chosen: choose some to get them");
    case Situation::sharing:
        return sharing_sentence(share);
    case Situation::shared:
        return shared_sentence(share);
    case Situation::changed:
        return Words::tr("Files were changed since you shared them: share them again for a new link");
    case Situation::trouble:
        return trouble_sentence(share);
    case Situation::paused:
        return paused_sentence(share);
    case Situation::stopped:
        return Words::tr("Kept, but not running now");
    }
    return {};
}

std::uint64_t eta_seconds(const ShareView& share) {
    constexpr std::uint64_t longest = 100ULL * 86'400;  // as good as never
    if (share.state != ShareState::downloading || share.rate_down == 0) return 0;
    const auto left = wanted(share) - std::min(wanted(share), wanted_have(share));
    const auto seconds = left / share.rate_down + (left % share.rate_down == 0 ? 0 : 1);
    return seconds > longest ? 0 : seconds;
}

QString eta(const ShareView& share) {
    const auto seconds = eta_seconds(share);
    return seconds == 0 ? QString{} : format_duration(seconds);
}

QString amount(const ShareView& share) {
    if (!has_list(share)) return {};
    if (is_complete(share)) return format_bytes(wanted(share));
    return Words::tr("%1 of %2").arg(format_bytes(wanted_have(share)), format_bytes(wanted(share)));
}

QString spoken(const ShareView& share) {
    if (!has_list(share)) return Words::tr("%1. %2.").arg(name(share), state_sentence(share));
    if (is_complete(share)) {
        return Words::tr("%1, %2, complete. %3.").arg(name(share), format_bytes(wanted(share)), state_sentence(share));
    }
    return Words::tr("%1, %2 of %3 is here. %4.")
        .arg(name(share), format_percent(wanted_have(share), wanted(share)), format_bytes(wanted(share)),
             state_sentence(share));
}

QColor state_colour(const ShareView& share, const QPalette& palette) {
    const auto& of = colours(palette);
    switch (situation_of(share)) {
    case Situation::looking:
    case Situation::waiting:
    case Situation::idle:
    case Situation::nothing_chosen:
        return of.warn;
    case Situation::fetching_list:
    case Situation::to_choose:
    case Situation::checking:
    case Situation::getting:
        return of.accent;
    case Situation::sharing:
    case Situation::shared:
        return of.good;
    case Situation::changed:
    case Situation::trouble:
        return of.bad;
    case Situation::paused:
    case Situation::stopped:
        return of.subtle;
    }
    return of.subtle;
}

QString state_symbol(const ShareView& share) {
    switch (situation_of(share)) {
    case Situation::looking:
    case Situation::waiting:
        return QStringLiteral("state-waiting");
    case Situation::to_choose:
    case Situation::nothing_chosen:
        return QStringLiteral("state-choose");
    case Situation::checking:
        return QStringLiteral("state-checking");
    case Situation::fetching_list:
    case Situation::idle:
    case Situation::getting:
        return QStringLiteral("state-getting");
    case Situation::sharing:
        return QStringLiteral("state-sharing");
    case Situation::shared:
        return QStringLiteral("state-shared");
    case Situation::changed:
    case Situation::trouble:
        return QStringLiteral("state-trouble");
    case Situation::paused:
        return QStringLiteral("state-paused");
    case Situation::stopped:
        return QStringLiteral("state-stopped");
    }
    return {};
}

bool has_list(const ShareView& share) {
    if (share.state == ShareState::resolving) return false;
    // An empty folder has a list too, which is empty: then a place tells it from a link that was paused too early.
    return share.files > 0 || share.bytes > 0 || share.state == ShareState::resolved || !share.path.empty();
}

std::uint64_t wanted(const ShareView& share) {
    return share.files_wanted > 0 ? share.bytes_wanted : share.bytes;
}

std::uint64_t wanted_have(const ShareView& share) {
    return share.files_wanted > 0 ? share.bytes_wanted_have : share.bytes_have;
}

bool is_complete(const ShareView& share) {
    return has_list(share) && wanted_have(share) >= wanted(share);
}

}  // namespace shoal::gui::words
