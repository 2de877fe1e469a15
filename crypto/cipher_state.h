#pragma once
// Noise's CipherState (specification, section 5.1) with ChaCha20-Poly1305: a key and a counting nonce.

#include <array>
#include <limits>
#include <span>

#include "crypto/bytes.h"

namespace shoal::crypto {

/// Seals or opens messages one after the other. Moving empties the source. One thread at a time.
///
/// The key lies in the object itself, wiped at its end, and not in a Secret: a daemon holds thousands of links with two
/// of these each, and a Secret takes four pages, one of them locked; RLIMIT_MEMLOCK is often 8 MiB, and it is
/// needed for keys that live long. A link's keys are as short-lived as the data they protect.
class CipherState {
public:
    static constexpr std::size_t key_size = 32;  ///< bytes
    static constexpr std::size_t tag_size = 16;  ///< bytes that a sealed message is longer

    /// Without a key: messages pass unchanged, until the handshake has agreed on one.
    CipherState() = default;
    /// InitializeKey: the nonce is 0.
    explicit CipherState(std::span<const Byte, key_size> key);
    ~CipherState();
    CipherState(CipherState&& other) noexcept;
    CipherState& operator=(CipherState&& other) noexcept;
    CipherState(const CipherState&) = delete;
    CipherState& operator=(const CipherState&) = delete;

    /// A second state with the same key and nonce, for a step that may fail: of the two, only one may go on.
    [[nodiscard]] CipherState fork() const;

    [[nodiscard]] bool has_key() const { return has_key_; }
    /// Bytes that a sealed message is longer than the plain one: tag_size, or 0 without a key.
    [[nodiscard]] std::size_t overhead() const { return has_key_ ? tag_size : 0; }
    /// The number of the next message.
    [[nodiscard]] std::uint64_t nonce() const { return nonce_; }
    void set_nonce(std::uint64_t nonce) { nonce_ = nonce; }

    /// Seals `plain` into `sealed`, which is overhead() bytes longer and may begin at the same place.
    /// False, and nothing changed: all nonces are used up.
    [[nodiscard]] bool encrypt_with_ad(BytesView ad, BytesView plain, BytesMut sealed);

    /// Opens `sealed` into `plain`, which is overhead() bytes shorter and may begin at the same place.
    /// False: forged, damaged, or all nonces used up; key and nonce have not changed, what `plain` held is lost.
    [[nodiscard]] bool decrypt_with_ad(BytesView ad, BytesView sealed, BytesMut plain);

    /// REKEY: a new key from which the old one cannot be found; the nonce stays. Precondition: has_key().
    void rekey();

private:
    static constexpr std::uint64_t rekey_nonce = std::numeric_limits<std::uint64_t>::max();  ///< for REKEY only

    std::array<Byte, key_size> key_{};
    std::uint64_t nonce_ = 0;
    bool has_key_ = false;
};

}  // namespace shoal::crypto
