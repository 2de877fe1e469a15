#include "tests/transfer/swarm_room.h"

namespace shoal::test {

RoomNode::RoomNode(Room& room_, std::uint64_t number_, const Content& content_, bool full, bool knows_manifest)
    : room{room_}, number{number_}, random{number_ + 77}, store{content_, full, room_.later},
      swarm{content_.manifest->id(), *this, random, up_limit, down_limit}, content{content_} {
    if (!knows_manifest) return;
    swarm.learn(content.manifest);
    swarm.attach(store, true);
}

Instant RoomNode::now() const {
    return room.now;
}

void RoomNode::send(LinkId link, const wire::Message& message) {
    if (mute_hashes && std::holds_alternative<wire::Hashes>(message)) return;
    auto bytes = wire::encode(message);
    outbox_bytes[link] += bytes.size();
    outbox[link].push_back(std::move(bytes));
}

void RoomNode::send_data(LinkId link, const wire::Data& data) {
    if (mute) return;
    data_sent += data.bytes.size();
    send(link, data);
}

void RoomNode::send_opened(LinkId link, wire::Handle handle, const ManifestShape& shape) {
    send(link, wire::Opened{.handle = handle, .proof = {}, .manifest_size = shape.size, .manifest_tree = shape.tree});
}

std::size_t RoomNode::queued(LinkId link) const {
    const auto found = outbox_bytes.find(link);
    return found == outbox_bytes.end() ? 0 : found->second;
}

void RoomNode::punish(LinkId link, const Error& why, bool) {
    punished.push_back(why);
    room.to_cut.insert(link);
}

void RoomNode::manifest_arrived(Bytes bytes) {
    auto manifest = std::make_shared<const Manifest>(Manifest::load(std::move(bytes)).value());
    room.later.emplace_back([this, manifest] {
        swarm.learn(manifest);
        if (attaches) swarm.attach(store, true);
    });
}

RoomNode& Room::add(bool full, bool knows_manifest) {
    nodes.push_back(std::make_unique<RoomNode>(*this, nodes.size(), content, full, knows_manifest));
    return *nodes.back();
}

LinkId Room::connect(RoomNode& a, RoomNode& b) {
    const LinkId link{links.size() + 1};
    links[link] = {&a, &b};
    const auto join = [&](RoomNode& one, const RoomNode& other, bool incoming) {
        const Endpoint at{IpAddress::v4(10, 0, 0, static_cast<std::uint8_t>(other.number)), 4747};
        one.swarm.joined(
            now, {.link = link, .handle = 0, .remote = at, .listens_at = at, .incoming = incoming, .was_told = false});
    };
    join(a, b, false);
    join(b, a, true);
    return link;
}

RoomNode& Room::other_end(LinkId link, const RoomNode& one) const {
    const auto& [a, b] = links.at(link);
    return a == &one ? *b : *a;
}

void Room::disconnect(LinkId link) {
    const auto ends = links.at(link);
    for (auto* node : {ends.first, ends.second}) {
        node->outbox.erase(link);
        node->outbox_bytes.erase(link);
        node->swarm.left(link);
    }
}

void Room::send_first(RoomNode& node, LinkId link) {
    auto& queue = node.outbox.at(link);
    const Bytes bytes = std::move(queue.front());
    queue.pop_front();
    node.outbox_bytes[link] -= bytes.size();
    node.credit -= static_cast<double>(bytes.size());
    node.last_sent_on = link;
    node.unsettled = true;
    auto message = wire::decode(bytes).value();
    other_end(link, node).swarm.received(now, link, message);
}

/// What the uplink lets through goes to the other ends, the links taking turns message by message.
void Room::transmit(RoomNode& node, Duration length) {
    node.credit += static_cast<double>(node.uplink) * std::chrono::duration<double>(length).count();
    bool moved = true;
    while (moved && node.credit > 0) {
        moved = false;
        auto next = node.outbox.upper_bound(node.last_sent_on);
        for (std::size_t tries = 0; tries < node.outbox.size() && !moved; ++tries) {
            if (next == node.outbox.end()) next = node.outbox.begin();
            if (next->second.empty()) {
                ++next;
                continue;
            }
            send_first(node, next->first);
            moved = true;
        }
    }
    if (!moved) node.credit = std::min(node.credit, 0.0);
}

void Room::step(Duration length) {
    now += length;
    for (auto& node : nodes) transmit(*node, length);
    for (auto& task : std::exchange(later, {})) task();
    timers.run();
    for (const auto link : std::exchange(to_cut, {})) disconnect(link);
    for (auto& node : nodes) {
        const auto deadline = node->swarm.deadline();
        if (!node->unsettled && !(deadline && *deadline <= now)) continue;
        node->unsettled = false;
        node->swarm.settle(now);
    }
}

bool Room::run(Duration limit, const std::function<bool()>& done) {
    const Instant end = now + limit;
    while (now < end) {
        step(5ms);
        if (done()) return true;
    }
    return false;
}

bool Room::all_complete() const {
    for (const auto& node : nodes) {
        if (!node->is_complete()) return false;
    }
    return true;
}

}  // namespace shoal::test
