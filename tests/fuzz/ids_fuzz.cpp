// Base32, hexadecimal and tags: each text of one case stands for other bytes, and what is read is written the same.

#include "core/base32.h"
#include "core/ids.h"
#include "tests/fuzz/input.h"

namespace {

using namespace shoal;

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto bytes = fuzz::view(data, size);
    const auto text = as_text(bytes);
    if (const auto decoded = from_base32(text)) FUZZ_CHECK(to_base32(*decoded) == lower(text));
    if (const auto decoded = from_hex(text)) FUZZ_CHECK(to_hex(*decoded) == lower(text));
    const auto base32 = from_base32(to_base32(bytes));
    FUZZ_CHECK(base32 && fuzz::same(*base32, bytes));
    const auto hex = from_hex(to_hex(bytes));
    FUZZ_CHECK(hex && fuzz::same(*hex, bytes));
    if (const auto tag = Tag::from(text)) {
        FUZZ_CHECK(tag->str() == text && from_base32(text).has_value());
    }
    FUZZ_CHECK(NodeId::from(bytes).has_value() == (size == 20));
    if (const auto id = ContentId::from(bytes)) {
        const auto keys = ContentKeys::derive(*id);
        FUZZ_CHECK(Tag::from(keys.tag.str()) == keys.tag);
        FUZZ_CHECK(keys.open != keys.proof && keys.proof != keys.lan && keys.open != keys.lan);
    }
    return 0;
}
