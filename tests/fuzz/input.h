#pragma once
// What every fuzz target uses: a reader that takes the fuzzer's bytes apart, and the check that its oracles make.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>

#include "crypto/bytes.h"

namespace shoal::fuzz {

/// An oracle was contradicted: libFuzzer keeps the input of a process that aborts.
[[noreturn]] inline void contradicted(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "%s:%d: not so: %s\n", file, line, condition);
    std::abort();
}

/// The bytes that libFuzzer gives.
inline BytesView view(const std::uint8_t* data, std::size_t size) {
    return std::as_bytes(std::span{data, size});
}

/// Reads from the front. There is always a next number: behind the end everything is zero.
class Input {
public:
    explicit Input(BytesView rest) : rest_{rest} {}

    [[nodiscard]] bool is_empty() const { return rest_.empty(); }
    std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
    std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
    std::uint64_t u64() { return number(8); }
    bool flag() { return (u8() & 1U) != 0; }
    /// Less than `bound`, from one byte. Precondition: 0 < bound <= 256.
    std::size_t below(std::size_t bound) { return u8() % bound; }
    /// The next `count` bytes, or those that are left.
    BytesView bytes(std::size_t count) {
        const auto taken = rest_.first(std::min(count, rest_.size()));
        rest_ = rest_.subspan(taken.size());
        return taken;
    }
    /// As many bytes as the byte (or, from 0x80 on, the two bytes) before them says.
    BytesView run() {
        const std::size_t first = u8();
        return bytes(first < 0x80 ? first : (first & 0x7fU) << 8 | u8());
    }
    BytesView rest() { return bytes(rest_.size()); }
    /// Exactly N bytes, zeros behind the end.
    template <std::size_t N>
    std::array<Byte, N> array() {
        std::array<Byte, N> out{};
        std::ranges::copy(bytes(N), out.begin());
        return out;
    }

private:
    /// Most significant byte first.
    std::uint64_t number(std::size_t size) {
        std::uint64_t out = 0;
        for (std::size_t i = 0; i < size; ++i) {
            const auto one = bytes(1);
            out = out << 8 | (one.empty() ? 0 : std::to_integer<std::uint64_t>(one.front()));
        }
        return out;
    }

    BytesView rest_;
};

inline Bytes copy(BytesView bytes) {
    return {bytes.begin(), bytes.end()};
}

inline bool same(BytesView a, BytesView b) {
    return std::ranges::equal(a, b);
}

}  // namespace shoal::fuzz

/// Ends the process, in every build, if the condition does not hold.
#define FUZZ_CHECK(condition) ((condition) ? void(0) : ::shoal::fuzz::contradicted(#condition, __FILE__, __LINE__))

/// A place that is never reached; says what would have happened.
#define FUZZ_NEVER(what) ::shoal::fuzz::contradicted("never: " what, __FILE__, __LINE__)
