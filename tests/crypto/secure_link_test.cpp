#include "crypto/secure_link.h"

#include <gtest/gtest.h>

#include "crypto/handshake.h"
#include "tests/crypto/hex_bytes.h"
#include "tests/crypto/test_random.h"

namespace shoal::crypto {
namespace {

constexpr std::size_t data_record = std::size_t{32} * 1024;  // as large as the records that carry a share's data

/// Two links that know each other only by the bytes that the test carries.
struct TwoEnds {
    explicit TwoEnds(std::uint64_t seed = 1) : random{seed} {}

    SeededRandom random;
    DhPair a_key = DhPair::generate(random);
    DhPair b_key = DhPair::generate(random);
    SecureLink a{Role::initiator, a_key, random};
    SecureLink b{Role::responder, b_key, random};

    void shake_hands() {
        ASSERT_TRUE(b.received(a.take_output()));
        ASSERT_TRUE(a.received(b.take_output()));
        ASSERT_TRUE(b.received(a.take_output()));
        ASSERT_TRUE(a.is_established() && b.is_established());
        ASSERT_EQ(a.output_size() + b.output_size(), 0U);
    }
};

struct Established : TwoEnds {
    explicit Established(std::uint64_t seed = 1) : TwoEnds{seed} { shake_hands(); }
};

std::vector<Bytes> drain(SecureLink& link) {
    std::vector<Bytes> records;
    while (const auto record = link.next_record()) records.push_back(copy_of(*record));
    return records;
}

void expect_dead(SecureLink& link) {
    EXPECT_TRUE(link.is_broken());
    EXPECT_FALSE(link.is_established());
    EXPECT_FALSE(link.next_record());
    EXPECT_FALSE(link.received({}));
    EXPECT_FALSE(link.received(hex("0000")));
    EXPECT_FALSE(link.next_record());
    link.send({as_bytes("nobody will read this")});
    EXPECT_EQ(link.output_size(), 0U);
    EXPECT_EQ(link.memory_held(), 0U);
}

TEST(SecureLink, ThreeMessagesOfTheSizesOnThePageEstablishBothSides) {
    TwoEnds ends;
    const Bytes first = ends.a.take_output();
    EXPECT_EQ(first.size(), 2U + 32U);
    EXPECT_EQ(ends.b.output_size(), 0U);
    ASSERT_TRUE(ends.b.received(first));
    const Bytes second = ends.b.take_output();
    EXPECT_EQ(second.size(), 2U + 96U);
    EXPECT_FALSE(ends.a.is_established() || ends.b.is_established());
    ASSERT_TRUE(ends.a.received(second));
    EXPECT_TRUE(ends.a.is_established());
    const Bytes third = ends.a.take_output();
    EXPECT_EQ(third.size(), 2U + 64U);
    ASSERT_TRUE(ends.b.received(third));
    EXPECT_TRUE(ends.b.is_established());
    EXPECT_EQ(ends.b.output_size(), 0U);

    EXPECT_EQ(ends.a.role(), Role::initiator);
    EXPECT_EQ(ends.b.role(), Role::responder);
    EXPECT_EQ(ends.a.remote_key(), ends.b_key.public_key());
    EXPECT_EQ(ends.b.remote_key(), ends.a_key.public_key());
    EXPECT_EQ(ends.a.handshake_hash(), ends.b.handshake_hash());
}

TEST(SecureLink, NoTwoLinksBetweenTheSameKeysShareAHash) {
    Established first;
    SecureLink a{Role::initiator, first.a_key, first.random};
    SecureLink b{Role::responder, first.b_key, first.random};
    EXPECT_TRUE(b.received(a.take_output()) && a.received(b.take_output()) && b.received(a.take_output()));
    EXPECT_NE(a.handshake_hash(), first.a.handshake_hash());
}

TEST(SecureLink, RecordsGoBothWaysInOrder) {
    Established ends;
    ends.a.send({as_bytes("one")});
    ends.a.send({as_bytes("t"), as_bytes(""), as_bytes("wo")});
    ends.a.send({});
    ends.b.send({as_bytes("back")});
    ASSERT_TRUE(ends.b.received(ends.a.take_output()));
    ASSERT_TRUE(ends.a.received(ends.b.take_output()));
    EXPECT_EQ(drain(ends.b), (std::vector<Bytes>{copy_of(as_bytes("one")), copy_of(as_bytes("two")), Bytes{}}));
    EXPECT_EQ(drain(ends.a), std::vector<Bytes>{copy_of(as_bytes("back"))});
}

TEST(SecureLink, ARecordIsLongerByLengthAndTagOnly) {
    Established ends;
    ends.a.send({counting_bytes(data_record)});
    EXPECT_EQ(ends.a.output_size(), 2 + data_record + 16);
    EXPECT_EQ(ends.a.take_output().size(), 2 + data_record + 16);
    EXPECT_EQ(ends.a.output_size(), 0U);
    EXPECT_TRUE(ends.a.take_output().empty());
}

TEST(SecureLink, TheLargestRecordPasses) {
    Established ends;
    const Bytes largest = counting_bytes(max_record_plain);
    ends.a.send({largest});
    ASSERT_TRUE(ends.b.received(ends.a.take_output()));
    EXPECT_EQ(drain(ends.b), std::vector<Bytes>{largest});
}

TEST(SecureLinkDeathTest, OurOwnMistakesEndTheProcess) {
    TwoEnds ends;
    EXPECT_DEATH(ends.a.send({as_bytes("too early")}), "broken contract");
    EXPECT_DEATH(static_cast<void>(ends.a.handshake_hash()), "broken contract");
    EXPECT_DEATH(static_cast<void>(ends.a.remote_key()), "broken contract");
    ends.shake_hands();
    EXPECT_DEATH(ends.a.send({Bytes(max_record_plain), Bytes(1)}), "broken contract");
}

// --- cuts ------------------------------------------------------------------------------------------------------------

/// Carries what `from` has to say to `to` in pieces of 1 to `most` bytes.
void carry(SecureLink& from, SecureLink& to, Random& random, std::size_t most, std::vector<Bytes>& got) {
    const Bytes stream = from.take_output();
    for (BytesView rest{stream}; !rest.empty();) {
        const std::size_t cut = std::min(rest.size(), 1 + random.below(most));
        ASSERT_TRUE(to.received(rest.first(cut)));
        rest = rest.subspan(cut);
        for (Bytes& record : drain(to)) got.push_back(std::move(record));
        ASSERT_LE(to.memory_held(), most + 2 + max_record + to.output_size());
    }
}

TEST(SecureLink, AnyCutOfTheStreamGivesTheSameRecords) {
    SeededRandom random{9};
    for (const std::size_t most : {1U, 3U, 50U, 20'000U, 300'000U}) {
        TwoEnds ends{most};
        std::vector<Bytes> none;
        for (int i = 0; i < 2; ++i) {
            ASSERT_NO_FATAL_FAILURE(carry(ends.a, ends.b, random, most, none));
            ASSERT_NO_FATAL_FAILURE(carry(ends.b, ends.a, random, most, none));
        }
        ASSERT_TRUE(ends.a.is_established() && ends.b.is_established());
        std::vector<Bytes> a_said, b_said, a_heard, b_heard;
        for (int i = 0; i < 12; ++i) {
            a_said.push_back(counting_bytes(random.below(i % 4 == 0 ? max_record_plain + 1 : 300)));
            b_said.push_back(counting_bytes(random.below(500)));
            ends.a.send({a_said.back()});
            ends.b.send({b_said.back()});
            if (i % 3 != 0) continue;
            ASSERT_NO_FATAL_FAILURE(carry(ends.a, ends.b, random, most, b_heard));
            ASSERT_NO_FATAL_FAILURE(carry(ends.b, ends.a, random, most, a_heard));
        }
        ASSERT_NO_FATAL_FAILURE(carry(ends.a, ends.b, random, most, b_heard));
        ASSERT_NO_FATAL_FAILURE(carry(ends.b, ends.a, random, most, a_heard));
        EXPECT_EQ(b_heard, a_said) << most;
        EXPECT_EQ(a_heard, b_said) << most;
    }
}

TEST(SecureLink, RecordsRightBehindTheThirdMessageAreTaken) {
    TwoEnds ends;
    ASSERT_TRUE(ends.b.received(ends.a.take_output()));
    ASSERT_TRUE(ends.a.received(ends.b.take_output()));
    ends.a.send({as_bytes("hello")});
    ASSERT_TRUE(ends.b.received(ends.a.take_output()));
    EXPECT_EQ(drain(ends.b), std::vector<Bytes>{copy_of(as_bytes("hello"))});
}

// --- an attacker on the stream ---------------------------------------------------------------------------------------

TEST(SecureLink, AFlippedByteAnywhereInTheHandshakeIsNeverAccepted) {
    const std::array<std::size_t, 3> sizes{34, 98, 66};
    for (std::size_t message = 0; message < sizes.size(); ++message) {
        for (std::size_t at = 0; at < sizes.at(message); ++at) {
            SCOPED_TRACE(testing::Message() << "message " << message << ", byte " << at);
            TwoEnds ends;
            bool intact = true;
            for (std::size_t step = 0; step < 3 && intact; ++step) {
                SecureLink& from = step == 1 ? ends.b : ends.a;
                SecureLink& to = step == 1 ? ends.a : ends.b;
                Bytes stream = from.take_output();
                if (step == message) stream[at] ^= static_cast<Byte>(1U << at % 8);
                intact = to.received(stream);
                if (!intact) expect_dead(to);
            }
            EXPECT_FALSE(intact);
            EXPECT_FALSE(ends.b.is_established());
            EXPECT_TRUE(message == 2 || !ends.a.is_established());
        }
    }
}

TEST(SecureLink, AFlippedByteAnywhereInARecordBreaksTheLink) {
    constexpr std::size_t size = 40;
    for (std::size_t at = 0; at < 2 + size + 16; ++at) {
        SCOPED_TRACE(at);
        Established ends;
        ends.a.send({counting_bytes(size)});
        // A longer length waits for more: let there be more than any length can ask for.
        ends.a.send({counting_bytes(max_record_plain)});
        ends.a.send({counting_bytes(max_record_plain)});
        Bytes stream = ends.a.take_output();
        stream[at] ^= static_cast<Byte>(1U << at % 8);
        EXPECT_TRUE(ends.b.received(stream));
        EXPECT_TRUE(drain(ends.b).empty());
        expect_dead(ends.b);
    }
}

/// The streams of three records, each on its own.
std::array<Bytes, 3> three_records(SecureLink& link) {
    std::array<Bytes, 3> streams;
    for (std::size_t i = 0; i < 3; ++i) {
        link.send({counting_bytes(10 + i)});
        streams.at(i) = link.take_output();
    }
    return streams;
}

TEST(SecureLink, AReplayedRecordBreaksTheLink) {
    Established ends;
    const auto streams = three_records(ends.a);
    ASSERT_TRUE(ends.b.received(streams[0]));
    EXPECT_EQ(drain(ends.b).size(), 1U);
    EXPECT_TRUE(ends.b.received(streams[0]));
    EXPECT_TRUE(drain(ends.b).empty());
    expect_dead(ends.b);
}

TEST(SecureLink, ReorderedOrMissingRecordsBreakTheLink) {
    Established ends;
    const auto streams = three_records(ends.a);
    ASSERT_TRUE(ends.b.received(streams[0]));
    EXPECT_EQ(drain(ends.b).size(), 1U);
    EXPECT_TRUE(ends.b.received(streams[2]));
    EXPECT_TRUE(drain(ends.b).empty());
    expect_dead(ends.b);
}

TEST(SecureLink, ARecordSentBackToItsSenderBreaksTheLink) {
    Established ends;
    const auto streams = three_records(ends.a);
    EXPECT_TRUE(ends.a.received(streams[0]));
    EXPECT_TRUE(drain(ends.a).empty());
    expect_dead(ends.a);
}

TEST(SecureLink, RecordsBeforeAForgedOneAreStillDelivered) {
    Established ends;
    const auto streams = three_records(ends.a);
    Bytes stream = streams[0];
    stream.insert(stream.end(), streams[1].begin(), streams[1].end());
    stream.insert(stream.end(), streams[1].begin(), streams[1].end());
    EXPECT_TRUE(ends.b.received(stream));
    EXPECT_EQ(drain(ends.b), (std::vector<Bytes>{counting_bytes(10), counting_bytes(11)}));
    expect_dead(ends.b);
}

TEST(SecureLink, ATruncatedRecordYieldsNothingAndWaits) {
    Established ends;
    ends.a.send({counting_bytes(100)});
    const Bytes stream = ends.a.take_output();
    for (std::size_t i = 0; i + 1 < stream.size(); ++i) {
        ASSERT_TRUE(ends.b.received(BytesView{stream}.subspan(i, 1)));
        ASSERT_FALSE(ends.b.next_record());
        ASSERT_FALSE(ends.b.is_broken());
    }
    ASSERT_TRUE(ends.b.received(BytesView{stream}.last(1)));
    EXPECT_EQ(drain(ends.b), std::vector<Bytes>{counting_bytes(100)});
}

TEST(SecureLink, AFrameTooShortForATagBreaksTheLinkAtItsLength) {
    for (const char* length : {"0000", "0001", "000f"}) {
        Established ends;
        EXPECT_TRUE(ends.b.received(hex(length)));
        EXPECT_FALSE(ends.b.next_record());
        expect_dead(ends.b);
    }
}

TEST(SecureLink, AHandshakeFrameOfAnyOtherSizeBreaksTheLinkAtItsLength) {
    for (const char* length : {"0000", "001f", "0021", "0060", "0040", "ffff"}) {
        TwoEnds ends;
        EXPECT_FALSE(ends.b.received(hex(length)));
        expect_dead(ends.b);
        EXPECT_FALSE(ends.a.received(hex(std::string{length} == "0060" ? "0020" : length)));
        expect_dead(ends.a);
    }
}

TEST(SecureLink, AKeyOfLowOrderBreaksTheLink) {
    TwoEnds ends;
    Bytes message = hex("0020");
    message.resize(34);
    EXPECT_FALSE(ends.b.received(message));
    expect_dead(ends.b);
}

TEST(SecureLink, TheHashIsKnownEvenAfterTheLinkBroke) {
    Established ends;
    EXPECT_TRUE(ends.b.received(hex("0000")));
    EXPECT_FALSE(ends.b.next_record());
    EXPECT_EQ(ends.b.handshake_hash(), ends.a.handshake_hash());
    EXPECT_EQ(ends.b.remote_key(), ends.a_key.public_key());
}

TEST(SecureLink, RandomBytesNeverPassForAHandshake) {
    SeededRandom random{11};
    for (int i = 0; i < 300; ++i) {
        TwoEnds ends{static_cast<std::uint64_t>(i)};
        SecureLink& link = i % 2 == 0 ? ends.a : ends.b;
        Bytes noise(200);
        random.fill(noise);
        if (i % 3 == 0) {
            noise[0] = Byte{0};
            noise[1] = Byte{i % 2 == 0 ? std::uint8_t{96} : std::uint8_t{32}};
        }
        EXPECT_FALSE(link.received(noise));
        expect_dead(link);
    }
}

// --- rekeying --------------------------------------------------------------------------------------------------------

constexpr std::size_t records_per_key = 65'536;

TEST(SecureLink, BothDirectionsRekeyAndGoOn) {
    Established ends;
    constexpr std::size_t count = 2 * records_per_key + 10;
    for (std::size_t i = 0; i < count; ++i) {
        const std::array one{static_cast<Byte>(i % 251)};
        ends.a.send({one});
        if (i % 2 == 0) ends.b.send({one, one});
        if (i % 1000 != 0 && i + 1 != count) continue;
        ASSERT_TRUE(ends.b.received(ends.a.take_output()));
        ASSERT_TRUE(ends.a.received(ends.b.take_output()));
        for (const Bytes& record : drain(ends.b)) ASSERT_EQ(record.size(), 1U);
        for (const Bytes& record : drain(ends.a)) ASSERT_EQ(record.size(), 2U);
        ASSERT_FALSE(ends.a.is_broken() || ends.b.is_broken()) << i;
    }
    EXPECT_EQ(ends.a.memory_held() + ends.b.memory_held(), 0U);
}

/// A responder of bare Noise objects, so that a test can look at the keys a link uses.
struct BareResponder {
    SeededRandom random{12};
    DhPair link_key = DhPair::generate(random);
    DhPair my_key = DhPair::generate(random);
    SecureLink link{Role::initiator, link_key, random};
    Transport transport = shake_hands();

    Transport shake_hands() {
        HandshakeState handshake{Role::responder, my_key, random, as_bytes("shoal/1")};
        Bytes payload;
        EXPECT_TRUE(handshake.read_message(BytesView{link.take_output()}.subspan(2), payload));
        Bytes second = hex("0060");
        EXPECT_TRUE(handshake.write_message({}, second));
        EXPECT_TRUE(link.received(second));
        EXPECT_TRUE(handshake.read_message(BytesView{link.take_output()}.subspan(2), payload));
        return std::move(handshake).finish();
    }

    /// The next record of the link, opened as it stands; false if this key does not open it.
    bool opens(const Bytes& stream) {
        Bytes plain(stream.size() - 18);
        return transport.receive.decrypt_with_ad({}, BytesView{stream}.subspan(2), plain);
    }

    /// A one-byte record for the link.
    Bytes seal() {
        Bytes stream = hex("0011");
        stream.resize(2 + 17);
        const std::array plain{Byte{1}};
        EXPECT_TRUE(transport.send.encrypt_with_ad({}, plain, BytesMut{stream}.subspan(2)));
        return stream;
    }
};

TEST(SecureLink, TheKeyChangesExactlyBeforeRecord65536OfEachDirection) {
    BareResponder bare;
    for (std::size_t i = 0; i < records_per_key; ++i) {
        bare.link.send({as_bytes("x")});
        ASSERT_TRUE(bare.opens(bare.link.take_output())) << i;
        ASSERT_TRUE(bare.link.received(bare.seal()));
        ASSERT_TRUE(bare.link.next_record()) << i;
    }
    bare.link.send({as_bytes("x")});
    const Bytes first_of_new_key = bare.link.take_output();
    EXPECT_FALSE(bare.opens(first_of_new_key));
    bare.transport.receive.rekey();
    EXPECT_EQ(bare.transport.receive.nonce(), records_per_key);
    EXPECT_TRUE(bare.opens(first_of_new_key));

    bare.transport.send.rekey();
    ASSERT_TRUE(bare.link.received(bare.seal()));
    EXPECT_TRUE(bare.link.next_record());
}

TEST(SecureLink, ASenderThatForgetsToRekeyIsRefused) {
    BareResponder bare;
    for (std::size_t i = 0; i < records_per_key; ++i) {
        ASSERT_TRUE(bare.link.received(bare.seal()));
        ASSERT_TRUE(bare.link.next_record());
    }
    ASSERT_TRUE(bare.link.received(bare.seal()));
    EXPECT_FALSE(bare.link.next_record());
    expect_dead(bare.link);
}

// --- memory ----------------------------------------------------------------------------------------------------------

TEST(SecureLink, MemoryStaysWithinOneReadAndOneRecordAndIsGivenBack) {
    Established ends;
    constexpr std::size_t read_size = 10'000;
    const Bytes data = counting_bytes(data_record);
    Bytes stream;
    std::size_t heard = 0;
    for (int i = 0; i < 200; ++i) {
        ends.a.send({data});
        const Bytes more = ends.a.take_output();
        stream.insert(stream.end(), more.begin(), more.end());
        EXPECT_EQ(ends.a.memory_held(), 0U);
        BytesView rest{stream};
        for (; rest.size() >= read_size; rest = rest.subspan(read_size)) {
            ASSERT_TRUE(ends.b.received(rest.first(read_size)));
            while (const auto record = ends.b.next_record()) heard += record->size();
            ASSERT_LE(ends.b.memory_held(), read_size + 2 + data_record + 16);
        }
        stream = copy_of(rest);
    }
    ASSERT_TRUE(ends.b.received(stream));
    while (const auto record = ends.b.next_record()) heard += record->size();
    EXPECT_EQ(heard, 200 * data_record);
    EXPECT_EQ(ends.b.memory_held(), 0U);
}

TEST(SecureLink, ABurstIsNotRememberedForLong) {
    Established ends;
    for (int i = 0; i < 40; ++i) ends.a.send({counting_bytes(data_record)});
    EXPECT_EQ(ends.a.take_output().size(), 40 * (2 + data_record + 16));
    ends.a.send({as_bytes("small")});
    EXPECT_LE(ends.a.memory_held(), 256U * 1024U);
    EXPECT_EQ(ends.a.take_output().size(), 23U);
    EXPECT_TRUE(ends.a.take_output().empty());
    ends.a.send({as_bytes("small")});
    EXPECT_LE(ends.a.memory_held(), 64U);
}

TEST(SecureLink, AStrangerWhoDribblesIsNotGivenMemory) {
    TwoEnds half_open;
    ASSERT_TRUE(half_open.b.received(hex("0020aa")));
    EXPECT_LE(half_open.b.memory_held(), 34U);
    Established ends;
    for (const char* piece : {"ff", "ff", "00", "00", "00"}) {
        ASSERT_TRUE(ends.b.received(hex(piece)));
        EXPECT_FALSE(ends.b.next_record());
    }
    EXPECT_LE(ends.b.memory_held(), 256U);
}

}  // namespace
}  // namespace shoal::crypto
