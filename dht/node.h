#pragma once
// The DHT node of one address family, sans-IO: datagrams and the time go in; datagrams, events and one deadline
// come out. It neither reads a clock nor owns a socket; a run is its inputs and its randomness.

#include <deque>
#include <variant>

#include "core/log.h"
#include "dht/announcements.h"
#include "dht/external_address.h"
#include "dht/lookup.h"
#include "dht/maintenance.h"
#include "dht/query_handler.h"
#include "dht/reachability.h"
#include "dht/results.h"
#include "dht/saved_table.h"
#include "dht/search.h"
#include "dht/transactions.h"

namespace shoal::dht {

struct NodeOptions {
    Endpoint local;                   ///< where we are bound; the address may be unspecified
    std::vector<Endpoint> bootstrap;  ///< those of another family are ignored
    FloodLimits flood{};
    /// BEP 42: nodes at global addresses count only under an id that fits. Off: for simulated attacks.
    bool enforce_ids = true;
    std::optional<SavedTable> saved{};  ///< of an earlier run: asked first, and the id is kept if it still fits
};

struct Datagram {
    Endpoint to;
    Bytes bytes;
};

struct PeerFound {
    SearchId search = 0;
    Endpoint peer;
};
struct ItemFound {
    SearchId search = 0;
    Item item;
};
struct SearchEnded {
    SearchId search = 0;
    LookupResult result;
};
struct Connected {};  ///< the first answer ever
using NodeEvent = std::variant<PeerFound, ItemFound, SearchEnded, Connected>;

/// Lives on the loop; `random` and `log` outlive it. After each call of a method that is not const, send what
/// take_datagrams() gives, hand on what take_events() gives, and call tick() again at deadline().
class Node {
public:
    Node(NodeOptions options, crypto::Random& random, Log& log, Instant now);
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;

    // --- in ---

    void start(Instant now);  ///< begins to join; before it nothing is sent
    void receive(const Endpoint& from, BytesView datagram, Instant now);
    void tick(Instant now);  ///< does what is due

    /// Looks for peers of `key`. Ends with exactly one SearchEnded, unless cancelled.
    SearchId find_peers(const InfoHash& key, Instant now, Care care = Care::plain);
    /// As find_peers, then announces us with TCP port `port` (0: does not) to the nearest nodes.
    SearchId announce(const InfoHash& key, std::uint16_t port, Instant now);
    /// Looks for an item (BEP 44). An immutable one ends the search as soon as it is found; of a mutable one the newest
    /// state among the nearest nodes counts. At most one ItemFound, then exactly one SearchEnded, unless cancelled.
    SearchId get_item(const ItemName& name, Instant now);
    /// Puts an item with the nearest nodes, where `cas` is given only in place of that state. SearchEnded tells how
    /// many took it. They keep it for 2 hours. Precondition: is_genuine(item).
    SearchId put_item(Item item, std::optional<std::int64_t> cas, Instant now);
    void cancel(SearchId search);  ///< no more events of it; unknown ids are fine

    /// The node of the other family, for askers that want its nodes (BEP 32). It must outlive us.
    void set_other_family(const Node* other);

    // --- out ---

    [[nodiscard]] std::vector<Datagram> take_datagrams() { return std::exchange(datagrams_, {}); }
    [[nodiscard]] std::vector<NodeEvent> take_events() { return std::exchange(events_, {}); }
    [[nodiscard]] bool has_events() const { return !events_.empty(); }
    [[nodiscard]] std::optional<Instant> deadline() const;

    // --- state ---

    [[nodiscard]] const NodeId& id() const { return table_.own(); }  ///< may change: it follows our address
    [[nodiscard]] const ExternalAddress& external() const { return external_; }
    [[nodiscard]] const RoutingTable& table() const { return table_; }
    [[nodiscard]] const PeerStore& store() const { return store_; }
    [[nodiscard]] const ItemStore& items() const { return items_; }
    [[nodiscard]] const Transactions& transactions() const { return transactions_; }
    [[nodiscard]] const FloodGuard& guard() const { return guard_; }
    [[nodiscard]] const SizeEstimate& network_size() const { return network_size_; }
    [[nodiscard]] ServiceStats stats() const;
    [[nodiscard]] NodeReport report() const;
    [[nodiscard]] bool is_connected() const { return is_connected_; }
    /// For the next run: the id, and who answered lately.
    [[nodiscard]] SavedTable save(Instant now) const;

private:
    // node.cpp: datagrams in and out
    void on(const krpc::Query& query, const Endpoint& from, std::size_t size, Instant now);
    void on(const krpc::BadQuery& query, const Endpoint& from, std::size_t size, Instant now);
    void on(const krpc::Reply& reply, const Endpoint& from, std::size_t size, Instant now);
    void on(const krpc::ErrorReply& error, const Endpoint& from, std::size_t size, Instant now);
    void drop(const Endpoint& from, std::string_view why);
    bool ask(const Endpoint& to, const std::optional<NodeId>& expected, Purpose purpose, SearchId search,
             krpc::Body body, Instant now);
    void verify(const NodeInfo& node, Instant now);
    void note_answer(const NodeInfo& node, const Pending& pending, Instant now);
    void join(const krpc::Reply& reply, const Endpoint& from, Instant now);
    void follow_address(Instant now);
    void expire_transactions(Instant now);
    void maintain(Instant now);
    [[nodiscard]] bool is_read_only(Instant now);
    void send(const Endpoint& to, Bytes bytes, Instant now);
    [[nodiscard]] bool is_own(const Endpoint& peer) const;
    [[nodiscard]] std::optional<Endpoint> ourselves(const InfoHash& key) const;

    // node_searches.cpp: lookups on the way
    SearchId add_search(Search::Kind kind, const SearchPlan& plan, const InfoHash& key, std::uint16_t port,
                        Instant now);
    void enqueue(SearchId search, Instant now);
    [[nodiscard]] bool take_shortcut(Search& search);
    [[nodiscard]] bool leave_shortcut(Search& search, Instant now);
    void add_seeds(Search& search, Instant now);
    void keep_holders(const Search& search, Instant now);
    void fill_table(const NodeId& target, const std::vector<NodeInfo>& more, Instant now);
    void pump_queue(Instant now);
    [[nodiscard]] bool begin_next(SearchId search, bool announcing, Instant now);
    [[nodiscard]] Instant may_begin(bool announcing, Instant now) const;
    void begin(Search& search, Instant now);
    void ask_next(Search& search, Instant now);
    void advance(SearchId id, Instant now);
    void announce_to_stores(Search& search, Instant now);
    void end(SearchId id, Instant now);
    void count_bytes(SearchId search, std::size_t datagram);
    void on_search_reply(const Pending& pending, const krpc::Reply& reply, const Endpoint& from, Instant now);
    void on_search_silence(const Pending& pending, Transactions::Timeout timeout, Instant now);
    void found(Search& search, const Endpoint& peer);
    [[nodiscard]] std::optional<Instant> queue_deadline(std::optional<SearchId> first, bool announcing) const;

    // node_items.cpp: items looked for and put
    SearchId add_item_search(Search::Kind kind, ItemSearch item, Instant now);
    void note_refusal(const Pending& pending, std::int64_t code);

    NodeOptions options_;
    crypto::Random& random_;
    Log& log_;
    RoutingTable table_;
    Transactions transactions_;
    Tokens tokens_;
    PeerStore store_;
    ItemStore items_;
    FloodGuard guard_;
    QueryHandler handler_;
    Maintenance maintenance_;
    ExternalAddress external_;
    Reachability reachability_;
    bool read_only_ = false;          // said in the last query
    std::optional<Instant> renamed_;  // when our id last changed

    Announcements announcements_;

    std::map<SearchId, Search> searches_;
    std::deque<SearchId> queue_;  // waiting to begin, oldest first
    SearchId next_search_ = 1;
    std::size_t running_ = 0;  // begun and not upkeep
    SearchId self_lookup_ = 0;
    SearchPace pace_;
    SizeEstimate network_size_;

    std::size_t verifying_ = 0;
    std::optional<Instant> started_;
    bool is_connected_ = false;
    ServiceStats stats_;
    std::vector<Datagram> datagrams_;
    std::vector<NodeEvent> events_;
};

}  // namespace shoal::dht
