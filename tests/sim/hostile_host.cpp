#include "tests/sim/hostile_host.h"

#include <algorithm>

namespace shoal::sim {
namespace {

constexpr Duration dial_timeout = 5s;
constexpr Duration first_wait = 200ms;
constexpr unsigned longest_wait_shift = 5;   // 200 ms << 5 = 6.4 s
constexpr Duration lived_for_a_while = 20s;  // after which a target is dialled soon again
constexpr Duration keep_alive_after = 50s;   // the protocol says 60
constexpr std::uint64_t message_cost = 1'000'000;
constexpr std::uint64_t burst = 50;  // messages

}  // namespace

HostileHost::HostileHost(Setup setup, World& world, Log& log, Draw draw, Faults& faults)
    : world_{world}, log_{log}, draw_{draw.split("acts")}, setup_{std::move(setup)}, faults_{faults},
      random_{draw.split("keys")}, key_{std::make_shared<const crypto::DhPair>(crypto::DhPair::generate(random_))},
      per_second_{draw_.between(100, 400)} {
    if (setup_.accepts) {
        auto listener = world_.streams.listen(setup_.options.listen, [this](std::unique_ptr<Stream> stream) {
            (void)add_link(std::move(stream), crypto::Role::responder);
        });
        if (listener) listener_ = std::move(*listener);
    }
    for (const auto& victim : setup_.options.victims) add_target(victim);
    timer_ = world_.timers.at(now() + hostile_beat, [this] { beat(); });
}

std::optional<Endpoint> HostileHost::listening() const {
    if (!listener_) return std::nullopt;
    return listener_->local();
}

void HostileHost::struck() {
    ++strikes_;
    faults_.happened(setup_.kind);
}

void HostileHost::add_target(const Endpoint& endpoint) {
    if (targets_.size() >= hostile_targets_at_most || endpoint == listening()) return;
    targets_.try_emplace(endpoint, Target{.next_try = now() + draw_.between(0ns, first_wait)});
}

void HostileHost::take_new_key() {
    key_ = std::make_shared<const crypto::DhPair>(crypto::DhPair::generate(random_));
}

bool HostileHost::may_send() {
    if (allowance_ < message_cost) return false;
    allowance_ -= message_cost;
    return true;
}

HostileLink* HostileHost::link(std::uint64_t number) {
    const auto found = links_.find(number);
    return found == links_.end() ? nullptr : found->second.get();
}

Bytes HostileHost::random_bytes(std::size_t size) {
    Bytes out(size);
    for (auto& byte : out) byte = static_cast<Byte>(draw_.below(256));
    return out;
}

HostileLink* HostileHost::add_link(std::unique_ptr<Stream> stream, crypto::Role role) {
    if (links_.size() >= hostile_links_at_most) return nullptr;
    const HostileLink::Origin origin{.number = next_number_++,
                                     .role = role,
                                     .port = listener_ ? listener_->local().port : std::uint16_t{0},
                                     .greets = setup_.greets};
    HostileLink::Owner& owner = *this;
    auto& added = links_[origin.number];
    added = std::make_unique<HostileLink>(world_, owner, origin, key_, random_, std::move(stream));
    auto* const made = added.get();  // it may end, and move to the dead, as it starts
    made->start();
    return made;
}

void HostileHost::link_gone(HostileLink& link) {
    const auto found = links_.find(link.number());
    if (found == links_.end()) return;
    for (auto& [endpoint, target] : targets_) {
        if (target.link != link.number()) continue;
        target.link.reset();
        if (now() - link.began() >= lived_for_a_while) target.tries = 0;
        back_off(target);
    }
    dead_.push_back(std::move(found->second));
    links_.erase(found);
    on_gone(link);
}

void HostileHost::back_off(Target& target) {
    const Duration wait = first_wait * (std::int64_t{1} << std::min(target.tries++, longest_wait_shift));
    target.next_try = now() + draw_.between(wait / 2, wait);
}

void HostileHost::dial_due() {
    for (auto& [endpoint, target] : targets_) {
        if (target.link || target.dial || target.next_try > now() || links_.size() >= hostile_links_at_most) continue;
        IpAddress from{.family = endpoint.address.family, .bytes = {}};
        if (options().listen.address.family == from.family) from = options().listen.address;
        target.dial = world_.streams.dial(from, endpoint, dial_timeout,
                                          [this, to = endpoint](auto stream) { dialled(to, std::move(stream)); });
    }
}

void HostileHost::dialled(const Endpoint& to, Result<std::unique_ptr<Stream>> stream) {
    auto& target = targets_.at(to);
    const auto dial = std::move(target.dial);  // this call comes from inside it
    auto* added = stream ? add_link(std::move(*stream), crypto::Role::initiator) : nullptr;
    if (added == nullptr || added->is_gone()) return back_off(target);
    target.link = added->number();
}

void HostileHost::beat() {
    timer_ = world_.timers.at(now() + hostile_beat, [this] { beat(); });
    dead_.clear();
    const auto more = per_second_ * static_cast<std::uint64_t>(hostile_beat / 1us);
    allowance_ = std::min(allowance_ + more, burst * message_cost);
    dial_due();
    std::vector<std::uint64_t> all;
    for (const auto& [number, one] : links_) all.push_back(number);
    for (const auto number : all) {
        auto* one = link(number);
        if (one == nullptr || !one->is_ready()) continue;
        if (now() - one->last_sent() >= keep_alive_after) one->send(wire::Hello{.agent = "shoal/0.1", .port = 0});
        on_link_beat(*one);
    }
    on_beat();
}

}  // namespace shoal::sim
