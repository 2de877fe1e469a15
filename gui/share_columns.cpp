#include "gui/share_columns.h"

#include <algorithm>
#include <limits>

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "core/names.h"
#include "gui/format.h"
#include "gui/share_words.h"

namespace shoal::gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ShareColumns)
};

// In the order of the enumerators. A window remembers these: additions only.
constexpr std::array<std::string_view, share_columns> keys{
    "name",  "size",     "progress", "state",      "down",      "up",     "eta",    "peers",
    "added", "received", "sent",     "ratio",      "remaining", "files",  "labels", "path",
    "seeds", "known",    "wasted",   "limit_down", "limit_up",  "number", "tag"};

QString one_line(const std::string& text) {
    return QString::fromStdString(printable(text));
}

QString count_or_nothing(std::uint64_t count) {
    return count == 0 ? QString{} : format_count(count);
}

QString bytes_or_nothing(std::uint64_t bytes) {
    return bytes == 0 ? QString{} : format_bytes(bytes);
}

std::uint64_t remaining(const ShareView& share) {
    return words::wanted(share) - std::min(words::wanted(share), words::wanted_have(share));
}

double ratio(const ShareView& share) {
    return share.received == 0 ? 0.0 : static_cast<double>(share.sent) / static_cast<double>(share.received);
}

QString labels(const ShareView& share) {
    QStringList out;
    for (const auto& label : share.labels) out.push_back(one_line(label));
    return out.join(QStringLiteral(", "));
}

QString peers(const ShareView& share) {
    if (share.known <= share.peers) return count_or_nothing(share.peers);
    return Words::tr("%1 of %2").arg(format_count(share.peers), format_count(share.known));
}

QString ratio_text(const ShareView& share) {
    return share.received == 0 ? QString{} : QLocale{}.toString(ratio(share), 'f', 2);
}

}  // namespace

std::string_view key_of(ShareColumn column) {
    return keys.at(static_cast<std::size_t>(column));
}

std::optional<ShareColumn> column_of(std::string_view key) {
    const auto* const found = std::ranges::find(keys, key);
    if (found == keys.end()) return std::nullopt;
    return static_cast<ShareColumn>(found - keys.begin());
}

bool is_shown_at_first(ShareColumn column) {
    return column <= ShareColumn::added;
}

bool is_number(ShareColumn column) {
    switch (column) {
    case ShareColumn::name:
    case ShareColumn::progress:
    case ShareColumn::state:
    case ShareColumn::added:
    case ShareColumn::labels:
    case ShareColumn::path:
    case ShareColumn::tag:
        return false;
    default:
        return true;
    }
}

QString title_of(ShareColumn column) {
    switch (column) {
    case ShareColumn::name:
        return Words::tr("Name");
    case ShareColumn::size:
        return Words::tr("Size");
    case ShareColumn::progress:
        return Words::tr("Progress");
    case ShareColumn::state:
        return Words::tr("State");
    case ShareColumn::down:
        return Words::tr("Down");
    case ShareColumn::up:
        return Words::tr("Up");
    case ShareColumn::eta:
        return Words::tr("Time left");
    case ShareColumn::peers:
        return Words::tr("Peers");
    case ShareColumn::added:
        return Words::tr("Added");
    case ShareColumn::received:
        return Words::tr("Received");
    case ShareColumn::sent:
        return Words::tr("Sent");
    case ShareColumn::ratio:
        return Words::tr("Ratio");
    case ShareColumn::remaining:
        return Words::tr("Remaining");
    case ShareColumn::files:
        return Words::tr("Files");
    case ShareColumn::labels:
        return Words::tr("Labels");
    case ShareColumn::path:
        return Words::tr("Folder");
    case ShareColumn::seeds:
        return Words::tr("Complete peers");
    case ShareColumn::known:
        return Words::tr("Known peers");
    case ShareColumn::wasted:
        return Words::tr("Wasted");
    case ShareColumn::limit_down:
        return Words::tr("Limit down");
    case ShareColumn::limit_up:
        return Words::tr("Limit up");
    case ShareColumn::number:
        return Words::tr("Number");
    case ShareColumn::tag:
        return Words::tr("Tag");
    }
    return {};
}

QString explanation_of(ShareColumn column) {
    switch (column) {
    case ShareColumn::size:
        return Words::tr("Size of the files that were chosen");
    case ShareColumn::down:
        return Words::tr("How fast it arrives");
    case ShareColumn::up:
        return Words::tr("How fast it is sent to others");
    case ShareColumn::peers:
        return Words::tr("Peers connected, of those that are known");
    case ShareColumn::received:
        return Words::tr("Received since Shoal started");
    case ShareColumn::sent:
        return Words::tr("Sent to others since Shoal started");
    case ShareColumn::ratio:
        return Words::tr("Sent, divided by received, since Shoal started");
    case ShareColumn::seeds:
        return Words::tr("Connected peers that have all of it");
    case ShareColumn::wasted:
        return Words::tr("Received and of no use, since Shoal started");
    case ShareColumn::number:
        return Words::tr("What the share is called on the command line");
    case ShareColumn::tag:
        return Words::tr("What the share is called in logs");
    default:
        return {};
    }
}

QString sample_of(ShareColumn column) {
    switch (column) {
    case ShareColumn::name:
        return QString{36, u'n'};
    case ShareColumn::progress:
        return QString{12, u'0'};
    case ShareColumn::state:
        return Words::tr("Ready to choose");
    case ShareColumn::peers:
        return Words::tr("%1 of %2").arg(format_count(88), format_count(88));
    case ShareColumn::added:
        return format_time(1'798'714'740'000);
    case ShareColumn::path:
        return QString{24, u'n'};
    case ShareColumn::labels:
        return QString{14, u'n'};
    case ShareColumn::tag:
        return QString{8, u'm'};
    case ShareColumn::down:
    case ShareColumn::up:
    case ShareColumn::limit_down:
    case ShareColumn::limit_up:
        return format_rate(909'000);
    case ShareColumn::eta:
        return format_duration(11'100);
    case ShareColumn::files:
    case ShareColumn::seeds:
    case ShareColumn::known:
    case ShareColumn::number:
        return format_count(88'888);
    case ShareColumn::ratio:
        return QLocale{}.toString(88.88, 'f', 2);
    default:
        return format_bytes(888'800'000);
    }
}

QString text_of(ShareColumn column, const ShareView& share) {
    switch (column) {
    case ShareColumn::name:
        return words::name(share);
    case ShareColumn::size:
        return words::has_list(share) ? format_bytes(words::wanted(share)) : QString{};
    case ShareColumn::progress:
        return words::has_list(share) ? format_percent(words::wanted_have(share), words::wanted(share)) : QString{};
    case ShareColumn::state:
        return words::state_word(share);
    case ShareColumn::down:
        return format_rate(share.rate_down);
    case ShareColumn::up:
        return format_rate(share.rate_up);
    case ShareColumn::eta:
        return words::eta(share);
    case ShareColumn::peers:
        return peers(share);
    case ShareColumn::added:
        return format_time(share.added_ms);
    case ShareColumn::received:
        return bytes_or_nothing(share.received);
    case ShareColumn::sent:
        return bytes_or_nothing(share.sent);
    case ShareColumn::ratio:
        return ratio_text(share);
    case ShareColumn::remaining:
        return bytes_or_nothing(remaining(share));
    case ShareColumn::files:
        return count_or_nothing(share.files);
    case ShareColumn::labels:
        return labels(share);
    case ShareColumn::path:
        return one_line(share.path);
    case ShareColumn::seeds:
        return count_or_nothing(share.seeds);
    case ShareColumn::known:
        return count_or_nothing(share.known);
    case ShareColumn::wasted:
        return bytes_or_nothing(share.wasted);
    case ShareColumn::limit_down:
        return format_rate(share.limit_down);
    case ShareColumn::limit_up:
        return format_rate(share.limit_up);
    case ShareColumn::number:
        return count_or_nothing(share.number);
    case ShareColumn::tag:
        return one_line(share.tag);
    }
    return {};
}

bool is_sorted_by_text(ShareColumn column) {
    return column == ShareColumn::name || column == ShareColumn::labels || column == ShareColumn::path ||
           column == ShareColumn::tag;
}

std::string sort_text(ShareColumn column, const ShareView& share) {
    switch (column) {
    case ShareColumn::labels: {
        std::string out;
        for (const auto& label : share.labels) out += label + '\n';
        return out;
    }
    case ShareColumn::path:
        return share.path;
    case ShareColumn::tag:
        return share.tag;
    default:
        return share.name;
    }
}

std::uint64_t sort_number(ShareColumn column, const ShareView& share) {
    constexpr double fine = 1e9;  // steps of what is a fraction
    switch (column) {
    case ShareColumn::size:
        return words::wanted(share);
    case ShareColumn::progress: {
        const auto all = static_cast<double>(words::wanted(share));
        if (all <= 0) return words::is_complete(share) ? static_cast<std::uint64_t>(fine) : 0;
        return static_cast<std::uint64_t>(static_cast<double>(words::wanted_have(share)) / all * fine);
    }
    case ShareColumn::state:
        return static_cast<std::uint64_t>(words::situation_of(share));
    case ShareColumn::down:
        return share.rate_down;
    case ShareColumn::up:
        return share.rate_up;
    case ShareColumn::eta: {
        const auto left = words::eta_seconds(share);
        return left == 0 ? std::numeric_limits<std::uint64_t>::max() : left;
    }
    case ShareColumn::peers:
        return share.peers;
    case ShareColumn::added:
        return share.added_ms;
    case ShareColumn::received:
        return share.received;
    case ShareColumn::sent:
        return share.sent;
    case ShareColumn::ratio:
        return static_cast<std::uint64_t>(std::min(ratio(share), 1e9) * fine);
    case ShareColumn::remaining:
        return remaining(share);
    case ShareColumn::files:
        return share.files;
    case ShareColumn::seeds:
        return share.seeds;
    case ShareColumn::known:
        return share.known;
    case ShareColumn::wasted:
        return share.wasted;
    case ShareColumn::limit_down:
        return share.limit_down;
    case ShareColumn::limit_up:
        return share.limit_up;
    case ShareColumn::number:
        return share.number;
    default:
        return 0;
    }
}

}  // namespace shoal::gui
