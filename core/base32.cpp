#include "core/base32.h"

namespace shoal {
namespace {

constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyz234567";

std::optional<std::uint32_t> digit_of(char c) {
    if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a');
    if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A');
    if (c >= '2' && c <= '7') return static_cast<std::uint32_t>(c - '2' + 26);
    return std::nullopt;
}

}  // namespace

std::string to_base32(BytesView bytes) {
    std::string out;
    out.reserve((bytes.size() * 8 + 4) / 5);
    std::uint32_t bits = 0;
    unsigned held = 0;  // how many low bits of `bits` are not yet written
    for (const Byte byte : bytes) {
        bits = (bits << 8) | std::to_integer<std::uint32_t>(byte);
        held += 8;
        while (held >= 5) {
            held -= 5;
            out += alphabet[(bits >> held) & 31];
        }
    }
    if (held > 0) out += alphabet[(bits << (5 - held)) & 31];
    return out;
}

std::optional<Bytes> from_base32(std::string_view text) {
    const std::size_t size = text.size() / 8 * 5 + text.size() % 8 * 5 / 8;
    if ((size * 8 + 4) / 5 != text.size()) return std::nullopt;  // 1, 3 or 6 characters at the end
    Bytes out;
    out.reserve(size);
    std::uint32_t bits = 0;
    unsigned held = 0;
    for (const char c : text) {
        const auto digit = digit_of(c);
        if (!digit) return std::nullopt;
        bits = (bits << 5) | *digit;
        held += 5;
        if (held >= 8) {
            held -= 8;
            out.push_back(static_cast<Byte>((bits >> held) & 0xff));
        }
    }
    if ((bits & ((1U << held) - 1)) != 0) return std::nullopt;
    return out;
}

}  // namespace shoal
