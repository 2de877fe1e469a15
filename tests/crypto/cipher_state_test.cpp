#include "crypto/cipher_state.h"

#include <limits>

#include <gtest/gtest.h>

#include "tests/crypto/hex_bytes.h"

// Known answers: Python's cryptography, ChaCha20Poly1305 with the key 00 01 .. 1f.

namespace shoal::crypto {
namespace {

CipherState counting_cipher() {
    const Bytes key = counting_bytes(32);
    return CipherState{std::span{key}.first<32>()};
}

std::string sealed_hex(CipherState& cipher, std::string_view ad, std::string_view plain) {
    Bytes sealed(plain.size() + cipher.overhead());
    EXPECT_TRUE(cipher.encrypt_with_ad(as_bytes(ad), as_bytes(plain), sealed));
    return to_hex(sealed);
}

TEST(CipherState, KnownAnswersWithACountingNonce) {
    CipherState cipher = counting_cipher();
    EXPECT_EQ(sealed_hex(cipher, "ad", "first"), "7ed13042d93de8cd0e332bea26e8a37be1bbe36295");
    EXPECT_EQ(sealed_hex(cipher, "", ""), "a8d30d2553bfe08494e6aa8fd5b07296");
    EXPECT_EQ(cipher.nonce(), 2U);
    cipher.set_nonce(0x0102030405060708U);
    EXPECT_EQ(sealed_hex(cipher, "", "far"), "9628df8065d5bfab77f4ab5ba310e82bc9fd2c");
}

TEST(CipherState, RekeyChangesTheKeyAndKeepsTheNonce) {
    CipherState cipher = counting_cipher();
    cipher.set_nonce(2);
    cipher.rekey();
    EXPECT_EQ(cipher.nonce(), 2U);
    EXPECT_EQ(sealed_hex(cipher, "", "third"), "f0f381e583c05603c050ea082182260f0731f4bd8e");
}

TEST(CipherState, SealsAndOpensInPlace) {
    CipherState sealing = counting_cipher();
    CipherState opening = counting_cipher();
    for (const std::size_t size : {0U, 1U, 63U, 64U, 65U, 1000U}) {
        const Bytes plain = counting_bytes(size);
        Bytes buffer = plain;
        buffer.resize(size + CipherState::tag_size);
        const BytesMut front = BytesMut{buffer}.first(size);
        ASSERT_TRUE(sealing.encrypt_with_ad(as_bytes("ad"), front, buffer));
        EXPECT_TRUE(size < 16 || copy_of(front) != plain);
        ASSERT_TRUE(opening.decrypt_with_ad(as_bytes("ad"), buffer, front));
        EXPECT_EQ(copy_of(front), plain);
    }
}

TEST(CipherState, AFailedOpeningKeepsKeyAndNonce) {
    CipherState cipher = counting_cipher();
    const Bytes genuine = hex("7ed13042d93de8cd0e332bea26e8a37be1bbe36295");
    Bytes plain(5);
    for (std::size_t i = 0; i < genuine.size(); ++i) {
        Bytes forged = genuine;
        forged[i] ^= Byte{1};
        EXPECT_FALSE(cipher.decrypt_with_ad(as_bytes("ad"), forged, plain)) << i;
        EXPECT_EQ(cipher.nonce(), 0U);
    }
    EXPECT_FALSE(cipher.decrypt_with_ad(as_bytes("aD"), genuine, plain));
    EXPECT_FALSE(cipher.decrypt_with_ad({}, genuine, plain));
    ASSERT_TRUE(cipher.decrypt_with_ad(as_bytes("ad"), genuine, plain));
    EXPECT_EQ(as_text(plain), "first");
    EXPECT_EQ(cipher.nonce(), 1U);
}

TEST(CipherState, TheNonceOfRekeyIsNeverUsedForAMessage) {
    constexpr std::uint64_t last = std::numeric_limits<std::uint64_t>::max();
    CipherState cipher = counting_cipher();
    cipher.set_nonce(last - 1);
    Bytes sealed(CipherState::tag_size);
    EXPECT_TRUE(cipher.encrypt_with_ad({}, {}, sealed));
    EXPECT_EQ(cipher.nonce(), last);
    EXPECT_FALSE(cipher.encrypt_with_ad({}, {}, sealed));
    EXPECT_FALSE(cipher.decrypt_with_ad({}, sealed, {}));
    EXPECT_EQ(cipher.nonce(), last);
}

TEST(CipherState, WithoutAKeyMessagesPassUnchanged) {
    CipherState cipher;
    EXPECT_FALSE(cipher.has_key());
    EXPECT_EQ(sealed_hex(cipher, "ad", "plain"), to_hex(as_bytes("plain")));
    Bytes out(5);
    EXPECT_TRUE(cipher.decrypt_with_ad({}, as_bytes("plain"), out));
    EXPECT_EQ(as_text(out), "plain");
    EXPECT_EQ(cipher.nonce(), 0U);
}

TEST(CipherState, MovingEmptiesTheSource) {
    CipherState source = counting_cipher();
    source.set_nonce(5);
    CipherState target = std::move(source);
    EXPECT_TRUE(target.has_key());
    EXPECT_EQ(target.nonce(), 5U);
    EXPECT_FALSE(source.has_key());  // NOLINT: that it is empty is the point
    EXPECT_EQ(source.nonce(), 0U);
    static_assert(!std::is_copy_constructible_v<CipherState>);
}

TEST(CipherStateDeathTest, BuffersThatDoNotFitAreOurMistake) {
    CipherState cipher = counting_cipher();
    Bytes buffer(20);
    EXPECT_DEATH(static_cast<void>(cipher.encrypt_with_ad({}, Bytes(5), buffer)), "broken contract");
    EXPECT_DEATH(static_cast<void>(cipher.decrypt_with_ad({}, Bytes(15), buffer)), "broken contract");
    EXPECT_DEATH(CipherState{}.rekey(), "broken contract");
}

}  // namespace
}  // namespace shoal::crypto
