// One client as the daemon sees it, on a stream and a clock that the test holds.

#include "core/rpc_session.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace shoal {
namespace {

SharesChanged changed(const std::vector<std::string>& tags) {
    SharesChanged event{.shares = {}, .tags = tags};
    for (const auto& tag : tags) event.shares.emplace_back().tag = tag;
    return event;
}

/// Time that stands still until it is moved.
class HeldTimers : public Timers {
public:
    Instant now() const override { return now_; }
    WallTime wall() const override { return {}; }

    std::unique_ptr<Timer> at(Instant when, Task task) override {
        const auto key = std::pair{when, next_++};
        tasks_.emplace(key, std::move(task));
        return std::make_unique<Held>(*this, key);
    }

    void advance(Duration by) {
        now_ += by;
        while (!tasks_.empty() && tasks_.begin()->first.first <= now_) {
            auto task = tasks_.extract(tasks_.begin());
            task.mapped()();
        }
    }

    std::size_t armed() const { return tasks_.size(); }

private:
    using Key = std::pair<Instant, std::uint64_t>;
    class Held : public Timer {
    public:
        Held(HeldTimers& timers, Key key) : timers_{timers}, key_{key} {}
        ~Held() override { timers_.tasks_.erase(key_); }
        Held(const Held&) = delete;
        Held& operator=(const Held&) = delete;

    private:
        HeldTimers& timers_;
        Key key_;
    };

    Instant now_{};
    std::uint64_t next_ = 0;
    std::map<Key, Task> tasks_;
};

/// What the test sees of a stream; outlives it.
struct Wire {
    Stream::Events events;
    bool clogged = false;      // nothing is taken
    std::size_t queued = 0;    // bytes
    std::vector<Bytes> wrote;  // all frames
    bool paused = false;
    bool gone = false;

    /// The other side reads all there is.
    void drain() {
        queued = 0;
        auto& on_drained = events.on_drained;
        on_drained();
    }
};

class WireStream : public Stream {
public:
    explicit WireStream(Wire& wire) : wire_{wire} {}
    ~WireStream() override { wire_.gone = true; }
    void start(Events events) override { wire_.events = std::move(events); }
    void write(Bytes bytes) override {
        if (wire_.clogged) wire_.queued += bytes.size();
        wire_.wrote.push_back(std::move(bytes));
    }
    std::size_t queued() const override { return wire_.queued; }
    void pause_reading() override { wire_.paused = true; }
    void resume_reading() override { wire_.paused = false; }
    Endpoint remote() const override { return {}; }
    Endpoint local() const override { return {}; }

private:
    Wire& wire_;
};

template <class T>
T read_as(const Bytes& frame) {
    auto message = read_rpc_message(BytesView{frame}.subspan(rpc_header_bytes));
    EXPECT_TRUE(message);
    return std::get<T>(*message);
}

class RpcSessionTest : public testing::Test {
protected:
    RpcSessionTest() {
        session = std::make_unique<RpcSession>(
            timers, std::make_unique<WireStream>(wire),
            RpcSession::Events{
                .on_request = [this](std::uint64_t id, Request) { asked.push_back(id); },
                .on_rejected = [this](std::string_view name,
                                      Errc code) { rejected.emplace_back(std::string{name}, code); },
                .on_cancel = [this](std::uint64_t id) { cancelled.push_back(id); },
                .on_subscribe = [this] { ++subscribed; },
                .on_heavy = [this] { ++heavy; },
                .on_end =
                    [this](Error why) {
                        ended = std::move(why);
                        session.reset();
                    },
            });
    }

    void say(const Bytes& bytes) { wire.events.on_data(bytes); }

    void open() {
        session->start();
        say(rpc_hello_frame());
        wire.wrote.clear();
    }

    void tell(const Event& event) { session->tell(event, rpc_event_frame(event)); }

    HeldTimers timers;
    Wire wire;
    std::vector<std::uint64_t> asked;
    std::vector<std::pair<std::string, Errc>> rejected;
    std::vector<std::uint64_t> cancelled;
    int subscribed = 0;
    int heavy = 0;
    std::optional<Error> ended;
    std::unique_ptr<RpcSession> session;
};

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

TEST_F(RpcSessionTest, HandlesOnlySoMuchOfWhatCameAtOnceBeforeTheOthersHaveTheirTurn) {
    open();
    Bytes many;
    for (std::uint64_t id = 1; id <= 150; ++id) {
        const auto request = *rpc_request_frame(id, ListShares{});
        many.insert(many.end(), request.begin(), request.end());
    }
    say(many);
    EXPECT_EQ(asked.size(), 8U);
    EXPECT_TRUE(wire.paused);
    timers.advance(0s);  // as many turns as it takes
    EXPECT_EQ(asked.size() + rejected.size(), 150U);
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
        Bytes frame(rpc_header_bytes);
        frame[3] = static_cast<Byte>(message.size());
        frame.insert(frame.end(), message.begin(), message.end());
        return frame;
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

TEST_F(RpcSessionTest, DoesNotReadFromAClientThatDoesNotRead) {
    open();
    wire.clogged = true;
    StatusView big;
    big.last_error.assign(700'000, 'e');
    for (std::uint64_t id = 1; id <= 3; ++id) say(*rpc_request_frame(id, GetStatus{}));
    session->answer(1, Reply{big});
    session->answer(2, Reply{big});
    EXPECT_FALSE(wire.paused);
    session->answer(3, Reply{big});
    EXPECT_TRUE(wire.paused);
    EXPECT_EQ(wire.wrote.size(), 1U);
    wire.drain();
    EXPECT_TRUE(wire.paused);
    wire.drain();
    EXPECT_EQ(wire.wrote.size(), 3U);
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
