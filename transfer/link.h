#pragma once
// One encrypted conversation with a node, sans-IO: bytes and time go in; messages, bytes and one deadline come out.
//
// After any input the owner drains: poll() until nothing, take_output(), deadline(). A link begins with the
// handshake; its first message is the other side's hello, given out like every other. An error from received(),
// poll() or expired() means that the other side is at fault or gone: drop the link.

#include <optional>

#include "core/ids.h"
#include "core/result.h"
#include "core/time.h"
#include "crypto/secure_link.h"
#include "transfer/limits.h"
#include "transfer/message.h"

namespace shoal::transfer {

/// Lives on the loop. `link_key` must outlive the handshake.
class Link {
public:
    Link(crypto::Role role, const crypto::DhPair& link_key, crypto::Random& random, wire::Hello ours, Instant now);

    // inputs
    [[nodiscard]] Result<> received(Instant now, BytesView bytes);
    [[nodiscard]] Result<> expired(Instant now);  ///< harmless if early
    /// Precondition for both: is_established().
    void send(Instant now, const wire::Message& message);
    void send_data(Instant now, const wire::Data& data);  ///< `data.bytes` is copied into the record

    // outputs
    /// The next message; views in it are valid until the next call on this link.
    [[nodiscard]] Result<std::optional<wire::Message>> poll();
    [[nodiscard]] Bytes take_output() { return secure_.take_output(); }
    [[nodiscard]] std::size_t output_size() const { return secure_.output_size(); }
    [[nodiscard]] Instant deadline() const;

    // state
    [[nodiscard]] bool is_established() const { return secure_.is_established(); }
    [[nodiscard]] bool is_ready() const { return said_hello_; }  ///< established, and the other side said hello
    [[nodiscard]] crypto::Role role() const { return secure_.role(); }
    [[nodiscard]] const crypto::HandshakeHash& handshake_hash() const { return secure_.handshake_hash(); }
    [[nodiscard]] LinkKey remote_key() const { return LinkKey{secure_.remote_key()}; }  ///< is_established()

private:
    crypto::SecureLink secure_;
    wire::Hello ours_;
    Instant began_;
    Instant last_received_;
    Instant last_sent_;
    bool greeted_ = false;     // our hello went out
    bool said_hello_ = false;  // theirs came in
};

}  // namespace shoal::transfer
