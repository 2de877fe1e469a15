// A handful of DHT nodes with ids beside the target, that name liars and dead nodes and forget every announcement.

#include <algorithm>
#include <map>

#include "dht/krpc.h"
#include "dht/node_id.h"
#include "tests/sim/hostile_kinds.h"
#include "tests/sim/hostile_poison.h"

namespace shoal::sim {
namespace {

namespace krpc = dht::krpc;

constexpr std::size_t sybils = 4;  // sockets; half of the nearest eight at most, so that honest nodes are among them
constexpr std::size_t victims_at_most = 64;
constexpr std::size_t replies_a_second = 200;
constexpr Duration query_every = 400ms;  // on average

class DhtPoison final : public Hostile {
public:
    explicit DhtPoison(HostileParts parts)
        : world_{parts.world}, faults_{parts.faults}, options_{std::move(parts.options)},
          draw_{parts.draw.split("acts")}, random_{parts.draw.split("ids")}, poison_{parts.draw.split("poison"),
                                                                                     options_.victims,
                                                                                     options_.may_name_anybody},
          key_{ContentKeys::derive(options_.id).discovery} {
        for (const auto& victim : options_.victims) add_victim(victim);
        for (const auto& node : options_.bootstrap) add_victim(node);
        Endpoint local = options_.listen;
        for (std::size_t i = 0; i < sybils; ++i) {
            bind(local);
            local.port = 0;
        }
        timer_ = world_.timers.at(world_.timers.now(), [this] { ask(); });
    }

    [[nodiscard]] std::uint64_t strikes() const override { return strikes_; }
    [[nodiscard]] std::optional<Endpoint> listening() const override {
        if (nodes_.empty()) return std::nullopt;
        return nodes_.front().socket->local();
    }

private:
    struct Sybil {
        NodeId id;
        std::unique_ptr<DatagramSocket> socket;
    };

    void bind(const Endpoint& local) {
        const std::size_t number = nodes_.size();
        auto socket = world_.datagrams.bind(
            local, [this, number](const Endpoint& from, BytesView bytes) { received(number, from, bytes); });
        if (socket) nodes_.push_back({.id = beside(key_), .socket = std::move(*socket)});
    }

    /// An id nearer to the key than an honest one will ever be.
    NodeId beside(const InfoHash& key) {
        return dht::random_id_at(dht::as_target(key), static_cast<unsigned>(draw_.between(60, 150)), random_);
    }

    [[nodiscard]] Endpoint seen_from_outside(const Sybil& node) const {
        const Endpoint local = node.socket->local();
        return {local.address.is_unspecified() ? address_ : local.address, local.port};
    }

    void add_victim(const Endpoint& endpoint) {
        const auto is_own = [&](const Sybil& node) { return seen_from_outside(node) == endpoint; };
        if (victims_.size() >= victims_at_most || std::ranges::any_of(nodes_, is_own)) return;
        if (std::ranges::find(victims_, endpoint) == victims_.end()) victims_.push_back(endpoint);
    }

    Bytes random_bytes(std::size_t size) {
        Bytes out(size);
        random_.fill(out);
        return out;
    }

    // --- answering ---------------------------------------------------------------------------------------------------

    void received(std::size_t number, const Endpoint& from, BytesView bytes) {
        auto message = krpc::parse(bytes);
        if (!message) return;
        if (const auto* query = std::get_if<krpc::Query>(&*message)) return answer(nodes_[number], from, *query);
        if (const auto* reply = std::get_if<krpc::Reply>(&*message)) {
            if (reply->seen_as) address_ = reply->seen_as->address;
            // Who is named by the honest is honest enough to be poisoned; in a real network only.
            if (!options_.may_name_anybody) return;
            for (const auto& node : reply->nodes) add_victim(node.endpoint);
        }
    }

    [[nodiscard]] bool may_answer() {
        const Instant now = world_.timers.now();
        if (now >= second_ + 1s) {
            second_ = now;
            answered_ = 0;
        }
        return ++answered_ <= replies_a_second;
    }

    void answer(Sybil& node, const Endpoint& from, const krpc::Query& query) {
        if (!may_answer()) return;
        krpc::Reply reply{.transaction = query.transaction, .sender = node.id};
        reply.seen_as = draw_.chance(500'000) ? from : poison_.endpoint();
        if (const auto* find = std::get_if<krpc::FindNode>(&query.body)) {
            add_nodes(reply, InfoHash{find->target.bytes});
        } else if (const auto* get = std::get_if<krpc::GetPeers>(&query.body)) {
            add_nodes(reply, get->key);
            add_peers(reply);
        }
        // An announcement is taken with thanks, and forgotten.
        ++strikes_;
        faults_.happened(Fault::dht_poison);
        spoil(node, from, query, reply);
    }

    void add_nodes(krpc::Reply& reply, const InfoHash& target) {
        reply.has_nodes = true;
        for (const auto& other : nodes_) reply.nodes.push_back({other.id, seen_from_outside(other)});
        for (auto left = draw_.below(9); left > 0; --left) {
            const Endpoint endpoint = poison_.endpoint();
            if (endpoint.address.family == Family::v4) reply.nodes.push_back({beside(target), endpoint});
        }
    }

    void add_peers(krpc::Reply& reply) {
        reply.token = random_bytes(draw_.between(0, 64));
        for (auto left = draw_.below(100); left > 0; --left) {
            const Endpoint endpoint = poison_.endpoint();
            if (endpoint.address.family == Family::v4) reply.values.push_back(endpoint);
        }
    }

    /// Sends the reply, or something worse.
    void spoil(Sybil& node, const Endpoint& from, const krpc::Query& query, krpc::Reply& reply) {
        switch (draw_.below(12)) {
        case 0:
            return;  // silence
        case 1:
            reply.transaction = random_bytes(query.transaction.size());
            break;
        case 2:  // an id of the moment
            reply.sender = beside(key_);
            break;
        case 3:
            return node.socket->send(
                from, krpc::encode(krpc::ErrorReply{.transaction = query.transaction, .code = -7, .text = "no"}));
        case 4: {  // cut off
            Bytes bytes = krpc::encode(reply);
            bytes.resize(draw_.below(bytes.size()));
            return node.socket->send(from, bytes);
        }
        case 5: {  // garbled
            Bytes bytes = krpc::encode(reply);
            bytes[draw_.below(bytes.size())] ^= static_cast<Byte>(1U << draw_.below(8));
            return node.socket->send(from, bytes);
        }
        case 6:  // from another of us
            return nodes_[draw_.below(nodes_.size())].socket->send(from, krpc::encode(reply));
        case 7:  // twice
            node.socket->send(from, krpc::encode(reply));
            break;
        case 8:  // more than anybody reads
            while (reply.nodes.size() < 100) reply.nodes.push_back({beside(key_), seen_from_outside(node)});
            break;
        default:
            break;
        }
        node.socket->send(from, krpc::encode(reply));
    }

    // --- asking, so that others know us ------------------------------------------------------------------------------

    void ask() {
        timer_ = world_.timers.at(world_.timers.now() + draw_.between(0ns, 2 * query_every), [this] { ask(); });
        if (nodes_.empty() || victims_.empty()) return;
        auto& node = nodes_[draw_.below(nodes_.size())];
        const Endpoint to = victims_[draw_.below(victims_.size())];
        if (draw_.chance(50'000)) return node.socket->send(to, random_bytes(draw_.between(1, 1400)));
        krpc::Query query{.transaction = random_bytes(4), .sender = node.id, .body = krpc::Ping{}};
        switch (draw_.below(5)) {
        case 0:
            query.body = krpc::FindNode{.target = beside(key_)};
            break;
        case 1:
            query.body = krpc::GetPeers{.key = key_};
            break;
        case 2:  // a token that nobody gave
            query.body = krpc::AnnouncePeer{
                .key = key_, .port = static_cast<std::uint16_t>(draw_.below(65536)), .token = random_bytes(8)};
            break;
        case 3:
            query.transaction = random_bytes(draw_.below(64));
            break;
        default:
            break;
        }
        node.socket->send(to, krpc::encode(query));
    }

    World& world_;
    Faults& faults_;
    HostileOptions options_;
    Draw draw_;
    DrawnRandom random_;
    Poison poison_;
    InfoHash key_;
    std::vector<Sybil> nodes_;
    IpAddress address_;  // ours, as others see it
    std::vector<Endpoint> victims_;
    std::uint64_t strikes_ = 0;
    Instant second_;
    std::size_t answered_ = 0;
    std::unique_ptr<Timer> timer_;
};

}  // namespace

HostilePtr make_dht_poison(HostileParts parts) {
    return std::make_unique<DhtPoison>(std::move(parts));
}

}  // namespace shoal::sim
