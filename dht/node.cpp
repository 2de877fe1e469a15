#include "dht/node.h"

#include <algorithm>

namespace shoal::dht {

namespace {

/// Strangers being verified at once: with a question's 2 s that is 32 a second, a small answer to a forged flood.
constexpr std::size_t max_verifying = 64;

/// Addresses change daily at most; whoever makes us believe another one cannot keep us moving.
constexpr Duration rename_spacing = 1h;

constexpr Duration patience_before_warning = 5s;  // of joining; the first tries may just have been lost

/// An address that we know to be ours asks for an id of its own; else the one of the last run is as good as any.
NodeId first_id(const NodeOptions& options, crypto::Random& random) {
    if (options.local.address.is_global()) return id_for_address(options.local.address, random);
    return options.saved ? options.saved->id : random_id(random);
}

}  // namespace

Node::Node(NodeOptions options, crypto::Random& random, Log& log, Instant now)
    : options_{std::move(options)}, random_{random}, log_{log},
      table_{first_id(options_, random), now, options_.enforce_ids}, transactions_{random}, tokens_{random, now},
      store_{table_.own(), random}, items_{table_.own()}, guard_{options_.flood, now},
      handler_{{.table = table_, .store = store_, .items = items_, .tokens = tokens_, .guard = guard_}},
      maintenance_{options_.bootstrap, options_.local, random} {
    if (options_.saved) maintenance_.remember(options_.saved->nodes);
    handler_.set_ourselves([this](const InfoHash& key) { return ourselves(key); });
}

void Node::set_other_family(const Node* other) {
    handler_.set_other_family(other == nullptr ? nullptr : &other->table_);
}

void Node::start(Instant now) {
    if (started_) return;
    started_ = now;
    maintenance_.start(now);
    tick(now);
}

SavedTable Node::save(Instant now) const {
    return {.id = id(), .nodes = table_.closest(id(), saved_nodes_at_most, now, true)};
}

ServiceStats Node::stats() const {
    ServiceStats out = stats_;
    out.nodes = table_.size();
    return out;
}

NodeReport Node::report() const {
    NodeReport out{.local = options_.local,
                   .nodes = table_.size(),
                   .network_size = network_size_.nodes(),
                   .network_size_error_percent = network_size_.error_percent(),
                   .external = external_.known_global(),
                   .external_votes = 0,
                   .voters = external_.voters(),
                   .read_only = read_only_,
                   .stored_keys = store_.keys(),
                   .stored_peers = store_.peers(),
                   .stored_items = items_.size()};
    if (!out.external) out.external = external_.known();
    if (out.external) out.external_votes = external_.votes_for(*out.external);
    return out;
}

// --- in --------------------------------------------------------------------------------------------------------------

void Node::receive(const Endpoint& from, BytesView datagram, Instant now) {
    ++stats_.in;
    if (!started_) return;
    if (!from.is_dialable()) return drop(from, "impossible source");
    const auto message = krpc::parse(datagram);
    if (!message) return drop(from, message.error().what);
    std::visit([&](const auto& known) { on(known, from, datagram.size(), now); }, *message);
    pump_queue(now);
}

void Node::drop(const Endpoint& from, std::string_view why) {
    ++stats_.dropped;
    if (!log_.enabled(LogLevel::debug, "dht")) return;
    log_.write_limited(LogLevel::debug, "dht", "Dropped a datagram",
                       {{.key = "from", .value = from.str()}, {.key = "why", .value = std::string{why}}});
}

void Node::on(const krpc::Query& query, const Endpoint& from, std::size_t size, Instant now) {
    if (query.sender == id()) return drop(from, "our own id");
    reachability_.asked_by(from.address, now);
    auto reply = handler_.answer(query, from, size, now);
    if (!reply) return drop(from, "over budget");
    send(from, std::move(*reply), now);
    if (query.read_only) return;
    const Contact* known = table_.find(from);
    if (known == nullptr) {
        verify({.id = query.sender, .endpoint = from}, now);
    } else if (known->node.id != query.sender && verifying_ < max_verifying && !transactions_.is_asking(from)) {
        // Started anew, or forged: only the endpoint itself can tell.
        (void)ask(from, known->node.id, Purpose::upkeep, 0, krpc::Ping{}, now);
    }
}

void Node::on(const krpc::BadQuery& query, const Endpoint& from, std::size_t size, Instant now) {
    auto reply = handler_.answer(query, from, size, now);
    if (!reply) return drop(from, "over budget");
    send(from, std::move(*reply), now);
}

void Node::on(const krpc::Reply& reply, const Endpoint& from, std::size_t size, Instant now) {
    const auto pending = transactions_.close(reply.transaction, from, now);
    if (!pending) return drop(from, "answer to nothing");
    count_bytes(pending->search, size);
    if (pending->purpose == Purpose::verify && !pending->has_failed) --verifying_;
    if (reply.sender == id()) {
        table_.remove(from);
        on_search_silence(*pending, Transactions::Timeout::hard, now);
        return;
    }
    if (reply.seen_as) external_.vote(from, reply.seen_as->address);
    if (pending->expected && *pending->expected != reply.sender) {
        // Not who we were told. It may come in under its new name if it keeps to it.
        if (const Contact* known = table_.find(from); known != nullptr && known->node.id != reply.sender) {
            table_.remove(from);
        }
        if (pending->purpose != Purpose::verify) verify({.id = reply.sender, .endpoint = from}, now);
        on_search_silence(*pending, Transactions::Timeout::hard, now);
        return;
    }
    note_answer({.id = reply.sender, .endpoint = from}, *pending, now);
    if (pending->purpose == Purpose::bootstrap) join(reply, from, now);
    on_search_reply(*pending, reply, from, now);
    follow_address(now);
}

void Node::on(const krpc::ErrorReply& error, const Endpoint& from, std::size_t, Instant now) {
    const auto pending = transactions_.close(error.transaction, from, now);
    if (!pending) return drop(from, "error to nothing");
    if (pending->purpose == Purpose::verify && !pending->has_failed) --verifying_;
    // Strict nodes refuse an id that does not fit, and say what it should fit.
    if (error.seen_as) external_.vote(from, error.seen_as->address);
    note_refusal(*pending, error.code);
    on_search_silence(*pending, Transactions::Timeout::hard, now);
    follow_address(now);
}

void Node::note_answer(const NodeInfo& node, const Pending& pending, Instant now) {
    const auto admitted = table_.answered(node, now, now - pending.sent);
    if (admitted == RoutingTable::Admitted::id_changed) verify(node, now);
    if (admitted != RoutingTable::Admitted::added) return;
    maintenance_.joined();
    if (is_connected_) return;
    is_connected_ = true;
    events_.push_back(Connected{});
    log_.write_limited(LogLevel::info, "dht", "Connected", {{.key = "through", .value = node.endpoint.str()}});
}

/// Somebody we were told of at the start answered: look for our own place from there.
void Node::join(const krpc::Reply& reply, const Endpoint& from, Instant now) {
    const auto& nodes = options_.local.address.family == Family::v4 ? reply.nodes : reply.nodes6;
    std::vector<NodeInfo> usable;
    for (const auto& node : nodes) {
        if (may_tell(from.address, node.endpoint)) usable.push_back(node);
    }
    fill_table(id(), usable, now);
}

// --- out -------------------------------------------------------------------------------------------------------------

bool Node::ask(const Endpoint& to, const std::optional<NodeId>& expected, Purpose purpose, SearchId search,
               krpc::Body body, Instant now) {
    if (transactions_.is_full()) return false;
    const Contact* contact = table_.find(to);
    const Pending pending{.to = to, .expected = expected, .purpose = purpose, .search = search};
    const krpc::Query query{.transaction = transactions_.open(pending, contact, now),
                            .sender = id(),
                            .body = std::move(body),
                            .read_only = is_read_only(now),
                            .version = our_version()};
    Bytes bytes = krpc::encode(query);
    count_bytes(search, bytes.size());
    send(to, std::move(bytes), now);
    return true;
}

void Node::send(const Endpoint& to, Bytes bytes, Instant now) {
    ++stats_.out;
    reachability_.wrote_to(to.address, now);
    datagrams_.push_back({.to = to, .bytes = std::move(bytes)});
}

void Node::verify(const NodeInfo& node, Instant now) {
    if (verifying_ >= max_verifying || transactions_.is_asking(node.endpoint)) return;
    if (!table_.is_curious_about(node, now)) return;
    if (ask(node.endpoint, node.id, Purpose::verify, 0, krpc::Ping{}, now)) ++verifying_;
}

// --- time ------------------------------------------------------------------------------------------------------------

void Node::tick(Instant now) {
    if (!started_) return;
    expire_transactions(now);
    maintain(now);
    pump_queue(now);
}

void Node::expire_transactions(Instant now) {
    const bool had_nodes = table_.size() > 0;
    for (const auto& expired : transactions_.expire(now)) {
        const auto& pending = expired.pending;
        if (expired.timeout == Transactions::Timeout::hard) {
            if (pending.expected) table_.failed({.id = *pending.expected, .endpoint = pending.to}, now);
            if (pending.purpose == Purpose::verify) --verifying_;
        }
        on_search_silence(pending, expired.timeout, now);
    }
    if (had_nodes && table_.size() == 0) {
        maintenance_.emptied(now);
        log_.write_limited(LogLevel::warn, "dht", "No node answers any more; joining again");
    }
}

void Node::maintain(Instant now) {
    const auto work = maintenance_.due(table_, now);
    if (!work.join.empty() && table_.size() == 0 && now - *started_ > patience_before_warning) {
        log_.write_limited(LogLevel::warn, "dht", "No bootstrap node answers",
                           {{.key = "asked", .value = std::to_string(work.join.size())}});
    }
    for (const auto& endpoint : work.join) {
        (void)ask(endpoint, std::nullopt, Purpose::bootstrap, 0, krpc::FindNode{.target = id()}, now);
    }
    for (const auto& node : work.ping) {
        if (transactions_.is_asking(node.endpoint)) continue;
        (void)ask(node.endpoint, node.id, Purpose::upkeep, 0, krpc::Ping{}, now);
    }
    for (const auto& node : work.meet) verify(node, now);
    if (work.look_for) fill_table(*work.look_for, {}, now);
    if (work.expire) {
        store_.expire(now);
        items_.expire(now);
        announcements_.expire(now);
    }
}

std::optional<Instant> Node::deadline() const {
    if (!started_) return std::nullopt;
    Instant out = maintenance_.deadline(table_);
    if (const auto due = transactions_.deadline()) out = std::min(out, *due);
    const auto first = queue_.empty() ? std::nullopt : std::optional{queue_.front()};
    if (const auto due = queue_deadline(first, false)) out = std::min(out, *due);
    const auto announcement = announcements_.front();
    if (const auto due = queue_deadline(announcement, true)) out = std::min(out, *due);
    return out;
}

// --- who we are ------------------------------------------------------------------------------------------------------

/// Ids are bound to addresses (BEP 42): who learns of its own, or gets another, takes an id that fits. Otherwise others
/// neither count us among the nearest nor store with us.
void Node::follow_address(Instant now) {
    if (options_.local.address.is_global()) return;  // and the id was made for it
    const auto address = external_.known_global();
    if (!address || id_fits_address(id(), *address)) return;
    if (renamed_ && now - *renamed_ < rename_spacing) return;
    renamed_ = now;
    const NodeId fitting = id_for_address(*address, random_);
    table_.rename(fitting, now);
    store_.rename(fitting);
    items_.rename(fitting);
    log_.write_limited(LogLevel::info, "dht", "Took an id that fits our address",
                       {{.key = "address", .value = address->str()},
                        {.key = "said by", .value = std::to_string(external_.votes_for(*address))}});
    cancel(self_lookup_);
    fill_table(fitting, {}, now);
}

/// Whether what we ask should tell others not to ask us (BEP 43).
bool Node::is_read_only(Instant now) {
    const bool is_public = table_.has_global() && network_size_.nodes() >= reach_network_size;
    const bool was = std::exchange(read_only_, reachability_.is_read_only(is_public, now));
    if (was != read_only_) {
        log_.write_limited(LogLevel::info, "dht",
                           read_only_ ? "No stranger reaches us: telling others not to ask us"
                                      : "Others may ask us again");
    }
    return read_only_;
}

bool Node::is_own(const Endpoint& peer) const {
    if (peer.address != options_.local.address && !external_.is_ours(peer.address)) return false;
    return announcements_.is_own_port(peer.port);
}

std::optional<Endpoint> Node::ourselves(const InfoHash& key) const {
    const auto port = announcements_.port_of(key);
    if (!port) return std::nullopt;
    const auto& local = options_.local.address;
    const auto address = local.is_unspecified() ? external_.known() : std::optional{local};
    if (!address) return std::nullopt;
    return Endpoint{.address = *address, .port = *port};
}

}  // namespace shoal::dht
