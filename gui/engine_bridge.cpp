#include "gui/engine_bridge.h"

#include <chrono>
#include <cstdio>
#include <future>
#include <optional>

#include "core/data_dir.h"
#include "core/log.h"
#include "core/remote_engine.h"
#include "core/rpc_server.h"
#include "core/uv_world.h"
#include "transfer/local_engine.h"

namespace shoal::gui {
namespace {

constexpr Duration retry_after = 1s;       // a lost daemon, or a data directory that another process holds
constexpr Duration max_engine_end = 3s;    // an orderly one
constexpr Duration max_connect_time = 3s;  // who does not answer by then hangs

transfer::EngineOptions engine_options(const Settings& settings, const QString& version) {
    transfer::EngineOptions out;
    out.data_dir = settings.data_dir;
    out.listen = settings.listen;
    out.bootstrap = settings.bootstrap;
    out.peers = settings.peers;
    out.lan = settings.lan;
    out.limit_up = settings.limit_up;
    out.limit_down = settings.limit_down;
    out.version = version.toStdString();
    return out;
}

QString text_of(const std::string& text) {
    return QString::fromStdString(text);
}

}  // namespace

/// The engine's side. Made, used and destroyed on the engine's thread; it reaches the window by queued calls only.
class EngineBridge::Room {
public:
    Room(UvWorld& world, EngineBridge& window, const BridgeOptions& options)
        : world_{world}, window_{window}, options_{options} {}
    ~Room();
    Room(const Room&) = delete;
    Room& operator=(const Room&) = delete;

    void begin();
    void ask(AskId ask, Request request);
    void cancel(AskId ask);
    void run_here();
    void look_again();
    /// Calls `done` when nothing is left to be put in order.
    void close(Task done);

private:
    void connected(Result<std::unique_ptr<Engine>> engine);
    void lost();
    void try_again_later();
    [[nodiscard]] Result<> open_here();
    [[nodiscard]] Result<std::unique_ptr<transfer::LocalEngine>> open_engine();
    void ready(bool remote);
    void trouble(Connection::State state, const QString& why);
    void tell(Connection connection);

    /// On the window's thread, if the window still is.
    void on_window(auto task) { QMetaObject::invokeMethod(&window_, std::move(task), Qt::QueuedConnection); }

    UvWorld& world_;
    EngineBridge& window_;
    BridgeOptions options_;
    std::unique_ptr<Log> log_;
    std::optional<DataDir> lock_;
    std::unique_ptr<Engine> engine_;
    transfer::LocalEngine* local_ = nullptr;  // engine_, if it runs here
    std::unique_ptr<RpcServer> server_;       // so that the command line finds this engine
    std::unique_ptr<Subscription> subscription_;
    std::map<AskId, Engine::AskId> asks_;  // the window's number to the engine's
    std::unique_ptr<Timer> retry_;
    std::unique_ptr<Timer> patience_;
    std::uint64_t attempt_ = 0;  // of connecting; what comes of an older one is too late
    bool dialling_ = false;
    bool had_daemon_ = false;
    std::shared_ptr<Room*> self_ = std::make_shared<Room*>(this);  // for calls that may come too late
};

EngineBridge::Room::~Room() {
    *self_ = nullptr;
    subscription_.reset();
    server_.reset();
    engine_.reset();
}

// --- finding an engine -----------------------------------------------------------------------------------------------

void EngineBridge::Room::begin() {
    retry_.reset();
    if (engine_ || dialling_) return;
    if (!options_.use_daemon) return connected(fail(Errc::unreachable, "no daemon is wanted"));
    dialling_ = true;
    const auto attempt = ++attempt_;
    connect_engine(
        world_, options_.settings.control,
        [self = self_, attempt](Result<std::unique_ptr<Engine>> engine) {
            if (*self != nullptr && (*self)->attempt_ == attempt) (*self)->connected(std::move(engine));
        },
        [self = self_, attempt] {
            if (*self != nullptr && (*self)->attempt_ == attempt) (*self)->lost();
        });
    auto& timers = world_.world().timers;
    patience_ = timers.at(timers.now() + max_connect_time, [this] {
        ++attempt_;
        connected(fail(Errc::timed_out, "the daemon does not answer"));
    });
}

void EngineBridge::Room::connected(Result<std::unique_ptr<Engine>> engine) {
    patience_.reset();
    dialling_ = false;
    if (engine) {
        engine_ = std::move(*engine);
        had_daemon_ = true;
        return ready(true);
    }
    const bool none = engine.error().code == Errc::unreachable;
    if (none && had_daemon_) return try_again_later();  // it may come back; whoever wants otherwise says so
    if (!none || !options_.may_run_here) {
        trouble(Connection::State::failed,
                none ? EngineBridge::tr("No daemon answers at %1.").arg(text_of(options_.settings.control))
                     : text_of(engine.error().what));
        return try_again_later();
    }
    run_here();
}

void EngineBridge::Room::lost() {
    subscription_.reset();
    asks_.clear();  // each was answered
    engine_.reset();
    trouble(Connection::State::lost, EngineBridge::tr("The daemon stopped."));
    try_again_later();
}

void EngineBridge::Room::try_again_later() {
    auto& timers = world_.world().timers;
    retry_ = timers.at(timers.now() + retry_after, [this] { begin(); });
}

void EngineBridge::Room::look_again() {
    if (!engine_ && !dialling_) begin();
}

void EngineBridge::Room::run_here() {
    if (engine_) return;
    ++attempt_;
    dialling_ = false;
    patience_.reset();
    retry_.reset();
    if (auto opened = open_here(); !opened) {
        lock_.reset();
        trouble(Connection::State::failed, text_of(opened.error().what));
        return try_again_later();
    }
    had_daemon_ = false;
    ready(false);
}

Result<> EngineBridge::Room::open_here() {
    SHOAL_TRY(auto lock, DataDir::open(options_.settings.data_dir));
    lock_.emplace(std::move(lock));
    if (!log_) {
        SHOAL_TRY(auto filter, parse_log_filter(options_.settings.log_level));
        log_ = std::make_unique<Log>(
            std::move(filter), LogFormat::text, [this] { return world_.world().timers.wall(); },
            [](std::string_view line) { std::fprintf(stderr, "%.*s\n", static_cast<int>(line.size()), line.data()); });
    }
    SHOAL_TRY(auto engine, open_engine());
    local_ = engine.get();
    engine_ = std::move(engine);
    auto server = RpcServer::start(world_, *engine_, *log_, options_.settings.control);
    // The window works without it, too.
    if (!server)
        log_->write(LogLevel::warn, "control", "the command line cannot reach this engine",
                    {{"why", server.error().what}});
    if (server) server_ = std::move(*server);
    return {};
}

// The usual port may belong to somebody else; then any will do.
Result<std::unique_ptr<transfer::LocalEngine>> EngineBridge::Room::open_engine() {
    auto options = engine_options(options_.settings, options_.version);
    auto opened = transfer::LocalEngine::open(world_.world(), *log_, options);
    if (opened || opened.error().code != Errc::in_use) return opened;
    for (auto& endpoint : options.listen) endpoint.port = 0;
    return transfer::LocalEngine::open(world_.world(), *log_, options);
}

void EngineBridge::Room::ready(bool remote) {
    subscription_ = engine_->subscribe(
        [this](const Event& event) { on_window([&window = window_, event] { Q_EMIT window.happened(event); }); });
    const auto where = remote ? options_.settings.control : options_.settings.data_dir;
    tell({.state = Connection::State::ready, .remote = remote, .where = text_of(where), .problem = {}});
}

void EngineBridge::Room::trouble(Connection::State state, const QString& why) {
    tell({.state = state, .remote = had_daemon_, .where = text_of(options_.settings.control), .problem = why});
}

void EngineBridge::Room::tell(Connection connection) {
    on_window([&window = window_, connection = std::move(connection)]() mutable {
        window.connection_is(std::move(connection));
    });
}

// --- asking ----------------------------------------------------------------------------------------------------------

void EngineBridge::Room::ask(AskId ask, Request request) {
    auto answer = [self = self_, ask](Result<Reply> reply) {
        if (*self == nullptr) return;
        auto& room = **self;
        room.asks_.erase(ask);
        // Shared, as queued calls are copied.
        auto held = std::make_shared<Result<Reply>>(std::move(reply));
        room.on_window([&window = room.window_, ask, held] { window.answered(ask, std::move(*held)); });
    };
    if (!engine_) return answer(fail(Errc::unreachable, "there is no engine to ask now"));
    asks_[ask] = 0;  // an answer never comes from inside the call
    const auto id = engine_->dispatch(std::move(request), std::move(answer));
    if (const auto found = asks_.find(ask); found != asks_.end()) found->second = id;
}

void EngineBridge::Room::cancel(AskId ask) {
    const auto found = asks_.find(ask);
    if (engine_ && found != asks_.end()) engine_->cancel(found->second);
}

void EngineBridge::Room::close(Task done) {
    retry_.reset();
    patience_.reset();
    subscription_.reset();
    server_.reset();
    if (local_ == nullptr) return done();
    auto& timers = world_.world().timers;
    const auto said = std::make_shared<Task>(std::move(done));
    const auto once = [said] {
        if (*said) std::exchange(*said, nullptr)();
    };
    retry_ = timers.at(timers.now() + max_engine_end, once);
    local_->close(once);
}

// --- the window's side -----------------------------------------------------------------------------------------------

EngineBridge::EngineBridge(BridgeOptions options, QObject* parent) : EngineClient{parent} {
    std::promise<void> made;
    auto begun = made.get_future();
    thread_ = std::thread{[this, options = std::move(options), &made] {
        UvWorld world;
        {
            Room room{world, *this, options};
            world_ = &world;
            room_ = &room;
            made.set_value();
            world.post([&room] { room.begin(); });
            world.run();
        }
    }};
    begun.wait();  // for a loop to be made, no more
}

EngineBridge::~EngineBridge() {
    post([world = world_](Room& room) { room.close([world] { world->stop(); }); });
    thread_.join();
}

void EngineBridge::post(std::move_only_function<void(Room&)> task) {
    world_->post([room = room_, task = std::move(task)]() mutable { task(*room); });
}

EngineClient::AskId EngineBridge::dispatch(Request request, AnyDone done) {
    const auto ask = next_++;
    asks_.emplace(ask, std::move(done));
    post([ask, request = std::move(request)](Room& room) mutable { room.ask(ask, std::move(request)); });
    return ask;
}

void EngineBridge::cancel(AskId ask) {
    post([ask](Room& room) { room.cancel(ask); });
}

void EngineBridge::answered(AskId ask, Result<Reply> reply) {
    auto asked = asks_.extract(ask);
    if (asked) asked.mapped()(std::move(reply));
}

void EngineBridge::connection_is(Connection connection) {
    if (connection == connection_) return;  // tried again, with the same end
    connection_ = std::move(connection);
    Q_EMIT connection_changed();
}

void EngineBridge::run_here() {
    post([](Room& room) { room.run_here(); });
}

void EngineBridge::look_again() {
    post([](Room& room) { room.look_again(); });
}

}  // namespace shoal::gui
