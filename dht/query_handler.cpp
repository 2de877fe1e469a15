#include "dht/query_handler.h"

#include <algorithm>

namespace shoal::dht {

Bytes our_version() {
    const auto view = as_bytes("SH01");
    return {view.begin(), view.end()};
}

namespace {

/// Takes away what helps the asker least: a node of the other family, a peer or sample but the last, a node, the last
/// peer or sample. False: nothing is left.
bool take_away(krpc::Reply& reply, Family family) {
    auto& own = family == Family::v4 ? reply.nodes : reply.nodes6;
    auto& other = family == Family::v4 ? reply.nodes6 : reply.nodes;
    const std::size_t kept = own.empty() ? 0 : 1;
    if (!other.empty()) {
        other.pop_back();
    } else if (reply.values.size() > kept) {
        reply.values.pop_back();
    } else if (reply.samples && reply.samples->keys.size() > kept) {
        reply.samples->keys.pop_back();
    } else if (!own.empty()) {
        own.pop_back();
    } else {
        return false;
    }
    return true;
}

/// The encoding within `room`, or the smallest that there is.
Bytes encode_within(krpc::Reply reply, Family family, std::size_t room) {
    for (;;) {
        Bytes out = krpc::encode(reply);
        if (out.size() <= room || !take_away(reply, family)) return out;
    }
}

}  // namespace

QueryHandler::Asker QueryHandler::asker(const Endpoint& from, std::size_t size) const {
    const std::size_t header = header_size(from.address.family);
    const bool proven = parts_.table.find(from) != nullptr;
    const std::size_t room = proven ? max_reply : std::min(max_reply, (size + header) * max_amplification - header);
    return {.endpoint = from, .proven = proven, .room = room};
}

krpc::Reply QueryHandler::reply_to(const krpc::Query& query, const Asker& asker) const {
    krpc::Reply reply{.transaction = query.transaction, .sender = parts_.table.own()};
    reply.seen_as = asker.endpoint;
    reply.version = our_version();
    return reply;
}

void QueryHandler::add_nodes(krpc::Reply& reply, const NodeId& target, krpc::Want want, const Asker& asker,
                             Instant now) const {
    const Family family = asker.endpoint.address.family;
    if (!want.v4 && !want.v6) (family == Family::v4 ? want.v4 : want.v6) = true;
    const auto nodes_of = [&](Family of) {
        std::vector<NodeInfo> out;
        const RoutingTable* table = of == family ? &parts_.table : other_;
        if (table == nullptr) return out;
        out = table->closest(target, k + 1, now, true);
        // The asker knows itself; and addresses of a narrower reach than the asker's mean nothing where it is.
        std::erase_if(out, [&](const NodeInfo& node) {
            return node.endpoint == asker.endpoint ||
                   reach_of(node.endpoint.address) < reach_of(asker.endpoint.address);
        });
        if (out.size() > k) out.resize(k);
        return out;
    };
    if (want.v4) {
        reply.nodes = nodes_of(Family::v4);
        reply.has_nodes = true;
    }
    if (want.v6) {
        reply.nodes6 = nodes_of(Family::v6);
        reply.has_nodes6 = true;
    }
}

Bytes QueryHandler::serve(const krpc::Query& query, const krpc::Ping&, Asker& asker, Instant) {
    return krpc::encode(reply_to(query, asker));
}

Bytes QueryHandler::serve(const krpc::Query& query, const krpc::FindNode& body, Asker& asker, Instant now) {
    krpc::Reply reply = reply_to(query, asker);
    add_nodes(reply, body.target, body.want, asker, now);
    return encode_within(std::move(reply), asker.endpoint.address.family, asker.room);
}

Bytes QueryHandler::serve(const krpc::Query& query, const krpc::GetPeers& body, Asker& asker, Instant now) {
    krpc::Reply reply = reply_to(query, asker);
    add_nodes(reply, as_target(body.key), body.want, asker, now);
    reply.token = parts_.tokens.make(asker.endpoint.address, body.key, now);
    if (const auto scrape = body.scrape ? parts_.store.scrape(body.key, now) : std::nullopt) {
        krpc::Reply full = reply;
        full.filters = krpc::Filters{.seeds = scrape->seeds, .peers = scrape->peers};
        if (auto out = encode_large(std::move(full), asker, now)) return std::move(*out);
        return encode_within(std::move(reply), asker.endpoint.address.family, asker.room);
    }
    reply.values = parts_.store.sample(body.key, asker.proven ? max_values : max_values_unproven, body.no_seeds, now);
    const auto ourselves = ourselves_ ? ourselves_(body.key) : std::nullopt;
    if (ourselves && reach_of(ourselves->address) >= reach_of(asker.endpoint.address) &&
        std::ranges::find(reply.values, *ourselves) == reply.values.end()) {
        if (reply.values.size() >= max_values_unproven) reply.values.pop_back();
        reply.values.insert(reply.values.begin(), *ourselves);
    }
    return encode_within(std::move(reply), asker.endpoint.address.family, asker.room);
}

Bytes QueryHandler::serve(const krpc::Query& query, const krpc::AnnouncePeer& body, Asker& asker, Instant now) {
    if (!parts_.tokens.check(body.token, asker.endpoint.address, body.key, now)) {
        return refuse(query, krpc::error_protocol, "invalid token", asker);
    }
    const Endpoint peer{.address = asker.endpoint.address, .port = body.implied_port ? asker.endpoint.port : body.port};
    if (!parts_.store.add(body.key, peer, body.seed, now)) return refuse(query, krpc::error_server, "no room", asker);
    return krpc::encode(reply_to(query, asker));
}

Bytes QueryHandler::serve(const krpc::Query& query, const krpc::Get& body, Asker& asker, Instant now) {
    krpc::Reply reply = reply_to(query, asker);
    add_nodes(reply, as_target(body.target), body.want, asker, now);
    reply.token = parts_.tokens.make(asker.endpoint.address, body.target, now);
    if (const Item* item = parts_.items.find(body.target, now)) {
        krpc::Reply full = reply;
        if (item->seal) full.seq = item->seal->seq;
        if (item->seal && body.seq && item->seal->seq <= *body.seq) {
            reply.seq = item->seal->seq;  // the asker has it
        } else {
            full.value = item->value;
            if (item->seal) full.key = item->seal->key;
            if (item->seal) full.signature = item->seal->signature;
            if (auto out = encode_large(std::move(full), asker, now)) return std::move(*out);
        }
    }
    return encode_within(std::move(reply), asker.endpoint.address.family, asker.room);
}

Bytes QueryHandler::serve(const krpc::Query& query, const krpc::Put& body, Asker& asker, Instant now) {
    // First what is cheap: only who proved its address may let us check a signature.
    if (!parts_.tokens.check(body.token, asker.endpoint.address, target_of(body.item), now)) {
        return refuse(query, krpc::error_protocol, "invalid token", asker);
    }
    if (!is_genuine(body.item)) return refuse(query, krpc::error_signature, "invalid signature", asker);
    switch (parts_.items.put(body.item, body.cas, asker.endpoint.address, now)) {
    case ItemStore::Outcome::cas_mismatch:
        return refuse(query, krpc::error_cas_mismatch, "CAS mismatch", asker);
    case ItemStore::Outcome::old_sequence:
        return refuse(query, krpc::error_old_sequence, "old sequence number", asker);
    case ItemStore::Outcome::no_room:
        return refuse(query, krpc::error_server, "no room", asker);
    case ItemStore::Outcome::stored:
        break;
    }
    return krpc::encode(reply_to(query, asker));
}

Bytes QueryHandler::serve(const krpc::Query& query, const krpc::SampleInfohashes& body, Asker& asker, Instant now) {
    krpc::Reply reply = reply_to(query, asker);
    add_nodes(reply, body.target, body.want, asker, now);
    reply.samples = krpc::Samples{.interval = std::chrono::duration_cast<std::chrono::seconds>(sample_interval).count(),
                                  .num = static_cast<std::int64_t>(parts_.store.keys()),
                                  .keys = parts_.store.sample_keys(now)};
    return encode_within(std::move(reply), asker.endpoint.address.family, asker.room);
}

std::optional<Bytes> QueryHandler::encode_large(krpc::Reply reply, Asker& asker, Instant now) {
    const Family family = asker.endpoint.address.family;
    Bytes out = encode_within(reply, family, max_large_reply);
    if (out.size() > max_large_reply) {  // the largest item needs the room of what others may tell the asker
        reply.seen_as.reset();
        reply.version.clear();
        reply.has_nodes = reply.has_nodes6 = false;
        out = encode_within(std::move(reply), family, max_large_reply);
    }
    if (out.size() <= asker.room) return out;
    if (out.size() > max_large_reply) return std::nullopt;
    if (!asker.proven && !parts_.guard.admit_large_reply(asker.endpoint, out.size(), now)) return std::nullopt;
    asker.room = out.size();
    return out;
}

Bytes QueryHandler::refuse(const krpc::Query& query, std::int64_t code, std::string text, const Asker& asker) const {
    return krpc::encode(krpc::ErrorReply{.transaction = query.transaction,
                                         .code = code,
                                         .text = std::move(text),
                                         .seen_as = asker.endpoint,
                                         .version = our_version()});
}

std::optional<Bytes> QueryHandler::send(Bytes reply, const Asker& asker, Instant now) {
    const bool fits = reply.size() <= asker.room;
    if (!fits || !parts_.guard.admit_reply(asker.endpoint, reply.size(), asker.proven, now)) return std::nullopt;
    return reply;
}

std::optional<Bytes> QueryHandler::answer(const krpc::Query& query, const Endpoint& from, std::size_t size,
                                          Instant now) {
    if (!parts_.guard.admit_query(from, now)) return std::nullopt;
    Asker who = asker(from, size);
    if (!parts_.guard.has_reply_budget(from, who.proven, now)) return std::nullopt;
    Bytes out = std::visit([&](const auto& body) { return serve(query, body, who, now); }, query.body);
    return send(std::move(out), who, now);
}

std::optional<Bytes> QueryHandler::answer(const krpc::BadQuery& query, const Endpoint& from, std::size_t size,
                                          Instant now) {
    if (!parts_.guard.admit_query(from, now)) return std::nullopt;
    const Asker who = asker(from, size);
    if (!parts_.guard.has_reply_budget(from, who.proven, now)) return std::nullopt;
    return send(krpc::encode(krpc::ErrorReply{.transaction = query.transaction,
                                              .code = query.code,
                                              .text = query.text,
                                              .seen_as = std::nullopt,
                                              .version = our_version()}),
                who, now);
}

}  // namespace shoal::dht
