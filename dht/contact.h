#pragma once
// A node as others name it and as we know it.

#include <optional>

#include "core/endpoint.h"
#include "core/ids.h"
#include "core/time.h"

namespace shoal::dht {

/// An id and where it is said to be; unproven.
struct NodeInfo {
    NodeId id;
    Endpoint endpoint;
    friend auto operator<=>(const NodeInfo&, const NodeInfo&) = default;
};

/// Silence after which a node is no longer handed out and is asked again (BEP 5: "questionable").
inline constexpr Duration questionable_after = 15min;
/// Failures in a row that put a node out; a lossy path makes three in a row rare.
inline constexpr unsigned max_failures = 3;
/// Failures nearer together count once: a short outage of ours must not empty the table.
inline constexpr Duration failure_spacing = 1min;

/// A node that has answered us.
struct Contact {
    NodeInfo node;
    Instant last_answer{};
    unsigned failures = 0;  ///< in a row
    std::optional<Instant> last_failure{};
    Duration srtt{};    ///< smoothed round trip (RFC 6298)
    Duration rttvar{};  ///< its variation

    [[nodiscard]] bool is_good(Instant now) const { return failures == 0 && now - last_answer < questionable_after; }

    void answered(Instant now, Duration round_trip) {
        if (srtt == Duration{}) {
            srtt = round_trip;
            rttvar = round_trip / 2;
        } else {
            const Duration error = srtt > round_trip ? srtt - round_trip : round_trip - srtt;
            rttvar = (3 * rttvar + error) / 4;
            srtt = (7 * srtt + round_trip) / 8;
        }
        last_answer = now;
        failures = 0;
        last_failure.reset();
    }

    void failed(Instant now) {
        if (last_failure && now - *last_failure < failure_spacing) return;
        last_failure = now;
        ++failures;
    }
};

/// How far an address reaches. A node may name addresses of its own reach or wider; a stranger on the internet that
/// names our loopback or LAN would aim us at ourselves.
enum class Reach : std::uint8_t { host, site, world };

[[nodiscard]] inline Reach reach_of(const IpAddress& address) {
    if (address.is_loopback()) return Reach::host;
    return address.is_private() ? Reach::site : Reach::world;
}

/// True if `told` may be used when `teller` named it.
[[nodiscard]] inline bool may_tell(const IpAddress& teller, const Endpoint& told) {
    return told.is_dialable() && reach_of(told.address) >= reach_of(teller);
}

}  // namespace shoal::dht
