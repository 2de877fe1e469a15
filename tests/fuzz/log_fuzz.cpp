// Log lines with values from outside: always one line. As JSON it parses and gives the values back; as text no value
// can look like another field.

#include <nlohmann/json.hpp>

#include "core/log.h"
#include "core/names.h"
#include "core/rpc_codec.h"
#include "core/utf8.h"
#include "tests/fuzz/input.h"

namespace {

using namespace shoal;

std::string line_of(LogFormat format, const std::vector<LogField>& fields) {
    std::vector<std::string> lines;
    Log log{LogLevel::info, format, [] { return WallTime{1'700'000'000'123}; },
            [&](std::string_view line) { lines.emplace_back(line); }};
    log.write(LogLevel::warn, "part", "a sentence", fields);
    FUZZ_CHECK(lines.size() == 1);
    return lines.front();
}

/// Reads the fields of a text line: key=word or key="..." with backslashes before quotes and backslashes.
std::vector<std::pair<std::string, std::string>> fields_of(std::string_view line) {
    constexpr std::string_view head = "2023-11-14T22:13:20.123Z warn  part a sentence";
    FUZZ_CHECK(line.starts_with(head));
    line.remove_prefix(head.size());
    std::vector<std::pair<std::string, std::string>> out;
    while (!line.empty()) {
        FUZZ_CHECK(line.starts_with(' '));
        const auto equals = line.find('=');
        FUZZ_CHECK(equals != std::string_view::npos);
        auto& [key, value] = out.emplace_back(line.substr(1, equals - 1), std::string{});
        line.remove_prefix(equals + 1);
        const bool quoted = line.starts_with('"');
        std::size_t at = quoted ? 1 : 0;
        for (; at < line.size() && line[at] != (quoted ? '"' : ' '); ++at) {
            // "\" stands before a quote, a backslash, or what printable() wrote for something that cannot be shown.
            if (quoted && line[at] == '\\' && at + 1 < line.size() && (line[at + 1] == '"' || line[at + 1] == '\\'))
                ++at;
            value += line[at];
        }
        FUZZ_CHECK(!quoted || at < line.size());
        line.remove_prefix(at + (quoted ? 1 : 0));
    }
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input in{fuzz::view(data, size)};
    const std::string first{as_text(in.run())};
    const std::string second{as_text(in.rest())};
    const std::vector<LogField> fields{{"first", first}, {"time", second}};

    const std::string text = line_of(LogFormat::text, fields);
    FUZZ_CHECK(is_utf8(text) && printable(text) == text);
    const auto read = fields_of(text);
    FUZZ_CHECK(read.size() == 2 && read[0].first == "first" && read[1].first == "time");
    if (printable(first) == first) FUZZ_CHECK(read[0].second == first);

    const std::string json = line_of(LogFormat::json, fields);
    FUZZ_CHECK(std::ranges::all_of(json, [](char c) { return c >= ' ' && c <= '~'; }));
    const auto parsed = nlohmann::json::parse(json);
    FUZZ_CHECK(parsed.size() == 8 && parsed.at("level") == "warn");
    if (is_utf8(first)) FUZZ_CHECK(parsed.at("first").get<std::string>() == first);
    if (is_utf8(second)) FUZZ_CHECK(parsed.at("time_").get<std::string>() == second);
    return 0;
}
