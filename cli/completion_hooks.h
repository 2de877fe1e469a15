#pragma once
// Runs the hook for every share that completes, some at a time, and logs what it says and how it ends.

#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <string>

#include "cli/broker.h"
#include "core/log.h"
#include "core/uv_world.h"

namespace shoal::cli {

inline constexpr std::size_t max_waiting_hooks = 1'000;  ///< what completes beyond that is logged and not run
inline constexpr std::size_t max_hook_line = 1'024;      ///< bytes of a line of output that are logged
inline constexpr std::size_t max_hook_lines = 50;        ///< of one run; the rest is counted

/// Lives on the loop. A run that is under way when this ends is ended by the broker.
class CompletionHooks {
public:
    /// `at_once` as the broker was told. References outlive this.
    CompletionHooks(UvWorld& world, Log& log, Broker& broker, std::uint64_t at_once);
    ~CompletionHooks();

    /// As soon as there is room.
    void run(HookCall call);

private:
    class Running;
    void start_waiting();

    UvWorld& world_;
    Log& log_;
    Broker& broker_;
    std::uint64_t at_once_;
    std::deque<HookCall> waiting_;
    std::list<std::unique_ptr<Running>> running_;
    std::unique_ptr<Timer> tidying_;
};

}  // namespace shoal::cli
