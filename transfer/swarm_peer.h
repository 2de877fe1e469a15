#pragma once
// What a swarm keeps of one peer: one share open on one link.

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "core/endpoint.h"
#include "core/share_view.h"
#include "core/time.h"
#include "transfer/bitmap.h"
#include "transfer/message.h"
#include "transfer/rate.h"
#include "transfer/request_window.h"

namespace shoal::transfer {

/// A link of this engine, never used twice.
enum class LinkId : std::uint64_t {};

/// A chunk that we asked this peer for.
struct InFlight {
    Instant asked;
    std::uint32_t size = 0;        ///< bytes of the chunk
    std::optional<Instant> first;  ///< when its first bytes came
    std::optional<Instant> due;    ///< somebody waits for it: when it is late
    Bytes data;                    ///< what has come so far, from offset 0 on
    bool cancelled = false;        ///< no longer wanted; may still arrive
    bool put_off = false;          ///< cancelled for something urgent; if it comes all the same it is welcome
};

/// For which version of the picker a search for something that the peer has came to nothing, by priority.
struct Fruitless {
    static constexpr std::uint64_t never = ~std::uint64_t{0};
    std::array<std::uint64_t, std::to_underlying(FilePriority::high) + 1> at{never, never, never};
    void forget() { at.fill(never); }
};

/// A chunk on its way to this peer.
struct Sending {
    wire::Space space = wire::Space::files;
    std::uint32_t chunk = 0;
    std::shared_ptr<const Bytes> data;  ///< nothing while it is being read from disk
    std::uint32_t offset = 0;
};

struct SwarmPeer {
    LinkId link{};
    wire::Handle handle = 0;
    Endpoint remote;
    std::optional<Endpoint> listens_at;  ///< where others can dial it
    bool incoming = false;

    // what it knows and has
    bool knows_manifest = false;  ///< it said so
    bool was_told = false;        ///< we said that we know it
    bool got_map = false;         ///< we told it what we have
    Bitmap have;                  ///< empty until we know the manifest
    [[nodiscard]] bool is_complete() const { return have.size() != 0 && have.all(); }

    // what we want from it
    RequestWindow window;
    std::uint64_t asked_bytes = 0;                                     ///< sizes of in_flight together
    std::map<std::uint32_t, InFlight> in_flight;                       ///< chunks of files
    std::map<std::uint32_t, Instant> refused;                          ///< chunk -> not to be asked of it before
    std::map<std::uint32_t, Bytes> manifest_parts;                     ///< manifest chunks in flight
    std::set<std::pair<std::uint32_t, std::uint32_t>> hashes_asked;    ///< (blob, block) in flight
    std::set<std::pair<std::uint32_t, std::uint32_t>> hashes_lacking;  ///< (blob, block) it does not know
    Instant waits_since;                                               ///< when it last sent what we waited for
    bool silent = false;
    Fruitless fruitless;

    // what it wants from us
    std::deque<std::pair<wire::Space, std::uint32_t>> wants;
    std::deque<Sending> sending;     ///< in the order asked; the first goes out
    Bitmap given;                    ///< chunks that we sent it whole; empty until the first
    RateMeter elsewhere;             ///< what it announced and did not get from us
    std::uint32_t over_limit = 0;    ///< requests beyond the queue
    std::uint64_t read_in_vain = 0;  ///< bytes read for it that it cancelled

    // what it knows of others
    std::set<Endpoint> told_of;
    std::optional<Instant> tell_at;
    Instant hints_paid_until;  ///< each hint it gave moves this by limits::hint_every

    RateMeter down;  ///< verified content from it
    RateMeter up;    ///< content to it

    [[nodiscard]] bool can_send() const { return !sending.empty() && sending.front().data != nullptr; }
    [[nodiscard]] bool owes_us() const {
        return !in_flight.empty() || !manifest_parts.empty() || !hashes_asked.empty();
    }
};

}  // namespace shoal::transfer
