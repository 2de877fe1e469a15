#include "core/selection_rules.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "core/glob.h"

namespace shoal {

namespace {

std::unexpected<Error> refuse(std::string_view rule, std::string_view why) {
    return fail(Errc::usage, fmt::format("\"{}\": {}", printable(rule.substr(0, 80)), why));
}

Result<std::uint32_t> parse_index(std::string_view text) {
    std::uint32_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc{} || stop != end) return fail(Errc::usage, "file numbers look like 0,4-6");
    return value;
}

Result<FileRange> parse_range(std::string_view text) {
    const auto dash = text.find('-');
    SHOAL_TRY(const auto first, parse_index(text.substr(0, dash)));
    if (dash == std::string_view::npos) return FileRange{first, first};
    SHOAL_TRY(const auto last, parse_index(text.substr(dash + 1)));
    if (last < first) return fail(Errc::usage, fmt::format("{} comes after {}", first, last));
    return FileRange{first, last};
}

/// One rule; how many files it fits.
class Rule {
public:
    static Result<Rule> parse(std::string_view text) {
        Rule rule;
        rule.adds_ = text.starts_with('+');
        if (!rule.adds_ && !text.starts_with('-'))
            return refuse(text, "a rule begins with '+' for files to fetch or '-' for files to leave");
        const auto rest = text.substr(1);
        if (rest.starts_with('#')) {
            auto ranges = parse_file_ranges(rest.substr(1));
            if (!ranges) return refuse(text, ranges.error().what);
            rule.ranges_ = std::move(*ranges);
        } else {
            SHOAL_TRY(auto glob, Glob::parse(rest));
            rule.glob_.push_back(std::move(glob));
        }
        return rule;
    }

    [[nodiscard]] bool adds() const { return adds_; }

    Result<std::size_t> apply(const Manifest& manifest, std::vector<bool>& wanted) const {
        const auto files = manifest.files();
        std::size_t fitting = 0;
        for (const auto& [first, last] : ranges_) {
            if (last >= files.size())
                return fail(Errc::usage, fmt::format("there is no file {}; they go from 0 to {}", last,
                                                     files.empty() ? 0 : files.size() - 1));
            for (auto i = first; i <= last; ++i) wanted[i] = adds_;
            fitting += last - first + 1;
        }
        for (std::size_t i = 0; i < files.size() && !glob_.empty(); ++i) {
            if (!glob_.front().matches(join_path(files[i].path))) continue;
            wanted[i] = adds_;
            ++fitting;
        }
        return fitting;
    }

private:
    bool adds_ = false;
    std::vector<FileRange> ranges_;
    std::vector<Glob> glob_;  // one, or none
};

Result<FileSelection> apply_to(const Manifest& manifest, std::vector<bool> wanted, std::span<const std::string> rules) {
    if (rules.size() > max_selection_rules)
        return fail(Errc::usage, fmt::format("there are more than {} rules", max_selection_rules));
    for (const auto& text : rules) {
        SHOAL_TRY(const auto rule, Rule::parse(text));
        const auto fitting = rule.apply(manifest, wanted);
        if (!fitting) return refuse(text, fitting.error().what);
        if (*fitting == 0) return refuse(text, "no file of the share fits");
    }
    if (!wanted.empty() && std::ranges::find(wanted, true) == wanted.end())
        return fail(Errc::usage, "no file would be left; pause or remove the share if you want none of it");
    return FileSelection{std::move(wanted)};
}

}  // namespace

Result<std::vector<FileRange>> parse_file_ranges(std::string_view text) {
    std::vector<FileRange> out;
    while (true) {
        const auto comma = text.find(',');
        SHOAL_TRY(const auto range, parse_range(text.substr(0, comma)));
        out.push_back(range);
        if (out.size() > max_file_ranges) return fail(Errc::usage, "too many file numbers");
        if (comma == std::string_view::npos) return out;
        text.remove_prefix(comma + 1);
    }
}

std::string to_string(std::span<const FileRange> ranges) {
    std::string out;
    for (const auto& [first, last] : ranges) {
        if (!out.empty()) out += ',';
        out += first == last ? fmt::format("{}", first) : fmt::format("{}-{}", first, last);
    }
    return out;
}

Result<FileSelection> apply_rules(const Manifest& manifest, const FileSelection& current,
                                  std::span<const std::string> rules) {
    std::vector<bool> wanted(manifest.files().size());
    for (std::uint32_t i = 0; i < wanted.size(); ++i) wanted[i] = current.has(FileIndex{i});
    return apply_to(manifest, std::move(wanted), rules);
}

Result<FileSelection> first_selection(const Manifest& manifest, std::span<const std::string> rules) {
    const bool adds = !rules.empty() && rules.front().starts_with('+');
    return apply_to(manifest, std::vector<bool>(manifest.files().size(), !adds), rules);
}

}  // namespace shoal
