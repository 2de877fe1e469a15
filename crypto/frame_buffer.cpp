#include "crypto/frame_buffer.h"

#include <algorithm>
#include <cstring>

namespace shoal::crypto {

void FrameBuffer::append(BytesView bytes) {
    if (bytes.empty()) return;
    make_room(bytes.size());
    std::memcpy(memory_.get() + end_, bytes.data(), bytes.size());
    end_ += bytes.size();
}

std::optional<std::size_t> FrameBuffer::next_length() const {
    if (end_ - begin_ < header_size) return std::nullopt;
    return std::to_integer<std::size_t>(memory_[begin_]) << 8U | std::to_integer<std::size_t>(memory_[begin_ + 1]);
}

std::optional<BytesMut> FrameBuffer::next() {
    release_if_empty();
    const auto length = next_length();
    if (!length || end_ - begin_ - header_size < *length) return std::nullopt;
    const BytesMut frame{memory_.get() + begin_ + header_size, *length};
    begin_ += header_size + *length;
    return frame;
}

void FrameBuffer::release_if_empty() {
    if (begin_ == end_) clear();
}

void FrameBuffer::clear() {
    memory_.reset();
    capacity_ = begin_ = end_ = 0;
}

void FrameBuffer::make_room(std::size_t more) {
    if (more <= capacity_ - end_) return;
    const std::size_t held = end_ - begin_;
    const std::size_t needed = held + more;
    if (needed <= capacity_) {
        std::memmove(memory_.get(), memory_.get() + begin_, held);
    } else {
        // Doubling keeps dribbled bytes linear; but never further than the frame under way, and never on its mere
        // announcement, so that three bytes from a stranger cost three bytes and not 64 KiB.
        const std::size_t frame = header_size + next_length().value_or(0);
        const std::size_t capacity = std::max(needed, std::min(frame, 2 * needed));
        auto memory = std::make_unique_for_overwrite<Byte[]>(capacity);
        if (held > 0) std::memcpy(memory.get(), memory_.get() + begin_, held);
        memory_ = std::move(memory);
        capacity_ = capacity;
    }
    begin_ = 0;
    end_ = held;
}

}  // namespace shoal::crypto
