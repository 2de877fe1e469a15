// A machine that fetches, one that has the content, and one that lies: whatever the liar does, every byte arrives.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "tests/sim/cluster.h"
#include "transfer/limits.h"

namespace shoal::sim {
namespace {

constexpr std::uint64_t content_bytes = 3'000'000;
constexpr Duration patience = 10min;     // virtual; a hang, not a target
constexpr Duration alone_with_it = 20s;  // the liar is all there is
constexpr Duration aftermath = 30s;      // lies that are told when all is done

/// How a test differs from the others.
struct Scene {
    Fault kind = Fault::wrong_data;
    std::uint64_t seed = 1;
    /// The honest seeder is away at first, so that the liar is the only one who can be asked.
    bool is_alone_at_first = true;
    std::size_t liars = 1;
    /// The victim does not find the seeder on the DHT: a person named it.
    bool is_named = false;
};

MachineOptions slow_uplink() {
    MachineOptions out;
    out.host.up = 1'000'000;
    return out;
}

/// Knows one peer, and a DHT node that is not there.
MachineOptions naming(const Endpoint& peer) {
    MachineOptions out;
    out.bootstrap = {{IpAddress::v4(98, 76, 54, 32), engine_port}};
    out.peers = {peer};
    return out;
}

class Theatre : private Cluster::Watcher {
public:
    explicit Theatre(const Scene& scene) : cluster_{scene.seed, false} {
        cluster_.watch(this);
        auto& bootstrap = cluster_.add();
        seeder_ = &cluster_.add(slow_uplink());
        victim_ = &cluster_.add(scene.is_named ? naming(seeder_->machine->endpoint()) : MachineOptions{});
        for (auto* site : {&bootstrap, seeder_, victim_}) cluster_.switch_on(*site);
        Content folder{.name = "folder", .files = {}, .link = {}, .manifest = {}};
        Draw draw = Draw{scene.seed}.split("content");
        folder.files["large.bin"] = drawn_bytes(draw, content_bytes);
        folder.files["deep/two chunks"] = drawn_bytes(draw, 2 * crypto::chunk_size);
        folder.files["deep/small"] = drawn_bytes(draw, 1000);
        folder.files["empty"] = {};
        content_ = &cluster_.content(std::move(folder));
        cluster_.share(*seeder_, *content_);
        EXPECT_TRUE(cluster_.run_until(patience, [&] { return content_->is_shared(); }));
        cluster_.run_for(5s);  // it announces itself
        for (std::size_t i = 0; i < scene.liars; ++i) liars_.push_back(&cluster_.add_hostile(scene.kind, *content_));
        if (scene.is_alone_at_first) cluster_.crash(*seeder_, Death::process, alone_with_it);
        cluster_.get(*victim_, *content_);
    }
    ~Theatre() override { cluster_.watch(nullptr); }

    /// To the end, and a little longer.
    void play() {
        EXPECT_TRUE(cluster_.run_until(patience, [&] { return cluster_.all_done(); })) << "it never finished";
        finished_after_ = cluster_.clock().now() - beginning;
        cluster_.run_for(aftermath);
    }

    [[nodiscard]] bool has_every_byte() {
        return std::ranges::all_of(content_->files, [&](const auto& file) {
            const auto there =
                victim_->machine->disk().read_whole(content_->place(victim_->machine->path("down"), file.first));
            return there == file.second;
        });
    }

    [[nodiscard]] StatusView status(Site& site) {
        std::optional<StatusView> out;
        site->engine().ask(GetStatus{}, [&](Result<StatusView> view) { out = view.value(); });
        EXPECT_TRUE(cluster_.run_until(1s, [&] { return out.has_value(); }));
        return out.value_or(StatusView{});
    }

    [[nodiscard]] std::uint64_t strikes() const {
        std::uint64_t sum = 0;
        for (const auto* liar : liars_) sum += liar->actor->strikes();
        return sum;
    }
    [[nodiscard]] std::size_t bans_of_honest() {
        return static_cast<std::size_t>(std::ranges::count_if(
            bans_, [&](const IpAddress& address) { return !cluster_.owner_of(address)->is_hostile(); }));
    }
    [[nodiscard]] std::size_t bans() const { return bans_.size(); }
    [[nodiscard]] Cluster& cluster() { return cluster_; }
    [[nodiscard]] Site& victim() { return *victim_; }
    [[nodiscard]] Site& seeder() { return *seeder_; }
    [[nodiscard]] Duration finished_after() const { return finished_after_; }

private:
    void saw(Site&, const Event& event) override {
        if (const auto* ban = std::get_if<PeerBanned>(&event)) {
            bans_.push_back(Endpoint::parse(ban->endpoint).value().address);
        }
    }
    void started(Site&) override {}

    Cluster cluster_;
    Site* seeder_ = nullptr;
    Site* victim_ = nullptr;
    std::vector<Site*> liars_;
    Content* content_ = nullptr;
    std::vector<IpAddress> bans_;
    Duration finished_after_{};
};

TEST(Hostile, APeerThatAPersonNamedIsReachedThoughPoisonNeverEnds) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        Theatre theatre{{.kind = Fault::peer_poison, .seed = seed, .liars = 4, .is_named = true}};
        theatre.play();
        EXPECT_TRUE(theatre.has_every_byte());
        fmt::print("named {}: {} strikes, {} bans, after {} ms\n", seed, theatre.strikes(), theatre.bans(),
                   theatre.finished_after() / 1ms);
    }
}

class HostileTest : public testing::TestWithParam<Scene> {};

TEST_P(HostileTest, EveryByteArrivesAndNobodyHonestIsBanned) {
    Theatre theatre{GetParam()};
    theatre.play();
    EXPECT_TRUE(theatre.has_every_byte());
    EXPECT_GT(theatre.strikes(), 0U);
    EXPECT_EQ(theatre.strikes(), theatre.cluster().faults().count(GetParam().kind));
    EXPECT_EQ(theatre.bans_of_honest(), 0U);
    fmt::print("{} {}: {} strikes, {} bans, after {} ms\n", name_of(GetParam().kind), GetParam().seed,
               theatre.strikes(), theatre.bans(), theatre.finished_after() / 1ms);
}

std::vector<Scene> scenes() {
    std::vector<Scene> out;
    for (auto kind = std::to_underlying(Fault::wrong_data); kind <= std::to_underlying(Fault::stranger); ++kind) {
        for (std::uint64_t seed = 1; seed <= 4; ++seed)
            out.push_back({.kind = static_cast<Fault>(kind), .seed = seed, .is_alone_at_first = seed % 2 == 1});
    }
    return out;
}

std::string title(const testing::TestParamInfo<Scene>& scene) {
    return fmt::format("{}_{}", name_of(scene.param.kind), scene.param.seed);
}

INSTANTIATE_TEST_SUITE_P(Kinds, HostileTest, testing::ValuesIn(scenes()), title);

}  // namespace
}  // namespace shoal::sim
