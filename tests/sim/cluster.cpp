#include "tests/sim/cluster.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/magnet.h"
#include "transfer/share_file.h"

namespace shoal::sim {
namespace {

constexpr Duration supervisor_waits = 5s;  // before it starts what ended by itself
constexpr Duration person_waits = 10s;     // before asking again
constexpr std::uint64_t resolve_timeout_ms = 60'000;

}  // namespace

Cluster::Cluster(std::uint64_t seed, bool is_shown)
    : universe_{seed, is_shown}, draw_{universe_.draw.split("cluster")} {}

Cluster::~Cluster() {
    watcher_ = nullptr;
    for (auto& site : sites_) site.actor.reset();
    sites_.clear();
}

// --- machines --------------------------------------------------------------------------------------------------------

IpAddress Cluster::drawn_address() {
    while (true) {
        // Public ones, so that nothing is let through for being near.
        const auto address = IpAddress::v4(
            static_cast<std::uint8_t>(draw_.between(60, 99)), static_cast<std::uint8_t>(draw_.below(256)),
            static_cast<std::uint8_t>(draw_.below(256)), static_cast<std::uint8_t>(draw_.between(1, 254)));
        if (used_addresses_.insert(address).second) return address;
    }
}

Site& Cluster::add(MachineOptions options) {
    if (options.host.address.is_unspecified()) options.host.address = drawn_address();
    if (options.bootstrap.empty() && !sites_.empty()) options.bootstrap = {sites_.front()->endpoint()};
    auto& site = sites_.emplace_back();
    site.addresses.insert(options.host.address);
    site.machine =
        std::make_unique<Machine>(universe_, static_cast<std::uint32_t>(sites_.size() - 1), std::move(options));
    site->on_event([this, &site](Machine&, const Event& event) { on_event(site, event); });
    return site;
}

void Cluster::switch_on(Site& site) {
    if (site->is_running() || site.is_hostile()) return;
    if (!site->start()) {
        clock().after(supervisor_waits, [this, &site] {
            if (site.is_wanted_up) switch_on(site);
        });
        return;
    }
    for (auto& wish : site.wishes) wish.is_asked = false;
    if (watcher_ != nullptr) watcher_->started(site);
    pursue(site);
}

Site& Cluster::add_hostile(Fault kind, Content& content) {
    auto& site = add();
    HostileOptions options{.listen = {IpAddress{}, engine_port}};
    for (auto& other : sites_) {
        if (&other != &site && !other.is_hostile()) options.victims.push_back(other->endpoint());
    }
    options.bootstrap = {sites_.front()->endpoint()};
    options.manifest = content.manifest;
    options.content = [&content](ChunkIndex chunk) {
        const auto bytes = content.chunk(chunk);
        return Bytes{bytes.begin(), bytes.end()};
    };
    options.id = content.manifest->id();
    options.may_name_anybody = true;
    options.on_violation = [this, &site](const std::string& what) {
        if (watcher_ != nullptr) watcher_->learnt(site, what);
    };
    site.actor = make_hostile(kind, site->world(), site->log(), std::move(options),
                              draw_.split("hostile", sites_.size()), universe_.faults);
    return site;
}

void Cluster::crash(Site& site, Death how, Duration away) {
    if (!site->is_running()) return;
    faults().happened(how == Death::power ? Fault::power_cut : Fault::process_killed);
    site->die(how);
    clock().after(away, [this, &site] { switch_on(site); });
}

void Cluster::crash_at_write(Site& site, std::uint64_t n, Death how, Duration away) {
    site->die_at_write(n, how, [this, &site, how, away] {
        faults().happened(how == Death::power ? Fault::power_cut : Fault::process_killed);
        clock().after(away, [this, &site] { switch_on(site); });
    });
}

void Cluster::restart(Site& site, Duration away) {
    if (!site->is_running()) return;
    faults().happened(Fault::orderly_restart);
    site->stop([this, &site, away] { clock().after(away, [this, &site] { switch_on(site); }); });
}

void Cluster::move(Site& site) {
    faults().happened(Fault::address_changed);
    const auto address = drawn_address();
    site.addresses.insert(address);
    universe_.network.move(site->host(), address);
}

// --- people ----------------------------------------------------------------------------------------------------------

Content& Cluster::content(Content folder) {
    return contents_.emplace_back(std::move(folder));
}

void Cluster::share(Site& site, Content& content) {
    const auto directory = site->path("home");
    for (const auto& [path, bytes] : content.files) site->disk().put(content.place(directory, path), bytes);
    site.wishes.push_back({.content = &content, .is_share = true, .directory = directory});
    pursue(site);
}

void Cluster::get(Site& site, Content& content, const std::string& below) {
    site.wishes.push_back({.content = &content, .directory = site->path(below)});
    pursue(site);
}

void Cluster::want_again(Site& site, Wish& wish) {
    wish.is_asked = false;
    wish.may_overwrite = true;
    pursue(site, wish);
}

void Cluster::tell_removed(Site& site, Wish& wish, bool is_all_gone) {
    universe_.trace.say(clock().now(), site->name(), "has removed " + wish.content->name);
    if (watcher_ != nullptr) watcher_->removed(site, wish, is_all_gone);
}

void Cluster::pursue(Site& site) {
    for (auto& wish : site.wishes) pursue(site, wish);
}

void Cluster::pursue_later(Site& site) {
    clock().after(person_waits, [this, &site] { pursue(site); });
}

void Cluster::pursue(Site& site, Wish& wish) {
    if (!site->is_running() || wish.is_asked || wish.is_acknowledged || wish.is_leaving) return;
    if (!wish.is_share && !wish.content->is_shared()) return pursue_later(site);  // no link yet
    wish.is_asked = true;
    if (wish.is_share) {
        ask_share(site, wish);
    } else {
        ask_get(site, wish);
    }
}

void Cluster::ask_share(Site& site, Wish& wish) {
    const auto start = site->starts();
    site->engine().ask(
        AddShare{.path = wish.directory + "/" + wish.content->name, .reproducible = false, .comment = {}},
        [this, &site, &wish, start](Result<ShareAdded> added) {
            if (start != site->starts()) return;  // of an engine that is gone
            wish.is_asked = false;
            if (!added) {
                wish.last_word = added.error().what;
                return pursue_later(site);
            }
            learn(site, wish, *added);
        });
}

// The first answer is the share that all others fetch. If the engine died before it was heard the content may be
// shared twice; the second link is as good.
void Cluster::learn(Site& site, Wish& wish, const ShareAdded& added) {
    wish.is_acknowledged = true;
    wish.was_complete = true;
    const auto file = site->disk().read_whole(site->path("data/shares/" + added.tag + ".share"));
    SHOAL_REQUIRE(file.has_value());  // it was acknowledged
    const auto record = transfer::unpack_share(*file);
    SHOAL_REQUIRE(record.has_value());
    if (wish.content->is_shared()) return;
    wish.content->manifest = record->manifest;
    wish.content->link = added.link;
    universe_.trace.say(clock().now(), site->name(), "shares " + wish.content->name);
}

void Cluster::ask_get(Site& site, Wish& wish) {
    const auto start = site->starts();
    const auto again = [this, &site, &wish](const Error& error) {
        wish.is_asked = false;
        wish.last_word = error.what;
        pursue_later(site);
    };
    site->engine().ask(
        ResolveLink{.link = wish.content->link, .timeout_ms = resolve_timeout_ms},
        [this, &site, &wish, start, again](Result<LinkResolved> resolved) {
            if (start != site->starts() || !site->is_running()) return;
            if (!resolved) return again(resolved.error());
            site->engine().ask(
                StartDownload{.tag = resolved->tag, .directory = wish.directory, .overwrite = wish.may_overwrite},
                [this, &site, &wish, start, again](Result<ShareView> view) {
                    if (start != site->starts()) return;
                    if (!view) return again(view.error());
                    wish.is_asked = false;
                    wish.is_acknowledged = true;
                    universe_.trace.say(clock().now(), site->name(), "fetches " + wish.content->name);
                });
        });
}

void Cluster::on_event(Site& site, const Event& event) {
    if (const auto* complete = std::get_if<ShareCompleted>(&event)) {
        for (auto& wish : site.wishes) {
            if (!wish.content->is_shared() || wish.is_share) continue;
            const auto tag = ContentKeys::derive(wish.content->manifest->id()).tag.str();
            if (tag == complete->tag && !wish.is_leaving) wish.was_complete = true;
        }
    }
    const auto* trouble = std::get_if<ShareTroubled>(&event);
    if (trouble && trouble->code == to_string(Errc::exists)) clear_the_way(site, trouble->tag);
    if (watcher_ != nullptr) watcher_->saw(site, event);
}

// What rotted, or was changed, stands in the way of what is right: the person says that it may go.
void Cluster::clear_the_way(Site& site, const std::string& tag) {
    for (auto& wish : site.wishes) {
        if (!site.has_rot && !wish.was_spoilt) continue;
        if (wish.is_share || !wish.content->is_shared() || !wish.is_acknowledged || wish.is_leaving) continue;
        if (ContentKeys::derive(wish.content->manifest->id()).tag.str() != tag) continue;
        wish.is_acknowledged = false;
        wish.may_overwrite = true;
        pursue_later(site);
    }
}

// --- questions -------------------------------------------------------------------------------------------------------

bool Cluster::all_done() const {
    return std::ranges::all_of(sites_, [](const Site& site) {
        return site.is_hostile() ||
               std::ranges::all_of(site.wishes, [](const Wish& w) { return w.was_complete && !w.is_changing; });
    });
}

std::vector<std::string> Cluster::unfinished() const {
    std::vector<std::string> out;
    for (const auto& site : sites_) {
        if (site.is_hostile()) continue;
        for (const auto& wish : site.wishes) {
            if (wish.is_changing)
                out.push_back(fmt::format("{} did not hear of a change of {}", site->name(), wish.content->name));
            if (!wish.was_complete)
                out.push_back(fmt::format("{} has not got {}: {}", site->name(), wish.content->name, wish.last_word));
        }
    }
    return out;
}

void Cluster::ask_why() {
    for (auto& site : sites_) {
        if (site.is_hostile()) continue;
        for (auto& wish : site.wishes) {
            if (wish.was_complete) continue;
            if (!site->is_running()) {
                wish.last_word = "it is not running; " + wish.last_word;
                continue;
            }
            if (!wish.is_acknowledged || !wish.content->is_shared()) continue;
            const auto tag = ContentKeys::derive(wish.content->manifest->id()).tag.str();
            site->engine().ask(ShowShare{.tag = tag}, [&wish](const Result<ShareDetails>& details) {
                if (!details) return void(wish.last_word = details.error().what);
                const auto& view = details->share;
                wish.last_word =
                    fmt::format("{} with {} of {} bytes from {} peers ({} seeds, {} known) {}", to_string(view.state),
                                view.bytes_have, view.bytes, view.peers, view.seeds, view.known, view.error);
            });
        }
    }
}

Site* Cluster::owner_of(const IpAddress& address) {
    const auto found = std::ranges::find_if(sites_, [&](const Site& site) { return site.addresses.contains(address); });
    return found == sites_.end() ? nullptr : &*found;
}

}  // namespace shoal::sim
