#include "crypto/hkdf.h"

#include <algorithm>

#include "crypto/require.h"
#include "crypto/sodium.h"

namespace shoal::crypto {

namespace {

constexpr std::size_t block_size = 128;  ///< BLOCKLEN of Noise's BLAKE2b

void hash_512(std::initializer_list<BytesView> before, std::initializer_list<BytesView> parts, Hash512& out) {
    ready_sodium();
    crypto_generichash_blake2b_state state;
    const int begun = crypto_generichash_blake2b_init(&state, nullptr, 0, out.size());
    SHOAL_CRYPTO_REQUIRE(begun == 0);
    for (const BytesView part : before) crypto_generichash_blake2b_update(&state, sodium_in(part), part.size());
    for (const BytesView part : parts) crypto_generichash_blake2b_update(&state, sodium_in(part), part.size());
    crypto_generichash_blake2b_final(&state, sodium_out(out), out.size());
    sodium_memzero(&state, sizeof state);  // it may have held a padded key
}

void pad_key(const Hash512& key, Byte filling, std::array<Byte, block_size>& block) {
    std::fill(block.begin(), block.end(), filling);
    for (std::size_t i = 0; i < key.size(); ++i) block[i] ^= key[i];
}

}  // namespace

Hash512 blake2b_512(std::initializer_list<BytesView> parts) {
    Hash512 out;
    hash_512({}, parts, out);
    return out;
}

void hmac_blake2b(const Hash512& key, std::initializer_list<BytesView> parts, Hash512& out) {
    Wiped<block_size> inner_pad;
    Wiped<block_size> outer_pad;
    pad_key(key, Byte{0x36}, inner_pad.bytes);
    pad_key(key, Byte{0x5c}, outer_pad.bytes);
    Wiped<sizeof(Hash512)> inner;
    hash_512({inner_pad.bytes}, parts, inner.bytes);
    hash_512({outer_pad.bytes}, {inner.bytes}, out);
}

void hkdf(const Hash512& chaining_key, BytesView input, Hash512& first, Hash512& second) {
    constexpr std::array one{Byte{1}};
    constexpr std::array two{Byte{2}};
    Wiped<sizeof(Hash512)> temp_key;
    hmac_blake2b(chaining_key, {input}, temp_key.bytes);
    hmac_blake2b(temp_key.bytes, {one}, first);
    hmac_blake2b(temp_key.bytes, {first, two}, second);
}

}  // namespace shoal::crypto
