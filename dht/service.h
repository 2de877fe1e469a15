#pragma once
// The DHT as the engine uses it: one Kademlia node per address family, joined to real datagrams and timers.

#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "core/ids.h"
#include "core/log.h"
#include "core/world.h"
#include "dht/care.h"
#include "dht/item.h"
#include "dht/results.h"
#include "dht/saved_table.h"

namespace shoal::dht {

struct ServiceOptions {
    std::vector<Endpoint> bootstrap;  ///< asked at start and again while the table is empty
};

/// A running find or announce; destroying it stops the callbacks and the lookup.
class Lookup {
public:
    virtual ~Lookup() = default;
};

inline constexpr std::size_t recent_searches = 50;  ///< remembered for reports

/// Lives on the loop.
class Service {
public:
    /// Sockets are bound by the caller through add_node; nothing is sent before start().
    Service(World& world, Log& log, ServiceOptions options);
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    /// Binds UDP at `local` and runs a node of its family there. At most one per family. Errors as Datagrams::bind.
    /// Returns the endpoint that was bound.
    [[nodiscard]] Result<Endpoint> add_node(const Endpoint& local);
    void start();  ///< begins to bootstrap
    /// What an earlier run saved; before add_node().
    void remember(SavedTables tables);
    /// For the next run.
    [[nodiscard]] SavedTables save() const;

    /// Looks for peers of `key`: `on_peer` for each distinct one as it is heard of, then `on_done` once. Begin with
    /// plain care; search again with more when none of the peers was one, or none was found where there must be some.
    [[nodiscard]] std::unique_ptr<Lookup> find_peers(const InfoHash& key, std::function<void(const Endpoint&)> on_peer,
                                                     std::move_only_function<void(LookupResult)> on_done,
                                                     Care care = Care::plain);

    /// As find_peers on two disjoint paths, and then announces us with TCP port `port` (implied_port 0) to the nodes
    /// around the key.
    [[nodiscard]] std::unique_ptr<Lookup> announce(const InfoHash& key, std::uint16_t port,
                                                   std::function<void(const Endpoint&)> on_peer,
                                                   std::move_only_function<void(LookupResult)> on_done);

    /// Looks for an item (BEP 44): `on_done` once, with the newest genuine state that was found, or nothing.
    using ItemDone = std::move_only_function<void(const std::optional<Item>&, LookupResult)>;
    [[nodiscard]] std::unique_ptr<Lookup> get_item(const ItemName& name, ItemDone on_done);

    /// Puts an item with the nearest nodes, which keep it for 2 hours; where `cas` is given only in place of the state
    /// with that sequence number. Precondition: is_genuine(item).
    [[nodiscard]] std::unique_ptr<Lookup> put_item(const Item& item, std::optional<std::int64_t> cas,
                                                   std::move_only_function<void(LookupResult)> on_done);

    [[nodiscard]] bool has_nodes() const;  ///< some family has one, so that something can be asked
    [[nodiscard]] ServiceStats stats() const;
    [[nodiscard]] std::vector<NodeReport> reports() const;         ///< one a family
    [[nodiscard]] const std::deque<SearchReport>& recent() const;  ///< searches of callers, the newest last
    /// True once a node of some family has answered.
    [[nodiscard]] bool is_connected() const;
    /// Called once, on the loop, when is_connected() becomes true (or at once on the next turn if it is).
    void when_connected(Task task);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace shoal::dht
