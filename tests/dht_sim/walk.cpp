#include "tests/dht_sim/walk.h"

#include <algorithm>
#include <map>
#include <queue>

#include "dht/transactions.h"

namespace shoal::dht_sim {

namespace {

using dht::NodeInfo;

class Walk {
public:
    Walk(const Question& question, Draw& draw)
        : question_{question}, draw_{draw}, lookup_{question.plan.walk(question.target, question.asker.id, false)},
          nearest_{question.population.nearest(question.target, dht::lookup_breadth, Kind::honest)},
          liars_{question.population.nearest(question.target, dht::k, Kind::colluder)} {}

    /// As Node does it: begin, and after each event ask whom there is to ask, until it is over.
    WalkReport run() {
        const auto& table = question_.population;
        lookup_.set_region(question_.plan.surroundings(question_.size, table.table_size(question_.asker)));
        for (const auto& seed : table.closest(question_.asker, question_.target, question_.plan.seeds())) {
            depth_.emplace(seed.id, 1);
            lookup_.add(seed);
        }
        ask();
        while (!lookup_.is_finished(question_.plan.patient) || lookup_.widen()) {
            ask();
            if (lookup_.is_finished(question_.plan.patient)) continue;
            SHOAL_REQUIRE(!events_.empty());
            const Event event = events_.top();
            events_.pop();
            now_ = event.when;
            happen(event);
            ask();
        }
        report_.queries = lookup_.queries();
        report_.took = now_;
        for (const auto& one : lookup_.nearest()) report_.nearest.push_back(one.node.id);
        for (const auto& one : lookup_.stores()) report_.stores.push_back(one.node);
        return std::move(report_);
    }

private:
    enum class What : std::uint8_t { answer, soft, hard };
    struct Event {
        Duration when{};
        std::uint64_t order = 0;
        What what = What::answer;
        NodeInfo node;
        bool operator>(const Event& other) const { return std::tie(when, order) > std::tie(other.when, other.order); }
    };

    void post(Duration after, What what, const NodeInfo& node) {
        events_.push({.when = now_ + after, .order = order_++, .what = what, .node = node});
    }

    void ask() {
        while (const auto node = lookup_.next()) {
            const bool is_alive = question_.population.find(node->id).kind != Kind::dead;
            const Duration trip = draw_.round_trip();
            if (is_alive) post(trip, What::answer, *node);
            if (is_alive && trip <= dht::unknown_soft_timeout) continue;
            post(dht::unknown_soft_timeout, What::soft, *node);
            if (!is_alive || trip > dht::hard_timeout) post(dht::hard_timeout, What::hard, *node);
        }
    }

    void happen(const Event& event) {
        switch (event.what) {
        case What::soft:
            return lookup_.slow(event.node);
        case What::hard:
            return lookup_.failed(event.node);
        case What::answer:
            break;
        }
        const Member& teller = question_.population.find(event.node.id);
        const unsigned depth = depth_.at(event.node.id);
        for (const auto& named : reply_of(teller)) {
            depth_.emplace(named.id, depth + 1);
            lookup_.add(named, event.node);
        }
        lookup_.answered(event.node, Bytes(1));
        note(teller, depth);
    }

    std::vector<NodeInfo> reply_of(const Member& teller) const {
        if (teller.kind == Kind::honest) {
            return question_.population.closest(teller, question_.target, dht::k);
        }
        std::vector<NodeInfo> out;
        for (const auto& one : liars_) out.push_back(one.info());
        return out;
    }

    void note(const Member& teller, unsigned depth) {
        if (teller.kind != Kind::honest) return;
        if (!report_.peer_at && question_.holders.contains(teller.number)) report_.peer_at = now_;
        if (std::ranges::find(nearest_, teller.id, &Member::id) == nearest_.end()) return;
        ++report_.of_nearest;
        if (report_.first) return;
        report_.first = now_;
        report_.hops = depth;
    }

    const Question& question_;
    Draw& draw_;
    dht::DisjointLookup lookup_;
    std::vector<Member> nearest_;  // honest and alive
    std::vector<Member> liars_;    // what each colluder names
    std::map<NodeId, unsigned> depth_;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
    std::uint64_t order_ = 0;
    Duration now_{};
    WalkReport report_;
};

}  // namespace

WalkReport walk(const Question& question, Draw& draw) {
    return Walk{question, draw}.run();
}

}  // namespace shoal::dht_sim
