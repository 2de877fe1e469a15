#pragma once
// The messages of a link (docs/wire.md "Messages"): typed, capped by kind before the body is parsed.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/endpoint.h"
#include "core/ids.h"
#include "transfer/hash_block.h"

namespace shoal::transfer::wire {

/// A share on one link: even numbers are given by the link's initiator, odd ones by the responder.
using Handle = std::uint32_t;

/// Which chunks a chunk number counts.
enum class Space : std::uint8_t { manifest = 0, files = 1 };

enum class Refusal : std::uint8_t { not_here = 0, ask_others_first = 1, too_many = 2, cancelled = 3 };

struct ChunkRange {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    friend bool operator==(const ChunkRange&, const ChunkRange&) = default;
};

struct Hello {
    std::string agent;
    std::uint16_t port = 0;  ///< TCP port the sender listens at; 0: none
};
struct Open {
    Handle handle = 0;
    crypto::Hash128 tag{};
    crypto::Hash proof{};
};
struct Opened {
    Handle handle = 0;
    crypto::Hash proof{};
    std::uint64_t manifest_size = 0;  ///< 0: not known
    crypto::Hash manifest_tree{};
};
struct HaveMap {
    Handle handle = 0;
    std::uint32_t first = 0;
    BytesView bits;  ///< valid as long as the record
};
struct Have {
    Handle handle = 0;
    std::vector<ChunkRange> ranges;
};
struct WantHashes {
    Handle handle = 0;
    std::uint32_t blob = 0;  ///< 0 the manifest, n the file n - 1
    std::uint32_t block = 0;
};
struct Hashes {
    Handle handle = 0;
    std::uint32_t blob = 0;
    HashBlock block;
};
struct Ask {  ///< "request" in docs/wire.md
    Handle handle = 0;
    Space space = Space::files;
    std::vector<std::uint32_t> chunks;
};
struct Data {
    Handle handle = 0;
    Space space = Space::files;
    std::uint32_t chunk = 0;
    std::uint32_t offset = 0;  ///< bytes into the chunk
    BytesView bytes;           ///< valid as long as the record
};
struct Reject {
    Handle handle = 0;
    Space space = Space::files;
    std::uint32_t chunk = 0;
    Refusal reason = Refusal::not_here;
};
struct Cancel {
    Handle handle = 0;
    Space space = Space::files;
    std::vector<std::uint32_t> chunks;
};
struct Peers {
    Handle handle = 0;
    std::vector<Endpoint> endpoints;
};
struct Bye {
    std::optional<Handle> handle;  ///< none: the link itself
    std::string reason;
};
struct Unknown {};  ///< a kind of a later version

using Message = std::variant<Hello, Open, Opened, HaveMap, Have, WantHashes, Hashes, Ask, Data, Reject, Cancel, Peers,
                             Bye, Unknown>;

/// Reads the one message of a record. Errors: malformed, truncated, limit.
[[nodiscard]] Result<Message> decode(BytesView record);

[[nodiscard]] Bytes encode(const Message& message);

/// A data message without its content, which follows it in the same record.
[[nodiscard]] Bytes encode_data_header(const Data& data);

/// As many chunks in each as one request or cancel may name.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> in_messages(const std::vector<std::uint32_t>& chunks);

}  // namespace shoal::transfer::wire
