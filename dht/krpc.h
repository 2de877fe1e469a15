#pragma once
// KRPC (BEP 5, with 32, 42, 43): typed queries, replies and errors <-> bytes. Pure; any thread.
//
// Reading is strict about what we use and deaf to the rest: unknown keys are ignored, a key of the wrong type refuses
// the message. A query that is well formed but asks nonsense becomes BadQuery, so that it can be told why.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/result.h"
#include "dht/contact.h"

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

/// Error codes (BEP 5).
inline constexpr std::int64_t error_generic = 201;
inline constexpr std::int64_t error_server = 202;
inline constexpr std::int64_t error_protocol = 203;
inline constexpr std::int64_t error_unknown_method = 204;

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
using Body = std::variant<Ping, FindNode, GetPeers, AnnouncePeer>;

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

struct Reply {
    Bytes transaction;
    NodeId sender;
    std::vector<NodeInfo> nodes{};   ///< IPv4
    std::vector<NodeInfo> nodes6{};  ///< IPv6
    bool has_nodes = false;          ///< writes `nodes` even if it is empty
    bool has_nodes6 = false;         ///< writes `nodes6` even if it is empty
    std::optional<Bytes> token{};
    std::vector<Endpoint> values{};     ///< peers
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
