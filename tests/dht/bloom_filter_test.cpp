#include "dht/bloom_filter.h"

#include <gtest/gtest.h>

namespace shoal::dht {
namespace {

/// BEP 33's published set: 256 addresses of IPv4 and 1,000 of IPv6.
BloomFilter published() {
    BloomFilter filter;
    for (unsigned i = 0; i < 256; ++i) filter.insert(IpAddress::v4(192, 0, 2, static_cast<std::uint8_t>(i)));
    auto address = IpAddress::parse("2001:db8::").value();
    for (unsigned i = 0; i <= 0x3e7; ++i) {
        address.bytes[14] = static_cast<Byte>(i >> 8U);
        address.bytes[15] = static_cast<Byte>(i & 0xffU);
        filter.insert(address);
    }
    return filter;
}

TEST(DhtBloomFilter, ThePublishedAddressesGiveThePublishedFilter) {
    EXPECT_EQ(to_hex(published().view()),
              "f6c3f5eaa07ffd91bde89f777f26fb2bff37bdb8fb2bbaa2fd3ddde7bacfff75ee7ccbaefe5eedb1fbfaff67f6abff5e"
              "43ddbca3fd9b9ffdf4ffd3e9dff12d1bdf59db53dbe9fa5b7ff3b8fdfcde1afb8bedd7be2f3ee71ebbbfe93bcdeefe14"
              "8246c2bc5dbff7e7efdcf24fd8dc7adffd8fffdfddfff7a4bbeedf5cb95ce81fc7fcff1ff4ffffdfe5f7fdcbb7fd79b3"
              "fa1fc77bfe07fff905b7b7ffc7fefeffe0b8370bb0cd3f5b7f2bd93feb4386cfdd6f7fd5bfaf2e9ebffffeecd67adbf7"
              "c67f17efd5d75eba6ffeba7fff47a91eb1bfbb53e8abfb5762abe8ff237279bfefbfeef5ffc5febfdfe5adffadfee1fb"
              "737ffffbfd9f6aeffeee76b6fd8f72ef");
    EXPECT_NEAR(published().estimate(), 1224.9308, 0.0001);
}

TEST(DhtBloomFilter, AnEmptyFilterCountsNobodyAndAFullOneHasALimit) {
    EXPECT_EQ(BloomFilter{}.estimate(), 0.0);
    std::array<Byte, BloomFilter::size> all;
    all.fill(Byte{0xff});
    EXPECT_LT(BloomFilter{all}.estimate(), 7'900.0);
}

TEST(DhtBloomFilter, AnAddressCountsOnce) {
    BloomFilter filter;
    for (int i = 0; i < 100; ++i) filter.insert(IpAddress::v4(192, 0, 2, 1));
    EXPECT_NEAR(filter.estimate(), 1.0, 0.01);
}

}  // namespace
}  // namespace shoal::dht
