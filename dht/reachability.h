#pragma once
// Whether strangers reach us. Who is not reached should say so (`ro`, BEP 43), or he fills the tables of others with a
// node that never answers.
//
//   tested ──15 min without a stranger's query──> read-only ──60 min──> tested
//
// A stranger's query begins a test anew.

#include <optional>
#include <set>

#include "core/endpoint.h"
#include "core/time.h"

namespace shoal::dht {

inline constexpr Duration reach_patience = 15min;
inline constexpr Duration reach_retest = 60min;
/// Only in a network of so many nodes do strangers ask often enough for their silence to tell something; a small one,
/// in which all know each other, would fall silent altogether.
inline constexpr std::uint64_t reach_network_size = 10'000;
/// Who was written to within one to two of these is no stranger: a NAT may let him in.
inline constexpr Duration reach_memory = 10min;
inline constexpr std::size_t reach_addresses = 4096;  ///< remembered at most twice; 100 bytes each

/// Bounded state; the time is an argument.
class Reachability {
public:
    /// A datagram of ours goes to `address`.
    void wrote_to(const IpAddress& address, Instant now);
    /// A valid query came from `address`.
    void asked_by(const IpAddress& address, Instant now);
    /// Our queries should say `ro`. `is_public`: the network is large and not only ours.
    [[nodiscard]] bool is_read_only(bool is_public, Instant now);

private:
    std::set<IpAddress> written_;         // since `turned_`
    std::set<IpAddress> written_before_;  // in the time before
    std::optional<Instant> turned_;
    std::optional<Instant> since_;  // when the 15 minutes began
};

}  // namespace shoal::dht
