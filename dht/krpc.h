#pragma once
// KRPC (BEP 5, with 32, 33, 42, 43, 44, 51): typed queries, replies and errors <-> bytes. Pure; any thread.
//
// Reading is strict about what we use and deaf to the rest: unknown keys are ignored, a key of the wrong type refuses
// the message. A query that is well formed but asks nonsense becomes BadQuery, so that it can be told why.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/result.h"
#include "dht/bloom_filter.h"
#include "dht/contact.h"
#include "dht/item.h"

namespace shoal::dht::krpc {

/// Bytes. Honest messages keep below 1,500; a larger one is a waste of our time.
inline constexpr std::size_t max_datagram = 4096;
/// Bytes. Ours have 4; others use 2 to 20. What is longer only serves to make our replies larger.
inline constexpr std::size_t max_transaction = 32;
/// Bytes. Others use 4 to 20.
inline constexpr std::size_t max_token = 64;
/// Nodes of each family read from one reply: some send 16 or 20, more than that is an attack.
inline constexpr std::size_t max_nodes_read = 20;
/// Peers read from one reply: libtorrent sends up to 100.
inline constexpr std::size_t max_values_read = 100;

/// Samples read from one reply: as many as fit in 1,000 bytes.
inline constexpr std::size_t max_samples_read = 50;

/// Error codes (BEP 5, from 205 on BEP 44).
inline constexpr std::int64_t error_generic = 201;
inline constexpr std::int64_t error_server = 202;
inline constexpr std::int64_t error_protocol = 203;
inline constexpr std::int64_t error_unknown_method = 204;
inline constexpr std::int64_t error_value_too_big = 205;
inline constexpr std::int64_t error_signature = 206;
inline constexpr std::int64_t error_salt_too_big = 207;
inline constexpr std::int64_t error_cas_mismatch = 301;
inline constexpr std::int64_t error_old_sequence = 302;

// --- queries ---------------------------------------------------------------------------------------------------------

/// Families that the asker wants nodes of (BEP 32); neither: that of the datagram.
struct Want {
    bool v4 = false;
    bool v6 = false;
    friend bool operator==(const Want&, const Want&) = default;
};

struct Ping {
    friend bool operator==(const Ping&, const Ping&) = default;
};
struct FindNode {
    NodeId target;
    Want want{};
    friend bool operator==(const FindNode&, const FindNode&) = default;
};
struct GetPeers {
    InfoHash key;
    bool no_seeds = false;
    bool scrape = false;  ///< filters of all peers instead of a sample of them (BEP 33)
    Want want{};
    friend bool operator==(const GetPeers&, const GetPeers&) = default;
};
struct AnnouncePeer {
    InfoHash key;
    std::uint16_t port = 0;
    bool implied_port = false;  ///< use the port the datagram came from instead
    bool seed = false;
    Bytes token;
    friend bool operator==(const AnnouncePeer&, const AnnouncePeer&) = default;
};
/// An item, and a token to put it (BEP 44).
struct Get {
    InfoHash target;
    std::optional<std::int64_t> seq{};  ///< a mutable item only if its sequence number is higher
    Want want{};
    friend bool operator==(const Get&, const Get&) = default;
};
struct Put {
    Item item;  ///< within the limits; its signature is unchecked
    Bytes token;
    std::optional<std::int64_t> cas{};  ///< only in place of the state with this sequence number
    friend bool operator==(const Put&, const Put&) = default;
};
/// Some of the keys under which peers are kept (BEP 51).
struct SampleInfohashes {
    NodeId target;
    Want want{};
    friend bool operator==(const SampleInfohashes&, const SampleInfohashes&) = default;
};
using Body = std::variant<Ping, FindNode, GetPeers, AnnouncePeer, Get, Put, SampleInfohashes>;

struct Query {
    Bytes transaction;
    NodeId sender;
    Body body;
    bool read_only = false;  ///< the sender answers nobody (BEP 43)
    Bytes version{};         ///< `v`; empty: absent
    friend bool operator==(const Query&, const Query&) = default;
};

/// A query that cannot be served; `code` and `text` are for the error reply.
struct BadQuery {
    Bytes transaction;
    std::int64_t code = error_protocol;
    std::string text;
    friend bool operator==(const BadQuery&, const BadQuery&) = default;
};

// --- answers ---------------------------------------------------------------------------------------------------------

/// The answer to a scrape: those who have all of it, and the others.
struct Filters {
    BloomFilter seeds;
    BloomFilter peers;
    friend bool operator==(const Filters&, const Filters&) = default;
};

struct Samples {
    std::int64_t interval = 0;  ///< seconds until there may be others
    std::int64_t num = 0;       ///< keys in the store
    std::vector<InfoHash> keys{};
    friend bool operator==(const Samples&, const Samples&) = default;
};

struct Reply {
    Bytes transaction;
    NodeId sender;
    std::vector<NodeInfo> nodes{};   ///< IPv4
    std::vector<NodeInfo> nodes6{};  ///< IPv6
    bool has_nodes = false;          ///< writes `nodes` even if it is empty
    bool has_nodes6 = false;         ///< writes `nodes6` even if it is empty
    std::optional<Bytes> token{};
    std::vector<Endpoint> values{};  ///< peers
    std::optional<Filters> filters{};
    std::optional<Samples> samples{};
    std::optional<Bytes> value{};       ///< of an item, bencoded
    std::optional<std::int64_t> seq{};  ///< of a mutable item; without a value: it is not higher than was asked
    std::optional<crypto::PublicKey> key{};
    std::optional<crypto::Signature> signature{};
    std::optional<Endpoint> seen_as{};  ///< `ip`: the asker's endpoint as the sender saw it (BEP 42)
    Bytes version{};
    friend bool operator==(const Reply&, const Reply&) = default;
};

struct ErrorReply {
    Bytes transaction;
    std::int64_t code = error_generic;
    std::string text;
    std::optional<Endpoint> seen_as{};
    Bytes version{};
    friend bool operator==(const ErrorReply&, const ErrorReply&) = default;
};

using Message = std::variant<Query, BadQuery, Reply, ErrorReply>;

/// Errors: malformed, truncated, limit. What fails here deserves no answer.
[[nodiscard]] Result<Message> parse(BytesView datagram);

[[nodiscard]] Bytes encode(const Query& query);
[[nodiscard]] Bytes encode(const Reply& reply);
[[nodiscard]] Bytes encode(const ErrorReply& error);

}  // namespace shoal::dht::krpc
