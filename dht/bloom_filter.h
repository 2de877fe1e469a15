#pragma once
// The filter in which a scrape counts addresses without naming them (BEP 33): 2,048 bits, two of them an address, taken
// from the address's SHA-1. Pure; any thread.

#include <array>

#include "core/endpoint.h"
#include "crypto/bytes.h"

namespace shoal::dht {

class BloomFilter {
public:
    static constexpr std::size_t size = 256;  ///< bytes

    BloomFilter() = default;
    explicit BloomFilter(const std::array<Byte, size>& bytes) : bytes_{bytes} {}

    void insert(const IpAddress& address);
    /// About how many distinct addresses were inserted; never more than some 7,800, when all bits are set.
    [[nodiscard]] double estimate() const;
    [[nodiscard]] BytesView view() const { return bytes_; }
    friend bool operator==(const BloomFilter&, const BloomFilter&) = default;

private:
    std::array<Byte, size> bytes_{};
};

}  // namespace shoal::dht
