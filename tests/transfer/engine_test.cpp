// What whole engines do with each other.

#include <algorithm>

#include "tests/transfer/engine_room.h"
#include "transfer/exchange.h"

namespace shoal::transfer {
namespace {

TEST_F(EngineTest, AFolderSharedOnOneArrivesOnAnotherThatKnowsItsAddress) {
    const auto folder = make_folder("photos");
    auto& seeder = start("seeder");
    const auto added = ask(seeder, AddShare{.path = folder, .reproducible = false, .comment = {}});
    ASSERT_TRUE(added) << added.error().what;
    EXPECT_EQ(added->files, 3U);
    auto& leecher = start(
        "leecher", {.data_dir = {}, .listen = {}, .bootstrap = {}, .peers = {seeder.engine->listening().front()}});
    download(leecher, added->link, room / "out");
    expect_same_folder(folder, room / "out/photos");
    EXPECT_FALSE(std::filesystem::exists(room / ("out/.shoal-" + added->tag)));
    const auto status = ask(seeder, GetStatus{});
    EXPECT_EQ(status->bytes_sent, 3'000'006U);
    run_until([&] { return leecher.heard<SharesChanged>() >= 1; });
    EXPECT_EQ(leecher.heard<ContentArrives>(), 1U);
    EXPECT_EQ(seeder.heard<ContentArrives>(), 0U);
}

TEST_F(EngineTest, NodesThatKnowOnlyABootstrapAddressFindEachOther) {
    auto& bootstrap = start("bootstrap");
    const std::vector<Endpoint> known{bootstrap.engine->listening().front()};
    const auto folder = make_folder("music");
    auto& seeder = start("seeder", {.data_dir = {}, .listen = {}, .bootstrap = known, .peers = {}});
    const auto added = ask(seeder, AddShare{.path = folder, .reproducible = false, .comment = {}});
    ASSERT_TRUE(added) << added.error().what;
    auto& leecher = start("leecher", {.data_dir = {}, .listen = {}, .bootstrap = known, .peers = {}});
    download(leecher, added->link, room / "out");
    expect_same_folder(folder, room / "out/music");
}

TEST_F(EngineTest, ALinkToSomethingNobodyHasEndsWithNoPeers) {
    auto& lonely = start("lonely");
    Magnet link;
    link.id.bytes.fill(Byte{42});
    const auto found = ask(lonely, ResolveLink{.link = link.str(), .timeout_ms = 50});
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, Errc::no_peers);
}

TEST_F(EngineTest, WhatWasFetchedSurvivesARestartAndIsNotFetchedAgain) {
    const auto folder = make_folder("archive");
    auto& seeder = start("seeder");
    const auto added = ask(seeder, AddShare{.path = folder, .reproducible = false, .comment = {}});
    const std::vector<Endpoint> known{seeder.engine->listening().front()};
    auto& leecher = start("leecher", {.data_dir = {}, .listen = {}, .bootstrap = {}, .peers = known});
    download(leecher, added->link, room / "out");
    stop(leecher);
    auto& again = start("leecher");
    run_until([&] { return again.heard<ShareCompleted>() > 0; });
    const auto list = ask(again, ListShares{});
    ASSERT_EQ(list->shares.size(), 1U);
    EXPECT_EQ(list->shares[0].state, ShareState::seeding);
    EXPECT_EQ(list->shares[0].received, 0U);
}

TEST_F(EngineTest, AFileThatChangedUnderItsSeederIsNamedAndNeverArrivesWrong) {
    const auto folder = make_folder("desk");
    auto& seeder = start("seeder");
    const auto added = ask(seeder, AddShare{.path = folder, .reproducible = false, .comment = {}});
    std::fstream{folder + "/large.bin", std::ios::binary | std::ios::in | std::ios::out}.seekp(1'000'000).put('!');
    auto& leecher = start(
        "leecher", {.data_dir = {}, .listen = {}, .bootstrap = {}, .peers = {seeder.engine->listening().front()}});
    const auto found = ask(leecher, ResolveLink{.link = added->link, .timeout_ms = 15'000});
    ASSERT_TRUE(found);
    ASSERT_TRUE(ask(leecher, StartDownload{.tag = found->tag, .directory = room / "out", .overwrite = false}));
    run_until([&] { return seeder.heard<FileChanged>() > 0; });
    const auto& changed =
        std::ranges::find_if(seeder.events, [](const Event& e) { return std::holds_alternative<FileChanged>(e); });
    EXPECT_EQ(std::get<FileChanged>(*changed).path, "large.bin");
    EXPECT_EQ(leecher.heard<ShareCompleted>(), 0U);
    EXPECT_FALSE(std::filesystem::exists(room / "out/desk/large.bin"));
    EXPECT_EQ(ask(leecher, GetStatus{})->bans, 0U);
}

TEST_F(EngineTest, OpenAsksAreAnsweredWhenTheEngineGoesAway) {
    auto& node = start("node");
    Magnet link;
    link.id.bytes.fill(Byte{42});
    std::optional<Errc> code;
    node.engine->ask(ResolveLink{.link = link.str(), .timeout_ms = 0}, [&](auto r) { code = r.error().code; });
    node.engine.reset();
    EXPECT_EQ(code, Errc::closed);
}

// --- strangers -------------------------------------------------------------------------------------------------------

/// A node that dials an engine and says whatever a test wants.
class Stranger : private Links::Host {
public:
    Stranger(World& world, Log& log, const Endpoint& to) : world_{world}, links_{world, log, *this} {
        EXPECT_EQ(links_.dial(to), Links::Dialled::begun);
    }
    void open(const crypto::Hash128& tag, const crypto::Hash& proof) {
        links_.send(*link, wire::Open{.handle = next_handle, .tag = tag, .proof = proof});
        next_handle += 2;
    }
    [[nodiscard]] const Links::Info& info() const { return *links_.info(*link); }

    std::optional<LinkId> link;
    wire::Handle next_handle = 0;
    std::vector<wire::Bye> byes;
    std::size_t others = 0;
    bool gone = false;

private:
    void link_ready(LinkId id) override { link = id; }
    void link_message(LinkId, wire::Message& message) override {
        if (const auto* bye = std::get_if<wire::Bye>(&message)) {
            byes.push_back(*bye);
        } else {
            ++others;
        }
    }
    void link_drained(LinkId) override {}
    void link_gone(LinkId, const Links::Info&) override { gone = true; }
    void dial_failed(const Endpoint&, bool) override { gone = true; }
    void flush_soon() override {
        if (!flush_)
            flush_ = world_.timers.at(world_.timers.now(), [this] {
                flush_.reset();
                links_.flush();
            });
    }
    void banned(const Endpoint&, const Error&) override {}
    World& world_;
    Links links_;
    std::unique_ptr<Timer> flush_;
};

TEST_F(EngineTest, AStrangerCannotTellAWrongProofFromAnUnknownShare) {
    const auto folder = make_folder("secret");
    auto& seeder = start("seeder");
    const auto added = ask(seeder, AddShare{.path = folder, .reproducible = false, .comment = {}});
    const auto keys = ContentKeys::derive(Magnet::parse(added->link)->id);
    Stranger stranger{uv.world(), log, seeder.engine->listening().front()};
    run_until([&] { return stranger.link.has_value(); });
    const auto right_tag = crypto::mac128(keys.open, {stranger.info().key.view()});
    stranger.open(right_tag, {});
    stranger.open({}, {});
    run_until([&] { return stranger.byes.size() == 2; });
    EXPECT_EQ(stranger.byes[0].reason, stranger.byes[1].reason);
    EXPECT_EQ(stranger.others, 0U);
    const auto status = ask(seeder, GetStatus{});
    EXPECT_EQ(status->opens_refused, 2U);
}

TEST_F(EngineTest, AProofMadeForTheOtherRoleOpensNothing) {
    const auto folder = make_folder("secret");
    auto& seeder = start("seeder");
    const auto added = ask(seeder, AddShare{.path = folder, .reproducible = false, .comment = {}});
    const auto keys = ContentKeys::derive(Magnet::parse(added->link)->id);
    Stranger stranger{uv.world(), log, seeder.engine->listening().front()};
    run_until([&] { return stranger.link.has_value(); });
    const auto tag = crypto::mac128(keys.open, {stranger.info().key.view()});
    const auto proof_as = [&](std::uint8_t role) {
        const std::array<Byte, 1> byte{Byte{role}};
        return crypto::mac256(keys.proof, {stranger.info().handshake_hash, byte});
    };
    stranger.open(tag, proof_as(1));
    run_until([&] { return stranger.byes.size() == 1; });
    EXPECT_EQ(stranger.others, 0U);
    stranger.open(tag, proof_as(0));
    run_until([&] { return stranger.others > 0; });
    EXPECT_EQ(stranger.byes.size(), 1U);
}

TEST_F(EngineTest, WhoKeepsGuessingIsCutOff) {
    auto& node = start("node");
    Stranger stranger{uv.world(), log, node.engine->listening().front()};
    run_until([&] { return stranger.link.has_value(); });
    for (std::size_t i = 0; i <= limits::refused_opens_per_link; ++i) stranger.open({}, {});
    run_until([&] { return stranger.gone; });
    EXPECT_EQ(ask(node, GetStatus{})->records_refused, 1U);
}

TEST_F(EngineTest, MetricsCountWhatWasMovedAndAnswered) {
    auto& anna = start("anna");
    const auto shared = ask(anna, AddShare{.path = make_folder("set"), .reproducible = false, .comment = {}});
    ASSERT_TRUE(shared);
    EngineOptions options;
    options.peers = anna.engine->listening();
    auto& ben = start("ben", options);
    download(ben, shared->link, room / "down");
    const auto at_ben = ask(ben, GetMetrics{});
    const auto at_anna = ask(anna, GetMetrics{});
    ASSERT_TRUE(at_ben && at_anna);
    const auto value = [](const MetricsView& view, std::string_view name, std::string_view labels) {
        for (const auto& family : view.families) {
            for (const auto& one : family.samples) {
                if (family.name + one.suffix == name && one.labels == labels) return one.value;
            }
        }
        ADD_FAILURE() << "no " << name << "{" << labels << "}";
        return std::uint64_t{0};
    };
    EXPECT_EQ(value(*at_ben, "shoal_transfer_bytes_total", R"(direction="down",class="lan")"), shared->bytes);
    EXPECT_EQ(value(*at_anna, "shoal_transfer_bytes_total", R"(direction="up",class="lan")"), shared->bytes);
    EXPECT_EQ(value(*at_anna, "shoal_hash_bytes_total", R"(purpose="share")"), shared->bytes);
    EXPECT_EQ(value(*at_ben, "shoal_hash_bytes_total", R"(purpose="receive")"), shared->bytes);
    EXPECT_GE(value(*at_ben, "shoal_disk_operation_duration_seconds_count", R"(op="write")"), 12U);
    EXPECT_GE(value(*at_anna, "shoal_disk_operation_duration_seconds_count", R"(op="read")"), 12U);
    EXPECT_EQ(value(*at_anna, "shoal_shares", R"(state="seeding")"), 1U);
    EXPECT_GE(value(*at_ben, "shoal_handshakes_total", R"(result="good")"), 1U);
    EXPECT_GT(value(*at_ben, "process_cpu_seconds_total", ""), 0U);
    EXPECT_GT(value(*at_ben, "process_max_fds", ""), 0U);
}

TEST_F(EngineTest, ANodeOnLoopbackIsToldThatNobodyElseReachesIt) {
    auto& anna = start("anna");
    const auto diagnosis = ask(anna, Diagnose{});
    ASSERT_TRUE(diagnosis);
    const auto has = [&](std::string_view code) {
        return std::ranges::find(diagnosis->findings, code, &Finding::code) != diagnosis->findings.end();
    };
    EXPECT_TRUE(has("loopback_only"));
    EXPECT_TRUE(has("no_bootstrap"));
    EXPECT_FALSE(has("no_room"));
}

TEST_F(EngineTest, AFolderIsVerifiedAgainstAShare) {
    auto& anna = start("anna");
    const auto folder = make_folder("set");
    const auto shared = ask(anna, AddShare{.path = folder, .reproducible = false, .comment = {}});
    ASSERT_TRUE(shared);
    auto report = ask(anna, VerifyFolder{.tag = shared->tag, .path = folder});
    ASSERT_TRUE(report);
    EXPECT_EQ(report->files_good, 3U);
    EXPECT_EQ(report->files_bad, 0U);
    std::filesystem::copy(folder, room / "copy", std::filesystem::copy_options::recursive);
    write_file(room / "copy/deep/er/small.txt", "smell\n");
    report = ask(anna, VerifyFolder{.tag = shared->tag, .path = room / "copy"});
    ASSERT_TRUE(report);
    ASSERT_EQ(report->bad.size(), 1U);
    EXPECT_EQ(report->bad[0].path, "deep/er/small.txt");
    EXPECT_EQ(ask(anna, VerifyFolder{.tag = "abcdefgh", .path = folder}).error().code, Errc::not_found);
}

}  // namespace
}  // namespace shoal::transfer
