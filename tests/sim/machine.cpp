#include "tests/sim/machine.h"

#include <cstdio>
#include <fmt/format.h>

namespace shoal::sim {

Machine::Machine(Universe& universe, std::uint32_t number, MachineOptions options)
    : universe_{universe}, name_{fmt::format("m{:02}", number)}, options_{std::move(options)},
      host_{universe.network.add(options_.host)}, disk_{{.mount = "/" + name_, .capacity = options_.capacity},
                                                        universe.clock,
                                                        universe.faults,
                                                        universe.draw.split("disk", number),
                                                        universe.trace},
      timers_{universe.clock, host_}, datagrams_{universe.network, host_}, streams_{universe.network, host_},
      workers_{universe.clock, host_,         disk_, universe.faults, universe.draw.split("workers", number),
               universe.trace, options_.cores},
      random_{universe.draw.split("random", number)}, world_{timers_, datagrams_, streams_, disk_, workers_, random_},
      log_{universe.trace.is_shown() ? LogLevel::debug : LogLevel::error, LogFormat::text,
           [this] { return timers_.wall(); },
           [this](std::string_view line) {
               if (universe_.trace.is_shown()) fmt::print(stderr, "             {} | {}\n", name_, line);
           }} {
    universe_.vfs.add(disk_);
}

Machine::~Machine() {
    subscription_.reset();
    engine_.reset();
    workers_.drop_all();
    universe_.vfs.remove(disk_);
}

Result<> Machine::start() {
    SHOAL_REQUIRE(!engine_ && !is_dying_);
    ++starts_;
    host_.is_cut = false;
    if (disk_.is_dead()) disk_.revive();
    transfer::EngineOptions options{.data_dir = path("data"),
                                    .listen = {{IpAddress{}, engine_port}},
                                    .bootstrap = options_.bootstrap,
                                    .peers = options_.peers,
                                    .lan = options_.host.lan != 0,
                                    .limit_up = options_.limit_up,
                                    .limit_down = 0,
                                    .activate_all = true};
    auto opened = transfer::LocalEngine::open(world_, log_, std::move(options));
    if (is_dying_) {  // the disk died under it
        const std::unique_ptr<transfer::LocalEngine> dropped = opened ? std::move(*opened) : nullptr;
        return fail(Errc::io, "it died as it started");
    }
    if (!opened) {
        universe_.trace.say(universe_.clock.now(), name_, "cannot start: " + opened.error().what);
        return std::unexpected{std::move(opened).error()};
    }
    engine_ = std::move(*opened);
    subscription_ = engine_->subscribe([this](const Event& event) {
        if (on_event_) on_event_(*this, event);
    });
    return {};
}

void Machine::stop(Task done) {
    SHOAL_REQUIRE(is_running());
    is_stopping_ = true;
    engine_->close([this, done = std::move(done)]() mutable {
        // Not from inside its own callback.
        universe_.clock.after(Duration{0}, [this, done = std::move(done)]() mutable {
            if (is_dying_ || !engine_) return;
            bury(Death::process);
            disk_.revive();
            done();
        });
    });
}

void Machine::die(Death how) {
    if (!engine_ && !is_dying_) return;
    if (how == Death::power) {
        host_.is_cut = true;
        disk_.power_cut();
    } else {
        disk_.die();
    }
    bury(how);
}

void Machine::die_at_write(std::uint64_t n, Death how, std::function<void()> after) {
    disk_.crash_at(n, [this, how, after = std::move(after)] {
        if (how == Death::power) {
            disk_.power_cut();
        } else {
            disk_.die();
        }
        is_dying_ = true;
        host_.is_cut = true;  // nothing that this engine still says is heard
        workers_.drop_all();
        // The engine is on the stack now.
        burial_ = universe_.clock.after(Duration{0}, [this, how, after] {
            if (how == Death::process) host_.is_cut = false;
            bury(how);
            after();
        });
    });
}

void Machine::bury(Death how) {
    universe_.trace.say(universe_.clock.now(), name_, how == Death::power ? "power cut" : "process ended");
    disk_.no_crash();
    universe_.clock.cancel(burial_);
    burial_ = {};
    if (how == Death::power) ++host_.boot;
    subscription_.reset();
    engine_.reset();
    workers_.drop_all();
    is_dying_ = false;
    is_stopping_ = false;
    if (how == Death::power) host_.is_cut = true;  // until it is started again
}

}  // namespace shoal::sim
