#include "dht/krpc.h"

#include <algorithm>

#include "dht/bencode.h"

namespace shoal::dht::krpc {

namespace {

using bencode::Value;
using bencode::Writer;

constexpr std::size_t id_size = 20;
constexpr std::size_t compact_v4 = 6;
constexpr std::size_t compact_v6 = 18;
constexpr std::size_t max_error_text = 256;  // bytes kept of another's error text

Bytes copy(BytesView view) {
    return {view.begin(), view.end()};
}

std::optional<BytesView> string_at(const Value& dictionary, std::string_view key) {
    const auto value = dictionary.find(key);
    return value ? value->string() : std::nullopt;
}

/// The id-like value under `key`; nothing if it is absent or has another size.
template <class T>
std::optional<T> id_at(const Value& dictionary, std::string_view key) {
    const auto value = string_at(dictionary, key);
    return value ? T::from(*value) : std::nullopt;
}

/// True for a number other than 0; absent or of another kind is false.
bool flag_at(const Value& dictionary, std::string_view key) {
    const auto value = dictionary.find(key);
    return value && value->integer().value_or(0) != 0;
}

// --- reading a query -------------------------------------------------------------------------------------------------

Want read_want(const Value& arguments) {
    Want want;
    const auto list = arguments.find("want");
    if (!list) return want;
    for (const auto& element : list->elements()) {
        const auto name = element.string();
        if (!name) continue;
        if (as_text(*name) == "n4") want.v4 = true;
        if (as_text(*name) == "n6") want.v6 = true;
    }
    return want;
}

using BodyOrWhy = std::expected<Body, BadQuery>;

std::unexpected<BadQuery> bad(std::int64_t code, std::string text) {
    return std::unexpected<BadQuery>{BadQuery{.transaction = {}, .code = code, .text = std::move(text)}};
}

BodyOrWhy read_announce(const Value& arguments) {
    const auto key = id_at<InfoHash>(arguments, "info_hash");
    if (!key) return bad(error_protocol, "invalid info_hash");
    const auto token = string_at(arguments, "token");
    if (!token || token->size() > max_token) return bad(error_protocol, "invalid token");
    AnnouncePeer out{.key = *key, .token = copy(*token)};
    out.implied_port = flag_at(arguments, "implied_port");
    out.seed = flag_at(arguments, "seed");
    const auto port = arguments.find("port");
    const auto number = port ? port->integer() : std::nullopt;
    const bool is_port = number && *number > 0 && *number <= 65535;
    if (!is_port && !out.implied_port) return bad(error_protocol, "invalid port");
    if (is_port) out.port = static_cast<std::uint16_t>(*number);
    return out;
}

BodyOrWhy read_body(std::string_view method, const Value& arguments) {
    if (method == "ping") return Ping{};
    if (method == "announce_peer") return read_announce(arguments);
    if (method == "get_peers") {
        const auto key = id_at<InfoHash>(arguments, "info_hash");
        if (!key) return bad(error_protocol, "invalid info_hash");
        return GetPeers{.key = *key, .no_seeds = flag_at(arguments, "noseed"), .want = read_want(arguments)};
    }
    // find_node, and every method we do not know that names a place: nodes near it always help the asker.
    auto target = id_at<NodeId>(arguments, "target");
    if (!target && method != "find_node") target = id_at<NodeId>(arguments, "info_hash");
    if (target) return FindNode{.target = *target, .want = read_want(arguments)};
    if (method == "find_node") return bad(error_protocol, "invalid target");
    return bad(error_unknown_method, "method unknown");
}

Result<Message> read_query(const Value& root, Bytes transaction, Bytes version) {
    const auto method = string_at(root, "q");
    if (!method) return fail(Errc::malformed, "no method");
    const auto arguments = root.find("a");
    BadQuery refusal{.transaction = transaction, .code = error_protocol, .text = "invalid arguments"};
    if (!arguments || !arguments->is_dictionary()) return Message{std::move(refusal)};
    const auto sender = id_at<NodeId>(*arguments, "id");
    if (!sender) {
        refusal.text = "invalid id";
        return Message{std::move(refusal)};
    }
    auto body = read_body(as_text(*method), *arguments);
    if (!body) {
        refusal.code = body.error().code;
        refusal.text = std::move(body.error().text);
        return Message{std::move(refusal)};
    }
    return Message{Query{.transaction = std::move(transaction),
                         .sender = *sender,
                         .body = std::move(*body),
                         .read_only = flag_at(root, "ro"),
                         .version = std::move(version)}};
}

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

// --- writing ---------------------------------------------------------------------------------------------------------

void write_want(Writer& out, const Want& want) {
    if (!want.v4 && !want.v6) return;
    out.key("want").begin_list();
    if (want.v4) out.string("n4");
    if (want.v6) out.string("n6");
    out.end();
}

struct WriteArguments {
    Writer& out;
    void operator()(const Ping&) const {}
    void operator()(const FindNode& query) const {
        out.key("target").string(query.target.view());
        write_want(out, query.want);
    }
    void operator()(const GetPeers& query) const {
        out.key("info_hash").string(query.key.view());
        if (query.no_seeds) out.key("noseed").integer(1);
        write_want(out, query.want);
    }
    void operator()(const AnnouncePeer& query) const {
        out.key("implied_port").integer(query.implied_port ? 1 : 0);
        out.key("info_hash").string(query.key.view());
        out.key("port").integer(query.port);
        if (query.seed) out.key("seed").integer(1);
        out.key("token").string(BytesView{query.token});
    }
};

std::string_view method_of(const Body& body) {
    struct Name {
        std::string_view operator()(const Ping&) const { return "ping"; }
        std::string_view operator()(const FindNode&) const { return "find_node"; }
        std::string_view operator()(const GetPeers&) const { return "get_peers"; }
        std::string_view operator()(const AnnouncePeer&) const { return "announce_peer"; }
    };
    return std::visit(Name{}, body);
}

void write_tail(Writer& out, BytesView transaction, BytesView version, std::string_view kind) {
    out.key("t").string(transaction);
    if (!version.empty()) out.key("v").string(version);
    out.key("y").string(kind).end();
}

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

void write_seen_as(Writer& out, const std::optional<Endpoint>& seen_as) {
    if (seen_as) out.key("ip").string(BytesView{seen_as->compact()});
}

}  // namespace

Result<Message> parse(BytesView datagram) {
    if (datagram.size() > max_datagram) return fail(Errc::limit, "datagram");
    SHOAL_TRY(const auto document, bencode::Document::parse(datagram));
    const auto root = document.root();
    if (!root.is_dictionary()) return fail(Errc::malformed, "no dictionary");
    const auto transaction = string_at(root, "t");
    if (!transaction) return fail(Errc::malformed, "no transaction");
    if (transaction->size() > max_transaction) return fail(Errc::limit, "transaction");
    const auto kind = string_at(root, "y");
    if (!kind) return fail(Errc::malformed, "no kind");
    const auto version = string_at(root, "v").value_or(BytesView{});
    if (as_text(*kind) == "q") return read_query(root, copy(*transaction), copy(version));
    if (as_text(*kind) == "r") return read_reply(root, copy(*transaction), copy(version));
    if (as_text(*kind) == "e") return read_error(root, copy(*transaction), copy(version));
    return fail(Errc::malformed, "kind");
}

Bytes encode(const Query& query) {
    Writer out;
    out.begin_dictionary().key("a").begin_dictionary().key("id").string(query.sender.view());
    std::visit(WriteArguments{out}, query.body);
    out.end().key("q").string(method_of(query.body));
    if (query.read_only) out.key("ro").integer(1);
    write_tail(out, query.transaction, query.version, "q");
    return out.take();
}

Bytes encode(const Reply& reply) {
    Writer out;
    out.begin_dictionary();
    write_seen_as(out, reply.seen_as);
    out.key("r").begin_dictionary().key("id").string(reply.sender.view());
    write_nodes(out, "nodes", reply.nodes, reply.has_nodes);
    write_nodes(out, "nodes6", reply.nodes6, reply.has_nodes6);
    if (reply.token) out.key("token").string(BytesView{*reply.token});
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
