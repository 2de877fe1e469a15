// The half of a swarm that acts: after every input it asks, serves and announces what has become possible.

#include <algorithm>

#include "transfer/limits.h"
#include "transfer/swarm.h"

namespace shoal::transfer {

void Swarm::settle(Instant now) {
    if (retry_at_ && *retry_at_ <= now) wait_for_next_refusal(now);
    if (downloads_ && sink_ != nullptr && downloads_->is_idle() && sink_->missing() == 0) end_fetching();
    watch_silence(now);
    for (auto& [link, peer] : peers_) introduce(peer);
    fetch(now);
    announce(now);
    static const Bitmap nothing;
    if (uploads_) uploads_->pump(now, peers_, store_ != nullptr ? store_->have() : nothing, *this);
}

/// One of the refusals has ended; the others end later, and nothing else may happen until then.
void Swarm::wait_for_next_refusal(Instant now) {
    retry_at_.reset();
    for (const auto& [link, peer] : peers_) {
        for (const auto& [chunk, again] : peer.refused)
            if (again > now && (!retry_at_ || again < *retry_at_)) retry_at_ = again;
    }
}

/// Says that we know the manifest, and what we have, to a peer that has not been told.
void Swarm::introduce(SwarmPeer& peer) {
    if (!manifest_) return;
    if (!peer.was_told) {
        peer.was_told = true;
        host_.send_opened(peer.link, peer.handle, *shape());
    }
    if (!peer.got_map && peer.knows_manifest && store_ != nullptr) {
        peer.got_map = true;
        send_map(peer);
    }
}

void Swarm::send_map(SwarmPeer& peer) {
    const auto& have = store_->have();
    constexpr std::uint32_t per_message = limits::have_map_bytes * 8;
    for (std::uint32_t first = 0; first < have.size(); first += per_message) {
        const Bytes bits = have.segment(first, std::min(per_message, have.size() - first));
        if (std::ranges::all_of(bits, [](Byte b) { return b == Byte{0}; })) continue;
        host_.send(peer.link, wire::HaveMap{.handle = peer.handle, .first = first, .bits = bits});
    }
}

void Swarm::fetch(Instant now) {
    if (manifest_fetch_) {
        for (auto& [link, peer] : peers_) {
            for (const auto& message : manifest_fetch_->next_asks(now, peer)) host_.send(link, message);
        }
    }
    if (!downloads_ || sink_ == nullptr || paused_) return;
    std::vector<SwarmPeer*> partial;
    std::vector<SwarmPeer*> complete;
    for (auto& [link, peer] : peers_) {
        if (peer.have.size() == 0) continue;
        while (const auto ask = hash_fetch_->next_ask(now, peer)) host_.send(link, *ask);
        (peer.is_complete() ? complete : partial).push_back(&peer);
    }
    if (is_early() && !asks_early_) return;
    ask_urgent(now);
    const auto turns = downloads_->turns();
    for (const auto priority : turns) {
        const Downloads::Turn turn{.priority = priority, .is_last = priority == turns.back()};
        // Peers that are not complete first: what they can give need not be asked of a source.
        ask_chunks(now, partial, turn);
        ask_chunks(now, complete, turn);
    }
}

/// Asks these peers in rounds, those that owe least first, so that all of them are kept equally busy.
void Swarm::ask_chunks(Instant now, std::vector<SwarmPeer*>& peers, Downloads::Turn turn) {
    std::ranges::sort(peers, [](const auto* a, const auto* b) {
        return std::pair{a->asked_bytes, a->link} < std::pair{b->asked_bytes, b->link};
    });
    Asks asks;
    bool more = true;
    while (more && has_room()) {
        more = false;
        for (auto* peer : peers) more = ask_one(now, *peer, turn, asks[peer->link]) || more;
    }
    send_asks(asks);
}

/// What is put off goes first, so that the peer has not begun it when it hears of what is urgent.
void Swarm::ask_urgent(Instant now) {
    Asks asks;
    while (!urgency_.empty() && has_room() && is_limit_open(now)) {
        auto hurry = downloads_->next_hurry(now, peers_, urgency_);
        if (!hurry) break;
        for (auto& some : wire::in_messages(hurry->put_off)) {
            host_.send(hurry->link, wire::Cancel{peers_.at(hurry->link).handle, wire::Space::files, std::move(some)});
        }
        if (!hurry->ask) continue;
        down_limit_.take(now, manifest_->size_of(*hurry->ask));
        asks[hurry->link].push_back(raw(*hurry->ask));
    }
    send_asks(asks);
}

void Swarm::send_asks(Asks& asks) {
    for (auto& [link, chunks] : asks) {
        for (auto& some : wire::in_messages(chunks)) {
            host_.send(link, wire::Ask{peers_.at(link).handle, wire::Space::files, std::move(some)});
        }
    }
}

/// For one more chunk between the network and the disk.
bool Swarm::has_room() const {
    if (!is_early()) return sink_->pending_bytes() < max_pending_bytes;
    std::uint64_t bytes = sink_->pending_bytes() + crypto::chunk_size;
    for (const auto& [link, peer] : peers_) bytes += peer.asked_bytes;
    return bytes <= max_early_bytes;
}

bool Swarm::is_limit_open(Instant now) {
    if (down_limit_.is_open(now)) return true;
    const Instant opens = down_limit_.opens_at();
    if (!retry_at_ || opens < *retry_at_) retry_at_ = opens;
    return false;
}

bool Swarm::ask_one(Instant now, SwarmPeer& peer, Downloads::Turn turn, std::vector<std::uint32_t>& asks) {
    if (!is_limit_open(now)) return false;
    const auto chunk = downloads_->next_ask(now, peer, peers_, turn);
    if (!chunk) return false;
    down_limit_.take(now, manifest_->size_of(*chunk));
    asks.push_back(raw(*chunk));
    return true;
}

void Swarm::announce(Instant now) {
    if (news_.due() && *news_.due() <= now) {
        for (auto& ranges : news_.take()) {
            for (const auto& [link, peer] : peers_) {
                if (peer.got_map) host_.send(link, wire::Have{peer.handle, ranges});
            }
        }
    }
    for (auto& [link, peer] : peers_) {
        if (const auto news = peer_news(now, peers_, peer)) host_.send(link, *news);
    }
}

/// A peer that owes us data and sends none is passed over: what it was asked may be asked of others too, until it sends
/// anything. What comes late is taken, so that a lone slow peer is not given up.
void Swarm::watch_silence(Instant now) {
    for (auto& [link, peer] : peers_) {
        if (peer.silent || !peer.owes_us() || now < peer.waits_since + limits::silent_after) continue;
        peer.silent = true;
        peer.window.went_silent();
        if (manifest_fetch_) manifest_fetch_->passed_over(peer);
        if (hash_fetch_) hash_fetch_->passed_over(peer);
    }
}

std::optional<Instant> Swarm::deadline() const {
    std::optional<Instant> first = retry_at_;
    const auto consider = [&](std::optional<Instant> at) {
        if (at && (!first || *at < *first)) first = at;
    };
    consider(news_.due());
    if (uploads_) consider(uploads_->opens_at());
    if (downloads_ && !urgency_.empty()) consider(downloads_->hurry_at(host_.now(), peers_, urgency_));
    for (const auto& [link, peer] : peers_) {
        consider(peer.tell_at);
        if (!peer.silent && peer.owes_us()) consider(peer.waits_since + limits::silent_after);
    }
    return first;
}

}  // namespace shoal::transfer
