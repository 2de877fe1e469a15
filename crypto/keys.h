#pragma once
// Key pairs in locked memory that is zeroed at its end.

#include <memory>
#include <optional>

#include "crypto/bytes.h"
#include "crypto/random.h"
#include "crypto/secret.h"

namespace shoal::crypto {

using PublicKey = std::array<Byte, 32>;  ///< an X25519 or Ed25519 public key
using Signature = std::array<Byte, 64>;  ///< Ed25519

/// An X25519 pair (RFC 7748): a link key or an ephemeral key. Movable, not copyable.
class DhPair {
public:
    [[nodiscard]] static DhPair generate(Random& random);
    [[nodiscard]] static DhPair from_secret(Secret<32> secret);

    [[nodiscard]] const PublicKey& public_key() const { return public_; }

    /// The shared secret with `theirs`; nothing if it is all zero (a low-order point).
    [[nodiscard]] std::optional<Secret<32>> agree(const PublicKey& theirs) const;
    /// The same into memory that the caller wipes; false (and `shared` worthless) if it is all zero.
    [[nodiscard]] bool agree(const PublicKey& theirs, std::span<Byte, 32> shared) const;

private:
    DhPair(Secret<32> secret, const PublicKey& pub);
    Secret<32> secret_;
    PublicKey public_;
};

/// An Ed25519 pair (RFC 8032): an identity. Movable, not copyable.
class SigningPair {
public:
    [[nodiscard]] static SigningPair generate(Random& random);
    [[nodiscard]] static SigningPair from_seed(const Secret<32>& seed);

    [[nodiscard]] const PublicKey& public_key() const { return public_; }
    [[nodiscard]] Signature sign(BytesView message) const;

private:
    SigningPair(Secret<64> secret, const PublicKey& pub);
    Secret<64> secret_;
    PublicKey public_;
};

[[nodiscard]] bool verify(const Signature& signature, BytesView message, const PublicKey& signer);

}  // namespace shoal::crypto
