#pragma once
// Noise's HandshakeState (specification, section 5.3) for the one pattern and suite that Shoal speaks:
// Noise_XX_25519_ChaChaPoly_BLAKE2b.
//
//   XX:
//     -> e
//     <- e, ee, s, es
//     -> s, se

#include <optional>

#include "crypto/keys.h"
#include "crypto/role.h"
#include "crypto/symmetric_state.h"

namespace shoal::crypto {

/// What a handshake leaves behind.
struct Transport {
    CipherState send;
    CipherState receive;
    Hash512 handshake_hash{};  ///< the same on both sides and on no other link
    PublicKey remote_key{};    ///< the other side's static key, proven
};

/// The two sides take turns, the initiator first; after three messages `finish` consumes the handshake.
/// A call that fails changes nothing. One thread at a time.
class HandshakeState {
public:
    static constexpr std::size_t max_message = 65535;  ///< bytes; Noise's limit

    /// `link_key` (the static key) and `random` (the ephemeral key comes from it) must outlive the handshake.
    HandshakeState(Role role, const DhPair& link_key, Random& random, BytesView prologue);

    [[nodiscard]] bool is_my_turn() const;
    [[nodiscard]] bool is_finished() const { return step_ == steps; }
    /// Size of the next message, of either side, with an empty payload. Precondition: not finished.
    [[nodiscard]] std::size_t empty_message_size() const;

    /// Appends the next message to `out`. False: the other side's key is one that no secret comes from.
    /// Precondition: is_my_turn(); the message is at most max_message bytes.
    [[nodiscard]] bool write_message(BytesView payload, Bytes& out);
    /// Takes the other side's next message and appends its payload. False: not a genuine next message; no more is
    /// told, as the cause would help an attacker only. Precondition: neither my turn nor finished.
    [[nodiscard]] bool read_message(BytesView message, Bytes& payload);

    /// Precondition: is_finished().
    [[nodiscard]] Transport finish() &&;

private:
    static constexpr unsigned steps = 3;

    /// All that a message changes, so that a failure can drop it.
    struct Attempt;
    [[nodiscard]] static bool mix_shared(SymmetricState& symmetric, const DhPair& mine, const PublicKey& theirs);
    [[nodiscard]] bool write_keys(Attempt& attempt, Bytes& out) const;
    [[nodiscard]] bool read_keys(Attempt& attempt, BytesView& rest) const;
    void accept(Attempt attempt);

    Role role_;
    const DhPair& static_;
    Random& random_;
    unsigned step_ = 0;  ///< messages so far
    SymmetricState symmetric_;
    std::optional<DhPair> ephemeral_;
    std::optional<PublicKey> remote_ephemeral_;
    std::optional<PublicKey> remote_static_;
};

}  // namespace shoal::crypto
