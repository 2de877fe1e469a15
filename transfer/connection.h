#pragma once
// Joins one Link to a Stream and a timer: mutate, then drain.

#include <memory>

#include "core/world.h"
#include "transfer/link.h"
#include "transfer/swarm_peer.h"

namespace shoal::transfer {

/// Lives on the loop. The owner destroys it from a later turn, never from inside one of its calls.
class Connection {
public:
    struct Owner {
        virtual ~Owner() = default;
        virtual void on_message(Connection& connection, wire::Message& message) = 0;
        /// The link took everything: more can be sent.
        virtual void on_drained(Connection& connection) = 0;
        /// There is output: call flush() before the turn ends.
        virtual void on_output(Connection& connection) = 0;
        /// Once; nothing comes after it.
        virtual void on_gone(Connection& connection, const Error& why) = 0;
    };

    struct Origin {
        LinkId id{};
        crypto::Role role = crypto::Role::initiator;
        Instant began;
    };

    Connection(World& world, Owner& owner, Origin origin, const crypto::DhPair& link_key, wire::Hello hello,
               std::unique_ptr<Stream> stream);

    void start();
    void send(const wire::Message& message);
    void send_data(const wire::Data& data);
    /// Writes the link's output to the stream.
    void flush();
    /// Says bye on the link, lets it drain for a moment, then is gone. Without `said`, is gone at once.
    void end(bool said, Error why);

    [[nodiscard]] LinkId id() const { return origin_.id; }
    [[nodiscard]] const Link& link() const { return link_; }
    [[nodiscard]] Instant began() const { return origin_.began; }
    [[nodiscard]] bool is_incoming() const { return origin_.role == crypto::Role::responder; }
    [[nodiscard]] bool is_ending() const { return ending_ || gone_; }
    [[nodiscard]] bool is_gone() const { return gone_; }
    [[nodiscard]] const Endpoint& remote() const { return remote_; }
    /// Bytes not taken by the system.
    [[nodiscard]] std::size_t queued() const { return stream_->queued() + link_.output_size(); }

private:
    void received(BytesView bytes);
    void give_turn(std::size_t bytes);
    void drain();
    void arm();
    void go(const Error& why);

    World& world_;
    Owner& owner_;
    Origin origin_;
    Link link_;
    std::unique_ptr<Stream> stream_;
    Endpoint remote_;
    std::unique_ptr<Timer> timer_;
    Instant armed_for_;
    std::unique_ptr<Timer> turn_;  // reading goes on with the next turn
    std::size_t turn_bytes_ = 0;   // read since others had theirs
    std::optional<Error> ending_;
    bool gone_ = false;
};

}  // namespace shoal::transfer
