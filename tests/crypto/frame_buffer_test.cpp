#include "crypto/frame_buffer.h"

#include <gtest/gtest.h>

#include "tests/crypto/hex_bytes.h"
#include "tests/crypto/test_random.h"

namespace shoal::crypto {
namespace {

void append_frame(Bytes& stream, BytesView body) {
    stream.push_back(static_cast<Byte>(body.size() >> 8U));
    stream.push_back(static_cast<Byte>(body.size() & 0xffU));
    stream.insert(stream.end(), body.begin(), body.end());
}

TEST(FrameBuffer, AnyCutGivesTheSameFrames) {
    SeededRandom random{3};
    const std::array<std::size_t, 8> sizes{0, 1, 2, 255, 256, 40'000, 65'535, 3};
    Bytes stream;
    for (const std::size_t size : sizes) append_frame(stream, counting_bytes(size));
    for (const std::size_t most : {1U, 2U, 100U, 66'000U, 200'000U}) {
        FrameBuffer frames;
        std::size_t taken = 0;
        for (BytesView rest{stream}; !rest.empty();) {
            const std::size_t cut = std::min(rest.size(), 1 + random.below(most));
            frames.append(rest.first(cut));
            rest = rest.subspan(cut);
            while (const auto frame = frames.next()) EXPECT_EQ(copy_of(*frame), counting_bytes(sizes.at(taken++)));
            EXPECT_LE(frames.capacity(), most + 65'537);
        }
        EXPECT_EQ(taken, sizes.size());
        EXPECT_EQ(frames.capacity(), 0U);
    }
}

TEST(FrameBuffer, AnAnnouncedLengthReservesNoMemory) {
    FrameBuffer frames;
    for (const char* piece : {"ff", "ff", "00", "00", "00"}) frames.append(hex(piece));
    EXPECT_EQ(frames.next_length(), 65'535U);
    EXPECT_EQ(frames.next(), std::nullopt);
    EXPECT_LE(frames.capacity(), 16U);
}

TEST(FrameBuffer, HoldsNothingOnceItIsEmpty) {
    FrameBuffer frames;
    EXPECT_EQ(frames.next(), std::nullopt);
    frames.append(hex("0001aa0002bb"));
    EXPECT_TRUE(frames.next());
    EXPECT_EQ(frames.next(), std::nullopt);
    EXPECT_GT(frames.capacity(), 0U);
    frames.append(hex("cc"));
    EXPECT_TRUE(frames.next());
    EXPECT_EQ(frames.next(), std::nullopt);
    EXPECT_EQ(frames.capacity(), 0U);
    frames.append({});
    EXPECT_EQ(frames.capacity(), 0U);
}

}  // namespace
}  // namespace shoal::crypto
