// Frames cut from a stream, against a naive twin that looks at the whole stream at once.

#include "crypto/frame_buffer.h"
#include "tests/fuzz/input.h"

namespace {

using namespace shoal;

/// The next whole frame of `stream`, which loses it.
std::optional<Bytes> naive_next(Bytes& stream) {
    if (stream.size() < 2) return std::nullopt;
    const std::size_t length = std::to_integer<std::size_t>(stream[0]) << 8 | std::to_integer<std::size_t>(stream[1]);
    if (stream.size() < 2 + length) return std::nullopt;
    const auto begin = stream.begin() + 2;
    const auto end = begin + static_cast<std::ptrdiff_t>(length);
    const Bytes frame{begin, end};
    stream.erase(stream.begin(), end);
    return frame;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input in{fuzz::view(data, size)};
    crypto::FrameBuffer frames;
    Bytes stream;
    while (!in.is_empty()) {
        switch (in.below(4)) {
        case 0:
        case 1: {
            const auto more = in.run();
            frames.append(more);
            stream.insert(stream.end(), more.begin(), more.end());
            break;
        }
        case 2: {
            const auto length = frames.next_length();
            FUZZ_CHECK(length.has_value() == (stream.size() >= 2));
            const auto expected = naive_next(stream);
            const auto frame = frames.next();
            FUZZ_CHECK(frame.has_value() == expected.has_value());
            if (frame) FUZZ_CHECK(fuzz::same(*frame, *expected) && length == frame->size());
            break;
        }
        default:
            frames.release_if_empty();
            if (stream.empty()) FUZZ_CHECK(frames.capacity() == 0);
            break;
        }
    }
    while (const auto expected = naive_next(stream)) {
        const auto frame = frames.next();
        FUZZ_CHECK(frame && fuzz::same(*frame, *expected));
    }
    FUZZ_CHECK(!frames.next());
    frames.clear();
    FUZZ_CHECK(frames.capacity() == 0 && !frames.next_length());
    return 0;
}
