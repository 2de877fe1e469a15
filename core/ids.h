#pragma once
// Kinds of number and name as kinds of type, so that they cannot be mixed up.

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "crypto/bytes.h"
#include "crypto/hash.h"

namespace shoal {

/// N bytes that mean one thing.
template <class Kind, std::size_t N>
struct Id {
    std::array<Byte, N> bytes{};

    friend auto operator<=>(const Id&, const Id&) = default;

    /// Exactly N bytes or nothing.
    [[nodiscard]] static std::optional<Id> from(BytesView in) {
        if (in.size() != N) return std::nullopt;
        Id out;
        std::copy(in.begin(), in.end(), out.bytes.begin());
        return out;
    }
    [[nodiscard]] BytesView view() const { return bytes; }
};

using NodeId = Id<struct NodeKind, 20>;        ///< a DHT node
using InfoHash = Id<struct InfoHashKind, 20>;  ///< what the DHT sees of a content (K_dht, cut)
using ContentId = Id<struct ContentKind, 32>;  ///< a secret capability: never logged, printed or sent
using LinkKey = Id<struct LinkKeyKind, 32>;    ///< a peer's X25519 public key, fresh at each of its starts

/// A share's public short name: the first 8 base32 characters of K_tag. Safe to log and show.
struct Tag {
    std::array<char, 8> text{};
    friend auto operator<=>(const Tag&, const Tag&) = default;
    [[nodiscard]] std::string str() const { return {text.begin(), text.end()}; }
    [[nodiscard]] static std::optional<Tag> from(std::string_view in);
};

/// A chunk of a share: files in manifest order, each with ceil(size / chunk_size) chunks.
enum class ChunkIndex : std::uint32_t {};
/// A file of a manifest, in its order.
enum class FileIndex : std::uint32_t {};

[[nodiscard]] constexpr std::uint32_t raw(ChunkIndex i) {
    return std::to_underlying(i);
}
[[nodiscard]] constexpr std::uint32_t raw(FileIndex i) {
    return std::to_underlying(i);
}

/// The five keys that a content id stands behind, and the tag (docs/wire.md "Keys").
struct ContentKeys {
    crypto::Hash open{};
    crypto::Hash proof{};
    crypto::Hash lan{};
    InfoHash discovery;  ///< first 20 bytes of K_dht
    Tag tag;

    [[nodiscard]] static ContentKeys derive(const ContentId& id);
};

}  // namespace shoal
