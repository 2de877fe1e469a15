#pragma once
// An actor that knows the link: it opens the share with a right proof and, unless a kind of liar does otherwise, serves
// it truthfully.

#include <deque>
#include <optional>

#include "dht/service.h"
#include "tests/sim/hostile_content.h"
#include "tests/sim/hostile_host.h"

namespace shoal::sim {

class HostilePeer : public HostileHost {
protected:
    /// The share, open or being opened on one link.
    struct Visit {
        std::uint64_t link = 0;
        wire::Handle handle = 0;
        bool is_open = false;
        bool knows_us = false;   ///< we said that we know the manifest
        bool knows = false;      ///< the other side said so
        std::uint64_t mode = 0;  ///< drawn; which lie is told on this link
        Instant next_act;        ///< for kinds that act at times
        std::uint64_t acts = 0;
        std::deque<std::pair<wire::Space, std::uint32_t>> asks{};  ///< not yet answered
        std::deque<Bytes> out{};                                   ///< records to be sent as the rate allows
    };

    HostilePeer(Fault kind, World& world, Log& log, HostileOptions options, Draw draw, Faults& faults);

    // what kinds of liar do; by default the truth
    virtual void opening(Visit&, wire::Opened&) {}  ///< may change what we say of the manifest
    virtual void opened(Visit&) {}                  ///< the share is open
    virtual void informed(Visit& visit);            ///< it knows the manifest: have maps make sense
    virtual void asked(Visit& visit, const wire::Ask& ask);
    virtual void answer(Visit& visit, wire::Space space, std::uint32_t chunk);  ///< its turn has come
    virtual void wants_hashes(Visit& visit, const wire::WantHashes& message);
    virtual void cancelled(Visit& visit, const wire::Cancel& message);
    virtual void act(Visit&) {}   ///< at every beat while the share is open
    virtual void left(Visit&) {}  ///< the link is gone

    /// Queues a message; it goes out as the rate allows.
    void say(Visit& visit, const wire::Message& message) { say_record(visit, wire::encode(message)); }
    void say_record(Visit& visit, Bytes plain);
    /// Queues `bytes` as all of a chunk, in messages of 32 KiB.
    void say_chunk(Visit& visit, wire::Space space, std::uint32_t chunk, BytesView bytes);
    /// Queues a have_map of `bits` for chunks from 0 on, and a right-sized bitmap with all of them.
    void say_map(Visit& visit, BytesView bits);
    [[nodiscard]] Bytes full_map() const;
    /// What an honest peer would say of the manifest, with a right proof for this link.
    [[nodiscard]] wire::Opened true_opened(const Visit& visit);
    void reject(Visit& visit, wire::Space space, std::uint32_t chunk, wire::Refusal reason);
    void end(Visit& visit);
    [[nodiscard]] TrueContent& truth() { return truth_; }
    [[nodiscard]] bool has_room(Visit& visit);  ///< little is queued: more may be said

private:
    void on_ready(HostileLink& link) final;
    void on_message(HostileLink& link, wire::Message& message) final;
    void on_gone(HostileLink& link) final;
    void on_link_beat(HostileLink& link) final;
    void on_beat() final;

    void on_open(HostileLink& link, Visit& visit, const wire::Open& message);
    void on_opened(HostileLink& link, Visit& visit, const wire::Opened& message);
    void say_opened(HostileLink& link, Visit& visit);
    void other_knows(Visit& visit);
    void pump(HostileLink& link, Visit& visit);
    void announce();
    [[nodiscard]] crypto::Hash proof(const HostileLink& link) const;

    TrueContent truth_;
    ContentKeys keys_;
    std::map<std::uint64_t, Visit> visits_;
    std::unique_ptr<dht::Service> dht_;
    std::unique_ptr<dht::Lookup> lookup_;
    bool lookup_ended_ = true;
    Instant next_lookup_;
};

}  // namespace shoal::sim
