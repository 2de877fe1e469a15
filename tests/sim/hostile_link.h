#pragma once
// One link of an actor: a true handshake and true encryption, and inside them whatever the actor likes.

#include <memory>
#include <optional>

#include "core/ids.h"
#include "core/world.h"
#include "crypto/secure_link.h"
#include "transfer/message.h"

namespace shoal::sim {

namespace wire = transfer::wire;

/// Lives on the loop. The owner destroys it on a later turn, never from inside one of its calls.
class HostileLink {
public:
    struct Owner {
        virtual ~Owner() = default;
        virtual void link_ready(HostileLink& link) = 0;  ///< the other side said hello
        virtual void link_message(HostileLink& link, wire::Message& message) = 0;
        virtual void link_gone(HostileLink& link) = 0;  ///< once; nothing comes after it
    };
    struct Origin {
        std::uint64_t number = 0;  ///< never used twice by one actor
        crypto::Role role = crypto::Role::initiator;
        std::uint16_t port = 0;  ///< told in the hello; 0: none
        bool greets = true;      ///< says hello at all
    };

    /// `random` must outlive the link.
    HostileLink(World& world, Owner& owner, Origin origin, std::shared_ptr<const crypto::DhPair> key,
                crypto::Random& random, std::unique_ptr<Stream> stream);

    void start();
    /// Encrypts `plain` (at most crypto::max_record_plain bytes) as one record. Ignored before the handshake.
    void send_record(BytesView plain);
    void send(const wire::Message& message) { send_record(wire::encode(message)); }
    /// Bytes past all encryption.
    void write_raw(Bytes bytes);
    void stop_reading() { stream_->pause_reading(); }
    /// Ends it without a word; the owner hears link_gone.
    void end();

    [[nodiscard]] std::uint64_t number() const { return origin_.number; }
    [[nodiscard]] crypto::Role role() const { return origin_.role; }
    [[nodiscard]] bool is_established() const { return secure_.is_established(); }
    [[nodiscard]] bool is_ready() const { return ready_ && !gone_; }
    [[nodiscard]] bool is_gone() const { return gone_; }
    [[nodiscard]] std::size_t queued() const { return stream_->queued(); }
    [[nodiscard]] Instant began() const { return began_; }
    [[nodiscard]] Instant last_sent() const { return last_sent_; }
    [[nodiscard]] LinkKey remote_key() const { return LinkKey{secure_.remote_key()}; }  ///< is_established()
    [[nodiscard]] const crypto::HandshakeHash& handshake_hash() const { return secure_.handshake_hash(); }

private:
    void received(BytesView bytes);
    void flush();

    World& world_;
    Owner& owner_;
    Origin origin_;
    std::shared_ptr<const crypto::DhPair> key_;
    crypto::SecureLink secure_;
    std::unique_ptr<Stream> stream_;
    Instant began_;
    Instant last_sent_;
    bool greeted_ = false;
    bool ready_ = false;
    bool gone_ = false;
};

}  // namespace shoal::sim
