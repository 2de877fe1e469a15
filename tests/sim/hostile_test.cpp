// A machine that fetches, one that has the content, and some that lie: whatever they do, every byte arrives.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "core/magnet.h"
#include "tests/sim/cluster.h"

namespace shoal::sim {
namespace {

constexpr std::uint64_t content_bytes = 2'000'000;
constexpr Duration patience = 10min;     // virtual; a hang, not a target
constexpr Duration alone_with_it = 20s;  // the liars are all there is
constexpr Duration aftermath = 10s;      // lies that are told when all is done

/// How a test differs from the others.
struct Scene {
    std::vector<Fault> kinds;  ///< one liar each
    std::uint64_t seed = 1;
    /// The honest seeder is away at first, so that nobody else can be asked.
    bool is_alone_at_first = true;
    /// The victim does not find the seeder on the DHT: a person named it.
    bool is_named = false;
};

std::ostream& operator<<(std::ostream& out, const Scene& scene) {
    for (const auto kind : scene.kinds) out << name_of(kind) << " ";
    return out << "seed " << scene.seed << (scene.is_alone_at_first ? " alone" : "");
}

std::vector<Fault> all_kinds() {
    std::vector<Fault> out;
    for (auto kind = std::to_underlying(Fault::wrong_data); kind <= std::to_underlying(Fault::stranger); ++kind) {
        out.push_back(static_cast<Fault>(kind));
    }
    return out;
}

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

Content sample(std::uint64_t seed) {
    Draw draw = Draw{seed}.split("content");
    Content out{.name = "folder", .files = {}, .link = {}, .manifest = {}};
    out.files["large.bin"] = drawn_bytes(draw, content_bytes);
    out.files["deep/two chunks"] = drawn_bytes(draw, 2 * crypto::chunk_size);
    out.files["deep/small"] = drawn_bytes(draw, 1000);
    out.files["empty"] = {};
    return out;
}

class Theatre : private Cluster::Watcher {
public:
    explicit Theatre(const Scene& scene) : scene_{scene}, cluster_{scene.seed, false} {
        cluster_.watch(this);
        auto& bootstrap = cluster_.add();
        seeder_ = &cluster_.add(slow_uplink());
        victim_ = &cluster_.add(scene.is_named ? naming(seeder_->machine->endpoint()) : MachineOptions{});
        for (auto* site : {&bootstrap, seeder_, victim_}) cluster_.switch_on(*site);
        content_ = &cluster_.content(sample(scene.seed));
        cluster_.share(*seeder_, *content_);
        EXPECT_TRUE(cluster_.run_until(patience, [&] { return content_->is_shared(); }));
        cluster_.run_for(5s);  // it announces itself
        for (const auto kind : scene.kinds) liars_.push_back(&cluster_.add_hostile(kind, *content_));
        if (scene.is_alone_at_first) cluster_.crash(*seeder_, Death::process, alone_with_it);
        cluster_.get(*victim_, *content_);
        begun_ = cluster_.clock().now();
    }
    ~Theatre() override { cluster_.watch(nullptr); }

    /// To the end, and a little longer.
    void play() {
        EXPECT_TRUE(cluster_.run_until(patience, [&] { return cluster_.all_done(); })) << "it never finished";
        took_ = cluster_.clock().now() - begun_;
        cluster_.run_for(aftermath);
    }

    void expect_a_good_end() {
        for (const auto& [path, bytes] : content_->files) {
            const auto place = content_->place(victim_->machine->path("down"), path);
            EXPECT_TRUE(victim_->machine->disk().read_whole(place) == bytes) << path;
        }
        for (std::size_t i = 0; i < liars_.size(); ++i) {
            EXPECT_GT(liars_[i]->actor->strikes(), 0U) << name_of(scene_.kinds[i]);
        }
        for (const auto& address : bans_) {
            const auto* owner = cluster_.owner_of(address);
            ASSERT_NE(owner, nullptr) << address.str();
            EXPECT_TRUE(owner->is_hostile()) << (*owner)->name() << " was banned";
        }
    }

    [[nodiscard]] Hostile& liar() { return *liars_.front()->actor; }
    [[nodiscard]] std::size_t bans() const { return bans_.size(); }
    [[nodiscard]] Duration took() const { return took_; }
    [[nodiscard]] std::uint64_t trace() { return cluster_.universe().trace.hash(); }
    [[nodiscard]] std::uint64_t count(Fault kind) { return cluster_.faults().count(kind); }

private:
    void saw(Site&, const Event& event) override {
        if (const auto* ban = std::get_if<PeerBanned>(&event)) {
            bans_.push_back(Endpoint::parse(ban->endpoint).value().address);
        }
    }
    void started(Site&) override {}

    Scene scene_;
    Cluster cluster_;
    Site* seeder_ = nullptr;
    Site* victim_ = nullptr;
    Content* content_ = nullptr;
    std::vector<Site*> liars_;
    std::vector<IpAddress> bans_;
    Instant begun_;
    Duration took_{};
};

// --- each kind alone -------------------------------------------------------------------------------------------------

class HostileTest : public testing::TestWithParam<Scene> {};

TEST_P(HostileTest, EveryByteArrivesAndNobodyHonestIsBanned) {
    Theatre theatre{GetParam()};
    theatre.play();
    theatre.expect_a_good_end();
    EXPECT_EQ(theatre.liar().strikes(), theatre.count(GetParam().kinds.front()));
}

std::vector<Scene> scenes() {
    std::vector<Scene> out;
    for (const auto kind : all_kinds()) {
        for (std::uint64_t seed = 1; seed <= 2; ++seed) {
            out.push_back({.kinds = {kind}, .seed = seed, .is_alone_at_first = seed % 2 == 1});
        }
    }
    return out;
}

std::string title(const testing::TestParamInfo<Scene>& scene) {
    return fmt::format("{}_{}", name_of(scene.param.kinds.front()), scene.param.seed);
}

INSTANTIATE_TEST_SUITE_P(Kinds, HostileTest, testing::ValuesIn(scenes()), title);

// --- what is particular to some --------------------------------------------------------------------------------------

TEST(Hostile, WhoseLieIsProvenIsBanned) {
    // Of all but the first only some lies are in bytes that a hash speaks against.
    for (const auto& [kind, seeds] :
         {std::pair{Fault::wrong_data, 1U}, {Fault::wrong_hashes, 6U}, {Fault::wrong_manifest, 6U}}) {
        std::size_t bans = 0;
        for (std::uint64_t seed = 1; seed <= seeds && bans == 0; ++seed) {
            Theatre theatre{{.kinds = {kind}, .seed = seed}};
            theatre.play();
            bans = theatre.bans();
        }
        EXPECT_EQ(bans, 1U) << name_of(kind);
    }
}

TEST(Hostile, WhoComesBackUnderANewKeyIsBannedAgainAndThenByItsAddress) {
    Theatre theatre{{.kinds = {Fault::new_identities}, .seed = 1}};
    theatre.play();
    theatre.expect_a_good_end();
    // Two keys, then the address; a link that was on its way then may be judged as well.
    EXPECT_GE(theatre.bans(), 3U);
    EXPECT_LE(theatre.bans(), 4U);
}

TEST(Hostile, APeerThatAPersonNamedIsReachedThoughPoisonNeverEnds) {
    Theatre theatre{{.kinds = std::vector<Fault>(4, Fault::peer_poison), .seed = 2, .is_named = true}};
    theatre.play();
    theatre.expect_a_good_end();
    EXPECT_LT(theatre.took(), 60s);
}

TEST(Hostile, SilentOnesThatFollowEachOtherDoNotHoldUpTheEnd) {
    Theatre theatre{{.kinds = {Fault::silent_peer, Fault::silent_peer, Fault::wrong_hashes, Fault::wrong_manifest},
                     .seed = 115,
                     .is_named = true}};
    theatre.play();
    theatre.expect_a_good_end();
    EXPECT_LT(theatre.took(), 60s);
}

TEST(Hostile, AllKindsTogetherDoNotStopADownload) {
    for (const bool is_alone : {true, false}) {
        Theatre theatre{{.kinds = all_kinds(), .seed = 5, .is_alone_at_first = is_alone}};
        theatre.play();
        theatre.expect_a_good_end();
    }
}

TEST(Hostile, EqualSeedsGiveEqualRuns) {
    const auto run = [](std::uint64_t seed) {
        Theatre theatre{{.kinds = all_kinds(), .seed = seed}};
        theatre.play();
        return theatre.trace();
    };
    const auto first = run(7);
    EXPECT_EQ(run(7), first);
    EXPECT_NE(run(8), first);
}

// --- strangers -------------------------------------------------------------------------------------------------------

/// What a stranger complains of that met this engine for a minute. `link`: what the engine resolves meanwhile.
std::vector<std::string> complaints(const std::optional<ContentId>& id) {
    Cluster cluster{3, false};
    auto& host = cluster.add();
    cluster.switch_on(host);
    if (id) {
        Magnet link;
        link.id = *id;
        host->engine().ask(ResolveLink{.link = link.str(), .timeout_ms = 0}, [](auto) {});
    }
    auto& site = cluster.add();
    std::vector<std::string> out;
    HostileOptions options{.listen = {IpAddress{}, engine_port}, .victims = {host->endpoint()}};
    options.on_violation = [&](const std::string& what) { out.push_back(what); };
    site.actor =
        make_hostile(Fault::stranger, site->world(), site->log(), options, Draw{3}.split("stranger"), cluster.faults());
    cluster.run_for(60s);
    EXPECT_GT(site.actor->strikes(), 60U);
    return out;
}

TEST(Hostile, AStrangerLearnsNothing) {
    EXPECT_EQ(complaints(std::nullopt), std::vector<std::string>{});
    ContentId secret;
    secret.bytes.fill(Byte{42});
    EXPECT_EQ(complaints(secret), std::vector<std::string>{});
}

TEST(Hostile, AStrangerNoticesWhenAGuessIsRight) {
    EXPECT_FALSE(complaints(ContentId{}).empty());  // it guesses the id of zeros
}

}  // namespace
}  // namespace shoal::sim
