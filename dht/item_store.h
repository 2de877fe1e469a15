#pragma once
// What others put with us (BEP 44): items by target, with limits that one network cannot use up alone.

#include <map>

#include "core/endpoint.h"
#include "core/time.h"
#include "dht/item.h"

namespace shoal::dht {

inline constexpr std::size_t max_stored_items = 700;  ///< of at most 1,000 bytes: below 1 MB (libtorrent: same)
inline constexpr Duration item_life = 2h;             ///< from the last put; owners put again hourly
/// One network (/24, /64) of global addresses brings at most this part of the items.
inline constexpr std::size_t item_network_share = 8;

class ItemStore {
public:
    explicit ItemStore(const NodeId& own) : own_{own} {}

    enum class Outcome : std::uint8_t {
        stored,
        cas_mismatch,  ///< another state is stored than the one to be replaced
        old_sequence,  ///< a newer state is stored, or another one with the same number
        no_room,
    };
    /// Keeps `item` until 2 hours from now; the state that is stored already is only refreshed. `cas` is looked at
    /// before the sequence numbers are; where nothing is stored, it holds. Precondition: is_genuine(item).
    Outcome put(const Item& item, std::optional<std::int64_t> cas, const IpAddress& from, Instant now);

    /// The item at `target`, or nullptr. Valid until the next call.
    [[nodiscard]] const Item* find(const InfoHash& target, Instant now) const;

    void rename(const NodeId& own) { own_ = own; }  ///< what is near us has changed
    void expire(Instant now);                       ///< drops what is over; call about once a minute
    [[nodiscard]] std::size_t size() const { return items_.size(); }

private:
    struct Stored {
        Item item;
        std::optional<IpAddress> network{};  // of the global address that brought it
        Instant until{};
    };
    using Items = std::map<InfoHash, Stored>;

    static Outcome renew(Stored& stored, const Item& item, std::optional<std::int64_t> cas, Instant now);
    bool make_room(const InfoHash& target, Instant now);
    void erase(Items::iterator at);

    NodeId own_;
    Items items_;
    std::map<IpAddress, std::size_t> by_network_;
};

}  // namespace shoal::dht
