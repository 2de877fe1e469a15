#include "dht/external_address.h"

#include <algorithm>

namespace shoal::dht {

namespace {

/// Voters that count as one: all of a /16 (IPv6: /32) of global addresses, else one endpoint.
Endpoint seat_of(const Endpoint& voter) {
    if (!voter.address.is_global()) return voter;
    Endpoint seat{.address = voter.address, .port = 0};
    const std::size_t kept = voter.address.family == Family::v4 ? 2 : 4;
    std::fill(seat.address.bytes.begin() + static_cast<std::ptrdiff_t>(kept), seat.address.bytes.end(), Byte{0});
    return seat;
}

}  // namespace

void ExternalAddress::vote(const Endpoint& voter, const IpAddress& seen) {
    const bool is_plausible = !seen.is_unspecified() && !seen.is_multicast() && seen.family == voter.address.family &&
                              (!voter.address.is_global() || seen.is_global());
    if (!is_plausible) return;
    const Endpoint seat = seat_of(voter);
    std::erase_if(votes_, [&](const Vote& vote) { return vote.voter == seat; });
    if (votes_.size() >= max_votes) votes_.erase(votes_.begin());
    votes_.push_back({.voter = seat, .seen = seen});
}

std::optional<IpAddress> ExternalAddress::best(bool global_only) const {
    std::optional<IpAddress> out;
    std::size_t most = 0;
    for (const auto& vote : votes_) {
        if (global_only && !vote.seen.is_global()) continue;
        const auto votes = votes_for(vote.seen);
        if (votes <= most || (vote.seen.is_global() && votes < global_quorum)) continue;
        most = votes;
        out = vote.seen;
    }
    return out;
}

bool ExternalAddress::is_ours(const IpAddress& address) const {
    const auto votes = votes_for(address);
    return votes > 0 && (!address.is_global() || votes * 2 >= votes_.size());
}

std::size_t ExternalAddress::votes_for(const IpAddress& address) const {
    return static_cast<std::size_t>(std::ranges::count(votes_, address, &Vote::seen));
}

}  // namespace shoal::dht
