#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "core/descriptor.h"
#include "tests/core/stream_pair.h"

namespace shoal {
namespace {

class StreamsTest : public StreamPairTest {};

Bytes pattern(std::size_t size) {
    Bytes out(size);
    for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<Byte>((i * 2'654'435'761U) >> 24);
    return out;
}

TEST_F(StreamsTest, ADialMeetsAListenerInBothFamilies) {
    for (const Endpoint& local : {loopback(), loopback6()}) {
        connect(local);
        ASSERT_TRUE(client && server) << local.str();
        EXPECT_EQ(client->remote(), server->local());
        EXPECT_EQ(client->local(), server->remote());
        EXPECT_EQ(client->remote(), listener->local());
        listen_for(*server, server_heard);
        listen_for(*client, client_heard);
        client->write(bytes_of("ping"));
        server->write(bytes_of("pong"));
        run_until([&] { return server_heard.text() == "ping" && client_heard.text() == "pong"; });
        reset();
    }
}

TEST_F(StreamsTest, MuchPassesWithPausesAndOnDrainedTellsWhenAllIsTaken) {
    connect(loopback());
    const Bytes data = pattern(24 * 1024 * 1024);
    Bytes got;
    int pauses = 0;
    std::unique_ptr<Timer> resume;
    server->start({.on_data =
                       [&](BytesView bytes) {
                           got.insert(got.end(), bytes.begin(), bytes.end());
                           if (got.size() / 4'000'000 > static_cast<std::size_t>(pauses)) {
                               ++pauses;
                               server->pause_reading();
                               resume = timers().at(timers().now() + 1ms, [&] { server->resume_reading(); });
                           }
                       },
                   .on_drained = {},
                   .on_closed = {}});
    int drained = 0;
    client->start({.on_data = {},
                   .on_drained =
                       [&] {
                           EXPECT_EQ(client->queued(), 0U);
                           ++drained;
                       },
                   .on_closed = {}});
    for (std::size_t at = 0; at < data.size(); at += 32 * 1024) {
        client->write(Bytes{data.begin() + static_cast<std::ptrdiff_t>(at),
                            data.begin() + static_cast<std::ptrdiff_t>(std::min(at + 32 * 1024, data.size()))});
    }
    EXPECT_GT(client->queued(), 0U);
    EXPECT_EQ(drained, 0) << "never from inside write";
    run_until([&] { return got.size() == data.size() && drained == 1; });
    EXPECT_TRUE(got == data);
    EXPECT_GT(pauses, 2);
    EXPECT_EQ(client->queued(), 0U);
}

TEST_F(StreamsTest, WhatIsWrittenAtOnceIsNotQueuedAndDrainsNothing) {
    connect(loopback());
    bool drained = false;
    client->start({.on_data = {}, .on_drained = [&] { drained = true; }, .on_closed = {}});
    client->write(bytes_of("short"));
    EXPECT_EQ(client->queued(), 0U);
    listen_for(*server, server_heard);
    run_until([&] { return server_heard.text() == "short"; });
    EXPECT_FALSE(drained);
}

TEST_F(StreamsTest, NothingComesWhilePaused) {
    connect(loopback());
    server->pause_reading();  // also before the start
    listen_for(*server, server_heard);
    client->write(bytes_of("wait"));
    settle();
    EXPECT_EQ(server_heard.text(), "");
    server->resume_reading();
    run_until([&] { return server_heard.text() == "wait"; });
}

TEST_F(StreamsTest, AnOrderlyEndIsToldOnceAndAfterAllTheBytes) {
    connect(loopback());
    listen_for(*server, server_heard);
    client->write(bytes_of("last words"));
    client.reset();
    run_until([&] { return server_heard.closed_count() > 0; });
    settle();
    EXPECT_EQ(server_heard.text(), "last words");
    ASSERT_EQ(server_heard.closed_count(), 1U);
    EXPECT_EQ(server_heard.closed[0].code, Errc::closed);
    server->write(bytes_of("ignored"));
    EXPECT_EQ(server->queued(), 0U);
    server->pause_reading();
    server->resume_reading();
    settle();
    EXPECT_EQ(server_heard.closed_count(), 1U);
}

TEST_F(StreamsTest, AResetIsANetworkError) {
    Descriptor raw = raw_connect();
    listen_for(*server, server_heard);
    const linger hard{1, 0};
    ::setsockopt(raw.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
    raw.reset();
    run_until([&] { return server_heard.closed_count() == 1; });
    EXPECT_EQ(server_heard.closed[0].code, Errc::network);
}

TEST_F(StreamsTest, AFailingWriteStillDeliversWhatTheOtherSideSaidBeforeItWent) {
    Descriptor raw = raw_connect();
    server->write(bytes_of("unread, so that the close becomes a reset"));
    ASSERT_EQ(::send(raw.get(), "bye", 3, 0), 3);
    raw.reset();
    server->write(bytes_of("to nobody"));
    server->write(bytes_of("to nobody"));
    listen_for(*server, server_heard);
    EXPECT_EQ(server_heard.closed_count(), 0U);
    run_until([&] { return server_heard.closed_count() == 1; });
    EXPECT_EQ(server_heard.text(), "bye");
    EXPECT_EQ(server_heard.closed[0].code, Errc::network);
    settle();
    EXPECT_EQ(server_heard.closed_count(), 1U);
}

TEST_F(StreamsTest, AFailingWriteIsToldAtOnceToWhoPausedUntilAllIsWritten) {
    Descriptor raw = raw_connect();
    listen_for(*server, server_heard);
    server->pause_reading();
    while (server->queued() == 0) server->write(Bytes(64 * 1024));
    raw.reset();
    run_until([&] { return server_heard.closed_count() == 1; });
    EXPECT_EQ(server_heard.closed[0].code, Errc::network);
    EXPECT_EQ(server->queued(), 0U);
}

TEST_F(StreamsTest, DestroyingDropsWhatWasNotSent) {
    connect(loopback());
    const auto held = std::make_shared<int>(0);
    client->start(
        {.on_data = {}, .on_drained = [held] { ADD_FAILURE(); }, .on_closed = [held](Error) { ADD_FAILURE(); }});
    for (int i = 0; i < 200; ++i) client->write(Bytes(64 * 1024));
    EXPECT_GT(client->queued(), 0U);
    client.reset();
    EXPECT_EQ(held.use_count(), 1);
    listen_for(*server, server_heard);
    run_until([&] { return server_heard.closed_count() == 1; });
    EXPECT_LT(server_heard.bytes.size(), 200U * 64 * 1024);
}

TEST_F(StreamsTest, EveryEventMayDestroyItsStream) {
    connect(loopback());
    const auto held = std::make_shared<int>(3);
    int read = 0;
    server->start({.on_data =
                       [&, held](BytesView) {
                           server.reset();
                           read = *held;
                       },
                   .on_drained = {},
                   .on_closed = [](Error) { ADD_FAILURE(); }});
    client->start({.on_data = {}, .on_drained = {}, .on_closed = [&, held](Error) {
                       client.reset();
                       read += *held;
                   }});
    client->write(bytes_of("x"));
    run_until([&] { return read == 6; });
    settle();
    EXPECT_EQ(held.use_count(), 1);
}

TEST_F(StreamsTest, OnDrainedMayDestroyItsStream) {
    connect(loopback());
    listen_for(*server, server_heard);
    const auto held = std::make_shared<int>(3);
    int read = 0;
    client->start({.on_data = {},
                   .on_drained =
                       [&, held] {
                           client.reset();
                           read = *held;
                       },
                   .on_closed = [](Error) { ADD_FAILURE(); }});
    while (client->queued() == 0) client->write(Bytes(64 * 1024));
    run_until([&] { return read == 3 && server_heard.closed_count() == 1; });
    EXPECT_EQ(held.use_count(), 1);
}

TEST_F(StreamsTest, OnDrainedMayWriteMoreAndIsThenCalledAgain) {
    connect(loopback());
    listen_for(*server, server_heard);
    int drained = 0;
    const auto fill = [&] {
        while (client->queued() == 0) client->write(Bytes(64 * 1024));
    };
    client->start({.on_data = {},
                   .on_drained =
                       [&] {
                           if (++drained < 3) fill();
                       },
                   .on_closed = {}});
    fill();
    run_until([&] { return drained == 3; });
}

TEST_F(StreamsTest, OnAcceptedMayDestroyItsListenerWithMoreWaiting) {
    int accepted = 0;
    const auto held = std::make_shared<int>(1);
    listener = *uv.world().streams.listen(loopback(), [&, held](std::unique_ptr<Stream>) {
        listener.reset();
        accepted += *held;
    });
    std::vector<Descriptor> waiting;
    for (int i = 0; i < 4; ++i) waiting.push_back(raw_socket_to(listener->local()));
    run_until([&] { return accepted > 0; });
    settle();
    EXPECT_EQ(accepted, 1);
    EXPECT_EQ(held.use_count(), 1);
}

TEST_F(StreamsTest, OnDialledMayDestroyItsDial) {
    listen(loopback());
    const auto held = std::make_shared<int>(2);
    int read = 0;
    std::unique_ptr<Dial> dial;
    dial = uv.world().streams.dial(IpAddress{}, listener->local(), 5s, [&, held](auto result) {
        EXPECT_TRUE(result);
        dial.reset();
        read = *held;
    });
    run_until([&] { return read == 2; });
    EXPECT_EQ(held.use_count(), 1);
}

TEST_F(StreamsTest, ADialThatIsDestroyedMakesNoCall) {
    listen(loopback());
    auto dial = uv.world().streams.dial(IpAddress{}, listener->local(), 5s, [](auto) { ADD_FAILURE(); });
    dial.reset();
    auto failing = uv.world().streams.dial(IpAddress{}, Endpoint{IpAddress{}, 0}, 5s, [](auto) { ADD_FAILURE(); });
    failing.reset();
    settle();
}

TEST_F(StreamsTest, ADialToAClosedPortIsANetworkErrorThatNamesIt) {
    listen(loopback());
    const Endpoint gone = listener->local();
    listener.reset();
    const Error error = dial_error(IpAddress{}, gone, 5s);
    EXPECT_EQ(error.code, Errc::network);
    EXPECT_NE(error.what.find(gone.str()), std::string::npos) << error.what;
}

TEST_F(StreamsTest, ADialWithoutAnAnswerTimesOut) {
    // A listener that nobody serves: once its short queue is full, Linux leaves further attempts unanswered.
    const Descriptor deaf{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* raw = static_cast<sockaddr*>(static_cast<void*>(&address));
    ASSERT_EQ(::bind(deaf.get(), raw, size), 0);
    ASSERT_EQ(::listen(deaf.get(), 0), 0);
    ASSERT_EQ(::getsockname(deaf.get(), raw, &size), 0);
    const Endpoint to{IpAddress::v4(127, 0, 0, 1), ntohs(address.sin_port)};
    const Descriptor filler = raw_socket_to(to);
    const Instant start = timers().now();
    const Error error = dial_error(IpAddress{}, to, 30ms);
    EXPECT_EQ(error.code, Errc::timed_out);
    EXPECT_GE(timers().now() - start, 30ms);
}

TEST_F(StreamsTest, ADialGoesOutFromTheAddressItWasGiven) {
    listen(loopback());
    std::unique_ptr<Stream> dialled;
    const auto dial = uv.world().streams.dial(IpAddress::v4(127, 0, 0, 77), listener->local(), 5s,
                                              [&](auto result) { dialled = std::move(*result); });
    run_until([&] { return dialled && server; });
    EXPECT_EQ(server->remote().address, IpAddress::v4(127, 0, 0, 77));
    EXPECT_EQ(dialled->local().address, IpAddress::v4(127, 0, 0, 77));
}

TEST_F(StreamsTest, ADialFromWhereItCannotBeIsAnErrorOnALaterTurn) {
    listen(loopback());
    EXPECT_EQ(dial_error(*IpAddress::parse("::1"), listener->local(), 5s).code, Errc::usage);
    EXPECT_EQ(dial_error(IpAddress::v4(192, 0, 2, 1), listener->local(), 5s).code, Errc::network);
}

TEST_F(StreamsTest, ATakenPortIsInUseAndTheSentenceNamesIt) {
    listen(loopback());
    const auto second = uv.world().streams.listen(listener->local(), [](std::unique_ptr<Stream>) {});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::in_use);
    EXPECT_NE(second.error().what.find(listener->local().str()), std::string::npos) << second.error().what;
}

TEST_F(StreamsTest, BothFamiliesCanListenOnTheSamePort) {
    listen(*Endpoint::parse("[::]:0"));
    const Endpoint four{IpAddress{}, listener->local().port};
    const auto second = uv.world().streams.listen(four, [](std::unique_ptr<Stream>) {});
    EXPECT_TRUE(second) << second.error().what;
}

TEST_F(StreamsTest, OutOfDescriptorsTheListenerWaitsWithoutSpinningAndLosesNobody) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "UBSan, which comes with it, opens a pipe to look at an object and takes a failure for a bad one";
#endif
    listen(loopback());
    const Descriptor first = raw_socket_to(listener->local());
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const rlimit low{std::min<rlim_t>(before.rlim_cur, 256), before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &low), 0);
    std::vector<Descriptor> hoard;
    for (;;) {
        Descriptor one{::dup(0)};
        if (!one) break;
        hoard.push_back(std::move(one));
    }
    int turns = 0;
    bool is_over = false;
    const auto timer = timers().at(timers().now() + 250ms, [&] { is_over = true; });
    run_until([&] {
        ++turns;
        return is_over;
    });
    const bool came_early = server != nullptr;
    hoard.clear();
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
    EXPECT_FALSE(came_early);
    EXPECT_LT(turns, 50);
    run_until([&] { return server != nullptr; });
}

}  // namespace
}  // namespace shoal
