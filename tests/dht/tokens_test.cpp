#include "dht/tokens.h"

#include <gtest/gtest.h>

#include "tests/dht/virtual_network.h"

namespace shoal::dht {
namespace {

using testing::epoch;

struct TokensTest : ::testing::Test {
    testing::SeededRandom random{1};
    Tokens tokens{random, epoch};
    IpAddress address = IpAddress::v4(1, 2, 3, 4);
    InfoHash key = *InfoHash::from(as_bytes("a key of 20 bytes!!!"));
};

TEST_F(TokensTest, ATokenIsGoodForItsAddressAndKeyOnly) {
    const Bytes token = tokens.make(address, key, epoch);
    EXPECT_EQ(token.size(), 8U);
    EXPECT_TRUE(tokens.check(token, address, key, epoch));
    EXPECT_FALSE(tokens.check(token, IpAddress::v4(1, 2, 3, 5), key, epoch));
    EXPECT_FALSE(tokens.check(token, IpAddress::parse("102:304::").value(), key, epoch));
    EXPECT_FALSE(tokens.check(token, address, InfoHash{}, epoch));
    EXPECT_FALSE(tokens.check({}, address, key, epoch));
    EXPECT_FALSE(tokens.check(BytesView{token}.first(3), address, key, epoch));
    EXPECT_FALSE(tokens.check(Bytes(1000), address, key, epoch));
    Bytes changed = token;
    changed[7] ^= Byte{1};
    EXPECT_FALSE(tokens.check(changed, address, key, epoch));
}

TEST_F(TokensTest, ATokenLivesForFiveToTenMinutes) {
    const Bytes token = tokens.make(address, key, epoch + 1min);
    EXPECT_TRUE(tokens.check(token, address, key, epoch + 5min));
    EXPECT_TRUE(tokens.check(token, address, key, epoch + 9min + 59s));
    EXPECT_FALSE(tokens.check(token, address, key, epoch + 10min));
}

TEST_F(TokensTest, AfterALongPauseNoOldTokenIsGood) {
    const Bytes token = tokens.make(address, key, epoch);
    EXPECT_FALSE(tokens.check(token, address, key, epoch + 24h));
}

TEST_F(TokensTest, AnotherNodesTokensAreNotOurs) {
    Tokens others{random, epoch};
    EXPECT_FALSE(tokens.check(others.make(address, key, epoch), address, key, epoch));
}

}  // namespace
}  // namespace shoal::dht
