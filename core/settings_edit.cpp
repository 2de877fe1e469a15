#include "core/settings_edit.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/setting_entry.h"
#include "core/settings_layout.h"

namespace shoal {
namespace {

// --- values as TOML --------------------------------------------------------------------------------------------------

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += fmt::format("\\{}", c);
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        else
            out += c;
    }
    return out + '"';
}

/// `value` as apply_value has taken it.
std::string toml_of(const SettingInfo& info, const Settings& applied, std::string_view value) {
    if (info.kind == SettingKind::boolean) return value_text(applied, info) == "on" ? "true" : "false";
    const auto separator = list_separator(info.kind);
    if (!separator) return quoted(value);
    std::string list;
    std::string rest = value_text(applied, info);
    while (!rest.empty() && rest != "none") {
        const auto end = rest.find(*separator);
        list += (list.empty() ? "" : ", ") + quoted(rest.substr(0, end));
        rest = end == std::string::npos ? "" : rest.substr(end + 1);
    }
    return "[" + list + "]";
}

std::string_view group_of(std::string_view key) {
    const auto dot = key.rfind('.');
    return dot == std::string_view::npos ? std::string_view{} : key.substr(0, dot);
}

std::string_view name_of(std::string_view key) {
    return key.substr(key.rfind('.') + 1);
}

// --- lines -----------------------------------------------------------------------------------------------------------

std::size_t begin_of_line(std::string_view text, std::size_t at) {
    const auto end = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    return end == std::string_view::npos ? 0 : end + 1;
}

/// Behind the line's end.
std::size_t end_of_line(std::string_view text, std::size_t at) {
    const auto end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end + 1;
}

std::string_view trimmed(std::string_view line) {
    const auto first = line.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return line.substr(first, line.find_last_not_of(" \t\r\n") - first + 1);
}

/// "#up = ..." or "# up = ...".
bool is_commented_out(std::string_view line, std::string_view name) {
    line = trimmed(line);
    if (!line.starts_with('#')) return false;
    line = trimmed(line.substr(1));
    if (!line.starts_with(name)) return false;
    return trimmed(line.substr(name.size())).starts_with('=');
}

/// A text, where things stand in it, and what may be asked about that.
class Editor {
public:
    Editor(std::string_view text, TomlLayout layout) : text_{text}, layout_{std::move(layout)} {}

    [[nodiscard]] const TomlLayout::Value* value(std::string_view key) const {
        const auto found = std::ranges::find(layout_.values, key, &TomlLayout::Value::key);
        return found == layout_.values.end() ? nullptr : &*found;
    }
    [[nodiscard]] const TomlLayout::Table* table(std::string_view key) const {
        const auto found = std::ranges::find(layout_.tables, key, &TomlLayout::Table::key);
        return found == layout_.tables.end() ? nullptr : &*found;
    }

    [[nodiscard]] std::string replace(const TomlLayout::Value& value, const std::string& toml) const {
        return spliced(value.begin, value.end, toml);
    }
    [[nodiscard]] std::string remove(const TomlLayout::Value& value) const {
        if (!value.braces.empty()) return in_braces(*table(value.braces), value.key, "");
        return spliced(begin_of_line(text_, value.name), end_of_line(text_, value.end), "");
    }
    [[nodiscard]] std::string add(std::string_view key, const std::string& toml) const {
        const auto group = group_of(key);
        if (group.empty()) return add_line(key, toml, 0, end_of_root(), "");
        if (const auto* found = table(group)) {
            if (found->is_inline) return in_braces(*found, key, toml);
            return add_line(name_of(key), toml, end_of_line(text_, found->end), end_of_section(found->end), group);
        }
        if (const auto* sibling = last_of(group)) {  // limits.up = ...
            return spliced_line(end_of_line(text_, sibling->end), fmt::format("{} = {}", key, toml));
        }
        std::string out = ended(std::string{text_});
        if (!out.empty()) out += '\n';
        return out + fmt::format("[{}]\n{} = {}\n", group, name_of(key), toml);
    }

private:
    static std::string ended(std::string text) {
        if (!text.empty() && !text.ends_with('\n')) text += '\n';
        return text;
    }
    [[nodiscard]] std::string spliced(std::size_t begin, std::size_t end, std::string_view instead) const {
        return fmt::format("{}{}{}", text_.substr(0, begin), instead, text_.substr(end));
    }
    /// `at` is where a line begins, or the end of the text.
    [[nodiscard]] std::string spliced_line(std::size_t at, std::string_view line) const {
        return fmt::format("{}{}\n{}", ended(std::string{text_.substr(0, at)}), line, text_.substr(at));
    }
    /// Where the first table with a header begins.
    [[nodiscard]] std::size_t end_of_root() const { return end_of_section(0); }
    [[nodiscard]] std::size_t end_of_section(std::size_t from) const {
        for (const auto& next : layout_.tables) {
            if (!next.is_inline && next.begin >= from) return begin_of_line(text_, next.begin);
        }
        return text_.size();
    }
    /// The last value below a table that is written with dots only.
    [[nodiscard]] const TomlLayout::Value* last_of(std::string_view group) const {
        const TomlLayout::Value* found = nullptr;
        for (const auto& one : layout_.values) {
            if (group_of(one.key) == group) found = &one;
        }
        return found;
    }

    /// Between `begin` and `end`, which are the lines of the table `group`.
    [[nodiscard]] std::string add_line(std::string_view name, const std::string& toml, std::size_t begin,
                                       std::size_t end, std::string_view group) const {
        const std::string line = fmt::format("{} = {}", name, toml);
        std::size_t last = begin;  // behind the last value
        for (const auto& value : layout_.values) {
            const bool is_here = value.begin >= begin && value.begin < end;
            if (is_here) last = end_of_line(text_, value.end);
        }
        for (std::size_t at = begin; at < end; at = end_of_line(text_, at)) {
            const auto next = end_of_line(text_, at);
            if (is_commented_out(text_.substr(at, next - at), name)) return spliced_line(next, line);
        }
        if (last == begin && group.empty()) last = before_comments(end);
        return spliced_line(last, line);
    }
    /// The begin of the comment that stands right above the line at `at`; it belongs to that line.
    [[nodiscard]] std::size_t before_comments(std::size_t at) const {
        while (at > 0 && at < text_.size()) {
            const auto above = begin_of_line(text_, at - 1);
            if (!trimmed(text_.substr(above, at - above)).starts_with('#')) break;
            at = above;
        }
        return at;
    }

    /// An inline table with `key` at `toml`, or without it if that is empty. Comments cannot stand in one.
    [[nodiscard]] std::string in_braces(const TomlLayout::Table& braces, std::string_view key,
                                        const std::string& toml) const {
        std::string inside;
        const auto put = [&](std::string_view name, std::string_view value) {
            inside += fmt::format("{} {} = {}", inside.empty() ? "" : ",", name, value);
        };
        for (const auto& value : layout_.values) {
            if (value.braces == braces.key && value.key != key)
                put(value.key.substr(braces.key.size() + 1), text_.substr(value.begin, value.end - value.begin));
        }
        if (!toml.empty()) put(name_of(key), toml);
        return spliced(braces.begin, braces.end, "{" + inside + (inside.empty() ? "}" : " }"));
    }

    std::string_view text_;
    TomlLayout layout_;
};

Result<Editor> editor_of(std::string_view text, std::string_view where) {
    Settings any;
    SHOAL_CHECK(apply_toml(any, text, where));
    SHOAL_TRY(auto layout, layout_of_toml(text, where));
    return Editor{text, std::move(layout)};
}

/// All other settings stand as they stood, and this one as asked: what was written is read once more.
Result<std::string> checked(std::string_view before, std::string after, std::string_view key, std::string_view value,
                            std::string_view where) {
    Settings wanted;
    Settings found;
    SHOAL_CHECK(apply_toml(wanted, before, where));
    const auto broken = [&] {
        return fail(Errc::configuration, fmt::format("{}: it is written in a way that cannot be changed from here; "
                                                     "change {} by hand",
                                                     where, key));
    };
    if (!apply_toml(found, after, where)) return broken();
    if (!value.empty()) SHOAL_CHECK(apply_value(wanted, key, value));
    for (const auto& info : setting_table()) {
        if (info.key == key && value.empty()) continue;
        if (value_text(wanted, info) != value_text(found, info)) return broken();
    }
    return after;
}

}  // namespace

Result<std::string> set_in_toml(std::string_view text, std::string_view key, std::string_view value,
                                std::string_view where) {
    Settings applied;
    SHOAL_CHECK(apply_value(applied, key, value));
    SHOAL_TRY(const auto editor, editor_of(text, where));
    const std::string toml = toml_of(*find_setting(key), applied, value);
    const auto* there = editor.value(key);
    return checked(text, there == nullptr ? editor.add(key, toml) : editor.replace(*there, toml), key, value, where);
}

Result<std::string> unset_in_toml(std::string_view text, std::string_view key, std::string_view where) {
    if (find_setting(key) == nullptr) return std::unexpected{unknown_setting(key)};
    SHOAL_TRY(const auto editor, editor_of(text, where));
    const auto* there = editor.value(key);
    if (there == nullptr) return fail(Errc::not_found, fmt::format("{} is not set in {}", key, where));
    return checked(text, editor.remove(*there), key, "", where);
}

Result<std::vector<std::string>> keys_in_toml(std::string_view text, std::string_view where) {
    SHOAL_TRY(const auto layout, layout_of_toml(text, where));
    std::vector<std::string> out;
    for (const auto& value : layout.values) {
        if (find_setting(value.key) != nullptr) out.push_back(value.key);
    }
    return out;
}

SettingChange change_of(const SettingInfo& info) {
    if (info.key == "download_dir") return SettingChange::at_once;
    const bool is_live = info.key.starts_with("limits.") || info.key == "log.level";
    return is_live ? SettingChange::at_reload : SettingChange::at_restart;
}

namespace {

std::string_view said(SettingChange change) {
    switch (change) {
    case SettingChange::at_once:
        return "Read anew by every command.";
    case SettingChange::at_reload:
        return "A running daemon takes it up with 'shoal daemon reload'.";
    case SettingChange::at_restart:
        return "A running daemon takes it up with 'shoal daemon restart'.";
    }
    return {};
}

std::string reference_of(const SettingInfo& info) {
    Settings applied;
    // A preset that depends on the environment is told in words; what stands behind the '=' can be read.
    const bool is_value = apply_value(applied, info.key, info.preset).has_value();
    const std::string example = is_value ? toml_of(info, applied, info.preset)
                                         : quoted("/srv" + std::string{info.preset.substr(info.preset.find('/'))});
    return fmt::format("\n# {}\n# May be: {}. Default: {}.\n# {}\n#{} = {}\n", info.meaning, describe_range(info),
                       info.preset, said(change_of(info)), name_of(info.key), example);
}

}  // namespace

std::string reference_toml() {
    std::string out = "config_version = 1\n";
    std::vector<std::string_view> groups{""};
    for (const auto& info : setting_table()) {
        if (std::ranges::find(groups, group_of(info.key)) == groups.end()) groups.push_back(group_of(info.key));
    }
    for (const auto group : groups) {
        if (!group.empty()) out += fmt::format("\n[{}]\n", group);
        for (const auto& info : setting_table()) {
            if (group_of(info.key) == group) out += reference_of(info);
        }
    }
    return out;
}

}  // namespace shoal
