#include "tests/dht_sim/idle.h"

#include <algorithm>
#include <cstdio>

#include "tests/dht_sim/counted_memory.h"
#include "tests/dht_sim/experiment.h"
#include "tests/dht_sim/million.h"

namespace shoal::dht_sim {

namespace {

constexpr Duration joining = 1min;  // not counted as idle
constexpr std::size_t max_tries = 20;

/// From the start to the end of the first lookup that is as good as any can be.
struct Joined {
    Duration first_peer{};  // the first lookup that got an answer of the very nearest node
    Duration correct{};     // the first one that got those of all 8 nearest
};

struct Idle {
    std::size_t own = 0;    // B/s of questions that we ask, answers included
    std::size_t total = 0;  // and those that others ask
    std::size_t worst = 0;  // total, in the worst 10 min
    std::size_t contacts = 0;
    std::size_t memory = 0;  // bytes
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
    const auto rate = [](std::size_t bytes, Duration over) { return bytes / static_cast<std::size_t>(over / 1s); };
    Idle out;
    million.take_traffic();
    for (Duration passed{}; passed < watched; passed += span) {
        network.run_for(span);
        const auto traffic = million.take_traffic();
        out.own += traffic.own;
        out.total += traffic.own + traffic.others;
        out.worst = std::max(out.worst, rate(traffic.own + traffic.others, span));
    }
    out.own = rate(out.own, watched);
    out.total = rate(out.total, watched);
    out.contacts = network.nodes.at(where)->table().size();
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
    std::array<std::vector<std::size_t>, 5> idlers;
    for (std::size_t i = 0; i < scene.idlers; ++i) {
        const Idle cost = idle(million, scene.watched, scene.seed + i);
        const std::array values{cost.own, cost.total, cost.worst, cost.contacts, cost.memory};
        for (std::size_t value = 0; value < values.size(); ++value) idlers[value].push_back(values[value]);
    }
    auto& [own, total, worst, contacts, memory] = idlers;
    fmt::print("| nodes | gone of those named | joins | to a lookup that meets the nearest node, ms p50 / p95 | all 8 "
               "nearest, ms p50 / p95 | idle nodes | B/s asked by us | and by others | most | most in 10 min | table | "
               "memory, KiB, most |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    fmt::print("| {} | {} % | {} | {} / {} | {} / {} | {} | {} | {} | {} | {} | {} | {} |\n", scene.nodes,
               scene.stale_permille / 10, correct.size(), ms(quantile(nearest, 50)), ms(quantile(nearest, 95)),
               ms(quantile(correct, 50)), ms(quantile(correct, 95)), scene.idlers, quantile(own, 50),
               quantile(total, 50), quantile(total, 100), quantile(worst, 100), quantile(contacts, 50),
               quantile(memory, 100) / 1024);
    std::fflush(stdout);
    targets.hold(correct.size() == scene.joins, "idle: every node finds its way in");
    targets.hold(quantile(correct, 95) <= 3s, "idle: joined within 3 s");
    targets.hold(quantile(total, 100) <= 250, "idle: <= 250 B/s");
    targets.hold(quantile(contacts, 0) >= 300 || scene.nodes < 1'000'000, "idle: a full table");
    targets.hold(quantile(memory, 100) <= 1024 * 1024, "idle: <= 1 MiB");
}

}  // namespace shoal::dht_sim
