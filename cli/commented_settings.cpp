// The table of settings as TOML to be edited; declared in cli/manual.h.

#include <algorithm>

#include <fmt/format.h>

#include "cli/help_text.h"
#include "cli/manual.h"

namespace shoal::cli {
namespace {

constexpr std::size_t comment_columns = 76;

std::string_view section_of(std::string_view key) {
    const auto dot = key.find('.');
    return dot == key.npos ? std::string_view{} : key.substr(0, dot);
}

std::string quoted(std::string_view text) {
    return fmt::format("\"{}\"", text);
}

std::string list_of(std::string_view values) {
    if (values == "none") return "[]";
    std::string out;
    while (!values.empty()) {
        const auto one = values.substr(0, values.find(','));
        out += (out.empty() ? "" : ", ") + quoted(one);
        values.remove_prefix(std::min(one.size() + 1, values.size()));
    }
    return "[" + out + "]";
}

/// A value that can be read: the default, or for a path that depends on who runs it, an example.
std::string example_of(const SettingInfo& info) {
    switch (info.kind) {
    case SettingKind::boolean:
        return info.preset == "on" ? "true" : "false";
    case SettingKind::endpoints:
    case SettingKind::words:
    case SettingKind::paths:
        return list_of(info.preset);
    case SettingKind::path:
        return quoted(info.preset.starts_with('/') ? std::string{info.preset}
                                                   : "/srv" + std::string{info.preset.substr(info.preset.find('/'))});
    default:
        return quoted(info.preset);
    }
}

std::string entry_of(const SettingInfo& info) {
    std::string out;
    const auto about = fmt::format("{} May be: {}. Default: {}.", info.meaning, describe_range(info), info.preset);
    for (const auto& line : wrap(about, comment_columns)) out += "# " + line + "\n";
    const auto key = info.key.substr(section_of(info.key).empty() ? 0 : section_of(info.key).size() + 1);
    return out + fmt::format("#{} = {}\n", key, example_of(info));
}

}  // namespace

std::string commented_settings(std::span<const SettingInfo> settings) {
    std::vector<std::string_view> sections{""};  // keys without one come before every table
    for (const auto& info : settings) {
        if (std::ranges::find(sections, section_of(info.key)) == sections.end())
            sections.push_back(section_of(info.key));
    }
    std::string out;
    for (const auto section : sections) {
        if (!section.empty()) out += fmt::format("\n[{}]\n", section);
        for (const auto& info : settings) {
            if (section_of(info.key) == section) out += (out.empty() ? "" : "\n") + entry_of(info);
        }
    }
    return out;
}

}  // namespace shoal::cli
