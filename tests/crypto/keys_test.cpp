#include "crypto/keys.h"

#include <gtest/gtest.h>

#include "tests/crypto/hex_bytes.h"
#include "tests/crypto/test_random.h"

namespace shoal::crypto {
namespace {

Secret<32> secret_of(BytesView bytes) {
    Secret<32> secret;
    std::ranges::copy(bytes, secret.bytes().begin());
    return secret;
}

Bytes x25519(BytesView scalar, BytesView point) {
    PublicKey theirs;
    std::ranges::copy(point, theirs.begin());
    const auto shared = DhPair::from_secret(secret_of(scalar)).agree(theirs);
    return shared ? copy_of(shared->view()) : Bytes{};
}

TEST(DhPair, KnownAnswersOfRfc7748) {
    EXPECT_EQ(to_hex(x25519(hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"),
                            hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"))),
              "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
    EXPECT_EQ(to_hex(x25519(hex("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d"),
                            hex("e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493"))),
              "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957");
}

TEST(DhPair, AThousandIterationsOfRfc7748) {
    Bytes k(32);
    k[0] = Byte{9};
    Bytes u = k;
    for (int i = 0; i < 1000; ++i) {
        Bytes next = x25519(k, u);
        u = std::exchange(k, std::move(next));
        if (i == 0) {
            EXPECT_EQ(to_hex(k), "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079");
        }
    }
    EXPECT_EQ(to_hex(k), "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
}

TEST(DhPair, BothSidesAgreeOnOneSecret) {
    SeededRandom random{5};
    const DhPair a = DhPair::generate(random);
    const DhPair b = DhPair::generate(random);
    ASSERT_NE(a.public_key(), b.public_key());
    const auto ours = a.agree(b.public_key());
    const auto theirs = b.agree(a.public_key());
    ASSERT_TRUE(ours && theirs);
    EXPECT_EQ(to_hex(ours->view()), to_hex(theirs->view()));
    std::array<Byte, 32> into{};
    EXPECT_TRUE(a.agree(b.public_key(), into));
    EXPECT_EQ(to_hex(into), to_hex(ours->view()));
}

TEST(DhPair, TheSecretComesFromTheRandomnessGiven) {
    // The initiator's ephemeral pair of the published Noise vectors.
    ScriptedRandom random{hex("893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a")};
    EXPECT_EQ(to_hex(DhPair::generate(random).public_key()),
              "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c7944");
    EXPECT_EQ(random.left(), 0U);
}

TEST(DhPair, PointsOfLowOrderAgreeOnNothing) {
    SeededRandom random{6};
    const DhPair pair = DhPair::generate(random);
    for (const char* point : {"0000000000000000000000000000000000000000000000000000000000000000",
                              "0100000000000000000000000000000000000000000000000000000000000000",
                              "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                              "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                              "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                              "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                              "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"}) {
        auto theirs = hex_array<32>(point);
        EXPECT_FALSE(pair.agree(theirs)) << point;
        theirs.back() |= Byte{0x80};  // a bit that X25519 ignores
        EXPECT_FALSE(pair.agree(theirs)) << point;
    }
}

struct SignatureAnswer {
    const char* seed;
    const char* public_key;
    const char* message;
    const char* signature;
};

TEST(SigningPair, KnownAnswersOfRfc8032) {
    const SignatureAnswer answers[] = {{"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                                        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
                                        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                                        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
                                       {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                                        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
                                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
                                       {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                                        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
                                        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                                        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"}};
    for (const auto& answer : answers) {
        const SigningPair pair = SigningPair::from_seed(secret_of(hex(answer.seed)));
        EXPECT_EQ(to_hex(pair.public_key()), answer.public_key);
        EXPECT_EQ(to_hex(pair.sign(hex(answer.message))), answer.signature);
        EXPECT_TRUE(verify(hex_array<64>(answer.signature), hex(answer.message), pair.public_key()));
    }
}

TEST(SigningPair, AnythingChangedDoesNotVerify) {
    SeededRandom random{8};
    const SigningPair pair = SigningPair::generate(random);
    Bytes message = counting_bytes(40);
    const Signature signature = pair.sign(message);
    ASSERT_TRUE(verify(signature, message, pair.public_key()));
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
        Signature other = signature;
        other[bit / 8] ^= static_cast<Byte>(1U << bit % 8);
        EXPECT_FALSE(verify(other, message, pair.public_key())) << bit;
    }
    EXPECT_FALSE(verify(signature, BytesView{message}.first(39), pair.public_key()));
    EXPECT_FALSE(verify(signature, message, SigningPair::generate(random).public_key()));
    message[20] ^= Byte{1};
    EXPECT_FALSE(verify(signature, message, pair.public_key()));
}

TEST(SigningPair, AKeyOfLowOrderVerifiesNothing) {
    Signature signature{};
    signature.front() = Byte{1};
    PublicKey identity{};
    identity.front() = Byte{1};
    EXPECT_FALSE(verify(signature, as_bytes("anything"), identity));
    EXPECT_FALSE(verify(Signature{}, as_bytes("anything"), PublicKey{}));
}

}  // namespace
}  // namespace shoal::crypto
