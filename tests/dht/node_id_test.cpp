#include "dht/node_id.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

struct Vector {
    const char* address;
    std::uint8_t r;
    std::uint32_t crc;
};

const Vector vectors[] = {{"124.31.75.21", 1, 0x5fbfbdb2},      {"21.75.31.124", 86, 0x5a3ce9b0},
                          {"65.23.51.170", 22, 0xa5d4344a},     {"84.124.73.14", 65, 0x1b03217b},
                          {"43.213.53.83", 90, 0xe56f6972},     {"2001:db8:85a3::", 1, 0xdc840c08},
                          {"2400:cb00:2048:1::", 7, 0x51affc59}};

TEST(NodeId, TheChecksumsOfBep42ComeOutForBothFamilies) {
    for (const auto& vector : vectors) {
        EXPECT_EQ(address_crc(IpAddress::parse(vector.address).value(), vector.r), vector.crc) << vector.address;
    }
}

TEST(NodeId, ThePublishedIdsFitTheirAddressesAndNoOthers) {
    const std::pair<const char*, const char*> published[] = {
        {"124.31.75.21", "5fbfbff10c5d6a4ec8a88e4c6ab4c28b95eee401"},
        {"21.75.31.124", "5a3ce9c14e7a08645677bbd1cfe7d8f956d53256"},
        {"65.23.51.170", "a5d43220bc8f112a3d426c84764f8c2a1150e616"},
        {"84.124.73.14", "1b0321dd1bb1fe518101ceef99462b947a01ff41"},
        {"43.213.53.83", "e56f6cbf5b7c4be0237986d5243b87aa6d51305a"}};
    for (const auto& [address, hex] : published) {
        const auto id = *NodeId::from(*from_hex(hex));
        for (const auto& other : published) {
            EXPECT_EQ(id_fits_address(id, IpAddress::parse(other.first).value()),
                      std::string_view{other.first} == address)
                << hex << " " << other.first;
        }
    }
}

TEST(NodeId, AnIdMadeForAnAddressFitsItAndOneChangedBitOfThe21DoesNot) {
    testing::SeededRandom random{1};
    for (const auto* text : {"124.31.75.21", "8.8.8.8", "2400:cb00:2048:1::5"}) {
        const auto address = IpAddress::parse(text).value();
        ASSERT_TRUE(address.is_global()) << text;
        for (int round = 0; round < 50; ++round) {
            NodeId id = id_for_address(address, random);
            EXPECT_TRUE(id_fits_address(id, address));
            const auto bit = random.below(21);
            id.bytes[bit / 8] ^= Byte{0x80} >> static_cast<unsigned>(bit % 8);
            EXPECT_FALSE(id_fits_address(id, address));
        }
    }
}

TEST(NodeId, LocalAddressesMayUseAnyId) {
    testing::SeededRandom random{2};
    for (const auto* text : {"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.1.1", "::1", "fd00::1"}) {
        EXPECT_TRUE(id_fits_address(random_id(random), IpAddress::parse(text).value())) << text;
    }
}

TEST(NodeId, ARandomIdAtAPrefixSharesExactlyThatManyBits) {
    testing::SeededRandom random{3};
    const NodeId own = random_id(random);
    for (unsigned prefix = 0; prefix < id_bits; ++prefix) {
        EXPECT_EQ(common_prefix(own, random_id_at(own, prefix, random)), prefix);
    }
    EXPECT_EQ(common_prefix(own, own), id_bits);
}

TEST(NodeId, DistanceIsXorAndOrdersByNearness) {
    NodeId zero;
    NodeId one;
    one.bytes[19] = Byte{1};
    NodeId high;
    high.bytes[0] = Byte{0x80};
    EXPECT_EQ(distance(zero, zero), Distance{});
    EXPECT_LT(distance(zero, one), distance(zero, high));
    EXPECT_EQ(distance(one, high), distance(high, one));
}

}  // namespace
}  // namespace shoal::dht
