#include "core/glob.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/names.h"
#include "core/utf8.h"

namespace shoal {

Result<Glob> Glob::parse(std::string_view pattern) {
    const auto refuse = [shown = printable(pattern.substr(0, 80))](std::string_view why) {
        return fail(Errc::usage, fmt::format("\"{}\" is not a pattern: {}", shown, why));
    };
    if (pattern.size() > max_glob_bytes) return refuse(fmt::format("it is longer than {} bytes", max_glob_bytes));
    if (!is_utf8(pattern)) return refuse("it is not valid UTF-8");
    if (pattern.starts_with('/')) return refuse("paths begin inside the share, without '/'");
    Glob out;
    if (pattern.ends_with('/')) {
        out.folders_only_ = true;
        pattern.remove_suffix(1);
    }
    if (pattern.empty()) return refuse("it is empty");
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '*') {
            const bool crosses = pattern.substr(i).starts_with("**");
            const bool at_start = i == 0 || pattern[i - 1] == '/';
            if (crosses && at_start && pattern.substr(i).starts_with("**/")) {
                out.parts_.push_back({Kind::folders, 0});
                i += 2;
                continue;
            }
            out.parts_.push_back({crosses ? Kind::path_part : Kind::name_part, 0});
            i += crosses ? 1 : 0;
        } else if (pattern[i] == '?') {
            out.parts_.push_back({Kind::one, 0});
            out.parts_.push_back({Kind::rest_of_one, 0});
        } else {
            if (pattern[i] == '\\' && ++i == pattern.size()) return refuse("nothing stands behind the last '\\'");
            out.parts_.push_back({Kind::byte, pattern[i]});
        }
    }
    return out;
}

// States are places between parts; those that can be reached without a character are entered too.
void Glob::enter(std::size_t state, States& states) const {
    while (std::ranges::find(states, state) == states.end()) {
        states.push_back(state);
        if (state == parts_.size()) return;
        const auto kind = parts_[state].kind;
        if (kind == Kind::byte || kind == Kind::one) return;
        ++state;
    }
}

void Glob::step(std::size_t state, char c, States& next) const {
    const bool continues = (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
    const auto& part = parts_[state];
    switch (part.kind) {
    case Kind::byte:
        if (c == part.byte) enter(state + 1, next);
        return;
    case Kind::one:
        if (c != '/' && !continues) enter(state + 1, next);
        return;
    case Kind::rest_of_one:
        if (continues) enter(state, next);
        return;
    case Kind::name_part:
        if (c != '/') enter(state, next);
        return;
    case Kind::path_part:
        enter(state, next);
        return;
    case Kind::folders:  // stays inside; what is behind it is entered where a name begins
        if (std::ranges::find(next, state) == next.end()) next.push_back(state);
        if (c == '/') enter(state + 1, next);
        return;
    }
}

bool Glob::matches(std::string_view path) const {
    States states;
    States next;
    enter(0, states);
    for (const char c : path) {
        const bool is_there = std::ranges::find(states, parts_.size()) != states.end();
        if (c == '/' && is_there) return true;  // a folder on the way
        next.clear();
        for (const auto state : states) {
            if (state < parts_.size()) step(state, c, next);
        }
        if (next.empty()) return false;
        std::swap(states, next);
    }
    return !folders_only_ && std::ranges::find(states, parts_.size()) != states.end();
}

}  // namespace shoal
