#pragma once
// The running daemon: what stands around the engine when a service manager or a person started it.

#include <functional>
#include <memory>
#include <optional>

#include "cli/broker.h"
#include "cli/completion_hooks.h"
#include "cli/engine_host.h"
#include "cli/passed_sockets.h"
#include "cli/service_notifier.h"
#include "core/brokered_disk.h"

namespace shoal::cli {

class DaemonService {
public:
    /// `reload` reads the configuration once more. References outlive this.
    DaemonService(Configuration configuration, std::function<Result<Configuration>()> reload,
                  const Environment& environment, Console& console);
    ~DaemonService();

    /// In this order: sockets and notes of the service manager, the broker (a fork), the lock, the sandbox, the engine.
    /// Errors: those of EngineHost::open, configuration, unsupported.
    [[nodiscard]] Result<> start();
    /// Until SIGTERM or SIGINT, and then to the clean end.
    void serve();

private:
    [[nodiscard]] Result<> confine(Log& log);
    [[nodiscard]] Result<> open_host();
    void on_hangup();
    void apply(const Configuration& fresh);
    void set_limits(const Settings& settings);
    void on_event(const Event& event);
    void completed(const std::string& tag);
    void tell_status();

    Configuration configuration_;
    std::function<Result<Configuration>()> reload_;
    const Environment& environment_;
    Console& console_;
    PassedSockets passed_;
    std::optional<Broker> broker_;
    std::optional<BrokeredDisk> disk_;
    std::unique_ptr<EngineHost> host_;
    ServiceNotifier notifier_;  // from here on: what holds timers of the host's loop
    std::optional<CompletionHooks> hooks_;
    std::unique_ptr<Subscription> events_;
    std::unique_ptr<Timer> hangup_;
    std::unique_ptr<Timer> status_timer_;
};

}  // namespace shoal::cli
