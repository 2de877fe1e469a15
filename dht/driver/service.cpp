// Joins DHT nodes to real datagrams and timers: every input mutates a node, then everything it put out is drained.

#include "dht/service.h"

#include <algorithm>
#include <map>

#include "dht/node.h"

namespace shoal::dht {

/// Callbacks of users run only from drain(), which is only called from the loop; each of them may destroy anything,
/// this state included, so `alive` is looked at after each.
struct Service::State {
    struct FamilyNode {
        FamilyNode(NodeOptions options, crypto::Random& random, Log& log, Instant now)
            : node{std::move(options), random, log, now} {}
        Node node;
        std::unique_ptr<DatagramSocket> socket{};
        std::map<SearchId, std::uint64_t> requests{};  // that run here, by their search
    };
    /// One request of the user, on all nodes.
    struct Running {
        SearchKind kind = SearchKind::find;
        std::size_t searches = 0;  // that have not ended
        LookupResult result{};
        std::optional<Item> item{};  // the newest that was found
        std::function<void(const Endpoint&)> on_peer;
        Service::ItemDone on_done;
    };
    using Call = std::move_only_function<void()>;

    State(World& world_in, Log& log_in, ServiceOptions options_in)
        : world{world_in}, log{log_in}, options{std::move(options_in)} {}

    [[nodiscard]] Instant now() const { return world.timers.now(); }

    Result<Endpoint> add_node(const Endpoint& local);
    void start();
    using Begin = std::function<SearchId(Node&)>;
    std::unique_ptr<Lookup> begin(SearchKind kind, const Begin& begin_at, std::function<void(const Endpoint&)> on_peer,
                                  Service::ItemDone on_done);
    void cancel(std::uint64_t number);

    void after_mutation();
    void drain();
    void flush();
    [[nodiscard]] bool collect(std::vector<Call>& calls);
    void collect_from(FamilyNode& from, std::vector<Call>& calls);
    void note_item(const FamilyNode& from, std::uint64_t number, const Item& item);
    void note_end(FamilyNode& from, const SearchEnded& end);
    void call_peer(std::uint64_t number, const Endpoint& peer);
    void call_done(std::uint64_t number);
    void arm();

    World& world;
    Log& log;
    ServiceOptions options;
    SavedTables saved{};
    std::vector<std::unique_ptr<FamilyNode>> nodes;
    std::map<std::uint64_t, Running> running;
    std::vector<std::uint64_t> ended;  // requests whose on_done is due
    std::uint64_t next_number = 1;
    std::deque<SearchReport> recent;
    std::uint64_t searches_found = 0;
    std::uint64_t searches_empty = 0;
    DurationHistogram search_times;
    std::vector<Task> connected_tasks;
    bool is_started = false;
    bool is_connected = false;
    std::unique_ptr<Timer> timer;
    std::optional<Instant> armed_for;
    std::shared_ptr<State*> alive = std::make_shared<State*>(this);
};

namespace {

class Handle final : public Lookup {
public:
    explicit Handle(std::move_only_function<void()> cancel) : cancel_{std::move(cancel)} {}
    ~Handle() override { cancel_(); }

private:
    std::move_only_function<void()> cancel_;
};

Service::ItemDone without_item(std::move_only_function<void(LookupResult)> on_done) {
    if (!on_done) return {};
    return [done = std::move(on_done)](const std::optional<Item>&, LookupResult result) mutable { done(result); };
}

}  // namespace

Result<Endpoint> Service::State::add_node(const Endpoint& local) {
    for (const auto& other : nodes) {
        if (other->socket->local().address.family == local.address.family) {
            return fail(Errc::usage, "a DHT node of this address family already runs");
        }
    }
    // The socket first: it knows the port that was chosen. Nothing arrives before we return to the loop.
    auto slot = std::make_shared<FamilyNode*>(nullptr);
    SHOAL_TRY(auto socket, world.datagrams.bind(local, [this, slot](const Endpoint& from, BytesView bytes) {
        if (*slot == nullptr) return;
        (*slot)->node.receive(from, bytes, now());
        drain();
    }));
    const Endpoint bound = socket->local();
    NodeOptions node{.local = bound, .bootstrap = options.bootstrap};
    node.saved = bound.address.family == Family::v4 ? saved.v4 : saved.v6;
    nodes.push_back(std::make_unique<FamilyNode>(std::move(node), world.random, log, now()));
    FamilyNode& added = *nodes.back();
    added.socket = std::move(socket);
    *slot = &added;
    for (const auto& other : nodes) {
        if (other.get() == &added) continue;
        other->node.set_other_family(&added.node);
        added.node.set_other_family(&other->node);
    }
    if (is_started) {
        added.node.start(now());
        after_mutation();
    }
    return bound;
}

void Service::State::start() {
    if (is_started) return;
    is_started = true;
    for (const auto& each : nodes) each->node.start(now());
    after_mutation();
}

std::unique_ptr<Lookup> Service::State::begin(SearchKind kind, const Begin& begin_at,
                                              std::function<void(const Endpoint&)> on_peer, Service::ItemDone on_done) {
    const auto number = next_number++;
    Running& request = running[number];
    request.kind = kind;
    request.on_peer = std::move(on_peer);
    request.on_done = std::move(on_done);
    for (const auto& each : nodes) {
        each->requests.emplace(begin_at(each->node), number);
        ++request.searches;
    }
    if (nodes.empty()) ended.push_back(number);
    after_mutation();
    return std::make_unique<Handle>([watch = std::weak_ptr{alive}, number] {
        if (const auto state = watch.lock()) (*state)->cancel(number);
    });
}

void Service::State::cancel(std::uint64_t number) {
    const auto at = running.find(number);
    if (at == running.end()) return;
    running.erase(at);
    for (const auto& each : nodes) {
        std::erase_if(each->requests, [&](const auto& entry) {
            if (entry.second != number) return false;
            each->node.cancel(entry.first);
            return true;
        });
    }
    after_mutation();
}

// --- out -------------------------------------------------------------------------------------------------------------

/// After a call from outside: datagrams go at once, callbacks wait for the loop.
void Service::State::after_mutation() {
    flush();
    arm();
}

void Service::State::flush() {
    for (const auto& each : nodes) {
        for (const auto& datagram : each->node.take_datagrams()) each->socket->send(datagram.to, datagram.bytes);
    }
}

/// On the loop: sends what there is, then makes the calls, then sets the timer. The calls own all they need; each may
/// cancel others, so each looks again whether it is still wanted.
void Service::State::drain() {
    const std::weak_ptr<State*> watch = alive;
    flush();
    std::vector<Call> calls;
    while (collect(calls)) {
        for (auto& call : calls) {
            call();
            if (watch.expired()) return;
        }
        calls.clear();
        flush();
    }
    arm();
}

bool Service::State::collect(std::vector<Call>& calls) {
    for (const auto& each : nodes) collect_from(*each, calls);
    for (const auto number : std::exchange(ended, {})) calls.push_back([this, number] { call_done(number); });
    if (is_connected) {
        for (auto& task : std::exchange(connected_tasks, {})) calls.push_back(std::move(task));
    }
    return !calls.empty();
}

void Service::State::collect_from(FamilyNode& from, std::vector<Call>& calls) {
    for (const auto& event : from.node.take_events()) {
        if (std::holds_alternative<Connected>(event)) {
            is_connected = true;
        } else if (const auto* end = std::get_if<SearchEnded>(&event)) {
            note_end(from, *end);
        } else if (const auto* found = std::get_if<PeerFound>(&event)) {
            const auto request = from.requests.find(found->search);
            if (request == from.requests.end()) continue;
            calls.push_back([this, number = request->second, peer = found->peer] { call_peer(number, peer); });
        } else if (const auto* item = std::get_if<ItemFound>(&event)) {
            const auto request = from.requests.find(item->search);
            if (request != from.requests.end()) note_item(from, request->second, item->item);
        }
    }
}

void Service::State::note_item(const FamilyNode& from, std::uint64_t number, const Item& item) {
    const auto at = running.find(number);
    if (at == running.end()) return;
    auto& best = at->second.item;
    const bool is_older = best && best->seal && item.seal && item.seal->seq <= best->seal->seq;
    if (!is_older) best = item;
    if (item.seal) return;
    // There is no better one: the other family may still wait for its first node.
    for (const auto& other : nodes) {
        if (other.get() == &from) continue;
        at->second.searches -= std::erase_if(other->requests, [&](const auto& entry) {
            if (entry.second != number) return false;
            other->node.cancel(entry.first);
            return true;
        });
    }
}

void Service::State::note_end(FamilyNode& from, const SearchEnded& end) {
    const auto request = from.requests.extract(end.search);
    const auto at = request ? running.find(request.mapped()) : running.end();
    if (at == running.end()) return;
    LookupResult& result = at->second.result;
    result.peers += end.result.peers;
    result.stored += end.result.stored;
    result.conflicts += end.result.conflicts;
    result.queries += end.result.queries;
    result.hops = std::max(result.hops, end.result.hops);
    result.took = std::max(result.took, end.result.took);
    if (--at->second.searches == 0) ended.push_back(at->first);
}

void Service::State::call_peer(std::uint64_t number, const Endpoint& peer) {
    const auto at = running.find(number);
    if (at == running.end() || !at->second.on_peer) return;
    const auto on_peer = at->second.on_peer;  // a copy: the call may cancel its own request
    on_peer(peer);
}

void Service::State::call_done(std::uint64_t number) {
    const auto at = running.find(number);
    if (at == running.end()) return;
    auto done = std::move(at->second.on_done);
    const LookupResult result = at->second.result;
    if (recent.size() >= recent_searches) recent.pop_front();
    recent.push_back({.kind = at->second.kind, .result = result, .ended = now()});
    ++(result.peers + result.stored > 0 ? searches_found : searches_empty);
    search_times.add(result.took);
    const auto item = std::move(at->second.item);
    running.erase(at);
    if (done) done(item, result);
}

void Service::State::arm() {
    std::optional<Instant> when;
    bool has_calls = !ended.empty() || (is_connected && !connected_tasks.empty());
    for (const auto& each : nodes) {
        has_calls = has_calls || each->node.has_events();
        if (const auto due = each->node.deadline(); due && (!when || *due < *when)) when = due;
    }
    if (has_calls) when = now();
    if (!when) {
        timer.reset();
        armed_for.reset();
        return;
    }
    if (timer && armed_for == when) return;
    armed_for = when;
    timer = world.timers.at(*when, [this] {
        armed_for.reset();
        for (const auto& each : nodes) each->node.tick(now());
        drain();
    });
}

// --- the outside -----------------------------------------------------------------------------------------------------

Service::Service(World& world, Log& log, ServiceOptions options)
    : state_{std::make_unique<State>(world, log, std::move(options))} {}

Service::~Service() = default;

Result<Endpoint> Service::add_node(const Endpoint& local) {
    return state_->add_node(local);
}

void Service::start() {
    state_->start();
}

std::unique_ptr<Lookup> Service::find_peers(const InfoHash& key, std::function<void(const Endpoint&)> on_peer,
                                            std::move_only_function<void(LookupResult)> on_done, Care care) {
    return state_->begin(
        SearchKind::find, [&](Node& node) { return node.find_peers(key, state_->now(), care); }, std::move(on_peer),
        without_item(std::move(on_done)));
}

std::unique_ptr<Lookup> Service::announce(const InfoHash& key, std::uint16_t port,
                                          std::function<void(const Endpoint&)> on_peer,
                                          std::move_only_function<void(LookupResult)> on_done) {
    return state_->begin(
        SearchKind::announce, [&](Node& node) { return node.announce(key, port, state_->now()); }, std::move(on_peer),
        without_item(std::move(on_done)));
}

std::unique_ptr<Lookup> Service::get_item(const ItemName& name, ItemDone on_done) {
    return state_->begin(
        SearchKind::get_item, [&](Node& node) { return node.get_item(name, state_->now()); }, {}, std::move(on_done));
}

std::unique_ptr<Lookup> Service::put_item(const Item& item, std::optional<std::int64_t> cas,
                                          std::move_only_function<void(LookupResult)> on_done) {
    return state_->begin(
        SearchKind::put_item, [&](Node& node) { return node.put_item(item, cas, state_->now()); }, {},
        without_item(std::move(on_done)));
}

void Service::remember(SavedTables tables) {
    state_->saved = std::move(tables);
}

SavedTables Service::save() const {
    SavedTables out = state_->saved;  // of a family that does not run this time: as it was
    for (const auto& each : state_->nodes) {
        const bool is_v4 = each->socket->local().address.family == Family::v4;
        auto table = each->node.save(state_->now());
        auto& place = is_v4 ? out.v4 : out.v6;
        // Whoever met nobody this time keeps what was known before.
        if (!table.nodes.empty() || !place) place = std::move(table);
    }
    return out;
}

bool Service::has_nodes() const {
    return !state_->nodes.empty();
}

ServiceStats Service::stats() const {
    ServiceStats out;
    for (const auto& each : state_->nodes) {
        const auto one = each->node.stats();
        out.nodes += one.nodes;
        out.in += one.in;
        out.out += one.out;
        out.dropped += one.dropped;
        out.lookups += one.lookups;
    }
    out.searches_found = state_->searches_found;
    out.searches_empty = state_->searches_empty;
    out.search_times = state_->search_times;
    return out;
}

std::vector<NodeReport> Service::reports() const {
    std::vector<NodeReport> out;
    for (const auto& each : state_->nodes) out.push_back(each->node.report());
    return out;
}

const std::deque<SearchReport>& Service::recent() const {
    return state_->recent;
}

bool Service::is_connected() const {
    return state_->is_connected;
}

void Service::when_connected(Task task) {
    state_->connected_tasks.push_back(std::move(task));
    state_->after_mutation();
}

}  // namespace shoal::dht
