#pragma once
// What a node can be made to send to a forged address: every kind of query from strangers, and the size of the answers.

#include <map>
#include <string>
#include <vector>

#include "dht/bencode.h"
#include "tests/dht/virtual_network.h"

namespace shoal::dht::testing {

/// One query of a stranger, in bytes with IP and UDP headers.
struct Shot {
    std::string name;
    std::size_t query = 0;
    std::size_t reply = 0;   ///< 0: none
    std::size_t ping = 0;    ///< sent besides, to find out whether the stranger is real
    bool is_exempt = false;  ///< it holds an item or filters, which cannot be cut

    [[nodiscard]] double ratio() const { return static_cast<double>(reply) / static_cast<double>(query); }
};

/// A node of one family that has all there is to send: full tables of both families, peers, filters, samples, items.
class Reflector {
public:
    explicit Reflector(Family family)
        : family_{family}, node_{{.local = place_of(family, 1), .bootstrap = {}}, random_, log_, now_},
          other_{{.local = place_of(other_of(family), 1), .bootstrap = {}}, random_, log_, now_} {
        node_.start(now_);
        other_.start(now_);
        node_.set_other_family(&other_);
        fill_table(node_, family_);
        fill_table(other_, other_of(family_));
        fill_stores();
    }

    /// Every method in every form, each from a stranger of its own.
    std::vector<Shot> shoot_all() {
        std::vector<Shot> out;
        for (const auto& [name, body] : bodies()) {
            for (const std::size_t transaction : {1U, 2U, 32U}) {
                for (const bool read_only : {false, true}) {
                    const krpc::Query query{.transaction = Bytes(transaction, Byte{'t'}),
                                            .sender = random_id(random_),
                                            .body = body,
                                            .read_only = read_only};
                    out.push_back(shoot(name, krpc::encode(query), stranger()));
                }
            }
        }
        for (const auto& text : odd_queries()) {
            const auto bytes = as_bytes(text);
            out.push_back(shoot(text.substr(0, 60), {bytes.begin(), bytes.end()}, stranger()));
        }
        return out;
    }

    /// Bytes of exempt replies with headers that one stranger gets within `span`, asking for the item ten times a
    /// second.
    std::size_t exempt_to_one(Duration span) {
        const Endpoint victim = stranger();
        const krpc::Query query{
            .transaction = Bytes(1, Byte{'t'}), .sender = random_id(random_), .body = krpc::Get{.target = mutable_}};
        std::size_t bytes = 0;
        for (const Instant end = now_ + span; now_ < end; now_ += 100ms) {
            const auto shot = shoot("get", krpc::encode(query), victim, 0s);
            if (shot.is_exempt) bytes += shot.reply;
        }
        return bytes;
    }

private:
    static Family other_of(Family family) { return family == Family::v4 ? Family::v6 : Family::v4; }

    /// Global addresses, each of a network of its own.
    static Endpoint place_of(Family family, std::uint32_t number) {
        const auto high = static_cast<std::uint8_t>(number >> 8U);
        const auto low = static_cast<std::uint8_t>(number);
        Endpoint out{.address = IpAddress::v4(60, high, low, 1), .port = 6881};
        if (family == Family::v6) out = at("[2600::1]:6881");
        if (family == Family::v6) out.address.bytes[5] = Byte{high};
        if (family == Family::v6) out.address.bytes[6] = Byte{low};
        return out;
    }
    Endpoint stranger() { return place_of(family_, next_++); }

    /// Strangers that ask and then answer the ping.
    void fill_table(Node& node, Family family) {
        for (std::uint32_t i = 0; i < 400; ++i) {
            const Endpoint where = place_of(family, next_++);
            const NodeId id = id_for_address(where.address, random_);
            const krpc::Query ping{.transaction = Bytes{Byte{'x'}}, .sender = id, .body = krpc::Ping{}};
            node.receive(where, krpc::encode(ping), now_);
            answer_pings(node, id);
            now_ += 100ms;
        }
        SHOAL_REQUIRE(node.table().size() > 150);
    }
    void answer_pings(Node& node, const NodeId& id) {
        for (const auto& datagram : node.take_datagrams()) {
            const auto message = krpc::parse(datagram.bytes);
            const auto* query = message ? std::get_if<krpc::Query>(&*message) : nullptr;
            if (query == nullptr) continue;
            node.receive(datagram.to, krpc::encode(krpc::Reply{.transaction = query->transaction, .sender = id}), now_);
        }
    }

    void fill_stores() {
        for (std::uint32_t i = 0; i < 120; ++i) {
            const Endpoint where = stranger();
            const InfoHash key = i < 60 ? known_ : InfoHash{random_.bytes<20>()};
            krpc::AnnouncePeer announce{.key = key, .port = 7000, .seed = i % 2 == 0, .token = {}};
            announce.token = token(where, krpc::GetPeers{.key = key});
            tell(where, std::move(announce));
        }
        Bytes value(max_item_value, Byte{'x'});
        const std::string head = "996:";  // so the whole value has 1,000 bytes
        std::ranges::copy(as_bytes(head), value.begin());
        const auto owner = crypto::SigningPair::generate(random_);
        for (const Item& item : {Item{.value = value}, sign_item(owner, {}, 5, value)}) {
            const Endpoint where = stranger();
            const auto target = target_of(item);
            (item.seal ? mutable_ : immutable_) = target;
            tell(where, krpc::Put{.item = item, .token = token(where, krpc::Get{.target = target})});
        }
        SHOAL_REQUIRE(node_.items().size() == 2 && node_.store().peers() == 120);
        now_ += 1h;  // and all budgets are full again
        refresh();
    }
    /// Everybody in the tables answers once more, or would not be handed out.
    void refresh() {
        for (Node* node : {&node_, &other_}) {
            for (int i = 0; i < 400; ++i) {
                node->tick(now_);
                for (const auto& datagram : node->take_datagrams()) {
                    const Contact* contact = node->table().find(datagram.to);
                    const auto message = krpc::parse(datagram.bytes);
                    const auto* query = message ? std::get_if<krpc::Query>(&*message) : nullptr;
                    if (contact == nullptr || query == nullptr) continue;
                    const krpc::Reply pong{.transaction = query->transaction, .sender = contact->node.id};
                    node->receive(datagram.to, krpc::encode(pong), now_);
                }
                now_ += 2s;
            }
        }
    }

    Bytes token(const Endpoint& where, krpc::Body body) {
        const krpc::Query query{.transaction = {Byte{'t'}}, .sender = random_id(random_), .body = std::move(body)};
        node_.receive(where, krpc::encode(query), now_);
        Bytes out;
        for (const auto& datagram : node_.take_datagrams()) {
            const auto message = krpc::parse(datagram.bytes);
            const auto* reply = message ? std::get_if<krpc::Reply>(&*message) : nullptr;
            if (reply != nullptr && reply->token) out = *reply->token;
        }
        SHOAL_REQUIRE(!out.empty());
        return out;
    }
    void tell(const Endpoint& where, krpc::Body body) {
        const krpc::Query query{.transaction = {Byte{'t'}}, .sender = random_id(random_), .body = std::move(body)};
        node_.receive(where, krpc::encode(query), now_);
        (void)node_.take_datagrams();
        now_ += 500ms;
    }

    Shot shoot(std::string name, const Bytes& bytes, const Endpoint& from, Duration pause = 1s) {
        const std::size_t header = header_size(family_);
        Shot out{.name = std::move(name), .query = bytes.size() + header};
        node_.receive(from, bytes, now_);
        for (const auto& datagram : node_.take_datagrams()) {
            SHOAL_REQUIRE(datagram.to == from);
            const auto message = krpc::parse(datagram.bytes).value();
            const auto* reply = std::get_if<krpc::Reply>(&message);
            if (reply != nullptr) out.is_exempt = reply->value.has_value() || reply->filters.has_value();
            (std::holds_alternative<krpc::Query>(message) ? out.ping : out.reply) += datagram.bytes.size() + header;
        }
        now_ += pause;
        return out;
    }

    std::vector<std::pair<std::string, krpc::Body>> bodies() {
        std::vector<std::pair<std::string, krpc::Body>> out;
        const InfoHash unknown{random_.bytes<20>()};
        out.emplace_back("ping", krpc::Ping{});
        for (const krpc::Want want : {krpc::Want{}, {.v4 = true}, {.v6 = true}, {.v4 = true, .v6 = true}}) {
            const std::string wanted = std::string{want.v4 ? " n4" : ""} + (want.v6 ? " n6" : "");
            const NodeId target = random_id(random_);
            out.emplace_back("find_node" + wanted, krpc::FindNode{.target = target, .want = want});
            out.emplace_back("find_node of itself" + wanted, krpc::FindNode{.target = node_.id(), .want = want});
            out.emplace_back("sample_infohashes" + wanted, krpc::SampleInfohashes{.target = target, .want = want});
            for (const auto& key : {known_, unknown}) {
                const std::string which = key == known_ ? " known" : " unknown";
                out.emplace_back("get_peers" + which + wanted, krpc::GetPeers{.key = key, .want = want});
                out.emplace_back("get_peers noseed" + which + wanted,
                                 krpc::GetPeers{.key = key, .no_seeds = true, .want = want});
                out.emplace_back("get_peers scrape" + which + wanted,
                                 krpc::GetPeers{.key = key, .scrape = true, .want = want});
            }
            for (const auto& where : {immutable_, mutable_, unknown}) {
                const std::string which = where == unknown ? " unknown" : where == mutable_ ? " mutable" : " immutable";
                out.emplace_back("get" + which + wanted, krpc::Get{.target = where, .want = want});
                out.emplace_back("get newer" + which + wanted, krpc::Get{.target = where, .seq = 4, .want = want});
                out.emplace_back("get, has it" + which + wanted, krpc::Get{.target = where, .seq = 5, .want = want});
            }
        }
        out.emplace_back("announce_peer, no token", krpc::AnnouncePeer{.key = known_, .port = 1, .token = {}});
        out.emplace_back("announce_peer, wrong token",
                         krpc::AnnouncePeer{.key = known_, .port = 1, .token = Bytes(8, Byte{1})});
        out.emplace_back("put, no token", krpc::Put{.item = {.value = {Byte{'l'}, Byte{'e'}}}, .token = {}});
        return out;
    }

    static std::vector<std::string> odd_queries() {
        const std::string id = "2:id20:abcdefghij0123456789";
        const std::string place = "20:mnopqrstuvwxyz123456";
        return {
            "d1:q1:x1:t1:a1:y1:qe",                  // the shortest that gets an answer
            "d1:q0:1:t1:a1:y1:qe",                   // no, this one
            "d1:ade1:q4:ping1:t1:a1:y1:qe",          // no id
            "d1:ad2:id2:abe1:q4:ping1:t1:a1:y1:qe",  // a short one
            "d1:a0:1:q4:ping1:t1:a1:y1:qe",          // no arguments
            "d1:ad" + id + "e1:q1:x1:t1:a1:y1:qe",   // no such method
            "d1:ad" + id + "6:target" + place + "e1:q1:x1:t1:a1:y1:qe",
            "d1:ad" + id + "9:info_hash" + place + "e1:q1:x1:t1:a1:y1:qe",
            "d1:ad" + id + "e1:q9:find_node1:t1:a1:y1:qe",
            "d1:ad" + id + "e1:q9:get_peers1:t1:a1:y1:qe",
            "d1:ad" + id + "e1:q3:get1:t1:a1:y1:qe",
            "d1:ad" + id + "e1:q3:put1:t1:a1:y1:qe",
            "d1:ad" + id + "e1:q13:announce_peer1:t1:a1:y1:qe",
            "d1:ad" + id + "e1:q17:sample_infohashes1:t1:a1:y1:qe",
        };
    }

    Family family_;
    Instant now_ = epoch;
    SeededRandom random_{5};
    Log log_ = silent_log();
    Node node_;
    Node other_;
    InfoHash known_{random_.bytes<20>()};
    InfoHash immutable_;
    InfoHash mutable_;
    std::uint32_t next_ = 2;
};

}  // namespace shoal::dht::testing
