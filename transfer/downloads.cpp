#include "transfer/downloads.h"

#include <algorithm>

#include "transfer/limits.h"
#include "transfer/peer_pace.h"

namespace shoal::transfer {
namespace {

constexpr std::size_t working_owners_at_most = 2;
constexpr Duration crawls_beyond = 4s;  // worth the waste of what has come of a chunk

}  // namespace

Downloads::Downloads(const Manifest& manifest, crypto::Random& random, Bitmap wanted)
    : manifest_{manifest}, picker_{manifest.chunk_count(), random}, wanted_{std::move(wanted)} {}

void Downloads::offer(ChunkIndex chunk) {
    if (wanted_.test(chunk)) picker_.offer(chunk);
}

void Downloads::set_wanted(Bitmap wanted) {
    wanted_ = std::move(wanted);
    for (std::uint32_t i = 0; i < wanted_.size(); ++i)
        if (!wanted_.test(ChunkIndex{i})) picker_.withdraw(ChunkIndex{i});
}

std::vector<std::uint32_t> Downloads::cancel_unwanted(SwarmPeer& peer) {
    std::vector<std::uint32_t> chunks;
    for (auto& [chunk, flight] : peer.in_flight) {
        if (wanted_.test(ChunkIndex{chunk})) continue;
        flight.put_off = false;
        if (std::exchange(flight.cancelled, true)) continue;
        owners_.erase(chunk);
        chunks.push_back(chunk);
    }
    return chunks;
}

void Downloads::want(ChunkIndex chunk) {
    if (!owners_.contains(raw(chunk)) && !arriving_.contains(raw(chunk))) offer(chunk);
}

void Downloads::ask(Instant now, SwarmPeer& peer, ChunkIndex chunk) {
    picker_.withdraw(chunk);
    if (!peer.owes_us()) peer.waits_since = now;
    const std::uint32_t size = manifest_.size_of(chunk);
    peer.in_flight[raw(chunk)] = InFlight{.asked = now, .size = size, .first = {}, .due = {}, .data = {}};
    peer.asked_bytes += size;
    owners_[raw(chunk)].push_back(peer.link);
}

std::vector<FilePriority> Downloads::turns() const {
    std::vector<FilePriority> out;
    for (const auto priority : falling_priorities)
        if (picker_.candidates(priority) > 0) out.push_back(priority);
    if (out.empty()) out.push_back(FilePriority::normal);  // for what is asked for twice
    return out;
}

std::optional<ChunkIndex> Downloads::next_ask(Instant now, SwarmPeer& peer, const PeerMap& peers, Turn turn) {
    if (peer.have.none() || peer.asked_bytes >= peer.window.bytes()) return std::nullopt;
    if (peer.in_flight.size() >= limits::asks_in_flight) return std::nullopt;
    std::erase_if(peer.refused, [&](const auto& entry) { return entry.second <= now; });
    std::optional<ChunkIndex> chunk;
    auto& fruitless_at = peer.fruitless.at[std::to_underlying(turn.priority)];
    if (fruitless_at != picker_.version()) {
        chunk = picker_.pick(turn.priority, peer.have, [&](ChunkIndex candidate) {
            return peer.refused.contains(raw(candidate)) || peer.in_flight.contains(raw(candidate));
        });
    }
    if (!chunk) {
        // What is refused for now comes back with time, not with a new candidate: search again then.
        if (peer.refused.empty()) fruitless_at = picker_.version();
        if (turn.is_last) chunk = pick_twice(now, peer, peers);
    }
    if (chunk) ask(now, peer, *chunk);
    return chunk;
}

/// What is asked of others already: a chunk all of whose owners are silent, at any time; and in the end-game, when
/// everything is asked for, one whose only working owner will need much longer for it than this peer.
std::optional<ChunkIndex> Downloads::pick_twice(Instant now, const SwarmPeer& peer, const PeerMap& peers) const {
    const bool is_end_game = picker_.candidates() == 0;
    const bool is_any_silent = std::ranges::any_of(peers, [](const auto& entry) { return entry.second.silent; });
    if (peer.silent || (!is_end_game && !is_any_silent)) return std::nullopt;
    const auto ours = is_end_game ? expected(now, peer, owed_bytes(peer) + crypto::chunk_size) : std::nullopt;
    std::map<LinkId, bool> too_slow;
    for (const auto& [link, owner] : peers) {
        const auto theirs = ours ? expected(now, owner, owed_bytes(owner)) : std::nullopt;
        too_slow[link] = theirs && *theirs > 3 * *ours + 1s;
    }
    const auto is_crawling = [&](const SwarmPeer& owner, const InFlight& flight) {
        const auto theirs = ours ? expected(now, owner, flight.size - flight.data.size()) : std::nullopt;
        return theirs && *theirs > 3 * *ours + crawls_beyond;
    };
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
        const auto& flight = working.front()->in_flight.at(number);
        if (flight.data.empty() ? too_slow[working.front()->link] : is_crawling(*working.front(), flight))
            return ChunkIndex{number};
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
    const bool is_missing = picker_.is_candidate(ChunkIndex{data.chunk}) || owners_.contains(data.chunk);
    if (whole.cancelled || (whole.put_off && !is_missing)) {
        peer.fruitless.forget();  // searches passed the chunk over while it was under way here
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
    picker_.withdraw(ChunkIndex{data.chunk});  // it was put off
    arriving_.insert(data.chunk);
    return std::optional{std::move(arrived)};
}

void Downloads::settled(ChunkIndex chunk, bool here) {
    arriving_.erase(raw(chunk));
    if (!here) offer(chunk);
}

void Downloads::disown(SwarmPeer& peer, std::uint32_t chunk) {
    const auto owned = owners_.find(chunk);
    if (owned == owners_.end()) return;
    std::erase(owned->second, peer.link);
    if (!owned->second.empty()) return;
    owners_.erase(owned);
    offer(ChunkIndex{chunk});
}

void Downloads::rejected(SwarmPeer& peer, std::uint32_t chunk, Instant again) {
    const auto found = peer.in_flight.find(chunk);
    if (found == peer.in_flight.end()) return;
    const bool is_given_back = found->second.cancelled || found->second.put_off;
    const bool is_put_off = found->second.put_off && !found->second.cancelled;
    peer.asked_bytes -= found->second.size;
    peer.in_flight.erase(found);
    if (!is_put_off) peer.refused[chunk] = again;
    if (is_given_back) {
        peer.fruitless.forget();  // as above
    } else {
        disown(peer, chunk);
    }
}

std::uint64_t Downloads::left(SwarmPeer& peer) {
    std::uint64_t wasted = 0;
    for (const auto& [chunk, flight] : peer.in_flight) {
        wasted += flight.data.size();
        if (!flight.cancelled && !flight.put_off) disown(peer, chunk);
    }
    peer.in_flight.clear();
    peer.asked_bytes = 0;
    return wasted;
}

}  // namespace shoal::transfer
