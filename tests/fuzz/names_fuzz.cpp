// The validator of names against its own promises written out naively, and the set of names against a twin that
// compares every path with every other.

#include <set>

#include "core/utf8.h"
#include "tests/fuzz/errors.h"

namespace {

using namespace shoal;
using Path = std::vector<std::string>;

bool naive_component(std::string_view name) {
    if (name.empty() || name.size() > max_component_bytes || !is_utf8(name)) return false;
    bool more_than_dots = false;
    for (const char c : name) {
        if (c == '/' || c == '\\' || c == '\0') return false;
        more_than_dots = more_than_dots || (c != '.' && c != ' ');
    }
    return more_than_dots;
}

bool naive_path(const Path& path) {
    if (path.empty() || path.size() > max_path_depth) return false;
    return std::ranges::all_of(path, naive_component) && join_path(path).size() <= max_path_bytes;
}

struct Entry {
    Path path;
    bool is_file = false;
};

/// The promise of NameSet for two entries.
bool collide(const Entry& a, const Entry& b) {
    for (std::size_t i = 0;; ++i) {
        const bool a_ends = i == a.path.size();
        const bool b_ends = i == b.path.size();
        // Where one ends at a file, the other may neither end nor go on.
        if (a_ends && b_ends) return a.is_file || b.is_file;
        if (a_ends) return a.is_file;
        if (b_ends) return b.is_file;
        if (a.path[i] == b.path[i]) continue;
        return collision_key(a.path[i]) == collision_key(b.path[i]);
    }
}

Path read_path(fuzz::Input& in) {
    Path path;
    for (std::size_t depth = in.below(70); depth > 0 && !in.is_empty(); --depth) {
        path.emplace_back(as_text(in.run()));
    }
    return path;
}

void check_component_alone(const std::string& name) {
    const auto checked = check_component(name);
    FUZZ_CHECK(checked.has_value() == naive_component(name));
    if (!checked) return fuzz::check_error(checked.error(), {Errc::malformed});
    const auto key = collision_key(name);
    FUZZ_CHECK(!key.empty() && is_utf8(key));
    FUZZ_CHECK(key.back() != '.' && key.back() != ' ');
    FUZZ_CHECK(collision_key(name + ".") == key && collision_key(name + " ") == key);
    FUZZ_CHECK(key.size() <= 4 * name.size());  // bytes of a folded name; what NameSet holds stays in proportion
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input in{fuzz::view(data, size)};
    NameSet set;
    std::vector<Entry> known;
    bool may_hold_more = false;  // directories above a refused path may be remembered
    while (!in.is_empty()) {
        const bool is_file = in.flag();
        const Entry entry{.path = read_path(in), .is_file = is_file};
        for (const auto& component : entry.path) check_component_alone(component);
        const bool valid = naive_path(entry.path);
        const auto checked = check_path(entry.path);
        FUZZ_CHECK(checked.has_value() == valid);
        if (!checked) fuzz::check_error(checked.error(), {Errc::malformed, Errc::limit});
        const bool free = valid && std::ranges::none_of(known, [&](const Entry& one) { return collide(one, entry); });
        const auto added = is_file ? set.add_file(entry.path) : set.add_directory(entry.path);
        if (!added) fuzz::check_error(added.error(), {Errc::malformed, Errc::limit});
        FUZZ_CHECK(added.has_value() == free || (may_hold_more && !added));
        if (added) known.push_back(entry);
        may_hold_more = may_hold_more || (valid && !added);
    }
    return 0;
}
