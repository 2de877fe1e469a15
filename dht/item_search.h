#pragma once
// What a search for an item, or a put of one, asks and learns on its way. Pure bookkeeping.

#include "dht/krpc.h"

namespace shoal::dht {

class ItemSearch {
public:
    /// Looks for an item.
    explicit ItemSearch(ItemName name) : name_{std::move(name)} {}
    /// Puts one. Precondition: is_genuine(item).
    ItemSearch(Item item, std::optional<std::int64_t> cas)
        : name_{ItemName::of(item)}, put_{std::move(item)}, cas_{cas} {}

    [[nodiscard]] const ItemName& name() const { return name_; }
    [[nodiscard]] krpc::Get question() const;
    /// Precondition: it is a put.
    [[nodiscard]] krpc::Put put_with(Bytes token) const;

    /// A node's answer to the question. True: there can be no better one, so the search has ended.
    [[nodiscard]] bool take(const krpc::Reply& reply);
    /// An item that we keep ourselves; as above.
    [[nodiscard]] bool take(const Item& own);
    /// A node refused the put.
    void refused(std::int64_t code);

    /// The best genuine item so far: for a put nothing.
    [[nodiscard]] const std::optional<Item>& best() const { return best_; }
    [[nodiscard]] std::size_t conflicts() const { return conflicts_; }

private:
    [[nodiscard]] std::optional<Item> item_of(const krpc::Reply& reply) const;

    ItemName name_;
    std::optional<Item> put_{};
    std::optional<std::int64_t> cas_{};
    std::optional<Item> best_{};
    std::size_t conflicts_ = 0;
};

}  // namespace shoal::dht
