#pragma once
// Noise's SymmetricState (specification, section 5.2): the chaining key and the hash of everything said so far.

#include <string_view>
#include <utility>

#include "crypto/cipher_state.h"
#include "crypto/hkdf.h"

namespace shoal::crypto {

/// One side's view of a handshake under way. Movable; one thread at a time.
class SymmetricState {
public:
    /// InitializeSymmetric. Precondition: at most 64 bytes (longer names would be hashed; Shoal has one, of 33).
    explicit SymmetricState(std::string_view protocol_name);
    ~SymmetricState();
    SymmetricState(SymmetricState&& other) noexcept;
    SymmetricState& operator=(SymmetricState&& other) noexcept;
    SymmetricState(const SymmetricState&) = delete;
    SymmetricState& operator=(const SymmetricState&) = delete;

    /// A second state, for a message that may fail: of the two, only one may go on.
    [[nodiscard]] SymmetricState fork() const;

    void mix_key(BytesView input);
    void mix_hash(BytesView data);

    /// Appends the sealed `plain` to `out`. It cannot fail: a handshake is far from the end of the nonces.
    void encrypt_and_hash(BytesView plain, Bytes& out);
    /// Opens `sealed` into `plain`, overhead() bytes shorter. False: forged or damaged, nothing has changed here.
    [[nodiscard]] bool decrypt_and_hash(BytesView sealed, BytesMut plain);

    [[nodiscard]] std::size_t overhead() const { return cipher_.overhead(); }
    [[nodiscard]] const Hash512& handshake_hash() const { return hash_; }

    /// The pair of states for the messages of the initiator and of the responder.
    [[nodiscard]] std::pair<CipherState, CipherState> split() const;

private:
    SymmetricState() = default;

    CipherState cipher_;
    Hash512 chaining_key_{};
    Hash512 hash_{};
};

}  // namespace shoal::crypto
