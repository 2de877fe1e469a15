#include "transfer/uploads.h"

#include <algorithm>

#include "transfer/limits.h"
#include "transfer/upload_order.h"

namespace shoal::transfer {
namespace {

constexpr Duration rejects_every = 250ms;  ///< of what others can give, while there is no room to begin anything

bool is_any_waiting(const Uploads::PeerMap& peers) {
    return std::ranges::any_of(peers, [](const auto& entry) { return !entry.second.wants.empty(); });
}

}  // namespace

Uploads::Uploads(std::shared_ptr<const Manifest> manifest, crypto::Random& random, RateLimit& limit)
    : manifest_{std::move(manifest)}, random_{random}, limit_{limit}, origin_{manifest_->chunk_count(), random} {}

bool Uploads::asked(SwarmPeer& peer, const wire::Ask& ask, Outlet& outlet) {
    const std::uint64_t chunks =
        ask.space == wire::Space::files ? manifest_->chunk_count() : chunk_count_of(manifest_->bytes().size());
    for (const auto chunk : ask.chunks) {
        const auto want = std::pair{ask.space, chunk};
        if (chunk >= chunks) return false;
        if (std::ranges::find(peer.wants, want) != peer.wants.end()) continue;
        if (peer.wants.size() < limits::upload_queue) {
            peer.wants.push_back(want);
            continue;
        }
        if (++peer.over_limit > limits::over_queue) return false;
        outlet.send(peer, wire::Reject{peer.handle, ask.space, chunk, wire::Refusal::too_many});
    }
    return true;
}

void Uploads::cancelled(SwarmPeer& peer, const wire::Cancel& cancel, Outlet& outlet) {
    for (const auto chunk : cancel.chunks) {
        bool is_given_up = std::erase(peer.wants, std::pair{cancel.space, chunk}) > 0;
        const auto ahead = std::ranges::find_if(peer.sending, [&](const Sending& one) {
            return one.space == cancel.space && one.chunk == chunk && one.offset == 0;
        });
        // Whoever asks and cancels only to keep our disk busy gets what it asked for.
        const bool may_cancel = peer.read_in_vain <= peer.up.total() + limits::cancelled_reads;
        if (ahead != peer.sending.end() && may_cancel) {
            peer.sending.erase(ahead);  // if it is being read still, that ends for nothing
            peer.read_in_vain += crypto::chunk_size;
            if (cancel.space == wire::Space::files) origin_.failed(peer.link, ChunkIndex{chunk});
            is_given_up = true;
        }
        if (!is_given_up) continue;
        outlet.send(peer, wire::Reject{peer.handle, cancel.space, chunk, wire::Refusal::cancelled});
    }
}

/// What others can give is not kept waiting for room here.
void Uploads::reject_soon(Instant now, PeerMap& peers, Outlet& outlet) {
    if (!is_lone_origin_ || now < next_rejects_) return;
    next_rejects_ = now + rejects_every;
    for (auto& [link, peer] : peers) {
        std::erase_if(peer.wants, [&](const auto& want) {
            if (want.first != wire::Space::files) return false;
            if (!origin_.ask_others_first(now, peers, peer, ChunkIndex{want.second})) return false;
            outlet.send(peer, wire::Reject{peer.handle, want.first, want.second, wire::Refusal::ask_others_first});
            return true;
        });
    }
}

std::shared_ptr<const Bytes> Uploads::manifest_chunk(std::uint32_t chunk) const {
    const auto& all = manifest_->bytes();
    const std::size_t first = std::size_t{chunk} * crypto::chunk_size;
    const std::size_t size = std::min(crypto::chunk_size, all.size() - first);
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first);
    return std::make_shared<const Bytes>(begin, begin + static_cast<std::ptrdiff_t>(size));
}

/// Takes the peer's next wish that is not rejected.
void Uploads::begin_next(Instant now, PeerMap& peers, SwarmPeer& peer, const Bitmap& have, Outlet& outlet) {
    while (!peer.wants.empty()) {
        const auto [space, chunk] = peer.wants.front();
        peer.wants.pop_front();
        if (space == wire::Space::manifest) {
            peer.sending.push_back({.space = space, .chunk = chunk, .data = manifest_chunk(chunk), .offset = 0});
            return;
        }
        if (!have.test(ChunkIndex{chunk})) {
            outlet.send(peer, wire::Reject{peer.handle, space, chunk, wire::Refusal::not_here});
        } else if (is_lone_origin_ && origin_.ask_others_first(now, peers, peer, ChunkIndex{chunk})) {
            outlet.send(peer, wire::Reject{peer.handle, space, chunk, wire::Refusal::ask_others_first});
        } else {
            if (is_lone_origin_)
                origin_.began(now, peer.link, ChunkIndex{chunk}, manifest_->size_of(ChunkIndex{chunk}));
            peer.sending.push_back({.space = space, .chunk = chunk, .data = nullptr, .offset = 0});
            ++reading_;
            return outlet.read(peer.link, ChunkIndex{chunk});
        }
    }
}

void Uploads::was_read(Instant now, PeerMap& peers, LinkId link, ChunkIndex chunk,
                       Result<std::shared_ptr<const Bytes>> data, const Bitmap& have, Outlet& outlet) {
    --reading_;
    const auto found = peers.find(link);
    if (found != peers.end()) {
        auto& peer = found->second;
        const auto waits = std::ranges::find_if(peer.sending, [&](const Sending& one) {
            return one.space == wire::Space::files && one.chunk == raw(chunk) && !one.data;
        });
        if (waits != peer.sending.end() && data) {
            waits->data = std::move(*data);
        } else if (waits != peer.sending.end()) {
            peer.sending.erase(waits);
            origin_.failed(link, chunk);
            // Whether it is here no more is not known yet: a folder may be away for a while, and nobody is told when it
            // is back. Whoever asks again hears what came of it.
            outlet.send(peer, wire::Reject{peer.handle, wire::Space::files, raw(chunk), wire::Refusal::too_many});
        }
    }
    pump(now, peers, have, outlet);
}

void Uploads::send_record(Instant now, SwarmPeer& peer, Outlet& outlet) {
    auto& going = peer.sending.front();
    const auto size =
        static_cast<std::uint32_t>(std::min<std::size_t>(limits::data_bytes, going.data->size() - going.offset));
    outlet.send_data(peer, wire::Data{.handle = peer.handle,
                                      .space = going.space,
                                      .chunk = going.chunk,
                                      .offset = going.offset,
                                      .bytes = BytesView{*going.data}.subspan(going.offset, size)});
    limit_.take(now, size);
    if (going.space == wire::Space::files) {
        peer.up.add(now, size);
        origin_.sent(now, size);
    }
    going.offset += size;
    going_ = peer.link;
    if (going.offset < going.data->size()) return;
    if (going.space == wire::Space::files) {
        if (peer.given.size() == 0) peer.given = Bitmap{manifest_->chunk_count()};
        peer.given.set(ChunkIndex{going.chunk});
    }
    peer.sending.pop_front();
    going_.reset();
}

/// Reads ahead, so that the disk works while records go out. Whether anything was begun.
bool Uploads::begin_reads(Instant now, PeerMap& peers, const Bitmap& have, Outlet& outlet) {
    const auto can_begin = [&](const SwarmPeer& peer) {
        return !peer.wants.empty() && peer.sending.size() < limits::reads_per_peer &&
               outlet.queued(peer) < limits::send_queue_bytes && (!is_lone_origin_ || origin_.has_room(peers, peer));
    };
    bool begun = false;
    while (reading_ < limits::reads_at_once) {
        const auto link = next_to_serve(now, peers, have.all(), random_, can_begin);
        if (!link) return begun;
        begin_next(now, peers, peers.at(*link), have, outlet);
        begun = true;
    }
    return begun;
}

void Uploads::pump(Instant now, PeerMap& peers, const Bitmap& have, Outlet& outlet) {
    opens_at_.reset();
    is_lone_origin_ = origin_.begin_turn(now, peers, have);
    reject_soon(now, peers, outlet);
    const auto can_send = [&](const SwarmPeer& peer) {
        return peer.can_send() && outlet.queued(peer) < limits::send_queue_bytes;
    };
    while (true) {
        if (!limit_.is_open(now)) {
            opens_at_ = limit_.opens_at();
            return;
        }
        const bool begun = begin_reads(now, peers, have, outlet);
        const auto half_sent = going_ ? peers.find(*going_) : peers.end();
        std::optional<LinkId> link;
        if (half_sent != peers.end() && can_send(half_sent->second)) {
            link = going_;
        } else {
            link = next_to_serve(now, peers, have.all(), random_, can_send);
        }
        if (!link && !begun) {
            if (is_lone_origin_ && is_any_waiting(peers)) opens_at_ = origin_.room_at(now);
            return;
        }
        if (link) send_record(now, peers.at(*link), outlet);
    }
}

}  // namespace shoal::transfer
