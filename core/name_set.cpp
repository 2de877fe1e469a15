// NameSet: the tree of all names of a manifest, kept flat so that a million of them are cheap.

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <optional>

#include "core/names.h"
#include "crypto/hash.h"

namespace shoal {
namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();  ///< the root's number; an empty slot
constexpr std::size_t first_slots = 64;                                    ///< a power of two

/// A file or a directory below another.
struct Node {
    std::uint64_t hash = 0;  ///< of parent and collision key
    std::size_t text = 0;    ///< where its name begins in `State::text`
    std::uint32_t parent = none;
    std::uint8_t length = 0;  ///< bytes of the name
    bool is_file = false;
};
static_assert(max_component_bytes <= std::numeric_limits<std::uint8_t>::max());

/// A cryptographic hash, so that nobody writes a million names that all fall into one slot without working for it.
std::uint64_t hash_of(std::uint32_t parent, std::string_view key) {
    static constexpr crypto::Personal purpose{"shoal name set"};
    const std::array<std::uint32_t, 1> number{parent};
    const crypto::Hash hash = crypto::blake2b(purpose, {std::as_bytes(std::span{number}), as_bytes(key)});
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < 8; ++i) out = (out << 8) | std::to_integer<std::uint64_t>(hash[i]);
    return out;
}

}  // namespace

struct NameSet::State {
    std::vector<Node> nodes;
    std::string text;  ///< all names, one behind the other
    std::vector<std::uint32_t> slots = std::vector<std::uint32_t>(first_slots, none);  ///< open addressing, half full
    std::vector<std::uint32_t> last;  ///< the nodes of the path added last: sorted paths share most of it

    std::string_view name_of(const Node& node) const { return std::string_view{text}.substr(node.text, node.length); }
    std::string path_of(std::uint32_t number) const;
    std::optional<std::uint32_t> find(std::uint32_t parent, std::string_view key, std::uint64_t hash) const;
    std::uint32_t insert(std::uint32_t parent, std::string_view name, std::uint64_t hash, bool is_file);
    void place(std::uint32_t number);
    Result<std::uint32_t> enter(std::uint32_t parent, std::string_view name, std::size_t depth, bool is_file);
    Result<> meet(std::uint32_t known, std::uint32_t parent, std::string_view name, bool is_file) const;
    Result<> add(const std::vector<std::string>& components, bool last_is_file);
};

std::string NameSet::State::path_of(std::uint32_t number) const {
    std::vector<std::string> components;
    for (; number != none; number = nodes[number].parent) components.emplace_back(name_of(nodes[number]));
    std::reverse(components.begin(), components.end());
    return printable(join_path(components));
}

std::optional<std::uint32_t> NameSet::State::find(std::uint32_t parent, std::string_view key,
                                                  std::uint64_t hash) const {
    const std::size_t mask = slots.size() - 1;
    for (std::size_t slot = hash & mask; slots[slot] != none; slot = (slot + 1) & mask) {
        const Node& node = nodes[slots[slot]];
        if (node.hash == hash && node.parent == parent && collision_key(name_of(node)) == key) return slots[slot];
    }
    return std::nullopt;
}

void NameSet::State::place(std::uint32_t number) {
    const std::size_t mask = slots.size() - 1;
    std::size_t slot = nodes[number].hash & mask;
    while (slots[slot] != none) slot = (slot + 1) & mask;
    slots[slot] = number;
}

std::uint32_t NameSet::State::insert(std::uint32_t parent, std::string_view name, std::uint64_t hash, bool is_file) {
    SHOAL_REQUIRE(nodes.size() < none / 2);
    const auto number = static_cast<std::uint32_t>(nodes.size());
    nodes.push_back({hash, text.size(), parent, static_cast<std::uint8_t>(name.size()), is_file});
    text += name;
    if (nodes.size() * 2 > slots.size()) {
        slots.assign(slots.size() * 2, none);
        for (std::uint32_t i = 0; i < number; ++i) place(i);
    }
    place(number);
    return number;
}

/// An entry with the same key is known: is it the same directory?
Result<> NameSet::State::meet(std::uint32_t known, std::uint32_t parent, std::string_view name, bool is_file) const {
    const bool same_name = name_of(nodes[known]) == name;
    if (same_name && !is_file && !nodes[known].is_file) return {};
    const std::string above = parent == none ? std::string{} : path_of(parent) + "/";
    const std::string path = above + printable(name);
    if (!same_name)
        return fail(Errc::malformed,
                    fmt::format("'{}' and '{}' would be the same file on some systems; rename one of them",
                                path_of(known), path));
    if (is_file && nodes[known].is_file)
        return fail(Errc::malformed, fmt::format("the file '{}' is listed twice", path));
    return fail(Errc::malformed, fmt::format("'{}' is both a file and a directory", path));
}

/// The node of `name` below `parent`, made if it is new.
Result<std::uint32_t> NameSet::State::enter(std::uint32_t parent, std::string_view name, std::size_t depth,
                                            bool is_file) {
    if (depth < last.size()) {
        const Node& node = nodes[last[depth]];
        if (node.parent == parent && !node.is_file && !is_file && name_of(node) == name) return last[depth];
    }
    const std::string key = collision_key(name);
    const std::uint64_t hash = hash_of(parent, key);
    const auto known = find(parent, key, hash);
    if (!known) return insert(parent, name, hash, is_file);
    SHOAL_CHECK(meet(*known, parent, name, is_file));
    return *known;
}

Result<> NameSet::State::add(const std::vector<std::string>& components, bool last_is_file) {
    SHOAL_CHECK(check_path(components));
    std::uint32_t parent = none;
    for (std::size_t depth = 0; depth < components.size(); ++depth) {
        const bool is_file = last_is_file && depth + 1 == components.size();
        SHOAL_TRY(parent, enter(parent, components[depth], depth, is_file));
        if (depth < last.size())
            last[depth] = parent;
        else
            last.push_back(parent);
    }
    return {};
}

NameSet::NameSet() : state_{std::make_unique<State>()} {}
NameSet::~NameSet() = default;
NameSet::NameSet(NameSet&&) noexcept = default;

Result<> NameSet::add_file(const std::vector<std::string>& components) {
    return state_->add(components, true);
}

Result<> NameSet::add_directory(const std::vector<std::string>& components) {
    return state_->add(components, false);
}

}  // namespace shoal
