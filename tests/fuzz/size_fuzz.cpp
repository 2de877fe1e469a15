// Sizes as people write them, against a twin with wide integers; and as we write them, which must be readable again.

#include <optional>

#include "core/settings.h"
#include "tests/fuzz/errors.h"

namespace {

using namespace shoal;
__extension__ using Wide = unsigned __int128;

/// How many times 1,024; nothing for a unit that does not exist.
std::optional<unsigned> naive_unit(std::string unit) {
    for (char& c : unit) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (unit.empty() || unit == "B") return 0;
    const auto place = std::string_view{"KMGTPE"}.find(unit.front());
    if (place == std::string_view::npos) return std::nullopt;
    if (unit.size() != 1 && unit.substr(1) != "IB") return std::nullopt;
    return static_cast<unsigned>(place) + 1;
}

std::optional<std::uint64_t> naive_size(std::string_view text) {
    if (text == "off") return 0;
    Wide value = 0;  // in millionths
    std::size_t at = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
        value = value * 10 + static_cast<Wide>(text[at] - '0') * 1'000'000;
        if (value > Wide{1} << 100) return std::nullopt;
    }
    if (at == 0) return std::nullopt;
    bool has_point = false;
    if (at < text.size() && text[at] == '.') {
        has_point = true;
        Wide scale = 100'000;
        std::size_t digits = 0;
        for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++digits, scale /= 10) {
            value += static_cast<Wide>(text[at] - '0') * scale;
        }
        if (digits == 0 || digits > 6) return std::nullopt;
    }
    // One blank before a unit.
    if (at + 1 < text.size() && text[at] == ' ') ++at;
    const auto power = naive_unit(std::string{text.substr(at)});
    if (!power || (*power == 0 && has_point)) return std::nullopt;
    for (unsigned i = 0; i < *power; ++i) value *= 1024;
    value /= 1'000'000;
    if (value > ~std::uint64_t{0}) return std::nullopt;
    return static_cast<std::uint64_t>(value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = as_text(fuzz::view(data, size));
    const auto parsed = parse_size(text);
    const auto expected = naive_size(text);
    FUZZ_CHECK(parsed.has_value() == expected.has_value());
    if (!parsed) {
        fuzz::check_error(parsed.error(), {Errc::configuration});
    } else {
        FUZZ_CHECK(*parsed == *expected);
    }
    fuzz::Input in{fuzz::view(data, size)};
    const std::uint64_t number = in.u64() >> in.below(64);
    const auto written = format_size(number);
    const auto again = parse_size(written);
    // One digit behind the point, the last of which is at least a thousandth of the whole... or 16 EiB by rounding up.
    if (!again) {
        FUZZ_CHECK(written == "16.0 EiB");
        return 0;
    }
    const std::uint64_t difference = *again > number ? *again - number : number - *again;
    FUZZ_CHECK(number < 1024 ? difference == 0 : difference <= number / 16);
    return 0;
}
