#include "tests/dht_sim/abuse.h"

#include <algorithm>
#include <cstdio>

#include "tests/dht/flood.h"
#include "tests/dht/mutants.h"
#include "tests/dht/reflection.h"
#include "tests/dht_sim/counted_memory.h"

namespace shoal::dht_sim {

namespace {

using dht::testing::Flood;
using dht::testing::Reflector;
using dht::testing::Shot;

void reflection_row(Family family, Targets& targets) {
    Reflector reflector{family};
    Shot most;
    Shot exempt;
    std::size_t with_ping = 0;  // thousandths
    const auto shots = reflector.shoot_all();
    for (const auto& shot : shots) {
        Shot& best = shot.is_exempt ? exempt : most;
        if (best.query == 0 || shot.ratio() > best.ratio()) best = shot;
        if (!shot.is_exempt) with_ping = std::max(with_ping, (shot.reply + shot.ping) * 1000 / shot.query);
    }
    constexpr Duration span = 60s;
    const auto bytes = reflector.exempt_to_one(span);
    const char* name = family == Family::v4 ? "IPv4" : "IPv6";
    fmt::print("| {} | {} | {:.2f} ({} to {}, {}) | {:.2f} | {:.1f} ({} to {}, {}) | {} |\n", name, shots.size(),
               most.ratio(), most.reply, most.query, most.name, static_cast<double>(with_ping) / 1000, exempt.ratio(),
               exempt.reply, exempt.query, exempt.name, bytes / static_cast<std::size_t>(span / 1s));
    targets.hold(most.reply <= dht::max_amplification * most.query, fmt::format("{}: replies <= 3.0 x", name));
    // 1 kB/s of datagrams, their headers, and the burst at the beginning.
    targets.hold(bytes <= 60 * 1100 + 4 * dht::max_large_reply, fmt::format("{}: items within their budget", name));
}

void flood_row(std::size_t addresses, Targets& targets) {
    Flood flood;
    const std::size_t before = counted_memory();
    const auto report = flood.run(addresses, 60s);
    const auto grown = (counted_memory() - before) / 1024;
    fmt::print("| {}/s from {} address{} | {} | {} of {} = {:.1f} % | {} of {} = {:.1f} % | {} | {} | {} |\n",
               Flood::per_second, addresses, addresses == 1 ? "" : "es, forged", report.flood_answered,
               report.honest_answered, report.honest, percent(report.honest_answered, report.honest),
               report.new_honest_answered, report.new_honest, percent(report.new_honest_answered, report.new_honest),
               report.most_sources, report.most_transactions, grown);
    targets.hold(report.honest_answered * 100 >= report.honest * 99, "flood: a proven node is answered >= 99 %");
    const bool is_forged = addresses > 1;  // then any stranger may be one
    targets.hold(is_forged || report.new_honest_answered * 100 >= report.new_honest * 99,
                 "flood: a stranger is answered >= 99 %");
    targets.hold(grown <= 1024, "flood: memory grows by <= 1 MiB");
}

}  // namespace

void abuse_tables(Targets& targets) {
    fmt::print("\n| | queries of strangers, all forms | largest reply : query | and the ping that verifies | exempt: "
               "item or filters | of them to one address in 60 s, B/s |\n|---|---|---|---|---|---|\n");
    for (const Family family : {Family::v4, Family::v6}) reflection_row(family, targets);
    fmt::print("\n| flood for 60 s | datagrams in return | a proven node answered | a stranger answered | sources "
               "remembered | questions open | memory grown, KiB |\n|---|---|---|---|---|---|---|\n");
    for (const std::size_t addresses : {std::size_t{1}, Flood::forged_addresses}) flood_row(addresses, targets);
    std::fflush(stdout);
}

void mutants_table(std::size_t packets, std::uint64_t seed, Targets& targets) {
    dht::testing::Mutants mutants{seed};
    (void)mutants.run(packets / 100);  // what it may hold it holds then
    const std::size_t before = counted_memory();
    const auto report = mutants.run(packets);
    const auto now = counted_memory();
    const auto grown = now > before ? (now - before) / 1024 : 0;
    fmt::print("| packets | of them queries | replies | errors | changed answers to us | contacts, most | questions "
               "open | sources | stored | memory grown, KiB | against the oracle |\n"
               "|---|---|---|---|---|---|---|---|---|---|---|\n| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} "
               "|\n",
               report.packets, report.queries, report.replies, report.errors, report.answers_to_us,
               report.most_contacts, report.most_transactions, report.most_sources, report.most_stored, grown,
               report.wrong.empty() ? "none" : report.wrong);
    std::fflush(stdout);
    targets.hold(report.wrong.empty(), "mutants: what the oracle says, and no growth");
    targets.hold(grown <= 1024, "mutants: memory grows by <= 1 MiB");
}

}  // namespace shoal::dht_sim
