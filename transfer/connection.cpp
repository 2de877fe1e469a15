#include "transfer/connection.h"

namespace shoal::transfer {
namespace {

constexpr Duration linger = 1s;  ///< for a bye to go out

}  // namespace

Connection::Connection(World& world, Owner& owner, Origin origin, const crypto::DhPair& link_key, wire::Hello hello,
                       std::unique_ptr<Stream> stream)
    : world_{world}, owner_{owner}, origin_{origin}, link_{origin.role, link_key, world.random, std::move(hello),
                                                           world.timers.now()},
      stream_{std::move(stream)}, remote_{stream_->remote()} {}

void Connection::start() {
    stream_->start({
        .on_data = [this](BytesView bytes) { received(bytes); },
        .on_drained =
            [this] {
                if (ending_) return go(*ending_);
                if (!gone_) owner_.on_drained(*this);
            },
        .on_closed = [this](const Error& error) { go(ending_ ? *ending_ : error); },
    });
    flush();
    arm();
}

void Connection::received(BytesView bytes) {
    if (gone_ || ending_) return;
    if (auto taken = link_.received(world_.timers.now(), bytes); !taken) return go(taken.error());
    drain();
    if (!gone_ && link_.output_size() != 0) owner_.on_output(*this);
    if (!gone_) arm();
    if (!gone_) give_turn(bytes.size());
}

/// A stream reads for as long as more comes, and a fast peer would keep us from all that waits for the loop: what
/// workers have verified, and so what is asked for next.
void Connection::give_turn(std::size_t bytes) {
    turn_bytes_ += bytes;
    if (turn_bytes_ < limits::turn_bytes || turn_) return;
    turn_bytes_ = 0;
    stream_->pause_reading();
    turn_ = world_.timers.at(world_.timers.now(), [this] {
        turn_.reset();
        if (!gone_) stream_->resume_reading();
    });
}

void Connection::drain() {
    while (!gone_ && !ending_) {
        auto message = link_.poll();
        if (!message) return go(message.error());
        if (!*message) return;
        owner_.on_message(*this, **message);
    }
}

void Connection::send(const wire::Message& message) {
    if (gone_ || ending_) return;
    link_.send(world_.timers.now(), message);
    owner_.on_output(*this);
}

void Connection::send_data(const wire::Data& data) {
    if (gone_ || ending_) return;
    link_.send_data(world_.timers.now(), data);
    if (link_.output_size() >= limits::write_bytes) return flush();
    owner_.on_output(*this);
}

void Connection::flush() {
    if (gone_ || link_.output_size() == 0) return;
    stream_->write(link_.take_output());
    if (!ending_ && stream_->queued() == 0) owner_.on_drained(*this);
}

void Connection::end(bool said, Error why) {
    if (gone_ || ending_) return;
    if (!said || !link_.is_established()) return go(why);
    link_.send(world_.timers.now(), wire::Bye{});
    stream_->write(link_.take_output());
    if (stream_->queued() == 0) return go(why);
    ending_ = std::move(why);
    timer_ = world_.timers.at(world_.timers.now() + linger, [this] { go(*ending_); });
}

void Connection::arm() {
    if (ending_) return;
    const Instant when = link_.deadline();
    if (timer_ && when >= armed_for_) return;  // it fires early, finds nothing to do and is armed anew
    armed_for_ = when;
    timer_ = world_.timers.at(when, [this] {
        timer_.reset();
        if (gone_) return;
        if (auto alive = link_.expired(world_.timers.now()); !alive) return end(true, alive.error());
        if (link_.output_size() != 0) owner_.on_output(*this);
        arm();
    });
}

void Connection::go(const Error& why) {
    if (gone_) return;
    gone_ = true;
    timer_.reset();
    turn_.reset();
    const Error told = why;  // `why` may live in this object
    owner_.on_gone(*this, told);
}

}  // namespace shoal::transfer
