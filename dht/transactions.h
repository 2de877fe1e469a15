#pragma once
// Questions in flight: who may answer them, and when we stop waiting.
//
//   waiting ──soft──> slow ──hard──> failed ──> forgotten        an answer is taken in every state but the last
//
// The soft timeout frees the lookup's slot, the hard one counts against the node, and a late answer is still good.

#include <map>
#include <set>
#include <vector>

#include "crypto/random.h"
#include "dht/contact.h"

namespace shoal::dht {

inline constexpr Duration min_soft_timeout = 200ms;      ///< less is within the noise of a busy host
inline constexpr Duration max_soft_timeout = 1s;         ///< more and one dead node holds up a lookup
inline constexpr Duration unknown_soft_timeout = 400ms;  ///< before enough round trips were seen to know better
inline constexpr Duration hard_timeout = 2s;             ///< accounting: an answer this late is a failure
inline constexpr Duration late_answer = 10s;             ///< after it an answer is a stranger's
/// In flight, late ones included: of 32 announcements on two paths, of which each leaves up to 80 dead nodes behind for
/// 10 s, and as many again for upkeep.
inline constexpr std::size_t max_transactions = 4096;

using SearchId = std::uint64_t;

/// Why we asked.
enum class Purpose : std::uint8_t { bootstrap, verify, upkeep, walk, announce };

struct Pending {
    Endpoint to;
    std::optional<NodeId> expected{};  ///< nothing: we do not know who lives there
    Purpose purpose = Purpose::upkeep;
    SearchId search = 0;  ///< for walk and announce
    Instant sent{};
    bool has_failed = false;  ///< ran into the hard timeout
};

class Transactions {
public:
    using Key = std::uint32_t;

    explicit Transactions(crypto::Random& random) : random_{random} {}

    [[nodiscard]] bool is_full() const { return open_.size() >= max_transactions; }
    [[nodiscard]] std::size_t size() const { return open_.size(); }
    /// True if a question that has not failed yet is on its way to `endpoint`.
    [[nodiscard]] bool is_asking(const Endpoint& endpoint) const;

    /// The transaction id to send. `contact`: what is known of the node, or nullptr. Precondition: !is_full().
    [[nodiscard]] Bytes open(Pending pending, const Contact* contact, Instant now);

    /// The question that a message from `from` with this transaction id answers, which is then closed; nothing if
    /// there is none or another endpoint was asked.
    [[nodiscard]] std::optional<Pending> close(BytesView transaction, const Endpoint& from, Instant now);

    enum class Timeout : std::uint8_t { soft, hard };
    struct Expired {
        Pending pending;
        Timeout timeout;
    };
    /// What ran into a timeout since the last call, in the order of time.
    [[nodiscard]] std::vector<Expired> expire(Instant now);
    [[nodiscard]] std::optional<Instant> deadline() const;

    /// The soft timeout for a node: from its own round trips, or from those of all.
    [[nodiscard]] Duration soft_timeout(const Contact* contact) const;

private:
    enum class Stage : std::uint8_t { waiting, slow, failed };
    struct Open {
        Pending pending;
        Stage stage = Stage::waiting;
        Instant due{};
    };
    void release(const Endpoint& endpoint);
    void advance(Key key, Open& open, Stage stage, Instant due);

    crypto::Random& random_;
    std::map<Key, Open> open_;
    std::set<std::pair<Instant, Key>> due_;
    std::map<Endpoint, std::size_t> asked_;  // waiting or slow, by endpoint
    std::vector<Duration> recent_;           // ring of round trips
    std::size_t next_recent_ = 0;
};

}  // namespace shoal::dht
