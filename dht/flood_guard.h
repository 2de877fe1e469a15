#pragma once
// How much work strangers may cause: queries for each address, and bytes of replies for all together.

#include <map>

#include "core/endpoint.h"
#include "core/time.h"
#include "dht/token_bucket.h"

namespace shoal::dht {

struct FloodLimits {
    std::int64_t queries_per_second = 10;  ///< of one global address; an honest node sends a few a minute
    std::int64_t query_burst = 50;
    Duration silence = 5min;                       ///< for a global address that passed its budget
    std::int64_t local_queries_per_second = 2000;  ///< of one local endpoint: few nodes share all keys there
    std::int64_t local_query_burst = 4000;
    std::int64_t reply_bytes_per_second = 32 * 1024;  ///< to global addresses together
    std::int64_t local_reply_bytes_per_second = 4 * 1024 * 1024;
    std::int64_t reply_burst_seconds = 3;
    /// Replies to one global address that has proven nothing and that are larger than its queries justify: items and
    /// filters. Three whole ones at once; then a forged source is worth 1 kB/s to whoever forges it.
    std::int64_t large_bytes_per_second = 1000;
    std::int64_t large_burst = 3 * 1232;
    std::size_t max_sources = 4096;  ///< remembered; 200 bytes each
};

/// Bounded state. Global addresses count by address (IPv6: by /64), others by endpoint (a whole private network may be
/// one host).
class FloodGuard {
public:
    FloodGuard(const FloodLimits& limits, Instant now);

    /// A query came from `from`; false: it is over its budget and gets no answer.
    [[nodiscard]] bool admit_query(const Endpoint& from, Instant now);
    /// A reply of so many bytes would go to `to`; false: the budget of all is used up. Half of the budget is kept for
    /// nodes that are `proven`, so that forged sources cannot cut us off from real ones.
    /// True if a small reply would be admitted now: asked first, so that under a flood no reply is made in vain.
    [[nodiscard]] bool has_reply_budget(const Endpoint& to, bool proven, Instant now) const;
    [[nodiscard]] bool admit_reply(const Endpoint& to, std::size_t bytes, bool proven, Instant now);
    /// A reply larger than three times the query would go to `to`, whose query was admitted and who has proven nothing;
    /// false: its budget for such replies is used up. Local endpoints have only the budget of all.
    [[nodiscard]] bool admit_large_reply(const Endpoint& to, std::size_t bytes, Instant now);
    [[nodiscard]] std::size_t sources() const { return sources_.size(); }

private:
    struct Source {
        TokenBucket bucket;
        TokenBucket large;
        Instant silent_until{};
        Instant last_seen{};
    };
    [[nodiscard]] static Endpoint source_of(const Endpoint& from);
    void make_room(Instant now);
    [[nodiscard]] std::int64_t reserve_against(bool is_global, bool proven) const;

    FloodLimits limits_;
    std::map<Endpoint, Source> sources_;
    TokenBucket replies_;
    TokenBucket local_replies_;
};

}  // namespace shoal::dht
