#include <algorithm>

#include "dht/krpc_fields.h"

namespace shoal::dht::krpc {

namespace {

using bencode::Value;
using bencode::Writer;

constexpr std::size_t id_size = 20;
constexpr std::size_t compact_v4 = 6;
constexpr std::size_t compact_v6 = 18;
constexpr std::size_t max_error_text = 256;  // bytes kept of another's error text

// --- reading an answer -----------------------------------------------------------------------------------------------

Result<> read_nodes(const Value& values, std::string_view key, std::size_t compact, std::vector<NodeInfo>& out) {
    const auto field = values.find(key);
    if (!field) return {};
    const auto text = field->string();
    const std::size_t size = id_size + compact;
    if (!text || text->size() % size != 0) return fail(Errc::malformed, "nodes");
    const std::size_t count = std::min(text->size() / size, max_nodes_read);
    for (std::size_t i = 0; i < count; ++i) {
        const auto entry = text->subspan(i * size, size);
        const auto endpoint = Endpoint::from_compact(entry.subspan(id_size));
        // An IPv4 address inside an IPv6 one would become a node of the wrong family.
        const bool is_of_family = endpoint && endpoint->address.view().size() + 2 == compact;
        if (is_of_family) out.push_back({.id = *NodeId::from(entry.first(id_size)), .endpoint = *endpoint});
    }
    return {};
}

Result<> read_values(const Value& values, std::vector<Endpoint>& out) {
    const auto list = values.find("values");
    if (!list) return {};
    if (!list->is_list()) return fail(Errc::malformed, "values");
    for (const auto& element : list->elements()) {
        if (out.size() >= max_values_read) break;
        const auto text = element.string();
        if (!text) return fail(Errc::malformed, "values");
        // Some nodes mix in other lengths; those entries mean nothing to us.
        if (const auto endpoint = Endpoint::from_compact(*text)) out.push_back(*endpoint);
    }
    return {};
}

std::optional<Endpoint> read_seen_as(const Value& root) {
    const auto text = string_at(root, "ip");
    return text ? Endpoint::from_compact(*text) : std::nullopt;
}

/// The number under `key`: absent is fine and leaves `out`.
Result<> read_number(const Value& values, std::string_view key, std::optional<std::int64_t>& out) {
    const auto value = values.find(key);
    if (!value) return {};
    out = value->integer();
    return out ? Result<>{} : fail(Errc::malformed, std::string{key});
}

/// N bytes under `key`: absent is fine and leaves `out`.
template <std::size_t N>
Result<> read_array(const Value& values, std::string_view key, std::optional<std::array<Byte, N>>& out) {
    if (!values.find(key)) return {};
    out = array_at<N>(values, key);
    return out ? Result<>{} : fail(Errc::malformed, std::string{key});
}

Result<> read_item(const Value& values, Reply& reply) {
    SHOAL_CHECK(read_array(values, "k", reply.key));
    SHOAL_CHECK(read_array(values, "sig", reply.signature));
    SHOAL_CHECK(read_number(values, "seq", reply.seq));
    const auto value = values.find("v");
    if (!value) return {};
    if (value->encoded().size() > max_item_value) return fail(Errc::limit, "v");
    reply.value = copy(value->encoded());
    return {};
}

Result<> read_filters(const Value& values, Reply& reply) {
    std::optional<std::array<Byte, BloomFilter::size>> seeds;
    std::optional<std::array<Byte, BloomFilter::size>> peers;
    SHOAL_CHECK(read_array(values, "BFsd", seeds));
    SHOAL_CHECK(read_array(values, "BFpe", peers));
    if (seeds && peers) reply.filters = Filters{.seeds = BloomFilter{*seeds}, .peers = BloomFilter{*peers}};
    return {};
}

Result<> read_samples(const Value& values, Reply& reply) {
    const auto field = values.find("samples");
    if (!field) return {};
    const auto text = field->string();
    if (!text || text->size() % id_size != 0) return fail(Errc::malformed, "samples");
    std::optional<std::int64_t> interval;
    std::optional<std::int64_t> num;
    SHOAL_CHECK(read_number(values, "interval", interval));
    SHOAL_CHECK(read_number(values, "num", num));
    Samples& out = reply.samples.emplace();
    out.interval = interval.value_or(0);
    out.num = num.value_or(0);
    const std::size_t count = std::min(text->size() / id_size, max_samples_read);
    for (std::size_t i = 0; i < count; ++i) out.keys.push_back(*InfoHash::from(text->subspan(i * id_size, id_size)));
    return {};
}

}  // namespace

Result<Message> read_reply(const Value& root, Bytes transaction, Bytes version) {
    const auto values = root.find("r");
    if (!values || !values->is_dictionary()) return fail(Errc::malformed, "no values");
    const auto sender = id_at<NodeId>(*values, "id");
    if (!sender) return fail(Errc::malformed, "no id");
    Reply reply{.transaction = std::move(transaction), .sender = *sender};
    reply.version = std::move(version);
    SHOAL_CHECK(read_nodes(*values, "nodes", compact_v4, reply.nodes));
    SHOAL_CHECK(read_nodes(*values, "nodes6", compact_v6, reply.nodes6));
    reply.has_nodes = values->find("nodes").has_value();
    reply.has_nodes6 = values->find("nodes6").has_value();
    SHOAL_CHECK(read_values(*values, reply.values));
    SHOAL_CHECK(read_item(*values, reply));
    SHOAL_CHECK(read_filters(*values, reply));
    SHOAL_CHECK(read_samples(*values, reply));
    if (const auto token = values->find("token")) {
        const auto text = token->string();
        if (!text || text->size() > max_token) return fail(Errc::malformed, "token");
        reply.token = copy(*text);
    }
    reply.seen_as = read_seen_as(root);
    return Message{std::move(reply)};
}

Result<Message> read_error(const Value& root, Bytes transaction, Bytes version) {
    const auto list = root.find("e");
    if (!list || !list->is_list()) return fail(Errc::malformed, "no error");
    const auto parts = list->elements();
    if (parts.size() < 2) return fail(Errc::malformed, "short error");
    const auto code = parts[0].integer();
    const auto text = parts[1].string();
    if (!code || !text) return fail(Errc::malformed, "error");
    return Message{ErrorReply{.transaction = std::move(transaction),
                              .code = *code,
                              .text = std::string{as_text(*text).substr(0, max_error_text)},
                              .seen_as = read_seen_as(root),
                              .version = std::move(version)}};
}

namespace {

// --- writing ---------------------------------------------------------------------------------------------------------

void write_nodes(Writer& out, std::string_view key, const std::vector<NodeInfo>& nodes, bool even_if_empty) {
    if (nodes.empty() && !even_if_empty) return;
    Bytes text;
    for (const auto& node : nodes) {
        text.insert(text.end(), node.id.bytes.begin(), node.id.bytes.end());
        const Bytes compact = node.endpoint.compact();
        text.insert(text.end(), compact.begin(), compact.end());
    }
    out.key(key).string(BytesView{text});
}

void write_samples(Writer& out, const Samples& samples) {
    Bytes text;
    for (const auto& key : samples.keys) text.insert(text.end(), key.bytes.begin(), key.bytes.end());
    out.key("num").integer(samples.num).key("samples").string(BytesView{text});
}

void write_seen_as(Writer& out, const std::optional<Endpoint>& seen_as) {
    if (seen_as) out.key("ip").string(BytesView{seen_as->compact()});
}

}  // namespace

Bytes encode(const Reply& reply) {
    Writer out;
    out.begin_dictionary();
    write_seen_as(out, reply.seen_as);
    out.key("r").begin_dictionary();
    if (reply.filters) {
        out.key("BFpe").string(reply.filters->peers.view()).key("BFsd").string(reply.filters->seeds.view());
    }
    out.key("id").string(reply.sender.view());
    if (reply.samples) out.key("interval").integer(reply.samples->interval);
    if (reply.key) out.key("k").string(BytesView{*reply.key});
    write_nodes(out, "nodes", reply.nodes, reply.has_nodes);
    write_nodes(out, "nodes6", reply.nodes6, reply.has_nodes6);
    if (reply.samples) write_samples(out, *reply.samples);
    if (reply.seq) out.key("seq").integer(*reply.seq);
    if (reply.signature) out.key("sig").string(BytesView{*reply.signature});
    if (reply.token) out.key("token").string(BytesView{*reply.token});
    if (reply.value) out.key("v").encoded(*reply.value);
    if (!reply.values.empty()) {
        out.key("values").begin_list();
        for (const auto& peer : reply.values) out.string(BytesView{peer.compact()});
        out.end();
    }
    out.end();
    write_tail(out, reply.transaction, reply.version, "r");
    return out.take();
}

Bytes encode(const ErrorReply& error) {
    Writer out;
    out.begin_dictionary().key("e").begin_list().integer(error.code).string(error.text).end();
    write_seen_as(out, error.seen_as);
    write_tail(out, error.transaction, error.version, "e");
    return out.take();
}

}  // namespace shoal::dht::krpc
