#pragma once
// One simulated machine: a disk, a place in the network, and a real engine that can be started, stopped and killed.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "tests/sim/dialling.h"
#include "tests/sim/machine_world.h"
#include "tests/sim/universe.h"
#include "transfer/local_engine.h"

namespace shoal::sim {

struct MachineOptions {
    HostOptions host;
    std::uint64_t capacity = std::uint64_t{1} << 30;  ///< bytes of disk
    unsigned cores = 2;
    std::vector<Endpoint> bootstrap;
    std::vector<Endpoint> peers;
    std::uint64_t limit_up = 0;  ///< bytes a second; 0: none
};

inline constexpr std::uint16_t engine_port = 4711;

enum class Death : std::uint8_t {
    process,  ///< SIGKILL: the kernel closes its connections, the disk keeps what was written
    power,    ///< nobody is told anything, and what was not synced is lost, torn or kept
};

class Machine {
public:
    using OnEvent = std::function<void(Machine&, const Event&)>;

    Machine(Universe& universe, std::uint32_t number, MachineOptions options);
    ~Machine();
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }  ///< "m07"
    [[nodiscard]] std::string path(const std::string& below) const { return "/" + name_ + "/" + below; }
    [[nodiscard]] Endpoint endpoint() const { return {host_.options.address, engine_port}; }

    /// Starts the engine. An error is what its start said; a supervisor would try again.
    Result<> start();
    /// Can be asked.
    [[nodiscard]] bool is_running() const { return engine_ && !is_stopping_ && !is_dying_; }
    /// Orderly: `done` when it has ended.
    void stop(Task done);
    /// At once. Not from inside the engine.
    void die(Death how);
    /// In the n-th writing disk call from now, before it has any effect; `after` is called once it is dead.
    void die_at_write(std::uint64_t n, Death how, std::function<void()> after);
    /// Suspended: nothing runs until then.
    void pause_until(Instant when) { host_.paused_until = std::max(host_.paused_until, when); }
    void jump_wall_clock(Duration by) { timers_.jump(by); }

    [[nodiscard]] transfer::LocalEngine& engine() { return *engine_; }
    [[nodiscard]] SimDisk& disk() { return disk_; }
    [[nodiscard]] const SimDisk& disk() const { return disk_; }
    [[nodiscard]] Host& host() { return host_; }
    [[nodiscard]] World& world() { return world_; }
    [[nodiscard]] Log& log() { return log_; }
    [[nodiscard]] MachineOptions& options() { return options_; }
    void on_event(OnEvent on_event) { on_event_ = std::move(on_event); }
    [[nodiscard]] unsigned starts() const { return starts_; }

private:
    void bury(Death how);

    Universe& universe_;
    std::string name_;
    MachineOptions options_;
    Host& host_;
    SimDisk disk_;
    HostTimers timers_;
    HostDatagrams datagrams_;
    HostStreams streams_;
    HostWorkers workers_;
    DrawnRandom random_;
    World world_;
    Log log_;
    std::unique_ptr<transfer::LocalEngine> engine_;
    std::unique_ptr<Subscription> subscription_;
    OnEvent on_event_;
    Clock::EventId burial_;
    bool is_dying_ = false;
    bool is_stopping_ = false;
    unsigned starts_ = 0;
};

}  // namespace shoal::sim
