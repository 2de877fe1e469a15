#include "dht/transactions.h"

#include <algorithm>

namespace shoal::dht {

namespace {

constexpr std::size_t recent_size = 64;       // round trips remembered: some lookups' worth
constexpr std::size_t min_recent = 8;         // fewer say nothing about a quantile
constexpr std::size_t transaction_bytes = 4;  // 32 random bits and the endpoint must both be guessed

Bytes as_transaction(Transactions::Key key) {
    Bytes out(transaction_bytes);
    for (std::size_t i = 0; i < transaction_bytes; ++i) out[i] = static_cast<Byte>(key >> (8U * i));
    return out;
}

std::optional<Transactions::Key> as_key(BytesView transaction) {
    if (transaction.size() != transaction_bytes) return std::nullopt;
    Transactions::Key key = 0;
    for (std::size_t i = 0; i < transaction_bytes; ++i) {
        key |= std::to_integer<Transactions::Key>(transaction[i]) << (8U * i);
    }
    return key;
}

}  // namespace

bool Transactions::is_asking(const Endpoint& endpoint) const {
    return asked_.contains(endpoint);
}

Duration Transactions::soft_timeout(const Contact* contact) const {
    Duration guess = unknown_soft_timeout;
    if (contact != nullptr) {
        guess = contact->srtt + 4 * contact->rttvar;
    } else if (recent_.size() >= min_recent) {
        std::vector<Duration> sorted = recent_;
        const auto at = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() * 3 / 4);
        std::nth_element(sorted.begin(), at, sorted.end());
        guess = *at;
    }
    return std::clamp(guess, min_soft_timeout, max_soft_timeout);
}

Bytes Transactions::open(Pending pending, const Contact* contact, Instant now) {
    SHOAL_REQUIRE(!is_full());
    Key key = 0;
    do {
        key = static_cast<Key>(random_.u64());
    } while (open_.contains(key));
    pending.sent = now;
    const Instant due = now + soft_timeout(contact);
    ++asked_[pending.to];
    due_.emplace(due, key);
    open_.emplace(key, Open{.pending = std::move(pending), .stage = Stage::waiting, .due = due});
    return as_transaction(key);
}

void Transactions::release(const Endpoint& endpoint) {
    const auto asked = asked_.find(endpoint);
    if (--asked->second == 0) asked_.erase(asked);
}

void Transactions::advance(Key key, Open& open, Stage stage, Instant due) {
    due_.erase({open.due, key});
    open.stage = stage;
    open.due = due;
    due_.emplace(due, key);
}

std::optional<Pending> Transactions::close(BytesView transaction, const Endpoint& from, Instant now) {
    const auto key = as_key(transaction);
    if (!key) return std::nullopt;
    const auto at = open_.find(*key);
    if (at == open_.end() || at->second.pending.to != from) return std::nullopt;
    const Duration round_trip = now - at->second.pending.sent;
    if (recent_.size() < recent_size) {
        recent_.push_back(round_trip);
    } else {
        recent_[next_recent_] = round_trip;
        next_recent_ = (next_recent_ + 1) % recent_size;
    }
    auto pending = std::move(at->second.pending);
    if (!pending.has_failed) release(pending.to);
    due_.erase({at->second.due, *key});
    open_.erase(at);
    return pending;
}

std::vector<Transactions::Expired> Transactions::expire(Instant now) {
    std::vector<Expired> out;
    while (!due_.empty() && due_.begin()->first <= now) {
        const Key key = due_.begin()->second;
        const auto at = open_.find(key);
        Open& open = at->second;
        if (open.stage == Stage::waiting) {
            out.push_back({.pending = open.pending, .timeout = Timeout::soft});
            advance(key, open, Stage::slow, open.pending.sent + hard_timeout);
        } else if (open.stage == Stage::slow) {
            open.pending.has_failed = true;
            release(open.pending.to);
            out.push_back({.pending = open.pending, .timeout = Timeout::hard});
            advance(key, open, Stage::failed, open.pending.sent + late_answer);
        } else {
            due_.erase(due_.begin());
            open_.erase(at);
        }
    }
    return out;
}

std::optional<Instant> Transactions::deadline() const {
    if (due_.empty()) return std::nullopt;
    return due_.begin()->first;
}

}  // namespace shoal::dht
