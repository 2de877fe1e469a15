#include "tests/sim/run.h"

#include <algorithm>
#include <fmt/format.h>

#include "tests/sim/chaos.h"
#include "tests/sim/referee.h"

namespace shoal::sim {
namespace {

constexpr Duration inspect_every = 7s;
constexpr std::uint64_t restless = 500;  // events per machine and second: many times what any work here needs
constexpr Duration settle_for = 15s;     // after the last one is done: probes, rechecks, answers under way

/// The parts of a run, in the order in which they come about.
class Run {
public:
    Run(const RunOptions& options)
        : cluster_{options.seed, options.is_shown}, referee_{cluster_}, draw_{cluster_.universe().draw.split("run")},
          profile_{draw_profile(options.profile, draw_.split("profile"), cluster_.faults()).value()} {
        if (options.nodes > 0) profile_.nodes = options.nodes;
    }

    Verdict go() {
        populate();
        const bool is_shared = cluster_.run_until(profile_.liveness, [&] { return is_everything_shared(); });
        if (is_shared) add_liars();
        Chaos chaos{cluster_, draw_.split("chaos"), profile_.chaos, profile_.chaos_every};
        chaos.begin();
        inspect_for(profile_.safety, false);
        chaos.end();
        cluster_.faults().calm();
        inspect_for(profile_.liveness, true);
        if (profile_.syncs_are_lies) cut_all_power();
        inspect_for(std::max(settle_for, profile_.least - (cluster_.clock().now() - beginning)), false);
        referee_.inspect_end();
        check_rest();
        cluster_.ask_why();
        cluster_.run_for(1s);
        return verdict();
    }

private:
    void populate() {
        for (std::size_t i = 0; i < profile_.nodes; ++i) {
            auto& site = cluster_.add(drawn_machine(i));
            referee_.plant_bystanders(site);
            if (profile_.syncs_are_lies) site->disk().lie_about_syncs();
        }
        for (std::size_t c = 0; c < profile_.contents; ++c) {
            auto& content = cluster_.content(
                drawn_content(draw_.split("content", c), fmt::format("content {}", c), profile_.bytes));
            const auto origin = c % profile_.nodes;
            cluster_.share(cluster_.site(origin), content);
            for (std::size_t i = 0; i < profile_.nodes; ++i) {
                if (i != origin) want_later(cluster_.site(i), content);
            }
        }
        for (auto& site : cluster_.sites()) {
            cluster_.clock().after(draw_.between(0ms, 2s), [this, &site] { cluster_.switch_on(site); });
        }
    }

    MachineOptions drawn_machine(std::size_t number) {
        MachineOptions out;
        out.host.up = draw_.between(profile_.up / 4 + 1, profile_.up * 2);
        out.host.down = out.host.up * draw_.between(1, 8);
        out.host.latency = draw_.between(1ms, 80ms);
        out.cores = static_cast<unsigned>(draw_.between(1, 4));
        // Whoever shares can be reached; of the others some cannot.
        if (number >= profile_.contents && number > 0 && draw_.below(5) == 0)
            out.host.nat = draw_.below(2) == 0 ? Nat::restricted : Nat::symmetric;
        return out;
    }

    void want_later(Site& site, Content& content) {
        ++wishes_to_come_;
        const auto when = draw_.between(0s, draw_.below(3) == 0 ? 60s : 5s);
        cluster_.clock().after(when, [this, &site, &content] {
            --wishes_to_come_;
            cluster_.get(site, content);
        });
    }

    [[nodiscard]] bool is_everything_shared() {
        return std::ranges::all_of(cluster_.sites(), [](const Site& site) {
            return std::ranges::all_of(site.wishes, [](const Wish& w) { return !w.is_share || w.is_acknowledged; });
        });
    }

    void add_liars() {
        for (const auto fault : profile_.hostile) {
            const auto& wishes = cluster_.site(0).wishes;
            cluster_.add_hostile(fault, *wishes.front().content);
        }
    }

    void inspect_for(Duration span, bool until_done) {
        const auto end = cluster_.clock().now() + span;
        while (cluster_.clock().now() < end) {
            const auto step = std::min(inspect_every, end - cluster_.clock().now());
            if (until_done) {
                if (cluster_.run_until(step, [&] { return is_over(); })) return;
            } else {
                cluster_.run_for(step);
            }
            referee_.inspect();
        }
    }

    [[nodiscard]] bool is_over() const { return wishes_to_come_ == 0 && cluster_.all_done(); }

    /// Whoever wakes up without end has a deadline that it does not meet.
    void check_rest() {
        const auto seconds = static_cast<std::uint64_t>((cluster_.clock().now() - beginning) / 1s);
        const auto most = restless * cluster_.sites().size() * std::max<std::uint64_t>(seconds, 1);
        const auto events = cluster_.clock().events();
        if (events > most) referee_.blame(fmt::format("{} events in {} s: somebody never rests", events, seconds));
    }

    void cut_all_power() {
        for (auto& site : cluster_.sites()) cluster_.crash(site, Death::power, 1s);
    }

    Verdict verdict() {
        auto& universe = cluster_.universe();
        Verdict out;
        out.trace = universe.trace.hash();
        out.nodes = cluster_.sites().size();
        out.lasted = universe.clock.now() - beginning;
        out.events = universe.clock.events();
        out.comparisons = referee_.comparisons();
        for (std::size_t i = 0; i < fault_kinds; ++i) out.faults[i] = universe.faults.count(static_cast<Fault>(i));
        out.violations = referee_.violations();
        out.unfinished = cluster_.unfinished();
        return out;
    }

    Cluster cluster_;
    Referee referee_;
    Draw draw_;
    Profile profile_;
    std::size_t wishes_to_come_ = 0;
};

}  // namespace

Verdict run_seed(const RunOptions& options) {
    auto verdict = Run{options}.go();
    verdict.seed = options.seed;
    return verdict;
}

}  // namespace shoal::sim
