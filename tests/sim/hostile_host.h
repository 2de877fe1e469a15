#pragma once
// What every actor on streams shares: a listener, victims dialled again and again, links, and a beat.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/sim/hostile.h"
#include "tests/sim/hostile_link.h"

namespace shoal::sim {

/// How an actor drives itself.
inline constexpr Duration hostile_beat = 25ms;
inline constexpr std::size_t hostile_links_at_most = 64;    ///< of one actor
inline constexpr std::size_t hostile_targets_at_most = 64;  ///< endpoints that it dials

/// Lives on the loop. Links that ended are destroyed at the next beat.
class HostileHost : public Hostile, protected HostileLink::Owner {
public:
    [[nodiscard]] std::uint64_t strikes() const override { return strikes_; }
    [[nodiscard]] std::optional<Endpoint> listening() const override;

protected:
    struct Setup {
        Fault kind = Fault::count_;
        bool accepts = true;  ///< listens, and says so in its hellos
        bool greets = true;   ///< says hello
        HostileOptions options{};
    };
    HostileHost(Setup setup, World& world, Log& log, Draw draw, Faults& faults);

    // what kinds of actor do; nothing by default
    virtual void on_ready(HostileLink&) {}                    ///< both said hello
    virtual void on_message(HostileLink&, wire::Message&) {}  ///< anything but the first hello
    virtual void on_gone(HostileLink&) {}
    /// Every hostile_beat, for each live link in the order in which they began, then once for the actor.
    virtual void on_link_beat(HostileLink&) {}
    virtual void on_beat() {}

    void struck();
    /// One more endpoint to dial; ignored if it is known, ourselves, or there are enough.
    void add_target(const Endpoint& endpoint);
    /// Takes over a stream; nothing if there are too many links.
    HostileLink* add_link(std::unique_ptr<Stream> stream, crypto::Role role);
    /// Links from now on have another key.
    void take_new_key();
    /// A message more may be sent now; counts it. The rate is drawn once for the actor.
    [[nodiscard]] bool may_send();
    [[nodiscard]] Instant now() const { return world_.timers.now(); }
    [[nodiscard]] const HostileOptions& options() const { return setup_.options; }
    [[nodiscard]] HostileLink* link(std::uint64_t number);
    [[nodiscard]] Bytes random_bytes(std::size_t size);

    World& world_;
    Log& log_;
    Draw draw_;

private:
    struct Target {
        Instant next_try;
        unsigned tries = 0;  // since a link last lived for a while
        std::optional<std::uint64_t> link{};
        std::unique_ptr<Dial> dial{};
    };

    // HostileLink::Owner
    void link_ready(HostileLink& link) final { on_ready(link); }
    void link_message(HostileLink& link, wire::Message& message) final { on_message(link, message); }
    void link_gone(HostileLink& link) final;

    void dial_due();
    void dialled(const Endpoint& to, Result<std::unique_ptr<Stream>> stream);
    void back_off(Target& target);
    void beat();

    Setup setup_;
    Faults& faults_;
    DrawnRandom random_;
    std::shared_ptr<const crypto::DhPair> key_;
    std::uint64_t strikes_ = 0;
    std::uint64_t per_second_;
    std::uint64_t allowance_ = 0;  // messages, in millionths
    std::uint64_t next_number_ = 1;
    std::map<Endpoint, Target> targets_;
    std::map<std::uint64_t, std::unique_ptr<HostileLink>> links_;
    std::vector<std::unique_ptr<HostileLink>> dead_;
    std::unique_ptr<Listener> listener_;
    std::unique_ptr<Timer> timer_;
};

}  // namespace shoal::sim
