#include "crypto/keys.h"

#include "crypto/require.h"
#include "crypto/sodium.h"

namespace shoal::crypto {

DhPair::DhPair(Secret<32> secret, const PublicKey& pub) : secret_{std::move(secret)}, public_{pub} {}

DhPair DhPair::generate(Random& random) {
    Secret<32> secret;
    random.fill(secret.bytes());
    return from_secret(std::move(secret));
}

DhPair DhPair::from_secret(Secret<32> secret) {
    ready_sodium();
    PublicKey pub;
    // Every 32 bytes are a secret key: X25519 clamps them itself.
    const int made = crypto_scalarmult_curve25519_base(sodium_out(pub), sodium_in(secret.view()));
    SHOAL_CRYPTO_REQUIRE(made == 0);
    return DhPair{std::move(secret), pub};
}

bool DhPair::agree(const PublicKey& theirs, std::span<Byte, 32> shared) const {
    const int agreed = crypto_scalarmult_curve25519(sodium_out(shared), sodium_in(secret_.view()), sodium_in(theirs));
    return agreed == 0 && sodium_is_zero(sodium_in(shared), shared.size()) == 0;
}

std::optional<Secret<32>> DhPair::agree(const PublicKey& theirs) const {
    Secret<32> shared;
    if (!agree(theirs, shared.bytes().first<32>())) return std::nullopt;
    return shared;
}

SigningPair::SigningPair(Secret<64> secret, const PublicKey& pub) : secret_{std::move(secret)}, public_{pub} {}

SigningPair SigningPair::generate(Random& random) {
    Secret<32> seed;
    random.fill(seed.bytes());
    return from_seed(seed);
}

SigningPair SigningPair::from_seed(const Secret<32>& seed) {
    ready_sodium();
    PublicKey pub;
    Secret<64> secret;
    const int made =
        crypto_sign_ed25519_seed_keypair(sodium_out(pub), sodium_out(secret.bytes()), sodium_in(seed.view()));
    SHOAL_CRYPTO_REQUIRE(made == 0);
    return SigningPair{std::move(secret), pub};
}

Signature SigningPair::sign(BytesView message) const {
    Signature signature;
    const int made = crypto_sign_ed25519_detached(sodium_out(signature), nullptr, sodium_in(message), message.size(),
                                                  sodium_in(secret_.view()));
    SHOAL_CRYPTO_REQUIRE(made == 0);
    return signature;
}

bool verify(const Signature& signature, BytesView message, const PublicKey& signer) {
    ready_sodium();
    return crypto_sign_ed25519_verify_detached(sodium_in(signature), sodium_in(message), message.size(),
                                               sodium_in(signer)) == 0;
}

}  // namespace shoal::crypto
