#pragma once
// The chunks that are under way to us: whom each was asked of, what has come, when to ask somebody else.
//
// A chunk is in one of these states:
//   unknown    its hash block is not here yet
//   candidate  lies in the picker; nobody was asked
//   asked      one peer owns it; at the end a second one too; and others, as long as all that own it are silent
//   arriving   all of its bytes came; the store verifies and writes it
//   here       in the store
// A chunk comes whole from one peer, so that one peer is to blame if it is wrong. When the first of its owners
// delivers, the others are sent a cancel, and what still comes from it is counted as waste.
//
// What is put off for something urgent is cancelled too, and is a candidate again; but its peer may have begun to send
// it, so what comes of it is taken as long as it is missing.

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "core/manifest.h"
#include "core/result.h"
#include "transfer/picker.h"
#include "transfer/swarm_peer.h"
#include "transfer/urgency.h"

namespace shoal::transfer {

/// Lives in a Swarm, on the loop. Peers are the swarm's and are passed in.
class Downloads {
public:
    using PeerMap = std::map<LinkId, SwarmPeer>;

    Downloads(const Manifest& manifest, crypto::Random& random, Bitmap wanted);

    /// The chunk is missing and can be verified; no-op if it is not one of the wanted, or asked for already.
    void want(ChunkIndex chunk);
    [[nodiscard]] const Bitmap& wanted() const { return wanted_; }
    /// Only these are wanted from now on; want() must follow for those that are new.
    void set_wanted(Bitmap wanted);
    /// Chunks this peer was asked for that are wanted no more, to be told to it; what still comes is waste.
    [[nodiscard]] std::vector<std::uint32_t> cancel_unwanted(SwarmPeer& peer);
    [[nodiscard]] Picker& picker() { return picker_; }

    /// What to do next for what is urgent.
    struct Hurry {
        LinkId link{};
        std::optional<ChunkIndex> ask;       ///< of this peer; it is marked as asked
        std::vector<std::uint32_t> put_off;  ///< to be cancelled there first; taken all the same if they come
    };
    /// In the order of urgency, each chunk of whoever is likely to give it first: of one peer; of a second one if it is
    /// awaited and late, limits::urgent_asked_twice at a time. Read-ahead keeps within the windows of peers; what is
    /// awaited goes a little beyond, and goes before what only waits there.
    [[nodiscard]] std::optional<Hurry> next_hurry(Instant now, PeerMap& peers, const Urgency& urgency);
    /// When something becomes late.
    [[nodiscard]] std::optional<Instant> hurry_at(Instant now, const PeerMap& peers, const Urgency& urgency) const;

    /// Priorities of which something can be asked for, in falling order; at least one.
    [[nodiscard]] std::vector<FilePriority> turns() const;
    struct Turn {
        FilePriority priority = FilePriority::normal;
        bool is_last = true;  ///< of turns(): what others were asked for may be asked for again
    };
    /// What of that to ask this peer for next, within its window; marks it as asked.
    [[nodiscard]] std::optional<ChunkIndex> next_ask(Instant now, SwarmPeer& peer, const PeerMap& peers, Turn turn);

    struct Arrived {
        ChunkIndex chunk{};
        Bytes data;
        std::vector<LinkId> cancel;  ///< other owners, to be told
    };
    /// A piece came. Nothing while the chunk is not whole; `wasted` grows by bytes of no use. Error: the peer broke a
    /// rule.
    [[nodiscard]] Result<std::optional<Arrived>> received(Instant now, SwarmPeer& peer, PeerMap& peers,
                                                          const wire::Data& data, std::uint64_t& wasted);

    /// What the store made of an arrived chunk: here, or to be asked for again.
    void settled(ChunkIndex chunk, bool here);
    /// It is not to be asked for it again before `again`.
    void rejected(SwarmPeer& peer, std::uint32_t chunk, Instant again);
    /// All that this peer was asked for is free again; returns bytes that had come in vain.
    [[nodiscard]] std::uint64_t left(SwarmPeer& peer);

    [[nodiscard]] bool is_idle() const { return owners_.empty() && arriving_.empty(); }

private:
    void offer(ChunkIndex chunk);
    void ask(Instant now, SwarmPeer& peer, ChunkIndex chunk);
    void disown(SwarmPeer& peer, std::uint32_t chunk);
    [[nodiscard]] SwarmPeer* soonest(Instant now, PeerMap& peers, const Urgent& urgent) const;
    [[nodiscard]] std::vector<LinkId> working_owners(const PeerMap& peers, ChunkIndex chunk) const;
    [[nodiscard]] Hurry hurry_along(Instant now, SwarmPeer& owner, const Urgent& urgent, const Urgency& urgency);
    [[nodiscard]] Hurry hurry_to(Instant now, SwarmPeer& peer, const Urgent& urgent, const Urgency& urgency);
    [[nodiscard]] std::vector<std::uint32_t> put_off(SwarmPeer& peer, Instant until, const Urgent& urgent,
                                                     const Urgency& urgency);
    [[nodiscard]] std::optional<ChunkIndex> pick_twice(Instant now, const SwarmPeer& peer, const PeerMap& peers) const;

    const Manifest& manifest_;
    Picker picker_;
    Bitmap wanted_;
    std::map<std::uint32_t, std::vector<LinkId>> owners_;  // asked chunks: whom we asked
    std::set<std::uint32_t> arriving_;
};

}  // namespace shoal::transfer
