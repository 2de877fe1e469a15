#include "tests/sim/hostile_link.h"

namespace shoal::sim {

HostileLink::HostileLink(World& world, Owner& owner, Origin origin, std::shared_ptr<const crypto::DhPair> key,
                         crypto::Random& random, std::unique_ptr<Stream> stream)
    : world_{world}, owner_{owner}, origin_{origin}, key_{std::move(key)}, secure_{origin.role, *key_, random},
      stream_{std::move(stream)}, began_{world.timers.now()}, last_sent_{began_} {}

void HostileLink::start() {
    stream_->start({
        .on_data = [this](BytesView bytes) { received(bytes); },
        .on_drained = [] {},
        .on_closed = [this](const Error&) { end(); },
    });
    flush();
}

void HostileLink::received(BytesView bytes) {
    if (gone_) return;
    if (!secure_.received(bytes)) return end();
    if (secure_.is_established() && !greeted_) {
        greeted_ = true;
        if (origin_.greets) send(wire::Hello{.agent = "shoal/0.1", .port = origin_.port});
    }
    flush();
    while (!gone_) {
        const auto record = secure_.next_record();
        if (!record) {
            if (secure_.is_broken()) end();
            return;
        }
        auto message = wire::decode(*record);
        if (!message) continue;
        const bool is_first_hello = std::holds_alternative<wire::Hello>(*message) && !ready_;
        ready_ = ready_ || is_first_hello;
        if (is_first_hello) {
            owner_.link_ready(*this);
        } else {
            owner_.link_message(*this, *message);
        }
    }
}

void HostileLink::send_record(BytesView plain) {
    if (gone_ || !secure_.is_established()) return;
    secure_.send({plain});
    flush();
}

void HostileLink::write_raw(Bytes bytes) {
    if (gone_) return;
    last_sent_ = world_.timers.now();
    stream_->write(std::move(bytes));
}

void HostileLink::flush() {
    if (gone_ || secure_.output_size() == 0) return;
    last_sent_ = world_.timers.now();
    stream_->write(secure_.take_output());
}

void HostileLink::end() {
    if (gone_) return;
    gone_ = true;
    owner_.link_gone(*this);
}

}  // namespace shoal::sim
