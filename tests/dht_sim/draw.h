#pragma once
// Chance of the model: everything is drawn from the seed with integers, so that a run is its seed on every machine.

#include <array>
#include <cstdint>

#include "core/time.h"
#include "dht/node_id.h"

namespace shoal::dht_sim {

/// Mixes bits (the finaliser of SplitMix64).
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t value) {
    value += 0x9e3779b97f4a7c15U;
    value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
    value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
    return value ^ (value >> 31U);
}

class Draw {
public:
    explicit constexpr Draw(std::uint64_t seed) : state_{seed} {}

    constexpr std::uint64_t next() { return mixed(state_ += 0x9e3779b97f4a7c15U); }
    /// Below `bound`, which is far below 2^32: the bias is nothing here.
    constexpr std::uint64_t below(std::uint64_t bound) { return ((next() >> 32U) * bound) >> 32U; }
    constexpr bool chance(std::uint64_t of_thousand) { return below(1000) < of_thousand; }

    NodeId id() {
        NodeId out;
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < out.bytes.size(); ++i) {
            if (i % 8 == 0) word = next();
            out.bytes[i] = static_cast<Byte>((word >> (8 * (i % 8))) & 0xffU);
        }
        return out;
    }

    /// A round trip: log-normal, median 100 ms, sigma 0.7.
    Duration round_trip() {
        constexpr std::int64_t one = 65536;
        // 2^(i/32) of 65536.
        constexpr std::array<std::int64_t, 33> powers{
            65536,  66971,  68438,  69936,  71468,  73032,  74632,  76266,  77936,  79642,  81386,
            83169,  84990,  86851,  88752,  90696,  92682,  94711,  96785,  98905,  101070, 103283,
            105545, 107856, 110218, 112631, 115098, 117618, 120194, 122825, 125515, 128263, 131072};
        std::int64_t sum = 0;  // of twelve uniform numbers: normal enough out to four sigmas
        for (int i = 0; i < 3; ++i) {
            const std::uint64_t word = next();
            for (unsigned part = 0; part < 4; ++part) {
                sum += static_cast<std::int64_t>((word >> (16U * part)) & 0xffffU);
            }
        }
        const std::int64_t octaves = (sum - 6 * one) * 66184 / one + 16 * one;  // sigma / ln 2, made positive
        const auto step = static_cast<std::size_t>((octaves % one) / 2048);
        const std::int64_t rest = octaves % 2048;
        const std::int64_t mantissa = powers[step] + (powers[step + 1] - powers[step]) * rest / 2048;
        return std::chrono::microseconds{100'000 * mantissa / one * (std::int64_t{1} << (octaves / one)) / one};
    }

private:
    std::uint64_t state_;
};

}  // namespace shoal::dht_sim
