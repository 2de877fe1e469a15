#include "crypto/cipher_state.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "crypto/require.h"
#include "crypto/sodium.h"

namespace shoal::crypto {

namespace {

/// Four zero bytes, then the counter, least significant byte first (specification, section 12.3).
std::array<unsigned char, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> nonce_bytes(std::uint64_t n) {
    std::array<unsigned char, crypto_aead_chacha20poly1305_ietf_NPUBBYTES> bytes{};
    for (std::size_t i = 4; i < bytes.size(); ++i, n >>= 8U) bytes[i] = static_cast<unsigned char>(n & 0xffU);
    return bytes;
}

void pass(BytesView from, BytesMut to) {
    if (!from.empty()) std::memmove(to.data(), from.data(), from.size());
}

}  // namespace

static_assert(CipherState::key_size == crypto_aead_chacha20poly1305_ietf_KEYBYTES);
static_assert(CipherState::tag_size == crypto_aead_chacha20poly1305_ietf_ABYTES);

CipherState::CipherState(std::span<const Byte, key_size> key) : has_key_{true} {
    ready_sodium();
    std::copy(key.begin(), key.end(), key_.begin());
}

CipherState::~CipherState() {
    wipe(key_);
}

CipherState::CipherState(CipherState&& other) noexcept {
    *this = std::move(other);
}

CipherState& CipherState::operator=(CipherState&& other) noexcept {
    if (this == &other) return *this;
    key_ = other.key_;
    nonce_ = std::exchange(other.nonce_, 0);
    has_key_ = std::exchange(other.has_key_, false);
    wipe(other.key_);
    return *this;
}

CipherState CipherState::fork() const {
    CipherState copy;
    copy.key_ = key_;
    copy.nonce_ = nonce_;
    copy.has_key_ = has_key_;
    return copy;
}

bool CipherState::encrypt_with_ad(BytesView ad, BytesView plain, BytesMut sealed) {
    SHOAL_CRYPTO_REQUIRE(sealed.size() == plain.size() + overhead());
    if (!has_key_) {
        pass(plain, sealed);
        return true;
    }
    if (nonce_ == rekey_nonce) return false;
    const auto nonce = nonce_bytes(nonce_);
    crypto_aead_chacha20poly1305_ietf_encrypt(sodium_out(sealed), nullptr, sodium_in(plain), plain.size(),
                                              sodium_in(ad), ad.size(), nullptr, nonce.data(), sodium_in(key_));
    ++nonce_;
    return true;
}

bool CipherState::decrypt_with_ad(BytesView ad, BytesView sealed, BytesMut plain) {
    SHOAL_CRYPTO_REQUIRE(sealed.size() == plain.size() + overhead());
    if (!has_key_) {
        pass(sealed, plain);
        return true;
    }
    if (nonce_ == rekey_nonce) return false;
    const auto nonce = nonce_bytes(nonce_);
    const int opened =
        crypto_aead_chacha20poly1305_ietf_decrypt(sodium_out(plain), nullptr, nullptr, sodium_in(sealed), sealed.size(),
                                                  sodium_in(ad), ad.size(), nonce.data(), sodium_in(key_));
    if (opened != 0) return false;
    ++nonce_;
    return true;
}

void CipherState::rekey() {
    SHOAL_CRYPTO_REQUIRE(has_key_);
    const auto nonce = nonce_bytes(rekey_nonce);
    const std::array<Byte, key_size> zeros{};
    Wiped<key_size + tag_size> sealed;
    crypto_aead_chacha20poly1305_ietf_encrypt(sodium_out(sealed.bytes), nullptr, sodium_in(zeros), zeros.size(),
                                              nullptr, 0, nullptr, nonce.data(), sodium_in(key_));
    std::copy_n(sealed.bytes.begin(), key_size, key_.begin());
}

}  // namespace shoal::crypto
