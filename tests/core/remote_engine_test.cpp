// The engine contract, in process and over the socket: the same suite; then what only a socket can do wrong.

#include "core/remote_engine.h"

#include "tests/core/fake_daemon.h"

namespace shoal {
namespace {

using namespace rpc_tests;

// --- the contract ----------------------------------------------------------------------------------------------------

enum class Place : std::uint8_t { in_process, over_the_socket };

class EngineContract : public testing::TestWithParam<Place> {
protected:
    EngineContract() {
        if (GetParam() == Place::in_process) {
            handle = std::move(daemon.engine);
            fake = static_cast<FakeEngine*>(handle.get());
        } else {
            fake = daemon.engine.get();
            handle = *daemon.connect();
        }
    }

    // The server needs its engine until it is gone itself.
    ~EngineContract() override {
        daemon.server.reset();
        handle.reset();
    }

    UvWorld& world() { return daemon.world; }
    bool wait(std::move_only_function<bool() const> done) { return drive(world(), std::move(done)); }

    Daemon daemon;
    FakeEngine* fake = nullptr;
    std::unique_ptr<Engine> handle;
};

INSTANTIATE_TEST_SUITE_P(Engine, EngineContract, testing::Values(Place::in_process, Place::over_the_socket),
                         [](const auto& place) { return place.param == Place::in_process ? "InProcess" : "Remote"; });

TEST_P(EngineContract, AnswersEveryKindOfRequest) {
    fake->shares.resize(2);
    fake->shares[1].name = "second";
    const auto added = ask(world(), *handle, AddShare{.path = "/a", .reproducible = true, .comment = "c"});
    ASSERT_TRUE(added);
    EXPECT_EQ(added->name, "/a!c");
    const auto list = ask(world(), *handle, ListShares{});
    ASSERT_TRUE(list);
    ASSERT_EQ(list->shares.size(), 2U);
    EXPECT_EQ(list->shares[1].name, "second");
    const auto view = ask(world(), *handle, StartDownload{.tag = "t", .directory = "/d"});
    ASSERT_TRUE(view);
    EXPECT_EQ(view->path, "/d");
    EXPECT_EQ(view->state, ShareState::downloading);
    const auto status = ask(world(), *handle, GetStatus{});
    ASSERT_TRUE(status);
    EXPECT_EQ(status->listen.size(), 2U);
    EXPECT_EQ(status->uptime_ms, std::uint64_t{1} << 63);
}

TEST_P(EngineContract, KeepsKindAndSentenceOfAnError) {
    const auto details = ask(world(), *handle, ShowShare{.tag = "abc"});
    ASSERT_FALSE(details);
    EXPECT_EQ(details.error(), (Error{Errc::not_found, "no share abc"}));
}

TEST_P(EngineContract, AnswersAsTheAnswersGetReady) {
    std::vector<std::string> order;
    for (const auto* name : {"first", "second"}) {
        handle->ask(ResolveLink{.link = name}, [&order, name](Result<LinkResolved> reply) {
            order.push_back(name + (": " + reply.value_or(LinkResolved{}).name));
        });
    }
    handle->ask(ListShares{}, [&](const Result<ShareList>&) { order.emplace_back("list"); });
    ASSERT_TRUE(wait([&] { return order.size() == 1 && fake->waiting.size() == 2; }));
    LinkResolved resolved;
    resolved.name = "b";
    fake->resolve(1, Reply{resolved});
    ASSERT_TRUE(wait([&] { return order.size() == 2; }));
    resolved.name = "a";
    fake->resolve(0, Reply{resolved});
    ASSERT_TRUE(wait([&] { return order.size() == 3; }));
    EXPECT_EQ(order, (std::vector<std::string>{"list", "second: b", "first: a"}));
}

TEST_P(EngineContract, TellsEverySubscriberEverythingInOrder) {
    std::vector<std::string> first;
    std::vector<std::string> second;
    const auto hear = [](std::vector<std::string>& into) {
        return [&into](const Event& event) {
            if (const auto* completed = std::get_if<ShareCompleted>(&event)) into.push_back(completed->tag);
            if (const auto* progress = std::get_if<HashProgress>(&event)) into.push_back(progress->path);
        };
    };
    const auto one = handle->subscribe(hear(first));
    auto two = handle->subscribe(hear(second));
    ASSERT_TRUE(ask(world(), *handle, AddShare{.path = "/a", .comment = {}}));  // subscribed before it was asked
    fake->listeners.tell(ShareCompleted{.tag = "b"});
    ASSERT_TRUE(wait([&] { return first.size() == 2 && second.size() == 2; }));
    two.reset();
    fake->listeners.tell(ShareCompleted{.tag = "c"});
    ASSERT_TRUE(wait([&] { return first.size() == 3; }));
    EXPECT_EQ(first, (std::vector<std::string>{"/a", "b", "c"}));
    EXPECT_EQ(second, (std::vector<std::string>{"/a", "b"}));
}

TEST_P(EngineContract, LetsASubscriberEndItselfFromItsOwnCallback) {
    int heard = 0;
    std::unique_ptr<Subscription> once;
    once = handle->subscribe([&](const Event&) {
        ++heard;
        once.reset();
    });
    int others = 0;
    const auto other = handle->subscribe([&](const Event&) { ++others; });
    ASSERT_TRUE(ask(world(), *handle, ListShares{}));
    fake->listeners.tell(ShareCompleted{.tag = "a"});
    fake->listeners.tell(ShareCompleted{.tag = "b"});
    ASSERT_TRUE(wait([&] { return others == 2; }));
    EXPECT_EQ(heard, 1);
}

TEST_P(EngineContract, EndsEveryOpenAskWithClosedWhenItGoesAway) {
    std::vector<Errc> ends;
    for (int i = 0; i < 3; ++i) {
        handle->ask(ResolveLink{}, [&](const Result<LinkResolved>& reply) { ends.push_back(reply.error().code); });
    }
    const auto subscription = handle->subscribe([](const Event&) {});  // outlives the engine
    ASSERT_TRUE(wait([&] { return fake->waiting.size() == 3; }));
    daemon.server.reset();
    handle.reset();
    EXPECT_EQ(ends, (std::vector<Errc>{Errc::closed, Errc::closed, Errc::closed}));
}

TEST_P(EngineContract, AnswersWhatIsCancelledWithInterruptedAndOnlyThat) {
    std::vector<std::string> ends;
    const auto note = [&](std::string name) {
        return [&ends, name](const Result<LinkResolved>& reply) {
            ends.push_back(name + (reply ? " ok" : " " + std::string{to_string(reply.error().code)}));
        };
    };
    handle->ask(ResolveLink{}, note("first"));
    const auto second = handle->ask(ResolveLink{}, note("second"));
    ASSERT_TRUE(wait([&] { return fake->waiting.size() == 2; }));
    handle->cancel(second);
    EXPECT_TRUE(ends.empty()) << "never from inside the call";
    ASSERT_TRUE(wait([&] { return ends.size() == 1; }));
    EXPECT_EQ(ends[0], "second interrupted");
    EXPECT_EQ(fake->waiting.size(), 1U);
    handle->cancel(second);  // it is over
    ASSERT_TRUE(ask(world(), *handle, ListShares{}));
    fake->resolve(0, Reply{LinkResolved{}});
    ASSERT_TRUE(wait([&] { return ends.size() == 2; }));
    EXPECT_EQ(ends[1], "first ok");
}

// --- the remote engine -----------------------------------------------------------------------------------------------

TEST(RemoteEngine, MayBeDestroyedFromInsideAnAnswer) {
    Daemon daemon;
    auto engine = *daemon.connect();
    std::vector<Errc> ends;
    engine->ask(ListShares{}, [&](const Result<ShareList>& reply) {
        EXPECT_TRUE(reply);
        engine.reset();
    });
    engine->ask(GetStatus{}, [&](const Result<StatusView>& reply) { ends.push_back(reply.error().code); });
    ASSERT_TRUE(drive(daemon.world, [&] { return !engine; }));
    EXPECT_EQ(ends, std::vector{Errc::closed});
}

TEST(RemoteEngine, MayBeDestroyedFromInsideAnEvent) {
    Daemon daemon;
    auto engine = *daemon.connect();
    int later = 0;
    const auto first = engine->subscribe([&](const Event&) { engine.reset(); });
    const auto second = engine->subscribe([&](const Event&) { ++later; });
    ASSERT_TRUE(ask(daemon.world, *engine, ListShares{}));
    daemon.engine->listeners.tell(ShareCompleted{.tag = "a"});
    daemon.engine->listeners.tell(ShareCompleted{.tag = "b"});
    ASSERT_TRUE(drive(daemon.world, [&] { return !engine; }));
    EXPECT_EQ(later, 0);
}

TEST(RemoteEngine, MayBeDestroyedAsSoonAsItIsConnected) {
    Daemon daemon;
    bool connected = false;
    connect_engine(daemon.world, daemon.path,
                   [&](Result<std::unique_ptr<Engine>> engine) {
                       ASSERT_TRUE(engine);
                       engine->reset();
                       connected = true;
                   },
                   {});
    EXPECT_TRUE(drive(daemon.world, [&] { return connected; }));
}

TEST(RemoteEngine, EndsOpenAndLaterAsksWithUnreachableWhenTheDaemonGoesAway) {
    Daemon daemon;
    int lost = 0;
    auto engine = *daemon.connect([&] { ++lost; });
    std::vector<Errc> ends;
    const auto note = [&](const auto& reply) { ends.push_back(reply.error().code); };
    engine->ask(ResolveLink{}, [&](const Result<LinkResolved>& reply) {
        note(reply);
        // Asked while the others are being ended: ended too, later.
        engine->ask(ListShares{}, [&](const Result<ShareList>& again) { note(again); });
        EXPECT_EQ(ends.size(), 1U);
    });
    engine->ask(ResolveLink{}, [&](const Result<LinkResolved>& reply) { note(reply); });
    ASSERT_TRUE(drive(daemon.world, [&] { return daemon.engine->waiting.size() == 2; }));
    daemon.server.reset();
    ASSERT_TRUE(drive(daemon.world, [&] { return ends.size() == 3 && lost > 0; }));
    EXPECT_EQ(ask(daemon.world, *engine, ListShares{}).error().code, Errc::unreachable);
    EXPECT_EQ(ends, (std::vector<Errc>(3, Errc::unreachable)));
    EXPECT_EQ(lost, 1);
    const auto deaf = engine->subscribe([](const Event&) {});
}

TEST(RemoteEngine, MayBeDestroyedWhileItIsBeingLost) {
    Daemon daemon;
    int lost = 0;
    auto engine = *daemon.connect([&] { ++lost; });
    std::vector<Errc> ends;
    engine->ask(ResolveLink{}, [&](const Result<LinkResolved>& reply) {
        ends.push_back(reply.error().code);
        engine.reset();
    });
    engine->ask(ResolveLink{}, [&](const Result<LinkResolved>& reply) { ends.push_back(reply.error().code); });
    ASSERT_TRUE(drive(daemon.world, [&] { return daemon.engine->waiting.size() == 2; }));
    daemon.server.reset();
    ASSERT_TRUE(drive(daemon.world, [&] { return ends.size() == 2; }));
    EXPECT_EQ(ends, (std::vector<Errc>(2, Errc::unreachable)));
    EXPECT_EQ(lost, 0);
}

TEST(RemoteEngine, AnswersWhatItCannotSendLaterAndItself) {
    Daemon daemon;
    const auto engine = *daemon.connect();
    const auto odd = ask(daemon.world, *engine, AddShare{.path = "/caf\xe9", .comment = {}});
    EXPECT_EQ(odd.error().code, Errc::malformed);
    const auto huge = ask(daemon.world, *engine, AddShare{.path = std::string(max_rpc_request, 'p'), .comment = {}});
    EXPECT_EQ(huge.error().code, Errc::limit);
    EXPECT_TRUE(ask(daemon.world, *engine, ListShares{}));
}

TEST(RemoteEngine, CarriesAnAnswerOfManyMegabytes) {
    Daemon daemon;
    daemon.engine->big.assign(max_rpc_queued + 1, 'e');
    const auto engine = *daemon.connect();
    const auto subscription = engine->subscribe([](const Event&) {});
    const auto status = ask(daemon.world, *engine, GetStatus{});
    ASSERT_TRUE(status) << status.error().what;
    EXPECT_EQ(status->last_error.size(), max_rpc_queued + 1);
}

TEST(RemoteEngine, FindsNobodyWhereNobodyIs) {
    Daemon daemon;
    daemon.server.reset();
    EXPECT_EQ(daemon.connect().error().code, Errc::unreachable);
    daemon.path = daemon.directory.path + "/" + std::string(200, 'p');
    EXPECT_EQ(daemon.connect().error().code, Errc::unreachable);
}

// --- a daemon that is not ours ---------------------------------------------------------------------------------------

TEST(RemoteEngine, IsRefusedByADaemonThatClosesUnheard) {
    RawDaemon daemon;
    EXPECT_EQ(daemon.connect().error().code, Errc::refused);
}

TEST(RemoteEngine, TellsBothVersionsAndToRestartADaemonOfTheVersionBefore) {
    RawDaemon daemon;
    daemon.answer = first_version_hello();
    const auto refusal = rpc_error_frame(0, {Errc::unsupported, "client and daemon are of different versions"});
    daemon.answer.insert(daemon.answer.end(), refusal.begin(), refusal.end());
    const auto error = daemon.connect().error();
    EXPECT_EQ(error, rpc_version_error(1, rpc_version));
    EXPECT_NE(error.what.find("restart shoald"), std::string::npos) << error.what;
}

TEST(RemoteEngine, TellsToUpgradeTheClientOfANewerDaemon) {
    RawDaemon daemon;
    daemon.answer = rpc_hello_frame();
    daemon.answer.back() = static_cast<Byte>(rpc_version + 1);
    EXPECT_EQ(daemon.connect().error(), rpc_version_error(rpc_version + 1, rpc_version));
}

TEST(RemoteEngine, SaysThatAnotherProgramAnswers) {
    RawDaemon other;
    other.answer = rpc_hello_frame();
    other.answer[7] ^= Byte{2};  // in the name of the protocol
    EXPECT_EQ(other.connect().error().code, Errc::unsupported);
    RawDaemon web;
    const auto text = as_bytes("HTTP/1.1 400 Bad Request\r\n\r\n");
    web.answer.assign(text.begin(), text.end());
    EXPECT_FALSE(web.connect());
    RawDaemon small;
    const Bytes nothing = Packer{}.array(0).take();
    small.answer = {Byte{0}, Byte{0}, Byte{0}, Byte{1}};
    small.answer.insert(small.answer.end(), nothing.begin(), nothing.end());
    const auto error = small.connect().error();
    EXPECT_EQ(error.code, Errc::unsupported);
    EXPECT_NE(error.what.find("another program"), std::string::npos) << error.what;
}

TEST(RemoteEngine, ComesAgainWhenItWasPushedOutBeforeItSaidHello) {
    RawDaemon daemon;
    daemon.answer = rpc_error_frame(0, {Errc::limit, "the daemon has too many clients"});
    std::optional<Result<std::unique_ptr<Engine>>> result;
    connect_engine(daemon.world, daemon.path, [&](auto connected) { result.emplace(std::move(connected)); }, {});
    ASSERT_TRUE(drive(daemon.world, [&] { return daemon.accepted == 2; }));
    EXPECT_FALSE(result);
    daemon.answer = rpc_hello_frame();
    ASSERT_TRUE(drive(daemon.world, [&] { return result.has_value(); }));
    EXPECT_TRUE(*result);
}

TEST(RemoteEngine, IsLostWithTheReasonThatTheDaemonGives) {
    RawDaemon daemon;
    daemon.answer = rpc_hello_frame();
    const auto engine = *daemon.connect();
    std::optional<Error> end;
    engine->ask(ListShares{}, [&](const Result<ShareList>& reply) { end = reply.error(); });
    daemon.client->say(rpc_error_frame(0, {Errc::limit, "this one was idle longest"}));
    ASSERT_TRUE(drive(daemon.world, [&] { return end.has_value(); }));
    EXPECT_EQ(end->code, Errc::unreachable);
    EXPECT_NE(end->what.find("idle longest"), std::string::npos) << end->what;
}

TEST(RemoteEngine, IsLostWhenTheDaemonSpeaksNonsense) {
    RawDaemon daemon;
    daemon.answer = rpc_hello_frame();
    int lost = 0;
    const auto engine = *daemon.connect([&] { ++lost; });
    std::optional<Errc> end;
    engine->ask(ListShares{}, [&](const Result<ShareList>& reply) { end = reply.error().code; });
    daemon.client->say({Byte{0}, Byte{0}, Byte{0}, Byte{1}, Byte{0xc0}});
    ASSERT_TRUE(drive(daemon.world, [&] { return lost > 0; }));
    EXPECT_EQ(end, Errc::unreachable);
}

TEST(RemoteEngine, EndsOnlyTheAskWhoseAnswerIsMalformed) {
    RawDaemon daemon;
    daemon.answer = rpc_hello_frame();
    const auto engine = *daemon.connect();
    std::vector<Errc> ends;
    engine->ask(ListShares{}, [&](const Result<ShareList>& reply) { ends.push_back(reply.error().code); });
    engine->ask(ShowShare{}, [&](const Result<ShareDetails>& reply) { ends.push_back(reply.error().code); });
    const Bytes wrong = Packer{}.array(3).uint(2).uint(1).map(1).text("shares").uint(1).take();
    Bytes frame{Byte{0}, Byte{0}, Byte{0}, static_cast<Byte>(wrong.size())};
    frame.insert(frame.end(), wrong.begin(), wrong.end());
    daemon.client->say(frame);
    daemon.client->say(rpc_error_frame(77, {Errc::io, "for nobody"}));
    daemon.client->say(rpc_error_frame(2, {Errc::io, "no"}));
    ASSERT_TRUE(drive(daemon.world, [&] { return ends.size() == 2; }));
    EXPECT_EQ(ends, (std::vector{Errc::malformed, Errc::io}));
}

TEST(RemoteEngine, PassesOverEventsThatItDoesNotKnow) {
    RawDaemon daemon;
    daemon.answer = rpc_hello_frame();
    const auto engine = *daemon.connect();
    std::vector<std::string> heard;
    const auto subscription =
        engine->subscribe([&](const Event& event) { heard.push_back(std::get<ShareCompleted>(event).tag); });
    const Bytes newer = Packer{}.array(3).uint(4).text("share_moved").map(0).take();
    Bytes frame{Byte{0}, Byte{0}, Byte{0}, static_cast<Byte>(newer.size())};
    frame.insert(frame.end(), newer.begin(), newer.end());
    daemon.client->say(frame);
    daemon.client->say(rpc_event_frame(ShareCompleted{.tag = "a"}));
    ASSERT_TRUE(drive(daemon.world, [&] { return !heard.empty(); }));
    EXPECT_EQ(heard, std::vector<std::string>{"a"});
}

TEST(RemoteEngine, AsksForEventsOnceHoweverManyListen) {
    RawDaemon daemon;
    daemon.answer = rpc_hello_frame();
    const auto engine = *daemon.connect();
    const auto first = engine->subscribe([](const Event&) {});
    const auto second = engine->subscribe([](const Event&) {});
    engine->ask(ListShares{}, [](const Result<ShareList>&) {});
    ASSERT_TRUE(drive(daemon.world, [&] { return daemon.client->frames.size() == 3; }));
    EXPECT_TRUE(std::holds_alternative<RpcSubscribe>(*read_rpc_message(daemon.client->frames[1])));
    EXPECT_TRUE(std::holds_alternative<RpcRequest>(*read_rpc_message(daemon.client->frames[2])));
}

}  // namespace
}  // namespace shoal
