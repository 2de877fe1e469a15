#pragma once
// Whom we do not talk to: link keys that sent a wrong byte, and addresses that three such keys came from. Always with
// an end.

#include <map>
#include <optional>
#include <set>

#include "core/endpoint.h"
#include "core/ids.h"
#include "core/time.h"

namespace shoal::transfer {

/// Bounded: the ban that ends first makes room for a new one.
class Bans {
public:
    /// Bans a key; after the third key from one address (loopback and private ones excepted: many people may stand
    /// behind them) the address too.
    void add(Instant now, const LinkKey& key, const IpAddress& address);
    [[nodiscard]] bool has(Instant now, const LinkKey& key) const;
    [[nodiscard]] bool has(Instant now, const IpAddress& address) const { return ends(now, address).has_value(); }
    /// When a ban of the address will end; nothing if there is none.
    [[nodiscard]] std::optional<Instant> ends(Instant now, const IpAddress& address) const;
    [[nodiscard]] std::uint64_t total() const { return total_; }

private:
    struct Lies {
        std::set<LinkKey> keys;
        Instant until;
    };
    std::map<LinkKey, Instant> keys_;
    std::map<IpAddress, Lies> addresses_;
    std::uint64_t total_ = 0;
};

}  // namespace shoal::transfer
