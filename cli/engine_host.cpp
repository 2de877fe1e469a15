#include "cli/engine_host.h"

#include <fmt/format.h>

#include "cli/http_metrics.h"
#include "cli/http_shown_engine.h"
#include "cli/log_output.h"
#include "cli/ticker.h"
#include "core/remote_engine.h"

namespace shoal::cli {
namespace {

transfer::EngineOptions engine_options(const Settings& settings, bool activate_all) {
    transfer::EngineOptions out;
    out.data_dir = settings.data_dir;
    out.listen = settings.listen;
    out.bootstrap = settings.bootstrap;
    out.peers = settings.peers;
    out.lan = settings.lan;
    out.limit_up = settings.limit_up;
    out.limit_down = settings.limit_down;
    out.activate_all = activate_all;
    out.version = SHOAL_VERSION;
    return out;
}

}  // namespace

EngineHost::EngineHost(Console& console, Disk* disk) : console_{&console}, loop_{disk} {}

Result<std::unique_ptr<EngineHost>> EngineHost::find(const CommandLine& line, const Environment& environment,
                                                     Console& console) {
    SHOAL_TRY(const auto configuration, load_configuration(line, environment, "warn"));
    HostOptions options;
    options.may_run_here = false;
    return open(configuration, options, console);
}

Result<std::unique_ptr<EngineHost>> EngineHost::manage(const CommandLine& line, const Environment& environment,
                                                       Console& console) {
    SHOAL_TRY(auto configuration, load_configuration(line, environment, "warn"));
    HostOptions options;
    options.may_run_here = !configuration.control_given;
    options.offline = true;
    return open(configuration, options, console);
}

EngineHost::~EngineHost() {
    server_.reset();
    shown_.reset();
    http_.reset();
    engine_.reset();
}

Result<std::unique_ptr<EngineHost>> EngineHost::open(const Configuration& configuration, const HostOptions& options,
                                                     Console& console) {
    std::unique_ptr<EngineHost> host{new EngineHost{console, options.disk}};
    if (options.use_daemon) {
        auto connected = host->connect(configuration.settings.control);
        const bool none = !connected && connected.error().code == Errc::unreachable;
        if (!connected && !(none && options.may_run_here)) return std::unexpected{std::move(connected).error()};
    }
    if (!host->engine_) SHOAL_CHECK(host->run_here(configuration, options));
    host->given_peers_ = configuration.settings.peers;
    if (host->is_remote() && !configuration.for_own_engine.empty())
        console.talk.say(fmt::format("the daemon goes by its own settings: {} changes nothing; --standalone runs an "
                                     "engine here",
                                     fmt::join(configuration.for_own_engine, ", ")));
    host->stop_ = std::make_unique<StopSignals>(host->loop_, std::function<void()>{}, options.hangup_stops);
    return host;
}

Result<> EngineHost::connect(const std::string& path) {
    struct Attempt {
        std::optional<Result<std::unique_ptr<Engine>>> result;
    };
    const auto attempt = std::make_shared<Attempt>();
    connect_engine(
        loop_, path, [attempt](Result<std::unique_ptr<Engine>> result) { attempt->result = std::move(result); },
        [this] { lost_ = true; });
    bool late = false;
    const auto limit = world().timers.at(now() + max_connect_time, [&late] { late = true; });
    loop_.run_until([&] { return attempt->result.has_value() || late; });
    if (!attempt->result) {
        return fail(Errc::unreachable, fmt::format("the daemon at {} does not answer", path));
    }
    if (!*attempt->result) {
        Error error = std::move(*attempt->result).error();
        if (error.code == Errc::unreachable) error.what = fmt::format("no daemon answers at {}", path);
        return std::unexpected{std::move(error)};
    }
    engine_ = std::move(**attempt->result);
    return {};
}

Result<> EngineHost::run_here(const Configuration& configuration, const HostOptions& options) {
    auto lock = DataDir::open(configuration.settings.data_dir);
    if (!lock) {
        Error error = std::move(lock).error();
        if (error.code == Errc::in_use && !options.activate_all)
            error.what +=
                "; wait for it, or run shoald, which serves any number of commands, or name another --data-dir";
        return std::unexpected{std::move(error)};
    }
    lock_.emplace(std::move(*lock));
    SHOAL_TRY(log_, make_log(configuration, world().timers, console_->talk));
    if (options.confine) SHOAL_CHECK(options.confine(*log_));
    SHOAL_CHECK(open_engine(configuration, options));
    if (!options.serve_control) return {};
    if (options.serve_http) SHOAL_CHECK(open_http(configuration.settings, options));
    Engine& shown = shown_ ? static_cast<Engine&>(*shown_) : *engine_;
    if (options.control_socket != nullptr && *options.control_socket) {
        SHOAL_TRY(server_, RpcServer::start(loop_, shown, *log_, std::move(*options.control_socket)));
        return {};
    }
    SHOAL_TRY(server_, RpcServer::start(loop_, shown, *log_, configuration.settings.control));
    return {};
}

Result<> EngineHost::open_http(const Settings& settings, const HostOptions& host) {
    HttpOptions options;
    if (host.http_socket != nullptr) options.passed = std::move(*host.http_socket);
    if (settings.http_listen.empty() && !options.passed) return {};
    options.data_dir = settings.data_dir;
    options.listen = settings.http_listen;
    auto started = HttpServer::start(loop_, *engine_, *log_, std::move(options));
    if (!started && started.error().code == Errc::in_use) {  // the port, not the data directory
        return fail(Errc::network, std::move(started).error().what);
    }
    SHOAL_TRY(http_, std::move(started));
    shown_ = std::make_unique<ShownEngine>(*engine_, *http_);
    http_->also_show(
        [this] { return server_ ? std::vector{rpc_metric(server_->counters())} : std::vector<MetricFamily>{}; });
    return {};
}

Result<> EngineHost::open_engine(const Configuration& configuration, const HostOptions& options) {
    auto settings = configuration.settings;
    if (options.offline) {
        settings.listen.clear();
        settings.bootstrap.clear();
        settings.peers.clear();
        settings.lan = false;
    }
    auto opened = transfer::LocalEngine::open(world(), *log_, engine_options(settings, options.activate_all));
    if (!opened && opened.error().code == Errc::in_use && !configuration.listen_given && !options.activate_all) {
        // The usual port belongs to somebody else; a command that runs for one share needs no particular one.
        for (auto& endpoint : settings.listen) endpoint.port = 0;
        opened = transfer::LocalEngine::open(world(), *log_, engine_options(settings, options.activate_all));
    }
    if (!opened) {
        Error error = std::move(opened).error();
        if (error.code == Errc::in_use) error.code = Errc::network;  // a port, not the data directory
        return std::unexpected{std::move(error)};
    }
    local_ = opened->get();
    engine_ = std::move(*opened);
    return {};
}

Result<LinkResolved> EngineHost::resolve(const std::string& link, const std::string& tag, std::uint64_t timeout_ms) {
    auto slot = std::make_shared<std::optional<Result<LinkResolved>>>();
    engine_->ask(ResolveLink{link, timeout_ms}, [slot](Result<LinkResolved> found) { *slot = std::move(found); });
    // After it, as it makes the share known. A peer that cannot be dialled is as one that does not answer.
    if (is_remote()) {
        for (const auto& peer : given_peers_) engine_->ask(AddPeer{tag, peer.str()}, [](const Result<Done>&) {});
    }
    wait([&] { return slot->has_value(); });
    if (slot->has_value()) return std::move(**slot);
    return std::unexpected{why_stopped()};
}

std::vector<std::string> EngineHost::listening() const {
    std::vector<std::string> out;
    if (local_ == nullptr) return out;
    for (const auto& endpoint : local_->listening()) out.push_back(endpoint.str());
    return out;
}

std::vector<Endpoint> EngineHost::http_listening() const {
    return http_ ? http_->listening() : std::vector<Endpoint>{};
}

void EngineHost::wait(std::function<bool()> done) {
    const auto over = [&] { return stop_->arrived() || lost_ || done(); };
    if (over()) return;
    loop_.run_until([&over] { return over(); });
}

Error EngineHost::why_stopped() const {
    if (lost_) return {Errc::unreachable, "the daemon went away"};
    return {Errc::interrupted, "stopped"};
}

void EngineHost::close() {
    server_.reset();
    shown_.reset();
    http_.reset();
    if (local_ == nullptr) return;
    const auto closed = std::make_shared<bool>(false);
    local_->close([closed] { *closed = true; });
    run_at_most(max_close_time, [closed] { return *closed; });
}

void EngineHost::run_at_most(Duration limit, const std::function<bool()>& done) {
    bool late = false;
    const auto timer = world().timers.at(now() + limit, [&late] { late = true; });
    loop_.run_until([&] { return late || done(); });
}

}  // namespace shoal::cli
