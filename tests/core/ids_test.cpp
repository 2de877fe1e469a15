#include "core/ids.h"

#include <gmock/gmock.h>
#include <random>

#include "core/base32.h"

namespace shoal {
namespace {

TEST(Base32, FollowsTheVectorsOfTheRfcInLowerCaseWithoutPadding) {
    const std::vector<std::pair<std::string, std::string>> vectors{{"", ""},
                                                                   {"f", "my"},
                                                                   {"fo", "mzxq"},
                                                                   {"foo", "mzxw6"},
                                                                   {"foob", "mzxw6yq"},
                                                                   {"fooba", "mzxw6ytb"},
                                                                   {"foobar", "mzxw6ytboi"}};
    for (const auto& [plain, encoded] : vectors) {
        EXPECT_EQ(to_base32(as_bytes(plain)), encoded);
        const auto back = from_base32(encoded);
        ASSERT_TRUE(back) << encoded;
        EXPECT_EQ(as_text(*back), plain);
    }
}

TEST(Base32, ReadsEitherCase) {
    EXPECT_EQ(from_base32("MzXw6YtBoI"), from_base32("mzxw6ytboi"));
    ASSERT_TRUE(from_base32("MZXW6YTBOI"));
}

TEST(Base32, RefusesForeignCharactersPaddingAndSpareBits) {
    for (const auto* text :
         {"mzxw6yt1", "mzxw6yt0", "mzxw6yt8", "my======", "m y", "m\xc3\xa9", "mz", "mzxr", "mzxw7", "mzxw6yr"})
        EXPECT_FALSE(from_base32(text)) << text;
}

TEST(Base32, RefusesLengthsThatNoBytesHave) {
    for (const std::size_t length : {1U, 3U, 6U, 9U, 11U, 14U})
        EXPECT_FALSE(from_base32(std::string(length, 'a'))) << length;
}

TEST(Base32, GivesBackRandomBytesOfEveryLength) {
    std::mt19937_64 random{1};
    for (std::size_t length = 0; length < 200; ++length) {
        Bytes bytes(length);
        for (auto& byte : bytes) byte = static_cast<Byte>(random() & 0xff);
        const std::string text = to_base32(bytes);
        EXPECT_EQ(text.size(), (length * 8 + 4) / 5);
        EXPECT_EQ(from_base32(text), bytes);
    }
}

TEST(Base32, EveryTextOfTwoLettersDecodesToItsOwnByteOrIsRefused) {
    const std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    int accepted = 0;
    for (const char a : alphabet) {
        for (const char b : alphabet) {
            const std::string text{a, b};
            if (const auto bytes = from_base32(text)) {
                ++accepted;
                EXPECT_EQ(to_base32(*bytes), text);
            }
        }
    }
    EXPECT_EQ(accepted, 256);
}

TEST(Tag, IsEightLowerCaseBase32Characters) {
    ASSERT_TRUE(Tag::from("abcdef27"));
    EXPECT_EQ(Tag::from("abcdef27")->str(), "abcdef27");
    for (const auto* text : {"", "abcdef2", "abcdef277", "abcdefg1", "abcdef8a", "ABCDEF27", "abc def2", "abcdef2="})
        EXPECT_FALSE(Tag::from(text)) << text;
}

TEST(ContentKeys, AreFiveDifferentOnesThatChangeWithTheId) {
    ContentId id;
    id.bytes.fill(Byte{7});
    const ContentKeys keys = ContentKeys::derive(id);
    EXPECT_NE(keys.open, keys.proof);
    EXPECT_NE(keys.open, keys.lan);
    EXPECT_NE(keys.proof, keys.lan);
    EXPECT_TRUE(Tag::from(keys.tag.str()));
    id.bytes[31] = Byte{8};
    const ContentKeys others = ContentKeys::derive(id);
    EXPECT_NE(keys.open, others.open);
    EXPECT_NE(keys.discovery, others.discovery);
    EXPECT_NE(keys.tag, others.tag);
}

}  // namespace
}  // namespace shoal
