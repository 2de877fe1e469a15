#include "crypto/hash.h"

#include "crypto/require.h"
#include "crypto/sodium.h"

namespace shoal::crypto {

namespace {

using State = crypto_generichash_blake2b_state;

/// BLAKE2b of the parts with any key (or none) and personalisation (or none), as wide as `out`.
void hash_parts(BytesMut out, BytesView key, const unsigned char* personal, std::initializer_list<BytesView> parts) {
    ready_sodium();
    State state;
    const int begun = crypto_generichash_blake2b_init_salt_personal(&state, sodium_in(key), key.size(), out.size(),
                                                                    nullptr, personal);
    SHOAL_CRYPTO_REQUIRE(begun == 0);
    for (const BytesView part : parts) crypto_generichash_blake2b_update(&state, sodium_in(part), part.size());
    crypto_generichash_blake2b_final(&state, sodium_out(out), out.size());
    if (!key.empty()) sodium_memzero(&state, sizeof state);
}

void require_key(BytesView key) {
    SHOAL_CRYPTO_REQUIRE(!key.empty());  // the library would hash without a key; one too long it refuses itself
}

}  // namespace

Hash blake2b(const Personal& personal, std::initializer_list<BytesView> parts) {
    Hash out;
    hash_parts(out, {}, personal.bytes.data(), parts);
    return out;
}

Hash blake2b(const Personal& personal, BytesView data) {
    return blake2b(personal, {data});
}

Hash keyed_blake2b(BytesView key, const Personal& personal, BytesView data) {
    require_key(key);
    Hash out;
    hash_parts(out, key, personal.bytes.data(), {data});
    return out;
}

Hash mac256(BytesView key, std::initializer_list<BytesView> parts) {
    require_key(key);
    Hash out;
    hash_parts(out, key, nullptr, parts);
    return out;
}

Hash128 mac128(BytesView key, std::initializer_list<BytesView> parts) {
    require_key(key);
    Hash128 out;
    hash_parts(out, key, nullptr, parts);
    return out;
}

static_assert(sizeof(State) == 384 && alignof(State) == 64, "Hasher keeps room for exactly this state");

Hasher::Hasher(const Personal& personal) {
    ready_sodium();
    auto* state = reinterpret_cast<State*>(state_.data());
    const int begun =
        crypto_generichash_blake2b_init_salt_personal(state, nullptr, 0, sizeof(Hash), nullptr, personal.bytes.data());
    SHOAL_CRYPTO_REQUIRE(begun == 0);
}

void Hasher::update(BytesView data) {
    crypto_generichash_blake2b_update(reinterpret_cast<State*>(state_.data()), sodium_in(data), data.size());
}

Hash Hasher::finish() {
    Hash out;
    const int ended =
        crypto_generichash_blake2b_final(reinterpret_cast<State*>(state_.data()), sodium_out(out), out.size());
    SHOAL_CRYPTO_REQUIRE(ended == 0);  // the library refuses a second end
    return out;
}

}  // namespace shoal::crypto
