#pragma once
// The rule of a lone origin: it leaves to others what others can give, so that its upload is about one copy.
//
// We are a lone origin for as long as we are complete and no linked peer is. A chunk that we began to send is *under
// way* until its receiver announces it, leaves, or lets us down: patience ends before. Then:
//
//  - While some chunk that is asked for was announced by nobody yet, a request for one that is under way to another
//    peer is answered with "ask others first", and so are most for one that another peer has. (What nobody asks for, or
//    only who let us down, does not count.) Each time that a chunk was not passed on, it may be under way to twice as
//    many at once; and who let us down holds up nobody until it announces again. So whoever takes and never announces
//    costs others little, and a mistake about a slow receiver costs few copies.
//  - Later so are most of both kinds, as long as the requester gets at least as much from others as its share of what
//    we send: slow or selfish holders never cost it more than that.
//  - Few chunks are under way at a time: more only while they arrive soon. Systems take megabytes at once, and what
//    lies in their buffers divides the uplink, so that all of it arrives late and nobody has anything to pass on
//    meanwhile. Each peer may have one under way whatever the others do, so that slow ones hold up nobody.

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/ids.h"
#include "crypto/random.h"
#include "transfer/bitmap.h"
#include "transfer/rate.h"
#include "transfer/swarm_peer.h"

namespace shoal::transfer {

/// Lives in Uploads, on the loop.
class LoneOrigin {
public:
    using PeerMap = std::map<LinkId, SwarmPeer>;

    LoneOrigin(std::uint32_t chunks, crypto::Random& random) : random_{random}, announced_{chunks} {}

    /// To be asked at the beginning of each turn of uploads; whether the rule holds.
    bool begin_turn(Instant now, const PeerMap& peers, const Bitmap& have);

    // within a turn in which the rule holds
    [[nodiscard]] bool ask_others_first(Instant now, const PeerMap& peers, const SwarmPeer& peer, ChunkIndex chunk);
    /// Another chunk may be begun for this peer now.
    [[nodiscard]] bool has_room(const PeerMap& peers, const SwarmPeer& peer) const;
    /// When room comes at the latest, if chunks are under way.
    [[nodiscard]] std::optional<Instant> room_at(Instant now) const;

    void began(Instant now, LinkId link, ChunkIndex chunk, std::uint32_t bytes);
    void failed(LinkId link, ChunkIndex chunk);  ///< it could not be read
    void sent(Instant now, std::uint32_t bytes) { rate_.add(now, bytes); }
    void announced(Instant now, LinkId link, ChunkIndex chunk);

private:
    struct Way {
        LinkId to{};
        Instant at;
        std::uint32_t bytes = 0;
        std::uint64_t ahead = 0;          // bytes that were under way then, its own among them
        std::uint64_t ahead_on_link = 0;  // of them to the same peer
        std::size_t links = 0;            // the most that shared the uplink since
    };
    using Ways = std::vector<Way>;
    [[nodiscard]] std::uint64_t pace(Instant now) const;
    /// `pace`: as it is now; there are many ways.
    [[nodiscard]] Duration patience(std::uint64_t pace, const Way& way) const;
    [[nodiscard]] bool is_held_up(LinkId link, ChunkIndex chunk) const;
    [[nodiscard]] bool is_something_new_asked_for(const PeerMap& peers) const;
    Ways::iterator remove(Ways& ways, Ways::iterator way);
    void let_down(ChunkIndex chunk, LinkId by);

    crypto::Random& random_;
    Bitmap announced_;                         // somebody had it
    Instant first_round_until_;                // unless something new is asked for again
    std::map<ChunkIndex, Ways> under_way_;     // none empty; in the order they began
    std::map<ChunkIndex, unsigned> failures_;  // how often a chunk was not passed on
    std::set<LinkId> unreliable_;              // who let us down, and announced nothing of ours since
    std::size_t ways_ = 0;
    std::uint64_t bytes_under_way_ = 0;
    std::map<LinkId, std::uint64_t> bytes_to_;  // under way; never 0
    std::size_t window_ = 4;                    // chunks under way at once, one for each peer aside
    Instant busy_since_;                        // since when something is under way
    std::uint64_t arrived_ = 0;                 // bytes that were announced since then
    std::uint64_t last_pace_ = 0;               // of the time before; bytes a second, 0: unknown
    RateMeter rate_;                            // content, to all
};

}  // namespace shoal::transfer
