#include "crypto/hkdf.h"

#include <gtest/gtest.h>

#include "tests/crypto/hex_bytes.h"

// Known answers: Python's hashlib.blake2b and hmac over it.

namespace shoal::crypto {
namespace {

Hash512 counting_key() {
    Hash512 key;
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<Byte>(i);
    return key;
}

TEST(Hkdf, TheHashIsPlainBlake2bOf512Bits) {
    // RFC 7693, appendix A
    EXPECT_EQ(to_hex(blake2b_512({as_bytes("a"), as_bytes("bc")})),
              "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
              "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923");
}

TEST(Hkdf, HmacKnownAnswers) {
    Hash512 mac;
    hmac_blake2b(counting_key(), {as_bytes("a"), as_bytes("bc")}, mac);
    EXPECT_EQ(to_hex(mac), "cfb7fadba5986a2320ddff615fe9386cf3927144d40c77320914b152bb06ab8e"
                           "04e835035bab5ff0f4518528fe5ce4a190d75b7b4cc03337b78f8c9d8a0761e5");
    hmac_blake2b(counting_key(), {counting_bytes(100'000)}, mac);
    EXPECT_EQ(to_hex(mac), "f1b218669e730896cd7c5c49ea4af58d47b08571135da13094f57fa37aca9cbd"
                           "a6dfbbc9354ba84da69a26f60d0149157c52c6cf741a6513cafe60aba1f572d0");
}

TEST(Hkdf, BothOutputsAndTheChainingKeyMayBeReplacedInPlace) {
    const std::string first_answer = "854ff4e7e6074bfe92f1a96cf706260641f9ba6fca788196587193a2664aed71"
                                     "dba5f8f8c078f3eedf196c3af46e417d0a8c8c43f79ead81c8714d03e501eded";
    const std::string second_answer = "ce5595eb115a20218998812f1f84dad889b56b766edaad0fd39d8268762d3e9f"
                                      "56b6507ac77dc73ca13b4c2f0e4b704ef3c3c40d98920e63df5c70239610d8ab";
    Hash512 first;
    Hash512 second;
    hkdf(counting_key(), as_bytes("input"), first, second);
    EXPECT_EQ(to_hex(first), first_answer);
    EXPECT_EQ(to_hex(second), second_answer);

    Hash512 key = counting_key();
    hkdf(key, as_bytes("input"), key, second);
    EXPECT_EQ(to_hex(key), first_answer);
    EXPECT_EQ(to_hex(second), second_answer);
}

}  // namespace
}  // namespace shoal::crypto
