#include "crypto/handshake.h"

#include <algorithm>

#include "crypto/require.h"
#include "crypto/sodium.h"

namespace shoal::crypto {

namespace {

constexpr std::string_view protocol_name = "Noise_XX_25519_ChaChaPoly_BLAKE2b";
constexpr std::size_t dh_size = 32;  ///< DHLEN
constexpr std::size_t sealed_key_size = dh_size + CipherState::tag_size;

/// Cuts `size` bytes off the front; nothing if there are fewer.
std::optional<BytesView> take(BytesView& rest, std::size_t size) {
    if (rest.size() < size) return std::nullopt;
    const BytesView front = rest.first(size);
    rest = rest.subspan(size);
    return front;
}

}  // namespace

struct HandshakeState::Attempt {
    SymmetricState symmetric;
    std::optional<DhPair> ephemeral;
    std::optional<PublicKey> remote_ephemeral;
    std::optional<PublicKey> remote_static;
};

HandshakeState::HandshakeState(Role role, const DhPair& link_key, Random& random, BytesView prologue)
    : role_{role}, static_{link_key}, random_{random}, symmetric_{protocol_name} {
    symmetric_.mix_hash(prologue);
}

bool HandshakeState::is_my_turn() const {
    return !is_finished() && (step_ % 2 == 0) == (role_ == Role::initiator);
}

std::size_t HandshakeState::empty_message_size() const {
    SHOAL_CRYPTO_REQUIRE(!is_finished());
    switch (step_) {
    case 0:
        return dh_size;
    case 1:
        return dh_size + sealed_key_size + CipherState::tag_size;
    default:
        return sealed_key_size + CipherState::tag_size;
    }
}

bool HandshakeState::mix_shared(SymmetricState& symmetric, const DhPair& mine, const PublicKey& theirs) {
    Wiped<dh_size> shared;
    if (!mine.agree(theirs, shared.bytes)) return false;
    symmetric.mix_key(shared.bytes);
    return true;
}

bool HandshakeState::write_keys(Attempt& attempt, Bytes& out) const {
    SymmetricState& symmetric = attempt.symmetric;
    const auto write_ephemeral = [&] {
        const PublicKey& e = attempt.ephemeral.emplace(DhPair::generate(random_)).public_key();
        out.insert(out.end(), e.begin(), e.end());
        symmetric.mix_hash(e);
    };
    switch (step_) {
    case 0:  // -> e
        write_ephemeral();
        return true;
    case 1:  // <- e, ee, s, es
        write_ephemeral();
        if (!mix_shared(symmetric, *attempt.ephemeral, *remote_ephemeral_)) return false;
        symmetric.encrypt_and_hash(static_.public_key(), out);
        return mix_shared(symmetric, static_, *remote_ephemeral_);
    default:  // -> s, se
        symmetric.encrypt_and_hash(static_.public_key(), out);
        return mix_shared(symmetric, static_, *remote_ephemeral_);
    }
}

bool HandshakeState::read_keys(Attempt& attempt, BytesView& rest) const {
    SymmetricState& symmetric = attempt.symmetric;
    const auto read_ephemeral = [&] {
        const auto e = take(rest, dh_size);
        if (!e) return false;
        std::copy(e->begin(), e->end(), attempt.remote_ephemeral.emplace().begin());
        symmetric.mix_hash(*e);
        return true;
    };
    const auto read_static = [&] {
        const auto sealed = take(rest, sealed_key_size);
        return sealed && symmetric.decrypt_and_hash(*sealed, attempt.remote_static.emplace());
    };
    switch (step_) {
    case 0:  // -> e
        return read_ephemeral();
    case 1:  // <- e, ee, s, es
        return read_ephemeral() && mix_shared(symmetric, *ephemeral_, *attempt.remote_ephemeral) && read_static() &&
               mix_shared(symmetric, *ephemeral_, *attempt.remote_static);
    default:  // -> s, se
        return read_static() && mix_shared(symmetric, *ephemeral_, *attempt.remote_static);
    }
}

bool HandshakeState::write_message(BytesView payload, Bytes& out) {
    SHOAL_CRYPTO_REQUIRE(is_my_turn());
    SHOAL_CRYPTO_REQUIRE(payload.size() <= max_message - empty_message_size());
    Attempt attempt{symmetric_.fork(), std::nullopt, std::nullopt, std::nullopt};
    Bytes message;
    message.reserve(empty_message_size() + payload.size());
    if (!write_keys(attempt, message)) return false;
    attempt.symmetric.encrypt_and_hash(payload, message);
    out.insert(out.end(), message.begin(), message.end());
    accept(std::move(attempt));
    return true;
}

bool HandshakeState::read_message(BytesView message, Bytes& payload) {
    SHOAL_CRYPTO_REQUIRE(!is_my_turn() && !is_finished());
    if (message.size() < empty_message_size() || message.size() > max_message) return false;
    Attempt attempt{symmetric_.fork(), std::nullopt, std::nullopt, std::nullopt};
    BytesView rest = message;
    if (!read_keys(attempt, rest)) return false;
    Bytes opened(rest.size() - attempt.symmetric.overhead());
    if (!attempt.symmetric.decrypt_and_hash(rest, opened)) return false;
    payload.insert(payload.end(), opened.begin(), opened.end());
    accept(std::move(attempt));
    return true;
}

void HandshakeState::accept(Attempt attempt) {
    symmetric_ = std::move(attempt.symmetric);
    if (attempt.ephemeral) ephemeral_ = std::move(attempt.ephemeral);
    if (attempt.remote_ephemeral) remote_ephemeral_ = attempt.remote_ephemeral;
    if (attempt.remote_static) remote_static_ = attempt.remote_static;
    ++step_;
}

Transport HandshakeState::finish() && {
    SHOAL_CRYPTO_REQUIRE(is_finished());
    auto [from_initiator, from_responder] = symmetric_.split();
    const bool initiator = role_ == Role::initiator;
    Transport transport;
    transport.send = std::move(initiator ? from_initiator : from_responder);
    transport.receive = std::move(initiator ? from_responder : from_initiator);
    transport.handshake_hash = symmetric_.handshake_hash();
    transport.remote_key = *remote_static_;
    return transport;
}

}  // namespace shoal::crypto
