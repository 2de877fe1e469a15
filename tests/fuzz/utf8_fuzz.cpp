// UTF-8 against a naive twin that encodes: a code point is read exactly if its one right encoding stands there. And
// the texts that are made for people from any bytes.

#include "core/names.h"
#include "core/rpc_codec.h"
#include "core/utf8.h"
#include "tests/fuzz/input.h"

namespace {

using namespace shoal;

std::string encoded(char32_t c) {
    const auto tail = [&](unsigned shift) { return static_cast<char>(0x80U | ((c >> shift) & 0x3fU)); };
    if (c < 0x80) return {static_cast<char>(c)};
    if (c < 0x800) return {static_cast<char>(0xc0U | (c >> 6)), tail(0)};
    if (c < 0x10000) return {static_cast<char>(0xe0U | (c >> 12)), tail(6), tail(0)};
    return {static_cast<char>(0xf0U | (c >> 18)), tail(12), tail(6), tail(0)};
}

/// The code point that the front of `text` would stand for if it were right; then it is encoded and compared.
bool naive_front(std::string_view text, std::size_t& length) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned first = at(0);
    length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (length > text.size()) return false;
    char32_t value = length == 1 ? first : first & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) value = (value << 6) | (at(i) & 0x3fU);
    if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return false;
    return encoded(value) == text.substr(0, length);
}

void check_front(std::string_view text) {
    std::size_t length = 0;
    const bool expected = naive_front(text, length);
    const auto point = first_code_point(text);
    FUZZ_CHECK(point.has_value() == expected);
    if (point) FUZZ_CHECK(point->length == length && encoded(point->value) == text.substr(0, length));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = as_text(fuzz::view(data, size));
    bool valid = true;
    for (std::size_t i = 0; i < text.size(); ++i) check_front(text.substr(i));
    for (auto rest = text; !rest.empty() && valid;) {
        std::size_t length = 0;
        valid = naive_front(rest, length);
        if (valid) rest.remove_prefix(length);
    }
    FUZZ_CHECK(is_utf8(text) == valid);

    const std::string shown = printable(text);
    FUZZ_CHECK(is_utf8(shown) && printable(shown) == shown);
    FUZZ_CHECK(shown.find('\n') == std::string::npos && shown.find('\x1b') == std::string::npos);
    FUZZ_CHECK(shown.find("\u202e") == std::string::npos && shown.find("\u2028") == std::string::npos);

    const std::string repaired = valid_text(text);
    FUZZ_CHECK(is_utf8(repaired) && (repaired == text) == valid);
    return 0;
}
