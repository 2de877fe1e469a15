#pragma once
// Items that anybody may keep in the DHT (BEP 44): immutable ones are named by their hash, mutable ones by the key that
// signs each of their states, and a salt. Pure; any thread.

#include <optional>

#include "core/ids.h"
#include "crypto/keys.h"

namespace shoal::dht {

inline constexpr std::size_t max_item_value = 1000;  ///< bytes of a bencoded value (BEP 44)
inline constexpr std::size_t max_salt = 64;          ///< bytes (BEP 44)

/// What makes an item mutable: whose it is, which state of it this is, and the proof of both.
struct Seal {
    crypto::PublicKey key{};
    std::int64_t seq = 0;  ///< from 0; a higher one replaces a lower one
    crypto::Signature signature{};
    friend bool operator==(const Seal&, const Seal&) = default;
};

struct Item {
    Bytes value;                 ///< bencoded, byte for byte as it was hashed or signed
    std::optional<Seal> seal{};  ///< nothing: the item is immutable
    Bytes salt{};                ///< tells the items of one key apart; of mutable items only
    friend bool operator==(const Item&, const Item&) = default;
};

/// Where an immutable item is kept: SHA-1 of its value.
[[nodiscard]] InfoHash immutable_target(BytesView value);
/// Where the items of `key` under `salt` (may be empty) are kept: SHA-1 of both.
[[nodiscard]] InfoHash mutable_target(const crypto::PublicKey& key, BytesView salt);
[[nodiscard]] InfoHash target_of(const Item& item);

/// What the signature of a mutable item signs.
[[nodiscard]] Bytes signing_bytes(BytesView salt, std::int64_t seq, BytesView value);

/// A mutable item. Precondition: `value` is one bencoded value and the limits above hold; seq >= 0.
[[nodiscard]] Item sign_item(const crypto::SigningPair& owner, Bytes salt, std::int64_t seq, Bytes value);

/// True if the item keeps the limits and, if it is mutable, its signature is its key's.
[[nodiscard]] bool is_genuine(const Item& item);

/// An item as it is asked for.
struct ItemName {
    InfoHash target;
    std::optional<crypto::PublicKey> key{};  ///< nothing: immutable
    Bytes salt{};

    [[nodiscard]] static ItemName of_immutable(const InfoHash& target) { return {.target = target}; }
    [[nodiscard]] static ItemName of_mutable(const crypto::PublicKey& key, Bytes salt) {
        const auto target = mutable_target(key, salt);
        return {.target = target, .key = key, .salt = std::move(salt)};
    }
    [[nodiscard]] static ItemName of(const Item& item);
};

}  // namespace shoal::dht
