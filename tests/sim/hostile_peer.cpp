#include "tests/sim/hostile_peer.h"

#include <algorithm>

#include "transfer/limits.h"

namespace shoal::sim {
namespace {

namespace limits = transfer::limits;

constexpr std::size_t asks_at_most = 2048;           // remembered of one link
constexpr std::size_t records_at_most = 4096;        // waiting for one link
constexpr std::size_t queued_at_most = 1024 * 1024;  // bytes on one link
constexpr Duration announce_every = 60s;

}  // namespace

HostilePeer::HostilePeer(Fault kind, World& world, Log& log, HostileOptions options, Draw draw, Faults& faults)
    : HostileHost{Setup{.kind = kind, .accepts = true, .greets = true, .options = std::move(options)}, world, log, draw,
                  faults},
      truth_{HostileHost::options().manifest, HostileHost::options().content}, keys_{ContentKeys::derive(
                                                                                   HostileHost::options().id)} {
    if (HostileHost::options().bootstrap.empty() || !listening()) return;
    dht_ = std::make_unique<dht::Service>(world_, log_,
                                          dht::ServiceOptions{.bootstrap = HostileHost::options().bootstrap});
    if (dht_->add_node(*listening())) {
        dht_->start();
    } else {
        dht_.reset();  // the port is taken: it lives without
    }
}

/// As docs/wire.md "Opening" has it: the content id, this handshake and our role in it.
crypto::Hash HostilePeer::proof(const HostileLink& link) const {
    const std::array<Byte, 1> role{static_cast<Byte>(link.role())};
    return crypto::mac256(keys_.proof, {link.handshake_hash(), role});
}

// --- opening ---------------------------------------------------------------------------------------------------------

void HostilePeer::on_ready(HostileLink& link) {
    auto& visit = visits_[link.number()];
    visit.link = link.number();
    visit.mode = draw_.next();
    visit.next_act = now();
    if (link.role() == crypto::Role::responder) return;  // whoever dials opens
    const LinkKey key = link.remote_key();
    link.send(wire::Open{.handle = 0, .tag = crypto::mac128(keys_.open, {key.view()}), .proof = proof(link)});
}

void HostilePeer::on_open(HostileLink& link, Visit& visit, const wire::Open& message) {
    if (link.role() == crypto::Role::initiator || visit.is_open) {
        return link.send(wire::Bye{message.handle, "duplicate"});
    }
    visit.handle = message.handle;
    visit.is_open = true;
    say_opened(link, visit);
    opened(visit);
}

void HostilePeer::on_opened(HostileLink& link, Visit& visit, const wire::Opened& message) {
    const bool is_first = !visit.is_open && link.role() == crypto::Role::initiator;
    if (is_first) {
        visit.is_open = true;
        visit.handle = message.handle;
        say_opened(link, visit);
        opened(visit);
    }
    if (message.manifest_size != 0) other_knows(visit);
}

void HostilePeer::say_opened(HostileLink& link, Visit& visit) {
    auto message = true_opened(visit);
    opening(visit, message);
    visit.knows_us = message.manifest_size != 0;
    link.send(message);
}

wire::Opened HostilePeer::true_opened(const Visit& visit) {
    const auto* one = link(visit.link);
    return {.handle = visit.handle,
            .proof = one != nullptr ? proof(*one) : crypto::Hash{},
            .manifest_size = truth_.manifest().bytes().size(),
            .manifest_tree = truth_.manifest().tree()};
}

void HostilePeer::other_knows(Visit& visit) {
    if (visit.knows) return;
    visit.knows = true;
    informed(visit);
}

// --- telling the truth -----------------------------------------------------------------------------------------------

Bytes HostilePeer::full_map() const {
    const std::uint32_t chunks = truth_.chunks(wire::Space::files);
    Bytes bits((chunks + 7) / 8, Byte{0xff});
    if (chunks % 8 != 0) bits.back() = static_cast<Byte>((1U << (chunks % 8)) - 1);
    return bits;
}

void HostilePeer::say_map(Visit& visit, BytesView bits) {
    for (std::size_t at = 0; at < bits.size(); at += limits::have_map_bytes) {
        say(visit, wire::HaveMap{.handle = visit.handle,
                                 .first = static_cast<std::uint32_t>(at * 8),
                                 .bits = bits.subspan(at, std::min(limits::have_map_bytes, bits.size() - at))});
    }
}

void HostilePeer::say_record(Visit& visit, Bytes plain) {
    if (visit.out.size() < records_at_most) visit.out.push_back(std::move(plain));
}

void HostilePeer::informed(Visit& visit) {
    say_map(visit, full_map());
}

void HostilePeer::asked(Visit& visit, const wire::Ask& ask) {
    for (const auto chunk : ask.chunks) {
        if (chunk < truth_.chunks(ask.space) && visit.asks.size() < asks_at_most) {
            visit.asks.emplace_back(ask.space, chunk);
        }
    }
}

void HostilePeer::answer(Visit& visit, wire::Space space, std::uint32_t chunk) {
    say_chunk(visit, space, chunk, truth_.chunk(space, chunk));
}

void HostilePeer::wants_hashes(Visit& visit, const wire::WantHashes& message) {
    say(visit, wire::Hashes{
                   .handle = visit.handle, .blob = message.blob, .block = truth_.hashes(message.blob, message.block)});
}

void HostilePeer::cancelled(Visit& visit, const wire::Cancel& message) {
    for (const auto chunk : message.chunks) {
        if (std::erase(visit.asks, std::pair{message.space, chunk}) == 0) continue;
        reject(visit, message.space, chunk, wire::Refusal::cancelled);
    }
}

void HostilePeer::say_chunk(Visit& visit, wire::Space space, std::uint32_t chunk, BytesView bytes) {
    for (std::size_t at = 0; at < bytes.size(); at += limits::data_bytes) {
        const auto size = std::min<std::size_t>(limits::data_bytes, bytes.size() - at);
        say(visit, wire::Data{.handle = visit.handle,
                              .space = space,
                              .chunk = chunk,
                              .offset = static_cast<std::uint32_t>(at),
                              .bytes = bytes.subspan(at, size)});
    }
}

void HostilePeer::reject(Visit& visit, wire::Space space, std::uint32_t chunk, wire::Refusal reason) {
    say(visit, wire::Reject{.handle = visit.handle, .space = space, .chunk = chunk, .reason = reason});
}

// --- driving ---------------------------------------------------------------------------------------------------------

void HostilePeer::on_message(HostileLink& link, wire::Message& message) {
    const auto found = visits_.find(link.number());
    if (found == visits_.end()) return;
    auto& visit = found->second;
    if (const auto* open = std::get_if<wire::Open>(&message)) return on_open(link, visit, *open);
    if (const auto* told = std::get_if<wire::Opened>(&message)) return on_opened(link, visit, *told);
    if (std::holds_alternative<wire::Bye>(message)) return link.end();  // of the share or the link: come again later
    if (!visit.is_open) return;
    if (const auto* ask = std::get_if<wire::Ask>(&message)) return asked(visit, *ask);
    if (const auto* want = std::get_if<wire::WantHashes>(&message)) return wants_hashes(visit, *want);
    if (const auto* cancel = std::get_if<wire::Cancel>(&message)) return cancelled(visit, *cancel);
}

void HostilePeer::on_gone(HostileLink& link) {
    const auto visit = visits_.extract(link.number());
    if (visit) left(visit.mapped());
}

void HostilePeer::end(Visit& visit) {
    if (auto* one = link(visit.link)) one->end();
}

bool HostilePeer::has_room(Visit& visit) {
    const auto* one = link(visit.link);
    return one != nullptr && one->queued() < queued_at_most && visit.out.size() < 64;
}

void HostilePeer::on_link_beat(HostileLink& link) {
    const auto found = visits_.find(link.number());
    if (found == visits_.end()) return;
    if (found->second.is_open) act(found->second);
    if (!link.is_gone()) pump(link, visits_.at(link.number()));
}

void HostilePeer::pump(HostileLink& link, Visit& visit) {
    while (!link.is_gone() && link.queued() < queued_at_most) {
        if (visit.out.empty()) {
            if (visit.asks.empty()) return;
            const auto [space, chunk] = visit.asks.front();
            visit.asks.pop_front();
            answer(visit, space, chunk);
            continue;
        }
        if (!may_send()) return;
        const Bytes record = std::move(visit.out.front());
        visit.out.pop_front();
        link.send_record(record);
    }
}

void HostilePeer::on_beat() {
    if (!dht_ || !lookup_ended_ || now() < next_lookup_) return;
    announce();
}

void HostilePeer::announce() {
    lookup_ended_ = false;
    next_lookup_ = now() + announce_every;
    lookup_ = dht_->announce(
        keys_.discovery, listening()->port, [this](const Endpoint& endpoint) { add_target(endpoint); },
        [this](const dht::LookupResult&) { lookup_ended_ = true; });
}

}  // namespace shoal::sim
