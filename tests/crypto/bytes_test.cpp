#include "crypto/bytes.h"

#include <gtest/gtest.h>

#include "tests/crypto/hex_bytes.h"

namespace shoal {
namespace {

TEST(Bytes, HexIsLowerCaseAndReadsBack) {
    Bytes all(256);
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<Byte>(i);
    const std::string text = to_hex(all);
    EXPECT_EQ(text.substr(0, 8), "00010203");
    EXPECT_EQ(text.substr(504), "fcfdfeff");
    EXPECT_EQ(from_hex(text), all);
    EXPECT_EQ(to_hex({}), "");
    EXPECT_EQ(from_hex(""), Bytes{});
}

TEST(Bytes, HexIsReadInEitherCase) {
    EXPECT_EQ(from_hex("aBcDeF09"), crypto::hex("abcdef09"));
}

TEST(Bytes, AnyCharacterThatIsNoHexDigitIsRefused) {
    for (int c = 0; c < 256; ++c) {
        const char digit = static_cast<char>(c);
        const bool fine = std::string_view{"0123456789abcdefABCDEF"}.find(digit) != std::string_view::npos;
        EXPECT_EQ(from_hex(std::string{'0', digit}).has_value(), fine) << c;
        EXPECT_EQ(from_hex(std::string{digit, '0'}).has_value(), fine) << c;
    }
}

TEST(Bytes, AnOddNumberOfHexDigitsIsRefused) {
    EXPECT_EQ(from_hex("0"), std::nullopt);
    EXPECT_EQ(from_hex("012"), std::nullopt);
}

TEST(Bytes, TextAndBytesAreViewsOfEachOther) {
    const std::string text{"a\0b", 3};
    EXPECT_EQ(as_bytes(text).size(), 3U);
    EXPECT_EQ(as_text(as_bytes(text)), text);
    EXPECT_EQ(as_text({}), "");
}

TEST(Bytes, EqualityInConstantTimeIsEquality) {
    const Bytes a = crypto::counting_bytes(100);
    EXPECT_TRUE(equal_constant_time(a, Bytes{a}));
    EXPECT_TRUE(equal_constant_time({}, {}));
    EXPECT_FALSE(equal_constant_time(a, BytesView{a}.first(99)));
    EXPECT_FALSE(equal_constant_time(a, {}));
    for (std::size_t i = 0; i < a.size(); ++i) {
        Bytes b = a;
        b[i] ^= Byte{0x80};
        EXPECT_FALSE(equal_constant_time(a, b)) << i;
    }
}

}  // namespace
}  // namespace shoal
