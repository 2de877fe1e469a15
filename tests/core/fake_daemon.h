#pragma once
// A daemon with an engine that answers what the test wants, and two that speak plain bytes.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/remote_engine.h"
#include "core/rpc_message.h"
#include "core/rpc_server.h"
#include "core/subscribers.h"

namespace shoal::rpc_tests {

/// What programs said when the control socket was of version 1, byte for byte: hello, and a request for the list.
inline Bytes first_version_hello() {
    return *from_hex("000000119300ad73686f616c2d636f6e74726f6c01");
}
inline Bytes first_version_list() {
    return *from_hex("00000009940101a46c69737480");
}

inline constexpr Duration too_long = 30s;  // of real time; only a failing test comes near

/// Turns the loop until `done`; false if that takes too long.
inline bool drive(UvWorld& world, std::move_only_function<bool() const> done) {
    auto& timers = world.world().timers;
    bool late = false;
    const auto deadline = timers.at(timers.now() + too_long, [&] { late = true; });
    world.run_until([&] { return late || done(); });
    return !late;
}

/// Answers on the next turn, as an engine must; ResolveLink waits until the test answers it.
class FakeEngine final : public Engine {
public:
    explicit FakeEngine(UvWorld& world) : world_{world} {}
    ~FakeEngine() override {
        for (auto& [id, done] : waiting) done(fail(Errc::closed, "the engine ended"));
    }
    FakeEngine(const FakeEngine&) = delete;
    FakeEngine& operator=(const FakeEngine&) = delete;

    std::unique_ptr<Subscription> subscribe(OnEvent on_event) override { return listeners.add(std::move(on_event)); }

    AskId dispatch(Request request, AnyDone done) override {
        const auto id = next_id_++;
        heard.emplace_back(request_name(request));
        if (on_heard) on_heard();
        if (std::holds_alternative<ResolveLink>(request)) {
            waiting.emplace_back(id, std::move(done));
            return id;
        }
        world_.post([this, alive = std::weak_ptr<void>{alive_}, request = std::move(request),
                     done = std::move(done)]() mutable {
            if (alive.expired()) return done(fail(Errc::closed, "the engine ended"));
            done(std::visit([this](auto& r) { return answer(r); }, request));
        });
        return id;
    }

    void cancel(AskId ask) override {
        const auto found = std::ranges::find(waiting, ask, &Waiting::first);
        if (found == waiting.end()) return;
        ++cancelled;
        world_.post([done = std::move(found->second)]() mutable { done(fail(Errc::interrupted, "cancelled")); });
        waiting.erase(found);
    }

    void resolve(std::size_t which, Result<Reply> reply) {
        auto done = std::move(waiting[which].second);
        waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(which));
        done(std::move(reply));
    }

    Subscribers listeners;
    using Waiting = std::pair<AskId, AnyDone>;
    std::vector<Waiting> waiting;
    std::vector<std::string> heard;  // what it was asked, in that order
    std::move_only_function<void()> on_heard;
    std::size_t cancelled = 0;  // of those that waited
    std::vector<ShareView> shares;
    std::string big;  // status says it

private:
    Result<Reply> answer(const AddShare& r) {
        listeners.tell(HashProgress{.path = r.path, .bytes_done = 1, .bytes_total = 2});
        ShareAdded added;
        added.name = r.path + (r.reproducible ? "!" : "?") + r.comment;
        return added;
    }
    Result<Reply> answer(const ResolveLink&) { return LinkResolved{}; }
    Result<Reply> answer(const StartDownload& r) {
        ShareView view;
        view.tag = r.tag;
        view.path = r.directory;
        view.state = ShareState::downloading;
        return view;
    }
    Result<Reply> answer(const ListShares&) { return ShareList{shares}; }
    Result<Reply> answer(const ShowShare& r) { return fail(Errc::not_found, "no share " + r.tag); }
    Result<Reply> answer(const ListPeers&) { return PeerList{}; }
    Result<Reply> answer(const GetDht&) { return DhtView{}; }
    Result<Reply> answer(const GetStatus&) {
        StatusView status;
        status.listen = {"127.0.0.1:1", "[::1]:2"};
        status.uptime_ms = std::uint64_t{1} << 63;
        status.last_error = big;
        return status;
    }

    /// The rest are answered with nothing in them.
    template <EngineRequest R>
    Result<Reply> answer(const R&) {
        return Reply{typename R::Reply{}};
    }

    UvWorld& world_;
    AskId next_id_ = 0;
    std::shared_ptr<void> alive_ = std::make_shared<char>();
};

class TemporaryDirectory {
public:
    TemporaryDirectory() {
        std::string name = (std::filesystem::temp_directory_path() / "shoal-rpc-XXXXXX").string();
        SHOAL_REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~TemporaryDirectory() { std::filesystem::remove_all(path); }
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    std::string path;
};

/// A world, an engine in it and its server.
class Daemon {
public:
    Daemon() : path{directory.path + "/run/control"} { start(); }

    void start() {
        auto started = RpcServer::start(world, *engine, log, path);
        SHOAL_REQUIRE(started);
        server = std::move(*started);
    }

    Result<std::unique_ptr<Engine>> connect(std::move_only_function<void()> on_lost = {}) {
        std::optional<Result<std::unique_ptr<Engine>>> result;
        connect_engine(
            world, path, [&](auto connected) { result.emplace(std::move(connected)); }, std::move(on_lost));
        EXPECT_FALSE(result);
        EXPECT_TRUE(drive(world, [&] { return result.has_value(); }));
        return *std::move(result);
    }

    TemporaryDirectory directory;
    std::string path;
    std::vector<std::string> lines;
    UvWorld world;
    Log log{LogLevel::warn, LogFormat::text, [] { return WallTime{}; },
            [this](std::string_view line) { lines.emplace_back(line); }};
    std::unique_ptr<FakeEngine> engine = std::make_unique<FakeEngine>(world);
    std::unique_ptr<RpcServer> server;
};

template <EngineRequest R>
Result<typename R::Reply> ask(UvWorld& world, Engine& engine, R request) {
    std::optional<Result<typename R::Reply>> result;
    engine.ask(std::move(request), [&](Result<typename R::Reply> reply) {
        EXPECT_FALSE(result);
        result.emplace(std::move(reply));
    });
    EXPECT_FALSE(result) << "answered from inside the call";
    EXPECT_TRUE(drive(world, [&] { return result.has_value(); }));
    return *std::move(result);
}

/// Speaks bytes to the daemon.
class RawClient {
public:
    explicit RawClient(Daemon& daemon) : world_{daemon.world} {
        dial_ = world_.dial_local(daemon.path, [this](auto stream) { take(*std::move(stream)); });
        EXPECT_TRUE(drive(world_, [this] { return stream_ != nullptr; }));
    }
    explicit RawClient(UvWorld& world) : world_{world} {}

    void take(std::unique_ptr<Stream> stream) {
        stream_ = std::move(stream);
        stream_->start({.on_data = [this](BytesView arrived) { received(arrived); },
                        .on_drained = [] {},
                        .on_closed = [this](const Error&) { closed = true; }});
    }

    void say(Bytes bytes) { stream_->write(std::move(bytes)); }
    bool has_said_all() const { return stream_->queued() == 0; }
    void stop_reading() { stream_->pause_reading(); }
    void read_on() { stream_->resume_reading(); }

    std::vector<Bytes> frames;  // without headers
    bool closed = false;

private:
    void received(BytesView arrived) {
        for (;;) {
            auto frame = cutter_.next(arrived);
            ASSERT_TRUE(frame);
            if (!*frame) return;
            frames.emplace_back((*frame)->begin(), (*frame)->end());
        }
    }

    UvWorld& world_;
    std::unique_ptr<Dial> dial_;
    std::unique_ptr<Stream> stream_;
    RpcFrames cutter_{max_rpc_reply};
};

/// Accepts clients and says what the test wants; remembers the newest.
class RawDaemon {
public:
    RawDaemon() : path{directory.path + "/control"} {
        listener_ = *world.listen_local(path, [this](auto stream) {
            ++accepted;
            if (answer.empty()) return;  // the stream ends here
            client = std::make_unique<RawClient>(world);
            client->take(std::move(stream));
            client->say(answer);
        });
    }

    Result<std::unique_ptr<Engine>> connect(std::move_only_function<void()> on_lost = {}) {
        std::optional<Result<std::unique_ptr<Engine>>> result;
        connect_engine(
            world, path, [&](auto connected) { result.emplace(std::move(connected)); }, std::move(on_lost));
        EXPECT_TRUE(drive(world, [&] { return result.has_value(); }));
        return *std::move(result);
    }

    TemporaryDirectory directory;
    std::string path;
    UvWorld world;
    int accepted = 0;
    std::unique_ptr<RawClient> client;
    Bytes answer;

private:
    std::unique_ptr<Listener> listener_;
};

}  // namespace shoal::rpc_tests
