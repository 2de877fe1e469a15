// Canonical msgpack: passing over a value and reading it piece by piece agree on what is taken, and what is taken is
// what the packer writes for it.

#include "core/packing.h"
#include "core/utf8.h"
#include "tests/fuzz/errors.h"

namespace {

using namespace shoal;

constexpr unsigned max_depth = 16;

bool read_again(Unpacker& in, Packer& out, unsigned depth);

bool read_array(Unpacker& in, Packer& out, unsigned depth) {
    const auto count = in.array();
    if (!count || depth == 0) return false;
    out.array(*count);
    for (std::uint32_t i = 0; i < *count; ++i) {
        if (!read_again(in, out, depth - 1)) return false;
    }
    return true;
}

bool read_map(Unpacker& in, Packer& out, unsigned depth) {
    Unpacker ahead = in;
    const auto count = ahead.map();
    auto keys = MapReader::open(in);
    FUZZ_CHECK(count.has_value() == keys.has_value());
    if (!count || depth == 0) return false;
    out.map(*count);
    std::optional<std::string> last;
    while (true) {
        const auto key = keys->next_key();
        if (!key) return false;
        if (!*key) return true;
        FUZZ_CHECK(!last || *last < **key);
        last = **key;
        out.text(**key);
        if (!read_again(in, out, depth - 1)) return false;
    }
}

bool read_number(Unpacker& in, Packer& out) {
    Unpacker ahead = in;
    const auto wide = ahead.uint();
    const auto value = in.sint();
    FUZZ_CHECK(!wide || !value || static_cast<std::uint64_t>(*value) == *wide);
    if (wide) {
        in = ahead;  // above the largest signed number only uint() reads it
        out.uint(*wide);
        return true;
    }
    if (!value) return false;
    FUZZ_CHECK(*value < 0);
    out.sint(*value);
    return true;
}

/// One value, read by its kind and packed anew.
bool read_again(Unpacker& in, Packer& out, unsigned depth) {
    const auto kind = in.peek();
    if (!kind) return false;
    switch (*kind) {
    case PackedKind::uint:
    case PackedKind::negative:
        return read_number(in, out);
    case PackedKind::boolean: {
        const auto value = in.boolean();
        if (value) out.boolean(*value);
        return value.has_value();
    }
    case PackedKind::text: {
        const auto value = in.text();
        FUZZ_CHECK(!value || is_utf8(*value));
        if (value) out.text(*value);
        return value.has_value();
    }
    case PackedKind::bin: {
        const auto value = in.bin();
        if (value) out.bin(*value);
        return value.has_value();
    }
    case PackedKind::array:
        return read_array(in, out, depth);
    case PackedKind::map:
        return read_map(in, out, depth);
    }
    return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = fuzz::view(data, size);
    Unpacker whole{bytes};
    const auto passed = whole.skip(max_depth);
    Unpacker pieces{bytes};
    Packer out;
    const bool was_read = read_again(pieces, out, max_depth);
    FUZZ_CHECK(passed.has_value() == was_read);
    if (!passed) {
        fuzz::check_error(passed.error(), {Errc::malformed, Errc::truncated});
        return 0;
    }
    FUZZ_CHECK(passed->size() + whole.rest().size() == size && pieces.rest().size() == whole.rest().size());
    FUZZ_CHECK(fuzz::same(out.bytes(), *passed));
    FUZZ_CHECK(whole.finish().has_value() == (passed->size() == size));
    // Cut anywhere, it is no value any more; and the fault is that it ends.
    const auto cut = Unpacker{passed->first(passed->size() / 2)}.skip(max_depth);
    FUZZ_CHECK(!cut && cut.error().code == Errc::truncated);
    return 0;
}
