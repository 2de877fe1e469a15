#pragma once
// The server half of a node: what a query is answered with.

#include <functional>

#include "dht/flood_guard.h"
#include "dht/item_store.h"
#include "dht/krpc.h"
#include "dht/peer_store.h"
#include "dht/routing_table.h"
#include "dht/tokens.h"

namespace shoal::dht {

/// A reply to an address that has proven nothing is at most this many times the query, IP and UDP headers counted:
/// whoever forges a source gains nothing over other reflectors.
inline constexpr std::size_t max_amplification = 3;
inline constexpr std::size_t max_values_unproven = 4;
inline constexpr std::size_t max_values = 50;   ///< to a node that answered us
inline constexpr std::size_t max_reply = 1024;  ///< bytes of a datagram (BEP 32)
/// Bytes of a datagram with an item or filters, which cannot be cut: what fits in an IPv6 packet everywhere (RFC 8200).
inline constexpr std::size_t max_large_reply = 1232;

/// `v` of everything we send: Shoal, protocol 01.
[[nodiscard]] Bytes our_version();

/// Bytes of IP and UDP headers around a datagram.
[[nodiscard]] constexpr std::size_t header_size(Family family) {
    return family == Family::v4 ? 28 : 48;
}

/// Borrows the parts of the node it belongs to, which outlive it.
class QueryHandler {
public:
    struct Parts {
        RoutingTable& table;
        PeerStore& store;
        ItemStore& items;
        Tokens& tokens;
        FloodGuard& guard;
    };
    explicit QueryHandler(Parts parts) : parts_{parts} {}

    /// The table of our node of the other family, for askers that want its nodes (BEP 32); it must outlive us.
    void set_other_family(const RoutingTable* table) { other_ = table; }
    /// Where we can be reached for content under a key, if we announced it and know our address.
    using Ourselves = std::function<std::optional<Endpoint>(const InfoHash&)>;
    void set_ourselves(Ourselves ourselves) { ourselves_ = std::move(ourselves); }

    /// The datagram to send back; nothing if a budget is used up. `size`: bytes of the query's datagram.
    [[nodiscard]] std::optional<Bytes> answer(const krpc::Query& query, const Endpoint& from, std::size_t size,
                                              Instant now);
    [[nodiscard]] std::optional<Bytes> answer(const krpc::BadQuery& query, const Endpoint& from, std::size_t size,
                                              Instant now);

private:
    struct Asker {
        Endpoint endpoint;
        bool proven = false;
        std::size_t room = 0;  // bytes the reply may have, if it is none with an item or filters
    };
    [[nodiscard]] Asker asker(const Endpoint& from, std::size_t size) const;
    [[nodiscard]] Bytes serve(const krpc::Query& query, const krpc::FindNode& body, Asker& asker, Instant now);
    [[nodiscard]] Bytes serve(const krpc::Query& query, const krpc::GetPeers& body, Asker& asker, Instant now);
    [[nodiscard]] Bytes serve(const krpc::Query& query, const krpc::Ping& body, Asker& asker, Instant now);
    [[nodiscard]] Bytes serve(const krpc::Query& query, const krpc::AnnouncePeer& body, Asker& asker, Instant now);
    [[nodiscard]] Bytes serve(const krpc::Query& query, const krpc::Get& body, Asker& asker, Instant now);
    [[nodiscard]] Bytes serve(const krpc::Query& query, const krpc::Put& body, Asker& asker, Instant now);
    [[nodiscard]] Bytes serve(const krpc::Query& query, const krpc::SampleInfohashes& body, Asker& asker, Instant now);
    /// With an item or filters: nothing if it may not go to the asker; else its room is widened.
    [[nodiscard]] std::optional<Bytes> encode_large(krpc::Reply reply, Asker& asker, Instant now);
    [[nodiscard]] std::optional<Bytes> send(Bytes reply, const Asker& asker, Instant now);
    [[nodiscard]] krpc::Reply reply_to(const krpc::Query& query, const Asker& asker) const;
    [[nodiscard]] Bytes refuse(const krpc::Query& query, std::int64_t code, std::string text, const Asker& asker) const;
    void add_nodes(krpc::Reply& reply, const NodeId& target, krpc::Want want, const Asker& asker, Instant now) const;

    Parts parts_;
    const RoutingTable* other_ = nullptr;
    Ourselves ourselves_;
};

}  // namespace shoal::dht
