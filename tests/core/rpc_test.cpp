// The control socket's server, and what clients may do to it.

#include <filesystem>
#include <fstream>
#include <string>
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
    EXPECT_EQ(exceeds.frames.size(), 1U);
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

TEST(RpcServer, ClosesTheClientBeyondTheCapWithAWordAndTakesTheNextOneAfterOneLeft) {
    Daemon daemon;
    std::vector<std::unique_ptr<Engine>> clients;
    for (std::size_t i = 0; i < max_rpc_clients; ++i) clients.push_back(*daemon.connect());
    const auto refused = daemon.connect();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::limit);
    EXPECT_TRUE(ask(daemon.world, *clients.front(), ListShares{}));
    clients.pop_back();
    ASSERT_TRUE(ask(daemon.world, *clients.front(), ListShares{}));  // a turn in which the server hears of it
    EXPECT_TRUE(daemon.connect());
}

TEST(RpcServer, HasAWordForOnlySoManyOfThemAtOnce) {
    Daemon daemon;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (std::size_t i = 0; i < 2 * max_rpc_clients; ++i) clients.push_back(std::make_unique<RawClient>(daemon));
    ASSERT_TRUE(drive(daemon.world, [&] { return clients.back()->frames.size() == 1; }));
    EXPECT_TRUE(std::holds_alternative<RpcError>(*read_rpc_message(clients.back()->frames[0])));
    EXPECT_FALSE(clients.back()->closed);  // it has not said hello yet
    RawClient beyond{daemon};
    ASSERT_TRUE(drive(daemon.world, [&] { return beyond.closed; }));
    EXPECT_TRUE(beyond.frames.empty());
}

TEST(RpcServer, ForgetsAClientWhoseAnswersAreStillToCome) {
    Daemon daemon;
    auto engine = *daemon.connect();
    engine->ask(ResolveLink{}, [](const Result<LinkResolved>&) {});
    ASSERT_TRUE(drive(daemon.world, [&] { return daemon.engine->waiting.size() == 1; }));
    engine.reset();
    const auto other = *daemon.connect();
    ASSERT_TRUE(ask(daemon.world, *other, ListShares{}));
    daemon.engine->resolve(0, Reply{LinkResolved{}});
    EXPECT_TRUE(ask(daemon.world, *other, ListShares{}));
}

TEST(RpcServer, MayGoWhileTheEngineStillWorksForIt) {
    Daemon daemon;
    const auto engine = *daemon.connect();
    engine->ask(ResolveLink{}, [](const Result<LinkResolved>&) {});
    const auto subscription = engine->subscribe([](const Event&) {});
    ASSERT_TRUE(drive(daemon.world, [&] { return daemon.engine->waiting.size() == 1; }));
    daemon.server.reset();
    EXPECT_TRUE(daemon.engine->listeners.empty());
    daemon.engine->resolve(0, Reply{LinkResolved{}});
    daemon.engine->listeners.tell(ShareCompleted{.tag = "a"});
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
