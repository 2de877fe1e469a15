#pragma once
// The small process beside the daemon that stays outside of the sandbox: it opens folders that come later
// (core/root_broker.h) and runs the hook that the configuration named when it started. It takes no program from the
// daemon, so whoever takes over the daemon can have that hook run and nothing else.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "cli/hook_call.h"
#include "core/descriptor.h"
#include "core/root_broker.h"

namespace shoal::cli {

struct BrokerPlan {
    RootPolicy roots{};
    std::vector<std::string> hook{};   ///< program and arguments; empty: none
    std::uint64_t hook_seconds = 600;  ///< then SIGTERM to all of its session's first group, and SIGKILL 5 s later
    std::uint64_t hooks_at_once = 4;
};

class Broker {
public:
    /// Forks: before any other thread, before secrets are read and before the sandbox. It ends with us. Error: io.
    [[nodiscard]] static Result<Broker> start(const BrokerPlan& plan);
    Broker(Broker&& other) noexcept;
    Broker& operator=(Broker&&) = delete;
    ~Broker();  ///< hooks that still run are ended; waits a second at most

    /// For BrokeredDisk.
    [[nodiscard]] int roots() const { return roots_.get(); }

    /// A hook that was asked for: what it says, and the end on which a HookEnd comes (core/parcel.h) when it ended.
    struct Run {
        Descriptor output;
        Descriptor end;
    };
    /// No more than hooks_at_once at a time: who asks counts; what is too much is refused. Errors: closed, io.
    [[nodiscard]] Result<Run> run_hook(const HookCall& call);

private:
    Broker(Descriptor roots, Descriptor hooks, Descriptor process, pid_t pid);

    Descriptor roots_;
    Descriptor hooks_;
    Descriptor process_;  // a pidfd
    pid_t pid_;           // 0: moved from
};

}  // namespace shoal::cli
