#pragma once
// What a node announces: which keys, who took them, whose turn is next, and what that may cost.

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/ids.h"
#include "dht/contact.h"
#include "dht/transactions.h"

namespace shoal::dht {

/// Bytes a second, both ways with headers, that announcing takes on a public network.
inline constexpr std::int64_t announce_budget = 36'000;
/// Bytes that may be ahead of the budget: the shares of most people are announced at once.
inline constexpr std::int64_t announce_burst = 300'000;
/// Bytes that one costs, until some were seen: 20 questions and answers.
inline constexpr std::int64_t announce_cost_at_first = 8'000;
/// Others forget after 45 minutes: however many shares there are, each has its turn again within this time. 10,000 of
/// the cheapest kind (7 kB) fit in the budget; more than that pass it.
inline constexpr Duration announce_cycle = 40min;
inline constexpr std::int64_t cheap_announce_cost = 7'000;
/// Shares that wait for so long for a turn share it with new ones: the last one is 15 min older.
inline constexpr Duration announce_urgent = 18min;
inline constexpr std::size_t max_queued_announcements = 65'536;  ///< more shares than that are no single node's

/// Shares from which on an announcement first goes to those who took the last one, without walking the way to the key.
inline constexpr std::size_t shortcut_shares = 500;
/// So often in a row; then the whole way is walked again: who deceived us once is not asked for ever, and who came to
/// live near the key is found.
inline constexpr unsigned max_shortcuts = 3;
/// So many of them must still answer.
inline constexpr std::size_t enough_holders = 6;

/// Bounded state; the time is an argument.
class Announcements {
public:
    /// `key` is to be announced with this TCP port. True if it is new. Then settled() or taken_by().
    bool add(const InfoHash& key, std::uint16_t port, Instant now);
    /// One search for it is over: from `now` on it is remembered for as long as others do; cancelled: for no longer.
    void settled(const InfoHash& key, std::optional<Instant> now);
    void expire(Instant now);
    [[nodiscard]] std::size_t size() const { return announced_.size(); }
    [[nodiscard]] std::optional<std::uint16_t> port_of(const InfoHash& key) const;
    [[nodiscard]] bool is_own_port(std::uint16_t port) const { return own_ports_.contains(port); }

    /// Who may be told without walking there; empty: walk. Each call counts as one use.
    [[nodiscard]] std::vector<NodeInfo> shortcut(const InfoHash& key);
    void taken_by(const InfoHash& key, std::vector<NodeInfo> holders, Instant now);

    /// A search waits for its turn. False: too many do.
    bool enqueue(SearchId search, bool is_new, Instant now);
    /// The next in turn; nothing if none waits.
    [[nodiscard]] std::optional<SearchId> front() const;
    void pop(Instant now);  ///< takes out front()

    /// When the budget lets one begin, at the earliest `now`.
    [[nodiscard]] Instant next(Instant now) const;
    void begun(Instant now);
    void ended(std::int64_t bytes);  ///< what one has cost

private:
    struct Announced {
        std::uint16_t port = 0;
        std::size_t on_the_way = 0;  // searches; while there are any it is not forgotten
        Instant until{};
        std::vector<NodeInfo> holders{};
        unsigned shortcuts = 0;
    };
    struct Waiting {
        SearchId search = 0;
        Instant since;
    };
    void choose(Instant now);
    [[nodiscard]] Duration time_of(std::int64_t bytes) const;

    std::map<InfoHash, Announced> announced_;
    std::set<std::uint16_t> own_ports_;
    std::deque<Waiting> new_;  // what was shared last, first
    std::deque<Waiting> old_;  // who waits longest, first
    bool was_old_ = false;     // the last one that left the queue
    bool is_old_next_ = false;
    std::int64_t cost_ = announce_cost_at_first;
    Instant free_at_{};  // when all that began would be paid for
};

}  // namespace shoal::dht
