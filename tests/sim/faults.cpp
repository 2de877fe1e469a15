#include "tests/sim/faults.h"

#include <numeric>

namespace shoal::sim {
namespace {

constexpr std::array<std::string_view, fault_kinds> names{
    "datagram_lost",
    "datagram_duplicated",
    "datagram_delayed",
    "datagram_garbled",
    "stream_delayed",
    "stream_shredded",
    "stream_reset",
    "dial_lost",
    "dial_refused",
    "dial_slow",
    "half_open",
    "nat_blocked",
    "partition",
    "one_way_partition",
    "slow_network",
    "address_changed",
    "process_killed",
    "power_cut",
    "orderly_restart",
    "clock_jumped",
    "machine_paused",
    "job_delayed",
    "disk_slow",
    "disk_read_failed",
    "disk_write_failed",
    "disk_sync_failed",
    "disk_full",
    "disk_short_write",
    "bit_rot",
    "page_lost",
    "page_torn",
    "name_lost",
    "file_edited",
    "file_removed",
    "folder_away",
    "share_paused",
    "share_limited",
    "share_reselected",
    "share_rechecked",
    "share_removed",
    "wrong_data",
    "wrong_hashes",
    "wrong_manifest",
    "have_lie",
    "silent_peer",
    "rejecting_peer",
    "flood",
    "giant_length",
    "request_storm",
    "peer_poison",
    "dht_poison",
    "new_identities",
    "half_handshake",
    "stranger",
};

}  // namespace

std::string_view name_of(Fault fault) {
    return names[static_cast<std::size_t>(fault)];
}

Faults::Faults(Draw draw) {
    draws_.reserve(fault_kinds);
    for (const auto name : names) draws_.push_back(draw.split(name));
}

bool Faults::strikes(Fault fault) {
    if (calm_) return false;
    auto& countdown = countdowns_[index(fault)];
    const bool is_chosen = countdown > 0 && --countdown == 0;
    if (!draws_[index(fault)].chance(rates_[index(fault)]) && !is_chosen) return false;
    ++counts_[index(fault)];
    return true;
}

std::uint64_t Faults::total() const {
    return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

}  // namespace shoal::sim
