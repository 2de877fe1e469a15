#include "transfer/peer_book.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

constexpr std::array<Duration, 7> waits{500ms, 1s, 2s, 5s, 15s, 60s, 300s};
constexpr std::size_t given_wait_at_most = 3;   ///< index into waits: what a person named is tried every 5 s
constexpr unsigned failures_at_most = 8;        ///< of a hint, before it is forgotten
constexpr unsigned failures_once_reached = 24;  ///< of one that was linked before: it may sleep for an hour

}  // namespace

std::string_view name_of(PeerSource source) {
    switch (source) {
    case PeerSource::exchange:
        return "exchange";
    case PeerSource::incoming:
        return "incoming";
    case PeerSource::dht:
        return "dht";
    case PeerSource::lan:
        return "lan";
    case PeerSource::link:
        return "link";
    case PeerSource::given:
        break;
    }
    return "given";
}

Duration PeerBook::back_off(const Entry& entry) {
    const std::size_t last = entry.source >= PeerSource::link ? given_wait_at_most : waits.size() - 1;
    const Duration wait = waits[std::min<std::size_t>(entry.failures, last)];
    return wait * static_cast<std::int64_t>(80 + random_.below(41)) / 100;  // so that peers do not try in step
}

bool PeerBook::add(Instant now, const Endpoint& endpoint, PeerSource source) {
    const auto bit = static_cast<std::uint8_t>(1U << std::to_underlying(source));
    if (const auto found = entries_.find(endpoint); found != entries_.end()) {
        found->second.source = std::max(found->second.source, source);
        found->second.named_by |= bit;
        return false;
    }
    if (entries_.size() >= limits::known_peers) {
        const auto is_kept = [](const Entry& e) { return e.is_engaged || e.source >= PeerSource::link; };
        const auto worst = std::ranges::max_element(entries_, {}, [&](const auto& e) {
            const auto& entry = e.second;
            return std::tuple{!is_kept(entry), !entry.reached, entry.failures, -static_cast<int>(entry.source)};
        });
        if (is_kept(worst->second)) return false;
        entries_.erase(worst);
    }
    entries_[endpoint] = Entry{.endpoint = endpoint, .source = source, .named_by = bit, .next_try = now};
    return true;
}

std::optional<Endpoint> PeerBook::next(Instant now) {
    Entry* best = nullptr;
    const Endpoint* where = nullptr;
    is_longest_due_next_ = !is_longest_due_next_;
    const auto rank = [this](const Entry& e) {
        const bool is_hint = e.source < PeerSource::link;
        if (is_longest_due_next_) return std::tuple{is_hint, e.next_try, 0U, 0};
        return std::tuple{is_hint, Instant{}, e.failures, -static_cast<int>(e.source)};
    };
    for (auto& [endpoint, entry] : entries_) {
        if (entry.is_engaged || entry.next_try > now) continue;
        if (best != nullptr && rank(*best) <= rank(entry)) continue;
        best = &entry;
        where = &endpoint;
    }
    if (best == nullptr) return std::nullopt;
    best->is_engaged = true;
    best->dialled = now;
    return *where;
}

std::optional<Instant> PeerBook::due() const {
    std::optional<Instant> first;
    for (const auto& [endpoint, entry] : entries_) {
        if (!entry.is_engaged && (!first || entry.next_try < *first)) first = entry.next_try;
    }
    return first;
}

void PeerBook::reached(Instant now, const Endpoint& endpoint) {
    add(now, endpoint, PeerSource::incoming);
    const auto found = entries_.find(endpoint);
    if (found == entries_.end()) return;  // the book is full of better ones
    found->second.is_engaged = true;
    found->second.failures = 0;
    found->second.reached = now;
}

void PeerBook::lost(Instant now, const Endpoint& endpoint) {
    const auto found = entries_.find(endpoint);
    if (found == entries_.end()) return;
    found->second.is_engaged = false;
    found->second.reached = now;
    found->second.next_try = now + back_off(found->second);
    ++found->second.failures;
}

void PeerBook::rest(Instant now) {
    for (auto& [endpoint, entry] : entries_) {
        if (!std::exchange(entry.is_engaged, false)) continue;
        entry.next_try = now;
    }
}

void PeerBook::failed(Instant now, const Endpoint& endpoint) {
    const auto found = entries_.find(endpoint);
    if (found == entries_.end()) return;
    auto& entry = found->second;
    const unsigned most = entry.reached ? failures_once_reached : failures_at_most;
    if (entry.failures >= most && entry.source < PeerSource::link) {
        entries_.erase(found);
        return;
    }
    entry.is_engaged = false;
    entry.next_try = now + back_off(entry);
    ++entry.failures;
}

void PeerBook::later(Instant now, const Endpoint& endpoint, Duration wait) {
    const auto found = entries_.find(endpoint);
    if (found == entries_.end()) return;
    found->second.is_engaged = false;
    found->second.next_try = now + wait;
}

void PeerBook::wanted_again(Instant now) {
    for (auto& [endpoint, entry] : entries_) {
        const bool is_banned = entry.banned_until && now < *entry.banned_until;
        if (entry.failures == 0 && !is_banned) entry.next_try = std::min(entry.next_try, now);
    }
}

void PeerBook::banned(Instant now, const Endpoint& endpoint, Instant until) {
    later(now, endpoint, until - now);
    if (const auto found = entries_.find(endpoint); found != entries_.end()) found->second.banned_until = until;
}

std::vector<KnownPeer> PeerBook::all() const {
    std::vector<KnownPeer> out;
    for (const auto& [endpoint, entry] : entries_) out.push_back(entry);
    return out;
}

void PeerBook::forget(const Endpoint& endpoint) {
    entries_.erase(endpoint);
}

}  // namespace shoal::transfer
