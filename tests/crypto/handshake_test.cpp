#include "crypto/handshake.h"

#include <gtest/gtest.h>

#include "tests/crypto/hex_bytes.h"
#include "tests/crypto/test_random.h"

namespace shoal::crypto {
namespace {

DhPair pair_of(std::string_view secret_hex) {
    Secret<32> secret;
    std::ranges::copy(hex(secret_hex), secret.bytes().begin());
    return DhPair::from_secret(std::move(secret));
}

/// The inputs of the published vectors (cacophony, Noise_XX_25519_ChaChaPoly_BLAKE2b): fixed keys, a prologue.
struct Published {
    DhPair initiator_key = pair_of("e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1");
    DhPair responder_key = pair_of("4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893");
    ScriptedRandom initiator_random{hex("893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a")};
    ScriptedRandom responder_random{hex("bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b")};
    Bytes prologue = hex("4a6f686e2047616c74");
    HandshakeState initiator{Role::initiator, initiator_key, initiator_random, prologue};
    HandshakeState responder{Role::responder, responder_key, responder_random, prologue};
};

constexpr const char* first_message =
    "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c79444c756477696720766f6e204d69736573";
constexpr const char* second_message =
    "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f1448088430505b6745ce64a5f33f0e8e3b83f11ce"
    "8802bca507f4f2d8b564dbe277e1966116e132faa2dfd70b8b077b9f94b913df5056ae1319469b824a98d54bbaa82c32"
    "5595587064f978c4b6d104f7596e6f";
constexpr const char* third_message =
    "99579e1c1ee15e422a57ddd6b16d37087b17558e8369c18991b4b2ca3a824abf904cdcf5458b5431a75af034ca9e9b98"
    "2de039eaaf156775e2d580cd4e5ebae89c3f8cb2594b556d8a8169";
constexpr const char* final_hash = "8cf47d7b3cb5804c0109d48e8bcdbee2cbb65687d8ea2c92994ca361fb86151a"
                                   "d93627b98936cbb32de56e8abb21def3925011ac3e35db9cbeea73ab9a4392c2";
constexpr const char* first_transport_message = "fc56eea290b3f3a21aac0c70cd5787b5ee99be37d2f4d751329b55";

std::string written(HandshakeState& side, std::string_view payload) {
    Bytes message;
    EXPECT_TRUE(side.write_message(as_bytes(payload), message));
    return to_hex(message);
}

std::string read(HandshakeState& side, std::string_view message_hex) {
    Bytes payload;
    EXPECT_TRUE(side.read_message(hex(message_hex), payload));
    return std::string{as_text(payload)};
}

TEST(Handshake, ReproducesThePublishedVector) {
    Published p;
    EXPECT_EQ(written(p.initiator, "Ludwig von Mises"), first_message);
    EXPECT_EQ(read(p.responder, first_message), "Ludwig von Mises");
    EXPECT_EQ(written(p.responder, "Murray Rothbard"), second_message);
    EXPECT_EQ(read(p.initiator, second_message), "Murray Rothbard");
    EXPECT_EQ(written(p.initiator, "F. A. Hayek"), third_message);
    EXPECT_EQ(read(p.responder, third_message), "F. A. Hayek");
    EXPECT_EQ(p.initiator_random.left() + p.responder_random.left(), 0U);

    ASSERT_TRUE(p.initiator.is_finished() && p.responder.is_finished());
    Transport initiator = std::move(p.initiator).finish();
    Transport responder = std::move(p.responder).finish();
    EXPECT_EQ(to_hex(initiator.handshake_hash), final_hash);
    EXPECT_EQ(to_hex(responder.handshake_hash), final_hash);
    EXPECT_EQ(initiator.remote_key, p.responder_key.public_key());
    EXPECT_EQ(responder.remote_key, p.initiator_key.public_key());

    const BytesView plain = as_bytes("Carl Menger");
    Bytes sealed(plain.size() + CipherState::tag_size);
    ASSERT_TRUE(responder.send.encrypt_with_ad({}, plain, sealed));
    EXPECT_EQ(to_hex(sealed), first_transport_message);
    Bytes opened(plain.size());
    ASSERT_TRUE(initiator.receive.decrypt_with_ad({}, sealed, opened));
    EXPECT_EQ(as_text(opened), "Carl Menger");
}

TEST(Handshake, TheSidesTakeTurns) {
    Published p;
    EXPECT_TRUE(p.initiator.is_my_turn());
    EXPECT_FALSE(p.responder.is_my_turn());
    EXPECT_EQ(p.initiator.empty_message_size(), 32U);
    written(p.initiator, "");
    EXPECT_FALSE(p.initiator.is_my_turn());
    EXPECT_FALSE(p.initiator.is_finished());
    EXPECT_EQ(p.initiator.empty_message_size(), 96U);
}

/// `message` with one bit flipped, cut short anywhere or made longer is refused, after which the genuine one is read:
/// a failed call has changed nothing.
void refuses_everything_but(HandshakeState& side, std::string_view message_hex, std::size_t from) {
    const Bytes genuine = hex(message_hex);
    Bytes payload;
    for (std::size_t i = from; i < genuine.size(); ++i) {
        Bytes forged = genuine;
        forged[i] ^= static_cast<Byte>(1U << i % 8);
        EXPECT_FALSE(side.read_message(forged, payload)) << i;
        EXPECT_FALSE(side.read_message(BytesView{genuine}.first(i), payload)) << i;
    }
    Bytes longer = genuine;
    longer.push_back(Byte{0});
    EXPECT_FALSE(side.read_message(longer, payload));
    longer.resize(HandshakeState::max_message + 1);
    EXPECT_FALSE(side.read_message(longer, payload));
    EXPECT_TRUE(payload.empty());
    EXPECT_TRUE(side.read_message(genuine, payload));
}

TEST(Handshake, AFailedReadChangesNothing) {
    Published p;
    written(p.initiator, "Ludwig von Mises");
    Bytes payload;
    // The first message is not sealed: only its size can be wrong.
    EXPECT_FALSE(p.responder.read_message(BytesView{hex(first_message)}.first(31), payload));
    EXPECT_FALSE(p.responder.read_message({}, payload));
    EXPECT_FALSE(p.responder.read_message(Bytes(HandshakeState::max_message + 1), payload));
    read(p.responder, first_message);
    EXPECT_EQ(written(p.responder, "Murray Rothbard"), second_message);
    refuses_everything_but(p.initiator, second_message, 0);
    EXPECT_EQ(written(p.initiator, "F. A. Hayek"), third_message);
    refuses_everything_but(p.responder, third_message, 0);
    EXPECT_EQ(to_hex(std::move(p.responder).finish().handshake_hash), final_hash);
}

TEST(Handshake, AnEphemeralKeyOfLowOrderIsRefused) {
    Published p;
    Bytes payload;
    ASSERT_TRUE(p.responder.read_message(Bytes(32), payload));
    Bytes out = hex("aabb");
    EXPECT_FALSE(p.responder.write_message({}, out));
    EXPECT_EQ(to_hex(out), "aabb");
    EXPECT_TRUE(p.responder.is_my_turn());

    written(p.initiator, "");
    EXPECT_FALSE(p.initiator.read_message(Bytes(96), payload));
    EXPECT_TRUE(payload.empty());
}

TEST(Handshake, AnotherPrologueIsAnotherConversation) {
    Published p;
    HandshakeState other{Role::responder, p.responder_key, p.responder_random, as_bytes("John Gall")};
    Bytes message;
    Bytes payload;
    ASSERT_TRUE(p.initiator.write_message({}, message));
    ASSERT_TRUE(other.read_message(message, payload));
    message.clear();
    ASSERT_TRUE(other.write_message({}, message));
    EXPECT_FALSE(p.initiator.read_message(message, payload));
}

TEST(HandshakeDeathTest, SpeakingOutOfTurnIsOurMistake) {
    Published p;
    Bytes out;
    EXPECT_DEATH(static_cast<void>(p.responder.write_message({}, out)), "broken contract");
    EXPECT_DEATH(static_cast<void>(p.initiator.read_message({}, out)), "broken contract");
    EXPECT_DEATH(static_cast<void>(std::move(p.initiator).finish()), "broken contract");
    EXPECT_DEATH(static_cast<void>(p.initiator.write_message(Bytes(HandshakeState::max_message - 31), out)),
                 "broken contract");
}

}  // namespace
}  // namespace shoal::crypto
