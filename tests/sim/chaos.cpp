#include "tests/sim/chaos.h"

#include <algorithm>

namespace shoal::sim {

Chaos::Chaos(Cluster& cluster, Draw draw, std::vector<Fault> kinds, Duration every)
    : cluster_{cluster}, draw_{draw}, kinds_{std::move(kinds)}, every_{every}, whims_{cluster, draw.split("whims"),
                                                                                      [this](Duration wait, Task how) {
                                                                                          mend(wait, std::move(how));
                                                                                      }},
      honest_{static_cast<std::size_t>(
          std::ranges::count_if(cluster.sites(), [](const Site& site) { return !site.is_hostile(); }))} {}

Chaos::~Chaos() = default;

void Chaos::begin() {
    if (!kinds_.empty()) arm();
}

void Chaos::arm() {
    cluster_.clock().after(draw_.between(Duration{0}, every_ * 2), [this, alive = std::weak_ptr{alive_}] {
        if (alive.expired() || is_over_) return;
        strike(kinds_[draw_.below(kinds_.size())]);
        arm();
    });
}

void Chaos::end() {
    is_over_ = true;
    while (!mends_.empty()) {  // what cannot be mended before something else is comes again
        auto mends = std::exchange(mends_, {});
        for (auto& [number, how] : mends) how();
    }
    cluster_.universe().network.unblock_all();
    cluster_.universe().network.slow_down(1);
    for (auto& site : cluster_.sites()) site->disk().no_crash();
}

void Chaos::mend(Duration wait, Task how) {
    const auto number = next_mend_++;
    mends_[number] = std::move(how);
    cluster_.clock().after(wait, [this, number, alive = std::weak_ptr{alive_}] {
        if (alive.expired()) return;
        if (auto mended = mends_.extract(number)) mended.mapped()();
    });
}

Site& Chaos::drawn_site(std::size_t from) {
    return cluster_.site(from + draw_.below(honest_ - from));
}

void Chaos::strike(Fault fault) {
    cluster_.universe().trace.say(cluster_.clock().now(), "chaos", name_of(fault));
    switch (fault) {
    case Fault::partition:
    case Fault::one_way_partition:
    case Fault::slow_network:
        return strike_network(fault);
    case Fault::disk_full:
    case Fault::folder_away:
        return strike_disk(fault, drawn_site(0));
    case Fault::bit_rot:
    case Fault::file_edited:
    case Fault::file_removed:
        return strike_file(fault, drawn_site(0));
    case Fault::share_paused:
    case Fault::share_limited:
    case Fault::share_reselected:
    case Fault::share_rechecked:
    case Fault::share_removed:
        return whims_.strike(fault, drawn_site(0));
    case Fault::address_changed:
        return strike_machine(fault, drawn_site(1));  // the first one is in everybody's settings
    default:
        return strike_machine(fault, drawn_site(0));
    }
}

void Chaos::partition(bool one_way) {
    auto& network = cluster_.universe().network;
    std::vector<bool> is_left;
    for (std::size_t i = 0; i < cluster_.sites().size(); ++i) is_left.push_back(draw_.below(2) == 0);
    for (std::size_t i = 0; i < is_left.size(); ++i) {
        for (std::size_t j = 0; j < is_left.size(); ++j) {
            if (is_left[i] == is_left[j] || (one_way && is_left[i])) continue;
            network.block(cluster_.site(i)->host(), cluster_.site(j)->host());
        }
    }
}

void Chaos::strike_network(Fault fault) {
    auto& network = cluster_.universe().network;
    cluster_.faults().happened(fault);
    if (fault == Fault::slow_network) {
        network.slow_down(static_cast<unsigned>(draw_.between(2, 12)));
        return mend(draw_.between(1s, 40s), [&network] { network.slow_down(1); });
    }
    partition(fault == Fault::one_way_partition);
    mend(draw_.between(500ms, 50s), [&network] { network.unblock_all(); });
}

void Chaos::die(Site& site, Death how) {
    const auto away = draw_.between(10ms, 25s);
    if (draw_.below(2) == 0) return cluster_.crash(site, how, away);
    // In the middle of what it does on its disk.
    cluster_.crash_at_write(site, draw_.between(1, 150), how, away);
}

void Chaos::strike_machine(Fault fault, Site& site) {
    switch (fault) {
    case Fault::process_killed:
        return die(site, Death::process);
    case Fault::power_cut:
        return die(site, Death::power);
    case Fault::orderly_restart:
        return cluster_.restart(site, draw_.between(0s, 10s));
    case Fault::machine_paused:
        cluster_.faults().happened(fault);
        return site->pause_until(cluster_.clock().now() + draw_.between(100ms, draw_.below(4) == 0 ? 240s : 20s));
    case Fault::clock_jumped: {
        cluster_.faults().happened(fault);
        const auto by = draw_.between(1s, std::chrono::hours{24 * 400});
        return site->jump_wall_clock(draw_.below(2) == 0 ? by : -by);
    }
    case Fault::address_changed:
        return cluster_.move(site);
    default:
        broken_invariant("a fault of a machine", __FILE__, __LINE__);
    }
}

void Chaos::strike_disk(Fault fault, Site& site) {
    auto& disk = site->disk();
    if (fault == Fault::disk_full) {
        disk.set_capacity(disk.used() + draw_.below(400'000));
        return mend(draw_.between(1s, 40s),
                    [&disk, capacity = site->options().capacity] { disk.set_capacity(capacity); });
    }
    const auto path = site->path(draw_.below(2) == 0 ? "down" : "home");
    if (!disk.unmount(path)) return;
    cluster_.faults().happened(fault);
    std::vector<Wish*> spoilt;
    for (auto& wish : site.wishes) {
        if (wish.directory != path) continue;
        ++wish.spoilers;
        wish.was_spoilt = true;
        spoilt.push_back(&wish);
    }
    mend(draw_.between(1s, 40s), [&disk, path, spoilt] {
        disk.mount_again(path);
        for (auto* wish : spoilt) --wish->spoilers;
    });
}

// What was changed comes back, but for rot.
void Chaos::strike_file(Fault fault, Site& site) {
    if (site.wishes.empty()) return;
    auto& wish = site.wishes[draw_.below(site.wishes.size())];
    if (fault == Fault::bit_rot && wish.is_share) return;  // the only one who has it must keep it
    auto& disk = site->disk();
    const auto files = disk.files_below(wish.directory + "/" + wish.content->name);
    if (files.empty()) return;
    const auto& path = files[draw_.below(files.size())];
    const auto before = disk.read_whole(path);
    if (!before || before->empty()) return;
    const auto bit = draw_.below(before->size() * 8);
    if (fault == Fault::bit_rot) {
        site.has_rot = true;
        static_cast<void>(disk.rot(path, bit));
        return;
    }
    cluster_.faults().happened(fault);
    ++wish.spoilers;
    wish.was_spoilt = true;
    if (fault == Fault::file_removed) {
        disk.remove(path);
    } else {
        auto changed = *before;
        changed[bit / 8] ^= Byte{1} << static_cast<int>(bit % 8);
        disk.put(path, changed);
    }
    mend(draw_.between(500ms, 30s), [this, &site, &wish, path] { put_back(site, wish, path); });
}

void Chaos::put_back(Site& site, Wish& wish, const std::string& path) {
    for (const auto& [below, bytes] : wish.content->files) {
        if (wish.content->place(wish.directory, below) != path) continue;
        // Not while the folder is away.
        if (!site->disk().put(path, bytes)) return mend(1s, [this, &site, &wish, path] { put_back(site, wish, path); });
    }
    --wish.spoilers;
}

}  // namespace shoal::sim
