#include "gui/share_journal.h"

#include <algorithm>
#include <iterator>

#include <QDateTime>

#include "gui/format.h"

namespace shoal::gui {
namespace {

QString state_line(const ShareView& share) {
    switch (share.state) {
    case ShareState::resolving:
        return ShareJournal::tr("Looking for somebody who has the list of files.");
    case ShareState::resolved:
        return ShareJournal::tr("The list of files is here: %Ln file(s), %1.", nullptr, static_cast<int>(share.files))
            .arg(format_bytes(share.bytes));
    case ShareState::checking:
        return ShareJournal::tr("Comparing the files that are already there.");
    case ShareState::downloading:
        return ShareJournal::tr("Fetching what is missing.");
    case ShareState::seeding:
        return ShareJournal::tr("Sharing: everything that is wanted is here and verified.");
    case ShareState::trouble:
        return ShareJournal::tr("Held up: %1").arg(harmless(share.error));
    case ShareState::paused:
        return ShareJournal::tr("Paused.");
    case ShareState::stopped:
        return ShareJournal::tr("Not running.");
    }
    return {};
}

QString limit_line(const ShareView& share) {
    if (share.limit_down == 0 && share.limit_up == 0) return ShareJournal::tr("Its rates are not limited any more.");
    const auto rate = [](std::uint64_t limit) {
        return limit == 0 ? ShareJournal::tr("no limit") : format_rate(limit);
    };
    return ShareJournal::tr("Its rates are limited: down %1, up %2.").arg(rate(share.limit_down), rate(share.limit_up));
}

}  // namespace

ShareJournal::ShareJournal(EngineClient& client, ShareStore& store, QObject* parent, Clock clock)
    : QObject{parent}, client_{client}, store_{store}, clock_{std::move(clock)}, was_ready_{client.is_ready()} {
    if (!clock_) clock_ = [] { return static_cast<std::uint64_t>(QDateTime::currentMSecsSinceEpoch()); };
    connect(&client, &EngineClient::happened, this, &ShareJournal::heard);
    connect(&client, &EngineClient::connection_changed, this, &ShareJournal::connection_changed);
    const auto take_all = [this] {
        for (const auto& share : store_.all()) take(share, false);
    };
    connect(&store, &ShareStore::reset, this, take_all);
    take_all();
}

std::vector<JournalLine> ShareJournal::lines(const std::string& tag) const {
    static const std::deque<JournalLine> none;
    const auto of = [this](const std::string& key) -> const std::deque<JournalLine>& {
        const auto found = lines_.find(key);
        return found == lines_.end() ? none : found->second;
    };
    std::vector<JournalLine> out;
    std::ranges::merge(of({}), of(tag), std::back_inserter(out), {}, &JournalLine::unix_ms, &JournalLine::unix_ms);
    return out;
}

ShareJournal::Seen ShareJournal::seen_of(const ShareView& share) {
    return {.state = share.state,
            .error = share.error,
            .peers = share.peers,
            .files_wanted = share.files_wanted,
            .limit_up = share.limit_up,
            .limit_down = share.limit_down};
}

void ShareJournal::take(const ShareView& share, bool is_news) {
    const auto [known, is_new] = seen_.try_emplace(share.tag, seen_of(share));
    if (is_new) {
        if (is_news) write(share.tag, state_line(share));
        return;
    }
    compare(known->second, share);
    known->second = seen_of(share);
}

void ShareJournal::compare(const Seen& before, const ShareView& share) {
    if (before.state != share.state || (share.state == ShareState::trouble && before.error != share.error)) {
        write(share.tag, state_line(share));
    }
    if (before.peers == 0 && share.peers > 0) {
        write(share.tag, tr("Linked with %Ln peer(s).", nullptr, static_cast<int>(share.peers)));
    } else if (before.peers > 0 && share.peers == 0) {
        write(share.tag, tr("No peer is linked any more."));
    }
    if (before.files_wanted != share.files_wanted && before.files_wanted != 0) {
        write(share.tag, tr("%1 of %Ln file(s) are wanted.", nullptr, static_cast<int>(share.files))
                             .arg(format_count(share.files_wanted)));
    }
    if (before.limit_up != share.limit_up || before.limit_down != share.limit_down) write(share.tag, limit_line(share));
}

void ShareJournal::heard(const Event& event) {
    if (const auto* news = std::get_if<SharesChanged>(&event)) {
        for (const auto& share : news->shares) take(share, true);
    } else if (const auto* first = std::get_if<ContentArrives>(&event)) {
        write(first->tag, tr("The first data arrived."));
    } else if (const auto* whole = std::get_if<ShareCompleted>(&event)) {
        write(whole->tag, tr("Complete: every byte is verified and safely on the disk."));
    } else if (const auto* file = std::get_if<FileChanged>(&event)) {
        write(file->tag,
              tr("The file \"%1\" was changed. The changed parts are not offered any more.").arg(harmless(file->path)));
    } else if (const auto* peer = std::get_if<PeerBanned>(&event)) {
        write({}, tr("The peer %1 sent wrong data and is left alone for %2.")
                      .arg(harmless(peer->endpoint), format_duration(peer->seconds)));
    } else if (const auto* gone = std::get_if<ShareRemoved>(&event)) {
        seen_.erase(gone->tag);
        lines_.erase(gone->tag);
    }
}

void ShareJournal::connection_changed() {
    const bool is_ready = client_.is_ready();
    if (is_ready == was_ready_) return;
    if (!is_ready || !seen_.empty()) {
        write({}, is_ready ? tr("The connection to Shoal's engine is back.")
                           : tr("The connection to Shoal's engine was lost."));
    }
    was_ready_ = is_ready;
}

void ShareJournal::write(const std::string& tag, const QString& text) {
    auto& lines = lines_[tag];
    lines.push_back({clock_(), text});
    if (lines.size() > max_lines) lines.pop_front();
    if (lines_.size() > max_shares) {
        const auto last = [](const auto& entry) { return entry.second.back().unix_ms; };
        lines_.erase(std::ranges::min_element(lines_, {}, last));
    }
    Q_EMIT grew(tag);
}

}  // namespace shoal::gui
