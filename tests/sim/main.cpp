// shoal-sim: runs seeds of the simulated world (docs/simulator.md).

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <numeric>
#include <sodium.h>

#include "core/process_stats.h"
#include "tests/sim/dht_network.h"
#include "tests/sim/jobs.h"

namespace shoal::sim {
namespace {

struct Total {
    std::uint64_t seeds = 0;
    double peer_hours = 0;
    double virtual_seconds = 0;
    std::array<std::uint64_t, fault_kinds> faults{};
    std::uint64_t violations = 0;
    std::uint64_t unfinished = 0;
    std::uint64_t events = 0;
    std::uint64_t comparisons = 0;
};

double seconds(Duration span) {
    return std::chrono::duration<double>(span).count();
}

void tell_failure(const Verdict& verdict, const RunOptions& run) {
    for (const auto* list : {&verdict.violations, &verdict.unfinished}) {
        for (const auto& what : *list) {
            fmt::print("seed={} {}: {}\n", verdict.seed, list == &verdict.violations ? "violation" : "unfinished",
                       what);
        }
    }
    fmt::print("seed={} replay: shoal-sim --seed {} --profile {}{} --trace\n", verdict.seed, verdict.seed, run.profile,
               run.nodes > 0 ? fmt::format(" --nodes {}", run.nodes) : "");
    std::fflush(stdout);
}

void add(Total& total, const Verdict& verdict) {
    ++total.seeds;
    total.virtual_seconds += seconds(verdict.lasted);
    total.peer_hours += seconds(verdict.lasted) * static_cast<double>(verdict.nodes) / 3600;
    for (std::size_t i = 0; i < fault_kinds; ++i) total.faults[i] += verdict.faults[i];
    total.violations += verdict.violations.size();
    total.unfinished += verdict.unfinished.size();
    total.events += verdict.events;
    total.comparisons += verdict.comparisons;
}

void tell(const Total& total, double real_seconds, bool with_table) {
    if (with_table) {
        for (std::size_t i = 0; i < fault_kinds; ++i) {
            fmt::print("{:<20} {:>10}\n", name_of(static_cast<Fault>(i)), total.faults[i]);
        }
        fmt::print("{:<20} {:>10}\n{:<20} {:>10}\n", "events", total.events, "comparisons", total.comparisons);
    }
    const auto kinds = std::ranges::count_if(total.faults, [](auto count) { return count > 0; });
    const auto faults = std::accumulate(total.faults.begin(), total.faults.end(), std::uint64_t{0});
    fmt::print("seeds={} peer_hours={:.1f} faults={} kinds={} violations={} unfinished={} speedup={:.0f}\n",
               total.seeds, total.peer_hours, faults, kinds, total.violations, total.unfinished,
               total.virtual_seconds / std::max(real_seconds, 1e-6));
}

bool parse_range(const std::string& text, std::uint64_t& first, std::uint64_t& last) {
    const auto dots = text.find("..");
    try {
        first = std::stoull(text.substr(0, dots));
        last = dots == std::string::npos ? first : std::stoull(text.substr(dots + 2));
    } catch (const std::exception&) {
        return false;
    }
    return first <= last;
}

int run_seeds(JobsOptions jobs, bool with_table) {
    Total total;
    const auto begin = std::chrono::steady_clock::now();
    run_jobs(jobs, [&](const Verdict& verdict) {
        if (!verdict.is_good()) tell_failure(verdict, jobs.run);
        add(total, verdict);
    });
    const auto real = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (jobs.twice) fmt::print("determinism: {} of {} seeds equal\n", total.seeds - total.violations, total.seeds);
    tell(total, real * (jobs.twice ? 0.5 : 1.0), with_table);
    return total.violations + total.unfinished == 0 ? 0 : 1;
}

double milliseconds_at(const std::vector<Duration>& sorted, std::size_t percent) {
    if (sorted.empty()) return 0;
    return 1000 * seconds(sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)]);
}

int run_dht_nodes(const DhtOptions& options) {
    const auto begin = std::chrono::steady_clock::now();
    const auto verdict = run_dht(options);
    const auto real = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    const auto lookups = static_cast<double>(std::max<std::size_t>(verdict.lookups, 1));
    fmt::print(
        "dht_nodes={} connected={} lookups={} found={:.2f}% first_ms p50={:.0f} p95={:.0f} "
        "done_ms p50={:.0f} p95={:.0f} queries={:.1f} contacts={:.0f} datagrams={} resident_mib={} speedup={:.1f}\n",
        verdict.nodes, verdict.connected, verdict.lookups, 100 * static_cast<double>(verdict.found) / lookups,
        milliseconds_at(verdict.first, 50), milliseconds_at(verdict.first, 95), milliseconds_at(verdict.took, 50),
        milliseconds_at(verdict.took, 95), static_cast<double>(verdict.queries) / lookups,
        static_cast<double>(verdict.contacts) / static_cast<double>(verdict.nodes), verdict.datagrams,
        read_process_stats().resident_bytes >> 20U, seconds(verdict.lasted) / real);
    return verdict.connected == verdict.nodes && verdict.found * 100 >= verdict.lookups * 99 ? 0 : 1;
}

int main_of(int argc, char** argv) {
    CLI::App app{"Runs whole Shoal engines in a simulated world: a run is its seed."};
    JobsOptions jobs{.run = {.seed = 1}, .last = 1};
    std::string range;
    std::uint64_t twice = 0;
    bool with_table = false;
    auto* seeds = app.add_option("--seeds", range, "the seeds A..B, both included");
    app.add_option("--seed", range, "one seed")->excludes(seeds);
    app.add_option("--profile", jobs.run.profile,
                   fmt::format("what goes wrong: {} (mixed)", fmt::join(profile_names(), ", ")));
    app.add_option("--nodes", jobs.run.nodes, "machines with an engine (as the profile says)");
    app.add_option("--jobs", jobs.processes, "processes at once (1)")->check(CLI::Range(1, 64));
    app.add_option("--check-determinism", twice, "run seeds 1..N twice each and compare their traces");
    app.add_flag("--trace", jobs.run.is_shown, "write everything that happens to standard error");
    app.add_flag("--table", with_table, "also how often each kind of fault struck");
    DhtOptions dht{.nodes = 0};
    app.add_option("--dht", dht.nodes, "instead: a DHT of so many nodes, and lookups in it");
    CLI11_PARSE(app, argc, argv);
    if (dht.nodes > 0) return sodium_init() < 0 ? 2 : run_dht_nodes(dht);
    Faults probe{Draw{0}};
    if (!draw_profile(jobs.run.profile, Draw{0}, probe)) {
        fmt::print(stderr, "no profile is called {}; there are {}\n", jobs.run.profile,
                   fmt::join(profile_names(), ", "));
        return 2;
    }
    if (twice > 0) {
        jobs.twice = true;
        jobs.run.seed = 1;
        jobs.last = twice;
    } else if (range.empty() || !parse_range(range, jobs.run.seed, jobs.last)) {
        fmt::print(stderr, "give --seeds A..B or --seed N\n");
        return 2;
    }
    if (sodium_init() < 0) return 2;
    return run_seeds(std::move(jobs), with_table);
}

}  // namespace
}  // namespace shoal::sim

int main(int argc, char** argv) {
    return shoal::sim::main_of(argc, argv);
}
