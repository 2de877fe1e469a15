#include "dht/saved_table.h"

#include "dht/bencode.h"

namespace shoal::dht {
namespace {

constexpr std::size_t id_size = 20;
constexpr std::int64_t saved_version = 1;
constexpr bencode::Limits saved_limits{.depth = 2, .items = 32};

constexpr std::size_t compact_size(Family family) {
    return family == Family::v4 ? 6 : 18;
}

Bytes compact(const SavedTable& table, Family family) {
    Bytes out;
    std::size_t count = 0;
    for (const auto& node : table.nodes) {
        if (node.endpoint.address.family != family || ++count > saved_nodes_at_most) continue;
        const auto id = node.id.view();
        out.insert(out.end(), id.begin(), id.end());
        const Bytes where = node.endpoint.compact();
        out.insert(out.end(), where.begin(), where.end());
    }
    return out;
}

Result<std::optional<SavedTable>> parse_one(const bencode::Value& root, std::string_view key, Family family) {
    const auto value = root.find(key);
    if (!value) return std::optional<SavedTable>{};
    const auto id = value->find("id");
    const auto nodes = value->find("nodes");
    const auto id_text = id ? id->string() : std::nullopt;
    const auto text = nodes ? nodes->string() : std::nullopt;
    const auto own = id_text ? NodeId::from(*id_text) : std::nullopt;
    const std::size_t size = id_size + compact_size(family);
    if (!own || !text || text->size() % size != 0 || text->size() / size > saved_nodes_at_most) {
        return fail(Errc::malformed, "a saved table");
    }
    SavedTable out{.id = *own, .nodes = {}};
    for (std::size_t at = 0; at < text->size(); at += size) {
        const auto where = Endpoint::from_compact(text->subspan(at + id_size, size - id_size));
        if (!where || where->address.family != family) return fail(Errc::malformed, "a saved node");
        out.nodes.push_back({.id = *NodeId::from(text->subspan(at, id_size)), .endpoint = *where});
    }
    return std::optional{std::move(out)};
}

}  // namespace

Bytes encode(const SavedTables& tables) {
    bencode::Writer out;
    out.begin_dictionary();
    const auto write = [&](std::string_view key, const std::optional<SavedTable>& table, Family family) {
        if (!table) return;
        out.key(key).begin_dictionary().key("id").string(table->id.view());
        out.key("nodes").string(BytesView{compact(*table, family)}).end();
    };
    write("v4", tables.v4, Family::v4);
    write("v6", tables.v6, Family::v6);
    out.key("version").integer(saved_version).end();
    return out.take();
}

Result<SavedTables> parse_saved(BytesView text) {
    SHOAL_TRY(const auto document, bencode::Document::parse(text, saved_limits));
    const auto root = document.root();
    const auto version = root.find("version");
    if (!version || version->integer() != saved_version) return fail(Errc::malformed, "the version of saved tables");
    SavedTables out;
    SHOAL_TRY(out.v4, parse_one(root, "v4", Family::v4));
    SHOAL_TRY(out.v6, parse_one(root, "v6", Family::v6));
    return out;
}

}  // namespace shoal::dht
