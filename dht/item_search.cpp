#include "dht/item_search.h"

namespace shoal::dht {

krpc::Get ItemSearch::question() const {
    krpc::Get out{.target = name_.target};
    // A put only wants tokens: a state that is not newer need not be sent to it.
    if (put_ && put_->seal) out.seq = put_->seal->seq;
    return out;
}

krpc::Put ItemSearch::put_with(Bytes token) const {
    SHOAL_REQUIRE(put_.has_value());
    return {.item = *put_, .token = std::move(token), .cas = cas_};
}

/// The item in a reply, if it is of the right kind; unchecked.
std::optional<Item> ItemSearch::item_of(const krpc::Reply& reply) const {
    if (!reply.value) return std::nullopt;
    Item out{.value = *reply.value};
    if (!name_.key) return out;
    if (reply.key != name_.key || !reply.seq || !reply.signature) return std::nullopt;
    out.seal = Seal{.key = *reply.key, .seq = *reply.seq, .signature = *reply.signature};
    out.salt = name_.salt;
    return out;
}

bool ItemSearch::take(const krpc::Reply& reply) {
    if (put_) return false;
    const auto item = item_of(reply);
    if (!item) return false;
    // A signature is checked only if it would change something.
    if (best_ && best_->seal && item->seal && item->seal->seq <= best_->seal->seq) return false;
    if (target_of(*item) != name_.target || !is_genuine(*item)) return false;
    best_ = *item;
    return !best_->seal;
}

bool ItemSearch::take(const Item& own) {
    if (put_) return false;
    best_ = own;
    return !best_->seal;
}

void ItemSearch::refused(std::int64_t code) {
    if (code == krpc::error_cas_mismatch || code == krpc::error_old_sequence) ++conflicts_;
}

}  // namespace shoal::dht
