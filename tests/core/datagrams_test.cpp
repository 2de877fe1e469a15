#include <algorithm>

#include "tests/core/world_fixture.h"

namespace shoal {
namespace {

struct Received {
    Endpoint from;
    Bytes bytes;
};

class DatagramsTest : public WorldTest {
protected:
    [[nodiscard]] Result<std::unique_ptr<DatagramSocket>> bind(const Endpoint& local, std::vector<Received>& into) {
        return uv.world().datagrams.bind(local, [&into](const Endpoint& from, BytesView bytes) {
            into.push_back(Received{from, Bytes{bytes.begin(), bytes.end()}});
        });
    }

    std::vector<Received> first_got;
    std::vector<Received> second_got;
};

TEST_F(DatagramsTest, CarryBytesAndTellWhoSentThem) {
    for (const Endpoint& local : {loopback(), loopback6()}) {
        first_got.clear();
        const auto first = bind(local, first_got);
        const auto second = bind(local, second_got);
        ASSERT_TRUE(first && second) << local.str();
        EXPECT_NE((*first)->local().port, 0);
        (*second)->send((*first)->local(), as_bytes("hello"));
        EXPECT_TRUE(first_got.empty());
        run_until([&] { return !first_got.empty(); });
        EXPECT_EQ(first_got[0].from, (*second)->local());
        EXPECT_EQ(as_text(first_got[0].bytes), "hello");
    }
}

TEST_F(DatagramsTest, TheLongestAndTheEmptyOnePass) {
    const auto first = bind(loopback(), first_got);
    const auto second = bind(loopback(), second_got);
    Bytes longest(65'507);
    for (std::size_t i = 0; i < longest.size(); ++i) longest[i] = static_cast<Byte>(i % 251);
    (*second)->send((*first)->local(), longest);
    (*second)->send((*first)->local(), {});
    run_until([&] { return first_got.size() == 2; });
    EXPECT_TRUE(std::ranges::equal(first_got[0].bytes, longest));
    EXPECT_TRUE(first_got[1].bytes.empty());
}

TEST_F(DatagramsTest, ABurstArrivesInOrder) {
    const auto first = bind(loopback(), first_got);
    const auto second = bind(loopback(), second_got);
    for (unsigned i = 0; i < 60; ++i) {
        const Bytes one{static_cast<Byte>(i)};
        (*second)->send((*first)->local(), one);
    }
    run_until([&] { return first_got.size() == 60; });
    for (unsigned i = 0; i < 60; ++i) EXPECT_EQ(first_got[i].bytes, Bytes{static_cast<Byte>(i)});
}

TEST_F(DatagramsTest, ATakenPortIsInUseAndTheSentenceNamesIt) {
    const auto first = bind(loopback(), first_got);
    const auto second = bind((*first)->local(), second_got);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::in_use);
    EXPECT_NE(second.error().what.find((*first)->local().str()), std::string::npos) << second.error().what;
}

TEST_F(DatagramsTest, AnAddressOfSomebodyElseIsANetworkError) {
    const auto socket = bind(*Endpoint::parse("192.0.2.1:0"), first_got);
    ASSERT_FALSE(socket);
    EXPECT_EQ(socket.error().code, Errc::network);
}

TEST_F(DatagramsTest, BothFamiliesCanHoldTheSamePort) {
    const auto six = bind(*Endpoint::parse("[::]:0"), first_got);
    ASSERT_TRUE(six);
    Endpoint four{IpAddress{}, (*six)->local().port};
    const auto socket = bind(four, second_got);
    EXPECT_TRUE(socket) << socket.error().what;
}

TEST_F(DatagramsTest, AnAnswerThatNobodyListensDoesNotHurtTheSocket) {
    const auto first = bind(loopback(), first_got);
    Endpoint gone;
    {
        const auto closed = bind(loopback(), second_got);
        gone = (*closed)->local();
    }
    for (int i = 0; i < 5; ++i) (*first)->send(gone, as_bytes("anybody?"));
    settle();
    const auto second = bind(loopback(), second_got);
    (*second)->send((*first)->local(), as_bytes("in"));
    (*first)->send((*second)->local(), as_bytes("out"));
    run_until([&] { return first_got.size() == 1 && second_got.size() == 1; });
}

TEST_F(DatagramsTest, WhatCannotBeSentIsDropped) {
    const auto first = bind(loopback(), first_got);
    (*first)->send(loopback6(), as_bytes("another family"));
    (*first)->send(Endpoint{IpAddress::v4(127, 0, 0, 1), 0}, as_bytes("no port"));
    (*first)->send((*first)->local(), Bytes(70'000));
    (*first)->send((*first)->local(), as_bytes("fine"));
    run_until([&] { return first_got.size() == 1; });
    EXPECT_EQ(as_text(first_got[0].bytes), "fine");
}

TEST_F(DatagramsTest, ACallbackMayDestroyItsSocketWithMoreToRead) {
    std::unique_ptr<DatagramSocket> doomed;
    const auto held = std::make_shared<int>(5);
    int read = 0;
    int calls = 0;
    doomed = *uv.world().datagrams.bind(loopback(), [&, held](const Endpoint&, BytesView) {
        ++calls;
        doomed.reset();
        read = *held;
    });
    const auto sender = bind(loopback(), second_got);
    const Endpoint to = doomed->local();
    for (int i = 0; i < 10; ++i) (*sender)->send(to, as_bytes("x"));
    run_until([&] { return read == 5; });
    settle();
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(held.use_count(), 1);
}

}  // namespace
}  // namespace shoal
