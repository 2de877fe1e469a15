#pragma once
// One running find, announce or filling of the table, and the pace at which they begin.

#include <memory>

#include "dht/item_search.h"
#include "dht/results.h"
#include "dht/search_plan.h"
#include "dht/transactions.h"

namespace shoal::dht {

inline constexpr std::size_t max_running_searches = 32;     ///< at once; 8 questions in flight each, or on each path
inline constexpr std::size_t max_queued_searches = 65'536;  ///< more shares than that are no single node's
inline constexpr std::size_t max_found_peers = 1000;        ///< reported by one search; nobody can dial more at once
/// How long a search waits for the first node; joining tries at 0, 1, 3 and 7 s.
inline constexpr Duration join_patience = 15s;

struct Search {
    using Kind = SearchKind;
    enum class Phase : std::uint8_t { queued, walking, announcing };

    SearchId id = 0;
    Kind kind = Kind::find;
    InfoHash key;            ///< for all but fill
    std::uint16_t port = 0;  ///< for announce
    Phase phase = Phase::queued;
    Instant asked_at{};
    SearchPlan plan;
    DisjointLookup walk;
    std::set<Endpoint> peers{};       ///< reported
    std::set<Endpoint> unanswered{};  ///< announcements on their way
    std::size_t stored = 0;
    std::size_t announcements = 0;
    bool is_shortcut = false;            ///< an announcement that asks only those who took the last one
    std::int64_t bytes = 0;              ///< of questions and answers, with headers
    std::unique_ptr<ItemSearch> item{};  ///< for get_item and put_item

    /// The walk is for tokens, with which something is then left at the nearest nodes.
    [[nodiscard]] bool stores() const { return kind == Kind::announce || kind == Kind::put_item; }
};

/// Spaces the beginnings of searches so that no node of a small network on the internet is flooded: a search asks
/// about 16 of all nodes, so a rate of a quarter of the known nodes a second keeps each below 5 queries a second,
/// which libtorrent's limit lets through. Searches of several paths count for as many. Announcements leave half of what
/// may begin at once to searches that somebody waits for. Local networks are not paced.
class SearchPace {
public:
    static constexpr std::int64_t burst = 16;  ///< searches that may begin at once
    static constexpr std::int64_t least_per_second = 2;

    [[nodiscard]] Instant next(Instant now, std::size_t nodes, bool announcing) const {
        return std::max(now, ahead_ - (announcing ? burst / 2 : burst) * interval(nodes));
    }
    void begun(Instant now, std::size_t nodes, std::int64_t cost) {
        ahead_ = std::max(ahead_, now) + cost * interval(nodes);
    }

private:
    static Duration interval(std::size_t nodes) {
        return Duration{1s} / std::max(least_per_second, static_cast<std::int64_t>(nodes / 4));
    }
    Instant ahead_{};  // when all that began would have, evenly spaced
};

}  // namespace shoal::dht
