// The control socket's server, and what clients may do to it.

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <vector>

#include "core/descriptor.h"
#include "core/uv_local_address.h"
#include "tests/core/fake_daemon.h"

namespace shoal {
namespace {

using namespace rpc_tests;

Bytes conversation() {
    Bytes all;
    for (const auto& frame : {rpc_hello_frame(), rpc_subscribe_frame(), *rpc_request_frame(1, ListShares{}),
                              *rpc_request_frame(2, StartDownload{.tag = "abc", .directory = "/d"}),
                              *rpc_request_frame(300, ShowShare{.tag = "abc"})}) {
        all.insert(all.end(), frame.begin(), frame.end());
    }
    return all;
}

void expect_end(BytesView frame, Errc code) {
    const auto message = read_rpc_message(frame);
    ASSERT_TRUE(message && std::holds_alternative<RpcError>(*message));
    EXPECT_EQ(std::get<RpcError>(*message).id, 0U);
    EXPECT_EQ(std::get<RpcError>(*message).error.code, code);
}

TEST(RpcServer, AnswersAClientThatSaysEverythingAtOnce) {
    Daemon daemon;
    RawClient client{daemon};
    client.say(conversation());
    ASSERT_TRUE(drive(daemon.world, [&] { return client.frames.size() == 4; }));
    EXPECT_TRUE(std::holds_alternative<RpcHello>(*read_rpc_message(client.frames[0])));
    EXPECT_EQ(std::get<RpcReply>(*read_rpc_message(client.frames[1])).id, 1U);
    EXPECT_EQ(std::get<RpcReply>(*read_rpc_message(client.frames[2])).id, 2U);
    EXPECT_EQ(std::get<RpcError>(*read_rpc_message(client.frames[3])).id, 300U);
}

TEST(RpcServer, AnswersAClientThatSaysItByteByByte) {
    Daemon daemon;
    RawClient client{daemon};
    for (const auto byte : conversation()) {
        const auto turn = ask(daemon.world, *daemon.engine, ListShares{});
        client.say({byte});
    }
    EXPECT_TRUE(drive(daemon.world, [&] { return client.frames.size() == 4; }));
}

TEST(RpcServer, OutlivesEveryCutAndEveryFlippedBitAndKeepsAnsweringOthers) {
    Daemon daemon;
    const auto other = *daemon.connect();
    const auto all = conversation();
    const auto survives = [&](Bytes bytes) {
        RawClient client{daemon};
        client.say(std::move(bytes));
        ASSERT_TRUE(drive(daemon.world, [&] { return client.has_said_all(); }));
        ASSERT_TRUE(ask(daemon.world, *other, ListShares{}));
    };
    for (std::size_t n = 0; n < all.size(); ++n) {
        ASSERT_NO_FATAL_FAILURE(survives({all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n)})) << n;
        for (unsigned bit = 0; bit < 8; ++bit) {
            Bytes flipped = all;
            flipped[n] ^= static_cast<Byte>(1U << bit);
            ASSERT_NO_FATAL_FAILURE(survives(std::move(flipped))) << n << " bit " << bit;
        }
    }
}

TEST(RpcServer, ClosesAtOnceWhenALengthIsTooLarge) {
    Daemon daemon;
    const auto other = *daemon.connect();
    RawClient client{daemon};
    auto bytes = rpc_hello_frame();
    for (const auto byte : {0x40, 0, 0, 0}) bytes.push_back(static_cast<Byte>(byte));  // 1 GiB
    client.say(std::move(bytes));
    ASSERT_TRUE(drive(daemon.world, [&] { return client.closed; }));
    EXPECT_TRUE(ask(daemon.world, *other, ListShares{}));
    ASSERT_EQ(daemon.lines.size(), 1U);
    EXPECT_NE(daemon.lines[0].find("limit"), std::string::npos) << daemon.lines[0];
}

TEST(RpcServer, TakesARequestOfExactlyTheCapAndNoByteMore) {
    Daemon daemon;
    const auto empty = rpc_request_frame(1, AddShare{.path = std::string(70'000, 'p'), .comment = {}})->size();
    const auto room = max_rpc_request + rpc_header_bytes - empty + 70'000;
    RawClient fits{daemon};
    fits.say(rpc_hello_frame());
    fits.say(*rpc_request_frame(1, AddShare{.path = std::string(room, 'p'), .comment = {}}));
    ASSERT_TRUE(drive(daemon.world, [&] { return fits.frames.size() == 2; }));
    RawClient exceeds{daemon};
    exceeds.say(rpc_hello_frame());
    exceeds.say(*rpc_request_frame(1, AddShare{.path = std::string(room + 1, 'p'), .comment = {}}));
    EXPECT_TRUE(drive(daemon.world, [&] { return exceeds.closed; }));
    ASSERT_EQ(exceeds.frames.size(), 2U);
    expect_end(exceeds.frames[1], Errc::limit);
}

TEST(RpcServer, SaysWhyItEndsAClientThatSaysWhatNobodyUnderstands) {
    Daemon daemon;
    RawClient greeted{daemon};
    auto bytes = rpc_hello_frame();
    for (const auto byte : {0, 0, 0, 1, 0xc1}) bytes.push_back(static_cast<Byte>(byte));
    greeted.say(std::move(bytes));
    ASSERT_TRUE(drive(daemon.world, [&] { return greeted.closed; }));
    ASSERT_EQ(greeted.frames.size(), 2U);
    expect_end(greeted.frames[1], Errc::malformed);
    RawClient stranger{daemon};
    const auto* text = "GET / HTTP/1.1\r\n\r\n";
    const auto view = as_bytes(text);
    stranger.say({view.begin(), view.end()});
    ASSERT_TRUE(drive(daemon.world, [&] { return stranger.closed; }));
    ASSERT_EQ(stranger.frames.size(), 1U) << "it has not said hello, and hears why";
    expect_end(stranger.frames[0], Errc::limit);
}

TEST(RpcServer, DoesNotWaitForAClientThatDoesNotReadWhyItIsEnded) {
    Daemon daemon;
    const auto other = *daemon.connect();
    RawClient client{daemon};
    client.stop_reading();
    client.say(rpc_hello_frame());
    client.say({Byte{0}, Byte{0}, Byte{0}, Byte{1}, Byte{0xc1}});
    EXPECT_TRUE(drive(daemon.world, [&] { return !daemon.lines.empty(); }));
    EXPECT_TRUE(ask(daemon.world, *other, ListShares{}));
}

TEST(RpcServer, DropsAClientThatNeverReadsItsEventsAndAnswersTheOthers) {
    Daemon daemon;
    const auto other = *daemon.connect();
    RawClient client{daemon};
    client.stop_reading();
    auto bytes = rpc_hello_frame();
    const auto subscribe = rpc_subscribe_frame();
    bytes.insert(bytes.end(), subscribe.begin(), subscribe.end());
    client.say(std::move(bytes));
    ASSERT_TRUE(drive(daemon.world, [&] { return !daemon.engine->listeners.empty(); }));
    const HashProgress event{.path = std::string(1024 * 1024, 'p')};
    std::size_t told = 0;
    while (daemon.lines.empty() && told < 200) {
        daemon.engine->listeners.tell(event);
        if (++told % 16 == 0) {
            EXPECT_TRUE(ask(daemon.world, *other, ListShares{}));
        }
    }
    EXPECT_GT(told, 64U);
    EXPECT_LT(told, 70U);
    EXPECT_TRUE(ask(daemon.world, *other, ListShares{}));
    client.read_on();
    EXPECT_TRUE(drive(daemon.world, [&] { return client.closed; }));
}

TEST(RpcServer, TakesARequestOfEachClientInTurnHoweverManyOneAsks) {
    Daemon daemon;
    RawClient greedy{daemon};
    RawClient modest{daemon};
    greedy.say(rpc_hello_frame());
    modest.say(rpc_hello_frame());
    ASSERT_TRUE(drive(daemon.world, [&] { return greedy.frames.size() == 1 && modest.frames.size() == 1; }));
    for (std::uint64_t id = 1; id <= 4; ++id) greedy.say(*rpc_request_frame(id, ListShares{}));
    modest.say(*rpc_request_frame(1, GetStatus{}));
    ASSERT_TRUE(drive(daemon.world, [&] { return greedy.frames.size() == 5 && modest.frames.size() == 2; }));
    EXPECT_EQ(daemon.engine->heard, (std::vector<std::string>{"list", "status", "list", "list", "list"}));
}

TEST(RpcServer, ServesWhoAsksRarelyBeforeThoseWhoAlwaysAsk) {
    Daemon daemon;
    RawClient first{daemon};
    RawClient second{daemon};
    RawClient modest{daemon};
    for (auto* client : {&first, &second, &modest}) client->say(rpc_hello_frame());
    modest.say(*rpc_request_frame(1, GetStatus{}));
    ASSERT_TRUE(drive(daemon.world, [&] { return modest.frames.size() == 2; }));
    daemon.engine->heard.clear();
    daemon.engine->on_heard = [&] {  // takes so long for each that sockets have their turn behind it
        auto& timers = daemon.world.world().timers;
        const auto until = timers.now() + 10ms;
        while (timers.now() < until) {
        }
        if (daemon.engine->heard.size() == 5) modest.say(*rpc_request_frame(2, GetStatus{}));
    };
    for (std::uint64_t id = 1; id <= 3; ++id) {
        first.say(*rpc_request_frame(id, ListShares{}));
        second.say(*rpc_request_frame(id, GetDht{}));
    }
    ASSERT_TRUE(drive(daemon.world, [&] { return second.frames.size() == 4 && modest.frames.size() == 3; }));
    EXPECT_EQ(daemon.engine->heard, (std::vector<std::string>{"list", "dht", "list", "dht", "list", "status", "dht"}));
}

TEST(RpcServer, ServesWhoWasHereBeforeThoseWhoHaveJustCome) {
    Daemon daemon;
    RawClient resident{daemon};
    resident.say(rpc_hello_frame());
    for (std::uint64_t id = 1; id <= 4; ++id) resident.say(*rpc_request_frame(id, ListShares{}));
    ASSERT_TRUE(drive(daemon.world, [&] { return resident.frames.size() == 5; }));
    daemon.engine->heard.clear();
    RawClient newcomer{daemon};
    newcomer.say(rpc_hello_frame());
    ASSERT_TRUE(drive(daemon.world, [&] { return newcomer.frames.size() == 1; }));
    resident.say(*rpc_request_frame(5, ListShares{}));
    newcomer.say(*rpc_request_frame(1, GetStatus{}));
    ASSERT_TRUE(drive(daemon.world, [&] { return newcomer.frames.size() == 2; }));
    EXPECT_EQ(daemon.engine->heard, (std::vector<std::string>{"list", "status"}));
}

TEST(RpcServer, EndsARequestThatIsCancelledRightBehindIt) {
    Daemon daemon;
    RawClient client{daemon};
    client.say(rpc_hello_frame());
    client.say(*rpc_request_frame(1, ResolveLink{}));
    client.say(*rpc_request_frame(2, ResolveLink{}));
    client.say(rpc_cancel_frame(1));
    ASSERT_TRUE(drive(daemon.world, [&] { return client.frames.size() == 2; }));
    const auto message = read_rpc_message(client.frames[1]);
    EXPECT_EQ(std::get<RpcError>(*message).id, 1U);
    EXPECT_EQ(std::get<RpcError>(*message).error.code, Errc::interrupted);
    EXPECT_EQ(daemon.engine->waiting.size(), 1U);
}

TEST(RpcServer, TellsAClientOfTheVersionBeforeSoAndServesTheOthers) {
    Daemon daemon;
    const auto other = *daemon.connect();
    RawClient client{daemon};
    client.say(first_version_hello());
    client.say(first_version_list());
    ASSERT_TRUE(drive(daemon.world, [&] { return client.closed; }));
    ASSERT_EQ(client.frames.size(), 1U) << "in place of hello: it shows what it is told";
    const auto last = read_rpc_message(client.frames[0]);
    EXPECT_EQ(std::get<RpcError>(*last).id, 0U);
    EXPECT_EQ(std::get<RpcError>(*last).error, rpc_version_error(rpc_version, 1));
    EXPECT_TRUE(ask(daemon.world, *other, ListShares{}));
    EXPECT_EQ(daemon.server->counters().requests.size(), 1U) << "nothing that it asked was done";
}

// --- more clients than there is room for -----------------------------------------------------------------------------

/// Few descriptors, and so little room for clients, while it lives.
class FewDescriptors {
public:
    FewDescriptors() {
        SHOAL_REQUIRE(getrlimit(RLIMIT_NOFILE, &before_) == 0);
        auto few = before_;
        few.rlim_cur = 256;
        SHOAL_REQUIRE(setrlimit(RLIMIT_NOFILE, &few) == 0);
    }
    ~FewDescriptors() { setrlimit(RLIMIT_NOFILE, &before_); }
    FewDescriptors(const FewDescriptors&) = delete;
    FewDescriptors& operator=(const FewDescriptors&) = delete;

private:
    rlimit before_{};
};

class CrowdedServer : public testing::Test {
protected:
    std::unique_ptr<RawClient> silent() { return std::make_unique<RawClient>(daemon); }

    std::unique_ptr<RawClient> greeted() {
        auto client = silent();
        client->say(rpc_hello_frame());
        EXPECT_TRUE(drive(daemon.world, [&] { return client->frames.size() == 1; }));
        return client;
    }

    std::unique_ptr<RawClient> subscribed() {
        auto client = greeted();
        client->say(rpc_subscribe_frame());
        client->say(*rpc_request_frame(1, ListShares{}));
        EXPECT_TRUE(drive(daemon.world, [&] { return client->frames.size() == 2; }));
        return client;
    }

    std::unique_ptr<RawClient> asking() {
        auto client = greeted();
        const auto before = daemon.engine->waiting.size();
        client->say(*rpc_request_frame(1, ResolveLink{}));
        EXPECT_TRUE(drive(daemon.world, [&] { return daemon.engine->waiting.size() > before; }));
        return client;
    }

    void touch(RawClient& client) {
        const auto before = client.frames.size();
        client.say(*rpc_request_frame(1, ListShares{}));
        EXPECT_TRUE(drive(daemon.world, [&] { return client.frames.size() > before; }));
    }

    /// Fills what room there is with clients that are never missed more than others of their kind.
    void fill(auto make) {
        while (daemon.server->counters().clients < daemon.server->counters().max_clients) {
            crowd.push_back(make());
        }
    }

    void expect_told_to_go(const RawClient& client) {
        ASSERT_TRUE(drive(daemon.world, [&] { return client.closed; }));
        const auto last = read_rpc_message(client.frames.back());
        const auto* error = std::get_if<RpcError>(&*last);
        ASSERT_NE(error, nullptr);
        EXPECT_EQ(error->id, 0U);
        EXPECT_EQ(error->error.code, Errc::limit);
    }

    FewDescriptors few;
    Daemon daemon;
    std::vector<std::unique_ptr<RawClient>> crowd;
};

TEST_F(CrowdedServer, HasRoomForAQuarterOfItsDescriptors) {
    EXPECT_EQ(daemon.server->counters().max_clients, 64U);
}

TEST_F(CrowdedServer, LetsTheNewestInAndTellsTheOldestOfThoseThatNeverSaidHelloToGo) {
    const auto busy = greeted();
    fill([&] { return silent(); });
    const auto newest = daemon.connect();
    ASSERT_TRUE(newest) << newest.error().what;
    ASSERT_NO_FATAL_FAILURE(expect_told_to_go(*crowd[0]));
    EXPECT_FALSE(crowd[1]->closed);
    touch(*busy);
    EXPECT_TRUE(ask(daemon.world, **newest, ListShares{}));
    EXPECT_EQ(daemon.server->counters().evicted, 1U);
    EXPECT_EQ(daemon.server->counters().accepted, 65U);
}

TEST_F(CrowdedServer, GivesANewcomerTheTimeToSayHelloInACrowdOfIdleOnes) {
    fill([&] { return greeted(); });
    const auto newcomer = silent();
    for (int i = 0; i < 10; ++i) crowd.push_back(greeted());
    newcomer->say(rpc_hello_frame());
    ASSERT_TRUE(drive(daemon.world, [&] { return newcomer->frames.size() == 1; }));
    const auto word = read_rpc_message(newcomer->frames[0]);
    EXPECT_TRUE(std::holds_alternative<RpcHello>(*word));
    EXPECT_TRUE(crowd[0]->closed);
}

TEST_F(CrowdedServer, GivesANewcomerTheTimeToAskInACrowdThatIsMissedMore) {
    fill([&] { return subscribed(); });
    const auto newcomer = greeted();
    for (int i = 0; i < 20; ++i) crowd.push_back(subscribed());
    EXPECT_FALSE(newcomer->closed);
    touch(*newcomer);
}

TEST_F(CrowdedServer, ThenThoseThatWereIdleLongestThenSubscribersThenThoseThatWait) {
    const auto waits = asking();
    const auto hears = subscribed();
    const auto early = greeted();
    const auto idle = greeted();
    touch(*early);
    fill([&] { return asking(); });
    const auto first = asking();
    ASSERT_NO_FATAL_FAILURE(expect_told_to_go(*idle));
    const auto second = asking();
    ASSERT_NO_FATAL_FAILURE(expect_told_to_go(*early));
    const auto third = asking();
    ASSERT_NO_FATAL_FAILURE(expect_told_to_go(*hears));
    EXPECT_EQ(daemon.engine->cancelled, 0U);
    const auto fourth = asking();
    ASSERT_NO_FATAL_FAILURE(expect_told_to_go(*waits));
    EXPECT_EQ(daemon.engine->cancelled, 1U) << "what it waited for ends with it";
}

TEST_F(CrowdedServer, SurvivesACrowdThatDoesNotReadThatItHasToGo) {
    for (int i = 0; i < 500; ++i) {
        crowd.push_back(silent());
        crowd.back()->stop_reading();
        if (crowd.size() > 80) crowd.erase(crowd.begin());
    }
    const auto newest = daemon.connect();
    ASSERT_TRUE(newest) << newest.error().what;
    EXPECT_TRUE(ask(daemon.world, **newest, ListShares{}));
    EXPECT_LE(daemon.server->counters().clients, 64U);
}

// --- what only one client waits for ----------------------------------------------------------------------------------

TEST(RpcServer, EndsTheWorkOfAClientThatWentAway) {
    Daemon daemon;
    auto engine = *daemon.connect();
    engine->ask(ResolveLink{}, [](const Result<LinkResolved>&) {});
    ASSERT_TRUE(drive(daemon.world, [&] { return daemon.engine->waiting.size() == 1; }));
    const auto other = *daemon.connect();
    other->ask(ResolveLink{}, [](const Result<LinkResolved>&) {});
    ASSERT_TRUE(drive(daemon.world, [&] { return daemon.engine->waiting.size() == 2; }));
    engine.reset();
    ASSERT_TRUE(drive(daemon.world, [&] { return daemon.engine->cancelled == 1; }));
    EXPECT_EQ(daemon.engine->waiting.size(), 1U);
    EXPECT_TRUE(ask(daemon.world, *other, ListShares{}));
}

TEST(RpcServer, EndsTheWorkOfEveryClientWhenItGoesItself) {
    Daemon daemon;
    const auto engine = *daemon.connect();
    engine->ask(ResolveLink{}, [](const Result<LinkResolved>&) {});
    const auto subscription = engine->subscribe([](const Event&) {});
    ASSERT_TRUE(drive(daemon.world, [&] { return daemon.engine->waiting.size() == 1; }));
    daemon.server.reset();
    EXPECT_TRUE(daemon.engine->listeners.empty());
    EXPECT_EQ(daemon.engine->cancelled, 1U);
    daemon.engine->listeners.tell(ShareCompleted{.tag = "a"});
}

TEST(RpcServer, CountsRequestsByMethodAndOutcome) {
    Daemon daemon;
    {
        const auto engine = *daemon.connect();
        ASSERT_TRUE(ask(daemon.world, *engine, ListShares{}));
        ASSERT_TRUE(ask(daemon.world, *engine, ListShares{}));
        EXPECT_FALSE(ask(daemon.world, *engine, ShowShare{.tag = "a"}));
        engine->ask(ResolveLink{}, [](const Result<LinkResolved>&) {});
        ASSERT_TRUE(drive(daemon.world, [&] { return daemon.engine->waiting.size() == 1; }));
    }
    RawClient client{daemon};
    client.say(rpc_hello_frame());
    const Bytes strange = Packer{}.array(4).uint(1).uint(5).text("launch").map(0).take();
    Bytes frame{Byte{0}, Byte{0}, Byte{0}, static_cast<Byte>(strange.size())};
    frame.insert(frame.end(), strange.begin(), strange.end());
    client.say(frame);
    ASSERT_TRUE(drive(daemon.world, [&] { return client.frames.size() == 2; }));
    const auto counters = daemon.server->counters();
    using Outcome = RpcCounters::Outcome;
    const std::map<Outcome, std::uint64_t> expected{
        {{"list", "ok"}, 2},
        {{"resolve", "interrupted"}, 1},
        {{"show", "not_found"}, 1},
        {{"unknown", "unsupported"}, 1},
    };
    EXPECT_EQ(counters.requests, expected);
    EXPECT_EQ(counters.accepted, 2U);
    EXPECT_EQ(counters.clients, 1U);
    EXPECT_EQ(counters.dropped, 0U);
}

// --- the socket file -------------------------------------------------------------------------------------------------

mode_t mode_of(const std::string& path) {
    struct stat found {};
    return lstat(path.c_str(), &found) == 0 ? found.st_mode : 0;
}

TEST(RpcServer, MakesADirectoryAndASocketThatOnlyWeMayEnterAndRemovesTheSocket) {
    Daemon daemon;
    EXPECT_EQ(mode_of(daemon.directory.path + "/run") & 0777U, 0700U);
    EXPECT_EQ(mode_of(daemon.path) & 0777U, 0600U);
    EXPECT_TRUE(S_ISSOCK(mode_of(daemon.path)));
    daemon.server.reset();
    EXPECT_EQ(mode_of(daemon.path), 0U);
}

TEST(RpcServer, ReplacesASocketThatNobodyAnswers) {
    Daemon daemon;
    daemon.server.reset();
    {
        const Descriptor dead{socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        const auto address = *LocalAddress::from(daemon.path);
        ASSERT_EQ(bind(dead.get(), address.get(), address.size()), 0);
    }
    ASSERT_TRUE(S_ISSOCK(mode_of(daemon.path)));
    daemon.start();
    EXPECT_TRUE(daemon.connect());
}

TEST(RpcServer, LeavesALivingServerAlone) {
    Daemon daemon;
    const auto second = RpcServer::start(daemon.world, *daemon.engine, daemon.log, daemon.path);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::in_use);
    EXPECT_TRUE(daemon.connect());
}

TEST(RpcServer, LeavesAFileAloneThatIsNoSocket) {
    Daemon daemon;
    daemon.server.reset();
    std::ofstream{daemon.path} << "precious";
    const auto started = RpcServer::start(daemon.world, *daemon.engine, daemon.log, daemon.path);
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, Errc::exists);
    EXPECT_TRUE(S_ISREG(mode_of(daemon.path)));
}

TEST(RpcServer, LeavesASocketAloneThatTookItsPlace) {
    Daemon daemon;
    std::filesystem::remove(daemon.path);
    const auto newer = RpcServer::start(daemon.world, *daemon.engine, daemon.log, daemon.path);
    ASSERT_TRUE(newer);
    daemon.server.reset();
    EXPECT_TRUE(S_ISSOCK(mode_of(daemon.path)));
    EXPECT_TRUE(daemon.connect());
}

TEST(RpcServer, ServesASocketThatWasHandedOverAndLeavesItsFile) {
    Daemon daemon;
    daemon.server.reset();
    Descriptor handed{socket(AF_UNIX, SOCK_STREAM, 0)};
    const auto address = *LocalAddress::from(daemon.path);
    ASSERT_EQ(bind(handed.get(), address.get(), address.size()), 0);
    ASSERT_EQ(listen(handed.get(), 8), 0);
    auto started = RpcServer::start(daemon.world, *daemon.engine, daemon.log, std::move(handed));
    ASSERT_TRUE(started) << started.error().what;
    daemon.server = std::move(*started);
    const auto engine = daemon.connect();
    ASSERT_TRUE(engine);
    EXPECT_TRUE(ask(daemon.world, **engine, ListShares{}));
    daemon.server.reset();
    EXPECT_TRUE(S_ISSOCK(mode_of(daemon.path)));
}

TEST(RpcServer, SaysWhyItCannotStart) {
    Daemon daemon;
    const auto start = [&](const std::string& path) {
        return RpcServer::start(daemon.world, *daemon.engine, daemon.log, path).error().code;
    };
    EXPECT_EQ(start(daemon.directory.path + "/" + std::string(108, 'p')), Errc::usage);
    EXPECT_EQ(start(daemon.directory.path + "/no/such/control"), Errc::not_found);
}

}  // namespace
}  // namespace shoal
