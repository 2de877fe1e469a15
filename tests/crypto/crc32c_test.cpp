#include "crypto/crc32c.h"

#include <gtest/gtest.h>

#include "tests/crypto/hex_bytes.h"

namespace shoal::crypto {
namespace {

TEST(Crc32c, TheCheckValueOfTheCatalogue) {
    EXPECT_EQ(crc32c(as_bytes("123456789")), 0xe3069283U);
    EXPECT_EQ(crc32c({}), 0U);
}

TEST(Crc32c, KnownAnswersOfRfc3720) {
    EXPECT_EQ(crc32c(Bytes(32, Byte{0})), 0x8a9136aaU);
    EXPECT_EQ(crc32c(Bytes(32, Byte{0xff})), 0x62a8ab43U);
    Bytes ascending(32);
    for (std::size_t i = 0; i < 32; ++i) ascending[i] = static_cast<Byte>(i);
    EXPECT_EQ(crc32c(ascending), 0x46dd794eU);
    EXPECT_EQ(crc32c(Bytes{ascending.rbegin(), ascending.rend()}), 0x113fdb5cU);
}

}  // namespace
}  // namespace shoal::crypto
