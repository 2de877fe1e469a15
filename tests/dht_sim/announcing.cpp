#include "tests/dht_sim/announcing.h"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <numeric>

#include "tests/dht_sim/experiment.h"
#include "tests/dht_sim/million.h"

namespace shoal::dht_sim {

namespace {

constexpr Duration step = 1s;
constexpr Duration window = 10min;  // over which no traffic may be too much
constexpr std::uint16_t port = 4000;

Duration cpu_time() {
    timespec now{};
    SHOAL_REQUIRE(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) == 0);
    return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

/// The shares of one node, each announced again 15 minutes +-20 % after it was due, as the engine does.
class Announcer {
public:
    Announcer(const AnnouncingScene& scene, Million& million)
        : million_{million}, network_{scene.seed}, where_{million.free_place()}, shares_(scene.shares) {
        million.serve(network_);
        network_.around = [this](bool begins) { begins ? began_ = cpu_time() : busy_ += cpu_time() - began_; };
        network_.add(where_, {million.contact(network_.now)});
        network_.run_for(1min);
        busy_ = {};
        start_ = network_.now;
        million.take_traffic();
        for (auto& share : shares_) share = {.key = InfoHash{million.draw().id().bytes}, .due = start_, .told = start_};
    }

    void run_for(Duration span) {
        for (const Instant end = network_.now + span; network_.now < end; network_.run_for(step)) {
            collect();
            for (std::size_t i = 0; i < shares_.size(); ++i) {
                if (shares_[i].is_asked || shares_[i].due > network_.now) continue;
                shares_[i].is_asked = true;
                shares_[i].asked = network_.now;
                searches_[network_.announce(where_, shares_[i].key, port)] = i;
            }
        }
        traffic_.push_back(million_.take_traffic().own / static_cast<std::size_t>(span / 1s));
    }

    [[nodiscard]] const std::vector<std::size_t>& traffic() const { return traffic_; }
    [[nodiscard]] double cores() const {
        return std::chrono::duration<double>(busy_) / std::chrono::duration<double>(network_.now - start_);
    }
    /// From the start until others had heard of each share once; nothing if they have not.
    [[nodiscard]] std::optional<Duration> first_round() const { return first_round_; }
    /// From then on, the longest that they went without hearing of a share again.
    [[nodiscard]] Duration longest_gap() const {
        Duration out = longest_;
        for (const auto& share : shares_) out = std::max(out, gap_of(share));
        return out;
    }
    [[nodiscard]] std::size_t ended() const { return ended_; }
    [[nodiscard]] double queries() const { return mean(queries_); }
    [[nodiscard]] double stored() const { return mean(stored_); }

private:
    struct Share {
        InfoHash key;
        Instant due;
        Instant told;
        Instant asked{};
        bool is_asked = false;
        bool is_told = false;
    };

    [[nodiscard]] Duration gap_of(const Share& share) const {
        const bool counts = first_round_ && share.told >= start_ + *first_round_;
        return counts ? network_.now - share.told : Duration{};
    }

    void collect() {
        for (const auto& [search, result] : std::exchange(network_.results, {})) {
            const auto at = searches_.find(search.second);
            if (at == searches_.end()) continue;
            Share& share = shares_[at->second];
            searches_.erase(at);
            share.is_asked = false;
            const auto percent = static_cast<std::int64_t>(80 + million_.draw().below(41));
            share.due = std::max(network_.now, share.asked + 15min * percent / 100);
            longest_ = std::max(longest_, gap_of(share));
            if (!std::exchange(share.is_told, true) && --untold_ == 0) first_round_ = network_.now - start_;
            share.told = network_.now;
            ++ended_;
            queries_ += result.queries;
            stored_ += result.stored;
        }
        network_.found.clear();
    }
    [[nodiscard]] double mean(std::size_t sum) const {
        return static_cast<double>(sum) / static_cast<double>(std::max<std::size_t>(ended_, 1));
    }

    Million& million_;
    dht::testing::VirtualNetwork network_;
    Endpoint where_;
    std::vector<Share> shares_;
    std::map<dht::SearchId, std::size_t> searches_;
    Instant start_;
    Duration began_{};
    Duration busy_{};
    std::size_t untold_ = shares_.size();
    std::optional<Duration> first_round_;
    Duration longest_{};
    std::size_t ended_ = 0;
    std::size_t queries_ = 0;
    std::size_t stored_ = 0;
    std::vector<std::size_t> traffic_;
};

}  // namespace

void announcing_table(const AnnouncingScene& scene, Targets& targets) {
    Million million{scene.nodes, scene.stale_permille, scene.seed};
    Announcer announcer{scene, million};
    for (Duration passed{}; passed < scene.watched; passed += window) announcer.run_for(window);
    auto traffic = announcer.traffic();
    const auto minutes = [](Duration span) { return std::chrono::duration_cast<std::chrono::minutes>(span).count(); };
    const auto first_round = announcer.first_round().value_or(scene.watched);
    const auto gap = minutes(announcer.longest_gap());
    const auto sum = std::accumulate(traffic.begin(), traffic.end(), std::size_t{0});
    fmt::print(
        "| shares | nodes | announcements | messages, stored | B/s, mean | most in 10 min | all told once, min | "
        "longest between two, min | of a core |\n|---|---|---|---|---|---|---|---|---|\n");
    fmt::print("| {} | {} | {} | {:.1f}, {:.1f} | {} | {} | {} | {} | {:.2f} % |\n", scene.shares, scene.nodes,
               announcer.ended(), announcer.queries(), announcer.stored(), sum / traffic.size(), quantile(traffic, 100),
               minutes(first_round), gap, 100 * announcer.cores());
    std::fflush(stdout);
    targets.hold(quantile(traffic, 100) <= 40'000, "announcing: <= 40 kB/s in each 10 min");
    targets.hold(announcer.first_round().has_value(), "announcing: everything was announced");
    targets.hold(gap <= 45, "announcing: each share again before others forget it");
    targets.hold(announcer.stored() >= 7, "announcing: with 7 nodes at least");
    targets.hold(announcer.cores() <= 0.02, "announcing: <= 2 % of a core");
}

}  // namespace shoal::dht_sim
