#pragma once
// Canonical msgpack, strictly: shortest forms only, string keys sorted bytewise and unique, no float, no ext, no
// nil, no trailing bytes. The reader checks all of that itself and never allocates what a header merely claims.
// The wire (docs/wire.md), the manifest and the control socket all use it. msgpack-c stays behind the .cpp.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "crypto/bytes.h"

namespace shoal {

/// Appends canonical msgpack to a buffer it owns.
class Packer {
public:
    Packer& array(std::uint32_t count);  ///< header; `count` values follow
    Packer& map(std::uint32_t count);  ///< header; `count` key-value pairs follow, keys ascending (asserted by readers)
    Packer& uint(std::uint64_t value);
    Packer& sint(std::int64_t value);
    Packer& boolean(bool value);
    Packer& text(std::string_view value);
    Packer& bin(BytesView value);
    /// The header of a bin of `size` bytes that the caller puts behind it.
    Packer& bin_header(std::uint32_t size);
    Packer& raw(BytesView already_packed);
    [[nodiscard]] const Bytes& bytes() const { return out_; }
    [[nodiscard]] Bytes take() { return std::move(out_); }

private:
    Bytes out_;
};

enum class PackedKind : std::uint8_t { uint, negative, boolean, text, bin, array, map };

/// Reads one value after the other from a view that must outlive it. Errors are `malformed` or `truncated`; after an
/// error the position is unspecified. Counts of arrays and maps are checked against the bytes left.
class Unpacker {
public:
    explicit Unpacker(BytesView in) : rest_{in} {}

    [[nodiscard]] Result<PackedKind> peek() const;
    [[nodiscard]] Result<std::uint64_t> uint();
    [[nodiscard]] Result<std::uint64_t> uint_at_most(std::uint64_t limit);
    [[nodiscard]] Result<std::int64_t> sint();  ///< any integer that fits
    [[nodiscard]] Result<bool> boolean();
    [[nodiscard]] Result<std::string_view> text();  ///< valid UTF-8; points into the input
    [[nodiscard]] Result<BytesView> bin();          ///< points into the input
    [[nodiscard]] Result<std::uint32_t> array();    ///< how many values follow
    [[nodiscard]] Result<std::uint32_t> map();      ///< how many pairs follow
    /// A bin of exactly N bytes.
    template <std::size_t N>
    [[nodiscard]] Result<std::array<Byte, N>> bytes();
    /// Passes over one value of any kind, checking it is canonical; depth at most `max_depth`.
    /// Returns the bytes passed over.
    [[nodiscard]] Result<BytesView> skip(unsigned max_depth = 16);

    /// Passes over a text if it is exactly this one, of less than 32 bytes.
    [[nodiscard]] bool take_short_text(std::string_view text);
    /// All that is left, unread and unchecked.
    [[nodiscard]] BytesView take_rest();

    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] BytesView rest() const { return rest_; }
    /// Error unless everything was read.
    [[nodiscard]] Result<> finish() const;

private:
    BytesView rest_;
};

/// Walks a map's keys in order and checks that they are strictly ascending.
class MapReader {
public:
    /// Reads the map header.
    [[nodiscard]] static Result<MapReader> open(Unpacker& in);
    /// The next key, or nothing at the end; the caller then reads or skips exactly one value.
    [[nodiscard]] Result<std::optional<std::string_view>> next_key();
    /// Passes over the next key if it is `key`, which is valid text and above all that were read before: for readers
    /// that know what comes. The same as next_key() then, and much cheaper.
    [[nodiscard]] bool take_key(std::string_view key);

private:
    MapReader(Unpacker& in, std::uint32_t left) : in_{&in}, left_{left} {}
    Unpacker* in_;
    std::uint32_t left_;
    std::optional<std::string_view> last_;
};

template <std::size_t N>
Result<std::array<Byte, N>> Unpacker::bytes() {
    SHOAL_TRY(auto view, bin());
    if (view.size() != N) return fail(Errc::malformed, "a byte string has the wrong length");
    std::array<Byte, N> out;
    std::copy(view.begin(), view.end(), out.begin());
    return out;
}

}  // namespace shoal
