#pragma once
// The working engine: owns library, swarms, links and DHT and joins them; it has no logic of its own.

#include <memory>
#include <string>
#include <vector>

#include "core/engine.h"
#include "core/log.h"
#include "core/world.h"

namespace shoal::transfer {

struct EngineOptions {
    std::string data_dir;             ///< locked by the caller (core/data_dir.h)
    std::vector<Endpoint> listen;     ///< TCP links and UDP DHT on the same port; port 0: any
    std::vector<Endpoint> bootstrap;  ///< DHT nodes; empty: this node only answers and waits for others
    std::vector<Endpoint> peers;      ///< dialled for every share
    bool lan = false;                 ///< looks for peers on the links of this machine, unless it is on loopback only
    std::uint64_t limit_up = 0;       ///< content bytes a second; 0: no limit
    std::uint64_t limit_down = 0;
    /// True (daemon): every remembered share is active from the start. False (a command that runs for one share):
    /// only what is asked for.
    bool activate_all = true;
    std::string version{};  ///< of the program, for people
};

/// Lives on the loop of its world, which must outlive it.
class LocalEngine : public Engine {
public:
    /// Blocking; before the loop runs: opens the library, binds the sockets, starts the DHT. Errors: in_use (port),
    /// permission, io, no_space, network.
    [[nodiscard]] static Result<std::unique_ptr<LocalEngine>> open(World& world, Log& log, EngineOptions options);

    /// Endpoints with the ports that were chosen.
    [[nodiscard]] virtual std::vector<Endpoint> listening() const = 0;

    /// Orderly end: `bye` on every link, everything accepted made durable; then calls `done`. Nothing may be asked
    /// after it. Destroying the engine without it is safe, and is what a crash would leave.
    virtual void close(Task done) = 0;
};

}  // namespace shoal::transfer
