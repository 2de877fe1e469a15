#pragma once
// All links of this engine: dialling, accepting, handshakes, one link per pair of nodes, bans and budgets.
//
// A connection is *half-open* until its handshake is done and the other side said hello, then *ready*. Budgets: the
// oldest half-open one makes room for the newest, never the reverse, so that silent connections cannot keep honest
// ones out. Of ready links that others began those without an open share are ended first, then the youngest of the
// network that has most, so that whoever makes links by the hundred only drives out its own.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "core/log.h"
#include "core/world.h"
#include "transfer/bans.h"
#include "transfer/connection.h"

namespace shoal::transfer {

/// Lives on the loop.
class Links final : private Connection::Owner {
public:
    /// What is known of a ready link.
    struct Info {
        Endpoint remote;
        std::optional<Endpoint> listens_at;  ///< remote address with the port it said
        bool incoming = false;
        crypto::Role role = crypto::Role::initiator;
        crypto::HandshakeHash handshake_hash{};
        LinkKey key;
    };

    struct Host {
        virtual ~Host() = default;
        virtual void link_ready(LinkId link) = 0;
        virtual void link_message(LinkId link, wire::Message& message) = 0;
        virtual void link_drained(LinkId link) = 0;
        virtual void link_gone(LinkId link, const Info& info) = 0;  ///< was ready
        /// A dial of ours came to nothing: not reached, no handshake, banned, or it was ourselves (`self`).
        virtual void dial_failed(const Endpoint& endpoint, bool self) = 0;
        /// Call flush() before this turn ends.
        virtual void flush_soon() = 0;
        virtual void banned(const Endpoint& endpoint, const Error& why) = 0;
    };

    struct Counters {
        std::uint64_t handshakes_good = 0;
        std::uint64_t handshakes_bad = 0;
        std::uint64_t records_refused = 0;
        std::uint64_t incoming_near = 0;  ///< good handshakes that others began, at private addresses
        std::uint64_t incoming_far = 0;   ///< and at others
    };

    Links(World& world, Log& log, Host& host);
    ~Links() override;

    /// Accepts links at `local`; the first one's port is told to others. Returns the endpoint that was bound.
    [[nodiscard]] Result<Endpoint> listen(const Endpoint& local);
    /// Stops listening where it was begun last.
    void unlisten();
    [[nodiscard]] const LinkKey& own_key() const { return own_key_; }

    enum class Dialled : std::uint8_t { begun, linked, busy, refused };
    /// begun: link_ready or dial_failed follows. linked: see linked_to. busy: too many dials or links. refused:
    /// banned.
    [[nodiscard]] Dialled dial(const Endpoint& to);
    [[nodiscard]] bool is_dialling(const Endpoint& endpoint) const;
    [[nodiscard]] std::size_t free_dials() const;  ///< that may begin now
    [[nodiscard]] std::optional<LinkId> linked_to(const Endpoint& endpoint) const;

    void send(LinkId link, const wire::Message& message);
    void send_data(LinkId link, const wire::Data& data);
    [[nodiscard]] std::size_t queued(LinkId link) const;
    void flush();

    /// The other side broke a rule: ends the link without a word; bans its key if `will_ban`, even if it has just left.
    void punish(LinkId link, const Error& why, bool will_ban);
    /// Ends it with a bye.
    void end(LinkId link);
    /// Whether a share is open on it: a link without any is ended after a while.
    void set_useful(LinkId link, bool useful);

    [[nodiscard]] const Info* info(LinkId link) const;  ///< nullptr if it is not ready
    [[nodiscard]] std::size_t ready_count() const { return ready_.size(); }
    [[nodiscard]] std::size_t ready_near() const;  ///< of them at private addresses
    [[nodiscard]] std::size_t half_open_count() const { return connections_.size() - ready_.size(); }
    [[nodiscard]] const Counters& counters() const { return counters_; }
    [[nodiscard]] const Bans& bans() const { return bans_; }

    /// No more listening and dialling; bye on every link; then `done`.
    void close(Task done);

private:
    struct Ready {
        Info info;
        bool useful = false;
        Instant idle_since;
    };
    struct Dialling {
        std::unique_ptr<Dial> dial;
    };
    struct Departed {
        LinkKey key;
        Endpoint remote;
    };

    // Connection::Owner
    void on_message(Connection& connection, wire::Message& message) override;
    void on_drained(Connection& connection) override;
    void on_output(Connection& connection) override;
    void on_gone(Connection& connection, const Error& why) override;

    void accepted(std::unique_ptr<Stream> stream);
    void dialled(const Endpoint& to, Result<std::unique_ptr<Stream>> stream);
    void add(std::unique_ptr<Stream> stream, crypto::Role role, std::optional<Endpoint> dialled);
    void make_room(const IpAddress& newcomer);
    void became_ready(Connection& connection, const wire::Hello& hello);
    [[nodiscard]] bool keeps(const Connection& newcomer, const Connection& older) const;
    [[nodiscard]] bool find_place(const IpAddress& newcomer);
    void ban(const LinkKey& key, const Endpoint& remote, const Error& why);
    void sweep();
    void check_closed();
    std::optional<Info> bury(LinkId link);
    [[nodiscard]] Connection* find(LinkId link) const;
    [[nodiscard]] IpAddress dial_from(const Endpoint& to) const;

    World& world_;
    Log& log_;
    Host& host_;
    crypto::DhPair pair_;
    LinkKey own_key_;
    std::vector<std::unique_ptr<Listener>> listeners_;
    std::vector<Endpoint> local_;
    std::uint64_t next_id_ = 1;
    std::map<Endpoint, Dialling> dialling_;
    std::map<LinkId, std::unique_ptr<Connection>> connections_;
    std::map<LinkId, Endpoint> dialled_;  // half-open or ready: what we dialled to get it
    std::map<LinkId, Ready> ready_;
    std::map<LinkId, Departed> departed_;  // were ready: limits::departed_links of the newest
    std::map<LinkKey, LinkId> by_key_;
    std::map<Endpoint, LinkId> by_endpoint_;
    std::set<LinkId> dirty_;
    std::vector<std::unique_ptr<Connection>> dead_;  // destroyed on a later turn
    std::unique_ptr<Timer> burial_;
    std::unique_ptr<Timer> sweep_timer_;
    Bans bans_;
    Counters counters_;
    bool closing_ = false;
    Task closed_;
};

}  // namespace shoal::transfer
