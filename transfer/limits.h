#pragma once
// Every number of the transfer protocol, with its unit and reason: first what the protocol fixes, then what we chose.

#include <cstddef>
#include <cstdint>

#include "core/time.h"

namespace shoal::transfer::limits {

// --- fixed by the protocol (docs/wire.md) ---------------------------------------------------------------------------

inline constexpr std::uint32_t data_bytes = 32 * 1024;    ///< content in one data message
inline constexpr std::size_t have_map_bytes = 32 * 1024;  ///< bitmap in one have_map
inline constexpr std::size_t have_ranges = 1024;          ///< ranges in one have
inline constexpr std::size_t chunks_per_request = 64;     ///< in one request or cancel
inline constexpr std::size_t peers_per_message = 50;      ///< endpoints in one peers message
inline constexpr std::size_t reason_bytes = 64;           ///< text in a bye
inline constexpr std::size_t agent_bytes = 64;            ///< text in a hello
inline constexpr Duration keep_alive_after = 60s;         ///< silence after which we say hello again
inline constexpr Duration link_dead_after = 180s;         ///< silence after which the other side is gone
inline constexpr Duration handshake_within = 10s;

// --- ours: links ----------------------------------------------------------------------------------------------------

inline constexpr std::size_t links = 400;           ///< established, in all; each costs a descriptor and ~100 KiB
inline constexpr std::size_t links_incoming = 300;  ///< of them those that others began, so that we can always dial
inline constexpr std::size_t dial_target = 30;      ///< we stop dialling for a share at so many links
inline constexpr std::size_t half_open = 256;       ///< handshakes under way that others began; the oldest makes room
inline constexpr std::size_t half_open_per_network = 8;  ///< of them from one /24 or /64 of global addresses
inline constexpr std::size_t dials = 16;                 ///< attempts of ours under way
inline constexpr Duration dial_within = 5s;
inline constexpr std::size_t departed_links = 256;   ///< remembered, for lies that are found out late; 100 bytes each
inline constexpr Duration shareless_within = 15s;    ///< a link on which no share is open by then is ended
inline constexpr std::size_t opens_per_link = 4096;  ///< shares open on one link
inline constexpr std::size_t refused_opens_per_link = 64;  ///< wrong tags or proofs before a link is ended

// --- ours: bans -----------------------------------------------------------------------------------------------------

inline constexpr Duration ban_for = std::chrono::hours{1};
inline constexpr std::size_t lying_keys_per_address = 3;  ///< banned keys before their address is banned too
inline constexpr std::size_t bans = 10'000;               ///< remembered; the oldest makes room

// --- ours: a swarm --------------------------------------------------------------------------------------------------

inline constexpr std::size_t known_peers = 1000;  ///< endpoints remembered for one share
inline constexpr std::size_t upload_queue = 512;  ///< chunks one peer may have asked for and not got
inline constexpr std::size_t over_queue = 512;    ///< requests beyond that before the link is ended
inline constexpr std::size_t reads_at_once = 16;  ///< chunks being read from disk for peers, per share
inline constexpr std::uint64_t cancelled_reads =
    4 * 1024 * 1024;  ///< bytes read for one peer that it may cancel, beyond as many as it took
inline constexpr std::size_t reads_per_peer = 8;  ///< of them for one peer, in the order it asked
inline constexpr std::size_t turn_bytes =
    256 * 1024;  ///< read from one link before everybody else has a turn; 0.3 ms of decryption
inline constexpr std::size_t write_bytes =
    128 * 1024;  ///< encrypted for one link before it is written, so that the other side works while we go on
inline constexpr std::size_t send_queue_bytes =
    512 * 1024;  ///< content queued on one link before we wait for it to drain
inline constexpr std::uint64_t window_min =
    512 * 1024;  ///< bytes in flight from one peer, at least: one chunk on its way, one asked for
inline constexpr std::uint64_t window_start = 1024 * 1024;
inline constexpr std::uint64_t window_max = 32 * 1024 * 1024;  ///< 1 Gb/s at 250 ms
inline constexpr std::size_t asks_in_flight = 256;           ///< chunks in flight from one peer; half of what it queues
inline constexpr std::size_t hash_blocks_in_flight = 8;      ///< per peer; 128 KiB of hashes
inline constexpr std::size_t urgent_hash_blocks = 4;         ///< per peer beyond those, because somebody waits
inline constexpr std::size_t manifest_chunks_in_flight = 8;  ///< per peer; 2 MiB
inline constexpr Duration have_delay = 30ms;                 ///< chunks that arrive within it are announced together
inline constexpr Duration silent_after = 4s;                 ///< a peer that owes data and sends none is passed over
inline constexpr Duration refused_for = 1s;        ///< how long a chunk is not asked of a peer that rejected it
inline constexpr std::size_t urgent_chunks = 512;  ///< of one share at once: 128 MiB; each is looked at every turn
inline constexpr std::uint64_t urgent_beyond_window =
    1024 * 1024;  ///< bytes that may be asked of a peer beyond its window because somebody waits: four chunks
inline constexpr std::size_t urgent_asked_twice = 4;   ///< chunks that are late and asked of two peers; 1 MiB of waste
inline constexpr Duration urgent_patience = 300ms;     ///< on top of twice what a chunk should take, before it is late
inline constexpr Duration urgent_refused_for = 250ms;  ///< as refused_for, of what somebody waits for
inline constexpr Duration read_patience = 10min;       ///< a read that waits longer has been forgotten by whoever asked
inline constexpr std::size_t content_reads = 64;       ///< waiting in the engine; each may hold 2.3 MiB for a moment
inline constexpr std::size_t content_reads_per_share = 32;           ///< of them in one share
inline constexpr std::uint64_t read_ahead_bytes = 16 * 1024 * 1024;  ///< urgent behind one read: 8 s of a good film
inline constexpr std::size_t read_trails = 16;                       ///< readers whose next read is prepared for
inline constexpr Duration read_lingers = 3s;                         ///< how long a reader is expected to come again
inline constexpr std::size_t comparisons = 4;       ///< folders verified at once; each keeps all cores busy
inline constexpr Duration origin_patience = 5s;     ///< the least that a lone origin waits for a receiver to announce
inline constexpr std::int64_t hints_at_once = 100;  ///< endpoints taken from one peer; each may cost a dial in vain
inline constexpr Duration hint_every = 1s;          ///< and one more for each such time
inline constexpr Duration peers_every = 60s;        ///< peers messages to one peer, after the first ones
inline constexpr Duration peers_soon = 500ms;       ///< delay of the first peers message about a newcomer

}  // namespace shoal::transfer::limits
