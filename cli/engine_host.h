#pragma once
// The engine a command works with: that of a daemon, if one answers, else its own in this process.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/configuration.h"
#include "cli/console.h"
#include "cli/stop_signals.h"
#include "core/data_dir.h"
#include "core/engine.h"
#include "core/rpc_server.h"
#include "core/uv_world.h"
#include "transfer/local_engine.h"

namespace shoal::cli {

class HttpServer;
class ShownEngine;

inline constexpr Duration max_connect_time = 3s;  ///< a daemon that does not answer by then is taken for none
inline constexpr Duration max_close_time = 3s;    ///< an orderly end; what is left after that is as after a crash

struct HostOptions {
    bool use_daemon = true;      ///< take the daemon's engine if one answers
    bool may_run_here = true;    ///< run one in this process otherwise
    bool serve_control = false;  ///< the engine in this process answers on settings.control
    bool serve_http = false;     ///< and on settings.http_listen
    bool activate_all = false;   ///< the engine in this process serves every remembered share
    bool offline = false;        ///< the engine in this process has no sockets: it only looks after what it remembers
    bool hangup_stops = true;    ///< SIGHUP ends a wait like SIGTERM
    Disk* disk = nullptr;        ///< instead of the machine's own; outlives the host
    /// A listening socket to answer on instead of settings.control: taken when the engine in this process is open.
    Descriptor* control_socket = nullptr;
    /// The same instead of settings.http_listen.
    Descriptor* http_socket = nullptr;
    /// Called when the data directory is locked and before the first thread starts and the engine opens: what the
    /// process should give up, it gives up here.
    std::function<Result<>(Log&)> confine;
};

/// Everything in it lives on this thread; its members end in the order that engine, world and lock need.
class EngineHost {
public:
    /// Blocking. Errors: unreachable (no daemon, and it may not run here), in_use, network, permission, io,
    /// configuration.
    [[nodiscard]] static Result<std::unique_ptr<EngineHost>> open(const Configuration& configuration,
                                                                  const HostOptions& options, Console& console);
    /// One that runs elsewhere, for those who only ask. Errors: unreachable, configuration.
    [[nodiscard]] static Result<std::unique_ptr<EngineHost>> find(const CommandLine& line,
                                                                  const Environment& environment, Console& console);
    /// For commands that look after remembered shares: the daemon's, else one in this process that is offline. Where
    /// --control names a socket it must answer. Errors: as open.
    [[nodiscard]] static Result<std::unique_ptr<EngineHost>> manage(const CommandLine& line,
                                                                    const Environment& environment, Console& console);
    ~EngineHost();
    EngineHost(const EngineHost&) = delete;
    EngineHost& operator=(const EngineHost&) = delete;

    [[nodiscard]] Engine& engine() { return *engine_; }
    [[nodiscard]] World& world() { return loop_.world(); }
    [[nodiscard]] Instant now() { return loop_.world().timers.now(); }
    [[nodiscard]] const StopSignals& stop() const { return *stop_; }
    [[nodiscard]] UvWorld& loop() { return loop_; }
    /// Of the engine in this process.
    [[nodiscard]] Log& log() { return *log_; }
    [[nodiscard]] bool is_remote() const { return local_ == nullptr; }
    /// The daemon went away.
    [[nodiscard]] bool is_lost() const { return lost_; }
    /// Where the engine in this process listens.
    [[nodiscard]] std::vector<std::string> listening() const;
    /// Where its HTTP port listens; empty if there is none.
    [[nodiscard]] std::vector<Endpoint> http_listening() const;

    /// Runs the loop until `done`, a signal, or the loss of the daemon. Never from inside a callback.
    void wait(std::function<bool()> done);

    /// Asks and waits for the reply. Errors: the engine's, interrupted (a signal), unreachable (the daemon went
    /// away).
    template <EngineRequest R>
    [[nodiscard]] Result<typename R::Reply> ask(R request) {
        auto slot = std::make_shared<std::optional<Result<typename R::Reply>>>();
        engine_->ask(std::move(request), [slot](Result<typename R::Reply> reply) { *slot = std::move(reply); });
        wait([&] { return slot->has_value(); });
        if (slot->has_value()) return std::move(**slot);
        return std::unexpected{why_stopped()};
    }

    /// ResolveLink for the share of this tag. An engine that runs elsewhere is told of the peers that this command was
    /// given. Errors: those of ask().
    [[nodiscard]] Result<LinkResolved> resolve(const std::string& link, const std::string& tag,
                                               std::uint64_t timeout_ms);

    /// As ask, also after a signal: for what must be undone before we end. Errors: the engine's, unreachable, timed_out
    /// (not within max_close_time).
    template <EngineRequest R>
    [[nodiscard]] Result<typename R::Reply> settle(R request) {
        auto slot = std::make_shared<std::optional<Result<typename R::Reply>>>();
        engine_->ask(std::move(request), [slot](Result<typename R::Reply> reply) { *slot = std::move(reply); });
        run_at_most(max_close_time, [this, slot] { return lost_ || slot->has_value(); });
        if (slot->has_value()) return std::move(**slot);
        return std::unexpected{lost_ ? why_stopped() : Error{Errc::timed_out, "the engine does not answer"}};
    }

    /// What ended a wait early.
    [[nodiscard]] Error why_stopped() const;

    /// Orderly end of the engine in this process; nothing for a daemon's. No ask after it.
    void close();

private:
    void run_at_most(Duration limit, const std::function<bool()>& done);
    EngineHost(Console& console, Disk* disk);
    [[nodiscard]] Result<> connect(const std::string& path);
    [[nodiscard]] Result<> run_here(const Configuration& configuration, const HostOptions& options);
    [[nodiscard]] Result<> open_engine(const Configuration& configuration, const HostOptions& options);
    [[nodiscard]] Result<> open_http(const Settings& settings, const HostOptions& host);

    Console* console_;
    std::optional<DataDir> lock_;
    UvWorld loop_;
    std::unique_ptr<StopSignals> stop_;
    std::unique_ptr<Log> log_;
    bool lost_ = false;
    std::vector<Endpoint> given_peers_;
    std::unique_ptr<Engine> engine_;
    transfer::LocalEngine* local_ = nullptr;  // engine_, if it runs here
    std::unique_ptr<HttpServer> http_;
    std::unique_ptr<ShownEngine> shown_;  // engine_ for the control socket, where there is an HTTP port
    std::unique_ptr<RpcServer> server_;
};

}  // namespace shoal::cli
