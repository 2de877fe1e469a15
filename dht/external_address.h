#pragma once
// Our own address as others see it (`ip` of their answers, BEP 42): believed when enough of them agree.

#include <optional>
#include <vector>

#include "core/endpoint.h"

namespace shoal::dht {

/// Value type; bounded.
class ExternalAddress {
public:
    static constexpr std::size_t max_votes = 16;     ///< the newest count
    static constexpr std::size_t global_quorum = 4;  ///< voters of different /16 (/32) that must agree on a global one

    void vote(const Endpoint& voter, const IpAddress& seen);

    /// The address with most votes, if they suffice: one for a local address, four for a global one.
    [[nodiscard]] std::optional<IpAddress> known() const { return best(false); }
    /// The same of global addresses only: a node in a local network has one of each kind.
    [[nodiscard]] std::optional<IpAddress> known_global() const { return best(true); }

    /// True if `address` is probably ours: half of the voters say so, or anybody in our local network.
    [[nodiscard]] bool is_ours(const IpAddress& address) const;

    [[nodiscard]] std::size_t votes_for(const IpAddress& address) const;
    [[nodiscard]] std::size_t voters() const { return votes_.size(); }

private:
    struct Vote {
        Endpoint voter;
        IpAddress seen;
    };
    [[nodiscard]] std::optional<IpAddress> best(bool global_only) const;

    std::vector<Vote> votes_;  // oldest first
};

}  // namespace shoal::dht
