#include "transfer/downloads.h"

#include <algorithm>

#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

constexpr std::size_t working_owners_at_most = 2;

/// When the peer will have sent `more` bytes beyond what it owes us, as far as its rate tells.
std::optional<Duration> expected(Instant now, const SwarmPeer& peer, std::uint64_t more) {
    const std::uint64_t rate = peer.window.rate(now);
    if (rate == 0) return std::nullopt;
    std::uint64_t owed = more;
    for (const auto& [chunk, flight] : peer.in_flight) {
        owed += flight.cancelled ? 0 : flight.size - flight.data.size();
    }
    return Duration{static_cast<std::int64_t>(owed * 1'000'000 / rate * 1000)};
}

}  // namespace

Downloads::Downloads(const Manifest& manifest, crypto::Random& random)
    : manifest_{manifest}, picker_{manifest.chunk_count(), random} {}

void Downloads::ask(Instant now, SwarmPeer& peer, ChunkIndex chunk) {
    picker_.withdraw(chunk);
    if (!peer.owes_us()) peer.waits_since = now;
    const std::uint32_t size = manifest_.size_of(chunk);
    peer.in_flight[raw(chunk)] = InFlight{.asked = now, .size = size, .first = {}, .data = {}, .cancelled = false};
    peer.asked_bytes += size;
    owners_[raw(chunk)].push_back(peer.link);
}

std::optional<ChunkIndex> Downloads::next_ask(Instant now, SwarmPeer& peer, const PeerMap& peers) {
    if (peer.have.none() || peer.asked_bytes >= peer.window.bytes()) return std::nullopt;
    if (peer.in_flight.size() >= limits::asks_in_flight) return std::nullopt;
    std::erase_if(peer.refused, [&](const auto& entry) { return entry.second <= now; });
    std::optional<ChunkIndex> chunk;
    if (peer.fruitless_at != picker_.version()) {
        chunk = picker_.pick(peer.have, [&](ChunkIndex candidate) {
            return peer.refused.contains(raw(candidate)) || peer.in_flight.contains(raw(candidate));
        });
    }
    if (!chunk) {
        // What is refused for now comes back with time, not with a new candidate: search again then.
        if (peer.refused.empty()) peer.fruitless_at = picker_.version();
        chunk = pick_twice(now, peer, peers);
    }
    if (chunk) ask(now, peer, *chunk);
    return chunk;
}

/// What is asked of others already: a chunk all of whose owners are silent, at any time; and in the end-game, when
/// everything is asked for, one whose only working owner has not begun it and will need much longer than this peer.
std::optional<ChunkIndex> Downloads::pick_twice(Instant now, const SwarmPeer& peer, const PeerMap& peers) const {
    const bool is_end_game = picker_.candidates() == 0;
    const bool is_any_silent = std::ranges::any_of(peers, [](const auto& entry) { return entry.second.silent; });
    if (peer.silent || (!is_end_game && !is_any_silent)) return std::nullopt;
    const auto ours = is_end_game ? expected(now, peer, crypto::chunk_size) : std::nullopt;
    std::map<LinkId, bool> too_slow;
    for (const auto& [link, owner] : peers) {
        const auto theirs = ours ? expected(now, owner, 0) : std::nullopt;
        too_slow[link] = theirs && *theirs > 3 * *ours + 1s;
    }
    for (const auto& [number, owners] : owners_) {
        if (!peer.have.test(ChunkIndex{number}) || peer.refused.contains(number) || peer.in_flight.contains(number)) {
            continue;
        }
        std::vector<const SwarmPeer*> working;
        for (const auto link : owners) {
            if (const auto& owner = peers.at(link); !owner.silent) working.push_back(&owner);
        }
        if (working.empty()) return ChunkIndex{number};
        if (working.size() >= working_owners_at_most) continue;
        const bool begun = !working.front()->in_flight.at(number).data.empty();
        if (!begun && too_slow[working.front()->link]) return ChunkIndex{number};
    }
    return std::nullopt;
}

Result<std::optional<Downloads::Arrived>> Downloads::received(Instant now, SwarmPeer& peer, PeerMap& peers,
                                                              const wire::Data& data, std::uint64_t& wasted) {
    const auto found = peer.in_flight.find(data.chunk);
    if (found == peer.in_flight.end()) {
        wasted += data.bytes.size();
        return std::optional<Arrived>{};
    }
    auto& flight = found->second;
    const std::uint32_t size = flight.size;
    const std::uint32_t wanted = std::min<std::uint32_t>(limits::data_bytes, size - std::min(size, data.offset));
    if (data.offset != flight.data.size() || data.bytes.size() != wanted) {
        return fail(Errc::malformed, "data does not continue the chunk");
    }
    if (flight.data.empty()) {
        flight.data.reserve(size);
        flight.first = now;
    }
    flight.data.insert(flight.data.end(), data.bytes.begin(), data.bytes.end());
    if (flight.data.size() < size) return std::optional<Arrived>{};

    auto whole = std::move(flight);
    peer.window.arrived(now, whole.asked, *whole.first, size);
    peer.in_flight.erase(found);
    peer.asked_bytes -= size;
    if (whole.cancelled) {
        wasted += size;
        return std::optional<Arrived>{};
    }
    Arrived arrived{.chunk = ChunkIndex{data.chunk}, .data = std::move(whole.data), .cancel = {}};
    for (const auto link : owners_[data.chunk]) {
        const auto other = peers.find(link);
        if (link == peer.link || other == peers.end()) continue;
        const auto theirs = other->second.in_flight.find(data.chunk);
        if (theirs == other->second.in_flight.end()) continue;
        theirs->second.cancelled = true;
        arrived.cancel.push_back(link);
    }
    owners_.erase(data.chunk);
    arriving_.insert(data.chunk);
    return std::optional{std::move(arrived)};
}

void Downloads::settled(ChunkIndex chunk, bool here) {
    arriving_.erase(raw(chunk));
    if (!here) picker_.offer(chunk);
}

void Downloads::disown(SwarmPeer& peer, std::uint32_t chunk) {
    const auto owned = owners_.find(chunk);
    if (owned == owners_.end()) return;
    std::erase(owned->second, peer.link);
    if (!owned->second.empty()) return;
    owners_.erase(owned);
    picker_.offer(ChunkIndex{chunk});
}

void Downloads::rejected(Instant now, SwarmPeer& peer, std::uint32_t chunk) {
    const auto found = peer.in_flight.find(chunk);
    if (found == peer.in_flight.end()) return;
    const bool cancelled = found->second.cancelled;
    peer.asked_bytes -= found->second.size;
    peer.in_flight.erase(found);
    peer.refused[chunk] = now + limits::refused_for;
    if (!cancelled) disown(peer, chunk);
}

std::uint64_t Downloads::left(SwarmPeer& peer) {
    std::uint64_t wasted = 0;
    for (const auto& [chunk, flight] : peer.in_flight) {
        wasted += flight.data.size();
        if (!flight.cancelled) disown(peer, chunk);
    }
    peer.in_flight.clear();
    peer.asked_bytes = 0;
    return wasted;
}

}  // namespace shoal::transfer
