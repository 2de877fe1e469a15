#include "tests/dht_sim/idle.h"

#include <algorithm>
#include <cstdio>

#include "tests/dht_sim/counted_memory.h"
#include "tests/dht_sim/experiment.h"
#include "tests/dht_sim/million.h"

namespace shoal::dht_sim {

namespace {

constexpr std::size_t headers = 28;  // of IPv4 and UDP
constexpr Duration joining = 1min;   // not counted as idle
constexpr std::size_t max_tries = 20;

/// From the start to the end of the first lookup that is as good as any can be.
struct Joined {
    Duration first_peer{};  // the first lookup that got an answer of the very nearest node
    Duration correct{};     // the first one that got those of all 8 nearest
};

struct Idle {
    double own = 0;    // B/s of questions that we ask, answers included
    double total = 0;  // and those that others ask
    double worst = 0;  // total, in the worst 10 min
    std::size_t contacts = 0;
    std::size_t memory = 0;
    std::size_t sources = 0;
};

std::optional<Joined> join(Million& million, std::uint64_t seed) {
    dht::testing::VirtualNetwork network{seed};
    million.serve(network);
    const Endpoint where = million.free_place();
    const Instant start = network.now;
    network.add(where, {million.contact(start)});
    Joined out;
    for (std::size_t i = 0; i < max_tries; ++i) {
        const InfoHash key{million.draw().id().bytes};
        million.watch(key);
        const auto search = network.find(where, key);
        if (!network.run_search(where, search)) return std::nullopt;
        const auto found = million.of_nearest(dht::lookup_breadth, network.now);
        if (out.first_peer == Duration{} && found.is_nearest_met) out.first_peer = network.now - start;
        if (found.met < dht::lookup_breadth) continue;
        out.correct = network.now - start;
        return out;
    }
    return std::nullopt;
}

Idle idle(Million& million, Duration watched, std::uint64_t seed) {
    dht::testing::VirtualNetwork network{seed};
    million.serve(network);
    const Endpoint where = million.free_place();
    network.add(where, {million.contact(network.now)});
    million.return_questions(where);
    network.run_for(joining);
    constexpr Duration span = 10min;
    Idle out;
    million.take_traffic();
    std::size_t own = 0;
    std::size_t total = 0;
    for (Duration passed{}; passed < watched; passed += span) {
        network.run_for(span);
        const auto traffic = million.take_traffic();
        const std::size_t all = traffic.own + traffic.others;
        own += traffic.own;
        total += all;
        out.worst = std::max(out.worst, static_cast<double>(all) / static_cast<double>(span / 1s));
    }
    out.own = static_cast<double>(own) / static_cast<double>(watched / 1s);
    out.total = static_cast<double>(total) / static_cast<double>(watched / 1s);
    const auto& node = *network.nodes.at(where);
    out.contacts = node.table().size();
    out.sources = node.guard().sources();
    const std::size_t before = counted_memory();
    network.kill(where);
    out.memory = before - counted_memory();
    return out;
}

}  // namespace

void idle_table(const IdleScene& scene, Targets& targets) {
    Million million{scene.nodes, scene.stale_permille, scene.seed};
    std::vector<Duration> nearest;
    std::vector<Duration> correct;
    for (std::size_t i = 0; i < scene.joins; ++i) {
        const auto joined = join(million, scene.seed + i);
        if (!joined) continue;
        nearest.push_back(joined->first_peer);
        correct.push_back(joined->correct);
    }
    Idle cost = idle(million, scene.watched, scene.seed);
    fmt::print("| nodes | gone of those named | joins | to a lookup that meets the nearest node, ms p50 / p95 | all 8 "
               "nearest, ms p50 / p95 | idle B/s, asked by us | and by others | worst 10 min | table | memory, KiB "
               "|\n|---|---|---|---|---|---|---|---|---|---|\n");
    fmt::print("| {} | {} % | {} | {} / {} | {} / {} | {:.0f} | {:.0f} | {:.0f} | {} | {} |\n", scene.nodes,
               scene.stale_permille / 10, correct.size(), ms(quantile(nearest, 50)), ms(quantile(nearest, 95)),
               ms(quantile(correct, 50)), ms(quantile(correct, 95)), cost.own, cost.total, cost.worst, cost.contacts,
               cost.memory / 1024);
    std::fflush(stdout);
    targets.hold(correct.size() == scene.joins, "idle: every node finds its way in");
    targets.hold(quantile(nearest, 95) <= 3s, "idle: joined within 3 s");
    targets.hold(cost.total <= 250, "idle: <= 250 B/s");
    targets.hold(cost.contacts >= 100, "idle: a full table");
    targets.hold(cost.memory <= 1024 * 1024, "idle: <= 1 MiB");
}

}  // namespace shoal::dht_sim
