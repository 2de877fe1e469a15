#include "dht/size_estimate.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace shoal::dht {

namespace {

constexpr std::uint64_t around = std::numeric_limits<std::uint64_t>::max();  // the id space, in its top 64 bits

// Logarithms in integers, so that all machines agree: in 1/65536 of an octave, mantissas in 1/2^31.
constexpr unsigned fraction_bits = 16;
constexpr std::int64_t octave = std::int64_t{1} << fraction_bits;
constexpr std::uint64_t mantissa_one = std::uint64_t{1} << 31U;
/// The mean logarithm of the distance of the 8th is this far below the logarithm of its mean (ln 8 - psi(8)).
constexpr std::int64_t logarithm_bias = 6034;

/// Precondition: value > 0.
std::int64_t logarithm(std::uint64_t value) {
    const auto whole = static_cast<unsigned>(std::bit_width(value)) - 1;
    std::uint64_t mantissa = (value << (63U - whole)) >> 32U;
    std::int64_t out = whole;
    for (unsigned bit = 0; bit < fraction_bits; ++bit) {
        mantissa = (mantissa * mantissa) >> 31U;
        out *= 2;
        if (mantissa < 2 * mantissa_one) continue;
        mantissa >>= 1U;
        ++out;
    }
    return out;
}

/// Two to the power of `octaves`, at most `around`.
std::uint64_t power(std::int64_t octaves) {
    // 2^(1/2), 2^(1/4), 2^(1/8) ..: enough for a hundredth of a percent.
    constexpr std::array<std::uint64_t, 12> roots{3037000500, 2553802834, 2341847524, 2242560872,
                                                  2194507417, 2170868212, 2159144272, 2153306067,
                                                  2150392887, 2148937775, 2148210589, 2147847087};
    if (octaves < 0) return 1;
    const auto whole = static_cast<unsigned>(octaves / octave);
    if (whole >= 64) return around;
    std::uint64_t mantissa = mantissa_one;
    for (unsigned bit = 0; bit < roots.size(); ++bit) {
        if ((octaves & (octave >> (bit + 1U))) != 0) mantissa = (mantissa * roots[bit]) >> 31U;
    }
    return whole >= 31 ? mantissa << (whole - 31U) : mantissa >> (31U - whole);
}

std::uint64_t head_of(const Distance& distance) {
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < 8; ++i) out = (out << 8U) | std::to_integer<std::uint64_t>(distance.bytes[i]);
    return out;
}

std::int64_t square_root(std::int64_t square) {
    std::int64_t root = 0;
    while ((root + 1) * (root + 1) <= square) ++root;
    return root;
}

}  // namespace

void SizeEstimate::add(const NodeId& target, std::span<const NodeId> nearest) {
    if (nearest.empty() || std::ranges::find(counted_, target) != counted_.end()) return;
    if (counted_.size() < distinct_among) {
        counted_.push_back(target);
    } else {
        counted_[next_counted_] = target;
        next_counted_ = (next_counted_ + 1) % distinct_among;
    }
    // Fewer than 8 are all there are.
    const std::uint64_t gap = nearest.size() < sample_size
                                  ? around / (nearest.size() + 1)
                                  : head_of(distance(target, nearest[sample_size - 1])) / sample_size;
    std::int64_t sample = logarithm(std::max<std::uint64_t>(gap, 1)) + logarithm_bias;
    if (lookups_ >= free_lookups) {
        sample = std::clamp(sample, octaves_ - max_surprise * octave, octaves_ + max_surprise * octave);
    }
    octaves_ += (sample - octaves_) / std::min(++lookups_, memory);
}

std::uint64_t SizeEstimate::gap() const {
    return std::max<std::uint64_t>(power(octaves_), 1);
}

std::uint64_t SizeEstimate::nodes() const {
    return is_known() ? around / gap() : 0;
}

unsigned SizeEstimate::error_percent() const {
    if (!is_known()) return 100;
    // The distance of the 8th varies by 1/sqrt(8) of itself; weights of 1/16 are worth 31 lookups in the long run.
    const std::int64_t worth = std::min(lookups_, 2 * memory - 1);
    return static_cast<unsigned>(square_root(10'000 / static_cast<std::int64_t>(sample_size) / worth));
}

std::optional<Distance> SizeEstimate::expected(unsigned rank, std::size_t at_least) const {
    SHOAL_REQUIRE(rank > 0);
    if (!is_known()) return std::nullopt;
    const std::uint64_t between = std::min(gap(), around / std::max<std::uint64_t>(at_least, 1));
    const std::uint64_t reach = between > around / rank ? around : between * rank;
    Distance out;
    out.bytes.fill(Byte{0xff});
    for (std::size_t i = 0; i < 8; ++i) out.bytes[i] = static_cast<Byte>((reach >> (56U - 8U * i)) & 0xffU);
    return out;
}

}  // namespace shoal::dht
