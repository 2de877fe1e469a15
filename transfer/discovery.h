#pragma once
// Asks the DHT on behalf of one share: who has it, and that we do, at a decent pace.
//
// While the share is hungry (incomplete, with few peers) it looks again after 1, 2, 4 ... 120 s; when it is to be
// announced it does so every 15 minutes +-20 % (others forget after 32 and 45 minutes).

#include <functional>
#include <memory>

#include "core/world.h"
#include "dht/service.h"

namespace shoal::transfer {

/// Lives on the loop; destroying it stops.
class Discovery {
public:
    struct Asker {
        virtual ~Asker() = default;
        virtual void found_peer(const Endpoint& endpoint) = 0;
        [[nodiscard]] virtual bool is_hungry() const = 0;
        [[nodiscard]] virtual bool is_announced() const = 0;  ///< others should find us under this key
    };

    Discovery(World& world, dht::Service& dht, Asker& asker, const InfoHash& key, std::uint16_t port);

    /// Looks now, unless it is looking; and from then on by itself.
    void wake();
    [[nodiscard]] bool is_looking() const { return lookup_ != nullptr; }

private:
    void look();
    void finished(const dht::LookupResult& result, bool announcing);
    void again(Duration wait);

    World& world_;
    dht::Service& dht_;
    Asker& asker_;
    InfoHash key_;
    std::uint16_t port_;
    unsigned hungry_looks_ = 0;
    Instant announce_at_;
    std::unique_ptr<dht::Lookup> lookup_;
    std::unique_ptr<dht::Lookup> spent_;  // a lookup is not destroyed from inside its own callback
    std::unique_ptr<Timer> timer_;
};

}  // namespace shoal::transfer
