#include "core/utf8.h"

#include <gmock/gmock.h>

namespace shoal {
namespace {

TEST(Utf8, EveryCodePointRoundTripsAndEverySurrogateIsRefused) {
    for (char32_t c = 0; c <= 0x10ffff; ++c) {
        std::string text;
        const auto part = [&](unsigned shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
        if (c < 0x80)
            text = {static_cast<char>(c)};
        else if (c < 0x800)
            text = {static_cast<char>(0xc0 | (c >> 6)), part(0)};
        else if (c < 0x10000)
            text = {static_cast<char>(0xe0 | (c >> 12)), part(6), part(0)};
        else
            text = {static_cast<char>(0xf0 | (c >> 18)), part(12), part(6), part(0)};
        const auto point = first_code_point(text);
        const bool surrogate = c >= 0xd800 && c <= 0xdfff;
        if (surrogate == point.has_value() || (point && (point->value != c || point->length != text.size())) ||
            is_utf8(text) == surrogate)
            FAIL() << static_cast<std::uint32_t>(c);
    }
}

TEST(Utf8, RefusesOverlongFormsStrayBytesAndWhatIsCut) {
    for (const auto* text :
         {"\xc0\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80",
          "\x80", "\xbf", "\xfe", "\xff", "\xc3", "\xe2\x82", "\xf0\x9f\x90", "\xc3(", "ok\xc3", "ok\xe2\x82 ok"})
        EXPECT_FALSE(is_utf8(text)) << ::testing::PrintToString(text);
    EXPECT_TRUE(is_utf8(""));
    EXPECT_TRUE(is_utf8(std::string_view{"a\0b", 3}));
    EXPECT_FALSE(first_code_point(""));
}

}  // namespace
}  // namespace shoal
