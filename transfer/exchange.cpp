#include "transfer/exchange.h"

#include <algorithm>

#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

crypto::Role other(crypto::Role role) {
    return role == crypto::Role::initiator ? crypto::Role::responder : crypto::Role::initiator;
}

/// The handle that a message names; nothing for those that name none.
std::optional<wire::Handle> handle_of(const wire::Message& message) {
    return std::visit(
        [](const auto& m) -> std::optional<wire::Handle> {
            if constexpr (requires { m.handle; }) return m.handle;
            return std::nullopt;
        },
        message);
}

crypto::Hash128 opening_tag(const ContentKeys& keys, const LinkKey& receiver) {
    return crypto::mac128(keys.open, {receiver.view()});
}

}  // namespace

bool Exchange::Door::has(const Member* member) const {
    const auto is_it = [&](const auto& entry) { return entry.second == member; };
    return std::ranges::any_of(pending, is_it) || std::ranges::any_of(open, is_it);
}

Exchange::Exchange(World& world, Log& log, Observer& observer)
    : world_{world}, observer_{observer}, links_{world, log, *this}, decoy_{world.random.bytes<32>()} {}

Exchange::~Exchange() = default;

void Exchange::add(Member& member) {
    members_[opening_tag(member.keys(), links_.own_key())] = &member;
}

void Exchange::remove(Member& member) {
    members_.erase(opening_tag(member.keys(), links_.own_key()));
    const Tag tag = member.keys().tag;
    turns_.left(tag);
    for (auto& [endpoint, members] : wanted_) members.erase(tag);
    for (auto& [link, door] : doors_) {
        std::erase_if(door.pending, [&](const auto& entry) { return entry.second == &member; });
        for (const auto& [handle, open] : door.open) {
            if (open == &member) links_.send(link, wire::Bye{handle, "removed"});
        }
        std::erase_if(door.open, [&](const auto& entry) { return entry.second == &member; });
        links_.set_useful(link, !door.open.empty());
    }
    unsettled_.erase(tag);
    alarms_.erase(tag);
}

bool Exchange::reach(Member& member, const Endpoint& endpoint) {
    const bool needs_a_dial = !links_.linked_to(endpoint) && !links_.is_dialling(endpoint);
    if (needs_a_dial && !turns_.may(world_.timers.now(), member.keys().tag, links_.free_dials())) return false;
    switch (links_.dial(endpoint)) {
    case Links::Dialled::begun:
        wanted_[endpoint][member.keys().tag] = &member;
        return true;
    case Links::Dialled::linked:
        open(*links_.linked_to(endpoint), member);
        return true;
    case Links::Dialled::busy:
        return false;
    case Links::Dialled::refused: {
        const Instant now = world_.timers.now();
        member.banned(endpoint, links_.bans().ends(now, endpoint.address).value_or(now));
        return true;
    }
    }
    return false;
}

void Exchange::open(LinkId link, Member& member) {
    auto& door = doors_[link];
    if (door.has(&member) || door.open.size() + door.pending.size() >= limits::opens_per_link) return;
    const auto& info = *links_.info(link);
    const wire::Handle handle = door.next;
    door.next += 2;
    door.pending[handle] = &member;
    links_.send(link, wire::Open{.handle = handle,
                                 .tag = opening_tag(member.keys(), info.key),
                                 .proof = proof(&member.keys(), link, info.role)});
}

void Exchange::part(Member& member, LinkId link, std::string reason) {
    auto& door = doors_[link];
    const auto found = std::ranges::find_if(door.open, [&](const auto& entry) { return entry.second == &member; });
    if (found == door.open.end()) return;
    links_.send(link, wire::Bye{found->first, std::move(reason)});
    door.open.erase(found);
    links_.set_useful(link, !door.open.empty());
    member.swarm().left(link);
}

/// Knows the content id: a hash over this one handshake and the sender's role in it.
crypto::Hash Exchange::proof(const ContentKeys* keys, LinkId link, crypto::Role role) const {
    const std::array<Byte, 1> role_byte{static_cast<Byte>(role)};
    const auto& hash = links_.info(link)->handshake_hash;
    return crypto::mac256(keys != nullptr ? keys->proof : decoy_, {hash, role_byte});
}

void Exchange::send_opened(Member& member, LinkId link, wire::Handle handle, const ManifestShape& shape) {
    const auto* info = links_.info(link);
    if (info == nullptr) return;
    links_.send(link, wire::Opened{.handle = handle,
                                   .proof = proof(&member.keys(), link, info->role),
                                   .manifest_size = shape.size,
                                   .manifest_tree = shape.tree});
}

void Exchange::link_ready(LinkId link) {
    const auto* info = links_.info(link);
    auto& door = doors_[link];
    if (door.open.empty() && door.pending.empty() && door.next == 0) {
        door.next = info->role == crypto::Role::initiator ? 0 : 1;
    }
    // A dial may have ended in a link that was there already, so everything that leads to this link is looked at.
    for (auto it = wanted_.begin(); it != wanted_.end();) {
        if (links_.linked_to(it->first) != link) {
            ++it;
            continue;
        }
        for (auto& [tag, member] : it->second) open(link, *member);
        it = wanted_.erase(it);
    }
}

void Exchange::dial_failed(const Endpoint& endpoint, bool self) {
    const auto wanted = wanted_.extract(endpoint);
    if (!wanted) return;
    for (auto& [tag, member] : wanted.mapped()) member->failed(endpoint, self);
}

void Exchange::link_message(LinkId link, wire::Message& message) {
    if (const auto* m = std::get_if<wire::Open>(&message)) return on_open(link, *m);
    if (std::holds_alternative<wire::Opened>(message)) return on_opened(link, message);
    if (const auto* m = std::get_if<wire::Bye>(&message)) return on_bye(link, *m);
    const auto handle = handle_of(message);
    if (!handle) return;
    auto& door = doors_[link];
    const auto found = door.open.find(*handle);
    // A share that was closed a moment ago: messages under way are of no use and no fault.
    if (found != door.open.end()) found->second->swarm().received(world_.timers.now(), link, message);
}

void Exchange::on_open(LinkId link, const wire::Open& message) {
    auto& door = doors_[link];
    const auto& info = *links_.info(link);
    const bool theirs = (message.handle % 2 == 0) == (info.role == crypto::Role::responder);
    if (!theirs || door.open.contains(message.handle) || door.open.size() >= limits::opens_per_link) {
        return links_.punish(link, Error{Errc::malformed, "it opened a share with a handle it may not use"}, false);
    }
    const auto found = members_.find(message.tag);
    const ContentKeys* keys = found == members_.end() ? nullptr : &found->second->keys();
    const bool proven = equal_constant_time(proof(keys, link, other(info.role)), message.proof);
    if (!proven || keys == nullptr) {
        ++opens_refused_;
        if (++door.refused > limits::refused_opens_per_link) {
            return links_.punish(link, Error{Errc::limit, "it keeps opening shares that it cannot prove"}, false);
        }
        return links_.send(link, wire::Bye{message.handle, "unknown"});
    }
    auto& member = *found->second;
    const auto ours = std::ranges::find_if(door.pending, [&](const auto& e) { return e.second == &member; });
    const bool is_open = std::ranges::any_of(door.open, [&](const auto& e) { return e.second == &member; });
    if (is_open || (ours != door.pending.end() && info.role == crypto::Role::initiator)) {
        return links_.send(link, wire::Bye{message.handle, "duplicate"});
    }
    if (ours != door.pending.end()) door.pending.erase(ours);
    door.open[message.handle] = &member;
    const auto shape = member.swarm().shape();
    send_opened(member, link, message.handle, shape.value_or(ManifestShape{}));
    joined(link, message.handle, member, shape.has_value());
}

void Exchange::on_opened(LinkId link, wire::Message& message) {
    auto& door = doors_[link];
    const auto& opened = std::get<wire::Opened>(message);
    const auto pending = door.pending.find(opened.handle);
    const auto open = door.open.find(opened.handle);
    if (pending == door.pending.end() && open == door.open.end()) return;
    auto& member = pending != door.pending.end() ? *pending->second : *open->second;
    const auto& info = *links_.info(link);
    if (!equal_constant_time(proof(&member.keys(), link, other(info.role)), opened.proof)) {
        return links_.punish(link, Error{Errc::unverified, "it does not know the content"}, false);
    }
    if (pending != door.pending.end()) {
        door.pending.erase(pending);
        door.open[opened.handle] = &member;
        joined(link, opened.handle, member, false);
    }
    member.swarm().received(world_.timers.now(), link, message);
}

void Exchange::joined(LinkId link, wire::Handle handle, Member& member, bool was_told) {
    const auto& info = *links_.info(link);
    links_.set_useful(link, true);
    if (info.listens_at) member.reached(*info.listens_at);
    member.swarm().joined(world_.timers.now(), {.link = link,
                                                .handle = handle,
                                                .remote = info.remote,
                                                .listens_at = info.listens_at,
                                                .incoming = info.incoming,
                                                .was_told = was_told});
}

void Exchange::on_bye(LinkId link, const wire::Bye& bye) {
    auto& door = doors_[link];
    const auto& listens_at = links_.info(link)->listens_at;
    if (const auto pending = door.pending.extract(*bye.handle)) {
        if (listens_at && bye.reason != "duplicate") pending.mapped()->lacking(*listens_at);
        return;
    }
    const auto open = door.open.extract(*bye.handle);
    if (!open) return;
    links_.set_useful(link, !door.open.empty());
    open.mapped()->swarm().left(link);
    if (!listens_at) return;
    if (bye.reason == bye_complete) {
        open.mapped()->parted(*listens_at);
    } else {
        open.mapped()->lacking(*listens_at);
    }
}

void Exchange::link_drained(LinkId link) {
    for (const auto& [handle, member] : doors_[link].open) settle_soon(*member);
}

void Exchange::link_gone(LinkId link, const Links::Info& info) {
    const auto door = doors_.extract(link);
    if (!door) return;
    for (const auto& [handle, member] : door.mapped().open) member->swarm().left(link);
    if (!info.listens_at) return;
    for (const auto& [handle, member] : door.mapped().open) member->lost(*info.listens_at);
    for (const auto& [handle, member] : door.mapped().pending) member->lost(*info.listens_at);
}

void Exchange::flush_soon() {
    if (!turn_) turn_ = world_.timers.at(world_.timers.now(), [this] { turn(); });
}

void Exchange::settle_soon(Member& member) {
    unsettled_[member.keys().tag] = &member;
    flush_soon();
}

void Exchange::banned(const Endpoint& endpoint, const Error& why) {
    observer_.peer_banned(endpoint, why);
}

/// The end of a turn: swarms act on what came in, then everything they said goes out in as few writes as can be.
void Exchange::turn() {
    turn_.reset();
    const Instant now = world_.timers.now();
    for (const auto& [tag, member] : std::exchange(unsettled_, {})) {
        member->swarm().settle(now);
        arm(*member, now);
    }
    links_.flush();
}

void Exchange::arm(Member& member, Instant now) {
    const auto deadline = member.swarm().deadline();
    if (!deadline) return;
    auto& alarm = alarms_[member.keys().tag];
    if (alarm.timer && alarm.at <= *deadline) return;  // it rings early, and is armed anew then
    alarm.at = std::max(*deadline, now + 1ms);
    alarm.timer = world_.timers.at(alarm.at, [this, &member, &alarm] {
        alarm.timer.reset();
        settle_soon(member);
    });
}

}  // namespace shoal::transfer
