// One client as the daemon sees it: what it is answered and told, and what happens if it does not read.

#include "tests/core/rpc_session_rig.h"

#include <array>

namespace shoal {
namespace {

using namespace rpc_tests;

TEST_F(RpcSessionTest, AnswersByIdInAnyOrder) {
    open();
    say(*rpc_request_frame(10, ListShares{}));
    say(*rpc_request_frame(11, GetStatus{}));
    EXPECT_EQ(asked, (std::vector<std::uint64_t>{10, 11}));
    session->answer(11, Reply{StatusView{}});
    session->answer(10, fail(Errc::io, "no"));
    EXPECT_EQ(wire.wrote[0], rpc_reply_frame(11, StatusView{}));
    EXPECT_EQ(wire.wrote[1], rpc_error_frame(10, {Errc::io, "no"}));
}

TEST_F(RpcSessionTest, AnswersTheRequestBeyondTheCapWithLimitAndGoesOn) {
    open();
    for (std::uint64_t id = 1; id <= max_rpc_in_flight + 1; ++id) say(*rpc_request_frame(id, ListShares{}));
    EXPECT_EQ(asked.size(), max_rpc_in_flight);
    ASSERT_EQ(wire.wrote.size(), 1U);
    EXPECT_EQ(read_as<RpcError>(wire.wrote[0]).id, max_rpc_in_flight + 1);
    EXPECT_EQ(read_as<RpcError>(wire.wrote[0]).error.code, Errc::limit);
    EXPECT_EQ(rejected, (std::vector{std::pair{std::string{"list"}, Errc::limit}}));
    session->answer(1, Reply{ShareList{}});
    say(*rpc_request_frame(100, ListShares{}));
    EXPECT_EQ(asked.size(), max_rpc_in_flight + 1);
}

TEST_F(RpcSessionTest, AnswersAnUnknownRequestAndIgnoresUnknownKindsButEndsOnAMalformedBody) {
    open();
    const auto framed = [](Bytes message) {
        const std::array header{Byte{0}, Byte{0}, Byte{0}, static_cast<Byte>(message.size())};
        message.insert(message.begin(), header.begin(), header.end());
        return message;
    };
    say(framed(Packer{}.array(2).uint(99).text("future").take()));
    EXPECT_TRUE(wire.wrote.empty());
    say(framed(Packer{}.array(4).uint(1).uint(5).text("launch").map(0).take()));
    ASSERT_EQ(wire.wrote.size(), 1U);
    EXPECT_EQ(read_as<RpcError>(wire.wrote[0]).error.code, Errc::unsupported);
    EXPECT_EQ(rejected, (std::vector{std::pair{std::string{"unknown"}, Errc::unsupported}}));
    EXPECT_FALSE(ended);
    say(framed(Packer{}.array(4).uint(1).uint(6).text("show").map(1).text("tag").uint(1).take()));
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->code, Errc::malformed);
}

TEST_F(RpcSessionTest, TellsNothingBeforeItWasAskedTo) {
    open();
    tell(ShareCompleted{.tag = "a"});
    EXPECT_TRUE(wire.wrote.empty());
    say(rpc_subscribe_frame());
    say(rpc_subscribe_frame());
    EXPECT_EQ(subscribed, 1);
    tell(ShareCompleted{.tag = "b"});
    ASSERT_EQ(wire.wrote.size(), 1U);
    EXPECT_EQ(wire.wrote[0], rpc_event_frame(ShareCompleted{.tag = "b"}));
}

ShareView view_of(std::string tag, std::uint64_t have) {
    ShareView view;
    view.tag = std::move(tag);
    view.bytes_have = have;
    return view;
}

TEST_F(RpcSessionTest, JoinsSharesChangedForAClientThatReadsSlowlyKeepsTheNewestViewAndLosesNoOtherEvent) {
    open();
    say(rpc_subscribe_frame());
    wire.clogged = true;
    const std::string big(300'000, 'p');
    tell(HashProgress{.path = big});  // fills the stream's window
    tell(ShareCompleted{.tag = "done"});
    for (std::uint64_t have = 1; have <= 3; ++have) tell(SharesChanged{.shares = {view_of("b", have)}, .tags = {"b"}});
    tell(SharesChanged{.shares = {view_of("a", 9)}, .tags = {"a"}});
    ASSERT_EQ(wire.wrote.size(), 1U);
    wire.drain();
    ASSERT_EQ(wire.wrote.size(), 3U);
    EXPECT_EQ(wire.wrote[1], rpc_event_frame(ShareCompleted{.tag = "done"}));
    EXPECT_EQ(wire.wrote[2],
              rpc_event_frame(SharesChanged{.shares = {view_of("a", 9), view_of("b", 3)}, .tags = {"a", "b"}}));
    wire.drain();
    tell(changed({"d"}));
    EXPECT_EQ(wire.wrote.size(), 4U);
}

TEST_F(RpcSessionTest, DoesNotTellOfAShareAfterItsEnd) {
    open();
    say(rpc_subscribe_frame());
    wire.clogged = true;
    tell(HashProgress{.path = std::string(300'000, 'p')});
    tell(HashProgress{});
    const auto empty = session->held();
    tell(SharesChanged{.shares = {view_of("a", 1), view_of("b", 1)}, .tags = {"a", "b"}});
    tell(ShareRemoved{.tag = "a"});
    tell(ShareRemoved{.tag = "b"});
    EXPECT_EQ(session->held(), empty + 2 * rpc_event_frame(ShareRemoved{.tag = "a"}).size());
    wire.drain();
    ASSERT_EQ(wire.wrote.size(), 4U);
    EXPECT_EQ(wire.wrote.back(), rpc_event_frame(ShareRemoved{.tag = "b"}));
}

TEST_F(RpcSessionTest, EndsAClientThatLeavesMoreEventsUnreadThanTheCap) {
    open();
    say(rpc_subscribe_frame());
    wire.clogged = true;
    const HashProgress event{.path = std::string(1024 * 1024, 'p')};
    std::size_t told = 0;
    while (!ended && told < 100) {
        tell(event);
        ++told;
    }
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->code, Errc::limit);
    EXPECT_EQ(told, 65U);  // one in the stream, 63 whole ones below the cap, one above it
}

TEST_F(RpcSessionTest, CountsTheViewsThatWaitToo) {
    open();
    say(rpc_subscribe_frame());
    wire.clogged = true;
    tell(HashProgress{.path = std::string(300'000, 'p')});
    tell(HashProgress{});
    auto view = view_of("a", 1);
    view.error.assign(1024 * 1024, 'e');
    for (int i = 0; i < 200; ++i) tell(SharesChanged{.shares = {view}, .tags = {"a"}});
    EXPECT_FALSE(ended) << "one view of one share";
    EXPECT_LT(session->held(), 2U * 1024 * 1024);
    std::size_t told = 0;
    while (!ended && told < 100) {
        view.tag = std::to_string(told++);
        tell(SharesChanged{.shares = {view}, .tags = {view.tag}});
    }
    EXPECT_EQ(told, 63U);
}

TEST_F(RpcSessionTest, NeitherReadsNorHandlesWhatAClientSaysThatDoesNotTakeItsAnswers) {
    open();
    begins = false;
    std::vector<Bytes> many;
    for (std::uint64_t id = 1; id <= 9; ++id) many.push_back(*rpc_request_frame(id, ListShares{}));
    say_at_once(many);
    wire.clogged = true;
    session->begun();
    session->answer(1, Reply{ShareList{}});
    ASSERT_EQ(asked.size(), 2U);
    begins = true;
    begin_asked();
    EXPECT_EQ(asked.size(), 2U) << "not one more, however small the answer was";
    EXPECT_TRUE(wire.paused);
    session->answer(2, Reply{ShareList{}});
    timers.advance(1min);
    EXPECT_EQ(asked.size(), 2U);
    wire.clogged = false;
    wire.drain();
    begin_asked();
    EXPECT_EQ(asked.size(), 9U);
    EXPECT_FALSE(wire.paused);
    EXPECT_FALSE(ended);
}

TEST_F(RpcSessionTest, ReadsOnWhenTheLastAnswerIsTaken) {
    open();
    wire.clogged = true;
    StatusView big;
    big.last_error.assign(300'000, 'e');
    for (std::uint64_t id = 1; id <= 3; ++id) say(*rpc_request_frame(id, GetStatus{}));
    for (std::uint64_t id = 1; id <= 3; ++id) session->answer(id, Reply{big});
    EXPECT_EQ(wire.wrote.size(), 1U);
    for (std::size_t wrote = 2; wrote <= 3; ++wrote) {
        wire.drain();
        EXPECT_EQ(wire.wrote.size(), wrote);
        EXPECT_TRUE(wire.paused);
    }
    wire.drain();
    EXPECT_FALSE(wire.paused);
    EXPECT_FALSE(ended);
}

TEST_F(RpcSessionTest, CountsAnswersApartFromEvents) {
    open();
    say(rpc_subscribe_frame());
    wire.clogged = true;
    StatusView big;
    big.last_error.assign(max_rpc_queued / 2, 'e');
    for (std::uint64_t id = 1; id <= 3; ++id) say(*rpc_request_frame(id, GetStatus{}));
    for (std::uint64_t id = 1; id <= 3; ++id) session->answer(id, Reply{big});
    tell(ShareCompleted{.tag = "a"});
    EXPECT_FALSE(ended);
}

TEST_F(RpcSessionTest, EndsWithItsStream) {
    open();
    say(*rpc_request_frame(1, ListShares{}));
    wire.events.on_closed(Error{Errc::closed, "gone"});
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->code, Errc::closed);
}

}  // namespace
}  // namespace shoal
