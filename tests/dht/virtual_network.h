#pragma once
// Many DHT nodes in memory: datagrams arrive after a delay of virtual time, dead nodes swallow them.

#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <random>
#include <vector>

#include "dht/node.h"

namespace shoal::dht::testing {

/// Deterministic randomness; a run is its seed.
class SeededRandom final : public crypto::Random {
public:
    explicit SeededRandom(std::uint64_t seed) : engine_{seed} {}
    void fill(BytesMut out) override {
        for (auto& byte : out) byte = static_cast<Byte>(engine_() & 0xffU);
    }

private:
    std::mt19937_64 engine_;
};

inline Endpoint at(const char* text) {
    return Endpoint::parse(text).value();
}

/// Instants of tests begin here, so that "long ago" exists.
inline constexpr Instant epoch{std::chrono::hours{24}};

inline Log silent_log() {
    return Log{LogLevel::error, LogFormat::text, [] { return WallTime{}; }, [](std::string_view) {}};
}

class VirtualNetwork {
public:
    explicit VirtualNetwork(std::uint64_t seed) : random{seed} {}

    /// Adds a node and starts it.
    Node& add(const Endpoint& where, std::vector<Endpoint> bootstrap) {
        return add_with(where, NodeOptions{.local = {}, .bootstrap = std::move(bootstrap)});
    }
    Node& add_with(const Endpoint& where, NodeOptions options) {
        options.local = where;
        return add_bound(where, std::move(options));
    }
    /// A node that others see at `where`, whatever it is bound to.
    Node& add_bound(const Endpoint& where, NodeOptions options) {
        auto node = std::make_unique<Node>(std::move(options), random, log, now);
        Node& out = *node;
        nodes[where] = std::move(node);
        out.start(now);
        drain(where);
        return out;
    }
    void kill(const Endpoint& where) { nodes.erase(where); }

    SearchId find(const Endpoint& from, const InfoHash& key, Care care = Care::plain) {
        const auto search = nodes.at(from)->find_peers(key, now, care);
        drain(from);
        return search;
    }
    SearchId announce(const Endpoint& from, const InfoHash& key, std::uint16_t port) {
        const auto search = nodes.at(from)->announce(key, port, now);
        drain(from);
        return search;
    }

    SearchId get_item(const Endpoint& from, const ItemName& name) {
        const auto search = nodes.at(from)->get_item(name, now);
        drain(from);
        return search;
    }
    SearchId put_item(const Endpoint& from, const Item& item, std::optional<std::int64_t> cas = {}) {
        const auto search = nodes.at(from)->put_item(item, cas, now);
        drain(from);
        return search;
    }

    /// Sends as if from `from`, whoever that is.
    void inject(const Endpoint& from, const Endpoint& to, Bytes bytes, Duration after = {}) {
        post(from, to, std::move(bytes), after);
    }

    /// Lets virtual time pass.
    void run_for(Duration span) {
        run_until(now + span, [] { return false; });
    }
    /// Runs until the search ended; its result. A limit of 2 virtual minutes makes a hang a failure.
    std::optional<LookupResult> run_search(const Endpoint& of, SearchId search) {
        run_until(now + 2min, [&] { return results.contains({of, search}); });
        const auto at = results.find({of, search});
        return at == results.end() ? std::nullopt : std::optional{at->second};
    }
    [[nodiscard]] std::set<Endpoint> peers(const Endpoint& of, SearchId search) { return found[{of, search}]; }

    Instant now = epoch;
    SeededRandom random;
    Log log = silent_log();
    std::map<Endpoint, std::unique_ptr<Node>> nodes;
    std::map<std::pair<Endpoint, SearchId>, LookupResult> results;
    std::map<std::pair<Endpoint, SearchId>, std::set<Endpoint>> found;
    std::map<std::pair<Endpoint, SearchId>, std::vector<Item>> items;
    std::size_t duplicates = 0;  ///< peers reported twice by one search
    std::uint64_t datagrams = 0;
    /// Sees each datagram when it is sent.
    std::function<void(const Endpoint& from, const Endpoint& to, BytesView)> tap;
    Duration min_delay = 5ms;
    Duration max_delay = 80ms;
    /// If set, how long a datagram takes instead; nothing: it is lost.
    std::function<std::optional<Duration>()> path;
    /// If set, sees what arrives where no node is.
    std::function<void(const Endpoint& from, const Endpoint& to, BytesView)> elsewhere;
    /// If set, is told when a node begins (true) and ends to work on a datagram or on what is due.
    std::function<void(bool)> around;

private:
    struct Flying {
        Instant when;
        std::uint64_t order;
        Endpoint from;
        Endpoint to;
        Bytes bytes;
        bool operator>(const Flying& other) const { return std::tie(when, order) > std::tie(other.when, other.order); }
    };

    void post(const Endpoint& from, const Endpoint& to, Bytes bytes, Duration after = {}) {
        ++datagrams;
        if (tap) tap(from, to, bytes);
        const auto delay = path ? path() : std::optional{uniform_delay()};
        if (delay) flying_.push({now + after + *delay, order_++, from, to, std::move(bytes)});
    }

    Duration uniform_delay() {
        const auto spread = static_cast<std::uint64_t>((max_delay - min_delay).count());
        return min_delay + Duration{static_cast<Duration::rep>(random.below(spread + 1))};
    }

    void drain(const Endpoint& where) {
        Node& node = *nodes.at(where);
        for (auto& datagram : node.take_datagrams()) post(where, datagram.to, std::move(datagram.bytes));
        for (const auto& event : node.take_events()) {
            if (const auto* peer = std::get_if<PeerFound>(&event)) {
                if (!found[{where, peer->search}].insert(peer->peer).second) ++duplicates;
            } else if (const auto* item = std::get_if<ItemFound>(&event)) {
                items[{where, item->search}].push_back(item->item);
            } else if (const auto* ended = std::get_if<SearchEnded>(&event)) {
                results[{where, ended->search}] = ended->result;
            }
        }
        if (const auto old = deadline_of_.find(where); old != deadline_of_.end()) {
            deadlines_.erase({old->second, where});
            deadline_of_.erase(old);
        }
        if (const auto due = node.deadline()) {
            deadlines_.emplace(*due, where);
            deadline_of_.emplace(where, *due);
        }
    }

    template <class Done>
    void run_until(Instant limit, Done done) {
        while (!done()) {
            const bool has_datagram = !flying_.empty();
            const bool has_deadline = !deadlines_.empty();
            const Instant datagram = has_datagram ? flying_.top().when : Instant::max();
            const Instant deadline = has_deadline ? deadlines_.begin()->first : Instant::max();
            const Instant next = std::max(now, std::min(datagram, deadline));
            if (next > limit || (!has_datagram && !has_deadline)) {
                now = limit;
                return;
            }
            now = next;
            if (datagram <= deadline) {
                Flying arrived = flying_.top();
                flying_.pop();
                if (nodes.contains(arrived.to)) {
                    if (around) around(true);
                    nodes.at(arrived.to)->receive(arrived.from, arrived.bytes, now);
                    if (around) around(false);
                    drain(arrived.to);
                } else if (elsewhere) {
                    elsewhere(arrived.from, arrived.to, arrived.bytes);
                }
            } else {
                const Endpoint where = deadlines_.begin()->second;
                deadlines_.erase(deadlines_.begin());
                deadline_of_.erase(where);
                if (!nodes.contains(where)) continue;
                if (around) around(true);
                nodes.at(where)->tick(now);
                if (around) around(false);
                drain(where);
            }
        }
    }

    std::priority_queue<Flying, std::vector<Flying>, std::greater<>> flying_;
    std::uint64_t order_ = 0;
    std::set<std::pair<Instant, Endpoint>> deadlines_;
    std::map<Endpoint, Instant> deadline_of_;
};

}  // namespace shoal::dht::testing
