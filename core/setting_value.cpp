#include "core/setting_value.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <utility>

#include "core/log.h"
#include "core/names.h"

namespace shoal {
namespace {

std::unexpected<Error> bad_value(const SettingInfo& info, std::string_view value, std::string_view why) {
    return fail(Errc::configuration, fmt::format("{}: '{}' {}", info.key, printable(value), why));
}

Result<> set_path(std::string& to, const SettingInfo& info, std::string_view value) {
    if (!value.starts_with('/')) return bad_value(info, value, "is not a whole path; begin it with '/'");
    if (value.find('\0') != std::string_view::npos) return bad_value(info, value, "contains a NUL");
    if (value.size() > info.highest)
        return bad_value(info, value, fmt::format("is longer than the {} bytes that it may have", info.highest));
    while (value.size() > 1 && value.ends_with('/')) value.remove_suffix(1);
    to = value;
    return {};
}

Result<> set_choice(std::string& to, const SettingInfo& info, std::string_view value) {
    std::string_view rest = info.choices;
    while (!rest.empty()) {
        const std::string_view choice = rest.substr(0, rest.find('|'));
        if (choice == value) {
            to = value;
            return {};
        }
        rest.remove_prefix(std::min(choice.size() + 1, rest.size()));
    }
    return bad_value(info, value, fmt::format("is none of {}", info.choices));
}

Result<> set_rate(std::uint64_t& to, const SettingInfo& info, std::string_view value) {
    auto size = parse_size(value);
    if (!size) return fail_in(std::string{info.key}, std::move(size).error());
    if (*size > info.highest)
        return bad_value(info, value, fmt::format("is more than {}/s", format_size(info.highest)));
    to = *size;
    return {};
}

Result<> set_seconds(std::uint64_t& to, const SettingInfo& info, std::string_view value) {
    auto seconds = parse_seconds(value);
    if (!seconds) return fail_in(std::string{info.key}, std::move(seconds).error());
    if (*seconds < info.lowest) return bad_value(info, value, "is no time at all");
    if (*seconds > info.highest) return bad_value(info, value, "is too long");
    to = *seconds;
    return {};
}

Result<> set_count(std::uint64_t& to, const SettingInfo& info, std::string_view value) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size() || number < info.lowest || number > info.highest)
        return bad_value(info, value, fmt::format("is not a number from {} to {}", info.lowest, info.highest));
    to = number;
    return {};
}

Result<> set_log_filter(std::string& to, const SettingInfo& info, std::string_view value) {
    if (auto filter = parse_log_filter(value); !filter) return fail_in(std::string{info.key}, filter.error());
    to = value;
    return {};
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// In the largest unit that loses nothing.
std::string rate_text(std::uint64_t rate) {
    if (rate == 0) return "off";
    for (const auto& [unit, bytes] : {std::pair{"GiB", 1ULL << 30}, {"MiB", 1ULL << 20}, {"KiB", 1ULL << 10}}) {
        if (rate % bytes == 0) return fmt::format("{}{}", rate / bytes, unit);
    }
    return std::to_string(rate);
}

}  // namespace

Result<> read_value(bool& to, const SettingInfo& info, std::string_view value) {
    if (value == "on" || value == "true" || value == "yes" || value == "1")
        to = true;
    else if (value == "off" || value == "false" || value == "no" || value == "0")
        to = false;
    else
        return bad_value(info, value, "is neither on nor off");
    return {};
}

Result<> read_value(std::uint64_t& to, const SettingInfo& info, std::string_view value) {
    if (info.kind == SettingKind::rate) return set_rate(to, info, value);
    if (info.kind == SettingKind::duration) return set_seconds(to, info, value);
    return set_count(to, info, value);
}

Result<> read_value(std::string& to, const SettingInfo& info, std::string_view value) {
    if (info.kind == SettingKind::path) return set_path(to, info, value);
    if (info.kind == SettingKind::choice) return set_choice(to, info, value);
    if (info.kind == SettingKind::log_filter) return set_log_filter(to, info, value);
    to = value;
    return {};
}

Result<> read_value(std::vector<std::string>& to, const SettingInfo& info, std::string_view value) {
    SettingInfo of_path = info;
    of_path.highest = max_local_path_bytes;
    std::vector<std::string> out;
    if (value == "none") value = {};
    for (std::string_view rest = value; !rest.empty();) {
        const std::string_view one = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        if (out.size() == info.highest)
            return bad_value(info, one, fmt::format("is one more than the {} there may be", info.highest));
        out.emplace_back(one);
        if (one.find('\0') != one.npos) return bad_value(info, one, "contains a NUL");
        if (info.kind == SettingKind::paths) SHOAL_CHECK(set_path(out.back(), of_path, one));
    }
    const bool is_program = info.kind == SettingKind::words && !out.empty();
    if (is_program && !out.front().starts_with('/'))
        return bad_value(info, out.front(), "is not the whole path of a program; begin it with '/'");
    to = std::move(out);
    return {};
}

Result<> read_value(std::vector<Endpoint>& to, const SettingInfo& info, std::string_view value) {
    std::vector<Endpoint> out;
    std::string_view rest = trimmed(value) == "none" || trimmed(value).empty() ? std::string_view{} : value;
    while (!rest.empty()) {
        const std::string_view one = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        const auto endpoint = Endpoint::parse(trimmed(one));
        if (!endpoint)
            return bad_value(info, trimmed(one),
                             "is not an address with a port, like 192.0.2.1:4747 or [2001:db8::1]:4747");
        if (info.key == "http.listen" && !endpoint->address.is_loopback())
            return bad_value(info, trimmed(one),
                             "is no loopback address; what is served there is not encrypted, so only this machine may "
                             "reach it: use 127.0.0.1 or [::1]");
        if (out.size() == info.highest)
            return bad_value(info, trimmed(one), fmt::format("is one more than the {} there may be", info.highest));
        if (std::find(out.begin(), out.end(), *endpoint) == out.end()) out.push_back(*endpoint);
    }
    to = std::move(out);
    return {};
}

std::string text_of(bool value) {
    return value ? "on" : "off";
}

std::string text_of(std::uint64_t value, SettingKind kind) {
    return kind == SettingKind::rate ? rate_text(value) : std::to_string(value);
}

std::string text_of(const std::vector<Endpoint>& value) {
    std::string out;
    for (const auto& endpoint : value) out += (out.empty() ? "" : ",") + endpoint.str();
    return out.empty() ? "none" : out;
}

std::string text_of(const std::vector<std::string>& value) {
    return value.empty() ? "none" : fmt::format("{}", fmt::join(value, "\n"));
}

}  // namespace shoal
