#pragma once
// Cuts a byte stream into frames: a 2-byte big-endian length and so many bytes.

#include <memory>
#include <optional>

#include "crypto/bytes.h"

namespace shoal::crypto {

/// Bytes go in in any cut, frames come out in place. Holds no memory when it is empty; drained after each append, it
/// holds at most one append and one frame. The work is linear in the bytes. One thread at a time.
class FrameBuffer {
public:
    static constexpr std::size_t header_size = 2;  ///< bytes

    void append(BytesView bytes);

    /// The length that the next frame announces; nothing before its header is here.
    [[nodiscard]] std::optional<std::size_t> next_length() const;

    /// The next whole frame without its header, to be worked on in place; valid until the next call that is not const.
    [[nodiscard]] std::optional<BytesMut> next();

    /// Gives the memory back if nothing is in it; next() does so too.
    void release_if_empty();
    /// Drops everything and gives the memory back.
    void clear();

    [[nodiscard]] std::size_t capacity() const { return capacity_; }  ///< bytes of memory held

private:
    void make_room(std::size_t more);

    std::unique_ptr<Byte[]> memory_;
    std::size_t capacity_ = 0;
    std::size_t begin_ = 0;  ///< of what has not been taken
    std::size_t end_ = 0;
};

}  // namespace shoal::crypto
