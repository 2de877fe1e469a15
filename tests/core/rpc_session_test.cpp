// One client as the daemon sees it: what it says, and when.

#include "tests/core/rpc_session_rig.h"

namespace shoal {
namespace {

using namespace rpc_tests;

TEST_F(RpcSessionTest, AnswersHelloWithItsOwnAndNeedsNoTimerAfterIt) {
    session->start();
    EXPECT_TRUE(wire.wrote.empty());
    EXPECT_FALSE(session->greeted());
    EXPECT_EQ(timers.armed(), 1U);
    say(rpc_hello_frame());
    EXPECT_EQ(wire.wrote, std::vector<Bytes>{rpc_hello_frame()});
    EXPECT_TRUE(session->greeted());
    EXPECT_EQ(timers.armed(), 0U);
    timers.advance(1h);
    EXPECT_FALSE(ended);
}

TEST_F(RpcSessionTest, EndsAClientThatDoesNotSayHelloInFiveSeconds) {
    session->start();
    timers.advance(5s - 1ns);
    EXPECT_FALSE(ended);
    timers.advance(1ns);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->code, Errc::timed_out);
    EXPECT_TRUE(wire.gone);
}

TEST_F(RpcSessionTest, EndsAClientThatDoesNotFinishItsHelloEither) {
    session->start();
    auto hello = rpc_hello_frame();
    hello.pop_back();
    say(hello);
    timers.advance(5s);
    ASSERT_TRUE(ended);
}

TEST_F(RpcSessionTest, EndsAClientWhoseFirstWordIsNotHello) {
    session->start();
    say(*rpc_request_frame(1, ListShares{}));
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->code, Errc::malformed);
    EXPECT_TRUE(asked.empty());
}

TEST_F(RpcSessionTest, TakesNoMoreThanAHelloBeforeHello) {
    session->start();
    say(Bytes{Byte{0}, Byte{0}, Byte{4}, Byte{1}});  // 1025 bytes
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->code, Errc::limit);
}

TEST_F(RpcSessionTest, TellsAClientOfAnotherVersionBothVersionsAndWhatToDoBeforeItEnds) {
    session->start();
    Bytes hello = rpc_hello_frame();
    hello.back() = Byte{1};
    say(hello);
    ASSERT_EQ(wire.wrote.size(), 1U);
    const auto error = read_as<RpcError>(wire.wrote[0]).error;
    EXPECT_EQ(error, rpc_version_error(rpc_version, 1));
    EXPECT_EQ(error.code, Errc::unsupported);
    EXPECT_NE(error.what.find("version " + std::to_string(rpc_version)), std::string::npos) << error.what;
    EXPECT_NE(error.what.find("version 1"), std::string::npos) << error.what;
    EXPECT_NE(error.what.find("upgrade the client"), std::string::npos) << error.what;
    EXPECT_NE(rpc_version_error(1, 2).what.find("restart shoald"), std::string::npos);
    EXPECT_FALSE(ended) << "not from inside the call that was heard";
    say(*rpc_request_frame(1, ListShares{}));
    EXPECT_TRUE(asked.empty());
    timers.advance(0s);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->code, Errc::refused);
}

TEST_F(RpcSessionTest, TellsADismissedClientWhyInPlaceOfWhatWaitsForIt) {
    open();
    say(rpc_subscribe_frame());
    say(*rpc_request_frame(1, ListShares{}));
    wire.clogged = true;
    tell(HashProgress{.path = std::string(300'000, 'p')});  // fills the stream's window
    tell(HashProgress{});
    tell(changed({"a"}));
    session->dismiss({Errc::limit, "full"});
    session->answer(1, Reply{ShareList{}});
    tell(HashProgress{});
    ASSERT_EQ(wire.wrote.size(), 1U);
    wire.drain();
    ASSERT_EQ(wire.wrote.size(), 2U);
    EXPECT_EQ(read_as<RpcError>(wire.wrote[1]).id, 0U);
    EXPECT_EQ(read_as<RpcError>(wire.wrote[1]).error, (Error{Errc::limit, "full"}));
    EXPECT_FALSE(ended);
    wire.drain();
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->code, Errc::refused);
}

TEST_F(RpcSessionTest, EndsADismissedClientThatDoesNotRead) {
    open();
    wire.clogged = true;
    session->dismiss({Errc::limit, "full"});
    timers.advance(5s - 1ns);
    EXPECT_FALSE(ended);
    timers.advance(1ns);
    EXPECT_TRUE(ended);
}

TEST_F(RpcSessionTest, EndsAClientThatDoesNotFinishAMessageInThirtySeconds) {
    open();
    auto request = *rpc_request_frame(1, ListShares{});
    const auto last = request.back();
    request.pop_back();
    say(request);
    timers.advance(30s - 1ns);
    say({last});
    EXPECT_EQ(asked.size(), 1U);
    EXPECT_EQ(timers.armed(), 0U);
    say({request[0]});
    timers.advance(30s - 1ns);
    say({request[1]});  // a byte now and then does not help
    EXPECT_FALSE(ended);
    timers.advance(1ns);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->code, Errc::timed_out);
}

TEST_F(RpcSessionTest, EndsAClientThatTakesNothingForFiveMinutesButNotASlowOne) {
    open();
    say(*rpc_request_frame(1, ListShares{}));
    say(*rpc_request_frame(2, ListShares{}));
    wire.clogged = true;
    session->answer(1, Reply{ShareList{}});
    timers.advance(5min - 1ns);
    --wire.queued;  // it reads a byte
    session->answer(2, Reply{ShareList{}});
    timers.advance(5min);
    EXPECT_FALSE(ended);
    timers.advance(5min);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->code, Errc::timed_out);
}

TEST_F(RpcSessionTest, DoesNotCallAClientLateThatItDoesNotRead) {
    open();
    wire.clogged = true;
    StatusView big;
    big.last_error.assign(3 * 1024 * 1024, 'e');
    for (std::uint64_t id = 1; id <= 2; ++id) say(*rpc_request_frame(id, GetStatus{}));
    say({Byte{0}});
    for (std::uint64_t id = 1; id <= 2; ++id) session->answer(id, Reply{big});
    ASSERT_TRUE(wire.paused);
    timers.advance(1min);
    EXPECT_FALSE(ended);
    wire.drain();
    wire.drain();
    ASSERT_FALSE(wire.paused);
    timers.advance(30s);
    EXPECT_TRUE(ended);
}

TEST_F(RpcSessionTest, PassesOnThatAnAnswerIsNotWaitedForAndGivesItAllTheSame) {
    open();
    say(*rpc_request_frame(7, ListShares{}));
    say(rpc_cancel_frame(7));
    EXPECT_EQ(cancelled, std::vector<std::uint64_t>{7});
    session->answer(7, fail(Errc::interrupted, "cancelled"));
    EXPECT_EQ(wire.wrote, std::vector<Bytes>{rpc_error_frame(7, {Errc::interrupted, "cancelled"})});
}

TEST_F(RpcSessionTest, HandlesNothingBehindARequestUntilThatHasBegun) {
    open();
    begins = false;
    say_at_once({*rpc_request_frame(1, ListShares{}), *rpc_request_frame(2, ListShares{}), rpc_cancel_frame(1),
                 *rpc_request_frame(3, ListShares{}), rpc_cancel_frame(2)});
    EXPECT_EQ(asked, std::vector<std::uint64_t>{1});
    EXPECT_TRUE(wire.paused) << "the rest may stay with the client";
    timers.advance(1h);
    session->answer(1, Reply{ShareList{}});
    EXPECT_EQ(asked.size(), 1U);
    session->begun();
    EXPECT_EQ(asked, (std::vector<std::uint64_t>{1, 2}));
    session->begun();
    EXPECT_EQ(asked, (std::vector<std::uint64_t>{1, 2, 3}));
    EXPECT_EQ(cancelled, std::vector<std::uint64_t>{1});
    session->begun();
    EXPECT_EQ(cancelled, (std::vector<std::uint64_t>{1, 2}));
    EXPECT_FALSE(wire.paused);
}

TEST_F(RpcSessionTest, ReadsOnBehindALoneRequest) {
    open();
    begins = false;
    say(*rpc_request_frame(1, ListShares{}));
    EXPECT_FALSE(wire.paused) << "that the client goes away is to be seen";
    say(*rpc_request_frame(2, ListShares{}));
    EXPECT_TRUE(wire.paused);
    EXPECT_EQ(asked.size(), 1U);
}

TEST_F(RpcSessionTest, HandlesOnlySoMuchOfWhatCameAtOnceBeforeTheOthersHaveTheirTurn) {
    open();
    say_at_once(std::vector<Bytes>(150, rpc_cancel_frame(7)));
    EXPECT_EQ(cancelled.size(), 8U);
    EXPECT_TRUE(wire.paused);
    timers.advance(0s);  // as many turns as it takes
    EXPECT_EQ(cancelled.size(), 150U);
    EXPECT_FALSE(wire.paused);
    EXPECT_FALSE(ended);
}

TEST_F(RpcSessionTest, SaysThatItHoldsMuch) {
    open();
    Bytes part(300'000);
    part[1] = Byte{0x0f};  // of 983,040 bytes
    say(part);
    EXPECT_EQ(heavy, 1);
    EXPECT_GE(session->held(), part.size() - rpc_header_bytes);
}

}  // namespace
}  // namespace shoal
