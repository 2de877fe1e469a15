#pragma once
// The endpoints known for one share: where they were heard of, how dialling them went, when to try again.

#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "core/endpoint.h"
#include "core/time.h"
#include "crypto/random.h"

namespace shoal::transfer {

/// In ascending trust: a better source replaces a worse one.
enum class PeerSource : std::uint8_t { exchange, incoming, dht, lan, link, given };
[[nodiscard]] std::string_view name_of(PeerSource source);

/// What is known of an endpoint.
struct KnownPeer {
    Endpoint endpoint;
    PeerSource source = PeerSource::exchange;  ///< the best of those that named it
    std::uint8_t named_by = 0;                 ///< all of them: bit n is that with the value n
    unsigned failures = 0;                     ///< since it was last reached
    bool is_engaged = false;                   ///< being dialled, or linked
    std::optional<Instant> dialled{};          ///< when last
    std::optional<Instant> reached{};          ///< when last
    std::optional<Instant> banned_until{};     ///< its address
    Instant next_try;

    [[nodiscard]] bool was_named_by(PeerSource one) const { return (named_by >> std::to_underlying(one) & 1U) != 0; }
};

/// Bounded by limits::known_peers; the worst entry makes room. Lives on the loop.
class PeerBook {
public:
    explicit PeerBook(crypto::Random& random) : random_{random} {}

    /// Heard of an endpoint; no-op if it is known at least as well. True if it is new.
    bool add(Instant now, const Endpoint& endpoint, PeerSource source);
    /// The best endpoint to dial now; it is then on its way until one of the calls below. What a person named comes
    /// first. Of hints every other one is the best so far and every other one that which is due for longest, so that a
    /// flood of fresh ones keeps none from its turn.
    [[nodiscard]] std::optional<Endpoint> next(Instant now);
    /// When the next one will be due, if any.
    [[nodiscard]] std::optional<Instant> due() const;

    void reached(Instant now, const Endpoint& endpoint);  ///< also if it came to us by itself
    void lost(Instant now, const Endpoint& endpoint);     ///< was reached; try again soon
    void failed(Instant now, const Endpoint& endpoint);   ///< back off; forgotten after repeated failure unless given
    void later(Instant now, const Endpoint& endpoint, Duration wait);  ///< nothing wrong, not now
    void wanted_again(Instant now);  ///< whoever was put off by later() may be dialled at once
    void banned(Instant now, const Endpoint& endpoint, Instant until);  ///< its address; not tried before
    void forget(const Endpoint& endpoint);
    /// Nobody is dialled or linked any more, and that is nobody's fault.
    void rest(Instant now);

    [[nodiscard]] std::size_t size() const { return entries_.size(); }
    [[nodiscard]] std::vector<KnownPeer> all() const;  ///< in the order of endpoints

private:
    using Entry = KnownPeer;
    [[nodiscard]] Duration back_off(const Entry& entry);
    crypto::Random& random_;
    std::map<Endpoint, Entry> entries_;
    bool is_longest_due_next_ = true;
};

}  // namespace shoal::transfer
