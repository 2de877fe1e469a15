#include "tests/dht_sim/churn.h"

#include <algorithm>
#include <cstdio>

#include "tests/dht/virtual_network.h"
#include "tests/dht_sim/experiment.h"

namespace shoal::dht_sim {

namespace {

using dht::Care;
using dht::SearchId;

constexpr Duration step = 1s;  // nodes die, and searches are looked at, so often
constexpr Duration all_come_within = 5min;
constexpr std::uint16_t udp_port = 6881;
constexpr std::uint16_t tcp_port = 7000;

struct Counts {
    std::size_t deaths = 0;
    std::size_t announcements = 0;
    std::size_t stored = 0;
    std::size_t lookups = 0;
    std::size_t found_plain = 0;
    std::size_t found = 0;
    std::size_t queries = 0;  // of plain searches
    std::vector<Duration> took{};
    std::size_t contacts = 0;  // in all tables at the end
    std::size_t dead_contacts = 0;
    std::size_t good_contacts = 0;  // those that are handed out
    std::size_t dead_good_contacts = 0;
};

class Crowd {
public:
    explicit Crowd(const ChurnScene& scene) : scene_{scene}, draw_{mixed(scene.seed + 77)}, network_{scene.seed} {
        network_.path = [this]() -> std::optional<Duration> {
            const bool is_lost = draw_.chance(scene_.loss_permille);
            const Duration there = draw_.round_trip() / 2;
            return is_lost ? std::nullopt : std::optional{there};
        };
    }

    Counts run() {
        meeting_point_ = new_place();
        network_.add(meeting_point_, {});
        const auto steps = (scene_.warm_up + scene_.watched) / step;
        const auto coming = all_come_within / step;
        std::size_t begun = 0;
        for (std::int64_t i = 0; i < steps; ++i) {
            const auto due =
                scene_.nodes * static_cast<std::size_t>(std::min(i + 1, coming)) / static_cast<std::size_t>(coming);
            bury();
            while (living_.size() < due) bear();
            announce();
            const auto watched = i - scene_.warm_up / step;
            const auto all = scene_.watched / step;
            const auto wanted =
                watched < 0 ? 0
                            : scene_.lookups * static_cast<std::size_t>(watched + 1) / static_cast<std::size_t>(all);
            while (begun < wanted && look_up()) ++begun;
            network_.run_for(step);
            collect();
        }
        network_.run_for(1min);
        collect();
        inspect_tables();
        return std::move(counts_);
    }

private:
    struct Living {
        Endpoint where;
        InfoHash key;
        Instant next_announcement;
        SearchId announcement = 0;  // running
        bool is_announced = false;  // at least one announcement has ended
    };
    struct Running {
        Endpoint searcher;
        Endpoint peer;
        InfoHash key;
        SearchId search = 0;
        Care care = Care::plain;
    };

    Endpoint new_place() {
        for (;;) {
            const std::uint64_t bits = draw_.next();
            const auto octet = [&](unsigned shift) { return static_cast<std::uint8_t>((bits >> shift) & 0xffU); };
            const Endpoint out{.address = IpAddress::v4(octet(0), octet(8), octet(16), octet(24)), .port = udp_port};
            if (out.address.is_global() && !network_.nodes.contains(out)) return out;
        }
    }

    /// Memoryless: the same chance each second.
    void bury() {
        const auto one_in = static_cast<std::uint64_t>(scene_.median_session / step) * 1'442'695 / 1'000'000;  // / ln 2
        std::erase_if(living_, [&](const Living& one) {
            if (draw_.below(one_in) != 0) return false;
            network_.kill(one.where);
            ++counts_.deaths;
            return true;
        });
    }

    void bear() {
        const Endpoint where = new_place();
        network_.add(where, {meeting_point_});
        // Its share is there from the start: it is announced at once.
        living_.push_back({.where = where, .key = InfoHash{draw_.id().bytes}, .next_announcement = network_.now});
    }

    void announce() {
        for (auto& one : living_) {
            if (network_.now < one.next_announcement) continue;
            const auto fifth = static_cast<std::uint64_t>(scene_.announced_every / 5ms);
            one.next_announcement = network_.now + scene_.announced_every * 4 / 5 + draw_.below(2 * fifth + 1) * 1ms;
            one.announcement = network_.announce(one.where, one.key, tcp_port);
        }
    }

    /// Some node looks for the peer of another. False: there are no two that have to.
    bool look_up() {
        std::vector<const Living*> announced;
        for (const auto& one : living_) {
            if (one.is_announced) announced.push_back(&one);
        }
        if (announced.size() < 2) return false;
        const Living& peer = *announced[draw_.below(announced.size())];
        const Living* searcher = &peer;
        while (searcher == &peer) searcher = announced[draw_.below(announced.size())];
        const SearchId search = network_.find(searcher->where, peer.key);
        const Endpoint wanted{.address = peer.where.address, .port = tcp_port};
        // A searcher that keeps the announcement itself has nothing to look for.
        if (network_.peers(searcher->where, search).contains(wanted)) return false;
        running_.push_back({.searcher = searcher->where, .peer = wanted, .key = peer.key, .search = search});
        return true;
    }

    void collect() {
        for (auto& one : living_) {
            const auto ended = network_.results.find({one.where, one.announcement});
            if (ended == network_.results.end()) continue;
            ++counts_.announcements;
            counts_.stored += ended->second.stored;
            one.is_announced = one.is_announced || ended->second.stored > 0;
            forget(one.where, one.announcement);
        }
        std::vector<Running> going_on;
        for (auto& one : running_) {
            // Both must be there all the time, or nothing was to be found, or nobody to find it.
            if (!network_.nodes.contains(one.searcher)) continue;
            if (!network_.nodes.contains({.address = one.peer.address, .port = udp_port})) continue;
            if (!network_.results.contains({one.searcher, one.search}) || look_again(one)) going_on.push_back(one);
        }
        running_ = std::move(going_on);
    }

    /// A search has ended: counts it, or begins it again with more care.
    bool look_again(Running& one) {
        const auto result = network_.results.at({one.searcher, one.search});
        const bool is_found = network_.peers(one.searcher, one.search).contains(one.peer);
        forget(one.searcher, one.search);
        if (one.care == Care::plain) {
            ++counts_.lookups;
            counts_.queries += result.queries;
            counts_.took.push_back(result.took);
            if (is_found) ++counts_.found_plain;
        }
        if (is_found) ++counts_.found;
        if (is_found || one.care == Care::besieged) return false;
        one.care = one.care == Care::plain ? Care::suspicious : Care::besieged;
        one.search = network_.find(one.searcher, one.key, one.care);
        return true;
    }

    void forget(const Endpoint& of, SearchId search) {
        network_.results.erase({of, search});
        network_.found.erase({of, search});
    }

    void inspect_tables() {
        for (const auto& [where, node] : network_.nodes) {
            const auto count = [&](bool good_only, std::size_t& all, std::size_t& dead) {
                for (const auto& contact : node->table().closest(node->id(), 1000, network_.now, good_only)) {
                    ++all;
                    dead += network_.nodes.contains(contact.endpoint) ? 0U : 1U;
                }
            };
            count(false, counts_.contacts, counts_.dead_contacts);
            count(true, counts_.good_contacts, counts_.dead_good_contacts);
        }
    }

    ChurnScene scene_;
    Draw draw_;
    dht::testing::VirtualNetwork network_;
    Endpoint meeting_point_;
    std::vector<Living> living_;
    std::vector<Running> running_;
    Counts counts_;
};

}  // namespace

void churn_table(const ChurnScene& scene, Targets& targets) {
    fmt::print("| nodes | sessions, median | lost | hours, nodes that died | announcements, stored | lookups | found, "
               "plain | found, searching again | messages | done ms p50 / p95 | dead in tables, in what is handed out "
               "|\n|---|---|---|---|---|---|---|---|---|---|---|\n");
    Counts counts = Crowd{scene}.run();
    const auto hours = (scene.warm_up + scene.watched) / 1min;
    fmt::print("| {} | exponential, {} min | {:.1f} % | {:.2f}, {} | {}, {:.1f} | {} | {} = {:.3f} % | {} = {:.3f} % | "
               "{:.1f} | {} / {} | {:.1f} %, {:.1f} % |\n",
               scene.nodes, scene.median_session / 1min, static_cast<double>(scene.loss_permille) / 10,
               static_cast<double>(hours) / 60, counts.deaths, counts.announcements,
               static_cast<double>(counts.stored) / static_cast<double>(std::max<std::size_t>(1, counts.announcements)),
               counts.lookups, counts.found_plain, percent(counts.found_plain, counts.lookups), counts.found,
               percent(counts.found, counts.lookups),
               static_cast<double>(counts.queries) / static_cast<double>(std::max<std::size_t>(1, counts.lookups)),
               ms(quantile(counts.took, 50)), ms(quantile(counts.took, 95)),
               percent(counts.dead_contacts, counts.contacts),
               percent(counts.dead_good_contacts, counts.good_contacts));
    std::fflush(stdout);
    // A search that lost one of its ends counts nowhere.
    targets.hold(counts.lookups * 100 >= scene.lookups * 99, "churn: as many lookups as planned");
    targets.hold((counts.lookups - counts.found_plain) * 1000 <= counts.lookups, "churn: found >= 99.9 %, plain");
}

}  // namespace shoal::dht_sim
