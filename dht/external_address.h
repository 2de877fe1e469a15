#pragma once
// Our own address as others see it (`ip` of their answers, BEP 42): believed when enough of them agree.

#include <algorithm>
#include <vector>

#include "core/endpoint.h"

namespace shoal::dht {

/// Value type; bounded.
class ExternalAddress {
public:
    static constexpr std::size_t max_votes = 16;     ///< the newest count
    static constexpr std::size_t global_quorum = 4;  ///< voters of different /16 (/32) that must agree on a global one

    void vote(const Endpoint& voter, const IpAddress& seen) {
        const bool is_plausible = !seen.is_unspecified() && !seen.is_multicast() &&
                                  seen.family == voter.address.family &&
                                  (!voter.address.is_global() || seen.is_global());
        if (!is_plausible) return;
        const Endpoint seat = seat_of(voter);
        std::erase_if(votes_, [&](const Vote& vote) { return vote.voter == seat; });
        if (votes_.size() >= max_votes) votes_.erase(votes_.begin());
        votes_.push_back({.voter = seat, .seen = seen});
    }

    /// The address with most votes, if they suffice: one for a local address, four for a global one.
    [[nodiscard]] std::optional<IpAddress> known() const {
        std::optional<IpAddress> best;
        std::size_t most = 0;
        for (const auto& vote : votes_) {
            const auto votes = votes_for(vote.seen);
            if (votes <= most || (vote.seen.is_global() && votes < global_quorum)) continue;
            most = votes;
            best = vote.seen;
        }
        return best;
    }

    /// True if `address` is probably ours: half of the voters say so, or anybody in our local network.
    [[nodiscard]] bool is_ours(const IpAddress& address) const {
        const auto votes = votes_for(address);
        return votes > 0 && (!address.is_global() || votes * 2 >= votes_.size());
    }

private:
    struct Vote {
        Endpoint voter;
        IpAddress seen;
    };

    /// Voters that count as one: all of a /16 (IPv6: /32) of global addresses, else one endpoint.
    static Endpoint seat_of(const Endpoint& voter) {
        if (!voter.address.is_global()) return voter;
        Endpoint seat{.address = voter.address, .port = 0};
        const std::size_t kept = voter.address.family == Family::v4 ? 2 : 4;
        std::fill(seat.address.bytes.begin() + static_cast<std::ptrdiff_t>(kept), seat.address.bytes.end(), Byte{0});
        return seat;
    }

    [[nodiscard]] std::size_t votes_for(const IpAddress& address) const {
        return static_cast<std::size_t>(std::ranges::count(votes_, address, &Vote::seen));
    }

    std::vector<Vote> votes_;  // oldest first
};

}  // namespace shoal::dht
