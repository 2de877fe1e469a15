#pragma once
// What can go wrong in a simulated world, how often it does in this run, and how often it did.

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tests/sim/draw.h"

namespace shoal::sim {

enum class Fault : std::uint8_t {
    // datagrams
    datagram_lost,
    datagram_duplicated,
    datagram_delayed,  ///< and so overtaken by later ones
    datagram_garbled,  ///< a flipped bit that the checksum let through
    // streams
    stream_delayed,   ///< a lost segment: everything behind it waits for the retransmission
    stream_shredded,  ///< a segment arrives in pieces
    stream_reset,     ///< by something on the way
    dial_lost,        ///< nobody answers
    dial_refused,
    dial_slow,
    half_open,    ///< a peer vanished without a word
    nat_blocked,  ///< somebody dialled into a network that lets nobody in
    // the network as a whole
    partition,
    one_way_partition,
    slow_network,
    address_changed,
    // a machine
    process_killed,
    power_cut,
    orderly_restart,
    clock_jumped,    ///< the wall clock; the monotonic one never does
    machine_paused,  ///< suspended, or starved: nothing runs, then everything at once
    job_delayed,     ///< a worker that takes long: others overtake it
    // a disk
    disk_slow,
    disk_read_failed,
    disk_write_failed,
    disk_sync_failed,  ///< what was written before it may never arrive, and is not tried again
    disk_full,
    disk_short_write,  ///< some of it, then no space
    bit_rot,
    page_lost,  ///< by a power cut
    page_torn,  ///< by a power cut
    name_lost,  ///< by a power cut: a file made, renamed or removed that was not yet durable
    // people
    file_edited,
    file_removed,
    folder_away,  ///< unmounted, later back
    share_paused,
    share_limited,
    share_reselected,
    share_rechecked,
    share_removed,  ///< and wanted again later
    // peers that lie
    wrong_data,
    wrong_hashes,
    wrong_manifest,
    have_lie,     ///< claims what it does not have
    silent_peer,  ///< takes requests and answers none
    rejecting_peer,
    flood,         ///< messages nobody asked for
    giant_length,  ///< a record that claims more than a kind may have
    request_storm,
    peer_poison,     ///< peer exchange full of addresses where nobody is
    dht_poison,      ///< DHT answers that name liars, and peers that are none
    new_identities,  ///< reconnects under a new key after each ban
    half_handshake,  ///< begins handshakes and never ends them
    stranger,        ///< guesses at shares without knowing a link
    count_           ///< how many there are
};

inline constexpr std::size_t fault_kinds = static_cast<std::size_t>(Fault::count_);

[[nodiscard]] std::string_view name_of(Fault fault);

/// The rates and counters of one run.
class Faults {
public:
    explicit Faults(Draw draw);

    /// How often a fault strikes where it can, in millionths; 0: never.
    void set_rate(Fault fault, std::uint32_t per_million) { rates_[index(fault)] = per_million; }
    [[nodiscard]] std::uint32_t rate(Fault fault) const { return rates_[index(fault)]; }

    /// Whether it strikes here and now; counted if it does. Never while calm.
    [[nodiscard]] bool strikes(Fault fault);
    /// Strikes in the n-th place from now (1: the next) where it can, once, whatever its rate is. Precondition: n > 0.
    void strike_at(Fault fault, std::uint64_t n) { countdowns_[index(fault)] = n; }
    /// A fault that somebody decided on: counted.
    void happened(Fault fault) { ++counts_[index(fault)]; }
    [[nodiscard]] std::uint64_t count(Fault fault) const { return counts_[index(fault)]; }
    [[nodiscard]] std::uint64_t total() const;

    /// The faults stop: from here on everything that can be reached must finish.
    void calm() { calm_ = true; }
    void resume() { calm_ = false; }
    [[nodiscard]] bool is_calm() const { return calm_; }

private:
    static std::size_t index(Fault fault) { return static_cast<std::size_t>(fault); }
    std::array<std::uint32_t, fault_kinds> rates_{};
    std::array<std::uint64_t, fault_kinds> counts_{};
    std::array<std::uint64_t, fault_kinds> countdowns_{};  // to the place that was chosen; 0: none was
    std::vector<Draw> draws_;                              // one a kind
    bool calm_ = false;
};

}  // namespace shoal::sim
