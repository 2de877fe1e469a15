#include "transfer/link.h"

#include <algorithm>

namespace shoal::transfer {

Link::Link(crypto::Role role, const crypto::DhPair& link_key, crypto::Random& random, wire::Hello ours, Instant now)
    : secure_{role, link_key, random}, ours_{std::move(ours)}, began_{now}, last_received_{now}, last_sent_{now} {}

Result<> Link::received(Instant now, BytesView bytes) {
    last_received_ = now;
    if (!secure_.received(bytes)) return fail(Errc::unverified, "the link failed");
    if (secure_.is_established() && !greeted_) {
        greeted_ = true;
        send(now, ours_);
    }
    return {};
}

Result<> Link::expired(Instant now) {
    if (!said_hello_ && now >= began_ + limits::handshake_within) {
        return fail(Errc::timed_out, "no handshake in time");
    }
    if (now >= last_received_ + limits::link_dead_after) return fail(Errc::timed_out, "the other side went silent");
    if (said_hello_ && now >= last_sent_ + limits::keep_alive_after) send(now, ours_);
    return {};
}

void Link::send(Instant now, const wire::Message& message) {
    last_sent_ = now;
    secure_.send({wire::encode(message)});
}

void Link::send_data(Instant now, const wire::Data& data) {
    last_sent_ = now;
    const Bytes header = wire::encode_data_header(data);
    secure_.send({header, data.bytes});
}

Result<std::optional<wire::Message>> Link::poll() {
    const auto record = secure_.next_record();
    if (!record) {
        if (secure_.is_broken()) return fail(Errc::unverified, "the link failed");
        return std::optional<wire::Message>{};
    }
    SHOAL_TRY(auto message, wire::decode(*record));
    if (std::holds_alternative<wire::Hello>(message)) {
        said_hello_ = true;
    } else if (!said_hello_) {
        return fail(Errc::malformed, "the first message was no hello");
    }
    return std::optional{std::move(message)};
}

Instant Link::deadline() const {
    if (!said_hello_) return began_ + limits::handshake_within;
    return std::min(last_received_ + limits::link_dead_after, last_sent_ + limits::keep_alive_after);
}

}  // namespace shoal::transfer
