#include "crypto/sha1.h"

#include <gtest/gtest.h>

#include "tests/crypto/hex_bytes.h"

namespace shoal::crypto {
namespace {

TEST(Sha1, KnownAnswersOfRfc3174) {
    EXPECT_EQ(to_hex(sha1(as_bytes("abc"))), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(to_hex(sha1(as_bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))),
              "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
    EXPECT_EQ(to_hex(sha1(as_bytes(std::string(1'000'000, 'a')))), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
    EXPECT_EQ(to_hex(sha1({})), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

TEST(Sha1, LengthsAroundABlockArePaddedRightly) {
    // From Python's hashlib, of counting_bytes(n).
    const std::vector<std::pair<std::size_t, std::string>> answers{
        {55, "8ae2d46729cfe68ff927af5eec9c7d1b66d65ac2"},  {56, "636e2ec698dac903498e648bd2f3af641d3c88cb"},
        {63, "6d942da0c4392b123528f2905c713a3ce28364bd"},  {64, "c6138d514ffa2135bfce0ed0b8fac65669917ec7"},
        {65, "69bd728ad6e13cd76ff19751fde427b00e395746"},  {119, "41c89d06001bab4ab78736b44efe7ce18ce6ae08"},
        {120, "d3dbd653bd8597b7475321b60a36891278e6a04a"}, {128, "e6434bc401f98603d7eda504790c98c67385d535"},
        {1000, "c9c960a0b925474fab83942cc27d504fc24ac37b"}};
    for (const auto& [size, answer] : answers) EXPECT_EQ(to_hex(sha1(counting_bytes(size))), answer) << size;
}

}  // namespace
}  // namespace shoal::crypto
