#pragma once
// One encrypted link over a byte stream, sans-IO: bytes in, records out, and back.
//
// Noise_XX_25519_ChaChaPoly_BLAKE2b with prologue "shoal/1" (docs/wire.md "Link"). Every message on the stream, the
// three of the handshake and each record after it, is a 2-byte big-endian length and so many bytes. Handshake
// payloads are empty. Each direction rekeys (Noise REKEY) before every 2^16th record.
//
//   handshaking ──(three messages)──> established ──(any bad byte)──> broken
//
// After broken nothing more is accepted or sent; a failure says nothing about its cause.

#include <memory>
#include <optional>

#include "crypto/keys.h"
#include "crypto/role.h"

namespace shoal::crypto {

inline constexpr std::size_t max_record = 65535;                  ///< bytes on the wire after the length; Noise's limit
inline constexpr std::size_t max_record_plain = max_record - 16;  ///< plaintext in one record

using HandshakeHash = std::array<Byte, 64>;

/// Not thread-safe; lives on the loop. `link_key` and `random` must outlive the handshake.
class SecureLink {
public:
    SecureLink(Role role, const DhPair& link_key, Random& random);
    ~SecureLink();
    SecureLink(const SecureLink&) = delete;
    SecureLink& operator=(const SecureLink&) = delete;

    // --- in ---

    /// Bytes that arrived, in any cut. False: the link is broken (now or before); drop it.
    /// Take all records with next_record() afterwards: then at most this call's bytes and one record are held.
    [[nodiscard]] bool received(BytesView bytes);

    /// The next whole record, decrypted in place; valid until the next call on this object that is not const.
    /// Nothing if none is complete, or if the link broke (see is_broken).
    [[nodiscard]] std::optional<BytesMut> next_record();

    // --- out ---

    /// Encrypts `parts` (at most max_record_plain bytes together) as one record onto the output.
    /// Does nothing if the link is broken. Precondition: is_established() or is_broken().
    void send(std::initializer_list<BytesView> parts);

    /// Everything to be put on the stream now, in order; empty if nothing. The caller owns it.
    [[nodiscard]] Bytes take_output();
    [[nodiscard]] std::size_t output_size() const;

    /// Bytes of buffers held now, in and out; 0 for an idle link.
    [[nodiscard]] std::size_t memory_held() const;

    // --- state ---

    [[nodiscard]] bool is_established() const;
    [[nodiscard]] bool is_broken() const;
    [[nodiscard]] Role role() const;
    [[nodiscard]] const HandshakeHash& handshake_hash() const;  ///< precondition: was established
    [[nodiscard]] const PublicKey& remote_key() const;          ///< precondition: was established

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace shoal::crypto
