#pragma once
// The iterative lookup: which nodes to ask next on the way to a target, and when the way has ended. Pure bookkeeping;
// who asks and what is asked is the caller's.
//
//   fresh ──> asked ──> answered
//               └─soft─> slow ──hard──> failed          an answer makes slow and failed ones answered

#include <map>
#include <set>
#include <vector>

#include "dht/contact.h"
#include "dht/node_id.h"

namespace shoal::dht {

inline constexpr std::size_t lookup_breadth = 8;        ///< how many nearest nodes must have answered
inline constexpr std::size_t lookup_parallel = 4;       ///< in flight; the knee of messages against time
inline constexpr std::size_t refresh_parallel = 2;      ///< in flight for upkeep, which is in no hurry
inline constexpr std::size_t max_candidates = 256;      ///< remembered; the farthest are forgotten first
inline constexpr std::size_t max_lookup_queries = 128;  ///< five times an honest lookup among a million nodes

class IterativeLookup {
public:
    IterativeLookup(const NodeId& target, const NodeId& own, std::size_t parallel);

    [[nodiscard]] const NodeId& target() const { return target_; }

    /// A node somebody named. Ignored: ourselves, a known id or endpoint, and of global addresses a second one of the
    /// same network (/24, /64) while the first has not failed.
    void add(const NodeInfo& node);

    /// The next node to ask now, which then counts as asked; nothing while enough are in flight.
    [[nodiscard]] std::optional<NodeInfo> next();

    void answered(const NodeInfo& node, Bytes token);
    void slow(const NodeInfo& node);
    void failed(const NodeInfo& node);

    /// The nearest 8 answered, or nobody is left. Slow nodes are waited for only if fewer than 8 others answered, or
    /// if `patient` and they are among the nearest.
    [[nodiscard]] bool is_finished(bool patient) const;

    struct Answer {
        NodeInfo node;
        Bytes token;  ///< empty if none was given
    };
    /// Up to 8 nearest that answered.
    [[nodiscard]] std::vector<Answer> nearest() const;
    [[nodiscard]] std::size_t queries() const { return queries_; }

private:
    enum class State : std::uint8_t { fresh, asked, slow, answered, failed };
    struct Candidate {
        NodeInfo node;
        State state = State::fresh;
        Bytes token{};
    };
    [[nodiscard]] Candidate* find(const NodeInfo& node);
    void forget_farthest();
    void release_network(const Candidate& gone);

    NodeId target_;
    NodeId own_;
    std::size_t parallel_;
    std::map<Distance, Candidate> candidates_;  // nearest first
    std::set<Endpoint> endpoints_;
    std::map<IpAddress, Distance> networks_;  // of global addresses: one that has not failed
    std::size_t in_flight_ = 0;
    std::size_t queries_ = 0;
};

}  // namespace shoal::dht
