#pragma once
// One bucket of the routing table: contacts that answered, and replacements that wait for a place.

#include <functional>
#include <vector>

#include "dht/contact.h"

namespace shoal::dht {

/// Verified nodes that wait for a place; as many as a plain bucket has.
inline constexpr std::size_t max_replacements = 8;
/// Since its answer one waits without being asked again; when it comes in it is.
inline constexpr Duration replacement_life = 1h;
/// While so many wait that answered within that time, no stranger is pinged to wait too.
inline constexpr std::ptrdiff_t enough_replacements = 4;

/// Value type. Ids are unique within it.
class Bucket {
public:
    /// `prefers_bound`: nodes whose id their global address does not grant (BEP 42) give way to others.
    Bucket(std::size_t capacity, bool prefers_bound) : capacity_{capacity}, prefers_bound_{prefers_bound} {}

    [[nodiscard]] const std::vector<Contact>& live() const { return live_; }
    [[nodiscard]] const std::vector<Contact>& waiting() const { return waiting_; }
    [[nodiscard]] bool is_full() const { return live_.size() >= capacity_; }
    [[nodiscard]] Contact* find(const NodeId& id);  ///< live only; nothing: nullptr

    /// True if a live contact of a global address is in the same network as `address` (/24, /64): two would let one
    /// operator own the bucket. Addresses that are not global are never counted.
    [[nodiscard]] bool has_network_of(const IpAddress& address) const;

    /// Takes a verified contact: live if there is room or a failing one gives its place to it, or one under an id that
    /// is not its own; else waiting (the newest of 8). The contact that had to go, if any.
    std::optional<NodeInfo> admit(const Contact& contact);
    /// What left, and what came.
    struct Change {
        std::optional<NodeInfo> left{};
        std::optional<NodeInfo> came{};
    };
    /// Whether a waiting node may come in; the table knows who lives elsewhere in it.
    using MayCome = std::function<bool(const NodeInfo&)>;
    /// Counts a failure; a contact is out after three, or after one if another can come in for it.
    Change failed(const NodeInfo& node, Instant now, const MayCome& may_come);
    Change remove(const NodeInfo& node, const MayCome& may_come);
    /// False: a node is not worth a ping, for it waits already, or enough others do that answered lately.
    [[nodiscard]] bool is_curious_about(const NodeInfo& node, Instant now) const;
    /// A node that waited under this id or at this endpoint does so no longer.
    void forget_waiting(const NodeInfo& node);

    Instant last_changed{};  ///< when a contact came or a lookup last went through this bucket

private:
    void wait(const Contact& contact);
    [[nodiscard]] bool is_unwanted(const NodeInfo& node) const;
    [[nodiscard]] std::optional<std::size_t> replacement(const MayCome& may_come) const;
    Change take_out(std::size_t at, const MayCome& may_come);

    std::size_t capacity_;
    bool prefers_bound_;
    std::vector<Contact> live_;
    std::vector<Contact> waiting_;  // oldest first
};

}  // namespace shoal::dht
