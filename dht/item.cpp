#include "dht/item.h"

#include "core/result.h"
#include "crypto/sha1.h"
#include "dht/bencode.h"

namespace shoal::dht {

namespace {

void append(Bytes& out, BytesView bytes) {
    out.insert(out.end(), bytes.begin(), bytes.end());
}

}  // namespace

InfoHash immutable_target(BytesView value) {
    return InfoHash{crypto::sha1(value)};
}

InfoHash mutable_target(const crypto::PublicKey& key, BytesView salt) {
    Bytes both{key.begin(), key.end()};
    append(both, salt);
    return InfoHash{crypto::sha1(both)};
}

InfoHash target_of(const Item& item) {
    return item.seal ? mutable_target(item.seal->key, item.salt) : immutable_target(item.value);
}

Bytes signing_bytes(BytesView salt, std::int64_t seq, BytesView value) {
    // A dictionary with the keys in order, without its "d" and "e".
    bencode::Writer dictionary;
    dictionary.begin_dictionary();
    if (!salt.empty()) dictionary.key("salt").string(salt);
    dictionary.key("seq").integer(seq).key("v").encoded(value).end();
    const Bytes whole = dictionary.take();
    return {whole.begin() + 1, whole.end() - 1};
}

Item sign_item(const crypto::SigningPair& owner, Bytes salt, std::int64_t seq, Bytes value) {
    SHOAL_REQUIRE(seq >= 0 && salt.size() <= max_salt && value.size() <= max_item_value);
    const auto signature = owner.sign(signing_bytes(salt, seq, value));
    return {.value = std::move(value),
            .seal = Seal{.key = owner.public_key(), .seq = seq, .signature = signature},
            .salt = std::move(salt)};
}

bool is_genuine(const Item& item) {
    if (item.value.empty() || item.value.size() > max_item_value || item.salt.size() > max_salt) return false;
    if (!item.seal) return true;
    if (item.seal->seq < 0) return false;
    return crypto::verify(item.seal->signature, signing_bytes(item.salt, item.seal->seq, item.value), item.seal->key);
}

ItemName ItemName::of(const Item& item) {
    return item.seal ? of_mutable(item.seal->key, item.salt) : of_immutable(target_of(item));
}

}  // namespace shoal::dht
