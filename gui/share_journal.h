#pragma once
// What happened to each share since the window is there, in words: made of events and of states that follow each other.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include <QObject>
#include <QString>

#include "gui/engine_client.h"
#include "gui/share_store.h"

namespace shoal::gui {

struct JournalLine {
    std::uint64_t unix_ms = 0;
    QString text;  ///< a sentence, fit to be shown as it is
};

/// Lives as long as the window.
class ShareJournal : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t max_lines = 200;    ///< of a share; the oldest go
    static constexpr std::size_t max_shares = 2000;  ///< with lines; the one that was quiet for longest goes
    using Clock = std::function<std::uint64_t()>;    ///< Unix milliseconds

    ShareJournal(EngineClient& client, ShareStore& store, QObject* parent, Clock clock = {});

    /// Of the share, and of the engine as a whole; the newest last.
    [[nodiscard]] std::vector<JournalLine> lines(const std::string& tag) const;

Q_SIGNALS:
    /// Empty tag: it concerns all shares.
    void grew(const std::string& tag);

private:
    struct Seen {  // of a state, what is worth a line when it changes
        ShareState state = ShareState::resolving;
        std::string error;
        std::uint64_t peers = 0;
        std::uint64_t files_wanted = 0;
        std::uint64_t limit_up = 0;
        std::uint64_t limit_down = 0;
    };
    [[nodiscard]] static Seen seen_of(const ShareView& share);
    void heard(const Event& event);
    void take(const ShareView& share, bool is_news);
    void compare(const Seen& before, const ShareView& share);
    void connection_changed();
    void write(const std::string& tag, const QString& text);

    EngineClient& client_;
    ShareStore& store_;
    Clock clock_;
    std::unordered_map<std::string, Seen> seen_;
    std::unordered_map<std::string, std::deque<JournalLine>> lines_;  // by tag; empty: of the engine
    bool was_ready_ = false;
};

}  // namespace shoal::gui
