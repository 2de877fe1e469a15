#include "tests/sim/profile.h"

#include <algorithm>
#include <span>

namespace shoal::sim {
namespace {

using enum Fault;

struct Small {
    Fault fault;
    std::uint32_t most;  // per million
};

constexpr Small network_faults[]{{datagram_lost, 200'000},   {datagram_duplicated, 50'000}, {datagram_delayed, 100'000},
                                 {datagram_garbled, 20'000}, {stream_delayed, 50'000},      {stream_shredded, 500'000},
                                 {stream_reset, 5'000},      {dial_lost, 300'000},          {dial_refused, 200'000},
                                 {dial_slow, 300'000}};
constexpr Small disk_faults[]{{disk_slow, 20'000},        {disk_read_failed, 5'000},  {disk_write_failed, 10'000},
                              {disk_sync_failed, 20'000}, {disk_short_write, 10'000}, {job_delayed, 20'000}};

constexpr Fault network_chaos[]{partition, one_way_partition, slow_network, address_changed};
constexpr Fault crash_chaos[]{process_killed, power_cut, orderly_restart, machine_paused, clock_jumped};
constexpr Fault disk_chaos[]{disk_full, bit_rot, file_edited, file_removed, folder_away};
constexpr Fault people_chaos[]{share_paused, share_limited, share_reselected, share_rechecked, share_removed};
constexpr Fault liars[]{wrong_data,     wrong_hashes,   wrong_manifest, have_lie,      silent_peer,
                        rejecting_peer, flood,          giant_length,   request_storm, peer_poison,
                        dht_poison,     new_identities, half_handshake, stranger};

// Each kind exists in half of the runs, and then strikes at a rate between a thousandth of the most and the most,
// spread evenly over the orders of magnitude.
void draw_rates(Draw& draw, Faults& faults, std::span<const Small> kinds) {
    for (const auto& [fault, most] : kinds) {
        const auto shift = draw.below(10);
        if (draw.below(2) == 0) faults.set_rate(fault, std::max<std::uint32_t>(most >> shift, 1));
    }
}

void draw_some(Draw& draw, std::vector<Fault>& out, std::span<const Fault> kinds, std::uint64_t one_in) {
    for (const auto fault : kinds) {
        if (draw.below(one_in) == 0) out.push_back(fault);
    }
}

void draw_sizes(Draw& draw, Profile& profile) {
    constexpr std::uint64_t kib = 1024;
    constexpr std::uint64_t sizes[]{1, 100 * kib, 700 * kib, 1500 * kib, 3000 * kib};
    profile.bytes = sizes[draw.below(std::size(sizes))] + draw.below(200 * kib);
    profile.contents = draw.below(4) == 0 ? 2 : 1;
    profile.up = draw.between(200'000, 8'000'000);
    profile.nodes = draw.between(3, 14);
}

struct Kind {
    std::string_view name;
    void (*draw)(Draw&, Profile&, Faults&);
};

void draw_network(Draw& draw, Profile& profile, Faults& faults) {
    draw_rates(draw, faults, network_faults);
    draw_some(draw, profile.chaos, network_chaos, 2);
}

void draw_disk(Draw& draw, Profile& profile, Faults& faults) {
    draw_rates(draw, faults, disk_faults);
    draw_some(draw, profile.chaos, disk_chaos, 2);
}

void draw_crashes(Draw& draw, Profile& profile, Faults& faults) {
    static_cast<void>(faults);
    draw_some(draw, profile.chaos, crash_chaos, 2);
}

void draw_people(Draw& draw, Profile& profile) {
    draw_some(draw, profile.chaos, people_chaos, 2);
}

void draw_liars(Draw& draw, Profile& profile, Faults& faults) {
    static_cast<void>(faults);
    draw_some(draw, profile.hostile, liars, 6);
}

constexpr Kind kinds[]{
    {"mixed",
     [](Draw& draw, Profile& profile, Faults& faults) {
         draw_sizes(draw, profile);
         if (draw.below(3) > 0) draw_network(draw, profile, faults);
         if (draw.below(3) > 0) draw_disk(draw, profile, faults);
         if (draw.below(3) > 0) draw_crashes(draw, profile, faults);
         if (draw.below(3) > 0) draw_liars(draw, profile, faults);
         if (draw.below(3) > 0) draw_people(draw, profile);
     }},
    {"calm", [](Draw& draw, Profile& profile, Faults&) { draw_sizes(draw, profile); }},
    {"network",
     [](Draw& draw, Profile& profile, Faults& faults) {
         draw_sizes(draw, profile);
         draw_network(draw, profile, faults);
     }},
    {"disk",
     [](Draw& draw, Profile& profile, Faults& faults) {
         draw_sizes(draw, profile);
         draw_disk(draw, profile, faults);
     }},
    {"crash",
     [](Draw& draw, Profile& profile, Faults& faults) {
         draw_sizes(draw, profile);
         profile.chaos = {process_killed, power_cut};
         profile.chaos_every = 2s;
         if (draw.below(2) == 0) draw_disk(draw, profile, faults);
     }},
    {"people",
     [](Draw& draw, Profile& profile, Faults& faults) {
         draw_sizes(draw, profile);
         draw_people(draw, profile);
         profile.chaos_every = 2s;
         if (draw.below(2) == 0) draw_crashes(draw, profile, faults);
         if (draw.below(2) == 0) draw_disk(draw, profile, faults);
     }},
    {"hostile",
     [](Draw& draw, Profile& profile, Faults&) {
         draw_sizes(draw, profile);
         draw_some(draw, profile.hostile, liars, 2);
     }},
    {"speed",
     [](Draw&, Profile& profile, Faults&) {
         profile.bytes = 2 << 20;
         profile.least = 120s;
         profile.safety = 0s;
     }},
    {"canary",
     [](Draw&, Profile& profile, Faults&) {
         profile.syncs_are_lies = true;
         profile.nodes = 4;
     }},
};

}  // namespace

std::vector<std::string_view> profile_names() {
    std::vector<std::string_view> out;
    for (const auto& kind : kinds) out.push_back(kind.name);
    return out;
}

std::optional<Profile> draw_profile(std::string_view name, Draw draw, Faults& faults) {
    const auto kind = std::ranges::find(kinds, name, &Kind::name);
    if (kind == std::end(kinds)) return std::nullopt;
    Profile profile;
    kind->draw(draw, profile, faults);
    return profile;
}

}  // namespace shoal::sim
