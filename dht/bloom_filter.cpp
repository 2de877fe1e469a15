#include "dht/bloom_filter.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "crypto/sha1.h"

namespace shoal::dht {

namespace {

constexpr std::size_t bits = BloomFilter::size * 8;
constexpr std::size_t bits_each = 2;

}  // namespace

void BloomFilter::insert(const IpAddress& address) {
    const auto hash = crypto::sha1(address.view());
    for (std::size_t i = 0; i < bits_each; ++i) {
        const auto low = std::to_integer<std::size_t>(hash[2 * i]);
        const auto high = std::to_integer<std::size_t>(hash[2 * i + 1]);
        const std::size_t bit = (low | high << 8U) % bits;
        bytes_[bit / 8] |= Byte{1} << (bit % 8);
    }
}

double BloomFilter::estimate() const {
    std::size_t zeros = bits;
    for (const auto byte : bytes_) zeros -= static_cast<std::size_t>(std::popcount(std::to_integer<unsigned>(byte)));
    // With all bits set there is no telling: as if one were not. With none set the logarithm is 0.
    const auto share = static_cast<double>(std::max<std::size_t>(zeros, 1)) / static_cast<double>(bits);
    return std::log(share) / (static_cast<double>(bits_each) * std::log(1.0 - 1.0 / static_cast<double>(bits)));
}

}  // namespace shoal::dht
