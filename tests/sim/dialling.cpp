#include "tests/sim/dialling.h"

#include <fmt/format.h>

#include "tests/sim/wire.h"

namespace shoal::sim {
namespace {

constexpr Duration slow_dial = 4s;  // a lost SYN or two

/// An attempt under way. It lives until it ends, though its handle may be gone before.
struct Attempt : std::enable_shared_from_this<Attempt> {
    Attempt(Network& over, Host& dialler, const Endpoint& target, Streams::Dialled done)
        : network{over}, host{dialler}, boot{dialler.boot}, to{target}, on_dialled{std::move(done)} {}

    void begin(Duration timeout) {
        gives_up = network.clock.now() + timeout;
        network.clock.at(gives_up, [self = shared_from_this()] { self->time_out(); });
        auto* target = to.address.is_loopback() ? &host : network.at(to.address);
        if (target == nullptr || network.faults.strikes(Fault::dial_lost)) return;
        if (network.faults.strikes(Fault::dial_refused)) return fail_after(network.delay(host, *target) * 2);
        if (!Network::are_on_one_link(host, *target) && !target->nat.lets_in_dials())
            return network.faults.happened(Fault::nat_blocked);
        auto wait = network.delay(host, *target);
        if (network.faults.strikes(Fault::dial_slow)) wait += network.draw.between(1s, slow_dial);
        network.clock.after(wait, [self = shared_from_this(), target] { self->reach(*target); });
    }

    void reach(Host& target) {
        if (is_over || host.is_cut || host.boot != boot) return;
        const bool is_there = to.address.is_loopback() || target.options.address == to.address;
        if (!is_there || !network.carries(host, target) || !network.carries(target, host)) return;
        const auto listener = target.listeners.find(to.port);
        if (listener == target.listeners.end()) return fail_after(network.delay(target, host));
        const Endpoint from{to.address.is_loopback() ? to.address : host.options.address, host.next_port++};
        if (host.next_port == 0) host.next_port = 49'152;
        const auto wire = std::make_shared<Wire>(network, host, from, target, to);
        network.clock.after(network.delay(target, host), [self = shared_from_this(), wire] { self->connected(*wire); });
        listener->second->accept(wire->open(1));
    }

    void connected(Wire& wire) {
        std::unique_ptr<Stream> stream = wire.open(0);
        if (is_over || host.is_cut || host.boot != boot) return;
        if (stream->local() == stream->remote()) return end(fail(Errc::network, "the connection met itself"));
        end(std::move(stream));
    }

    void fail_after(Duration wait) {
        network.clock.after(wait, [self = shared_from_this()] {
            self->end(fail(Errc::network, fmt::format("cannot connect to {}: refused", self->to.str())));
        });
    }

    void time_out() { end(fail(Errc::timed_out, fmt::format("cannot connect to {}: no answer in time", to.str()))); }

    void end(Result<std::unique_ptr<Stream>> result) {
        if (is_over) return;
        if (host.is_paused(network.clock.now())) {
            auto kept = std::make_shared<Result<std::unique_ptr<Stream>>>(std::move(result));
            network.clock.at(host.paused_until, [self = shared_from_this(), kept] { self->end(std::move(*kept)); });
            return;
        }
        is_over = true;
        auto done = std::move(on_dialled);
        done(std::move(result));
    }

    Network& network;
    Host& host;
    std::uint64_t boot;
    Endpoint to;
    Streams::Dialled on_dialled;
    Instant gives_up{};
    bool is_over = false;
};

/// The handle: giving up is forgetting.
class HostDial final : public Dial {
public:
    explicit HostDial(std::shared_ptr<Attempt> attempt) : attempt_{std::move(attempt)} {}
    ~HostDial() override {
        attempt_->is_over = true;
        attempt_->on_dialled = nullptr;
    }

private:
    std::shared_ptr<Attempt> attempt_;
};

}  // namespace

Result<std::unique_ptr<Listener>> HostStreams::listen(const Endpoint& local, Accepted on_accepted) {
    Endpoint bound = local;
    while (bound.port == 0 || (local.port == 0 && host_.listeners.contains(bound.port))) bound.port = host_.next_port++;
    if (host_.listeners.contains(bound.port))
        return fail(Errc::in_use, fmt::format("cannot listen at {}: in use", bound.str()));
    return std::make_unique<HostListener>(host_, bound, std::move(on_accepted));
}

std::unique_ptr<Dial> HostStreams::dial(const IpAddress& from, const Endpoint& to, Duration timeout,
                                        Dialled on_dialled) {
    static_cast<void>(from);  // a simulated machine has one address
    auto attempt = std::make_shared<Attempt>(network_, host_, to, std::move(on_dialled));
    attempt->begin(timeout);
    return std::make_unique<HostDial>(std::move(attempt));
}

HostListener::HostListener(Host& host, const Endpoint& local, Streams::Accepted on_accepted)
    : host_{host}, local_{local}, on_accepted_{std::move(on_accepted)} {
    host_.listeners[local_.port] = this;
}

HostListener::~HostListener() {
    host_.listeners.erase(local_.port);
}

void HostListener::accept(std::unique_ptr<Stream> stream) {
    on_accepted_(std::move(stream));
}

}  // namespace shoal::sim
