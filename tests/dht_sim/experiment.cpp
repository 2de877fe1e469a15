#include "tests/dht_sim/experiment.h"

#include <algorithm>

namespace shoal::dht_sim {

namespace {

using dht::Care;
using dht::SearchKind;

constexpr std::array cares{Care::plain, Care::suspicious, Care::besieged};
constexpr std::size_t shares = 1;           // that each node announces
constexpr std::size_t lookups_before = 40;  // of each node, so that it knows the size of the network

class Stage {
public:
    explicit Stage(const Scene& scene)
        : scene_{scene}, draw_{mixed(scene.seed + 1)}, population_{{.nodes = scene.nodes,
                                                                    .stale_permille = scene.stale_permille,
                                                                    .colluders_permille = scene.colluders_permille,
                                                                    .seed = scene.seed}},
          row_{.name = scene.name, .nodes = scene.nodes, .stale_permille = scene.stale_permille} {}

    Row play() {
        for (std::size_t i = 0; i < lookups_before; ++i) {
            const auto target = draw_.id();
            learn(target, search(asker(), target, SearchKind::find, Care::plain, {}));
        }
        for (std::size_t i = 0; i < scene_.lookups; ++i) on_a_key([&](const auto& key) { look_up(key); });
        for (std::size_t i = 0; i < scene_.announcements; ++i) on_a_key([&](const auto& key) { announce(key); });
        row_.size = size_.nodes();
        return std::move(row_);
    }

private:
    template <class Do>
    void on_a_key(Do act) {
        const auto key = draw_.id();
        if (scene_.crowd > 0) population_.bring_crowd(key, scene_.crowd, draw_);
        act(key);
        if (scene_.crowd > 0) population_.take_crowd_out();
    }

    Member asker() { return population_.draw_honest(draw_); }

    WalkReport search(const Member& asker, const NodeId& target, SearchKind kind, Care care,
                      std::set<std::uint32_t> holders) {
        return walk({.population = population_,
                     .asker = asker,
                     .target = target,
                     .plan = dht::plan_of(kind, care, shares),
                     .size = size_,
                     .holders = std::move(holders)},
                    draw_);
    }

    /// One estimate stands for that of every node: it is of as many lookups. Most of a node's lookups are for places
    /// that nobody could crowd around.
    void learn(const NodeId& target, const WalkReport& report) {
        if (scene_.crowd == 0 || row_.lookups == 0) size_.add(target, report.nearest);
    }

    void look_up(const NodeId& key) {
        const Member who = asker();
        auto report = search(who, key, SearchKind::find, Care::plain, {});
        learn(key, report);
        ++row_.lookups;
        row_.took.push_back(report.took);
        row_.queries.push_back(report.queries);
        row_.of_nearest += report.of_nearest;
        if (report.first) {
            row_.first.push_back(*report.first);
            row_.hops.push_back(*report.hops);
            ++row_.met_plain;
        }
        for (const Care care : {Care::suspicious, Care::besieged}) {
            if (!report.first) report = search(who, key, SearchKind::find, care, {});
        }
        if (report.first) ++row_.met_honest;
    }

    void announce(const NodeId& key) {
        const auto report = search(asker(), key, SearchKind::announce, Care::plain, {});
        std::set<std::uint32_t> holders;
        for (const auto& node : report.stores) {
            const Member& member = population_.find(node.id);
            if (member.kind == Kind::honest) holders.insert(member.number);
        }
        ++row_.announcements;
        row_.announce_queries.push_back(report.queries + report.stores.size());
        row_.announce_took.push_back(report.took);
        row_.stored.push_back(report.stores.size());
        const Member who = asker();
        for (const Care care : cares) {
            if (!search(who, key, SearchKind::find, care, holders).peer_at) continue;
            ++row_.found;
            if (care == Care::plain) ++row_.found_plain;
            return;
        }
    }

    Scene scene_;
    Draw draw_;
    Population population_;
    dht::SizeEstimate size_;
    Row row_;
};

}  // namespace

Row play(const Scene& scene) {
    return Stage{scene}.play();
}

}  // namespace shoal::dht_sim
