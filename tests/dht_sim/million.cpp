#include "tests/dht_sim/million.h"

#include <algorithm>

namespace shoal::dht_sim {

namespace {

using dht::NodeInfo;
namespace krpc = dht::krpc;

constexpr Duration session = 200min;           // what half of Mainline's reach
constexpr std::size_t headers = 28;            // of IPv4 and UDP
constexpr Duration asked_back_within = 10min;  // so that it comes as spread as upkeep does

std::uint32_t number_of(const IpAddress& address) {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < 4; ++i) out = out << 8U | std::to_integer<std::uint32_t>(address.bytes[i]);
    return out;
}

Bytes bytes_of(std::string_view text) {
    const auto view = as_bytes(text);
    return {view.begin(), view.end()};
}

}  // namespace

Million::Million(std::size_t nodes, std::uint64_t stale_permille, std::uint64_t seed)
    : away_{session * static_cast<std::int64_t>(stale_permille) / static_cast<std::int64_t>(1000 - stale_permille)},
      population_{{.nodes = nodes * 1000 / (1000 - stale_permille), .is_global = true, .seed = seed}}, draw_{mixed(
                                                                                                           seed + 5)} {
    const auto members = population_.members();
    by_address_.reserve(members.size());
    for (std::uint32_t i = 0; i < members.size(); ++i) by_address_.emplace_back(members[i].address, i);
    std::ranges::sort(by_address_);
}

void Million::serve(dht::testing::VirtualNetwork& network) {
    network_ = &network;
    returning_to_.reset();
    network.path = [this] { return std::optional{draw_.round_trip() / 2}; };
    network.tap = [this](const Endpoint& from, const Endpoint&, BytesView bytes) { count(from, bytes); };
    network.elsewhere = [this](const Endpoint& from, const Endpoint& to, BytesView bytes) { arrived(from, to, bytes); };
}

/// Everybody comes and goes at the same pace, each at its own time.
bool Million::is_there(const Member& member, Instant now) const {
    const Duration cycle = session + away_;
    const auto phase = mixed(member.number) % static_cast<std::uint64_t>(cycle.count());
    return (now.time_since_epoch() + Duration{static_cast<Duration::rep>(phase)}) % cycle < session;
}

const Member* Million::at(const Endpoint& endpoint) const {
    const auto address = number_of(endpoint.address);
    const auto found = std::ranges::lower_bound(by_address_, address, {}, [](const auto& one) { return one.first; });
    if (found == by_address_.end() || found->first != address) return nullptr;
    const Member& out = population_.members()[found->second];
    return out.info().endpoint == endpoint ? &out : nullptr;
}

Endpoint Million::contact(Instant now) {
    for (;;) {
        const Member& member = population_.draw_honest(draw_);
        if (is_there(member, now)) return member.info().endpoint;
    }
}

Endpoint Million::free_place() {
    for (;;) {
        const Member somewhere{.id = {}, .address = static_cast<std::uint32_t>(draw_.next())};
        const Endpoint out = somewhere.info().endpoint;
        if (out.address.is_global() && at(out) == nullptr) return out;
    }
}

void Million::watch(const InfoHash& key) {
    watched_ = key;
    answered_.clear();
}

Million::Met Million::of_nearest(std::size_t count, Instant now) const {
    auto nearest = population_.nearest(dht::as_target(watched_), 8 * count, Kind::honest);
    std::erase_if(nearest, [&](const Member& member) { return !is_there(member, now); });
    SHOAL_REQUIRE(nearest.size() >= count);
    Met out{.is_nearest_met = answered_.contains(nearest.front().id)};
    for (std::size_t i = 0; i < count; ++i) out.met += answered_.contains(nearest[i].id) ? 1U : 0U;
    return out;
}

void Million::count(const Endpoint& from, BytesView bytes) {
    const auto message = krpc::parse(bytes);
    SHOAL_REQUIRE(message);
    const bool is_question = std::holds_alternative<krpc::Query>(*message);
    const bool is_members = at(from) != nullptr;
    (is_question == is_members ? traffic_.others : traffic_.own) += bytes.size() + headers;
}

void Million::arrived(const Endpoint& from, const Endpoint& to, BytesView bytes) {
    const Member* member = at(to);
    if (member == nullptr || !is_there(*member, network_->now)) return;
    const auto message = krpc::parse(bytes);
    const auto* query = message ? std::get_if<krpc::Query>(&*message) : nullptr;
    if (query == nullptr) return;
    answer(*query, *member, from);
    if (returning_to_ == from) ask_back(*query, *member, from);
}

/// As libtorrent does.
void Million::answer(const krpc::Query& query, const Member& member, const Endpoint& from) {
    krpc::Reply reply{.transaction = query.transaction, .sender = member.id};
    reply.seen_as = from;
    reply.version = bytes_of("LT\x02\x08");
    std::optional<NodeId> target;
    if (const auto* find = std::get_if<krpc::FindNode>(&query.body)) target = find->target;
    if (const auto* get = std::get_if<krpc::GetPeers>(&query.body)) {
        target = dht::as_target(get->key);
        reply.token = bytes_of("tokn");
        if (get->key == watched_) answered_.insert(member.id);
    }
    if (target) {
        reply.nodes = population_.closest(member, *target, dht::k);
        reply.has_nodes = true;
    }
    network_->inject(member.info().endpoint, from, krpc::encode(reply));
}

void Million::ask_back(const krpc::Query& query, const Member& member, const Endpoint& node) {
    const unsigned shared = dht::common_prefix(query.sender, member.id);
    const Member* asker = &member;
    for (int tries = 0; tries < 20; ++tries) {
        const Member* other = population_.draw_at(query.sender, shared, draw_);
        if (other == nullptr || !is_there(*other, network_->now)) continue;
        asker = other;
        break;
    }
    krpc::Query asked{.transaction = bytes_of("aa"), .sender = asker->id, .body = krpc::Ping{}};
    asked.version = bytes_of("LT\x02\x08");
    if (std::holds_alternative<krpc::FindNode>(query.body)) asked.body = krpc::FindNode{.target = draw_.id()};
    const auto spread = static_cast<std::uint64_t>(asked_back_within / 1ms);
    network_->inject(asker->info().endpoint, node, krpc::encode(asked), draw_.below(spread) * 1ms);
}

}  // namespace shoal::dht_sim
