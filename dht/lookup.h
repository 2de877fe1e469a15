#pragma once
// The iterative lookup: which nodes to ask next on the way to a target, and when the way has ended. Pure bookkeeping;
// who asks and what is asked is the caller's.
//
//   fresh ──> asked ──> answered
//               └─soft─> slow ──hard──> failed          an answer makes slow and failed ones answered
//
// Several of them that never ask the same node make a lookup of disjoint paths (disjoint_lookup.h).

#include <map>
#include <set>
#include <vector>

#include "dht/contact.h"
#include "dht/node_id.h"

namespace shoal::dht {

inline constexpr std::size_t lookup_breadth = 8;            ///< how many nearest nodes must have answered
inline constexpr std::size_t lookup_parallel_at_first = 3;  ///< in flight before anybody answered
inline constexpr std::size_t lookup_parallel = 7;           ///< on the way; each answer adds one up to this
inline constexpr std::size_t lookup_parallel_at_end = 8;    ///< once the nearest known has answered
/// So many of the nearest may be silent before one more is asked than is needed: waiting for each to be given up before
/// the next is asked, dead nodes in a row would hold up the end.
inline constexpr std::size_t tolerated_silent = 2;
inline constexpr std::size_t max_candidates = 256;      ///< remembered; the farthest are forgotten first
inline constexpr std::size_t max_lookup_queries = 128;  ///< five times an honest lookup among a million nodes
/// Questions to nodes whose id their address does not grant: ids are free to whoever ignores BEP 42.
inline constexpr std::size_t max_unbound_queries = 64;

/// The surroundings of the target, of which nobody is left out: who crowds around the target cannot hide those behind
/// him.
struct LookupRegion {
    Distance bound;         ///< up to here
    std::size_t most = 0;   ///< nodes; a crowd is asked no further
    std::size_t crowd = 0;  ///< more nodes than this do not come together by chance
    Distance wider;         ///< the bound when there is a crowd
};

struct LookupRules {
    std::size_t parallel_at_first = lookup_parallel_at_first;
    std::size_t parallel = lookup_parallel;
    std::size_t parallel_at_end = lookup_parallel_at_end;
    std::optional<LookupRegion> region{};  ///< asked whole, however many of its nodes are nearer than others
    /// BEP 42: nodes whose id does not fit their global address are asked only where nobody better is left to ask,
    /// and are not among the nearest while there are enough others.
    bool enforce_ids = false;
};

/// A node that answered a lookup.
struct LookupAnswer {
    NodeInfo node;
    Bytes token{};         ///< empty if none was given
    unsigned hops = 1;     ///< how many nodes led to it, itself counted
    bool is_bound = true;  ///< its id is one that BEP 42 grants to its address, or we do not ask for that
    friend bool operator==(const LookupAnswer&, const LookupAnswer&) = default;
};

class IterativeLookup {
public:
    IterativeLookup(const NodeId& target, const NodeId& own, LookupRules rules);

    [[nodiscard]] const NodeId& target() const { return target_; }
    void set_region(const std::optional<LookupRegion>& region) { rules_.region = region; }

    /// A node somebody named; `hops`: how many nodes led to it. False, and ignored: ourselves, a known id or endpoint,
    /// and of global addresses a second one of the same network (/24, /64) while the first has not failed.
    bool add(const NodeInfo& node, unsigned hops = 1);
    [[nodiscard]] unsigned hops_to(const NodeInfo& node) const;  ///< 0: not known

    /// The next node to ask now, which then counts as asked; nothing while enough are in flight.
    [[nodiscard]] std::optional<NodeInfo> next();

    void answered(const NodeInfo& node, Bytes token);
    void slow(const NodeInfo& node);
    void failed(const NodeInfo& node);
    /// What next() gave was not asked: it is another path's, and passed over here for good.
    void withdraw(const NodeInfo& node);

    /// The nearest 8 answered, and all of the region; or nobody is left. Slow nodes are waited for only if fewer than 8
    /// others answered, or if `patient` and they are among the nearest or in the region.
    [[nodiscard]] bool is_finished(bool patient) const;

    /// All that answered, nearest first.
    [[nodiscard]] std::vector<LookupAnswer> answers() const;
    [[nodiscard]] std::size_t queries() const { return queries_; }

private:
    enum class State : std::uint8_t { fresh, asked, slow, answered, failed, withdrawn };
    struct Candidate {
        NodeInfo node;
        unsigned hops = 1;
        bool is_bound = true;
        State state = State::fresh;
        Bytes token{};
    };
    [[nodiscard]] Candidate* find(const NodeInfo& node);
    [[nodiscard]] bool is_wanted(const Distance& place, std::size_t nearer) const;
    [[nodiscard]] std::size_t allowed_in_flight() const;
    [[nodiscard]] bool may_ask(const Candidate& candidate) const;
    [[nodiscard]] NodeInfo ask(Candidate& candidate);
    void forget_farthest();
    void release_network(const Candidate& gone);

    NodeId target_;
    NodeId own_;
    LookupRules rules_;
    std::map<Distance, Candidate> candidates_;  // nearest first
    std::set<Endpoint> endpoints_;
    std::map<IpAddress, Distance> networks_;  // of global addresses: one that has not failed
    std::size_t in_flight_ = 0;
    std::size_t answers_ = 0;
    std::size_t queries_ = 0;
    std::size_t unbound_queries_ = 0;
};

/// The nearest 8 of `answers` (sorted, nearest first): bound ones, then, if those are too few, others.
[[nodiscard]] std::vector<LookupAnswer> nearest_of(const std::vector<LookupAnswer>& answers);

}  // namespace shoal::dht
