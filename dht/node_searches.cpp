// The part of Node that runs lookups.

#include <algorithm>

#include "dht/node.h"

namespace shoal::dht {

SearchId Node::find_peers(const InfoHash& key, Instant now, Care care) {
    const auto plan = plan_of(Search::Kind::find, care, announcements_.size());
    const auto search = add_search(Search::Kind::find, plan, key, 0, now);
    enqueue(search, now);
    return search;
}

SearchId Node::announce(const InfoHash& key, std::uint16_t port, Instant now) {
    if (port == 0) return find_peers(key, now);  // we can be dialled nowhere
    const bool is_new = announcements_.add(key, port, now);
    const auto plan = plan_of(Search::Kind::announce, Care::plain, announcements_.size());
    const auto search = add_search(Search::Kind::announce, plan, key, port, now);
    if (announcements_.enqueue(search, is_new, now)) {
        pump_queue(now);
    } else {
        end(search, now);
    }
    return search;
}

SearchId Node::add_search(Search::Kind kind, const SearchPlan& plan, const InfoHash& key, std::uint16_t port,
                          Instant now) {
    const SearchId search_id = next_search_++;
    Search search{.id = search_id,
                  .kind = kind,
                  .key = key,
                  .port = port,
                  .phase = Search::Phase::queued,
                  .asked_at = now,
                  .plan = plan,
                  .walk = plan.walk(as_target(key), id(), options_.enforce_ids)};
    const auto at = searches_.emplace(search_id, std::move(search)).first;
    for (const auto& peer : store_.all(key, now)) found(at->second, peer);
    return search_id;
}

void Node::enqueue(SearchId search_id, Instant now) {
    if (queue_.size() >= max_queued_searches) return end(search_id, now);
    queue_.push_back(search_id);
    pump_queue(now);
}

void Node::cancel(SearchId search_id) {
    std::erase_if(events_, [&](const NodeEvent& event) {
        const auto* peer = std::get_if<PeerFound>(&event);
        const auto* item = std::get_if<ItemFound>(&event);
        const auto* ended = std::get_if<SearchEnded>(&event);
        return (peer != nullptr && peer->search == search_id) || (item != nullptr && item->search == search_id) ||
               (ended != nullptr && ended->search == search_id);
    });
    const auto at = searches_.find(search_id);
    if (at == searches_.end()) return;
    if (at->second.phase != Search::Phase::queued && at->second.kind != Search::Kind::fill) --running_;
    if (at->second.kind == Search::Kind::announce) announcements_.settled(at->second.key, std::nullopt);
    searches_.erase(at);  // its place in the queue is passed over
}

/// Looks up `target` only to meet the nodes on the way.
void Node::fill_table(const NodeId& target, const std::vector<NodeInfo>& more, Instant now) {
    const auto running = target == id() ? searches_.find(self_lookup_) : searches_.end();
    if (running != searches_.end()) {
        for (const auto& node : more) running->second.walk.add(node);
        advance(self_lookup_, now);
        return;
    }
    const SearchId search_id = next_search_++;
    if (target == id()) self_lookup_ = search_id;
    const auto plan = plan_of(Search::Kind::fill, Care::plain, 0);
    Search search{.id = search_id,
                  .kind = Search::Kind::fill,
                  .key = {},
                  .phase = Search::Phase::queued,
                  .asked_at = now,
                  .plan = plan,
                  .walk = plan.walk(target, id(), options_.enforce_ids)};
    const auto at = searches_.emplace(search_id, std::move(search)).first;
    for (const auto& node : more) at->second.walk.add(node);
    begin(at->second, now);
}

/// Begins what may begin.
void Node::pump_queue(Instant now) {
    while (!queue_.empty()) {
        if (!begin_next(queue_.front(), false, now)) break;
    }
    while (const auto next = announcements_.front()) {
        if (!begin_next(*next, true, now)) break;
    }
}

/// When the first of a queue may begin; only what goes to strangers is paced.
Instant Node::may_begin(bool announcing, Instant now) const {
    if (!table_.has_global()) return now;
    const Instant next = pace_.next(now, table_.size(), announcing);
    return announcing ? std::max(next, announcements_.next(now)) : next;
}

/// The first of a queue begins, or ends, and leaves the queue; false: it has to wait. While nobody is known searches
/// wait for some time before they give up.
bool Node::begin_next(SearchId search, bool announcing, Instant now) {
    const auto at = searches_.find(search);
    const bool is_cancelled = at == searches_.end();
    const bool is_alone = table_.size() == 0;
    if (!started_) return false;
    if (!is_cancelled && is_alone) {
        const Instant give_up = std::max(at->second.asked_at, *started_) + join_patience;
        if (maintenance_.can_join(table_) && now < give_up) return false;
    }
    if (!is_cancelled && !is_alone) {
        if (running_ >= max_running_searches || may_begin(announcing, now) > now) return false;
    }
    announcing ? announcements_.pop(now) : queue_.pop_front();
    if (is_cancelled) return true;
    if (is_alone) {
        end(search, now);
        return true;
    }
    if (table_.has_global()) {
        pace_.begun(now, table_.size(), at->second.plan.cost);
        if (announcing) announcements_.begun(now);
    }
    ++running_;
    begin(at->second, now);
    return true;
}

std::optional<Instant> Node::queue_deadline(std::optional<SearchId> first, bool announcing) const {
    if (!first) return std::nullopt;
    const auto at = searches_.find(*first);
    if (at == searches_.end()) return Instant::min();  // cancelled: pass over it
    if (table_.size() == 0) return std::max(at->second.asked_at, *started_) + join_patience;
    if (running_ >= max_running_searches) return std::nullopt;
    return may_begin(announcing, Instant::min());
}

void Node::begin(Search& search, Instant now) {
    search.phase = Search::Phase::walking;
    table_.looked_through(search.walk.target(), now);
    search.walk.set_region(search.plan.surroundings(network_size_, table_.size()));
    search.is_shortcut = search.kind == Search::Kind::announce && take_shortcut(search);
    if (!search.is_shortcut) add_seeds(search, now);
    advance(search.id, now);
}

void Node::add_seeds(Search& search, Instant now) {
    for (const auto& node : table_.closest(search.walk.target(), search.plan.seeds(), now, false)) {
        search.walk.add(node);
    }
}

/// With many shares most of what announcing costs is the way there: those who took the last one are there already.
bool Node::take_shortcut(Search& search) {
    const auto holders = announcements_.shortcut(search.key);
    for (const auto& node : holders) search.walk.add(node);
    return !holders.empty();
}

/// True if too few of those holders are left: the whole way has to be walked.
bool Node::leave_shortcut(Search& search, Instant now) {
    if (!search.is_shortcut || search.walk.stores().size() >= enough_holders) return false;
    search.is_shortcut = false;
    add_seeds(search, now);
    return true;
}

void Node::keep_holders(const Search& search, Instant now) {
    std::vector<NodeInfo> holders;
    for (auto& one : search.walk.stores()) holders.push_back(one.node);
    announcements_.taken_by(search.key, std::move(holders), now);
}

void Node::count_bytes(SearchId search_id, std::size_t datagram) {
    const auto at = searches_.find(search_id);
    if (at == searches_.end()) return;
    at->second.bytes += static_cast<std::int64_t>(datagram + header_size(options_.local.address.family));
}

void Node::ask_next(Search& search, Instant now) {
    while (const auto node = search.walk.next()) {
        krpc::Body body = krpc::GetPeers{.key = search.key};
        if (search.kind == Search::Kind::fill) body = krpc::FindNode{.target = search.walk.target()};
        if (search.item) body = search.item->question();
        const bool sent = ask(node->endpoint, node->id, Purpose::walk, search.id, std::move(body), now);
        if (!sent) search.walk.failed(*node);
    }
}

/// Asks whom there is to ask, and goes on to the next phase when the walk has ended.
void Node::advance(SearchId search_id, Instant now) {
    const auto at = searches_.find(search_id);
    if (at == searches_.end()) return;
    Search& search = at->second;
    if (search.phase == Search::Phase::walking) {
        do {
            ask_next(search, now);
            if (!search.walk.is_finished(search.plan.patient)) return;
        } while (leave_shortcut(search, now) || search.walk.widen());
        if (!search.stores()) return end(search_id, now);
        announce_to_stores(search, now);
    }
    if (search.phase == Search::Phase::announcing && search.unanswered.empty()) end(search_id, now);
}

void Node::announce_to_stores(Search& search, Instant now) {
    search.phase = Search::Phase::announcing;
    for (auto& [node, token, hops, is_bound] : search.walk.stores()) {
        krpc::Body body;
        if (search.item) {
            body = search.item->put_with(std::move(token));
        } else {
            body = krpc::AnnouncePeer{.key = search.key, .port = search.port, .token = std::move(token)};
        }
        if (!ask(node.endpoint, node.id, Purpose::announce, search.id, std::move(body), now)) continue;
        search.unanswered.insert(node.endpoint);
        ++search.announcements;
    }
}

void Node::end(SearchId search_id, Instant now) {
    const auto at = searches_.find(search_id);
    const Search& search = at->second;
    unsigned hops = 0;
    if (search.phase != Search::Phase::queued) {
        std::vector<NodeId> nearest;
        for (const auto& one : search.walk.nearest()) {
            if (nearest.empty()) hops = one.hops;
            nearest.push_back(one.node.id);
        }
        if (!search.is_shortcut) network_size_.add(search.walk.target(), nearest);
        if (search.kind == Search::Kind::announce) announcements_.ended(search.bytes);
    }
    if (search.kind == Search::Kind::announce) keep_holders(search, now);
    if (search.kind != Search::Kind::fill) {
        if (search.phase != Search::Phase::queued) --running_;
        ++stats_.lookups;
        if (search.item && search.item->best()) {
            events_.push_back(ItemFound{.search = search_id, .item = *search.item->best()});
        }
        events_.push_back(SearchEnded{.search = search_id,
                                      .result = {.peers = search.peers.size(),
                                                 .stored = search.stored,
                                                 .conflicts = search.item ? search.item->conflicts() : 0,
                                                 .queries = search.walk.queries() + search.announcements,
                                                 .hops = hops,
                                                 .took = now - search.asked_at}});
    }
    searches_.erase(at);
}

void Node::on_search_reply(const Pending& pending, const krpc::Reply& reply, const Endpoint& from, Instant now) {
    const auto at = searches_.find(pending.search);
    if (at == searches_.end()) return;
    Search& search = at->second;
    if (pending.purpose == Purpose::announce) {
        search.unanswered.erase(from);
        ++search.stored;
        return advance(pending.search, now);
    }
    const auto& nodes = options_.local.address.family == Family::v4 ? reply.nodes : reply.nodes6;
    const NodeInfo teller{.id = reply.sender, .endpoint = from};
    for (const auto& node : nodes) {
        if (!may_tell(from.address, node.endpoint)) continue;
        if (search.is_shortcut) continue;
        if (search.walk.add(node, teller) && table_.has_room_for(node)) maintenance_.heard_of(node);
    }
    search.walk.answered(teller, reply.token.value_or(Bytes{}));
    if (search.item) {
        if (search.item->take(reply)) return end(pending.search, now);
    } else if (search.kind != Search::Kind::fill) {
        for (const auto& peer : reply.values) {
            if (may_tell(from.address, peer)) found(search, peer);
        }
    }
    advance(pending.search, now);
}

void Node::on_search_silence(const Pending& pending, Transactions::Timeout timeout, Instant now) {
    const auto at = searches_.find(pending.search);
    if (at == searches_.end()) return;
    Search& search = at->second;
    if (pending.purpose == Purpose::announce) {
        if (timeout == Transactions::Timeout::hard) search.unanswered.erase(pending.to);
    } else if (pending.expected) {
        const NodeInfo node{.id = *pending.expected, .endpoint = pending.to};
        timeout == Transactions::Timeout::hard ? search.walk.failed(node) : search.walk.slow(node);
    }
    advance(pending.search, now);
}

void Node::found(Search& search, const Endpoint& peer) {
    if (!peer.is_dialable() || is_own(peer) || search.peers.size() >= max_found_peers) return;
    if (search.peers.insert(peer).second) events_.push_back(PeerFound{.search = search.id, .peer = peer});
}

}  // namespace shoal::dht
