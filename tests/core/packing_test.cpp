#include "core/packing.h"

#include <gmock/gmock.h>
#include <limits>
#include <random>

namespace shoal {
namespace {

Bytes hex(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c != ' ') digits += c;
    return from_hex(digits).value();
}

std::string packed(auto&& write) {
    Packer out;
    write(out);
    return to_hex(out.bytes());
}

/// Reads any value and writes it again; the test's own idea of what reading is.
Result<> copy_value(Unpacker& in, Packer& out) {
    SHOAL_TRY(const PackedKind kind, in.peek());
    switch (kind) {
    case PackedKind::uint: {
        SHOAL_TRY(const auto value, in.uint());
        out.uint(value);
        break;
    }
    case PackedKind::negative: {
        SHOAL_TRY(const auto value, in.sint());
        out.sint(value);
        break;
    }
    case PackedKind::boolean: {
        SHOAL_TRY(const auto value, in.boolean());
        out.boolean(value);
        break;
    }
    case PackedKind::text: {
        SHOAL_TRY(const auto value, in.text());
        out.text(value);
        break;
    }
    case PackedKind::bin: {
        SHOAL_TRY(const auto value, in.bin());
        out.bin(value);
        break;
    }
    case PackedKind::array: {
        SHOAL_TRY(const auto count, in.array());
        out.array(count);
        for (std::uint32_t i = 0; i < count; ++i) SHOAL_CHECK(copy_value(in, out));
        break;
    }
    case PackedKind::map: {
        Unpacker ahead = in;
        SHOAL_TRY(const auto count, ahead.map());
        out.map(count);
        SHOAL_TRY(auto keys, MapReader::open(in));
        while (true) {
            SHOAL_TRY(const auto key, keys.next_key());
            if (!key) break;
            out.text(*key);
            SHOAL_CHECK(copy_value(in, out));
        }
        break;
    }
    }
    return {};
}

/// Skipping accepts exactly what reading accepts, and what is accepted is written again as the same bytes.
/// True if it was accepted.
bool check_canonical(BytesView input) {
    Unpacker skipper{input};
    const auto passed = skipper.skip(64);
    Unpacker reader{input};
    Packer out;
    const auto copied = copy_value(reader, out);
    EXPECT_EQ(passed.has_value(), copied.has_value()) << to_hex(input);
    if (!passed || !copied) return false;
    EXPECT_EQ(to_hex(*passed), to_hex(out.bytes())) << to_hex(input);
    EXPECT_EQ(skipper.rest().size(), reader.rest().size());
    return true;
}

Errc skip_error(std::string_view text) {
    const Bytes bytes = hex(text);
    Unpacker in{bytes};
    const auto passed = in.skip();
    return passed ? Errc::other : passed.error().code;
}

TEST(Packer, WritesNumbersInTheirShortestForm) {
    const std::vector<std::pair<std::uint64_t, std::string>> vectors{{0, "00"},
                                                                     {127, "7f"},
                                                                     {128, "cc80"},
                                                                     {255, "ccff"},
                                                                     {256, "cd0100"},
                                                                     {65535, "cdffff"},
                                                                     {65536, "ce00010000"},
                                                                     {0xffffffff, "ceffffffff"},
                                                                     {0x100000000, "cf0000000100000000"},
                                                                     {~std::uint64_t{0}, "cfffffffffffffffff"}};
    for (const auto& [value, expected] : vectors) {
        EXPECT_EQ(packed([&](Packer& out) { out.uint(value); }), expected);
        const Bytes bytes = hex(expected);
        EXPECT_EQ(Unpacker{bytes}.uint().value(), value);
    }
}

TEST(Packer, WritesSignedNumbersInTheirShortestForm) {
    const std::vector<std::pair<std::int64_t, std::string>> vectors{
        {0, "00"},
        {127, "7f"},
        {128, "cc80"},
        {-1, "ff"},
        {-32, "e0"},
        {-33, "d0df"},
        {-128, "d080"},
        {-129, "d1ff7f"},
        {-32768, "d18000"},
        {-32769, "d2ffff7fff"},
        {-2147483648LL, "d280000000"},
        {-2147483649LL, "d3ffffffff7fffffff"},
        {std::numeric_limits<std::int64_t>::min(), "d38000000000000000"},
        {std::numeric_limits<std::int64_t>::max(), "cf7fffffffffffffff"}};
    for (const auto& [value, expected] : vectors) {
        EXPECT_EQ(packed([&](Packer& out) { out.sint(value); }), expected);
        const Bytes bytes = hex(expected);
        EXPECT_EQ(Unpacker{bytes}.sint().value(), value);
    }
}

TEST(Packer, WritesTextBinArrayMapAndBoolean) {
    EXPECT_EQ(packed([](Packer& out) { out.text(""); }), "a0");
    EXPECT_EQ(packed([](Packer& out) { out.text("abc"); }), "a3616263");
    EXPECT_EQ(packed([](Packer& out) { out.text(std::string(32, 'a')); }).substr(0, 6), "d92061");
    EXPECT_EQ(packed([](Packer& out) { out.text(std::string(256, 'a')); }).substr(0, 8), "da010061");
    EXPECT_EQ(packed([](Packer& out) { out.text(std::string(65536, 'a')); }).substr(0, 12), "db0001000061");
    EXPECT_EQ(packed([](Packer& out) { out.bin({}); }), "c400");
    EXPECT_EQ(packed([](Packer& out) { out.bin_header(255); }), "c4ff");
    EXPECT_EQ(packed([](Packer& out) { out.bin_header(256); }), "c50100");
    EXPECT_EQ(packed([](Packer& out) { out.bin_header(65536); }), "c600010000");
    EXPECT_EQ(packed([](Packer& out) { out.array(15).array(16).array(65536); }), "9fdc0010dd00010000");
    EXPECT_EQ(packed([](Packer& out) { out.map(15).map(16).map(65536); }), "8fde0010df00010000");
    EXPECT_EQ(packed([](Packer& out) { out.boolean(true).boolean(false); }), "c3c2");
}

TEST(Packer, TakesWhatIsAlreadyPacked) {
    Packer out;
    out.array(2).uint(1).raw(hex("a161"));
    EXPECT_EQ(to_hex(out.take()), "9201a161");
}

TEST(Unpacker, EveryInputOfOneOrTwoBytesIsCanonicalOrRefused) {
    int accepted = 0;
    Bytes bytes(1);
    for (unsigned a = 0; a < 256; ++a) {
        bytes = {static_cast<Byte>(a)};
        accepted += check_canonical(bytes);
    }
    // 128 + 32 numbers, 2 booleans, the empty array, map and text.
    EXPECT_EQ(accepted, 128 + 32 + 2 + 3);
    for (unsigned a = 0; a < 256; ++a)
        for (unsigned b = 0; b < 256; ++b) {
            bytes = {static_cast<Byte>(a), static_cast<Byte>(b)};
            check_canonical(bytes);
        }
}

TEST(Unpacker, EveryInputOfThreeBytesBehindAWideHeadIsCanonicalOrRefused) {
    Bytes bytes(3);
    for (unsigned a = 0xc0; a < 0xe0; ++a)
        for (unsigned b = 0; b < 256; ++b)
            for (unsigned c = 0; c < 256; c += 5) {
                bytes = {static_cast<Byte>(a), static_cast<Byte>(b), static_cast<Byte>(c)};
                check_canonical(bytes);
            }
}

TEST(Unpacker, RefusesEveryLongForm) {
    for (const auto* text : {
             "cc00",
             "cc7f",
             "cd0000",
             "cd00ff",
             "ce00000000",
             "ce0000ffff",
             "cf0000000000000000",
             "cf00000000ffffffff",
             "d000",
             "d07f",
             "d0ff",
             "d0e0",
             "d10000",
             "d10080",
             "d1ffff",
             "d1ff80",
             "d200000001",
             "d2ffff8000",
             "d30000000000000001",
             "d3ffffffff80000000",
             "d90161",
             "d91f"
             "61616161616161616161616161616161616161616161616161616161616161",
             "da000161",
             "da00ff",
             "db0000000161",
             "c5000101",
             "c500ff",
             "c60000000101",
             "c60000ffff",
             "dc000101",
             "dc000f",
             "dd0000000101",
             "de00016101",
             "df000000016101",
         })
        EXPECT_NE(skip_error(text), Errc::other) << text;
    EXPECT_EQ(skip_error("cc7f"), Errc::malformed);
    EXPECT_EQ(skip_error("d0ff"), Errc::malformed);
    EXPECT_EQ(skip_error("dc000101"), Errc::malformed);
    EXPECT_EQ(skip_error("c5000101"), Errc::malformed);
}

TEST(Unpacker, RefusesNilFloatExtAndTheUnusedByte) {
    for (const auto* text : {"c0", "c1", "c70100ff", "c8000100ff", "c90000000100ff", "ca00000000", "cb0000000000000000",
                             "d400ff", "d500ffff", "d600ffffffff", "d70000000000000000", "d800"})
        EXPECT_EQ(skip_error(text), Errc::malformed) << text;
}

TEST(Unpacker, RefusesKeysThatAreNotTextAscendingAndUnique) {
    EXPECT_EQ(skip_error("82a16101a16202"), Errc::other);
    EXPECT_EQ(skip_error("82a16201a16102"), Errc::malformed);
    EXPECT_EQ(skip_error("82a16101a16102"), Errc::malformed);
    EXPECT_EQ(skip_error("82a2616101a16202"), Errc::other);  // "aa" before "b": bytewise, not by length
    EXPECT_EQ(skip_error("82a16202a2616101"), Errc::malformed);
    EXPECT_EQ(skip_error("82a17a01a2c3a902"), Errc::other);  // bytes are unsigned: "z" before "é"
    EXPECT_EQ(skip_error("82a2c3a902a17a01"), Errc::malformed);
    EXPECT_EQ(skip_error("810101"), Errc::malformed);
    EXPECT_EQ(skip_error("81c4016101"), Errc::malformed);
}

TEST(Unpacker, RefusesTextThatIsNotUtf8) {
    for (const auto* text : {"a180", "a1c3", "a2c080", "a3eda080", "a3e28028", "a4f4908080", "a4f0808080", "a1ff"})
        EXPECT_EQ(skip_error(text), Errc::malformed) << text;
    for (const auto* text : {"a2c3a9", "a3efbfbf", "a4f09f909f", "a4f48fbfbf", "a100"})
        EXPECT_EQ(skip_error(text), Errc::other) << text;
}

TEST(Unpacker, BelievesNoCountThatTheBytesLeftCannotHold) {
    EXPECT_EQ(skip_error("ddffffffff"), Errc::truncated);
    EXPECT_EQ(skip_error("dfffffffff"), Errc::truncated);
    EXPECT_EQ(skip_error("dbffffffff"), Errc::truncated);
    EXPECT_EQ(skip_error("c6ffffffff"), Errc::truncated);
    const Bytes array = hex("93 0102");
    EXPECT_EQ(Unpacker{array}.array().error().code, Errc::truncated);
    const Bytes map = hex("82 a16101a1");
    EXPECT_TRUE(Unpacker{map}.map());  // 2 pairs need 4 bytes at least, which are there
    const Bytes short_map = hex("82 a16101");
    EXPECT_EQ(Unpacker{short_map}.map().error().code, Errc::truncated);
}

TEST(Unpacker, RefusesAValueCutAnywhere) {
    Packer out;
    out.map(3).text("a").array(4).uint(70000).sint(-70000).boolean(true).bin(hex("00112233"));
    out.text("b").map(1).text("c").text("déjà");
    out.text("d").uint(std::uint64_t{1} << 40);
    const Bytes whole = out.take();
    ASSERT_TRUE(check_canonical(whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        Unpacker in{BytesView{whole}.first(size)};
        const auto passed = in.skip();
        ASSERT_FALSE(passed) << size;
        EXPECT_EQ(passed.error().code, Errc::truncated) << size;
    }
}

TEST(Unpacker, SkipsToTheAllowedDepthAndNoDeeper) {
    const Bytes deep(16, Byte{0x91});
    Bytes sixteen = deep;
    sixteen.push_back(Byte{1});
    Unpacker in{sixteen};
    EXPECT_EQ(in.skip(16).value().size(), 17U);
    Unpacker again{sixteen};
    EXPECT_EQ(again.skip(15).error().code, Errc::malformed);
    Bytes bottomless(1'000'000, Byte{0x91});
    bottomless.push_back(Byte{1});
    Unpacker deepest{bottomless};
    EXPECT_EQ(deepest.skip().error().code, Errc::malformed);
    const Bytes scalar = hex("05");
    EXPECT_TRUE(Unpacker{scalar}.skip(0));
    const Bytes empty_array = hex("90");
    EXPECT_FALSE(Unpacker{empty_array}.skip(0));
}

TEST(Unpacker, SkipPassesOverExactlyOneValue) {
    const Bytes bytes = hex("92 01 90 05");
    Unpacker in{bytes};
    EXPECT_EQ(to_hex(in.skip().value()), "920190");
    EXPECT_EQ(in.uint().value(), 5U);
    EXPECT_TRUE(in.finish());
}

TEST(Unpacker, RefusesAnotherKindThanAskedFor) {
    const Bytes text = hex("a161");
    EXPECT_EQ(Unpacker{text}.uint().error().code, Errc::malformed);
    EXPECT_EQ(Unpacker{text}.sint().error().code, Errc::malformed);
    EXPECT_EQ(Unpacker{text}.boolean().error().code, Errc::malformed);
    EXPECT_EQ(Unpacker{text}.bin().error().code, Errc::malformed);
    EXPECT_EQ(Unpacker{text}.array().error().code, Errc::malformed);
    EXPECT_EQ(Unpacker{text}.map().error().code, Errc::malformed);
    const Bytes negative = hex("ff");
    EXPECT_EQ(Unpacker{negative}.uint().error().code, Errc::malformed);
    const Bytes large = hex("cfffffffffffffffff");
    EXPECT_EQ(Unpacker{large}.sint().error().code, Errc::malformed);
}

TEST(Unpacker, HoldsNumbersToALimit) {
    const Bytes ten = hex("0a");
    EXPECT_EQ(Unpacker{ten}.uint_at_most(10).value(), 10U);
    EXPECT_EQ(Unpacker{ten}.uint_at_most(9).error().code, Errc::malformed);
}

TEST(Unpacker, ReadsABinOfExactlyTheAskedLength) {
    const Bytes four = hex("c404 01020304");
    EXPECT_TRUE(Unpacker{four}.bytes<4>());
    EXPECT_EQ(Unpacker{four}.bytes<3>().error().code, Errc::malformed);
    EXPECT_EQ(Unpacker{four}.bytes<5>().error().code, Errc::malformed);
}

TEST(Unpacker, SaysWhenBytesAreLeft) {
    const Bytes bytes = hex("0102");
    Unpacker in{bytes};
    ASSERT_TRUE(in.uint());
    EXPECT_EQ(in.finish().error().code, Errc::malformed);
    ASSERT_TRUE(in.uint());
    EXPECT_TRUE(in.finish());
    EXPECT_EQ(in.peek().error().code, Errc::truncated);
}

/// A random canonical value.
void pack_random(Packer& out, std::mt19937_64& random, unsigned depth) {
    switch (random() % (depth == 0 ? 5 : 7)) {
    case 0:
        out.uint(random() >> random() % 64);
        break;
    case 1:
        out.sint(-static_cast<std::int64_t>(random() >> (1 + random() % 63)));
        break;
    case 2:
        out.boolean(random() % 2 == 0);
        break;
    case 3:
        out.text(std::string(random() % 40, static_cast<char>('a' + random() % 26)));
        break;
    case 4:
        out.bin(Bytes(random() % 300));
        break;
    case 5: {
        const auto count = static_cast<std::uint32_t>(random() % 20);
        out.array(count);
        for (std::uint32_t i = 0; i < count; ++i) pack_random(out, random, depth - 1);
        break;
    }
    default: {
        const auto count = static_cast<std::uint32_t>(random() % 20);
        out.map(count);
        for (std::uint32_t i = 0; i < count; ++i) {
            out.text(std::string{static_cast<char>('a' + i)});
            pack_random(out, random, depth - 1);
        }
    }
    }
}

TEST(Unpacker, TensOfThousandsOfMutationsAreCanonicalOrRefused) {
    std::mt19937_64 random{20261122};
    int accepted = 0;
    for (int round = 0; round < 20'000; ++round) {
        Packer out;
        pack_random(out, random, 3);
        Bytes bytes = out.take();
        ASSERT_LE(bytes.size(), 10'000'000U);
        bytes.resize(std::min<std::size_t>(bytes.size(), 512));
        for (auto flips = random() % 4; flips > 0; --flips)
            bytes[random() % bytes.size()] = static_cast<Byte>(random() & 0xff);
        accepted += check_canonical(bytes);
    }
    EXPECT_GT(accepted, 1'000);
}

TEST(MapReader, GivesTheKeysInOrderAndThenNothing) {
    const Bytes bytes = hex("82 a161 01 a162 a178");
    Unpacker in{bytes};
    auto keys = MapReader::open(in).value();
    EXPECT_EQ(keys.next_key().value(), "a");
    EXPECT_EQ(in.uint().value(), 1U);
    EXPECT_EQ(keys.next_key().value(), "b");
    EXPECT_EQ(in.text().value(), "x");
    EXPECT_EQ(keys.next_key().value(), std::nullopt);
    EXPECT_TRUE(in.finish());
}

TEST(MapReader, TakesAKeyThatIsExpectedOnlyIfItIsNext) {
    const Bytes bytes = hex("83 a161 01 a26262 02 a163 03");
    Unpacker in{bytes};
    auto keys = MapReader::open(in).value();
    EXPECT_FALSE(keys.take_key("b"));
    EXPECT_FALSE(keys.take_key("aa"));
    EXPECT_FALSE(keys.take_key(""));
    ASSERT_TRUE(keys.take_key("a"));
    EXPECT_EQ(in.uint().value(), 1U);
    EXPECT_FALSE(keys.take_key("b"));
    EXPECT_EQ(keys.next_key().value(), "bb");
    EXPECT_EQ(in.uint().value(), 2U);
    ASSERT_TRUE(keys.take_key("c"));
    EXPECT_EQ(in.uint().value(), 3U);
    EXPECT_FALSE(keys.take_key("c"));
    EXPECT_EQ(keys.next_key().value(), std::nullopt);
}

TEST(MapReader, RefusesAKeyThatIsNotAboveOneThatWasExpected) {
    for (const char* twice : {"82 a162 01 a162 02", "82 a162 01 a161 02"}) {
        const Bytes bytes = hex(twice);
        Unpacker in{bytes};
        auto keys = MapReader::open(in).value();
        ASSERT_TRUE(keys.take_key("b"));
        EXPECT_EQ(in.uint().value(), 1U);
        EXPECT_EQ(keys.next_key().error().code, Errc::malformed);
    }
}

TEST(Unpacker, TakesAShortTextOnlyIfAllOfItIsThere) {
    const Bytes bytes = hex("a26162");
    for (std::size_t have = 0; have <= bytes.size(); ++have) {
        Unpacker in{BytesView{bytes}.first(have)};
        EXPECT_EQ(in.take_short_text("ab"), have == bytes.size());
        EXPECT_EQ(in.rest().size(), have == bytes.size() ? 0 : have);
    }
    const std::string edge(31, 'x');
    const std::string longer(32, 'x');
    const Bytes packed = Packer{}.text(edge).text(longer).take();
    Unpacker in{packed};
    EXPECT_TRUE(in.take_short_text(edge));
    EXPECT_FALSE(in.take_short_text(longer));
    EXPECT_EQ(in.text().value(), longer);
}

}  // namespace
}  // namespace shoal
