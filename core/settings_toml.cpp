// The TOML half of the settings, alone because toml++ is slow to compile.

#include <algorithm>
#include <fmt/format.h>

#include "core/names.h"
#include "core/setting_entry.h"

// toml++ 3.3 asserts what a file may break ("[}" is enough), though it reports the same mistake as an error right
// behind; and with NDEBUG it would let some compilers take what it asserts for granted. So: neither, in every build.
#undef NDEBUG
#define TOML_ASSERT(condition) static_assert(true)
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace shoal {
namespace {

constexpr std::size_t max_config_bytes = 1024 * 1024;  ///< a thousand times what all settings take
constexpr std::ptrdiff_t max_config_dots = 4096;       ///< toml++ recurses once for each dot of a key
constexpr unsigned max_setting_depth = 8;              ///< parts of a key; settings have two
constexpr std::int64_t config_version = 1;             ///< the version of the file's meaning

/// One "key = value" with the whole dotted key.
struct Leaf {
    std::string key;
    toml::source_position at;
    const toml::node* value = nullptr;
};

bool is_group(std::string_view key) {
    const auto table = setting_table();
    return std::any_of(table.begin(), table.end(), [&](const SettingInfo& info) {
        return info.key.size() > key.size() && info.key.starts_with(key) && info.key[key.size()] == '.';
    });
}

/// All values of `table`, in no order. A table deeper than any setting lies is given as a value: nothing of it is
/// known.
void collect(const toml::table& table, const std::string& prefix, std::vector<Leaf>& out, unsigned depth = 1) {
    for (const auto& [key, node] : table) {
        const std::string whole = prefix + std::string{key.str()};
        const auto* group = node.as_table();
        if (group != nullptr && depth < max_setting_depth && (is_group(whole) || !group->empty()) &&
            find_setting(whole) == nullptr)
            collect(*group, whole + ".", out, depth + 1);
        else
            out.push_back({whole, key.source().begin, &node});
    }
}

std::unexpected<Error> at(std::string_view where, const toml::source_position& place, std::string_view what) {
    return fail(Errc::configuration, fmt::format("{}:{}:{}: {}", where, place.line, place.column, what));
}

/// A single value in the form that apply_value reads; nothing if it is not of a kind that any setting has.
std::optional<std::string> as_value(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return std::to_string(number->get());
    if (const auto* flag = node.as_boolean()) return flag->get() ? "on" : "off";
    return std::nullopt;
}

Result<std::string> list_value(const toml::array& array, std::string_view key, std::string_view where) {
    std::string joined;
    for (const auto& element : array) {
        const auto* text = element.as_string();
        if (text == nullptr || text->get().find(',') != std::string::npos)
            return at(where, element.source().begin, fmt::format("{}: each entry is one \"address:port\"", key));
        if (!joined.empty()) joined += ',';
        joined += text->get();
    }
    return joined;
}

Result<> apply_leaf(Settings& settings, const Leaf& leaf, std::string_view where) {
    const SettingInfo* info = find_setting(leaf.key);
    if (info == nullptr) return at(where, leaf.at, unknown_setting(leaf.key).what);
    std::optional<std::string> value = as_value(*leaf.value);
    if (const auto* array = leaf.value->as_array(); array != nullptr && info->kind == SettingKind::endpoints) {
        SHOAL_TRY(value, list_value(*array, leaf.key, where));
    }
    if (!value) return at(where, leaf.at, fmt::format("{}: a value of this kind cannot stand here", leaf.key));
    if (auto applied = apply_value(settings, leaf.key, *value); !applied)
        return at(where, leaf.value->source().begin, applied.error().what);
    return {};
}

Result<> check_version(const Leaf& leaf, std::string_view where) {
    const auto* version = leaf.value->as_integer();
    if (version != nullptr && version->get() == config_version) return {};
    return at(
        where, leaf.at,
        fmt::format("this Shoal reads config_version = {} only; a newer one may have written this", config_version));
}

Result<> apply_parsed(Settings& settings, const toml::parse_result& parsed, std::string_view where) {
    if (!parsed)
        return at(where, parsed.error().source().begin, printable(std::string_view{parsed.error().description()}));
    std::vector<Leaf> leaves;
    collect(parsed.table(), "", leaves);
    // The first mistake in the file is the one to tell.
    std::sort(leaves.begin(), leaves.end(), [](const Leaf& a, const Leaf& b) { return a.at < b.at; });
    Settings changed = settings;
    for (const auto& leaf : leaves) {
        const bool is_version = leaf.key == "config_version";
        SHOAL_CHECK(is_version ? check_version(leaf, where) : apply_leaf(changed, leaf, where));
    }
    settings = std::move(changed);
    return {};
}

/// Walks over a text and knows what is in quotes or in a comment.
class QuoteScanner {
public:
    explicit QuoteScanner(std::string_view text) : rest_{text} {}

    /// Where the first character beyond ASCII stands outside of quotes and comments, if there is one.
    std::optional<toml::source_position> first_foreign() {
        while (!rest_.empty()) {
            if (rest_.front() == '#')
                pass_until("\n");
            else if (rest_.front() == '"' || rest_.front() == '\'')
                pass_quoted(rest_.front());
            else if (static_cast<unsigned char>(rest_.front()) >= 0x80)
                return place_;
            else
                pass(1);
        }
        return std::nullopt;
    }

private:
    void pass(std::size_t count) {
        for (const char c : rest_.substr(0, count)) {
            ++place_.column;
            if (c == '\n') place_ = {place_.line + 1, 1};
        }
        rest_.remove_prefix(std::min(count, rest_.size()));
    }
    void pass_until(std::string_view marks) { pass(std::min(rest_.find_first_of(marks), rest_.size())); }

    /// A string, also of the kind in three quotes. One that is not closed ends with its line, as it does for toml++.
    void pass_quoted(char quote) {
        const std::string three(3, quote);
        const bool is_long = rest_.starts_with(three);
        const std::string_view end = is_long ? std::string_view{three} : std::string_view{three}.substr(0, 1);
        pass(end.size());
        while (!rest_.empty() && !rest_.starts_with(end)) {
            if (!is_long && rest_.front() == '\n') return;
            pass(quote == '"' && rest_.front() == '\\' ? 2 : 1);
        }
        pass(end.size());
    }

    std::string_view rest_;
    toml::source_position place_{1, 1};
};

}  // namespace

Result<> apply_toml(Settings& settings, std::string_view text, std::string_view where) {
    if (text.size() > max_config_bytes)
        return fail(Errc::configuration, fmt::format("{}: is larger than {} MiB", where, max_config_bytes >> 20));
    if (std::count(text.begin(), text.end(), '.') > max_config_dots)
        return fail(Errc::configuration, fmt::format("{}: has more than {} dots", where, max_config_dots));
    // TOML has no such letters there, and toml++ 3.3 runs into undefined behaviour at them.
    if (const auto place = QuoteScanner{text}.first_foreign())
        return at(where, *place, "only in quotes and comments may there be other letters than a to z");
    return apply_parsed(settings, toml::parse(text), where);
}

}  // namespace shoal
