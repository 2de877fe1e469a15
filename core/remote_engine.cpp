#include "core/remote_engine.h"

#include <map>
#include <utility>

#include "core/rpc_message.h"
#include "core/rpc_server.h"
#include "core/subscribers.h"

namespace shoal {

namespace {

constexpr auto* no_daemon = "what answers on the control socket is no shoald; another program has its path";
constexpr Duration crowded_pause = 20ms;  // until the next try, when others pushed us out before we said hello

using Connected = std::move_only_function<void(Result<std::unique_ptr<Engine>>)>;

class RemoteEngine final : public Engine {
public:
    RemoteEngine(UvWorld& world, Connected done, std::move_only_function<void()> on_lost)
        : world_{world}, done_{std::move(done)}, on_lost_{std::move(on_lost)} {}
    ~RemoteEngine() override;
    RemoteEngine(const RemoteEngine&) = delete;
    RemoteEngine& operator=(const RemoteEngine&) = delete;

    /// `self` is this object, which it holds until `done` takes it.
    void connect(const std::string& path, std::unique_ptr<Engine> self);

    std::unique_ptr<Subscription> subscribe(OnEvent on_event) override;
    AskId dispatch(Request request, AnyDone done) override;
    void cancel(AskId ask) override;

private:
    struct Ask {
        std::string_view name;  // of the request; static
        AnyDone done;
    };

    void dial();
    void dial_again();
    void dialled(Result<std::unique_ptr<Stream>> stream);
    void received(BytesView arrived);
    [[nodiscard]] Result<> handle(BytesView frame);
    [[nodiscard]] Result<> greeted(const RpcMessage& message);
    void give_up(Error why);
    void ended(Error why);
    void answered(std::uint64_t id, auto&& read);
    void answer_later(AnyDone done, Error why);

    UvWorld& world_;
    std::unique_ptr<Engine> self_;  // until connected
    Connected done_;                // until connected
    std::move_only_function<void()> on_lost_;
    std::string path_;
    std::unique_ptr<Dial> dial_;
    std::unique_ptr<Timer> deadline_;  // until connected
    std::unique_ptr<Timer> pause_;     // until the next dial
    std::unique_ptr<Stream> stream_;   // none once the connection is lost
    RpcFrames frames_{max_rpc_reply};
    std::uint64_t next_id_ = 1;  // 0 speaks of the connection
    std::map<std::uint64_t, Ask> asks_;
    bool told_to_subscribe_ = false;
    Subscribers subscribers_;
    std::shared_ptr<void> alive_ = std::make_shared<char>();
};

RemoteEngine::~RemoteEngine() {
    alive_.reset();
    stream_.reset();
    for (auto& [id, ask] : std::exchange(asks_, {})) ask.done(fail(Errc::closed, "the connection was closed here"));
}

// --- connecting ------------------------------------------------------------------------------------------------------

void RemoteEngine::connect(const std::string& path, std::unique_ptr<Engine> self) {
    self_ = std::move(self);
    auto& timers = world_.world().timers;
    deadline_ = timers.at(timers.now() + rpc_hello_timeout, [this] {
        give_up({Errc::unreachable, "the daemon does not answer; it may hang or be stopped"});
    });
    path_ = path;
    dial();
}

void RemoteEngine::dial() {
    dial_ = world_.dial_local(path_, [this](Result<std::unique_ptr<Stream>> stream) { dialled(std::move(stream)); });
}

/// The daemon is full of clients that came before us and others that came after: the next one in may be luckier.
void RemoteEngine::dial_again() {
    stream_.reset();
    auto& timers = world_.world().timers;
    pause_ = timers.at(timers.now() + crowded_pause, [this] {
        frames_ = RpcFrames{max_rpc_reply};
        dial();
    });
}

void RemoteEngine::dialled(Result<std::unique_ptr<Stream>> stream) {
    if (!stream) return give_up(std::move(stream).error());
    dial_.reset();
    stream_ = std::move(*stream);
    stream_->start(Stream::Events{
        .on_data = [this](BytesView arrived) { received(arrived); },
        .on_drained = [] {},
        .on_closed =
            [this](Error why) {
                if (done_) why = {Errc::refused, "the daemon closed the connection unheard"};
                ended(std::move(why));
            },
    });
    stream_->write(rpc_hello_frame());
}

void RemoteEngine::give_up(Error why) {
    auto done = std::exchange(done_, nullptr);
    self_.reset();  // this
    done(std::unexpected<Error>{std::move(why)});
}

Result<> RemoteEngine::greeted(const RpcMessage& message) {
    if (const auto* error = std::get_if<RpcError>(&message)) {
        if (error->error.code != Errc::limit) return std::unexpected<Error>{error->error};
        dial_again();
        return {};
    }
    const auto* hello = std::get_if<RpcHello>(&message);
    if (hello == nullptr || hello->protocol != rpc_protocol) return fail(Errc::unsupported, no_daemon);
    if (hello->version != rpc_version) return std::unexpected<Error>{rpc_version_error(hello->version, rpc_version)};
    deadline_.reset();
    auto done = std::exchange(done_, nullptr);
    done(std::move(self_));
    return {};
}

// --- reading ---------------------------------------------------------------------------------------------------------

void RemoteEngine::received(BytesView arrived) {
    const std::weak_ptr<void> alive{alive_};
    while (!alive.expired() && stream_) {
        auto frame = frames_.next(arrived);
        if (!frame) return ended(std::move(frame).error());
        if (!*frame) return;
        if (auto handled = handle(**frame); !handled) return ended(std::move(handled).error());
    }
}

// An error is the daemon's fault. After success this object may be gone.
Result<> RemoteEngine::handle(BytesView frame) {
    auto message = read_rpc_message(frame);
    if (done_) {
        if (!message) return fail(Errc::unsupported, no_daemon);
        return greeted(*message);
    }
    if (!message) return std::unexpected<Error>{std::move(message).error()};
    if (const auto* reply = std::get_if<RpcReply>(&*message)) {
        answered(reply->id, [&](std::string_view name) { return decode_reply(name, reply->body); });
    } else if (auto* error = std::get_if<RpcError>(&*message); error != nullptr && error->id == 0) {
        return std::unexpected<Error>{std::move(error->error)};
    } else if (error != nullptr) {
        answered(error->id,
                 [&](std::string_view) -> Result<Reply> { return std::unexpected<Error>{std::move(error->error)}; });
    } else if (const auto* said = std::get_if<RpcEvent>(&*message); said != nullptr && !subscribers_.empty()) {
        auto event = decode_event(said->name, said->body);
        if (event) {
            subscribers_.tell(*event);
        } else if (event.error().code != Errc::unsupported) {  // a newer daemon knows more events
            return fail_in("event", std::move(event).error());
        }
    }
    return {};
}

void RemoteEngine::answered(std::uint64_t id, auto&& read) {
    auto ask = asks_.extract(id);
    if (ask.empty()) return;
    ask.mapped().done(read(ask.mapped().name));
}

// --- the end of the connection ---------------------------------------------------------------------------------------

void RemoteEngine::ended(Error why) {
    if (done_) return give_up(std::move(why));
    stream_.reset();
    const std::weak_ptr<void> alive{alive_};
    auto on_lost = std::exchange(on_lost_, nullptr);
    for (auto& [id, ask] : std::exchange(asks_, {})) {
        ask.done(fail(Errc::unreachable, "the connection to the daemon was lost: " + why.what));
    }
    if (on_lost && !alive.expired()) on_lost();
}

void RemoteEngine::answer_later(AnyDone done, Error why) {
    // Without `this`: it is answered whether this object lives on or not.
    world_.post(
        [done = std::move(done), why = std::move(why)]() mutable { done(std::unexpected<Error>{std::move(why)}); });
}

// --- asking ----------------------------------------------------------------------------------------------------------

Engine::AskId RemoteEngine::dispatch(Request request, AnyDone done) {
    const auto id = next_id_++;
    const auto refuse = [&](Error why) {
        answer_later(std::move(done), std::move(why));
        return id;
    };
    if (!stream_) return refuse({Errc::unreachable, "the connection to the daemon was lost"});
    auto frame = rpc_request_frame(id, request);
    if (!frame) return refuse(std::move(frame).error());
    if (frame->size() > max_rpc_request + rpc_header_bytes) {
        return refuse({Errc::limit, "the request is larger than the control socket carries"});
    }
    asks_.emplace(id, Ask{request_name(request), std::move(done)});
    stream_->write(std::move(*frame));
    return id;
}

void RemoteEngine::cancel(AskId ask) {
    if (stream_ && asks_.contains(ask)) stream_->write(rpc_cancel_frame(ask));
}

std::unique_ptr<Subscription> RemoteEngine::subscribe(OnEvent on_event) {
    if (stream_ && !std::exchange(told_to_subscribe_, true)) stream_->write(rpc_subscribe_frame());
    return subscribers_.add(std::move(on_event));
}

}  // namespace

void connect_engine(UvWorld& world, const std::string& path,
                    std::move_only_function<void(Result<std::unique_ptr<Engine>>)> done,
                    std::move_only_function<void()> on_lost) {
    auto engine = std::make_unique<RemoteEngine>(world, std::move(done), std::move(on_lost));
    auto& attempt = *engine;
    attempt.connect(path, std::move(engine));
}

}  // namespace shoal
