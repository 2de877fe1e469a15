#include "core/packing.h"

#include <limits>
#include <msgpack.h>
#include <utility>
#include <vector>

#include "core/utf8.h"

namespace shoal {
namespace {

// --- writing: msgpack-c chooses the shortest form of everything ------------------------------------------------------

// Forms whose number stands in the first byte (msgpack specification, "Formats"): nearly all of a long list has them.
constexpr std::uint8_t fix_map = 0x80;
constexpr std::uint8_t fix_array = 0x90;
constexpr std::uint8_t fix_text = 0xa0;
constexpr std::uint64_t fix_uint_end = 0x80;
constexpr std::uint64_t fix_count_end = 0x10;
constexpr std::uint64_t fix_text_end = 0x20;

void put_fixed(Bytes& out, std::uint8_t form, std::uint64_t number) {
    out.push_back(static_cast<Byte>(form | number));
}

int append(void* out, const char* data, std::size_t size) {
    auto& bytes = *static_cast<Bytes*>(out);
    const BytesView view = as_bytes({data, size});
    bytes.insert(bytes.end(), view.begin(), view.end());
    return 0;
}

msgpack_packer writer_to(Bytes& out) {
    msgpack_packer writer;
    msgpack_packer_init(&writer, &out, append);
    return writer;
}

// --- reading ---------------------------------------------------------------------------------------------------------

constexpr std::string_view not_shortest = "a value is not in its shortest form";

/// The first byte of a value, understood: what kind it is, and where its number (a value, a length or a count)
/// stands: `inside` the first byte itself, or in `width` bytes behind it.
struct Head {
    PackedKind kind = PackedKind::uint;
    std::uint8_t width = 0;  ///< bytes, 0 for inside
    std::uint8_t inside = 0;
};

/// The first byte of values that have one of their own (msgpack specification, "Formats").
std::optional<Head> wide_head(std::uint8_t first) {
    switch (first) {
    case 0xc2:
        return Head{PackedKind::boolean, 0, 0};
    case 0xc3:
        return Head{PackedKind::boolean, 0, 1};
    case 0xc4:
        return Head{PackedKind::bin, 1, 0};
    case 0xc5:
        return Head{PackedKind::bin, 2, 0};
    case 0xc6:
        return Head{PackedKind::bin, 4, 0};
    case 0xcc:
        return Head{PackedKind::uint, 1, 0};
    case 0xcd:
        return Head{PackedKind::uint, 2, 0};
    case 0xce:
        return Head{PackedKind::uint, 4, 0};
    case 0xcf:
        return Head{PackedKind::uint, 8, 0};
    case 0xd0:
        return Head{PackedKind::negative, 1, 0};
    case 0xd1:
        return Head{PackedKind::negative, 2, 0};
    case 0xd2:
        return Head{PackedKind::negative, 4, 0};
    case 0xd3:
        return Head{PackedKind::negative, 8, 0};
    case 0xd9:
        return Head{PackedKind::text, 1, 0};
    case 0xda:
        return Head{PackedKind::text, 2, 0};
    case 0xdb:
        return Head{PackedKind::text, 4, 0};
    case 0xdc:
        return Head{PackedKind::array, 2, 0};
    case 0xdd:
        return Head{PackedKind::array, 4, 0};
    case 0xde:
        return Head{PackedKind::map, 2, 0};
    case 0xdf:
        return Head{PackedKind::map, 4, 0};
    default:
        return std::nullopt;  // nil, ext, float, never used
    }
}

std::optional<Head> head_of(std::uint8_t first) {
    const auto low = [first](unsigned mask) { return static_cast<std::uint8_t>(first & mask); };
    if (first < 0x80) return Head{PackedKind::uint, 0, first};
    if (first < 0x90) return Head{PackedKind::map, 0, low(0x0f)};
    if (first < 0xa0) return Head{PackedKind::array, 0, low(0x0f)};
    if (first < 0xc0) return Head{PackedKind::text, 0, low(0x1f)};
    if (first >= 0xe0) return Head{PackedKind::negative, 0, first};
    return wide_head(first);
}

/// The largest number that a head of this kind with the next narrower width can hold; a number in this width must be
/// larger. (For negative numbers see read_negative.)
std::uint64_t largest_narrower(PackedKind kind, std::uint8_t width) {
    if (width == 8) return 0xffff'ffff;
    if (width == 4) return 0xffff;
    if (width == 2 && (kind == PackedKind::array || kind == PackedKind::map)) return 15;
    if (width == 2) return 0xff;
    return kind == PackedKind::text ? 31 : 127;
}

std::uint64_t big_endian(BytesView bytes) {
    std::uint64_t value = 0;
    for (const Byte byte : bytes) value = (value << 8) | std::to_integer<std::uint64_t>(byte);
    return value;
}

std::unexpected<Error> ended() {
    return fail(Errc::truncated, "the bytes end in the middle of a value");
}

Result<Head> read_head(BytesView in) {
    if (in.empty()) return ended();
    const auto head = head_of(std::to_integer<std::uint8_t>(in.front()));
    if (!head) return fail(Errc::malformed, "a value is of a kind that is not used here");
    return *head;
}

/// Takes the head off `in` and returns it with its number, which is in its shortest form.
struct Number {
    PackedKind kind = PackedKind::uint;
    std::uint64_t value = 0;  ///< two's complement for a negative one
};

/// Sign-extends and checks the form: -32 to -1 stand in the first byte, and no width where a narrower one would do.
Result<Number> read_negative(Head head, std::uint64_t bits) {
    if (head.width == 0) return Number{head.kind, ~std::uint64_t{0xff} | head.inside};
    const unsigned unused = 64U - 8U * head.width;
    const auto value = static_cast<std::int64_t>(bits << unused) >> unused;
    const std::int64_t narrower = head.width == 1   ? -32
                                  : head.width == 2 ? std::numeric_limits<std::int8_t>::min()
                                  : head.width == 4 ? std::numeric_limits<std::int16_t>::min()
                                                    : std::numeric_limits<std::int32_t>::min();
    if (value >= narrower) return fail(Errc::malformed, std::string{not_shortest});
    return Number{head.kind, static_cast<std::uint64_t>(value)};
}

Result<Number> read_number(BytesView& in) {
    SHOAL_TRY(const Head head, read_head(in));
    if (in.size() < std::size_t{1} + head.width) return ended();
    const std::uint64_t bits = big_endian(in.subspan(1, head.width));
    in = in.subspan(std::size_t{1} + head.width);
    if (head.kind == PackedKind::negative) return read_negative(head, bits);
    if (head.width == 0) return Number{head.kind, head.inside};
    // The one exception of the format: a bin has no form inside the first byte, so a width of 1 is its shortest.
    const bool shortest_bin = head.kind == PackedKind::bin && head.width == 1;
    if (!shortest_bin && bits <= largest_narrower(head.kind, head.width))
        return fail(Errc::malformed, std::string{not_shortest});
    return Number{head.kind, bits};
}

Result<std::uint64_t> read_number_of(BytesView& in, PackedKind kind) {
    // Nearly all numbers and sizes stand in the first byte, and a long list has hundreds of thousands of them.
    const auto first = in.empty() ? std::nullopt : head_of(std::to_integer<std::uint8_t>(in.front()));
    if (first && first->width == 0 && first->kind == kind && kind != PackedKind::negative) {
        in = in.subspan(1);
        return first->inside;
    }
    SHOAL_TRY(const Number number, read_number(in));
    if (number.kind != kind) return fail(Errc::malformed, "a value is of another kind than expected");
    return number.value;
}

Result<BytesView> take_body(BytesView& in, std::uint64_t size) {
    if (size > in.size()) return ended();
    const BytesView body = in.first(size);
    in = in.subspan(body.size());
    return body;
}

/// How many values or pairs follow; refuses what cannot fit, each value being one byte at least.
Result<std::uint32_t> check_count(BytesView rest, std::uint64_t count, std::size_t least_bytes_each) {
    if (count > rest.size() / least_bytes_each) return ended();
    return static_cast<std::uint32_t>(count);
}

/// An array or map whose values are being passed over.
struct Level {
    std::uint32_t values = 0;        ///< of an array, still to come
    std::optional<MapReader> pairs;  ///< of a map

    /// True: one more value follows (its key, in a map, is read and checked). False: this was the end.
    Result<bool> advance() {
        if (pairs) {
            SHOAL_TRY(const auto key, pairs->next_key());
            return key.has_value();
        }
        if (values == 0) return false;
        --values;
        return true;
    }
};

/// Passes over a value, of an array or map only over its head, which is then returned.
Result<std::optional<Level>> skip_flat(Unpacker& in) {
    SHOAL_TRY(const PackedKind kind, in.peek());
    switch (kind) {
    case PackedKind::uint:
        SHOAL_CHECK(in.uint());
        break;
    case PackedKind::negative:
        SHOAL_CHECK(in.sint());
        break;
    case PackedKind::boolean:
        SHOAL_CHECK(in.boolean());
        break;
    case PackedKind::text:
        SHOAL_CHECK(in.text());
        break;
    case PackedKind::bin:
        SHOAL_CHECK(in.bin());
        break;
    case PackedKind::array: {
        SHOAL_TRY(const std::uint32_t values, in.array());
        return Level{values, std::nullopt};
    }
    case PackedKind::map: {
        SHOAL_TRY(const MapReader pairs, MapReader::open(in));
        return Level{0, pairs};
    }
    }
    return std::nullopt;
}

}  // namespace

// --- Packer ----------------------------------------------------------------------------------------------------------

Packer& Packer::array(std::uint32_t count) {
    if (count < fix_count_end) return put_fixed(out_, fix_array, count), *this;
    auto writer = writer_to(out_);
    msgpack_pack_array(&writer, count);
    return *this;
}

Packer& Packer::map(std::uint32_t count) {
    if (count < fix_count_end) return put_fixed(out_, fix_map, count), *this;
    auto writer = writer_to(out_);
    msgpack_pack_map(&writer, count);
    return *this;
}

Packer& Packer::uint(std::uint64_t value) {
    if (value < fix_uint_end) return put_fixed(out_, 0, value), *this;
    auto writer = writer_to(out_);
    msgpack_pack_uint64(&writer, value);
    return *this;
}

Packer& Packer::sint(std::int64_t value) {
    auto writer = writer_to(out_);
    msgpack_pack_int64(&writer, value);
    return *this;
}

Packer& Packer::boolean(bool value) {
    auto writer = writer_to(out_);
    value ? msgpack_pack_true(&writer) : msgpack_pack_false(&writer);
    return *this;
}

Packer& Packer::text(std::string_view value) {
    SHOAL_REQUIRE(value.size() <= std::numeric_limits<std::uint32_t>::max());
    if (value.size() < fix_text_end) {
        put_fixed(out_, fix_text, value.size());
    } else {
        auto writer = writer_to(out_);
        msgpack_pack_str(&writer, value.size());
    }
    return raw(as_bytes(value));
}

Packer& Packer::bin(BytesView value) {
    SHOAL_REQUIRE(value.size() <= std::numeric_limits<std::uint32_t>::max());
    return bin_header(static_cast<std::uint32_t>(value.size())).raw(value);
}

Packer& Packer::bin_header(std::uint32_t size) {
    auto writer = writer_to(out_);
    msgpack_pack_bin(&writer, size);
    return *this;
}

Packer& Packer::raw(BytesView already_packed) {
    out_.insert(out_.end(), already_packed.begin(), already_packed.end());
    return *this;
}

// --- Unpacker --------------------------------------------------------------------------------------------------------

Result<PackedKind> Unpacker::peek() const {
    SHOAL_TRY(const Head head, read_head(rest_));
    return head.kind;
}

Result<std::uint64_t> Unpacker::uint() {
    return read_number_of(rest_, PackedKind::uint);
}

Result<std::uint64_t> Unpacker::uint_at_most(std::uint64_t limit) {
    SHOAL_TRY(const std::uint64_t value, uint());
    if (value > limit) return fail(Errc::malformed, "a number is larger than allowed");
    return value;
}

Result<std::int64_t> Unpacker::sint() {
    SHOAL_TRY(const Number number, read_number(rest_));
    const auto value = static_cast<std::int64_t>(number.value);
    if (number.kind == PackedKind::negative) return value;
    if (number.kind != PackedKind::uint) return fail(Errc::malformed, "a value is of another kind than expected");
    if (value < 0) return fail(Errc::malformed, "a number is larger than allowed");
    return value;
}

Result<bool> Unpacker::boolean() {
    SHOAL_TRY(const std::uint64_t value, read_number_of(rest_, PackedKind::boolean));
    return value == 1;
}

Result<std::string_view> Unpacker::text() {
    SHOAL_TRY(const std::uint64_t size, read_number_of(rest_, PackedKind::text));
    SHOAL_TRY(const BytesView body, take_body(rest_, size));
    const std::string_view value = as_text(body);
    if (!is_utf8(value)) return fail(Errc::malformed, "a text is not valid UTF-8");
    return value;
}

Result<BytesView> Unpacker::bin() {
    SHOAL_TRY(const std::uint64_t size, read_number_of(rest_, PackedKind::bin));
    return take_body(rest_, size);
}

Result<std::uint32_t> Unpacker::array() {
    SHOAL_TRY(const std::uint64_t count, read_number_of(rest_, PackedKind::array));
    return check_count(rest_, count, 1);
}

Result<std::uint32_t> Unpacker::map() {
    SHOAL_TRY(const std::uint64_t count, read_number_of(rest_, PackedKind::map));
    return check_count(rest_, count, 2);
}

Result<BytesView> Unpacker::skip(unsigned max_depth) {
    const BytesView begin = rest_;
    std::vector<Level> open;  // never more than max_depth
    do {
        if (!open.empty()) {
            SHOAL_TRY(const bool more, open.back().advance());
            if (!more) {
                open.pop_back();
                continue;
            }
        }
        SHOAL_TRY(auto inner, skip_flat(*this));
        if (!inner) continue;
        if (open.size() == max_depth) return fail(Errc::malformed, "values are nested too deeply");
        open.push_back(std::move(*inner));
    } while (!open.empty());
    return begin.first(begin.size() - rest_.size());
}

bool Unpacker::take_short_text(std::string_view text) {
    if (text.size() >= fix_text_end || rest_.size() <= text.size()) return false;
    if (rest_.front() != static_cast<Byte>(fix_text | text.size())) return false;
    if (as_text(rest_.subspan(1, text.size())) != text) return false;
    rest_ = rest_.subspan(1 + text.size());
    return true;
}

BytesView Unpacker::take_rest() {
    return std::exchange(rest_, {});
}

Result<> Unpacker::finish() const {
    if (!at_end()) return fail(Errc::malformed, "there are bytes behind the end");
    return {};
}

// --- MapReader -------------------------------------------------------------------------------------------------------

Result<MapReader> MapReader::open(Unpacker& in) {
    SHOAL_TRY(const std::uint32_t pairs, in.map());
    return MapReader{in, pairs};
}

Result<std::optional<std::string_view>> MapReader::next_key() {
    if (left_ == 0) return std::nullopt;
    SHOAL_TRY(const std::string_view key, in_->text());
    if (last_ && key <= *last_) return fail(Errc::malformed, "the keys of a map are not in ascending order");
    --left_;
    last_ = key;
    return key;
}

bool MapReader::take_key(std::string_view key) {
    if (left_ == 0 || !in_->take_short_text(key)) return false;
    --left_;
    last_ = key;
    return true;
}

}  // namespace shoal
