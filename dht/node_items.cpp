// The part of Node that looks for items and puts them (BEP 44).

#include "dht/node.h"

namespace shoal::dht {

SearchId Node::get_item(const ItemName& name, Instant now) {
    const auto search_id = add_item_search(Search::Kind::get_item, ItemSearch{name}, now);
    Search& search = searches_.at(search_id);
    const Item* own = items_.find(name.target, now);
    if (own != nullptr && own->seal.has_value() == name.key.has_value() && search.item->take(*own)) {
        end(search_id, now);
    } else {
        enqueue(search_id, now);
    }
    return search_id;
}

SearchId Node::put_item(Item item, std::optional<std::int64_t> cas, Instant now) {
    SHOAL_REQUIRE(is_genuine(item));
    // We are a node too; the first one of a network has nobody else to put it with.
    const auto kept = items_.put(item, cas, IpAddress{}, now);
    const auto search_id = add_item_search(Search::Kind::put_item, ItemSearch{std::move(item), cas}, now);
    ItemSearch& search = *searches_.at(search_id).item;
    if (kept == ItemStore::Outcome::cas_mismatch) search.refused(krpc::error_cas_mismatch);
    if (kept == ItemStore::Outcome::old_sequence) search.refused(krpc::error_old_sequence);
    enqueue(search_id, now);
    return search_id;
}

SearchId Node::add_item_search(Search::Kind kind, ItemSearch item, Instant now) {
    const SearchId search_id = next_search_++;
    const InfoHash target = item.name().target;
    const SearchPlan plan = plan_of(kind, Care::plain, announcements_.size());
    Search search{.id = search_id,
                  .kind = kind,
                  .key = target,
                  .phase = Search::Phase::queued,
                  .asked_at = now,
                  .plan = plan,
                  .walk = plan.walk(as_target(target), id(), options_.enforce_ids)};
    search.item = std::make_unique<ItemSearch>(std::move(item));
    searches_.emplace(search_id, std::move(search));
    return search_id;
}

/// Why a node did not take what we put.
void Node::note_refusal(const Pending& pending, std::int64_t code) {
    const auto at = searches_.find(pending.search);
    if (pending.purpose != Purpose::announce || at == searches_.end() || !at->second.item) return;
    at->second.item->refused(code);
}

}  // namespace shoal::dht
