#include "crypto/symmetric_state.h"

#include <algorithm>

#include "crypto/require.h"
#include "crypto/sodium.h"

namespace shoal::crypto {

namespace {

using Key = std::span<const Byte, CipherState::key_size>;

/// A 64-byte output of HKDF cut to a cipher's key.
Key cut(const Hash512& output) {
    return std::span{output}.first<CipherState::key_size>();
}

}  // namespace

SymmetricState::SymmetricState(std::string_view protocol_name) {
    SHOAL_CRYPTO_REQUIRE(protocol_name.size() <= hash_.size());
    const BytesView name = as_bytes(protocol_name);
    std::copy(name.begin(), name.end(), hash_.begin());
    chaining_key_ = hash_;
}

SymmetricState::~SymmetricState() {
    wipe(chaining_key_);
}

SymmetricState::SymmetricState(SymmetricState&& other) noexcept {
    *this = std::move(other);
}

SymmetricState& SymmetricState::operator=(SymmetricState&& other) noexcept {
    if (this == &other) return *this;
    cipher_ = std::move(other.cipher_);
    chaining_key_ = other.chaining_key_;
    hash_ = other.hash_;
    wipe(other.chaining_key_);
    return *this;
}

SymmetricState SymmetricState::fork() const {
    SymmetricState copy;
    copy.cipher_ = cipher_.fork();
    copy.chaining_key_ = chaining_key_;
    copy.hash_ = hash_;
    return copy;
}

void SymmetricState::mix_key(BytesView input) {
    Wiped<sizeof(Hash512)> key;
    hkdf(chaining_key_, input, chaining_key_, key.bytes);
    cipher_ = CipherState{cut(key.bytes)};
}

void SymmetricState::mix_hash(BytesView data) {
    hash_ = blake2b_512({hash_, data});
}

void SymmetricState::encrypt_and_hash(BytesView plain, Bytes& out) {
    const std::size_t before = out.size();
    out.resize(before + plain.size() + overhead());
    const BytesMut sealed = BytesMut{out}.subspan(before);
    const bool encrypted = cipher_.encrypt_with_ad(hash_, plain, sealed);
    SHOAL_CRYPTO_REQUIRE(encrypted);
    mix_hash(sealed);
}

bool SymmetricState::decrypt_and_hash(BytesView sealed, BytesMut plain) {
    if (!cipher_.decrypt_with_ad(hash_, sealed, plain)) return false;
    mix_hash(sealed);
    return true;
}

std::pair<CipherState, CipherState> SymmetricState::split() const {
    Wiped<sizeof(Hash512)> first;
    Wiped<sizeof(Hash512)> second;
    hkdf(chaining_key_, {}, first.bytes, second.bytes);
    return {CipherState{cut(first.bytes)}, CipherState{cut(second.bytes)}};
}

}  // namespace shoal::crypto
