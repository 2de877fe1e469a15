#pragma once
// Queries at line rate from one address and from 65,536 forged ones, while honest nodes ask too.

#include "tests/dht/virtual_network.h"

namespace shoal::dht::testing {

struct FloodReport {
    std::size_t flood = 0;           ///< datagrams of it
    std::size_t flood_answered = 0;  ///< datagrams sent to its addresses
    std::size_t honest = 0;          ///< questions of a node that has proven itself
    std::size_t honest_answered = 0;
    std::size_t new_honest = 0;  ///< of one that has not
    std::size_t new_honest_answered = 0;
    std::size_t most_sources = 0;  ///< that the guard remembers
    std::size_t most_transactions = 0;
    std::size_t nodes = 0;   ///< in the table in the end
    std::size_t stored = 0;  ///< peers and items
};

class Flood {
public:
    static constexpr std::size_t per_second = 5000;
    static constexpr std::size_t forged_addresses = 65'536;

    Flood() {
        node_.start(now_);
        // A friend, which asks and answers the ping that follows.
        receive(friend_, krpc::Ping{}, friend_id_);
        for (const auto& datagram : node_.take_datagrams()) {
            const auto message = krpc::parse(datagram.bytes);
            const auto* ping = message ? std::get_if<krpc::Query>(&*message) : nullptr;
            if (ping == nullptr) continue;
            const krpc::Reply pong{.transaction = ping->transaction, .sender = friend_id_};
            node_.receive(friend_, krpc::encode(pong), now_);
        }
        SHOAL_REQUIRE(node_.table().find(friend_) != nullptr);
    }

    /// `addresses`: 1, or as many forged ones in turn. Both honest nodes ask four times a second.
    FloodReport run(std::size_t addresses, Duration span) {
        FloodReport out;
        const auto count = per_second * static_cast<std::size_t>(span / 1s);
        constexpr std::size_t between_honest = per_second / 4;
        for (std::size_t i = 0; i < count; ++i) {
            now_ += Duration{1s} / static_cast<std::int64_t>(per_second);
            ++out.flood;
            receive(forged(i % addresses), body(i), random_id(random_));
            out.flood_answered += sent();
            if (i % between_honest == 0) {
                ++out.honest;
                out.honest_answered += ask(friend_, friend_id_);
            } else if (i % between_honest == between_honest / 2) {
                ++out.new_honest;
                out.new_honest_answered += ask(newcomer_, newcomer_id_);
            }
            if (i % 50 == 0) node_.tick(now_);
            out.most_sources = std::max(out.most_sources, node_.guard().sources());
            out.most_transactions = std::max(out.most_transactions, node_.transactions().size());
        }
        out.nodes = node_.table().size();
        out.stored = node_.store().peers() + node_.items().size();
        return out;
    }

private:
    static Endpoint forged(std::size_t number) {
        return {.address =
                    IpAddress::v4(8, static_cast<std::uint8_t>(number >> 8U), static_cast<std::uint8_t>(number), 7),
                .port = 53};
    }
    /// All kinds in turn.
    krpc::Body body(std::size_t number) {
        const InfoHash key{random_.bytes<20>()};
        switch (number % 4) {
        case 0:
            return krpc::Ping{};
        case 1:
            return krpc::FindNode{.target = NodeId{key.bytes}};
        case 2:
            return krpc::GetPeers{.key = key};
        default:
            return krpc::AnnouncePeer{.key = key, .port = 1, .token = Bytes(8, Byte{1})};
        }
    }
    void receive(const Endpoint& from, krpc::Body body, const NodeId& id) {
        const krpc::Query query{.transaction = {Byte{'t'}}, .sender = id, .body = std::move(body)};
        node_.receive(from, krpc::encode(query), now_);
    }
    std::size_t sent() { return node_.take_datagrams().size(); }
    /// 1 if there is an answer.
    std::size_t ask(const Endpoint& from, const NodeId& id) {
        receive(from, krpc::FindNode{.target = id}, id);
        std::size_t out = 0;
        for (const auto& datagram : node_.take_datagrams()) {
            const auto message = krpc::parse(datagram.bytes);
            if (datagram.to == from && message && std::holds_alternative<krpc::Reply>(*message)) out = 1;
        }
        return out;
    }

    Instant now_ = epoch;
    SeededRandom random_{77};
    Log log_ = silent_log();
    Node node_{{.local = at("60.1.1.1:6881"), .bootstrap = {}}, random_, log_, now_};
    Endpoint friend_ = at("61.1.1.1:6881");
    Endpoint newcomer_ = at("62.1.1.1:6881");
    NodeId friend_id_ = id_for_address(friend_.address, random_);
    NodeId newcomer_id_ = random_id(random_);
};

}  // namespace shoal::dht::testing
