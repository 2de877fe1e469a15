#include <algorithm>
#include <map>

#include "core/own_addresses.h"
#include "core/process_stats.h"
#include "transfer/background.h"
#include "transfer/metrics.h"
#include "transfer/working_engine.h"

namespace shoal::transfer {
namespace {

constexpr std::size_t diagnosed_directories = 32;  ///< each may be on a disk that sleeps

/// What is missing of shares that are fetched, by where it goes.
using Missing = std::map<std::string, std::uint64_t>;

std::vector<DiagnosisFacts::Room> look_at_rooms(Disk& disk, const Missing& missing) {
    std::vector<DiagnosisFacts::Room> out;
    for (const auto& [directory, bytes] : missing) {
        const auto root = disk.open_root(directory, false);
        if (!root) continue;  // its shares are in trouble and say so themselves
        const auto free = (*root)->free_bytes();
        if (free) out.push_back({.directory = directory, .free = *free, .missing = bytes});
    }
    return out;
}

}  // namespace

void WorkingEngine::handle(Number number, const GetMetrics&) {
    const auto& links = exchange_.links();
    MetricFacts facts;
    facts.version = options_.version;
    for (const auto& view : all_shares().shares) ++facts.shares[view.state];
    facts.totals = totals_;
    facts.peers_lan = links.ready_near();
    facts.peers_wan = links.ready_count() - facts.peers_lan;
    facts.half_open = links.half_open_count();
    facts.handshakes_good = links.counters().handshakes_good;
    facts.handshakes_bad = links.counters().handshakes_bad;
    facts.opens_refused = exchange_.opens_refused();
    facts.bans = links.bans().total();
    facts.nodes = dht_.reports();
    facts.dht = dht_.stats();
    for (const auto& [tag, share] : shares_) facts.disk_queue_bytes += share->pending_bytes();
    facts.loop_lag = loop_lag_;
    facts.log_suppressed = log_.suppressed();
    facts.process = read_process_stats();
    answer(number, Reply{metrics_of(facts)});
}

/// All but the room on disks.
DiagnosisFacts WorkingEngine::diagnosis_facts() const {
    const auto& counters = exchange_.links().counters();
    DiagnosisFacts facts;
    facts.uptime = world_.timers.now() - began_;
    facts.wall = world_.timers.wall();
    facts.listening = listening_;
    facts.is_port_drawn = std::ranges::any_of(options_.listen, [](const Endpoint& at) { return at.port == 0; });
    facts.own = own_addresses();
    facts.bootstrap = options_.bootstrap.size();
    facts.is_dht_connected = dht_.is_connected();
    facts.dht_in = dht_.stats().in;
    facts.nodes = dht_.reports();
    facts.links = exchange_.links().ready_count();
    facts.incoming_lan = counters.incoming_near;
    facts.incoming_wan = counters.incoming_far;
    facts.is_lan_on = lan_ != nullptr;
    facts.lan_neighbours = lan_ ? lan_->neighbours() : 0;
    const auto process = read_process_stats();
    facts.descriptors = process.descriptors;
    facts.descriptors_at_most = process.descriptors_at_most;
    for (const auto& [tag, share] : shares_) {
        const auto view = share->view();
        facts.seeding += view.state == ShareState::seeding ? 1U : 0U;
        if (view.state == ShareState::downloading) {
            ++facts.downloads;
            facts.downloads_without_peers += view.peers == 0 ? 1U : 0U;
        }
        if (share->trouble()) facts.troubles.push_back({view.tag, view.name, *share->trouble()});
    }
    return facts;
}

void WorkingEngine::handle(Number number, const Diagnose&) {
    Missing missing{{options_.data_dir, 0}};
    for (const auto& [tag, share] : shares_) {
        const auto& record = share->record();
        if (!record || record->directory.empty() || record->shared_here) continue;
        if (missing.size() >= diagnosed_directories && !missing.contains(record->directory)) continue;
        const auto view = share->view();
        missing[record->directory] += view.bytes_wanted - std::min(view.bytes_wanted, view.bytes_wanted_have);
    }
    run_behind(
        world_.workers, alive_.watch(),
        [disk = &world_.disk, missing = std::move(missing)] { return look_at_rooms(*disk, missing); },
        [this, number](std::vector<DiagnosisFacts::Room> rooms) {
            auto facts = diagnosis_facts();
            facts.rooms = std::move(rooms);
            answer(number, Reply{diagnose(facts)});
        });
}

}  // namespace shoal::transfer
