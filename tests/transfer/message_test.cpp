#include "transfer/message.h"

#include <gtest/gtest.h>

#include "core/packing.h"
#include "tests/transfer/seeded_random.h"
#include "transfer/limits.h"

namespace shoal::transfer::wire {
namespace {

crypto::Hash hash_of(unsigned char value) {
    crypto::Hash out;
    out.fill(static_cast<Byte>(value));
    return out;
}

std::vector<Message> one_of_each(BytesView payload) {
    const crypto::Hash128 tag{Byte{7}};
    return {
        Hello{.agent = "shoal/0.1", .port = 4747},
        Open{.handle = 2, .tag = tag, .proof = hash_of(1)},
        Opened{.handle = 2, .proof = hash_of(2), .manifest_size = 123456, .manifest_tree = hash_of(3)},
        HaveMap{.handle = 2, .first = 8, .bits = payload.first(40)},
        Have{.handle = 2, .ranges = {{0, 1}, {7, 300}}},
        WantHashes{.handle = 2, .blob = 1, .block = 9},
        Hashes{.handle = 2, .blob = 1, .block = {.block = 9, .roots = {hash_of(4), hash_of(5)}, .proof = {hash_of(6)}}},
        Ask{.handle = 2, .space = Space::files, .chunks = {1, 2, 70000}},
        Data{.handle = 2, .space = Space::files, .chunk = 5, .offset = 32768, .bytes = payload},
        Reject{.handle = 2, .space = Space::manifest, .chunk = 1, .reason = Refusal::ask_others_first},
        Cancel{.handle = 2, .space = Space::files, .chunks = {9}},
        Peers{.handle = 2, .endpoints = {*Endpoint::parse("10.0.0.1:80"), *Endpoint::parse("[2001:db8::1]:81")}},
        Bye{.handle = 2, .reason = "unknown"},
        Bye{},
    };
}

TEST(Message, EveryKindComesBackAsItWasSent) {
    const Bytes payload(limits::data_bytes, Byte{0x5a});
    for (const auto& message : one_of_each(payload)) {
        const Bytes bytes = encode(message);
        const auto back = decode(bytes);
        ASSERT_TRUE(back) << back.error().what;
        EXPECT_EQ(back->index(), message.index());
        EXPECT_EQ(encode(*back), bytes);
    }
}

TEST(Message, ADataMessageCutInTwoIsTheSameAsWhole) {
    const Bytes payload(1000, Byte{1});
    const Data data{.handle = 4, .space = Space::files, .chunk = 1, .offset = 0, .bytes = payload};
    Bytes joined = encode_data_header(data);
    joined.insert(joined.end(), payload.begin(), payload.end());
    EXPECT_EQ(joined, encode(Message{data}));
}

TEST(Message, EveryTruncationIsRefused) {
    const Bytes payload(100, Byte{0x5a});
    for (const auto& message : one_of_each(payload)) {
        const Bytes bytes = encode(message);
        for (std::size_t n = 0; n < bytes.size(); ++n) EXPECT_FALSE(decode(BytesView{bytes}.first(n)));
    }
}

TEST(Message, TrailingBytesAreRefusedButFurtherElementsAreIgnored) {
    Bytes bytes = encode(WantHashes{.handle = 2, .blob = 1, .block = 9});
    bytes.push_back(Byte{0});
    EXPECT_FALSE(decode(bytes));
    Packer later;
    later.array(5).uint(5).uint(2).uint(1).uint(9).text("from a later version");
    const auto message = decode(later.bytes());
    ASSERT_TRUE(message);
    EXPECT_EQ(std::get<WantHashes>(*message).block, 9U);
}

TEST(Message, AKindOfALaterVersionIsUnknownAndNoFault) {
    Packer later;
    later.array(2).uint(99).text("anything");
    const auto message = decode(later.bytes());
    ASSERT_TRUE(message);
    EXPECT_TRUE(std::holds_alternative<Unknown>(*message));
}

TEST(Message, TooMuchIsRefusedByKind) {
    const Bytes large(limits::data_bytes + 1, Byte{0});
    EXPECT_FALSE(decode(encode(Data{.handle = 1, .space = Space::files, .chunk = 0, .offset = 0, .bytes = large})));
    EXPECT_FALSE(decode(encode(Ask{.handle = 1, .space = Space::files, .chunks = std::vector<std::uint32_t>(65)})));
    EXPECT_FALSE(decode(encode(Have{.handle = 1, .ranges = std::vector<ChunkRange>(1025)})));
    EXPECT_FALSE(decode(encode(HaveMap{.handle = 1, .first = 0, .bits = large})));
    EXPECT_FALSE(decode(encode(Bye{.handle = 1, .reason = std::string(65, 'x')})));
    EXPECT_FALSE(decode(encode(Peers{.handle = 1, .endpoints = std::vector<Endpoint>(51)})));
    Bytes padded = encode(Reject{.handle = 1, .space = Space::files, .chunk = 0, .reason = {}});
    padded[0] = Byte{0x96};  // one more element, a huge one: past the cap of its kind
    Packer filler;
    filler.bin(large);
    padded.insert(padded.end(), filler.bytes().begin(), filler.bytes().end());
    EXPECT_FALSE(decode(padded));
}

TEST(Message, RandomDamageNeverDoesMoreThanFail) {
    const Bytes payload(200, Byte{0x5a});
    test::SeededRandom random{7};
    std::size_t refused = 0;
    for (int round = 0; round < 20000; ++round) {
        auto messages = one_of_each(payload);
        Bytes bytes = encode(messages[random.below(messages.size())]);
        for (auto flips = 1 + random.below(4); flips > 0; --flips) {
            bytes[random.below(bytes.size())] ^= static_cast<Byte>(1U << random.below(8));
        }
        if (random.below(4) == 0) bytes.resize(random.below(bytes.size() + 1));
        const auto message = decode(bytes);
        refused += message ? 0U : 1U;
    }
    EXPECT_GT(refused, 5000U);
}

}  // namespace
}  // namespace shoal::transfer::wire
