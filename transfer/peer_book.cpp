#include "transfer/peer_book.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

constexpr std::array<Duration, 7> waits{500ms, 1s, 2s, 5s, 15s, 60s, 300s};
constexpr std::size_t given_wait_at_most = 3;  ///< index into waits: what a person named is tried every 5 s
constexpr unsigned failures_at_most = 8;       ///< of a hint, before it is forgotten

}  // namespace

Duration PeerBook::back_off(const Entry& entry) {
    const std::size_t last = entry.source >= PeerSource::link ? given_wait_at_most : waits.size() - 1;
    const Duration wait = waits[std::min<std::size_t>(entry.failures, last)];
    return wait * static_cast<std::int64_t>(80 + random_.below(41)) / 100;  // so that peers do not try in step
}

bool PeerBook::add(Instant now, const Endpoint& endpoint, PeerSource source) {
    if (const auto found = entries_.find(endpoint); found != entries_.end()) {
        found->second.source = std::max(found->second.source, source);
        return false;
    }
    if (entries_.size() >= limits::known_peers) {
        const auto is_kept = [](const Entry& e) { return e.engaged || e.source >= PeerSource::link; };
        const auto worst = std::ranges::max_element(entries_, {}, [&](const auto& e) {
            return std::tuple{!is_kept(e.second), e.second.failures, -static_cast<int>(e.second.source)};
        });
        if (is_kept(worst->second)) return false;
        entries_.erase(worst);
    }
    entries_[endpoint] = Entry{.source = source, .failures = 0, .engaged = false, .next_try = now};
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
        if (entry.engaged || entry.next_try > now) continue;
        if (best != nullptr && rank(*best) <= rank(entry)) continue;
        best = &entry;
        where = &endpoint;
    }
    if (best == nullptr) return std::nullopt;
    best->engaged = true;
    return *where;
}

std::optional<Instant> PeerBook::due() const {
    std::optional<Instant> first;
    for (const auto& [endpoint, entry] : entries_) {
        if (!entry.engaged && (!first || entry.next_try < *first)) first = entry.next_try;
    }
    return first;
}

void PeerBook::reached(Instant now, const Endpoint& endpoint) {
    add(now, endpoint, PeerSource::exchange);
    const auto found = entries_.find(endpoint);
    if (found == entries_.end()) return;  // the book is full of better ones
    found->second.engaged = true;
    found->second.failures = 0;
}

void PeerBook::lost(Instant now, const Endpoint& endpoint) {
    const auto found = entries_.find(endpoint);
    if (found == entries_.end()) return;
    found->second.engaged = false;
    found->second.next_try = now + back_off(found->second);
    ++found->second.failures;
}

void PeerBook::failed(Instant now, const Endpoint& endpoint) {
    const auto found = entries_.find(endpoint);
    if (found == entries_.end()) return;
    auto& entry = found->second;
    if (entry.failures >= failures_at_most && entry.source < PeerSource::link) {
        entries_.erase(found);
        return;
    }
    entry.engaged = false;
    entry.next_try = now + back_off(entry);
    ++entry.failures;
}

void PeerBook::later(Instant now, const Endpoint& endpoint, Duration wait) {
    const auto found = entries_.find(endpoint);
    if (found == entries_.end()) return;
    found->second.engaged = false;
    found->second.next_try = now + wait;
}

void PeerBook::forget(const Endpoint& endpoint) {
    entries_.erase(endpoint);
}

}  // namespace shoal::transfer
