#pragma once
// A session on a stream and a clock that the test holds.

#include "core/rpc_session.h"

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace shoal::rpc_tests {

inline SharesChanged changed(const std::vector<std::string>& tags) {
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

    /// Requests that it hands over begin at once.
    void say(const Bytes& bytes) {
        wire.events.on_data(bytes);
        begin_asked();
    }

    void begin_asked() {
        while (session && begins && begun < asked.size()) {
            ++begun;
            session->begun();
        }
    }

    /// Has sent it all when the first of it is handled.
    void say_at_once(const std::vector<Bytes>& frames) {
        Bytes all;
        for (const auto& frame : frames) all.insert(all.end(), frame.begin(), frame.end());
        say(all);
    }

    void open() {
        session->start();
        say(rpc_hello_frame());
        wire.wrote.clear();
    }

    void tell(const Event& event) { session->tell(event, rpc_event_frame(event)); }

    HeldTimers timers;
    Wire wire;
    std::vector<std::uint64_t> asked;
    bool begins = true;
    std::size_t begun = 0;  // of asked
    std::vector<std::pair<std::string, Errc>> rejected;
    std::vector<std::uint64_t> cancelled;
    int subscribed = 0;
    int heavy = 0;
    std::optional<Error> ended;
    std::unique_ptr<RpcSession> session;
};

}  // namespace shoal::rpc_tests
