#pragma once
// What the DHT and the local network look like from here, for people and scripts. It never says what is looked for.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shoal {

/// The node of one address family.
struct DhtNodeView {
    std::string family;                      ///< "ipv4" or "ipv6"
    std::string local;                       ///< endpoint it is bound to
    std::uint64_t nodes = 0;                 ///< in its table: they answered us
    std::uint64_t network_size = 0;          ///< nodes there are, estimated; 0: not known yet
    std::uint64_t network_size_error = 100;  ///< percent: one standard deviation of it
    std::string external;                    ///< our address as others see it; empty: not known
    std::uint64_t external_votes = 0;        ///< networks that say so
    std::uint64_t voters = 0;                ///< of so many that said anything
    bool read_only = false;                  ///< strangers do not reach us, so others are told not to ask
    std::uint64_t stored_keys = 0;           ///< kept for others
    std::uint64_t stored_peers = 0;
    std::uint64_t stored_items = 0;

    static void fields(auto&& ar, auto&& self) {
        ar("external", self.external);
        ar("external_votes", self.external_votes);
        ar("family", self.family);
        ar("local", self.local);
        ar("network_size", self.network_size);
        ar("network_size_error", self.network_size_error);
        ar("nodes", self.nodes);
        ar("read_only", self.read_only);
        ar("stored_items", self.stored_items);
        ar("stored_keys", self.stored_keys);
        ar("stored_peers", self.stored_peers);
        ar("voters", self.voters);
    }
};

/// A search of ours that ended.
struct DhtSearchView {
    std::string kind;  ///< "find", "announce", "get_item" or "put_item"
    std::uint64_t ago_ms = 0;
    std::uint64_t took_ms = 0;
    std::uint64_t hops = 0;      ///< nodes that led to the nearest one, one after the other
    std::uint64_t messages = 0;  ///< questions sent
    std::uint64_t peers = 0;     ///< found
    std::uint64_t stored = 0;    ///< nodes that took what was announced or put

    static void fields(auto&& ar, auto&& self) {
        ar("ago_ms", self.ago_ms);
        ar("hops", self.hops);
        ar("kind", self.kind);
        ar("messages", self.messages);
        ar("peers", self.peers);
        ar("stored", self.stored);
        ar("took_ms", self.took_ms);
    }
};

struct DhtView {
    bool connected = false;  ///< some node has answered
    std::vector<DhtNodeView> nodes;
    std::vector<DhtSearchView> searches;  ///< the newest first, at most 50
    std::uint64_t in = 0;                 ///< datagrams since start
    std::uint64_t out = 0;
    std::uint64_t dropped = 0;
    bool lan = false;                  ///< peers on the local network are looked for
    std::uint64_t lan_neighbours = 0;  ///< nodes heard there lately

    static void fields(auto&& ar, auto&& self) {
        ar("connected", self.connected);
        ar("dropped", self.dropped);
        ar("in", self.in);
        ar("lan", self.lan);
        ar("lan_neighbours", self.lan_neighbours);
        ar("nodes", self.nodes);
        ar("out", self.out);
        ar("searches", self.searches);
    }
};

struct GetDht {
    using Reply = DhtView;
    static constexpr std::string_view name = "dht";
    static void fields(auto&&, auto&&) {}
};

}  // namespace shoal
