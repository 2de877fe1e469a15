#include "crypto/hash.h"

#include <gtest/gtest.h>

#include "tests/crypto/hex_bytes.h"
#include "tests/crypto/test_random.h"

// Known answers: Python's hashlib.blake2b(data, digest_size=.., key=.., person=..).

namespace shoal::crypto {
namespace {

TEST(Blake2b, PersonalisedKnownAnswers) {
    EXPECT_EQ(to_hex(blake2b(personal::leaf, {})), "343afb29380705fb7ae5fa469e66a9e586438c2ae7903c3871996a7deef7495b");
    EXPECT_EQ(to_hex(blake2b(personal::leaf, as_bytes("abc"))),
              "7a5044561a4d03828edc7b32f739af7e4559c7dc39746c00c731953c742cadd3");
    EXPECT_EQ(to_hex(blake2b(personal::node, counting_bytes(100'000))),
              "07e57327cc4028b922660576c3cf0a80be71bfc8ae058253372ad25aecece877");
}

TEST(Blake2b, APersonalisationMayFillAll16Bytes) {
    EXPECT_EQ(to_hex(blake2b("0123456789abcdef", as_bytes("abc"))),
              "139dad3b92ad7c4601ae1ba6c616ca59699c6b1e8e789d095e1bec905871f612");
}

TEST(Blake2b, PartsAreHashedAsOne) {
    const Bytes data = counting_bytes(1000);
    const BytesView view{data};
    EXPECT_EQ(blake2b(personal::node, {view.first(300), BytesView{}, view.subspan(300)}),
              blake2b(personal::node, data));
    EXPECT_EQ(blake2b(personal::node, std::initializer_list<BytesView>{}), blake2b(personal::node, BytesView{}));
}

TEST(Blake2b, KeyedKnownAnswers) {
    const Bytes key = counting_bytes(64);
    const BytesView view{key};
    EXPECT_EQ(to_hex(keyed_blake2b(view.first(32), personal::dht, {})),
              "8969ad44d5bdb550be1542f36d4bff68de49dce143a0631a23a85efd82f7821a");
    EXPECT_EQ(to_hex(keyed_blake2b(view, personal::proof, as_bytes("abc"))),
              "ca6046dfd7c80c1cb8314e4f1bdf8370f2d21a4d06f2614216735a6d7fa5824a");
    EXPECT_EQ(to_hex(keyed_blake2b(view.subspan(7, 1), personal::tag, as_bytes("abc"))),
              "8c8c3e004ddaaf749e30245e651f526f254b98be67d0beb69ef67397052c0de0");
}

TEST(Blake2b, MacKnownAnswersOfBothWidths) {
    const Bytes key = counting_bytes(32);
    EXPECT_EQ(to_hex(mac256(key, {as_bytes("a"), as_bytes("bc")})),
              "d63a32d3e44738d7907f964316c241adaba0abfeabc32349677578a15a203f7f");
    EXPECT_EQ(to_hex(mac256(key, {})), "4e51e7a913fc80137da52880fecca175bf81e117d5c68126dc2774033517ea0d");
    EXPECT_EQ(to_hex(mac128(key, {as_bytes("a"), as_bytes("bc")})), "1a64be47e4729d951c302ee543f97cf3");
}

TEST(Blake2b, NoTwoDomainsAgree) {
    const std::array domains{personal::leaf,  personal::node, personal::file, personal::id, personal::open,
                             personal::proof, personal::dht,  personal::lan,  personal::tag};
    for (std::size_t i = 0; i < domains.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            EXPECT_NE(blake2b(domains[i], as_bytes("x")), blake2b(domains[j], as_bytes("x"))) << i << ' ' << j;
        }
    }
}

TEST(Blake2bDeathTest, AKeyOfAnImpossibleSizeIsOurMistake) {
    EXPECT_DEATH(static_cast<void>(mac256({}, {})), "broken contract");
    EXPECT_DEATH(static_cast<void>(mac128({}, {})), "broken contract");
    EXPECT_DEATH(static_cast<void>(keyed_blake2b(Bytes(65), personal::tag, {})), "broken contract");
}

TEST(Hasher, AnyCutGivesTheHashOfTheWhole) {
    SeededRandom random{7};
    const Bytes data = counting_bytes(5000);
    const Hash whole = blake2b(personal::file, data);
    for (int round = 0; round < 50; ++round) {
        Hasher hasher{personal::file};
        for (BytesView rest{data}; !rest.empty();) {
            const std::size_t cut = random.below(rest.size() + 1);
            hasher.update(rest.first(cut));
            rest = rest.subspan(cut);
        }
        EXPECT_EQ(hasher.finish(), whole);
    }
}

TEST(HasherDeathTest, FinishingTwiceIsOurMistake) {
    Hasher hasher{personal::file};
    EXPECT_EQ(hasher.finish(), blake2b(personal::file, BytesView{}));
    EXPECT_DEATH(static_cast<void>(hasher.finish()), "broken contract");
}

}  // namespace
}  // namespace shoal::crypto
