#include "tests/dht_sim/population.h"

#include <algorithm>

namespace shoal::dht_sim {

namespace {

using dht::distance;
using dht::NodeInfo;

bool bit_of(const NodeId& id, unsigned bit) {
    return (id.bytes[bit / 8] & (Byte{0x80} >> (bit % 8))) != Byte{0};
}

/// Distinct numbers below `bound`, drawn.
class Picks {
public:
    bool insert(std::uint64_t number) {
        std::size_t at = mixed(number) % slots_.size();
        while (slots_[at] != 0) {
            if (slots_[at] == number + 1) return false;
            at = (at + 1) % slots_.size();
        }
        slots_[at] = number + 1;
        return true;
    }

private:
    std::array<std::uint64_t, 512> slots_{};  // a bucket holds at most 128
};

class DrawnRandom final : public crypto::Random {
public:
    explicit DrawnRandom(Draw& draw) : draw_{draw} {}
    void fill(BytesMut out) override {
        for (auto& byte : out) byte = static_cast<Byte>(draw_.next() & 0xffU);
    }

private:
    Draw& draw_;
};

constexpr std::uint32_t local_address(std::uint32_t number) {
    return 0x0a000000U | (number & 0xffffffU);
}

/// Another for each number, anywhere in the address space (the finaliser of MurmurHash3, which is a permutation).
constexpr std::uint32_t scattered(std::uint32_t number) {
    number = (number ^ (number >> 16U)) * 0x85ebca6bU;
    number = (number ^ (number >> 13U)) * 0xc2b2ae35U;
    return number ^ (number >> 16U);
}

}  // namespace

NodeInfo Member::info() const {
    const auto octet = [this](unsigned shift) { return static_cast<std::uint8_t>((address >> shift) & 0xffU); };
    return {.id = id, .endpoint = {.address = IpAddress::v4(octet(24), octet(16), octet(8), octet(0)), .port = 6881}};
}

Population::Population(const PopulationOptions& options) : seed_{mixed(options.seed)} {
    Draw draw{seed_};
    const std::size_t dead = options.nodes * options.stale_permille / (1000 - options.stale_permille);
    members_.reserve(options.nodes + dead + 1024);
    DrawnRandom random{draw};
    while (members_.size() < options.nodes + dead) {
        const std::uint32_t number = next_number_++;
        Member one{
            .id = {}, .number = number, .address = options.is_global ? scattered(number) : local_address(number)};
        const auto address = one.info().endpoint.address;
        if (options.is_global && !address.is_global()) continue;
        const Kind alive = draw.chance(options.colluders_permille) ? Kind::colluder : Kind::honest;
        one.kind = members_.size() < options.nodes ? alive : Kind::dead;
        one.id = options.is_global ? dht::id_for_address(address, random) : draw.id();
        members_.push_back(one);
    }
    std::ranges::sort(members_, {}, &Member::id);
    colluders_ = static_cast<std::size_t>(std::ranges::count(members_, Kind::colluder, &Member::kind));
}

std::size_t Population::lower_bound(const NodeId& id) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(members_, id, {}, &Member::id) - members_.begin());
}

const Member& Population::find(const NodeId& id) const {
    const Member& out = members_.at(lower_bound(id));
    SHOAL_REQUIRE(out.id == id);
    return out;
}

const Member& Population::draw_honest(Draw& draw) const {
    for (;;) {
        const Member& out = members_[draw.below(members_.size())];
        if (out.kind == Kind::honest) return out;
    }
}

const Member* Population::draw_at(const NodeId& id, unsigned prefix, Draw& draw) const {
    Range own{0, members_.size()};
    for (unsigned bit = 0; bit <= prefix; ++bit) {
        const std::size_t middle = split(own, bit);
        const bool is_high = bit_of(id, bit) != (bit == prefix);  // the last one is not shared
        own = is_high ? Range{middle, own.end} : Range{own.begin, middle};
    }
    return own.begin == own.end ? nullptr : &members_[own.begin + draw.below(own.end - own.begin)];
}

/// The first of `range`, whose ids agree before `bit`, that has the bit set.
std::size_t Population::split(Range range, unsigned bit) const {
    const auto begin = members_.begin() + static_cast<std::ptrdiff_t>(range.begin);
    const auto end = members_.begin() + static_cast<std::ptrdiff_t>(range.end);
    return static_cast<std::size_t>(
        std::partition_point(begin, end, [&](const Member& one) { return !bit_of(one.id, bit); }) - members_.begin());
}

std::vector<Member> Population::nearest(const NodeId& target, std::size_t count, Kind kind) const {
    if (kind == Kind::colluder && colluders_ == 0) return {};
    std::vector<Range> around{{0, members_.size()}};  // those that share 0, 1, 2 .. bits with the target
    while (around.back().end - around.back().begin > 4 * count && around.size() <= dht::id_bits) {
        const auto bit = static_cast<unsigned>(around.size() - 1);
        const std::size_t middle = split(around.back(), bit);
        around.push_back(bit_of(target, bit) ? Range{middle, around.back().end} : Range{around.back().begin, middle});
    }
    std::vector<Member> out;
    for (; !around.empty() && out.size() < count; around.pop_back()) {
        out.clear();
        for (std::size_t i = around.back().begin; i < around.back().end; ++i) {
            if (members_[i].kind == kind) out.push_back(members_[i]);
        }
    }
    std::ranges::sort(out, {}, [&](const Member& one) { return distance(target, one.id); });
    if (out.size() > count) out.resize(count);
    return out;
}

void Population::fill_bucket(const Member& owner, unsigned index, Range range, std::vector<NodeInfo>& out) const {
    const std::size_t room = dht::bucket_capacity(index);
    const std::size_t there = range.end - range.begin;
    if (there <= room) {
        for (std::size_t i = range.begin; i < range.end; ++i) out.push_back(members_[i].info());
        return;
    }
    Draw draw{mixed(seed_ ^ mixed((std::uint64_t{owner.number} << 8U) | index))};
    Picks picks;
    for (std::size_t taken = 0; taken < room;) {
        const auto pick = draw.below(there);
        if (!picks.insert(pick)) continue;
        out.push_back(members_[range.begin + pick].info());
        ++taken;
    }
}

/// Those that share exactly 0, 1, 2 .. bits with the owner.
std::vector<Population::Range> Population::buckets_of(const Member& owner) const {
    std::vector<Range> buckets;
    for (Range own{0, members_.size()}; own.end - own.begin > 1;) {
        const auto bit = static_cast<unsigned>(buckets.size());
        const std::size_t middle = split(own, bit);
        const Range low{own.begin, middle};
        const Range high{middle, own.end};
        own = bit_of(owner.id, bit) ? high : low;
        buckets.push_back(bit_of(owner.id, bit) ? low : high);
    }
    return buckets;
}

std::size_t Population::table_size(const Member& owner) const {
    std::size_t out = 0;
    const auto buckets = buckets_of(owner);
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        out += std::min(dht::bucket_capacity(i), buckets[i].end - buckets[i].begin);
    }
    return out;
}

std::vector<NodeInfo> Population::closest(const Member& owner, const NodeId& target, std::size_t count) const {
    const auto buckets = buckets_of(owner);
    const unsigned home = std::min(dht::common_prefix(owner.id, target), dht::id_bits - 1);
    const auto collect = [&](unsigned index, std::vector<NodeInfo>& out) {
        if (index < buckets.size()) fill_bucket(owner, index, buckets[index], out);
    };
    return dht::closest_in(home, std::max(home + 1, static_cast<unsigned>(buckets.size())), target, count, collect);
}

void Population::bring_crowd(const NodeId& target, std::size_t count, Draw& draw) {
    unsigned prefix = 0;
    for (const Kind kind : {Kind::honest, Kind::dead}) {
        for (const auto& one : nearest(target, 1, kind)) {
            prefix = std::max(prefix, dht::common_prefix(target, one.id));
        }
    }
    std::vector<Member> crowd;
    for (std::size_t i = 0; i < count; ++i) {
        NodeId id = draw.id();
        for (unsigned bit = 0; bit <= prefix; ++bit) {  // one bit more than the nearest
            const Byte mask = Byte{0x80} >> (bit % 8);
            id.bytes[bit / 8] = (id.bytes[bit / 8] & ~mask) | (target.bytes[bit / 8] & mask);
        }
        const std::uint32_t number = next_number_++;
        crowd.push_back({.id = id, .number = number, .address = local_address(number), .kind = Kind::colluder});
    }
    std::ranges::sort(crowd, {}, &Member::id);
    crowd_.begin = lower_bound(crowd.front().id);
    crowd_.end = crowd_.begin + count;
    SHOAL_REQUIRE(crowd_.begin == lower_bound(crowd.back().id));
    members_.insert(members_.begin() + static_cast<std::ptrdiff_t>(crowd_.begin), crowd.begin(), crowd.end());
    colluders_ += count;
}

void Population::take_crowd_out() {
    members_.erase(members_.begin() + static_cast<std::ptrdiff_t>(crowd_.begin),
                   members_.begin() + static_cast<std::ptrdiff_t>(crowd_.end));
    colluders_ -= crowd_.end - crowd_.begin;
    next_number_ -= static_cast<std::uint32_t>(crowd_.end - crowd_.begin);
    crowd_ = {};
}

}  // namespace shoal::dht_sim
