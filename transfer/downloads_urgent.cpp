// The half of downloads that hurries: what somebody waits for is asked of whoever gives it the soonest.

#include <algorithm>

#include "transfer/downloads.h"
#include "transfer/limits.h"
#include "transfer/peer_pace.h"

namespace shoal::transfer {
namespace {

/// Of a peer that shows nothing yet the best is thought, so that it gets something to show.
Duration hoped(Instant now, const SwarmPeer& peer, std::uint64_t bytes) {
    const auto pace = expected(now, peer, bytes);
    return pace.value_or(Duration{static_cast<std::int64_t>(bytes * 1'000'000 / limits::window_start * 1000)});
}

/// When something that comes after all that the peer owes, `bytes` with it, should be here at the latest.
Instant due(Instant now, const SwarmPeer& peer, std::uint64_t bytes) {
    return now + limits::urgent_patience + 2 * hoped(now, peer, bytes);
}

/// What waits in a peer's queue is put off for what is awaited, but still counts until the peer has said so.
bool has_room(const SwarmPeer& peer, bool awaited) {
    const auto most = peer.window.bytes() + (awaited ? limits::urgent_beyond_window : 0);
    return !peer.silent && peer.asked_bytes < most && peer.in_flight.size() < limits::asks_in_flight;
}

bool can_ask(Instant now, const SwarmPeer& peer, const Urgent& urgent) {
    if (!has_room(peer, urgent.awaited) || peer.have.none() || !peer.have.test(urgent.chunk)) return false;
    const auto refused = peer.refused.find(raw(urgent.chunk));
    if (refused != peer.refused.end() && now < refused->second) return false;
    return !peer.in_flight.contains(raw(urgent.chunk));
}

}  // namespace

/// Of those that may be asked, the one that is likely to be done with it first.
SwarmPeer* Downloads::soonest(Instant now, PeerMap& peers, const Urgent& urgent) const {
    const auto size = manifest_.size_of(urgent.chunk);
    SwarmPeer* best = nullptr;
    Duration best_time{};
    for (auto& [link, peer] : peers) {
        if (!can_ask(now, peer, urgent)) continue;
        const auto time = hoped(now, peer, owed_bytes(peer) + size);
        if (best != nullptr && best_time <= time) continue;
        best = &peer;
        best_time = time;
    }
    return best;
}

/// Those who were asked for it and are not silent.
std::vector<LinkId> Downloads::working_owners(const PeerMap& peers, ChunkIndex chunk) const {
    const auto owners = owners_.find(raw(chunk));
    if (owners == owners_.end()) return {};
    auto working = owners->second;
    std::erase_if(working, [&](LinkId link) { return peers.at(link).silent; });
    return working;
}

std::optional<Downloads::Hurry> Downloads::next_hurry(Instant now, PeerMap& peers, const Urgency& urgency) {
    std::size_t twice = 0;
    for (const auto& urgent : urgency.in_order()) {
        if (working_owners(peers, urgent.chunk).size() > 1) ++twice;
    }
    const auto is_any_free = [&](bool awaited) {
        return std::ranges::any_of(peers, [&](const auto& entry) { return has_room(entry.second, awaited); });
    };
    const bool is_free = is_any_free(false);
    if (!is_free && !is_any_free(true)) return std::nullopt;
    for (const auto& urgent : urgency.in_order()) {
        if (!urgent.awaited && !is_free) continue;
        if (!picker_.is_candidate(urgent.chunk)) {
            if (!urgent.awaited || !owners_.contains(raw(urgent.chunk))) continue;
            const auto owners = working_owners(peers, urgent.chunk);
            if (owners.size() > 1) continue;
            if (owners.size() == 1) {
                auto& owner = peers.at(owners.front());
                auto& flight = owner.in_flight.at(raw(urgent.chunk));
                if (!flight.due) return hurry_along(now, owner, urgent, urgency);
                if (now < *flight.due || twice >= limits::urgent_asked_twice) continue;
            }
        }
        if (auto* peer = soonest(now, peers, urgent)) return hurry_to(now, *peer, urgent, urgency);
    }
    return std::nullopt;
}

/// It was asked for before anybody waited for it.
Downloads::Hurry Downloads::hurry_along(Instant now, SwarmPeer& owner, const Urgent& urgent, const Urgency& urgency) {
    auto& flight = owner.in_flight.at(raw(urgent.chunk));
    Hurry out{.link = owner.link, .ask = {}, .put_off = put_off(owner, flight.asked, urgent, urgency)};
    flight.due = due(now, owner, owed_bytes(owner));
    return out;
}

Downloads::Hurry Downloads::hurry_to(Instant now, SwarmPeer& peer, const Urgent& urgent, const Urgency& urgency) {
    Hurry out{.link = peer.link, .ask = urgent.chunk, .put_off = {}};
    if (urgent.awaited) out.put_off = put_off(peer, now, urgent, urgency);
    const auto by = due(now, peer, owed_bytes(peer) + manifest_.size_of(urgent.chunk));
    ask(now, peer, urgent.chunk);
    if (urgent.awaited) peer.in_flight.at(raw(urgent.chunk)).due = by;
    return out;
}

/// What the peer was asked for until then, has not begun to send, and is wanted later than this. Others may be asked.
std::vector<std::uint32_t> Downloads::put_off(SwarmPeer& peer, Instant until, const Urgent& urgent,
                                              const Urgency& urgency) {
    std::vector<std::uint32_t> chunks;
    for (auto& [chunk, flight] : peer.in_flight) {
        if (flight.cancelled || flight.put_off || flight.first || flight.asked > until) continue;
        const auto by = urgency.by(ChunkIndex{chunk});
        if (by && (*by <= urgent.by || urgency.is_awaited(ChunkIndex{chunk}))) continue;
        flight.put_off = true;
        chunks.push_back(chunk);
    }
    for (const auto chunk : chunks) disown(peer, chunk);
    return chunks;
}

std::optional<Instant> Downloads::hurry_at(Instant now, const PeerMap& peers, const Urgency& urgency) const {
    std::optional<Instant> first;
    for (const auto& urgent : urgency.in_order()) {
        if (!urgent.awaited) continue;
        const auto owners = working_owners(peers, urgent.chunk);
        if (owners.size() != 1) continue;
        const auto at = peers.at(owners.front()).in_flight.at(raw(urgent.chunk)).due;
        if (at && *at > now && (!first || *at < *first)) first = at;
    }
    return first;
}

}  // namespace shoal::transfer
