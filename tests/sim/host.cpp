#include "tests/sim/host.h"

namespace shoal::sim {
namespace {

constexpr Duration nat_forgets_after = 120s;  // what home routers do with UDP

}  // namespace

std::uint16_t NatTable::out(Instant now, std::uint16_t port, const Endpoint& to) {
    if (kind_ == Nat::none) return port;
    std::uint16_t outside = port;
    if (kind_ == Nat::symmetric) {
        const auto [known, is_new] = outside_.try_emplace({port, to}, next_);
        if (is_new) ++next_;
        outside = known->second;
    }
    ways_[{outside, to}] = {.inside = port, .used = now};
    return outside;
}

std::optional<std::uint16_t> NatTable::in(Instant now, std::uint16_t port, const Endpoint& from) const {
    if (kind_ == Nat::none) return port;
    const auto way = ways_.find({port, from});
    if (way == ways_.end() || now - way->second.used > nat_forgets_after) return std::nullopt;
    return way->second.inside;
}

}  // namespace shoal::sim
