#include "dht/tokens.h"

#include "crypto/hash.h"

namespace shoal::dht {

namespace {

Bytes token_under(BytesView secret, const IpAddress& address, const InfoHash& key) {
    const auto mac = crypto::mac128(secret, {address.view(), key.view()});
    return {mac.begin(), mac.begin() + token_size};
}

}  // namespace

Tokens::Tokens(crypto::Random& random, Instant now)
    : random_{random}, current_{random.bytes<32>()}, previous_{random.bytes<32>()}, rotated_{now} {}

void Tokens::rotate(Instant now) {
    if (now - rotated_ < token_rotation) return;
    const bool both_old = now - rotated_ >= 2 * token_rotation;
    previous_ = both_old ? random_.bytes<32>() : current_;
    current_ = random_.bytes<32>();
    rotated_ = now;
}

Bytes Tokens::make(const IpAddress& address, const InfoHash& key, Instant now) {
    rotate(now);
    return token_under(current_, address, key);
}

bool Tokens::check(BytesView token, const IpAddress& address, const InfoHash& key, Instant now) {
    rotate(now);
    const bool is_current = equal_constant_time(token, token_under(current_, address, key));
    const bool is_previous = equal_constant_time(token, token_under(previous_, address, key));
    return is_current || is_previous;
}

}  // namespace shoal::dht
