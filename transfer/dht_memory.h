#pragma once
// The DHT's tables as a file, <data_dir>/dht.tables: where to begin at the next start without any bootstrap node.

#include <memory>
#include <string>

#include "core/log.h"
#include "core/world.h"
#include "dht/service.h"
#include "transfer/background.h"

namespace shoal::transfer {

/// Lives on the loop. What cannot be written is written the next time: nothing depends on it.
class DhtMemory {
public:
    DhtMemory(World& world, Log& log, dht::Service& dht, std::string data_dir);

    /// Blocking, before the loop runs: gives the service what was saved. A damaged file counts as none.
    void load();
    void begin();          ///< saves every ten minutes from now on
    void save(Task done);  ///< now

private:
    World& world_;
    Log& log_;
    dht::Service& dht_;
    std::string data_dir_;
    SerialLane lane_;
    std::unique_ptr<Timer> timer_;
    Liveness alive_;
};

}  // namespace shoal::transfer
