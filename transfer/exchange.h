#pragma once
// Many shares over one link per pair of nodes: opening with proof, handles, and the way of every message to its
// swarm.
//
// The rules of opening stand in docs/wire.md "Opening". Whoever opens proves first that it knows the content id; an
// unknown tag and a wrong proof take the same work and get the same answer.

#include <map>
#include <memory>

#include "transfer/dial_turns.h"
#include "transfer/links.h"
#include "transfer/swarm.h"

namespace shoal::transfer {

inline constexpr const char* bye_complete = "complete";  ///< reason in a bye: both have everything
inline constexpr const char* bye_paused = "paused";      ///< reason in a bye: a person wants it so

/// Lives on the loop.
class Exchange final : private Links::Host {
public:
    /// A share, as the exchange sees it.
    struct Member {
        virtual ~Member() = default;
        [[nodiscard]] virtual const ContentKeys& keys() const = 0;
        [[nodiscard]] virtual Swarm& swarm() = 0;
        virtual void reached(const Endpoint& endpoint) = 0;                ///< the share is open with it
        virtual void lost(const Endpoint& endpoint) = 0;                   ///< the link to it ended
        virtual void failed(const Endpoint& endpoint, bool self) = 0;      ///< could not be reached, or it is ourselves
        virtual void lacking(const Endpoint& endpoint) = 0;                ///< it does not have this share
        virtual void banned(const Endpoint& endpoint, Instant until) = 0;  ///< nobody is dialled there before
        /// It took us for complete, as it is itself, and ended the share on this link.
        virtual void parted(const Endpoint& endpoint) { lacking(endpoint); }
    };
    struct Observer {
        virtual ~Observer() = default;
        virtual void peer_banned(const Endpoint& endpoint, const Error& why) = 0;
    };

    Exchange(World& world, Log& log, Observer& observer);
    ~Exchange() override;

    [[nodiscard]] Links& links() { return links_; }
    [[nodiscard]] const Links& links() const { return links_; }
    [[nodiscard]] std::uint64_t opens_refused() const { return opens_refused_; }

    /// The member must be removed before it goes.
    void add(Member& member);
    void remove(Member& member);

    /// Opens the member's share with the node at `endpoint`, over the link that is there or a new one. False: not
    /// now.
    [[nodiscard]] bool reach(Member& member, const Endpoint& endpoint);
    /// Closes the share on this link with a reason; the swarm hears left().
    void part(Member& member, LinkId link, std::string reason);
    void send_opened(Member& member, LinkId link, wire::Handle handle, const ManifestShape& shape);
    /// settle() is called on the member's swarm, and output flushed, before the turn ends.
    void settle_soon(Member& member);

    void close(Task done) { links_.close(std::move(done)); }

private:
    /// What is open on one link.
    struct Door {
        wire::Handle next = 0;
        std::map<wire::Handle, Member*> pending;  // we opened, no answer yet
        std::map<wire::Handle, Member*> open;
        std::size_t refused = 0;
        [[nodiscard]] bool has(const Member* member) const;
    };

    /// When a swarm wants to be settled again.
    struct Alarm {
        Instant at;
        std::unique_ptr<Timer> timer;
    };

    // Links::Host
    void link_ready(LinkId link) override;
    void link_message(LinkId link, wire::Message& message) override;
    void link_drained(LinkId link) override;
    void link_gone(LinkId link, const Links::Info& info) override;
    void dial_failed(const Endpoint& endpoint, bool self) override;
    void flush_soon() override;
    void banned(const Endpoint& endpoint, const Error& why) override;

    void open(LinkId link, Member& member);
    void on_open(LinkId link, const wire::Open& message);
    void on_opened(LinkId link, wire::Message& message);
    void on_bye(LinkId link, const wire::Bye& bye);
    void joined(LinkId link, wire::Handle handle, Member& member, bool was_told);
    [[nodiscard]] crypto::Hash proof(const ContentKeys* keys, LinkId link, crypto::Role role) const;
    void turn();
    void arm(Member& member, Instant now);

    World& world_;
    Observer& observer_;
    Links links_;
    DialTurns turns_;
    std::map<crypto::Hash128, Member*> members_;  // by the tag that opens us
    std::map<LinkId, Door> doors_;
    using Members = std::map<Tag, Member*>;  // by tag, so that the order of work never depends on addresses
    std::map<Endpoint, Members> wanted_;     // to be opened when the dial succeeds
    Members unsettled_;
    std::map<Tag, Alarm> alarms_;
    std::unique_ptr<Timer> turn_;
    crypto::Hash decoy_;  // stands for K_proof of a share that we do not have
    std::uint64_t opens_refused_ = 0;
};

}  // namespace shoal::transfer
