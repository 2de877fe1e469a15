#include "dht/krpc_fields.h"

namespace shoal::dht::krpc {

namespace {

using bencode::Value;
using bencode::Writer;

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

BodyOrWhy read_get_peers(const Value& arguments) {
    const auto key = id_at<InfoHash>(arguments, "info_hash");
    if (!key) return bad(error_protocol, "invalid info_hash");
    GetPeers out{.key = *key, .want = read_want(arguments)};
    out.no_seeds = flag_at(arguments, "noseed");
    out.scrape = flag_at(arguments, "scrape");
    return out;
}

/// The number under `key`: absent is fine and leaves `out`, another kind or below 0 is not.
bool read_sequence(const Value& arguments, std::string_view key, std::optional<std::int64_t>& out) {
    const auto value = arguments.find(key);
    if (!value) return true;
    out = value->integer();
    return out && *out >= 0;
}

BodyOrWhy read_get(const Value& arguments) {
    const auto target = id_at<InfoHash>(arguments, "target");
    if (!target) return bad(error_protocol, "invalid target");
    Get out{.target = *target, .want = read_want(arguments)};
    if (!read_sequence(arguments, "seq", out.seq)) return bad(error_protocol, "invalid seq");
    return out;
}

BodyOrWhy read_mutable_put(const Value& arguments, Put out) {
    const auto key = array_at<32>(arguments, "k");
    if (!key) return bad(error_protocol, "invalid k");
    const auto signature = array_at<64>(arguments, "sig");
    if (!signature) return bad(error_protocol, "invalid sig");
    std::optional<std::int64_t> seq;
    if (!read_sequence(arguments, "seq", seq) || !seq) return bad(error_protocol, "invalid seq");
    if (!read_sequence(arguments, "cas", out.cas)) return bad(error_protocol, "invalid cas");
    out.item.seal = Seal{.key = *key, .seq = *seq, .signature = *signature};
    if (const auto salt = arguments.find("salt")) {
        const auto text = salt->string();
        if (!text) return bad(error_protocol, "invalid salt");
        if (text->size() > max_salt) return bad(error_salt_too_big, "salt too big");
        out.item.salt = copy(*text);
    }
    return out;
}

BodyOrWhy read_put(const Value& arguments) {
    const auto token = string_at(arguments, "token");
    if (!token || token->size() > max_token) return bad(error_protocol, "invalid token");
    const auto value = arguments.find("v");
    if (!value) return bad(error_protocol, "invalid v");
    if (value->encoded().size() > max_item_value) return bad(error_value_too_big, "message too big");
    Put out{.item = {.value = copy(value->encoded())}, .token = copy(*token)};
    // A lone seq, salt or cas means nothing without an owner, as in other implementations.
    if (!arguments.find("k") && !arguments.find("sig")) return out;
    return read_mutable_put(arguments, std::move(out));
}

BodyOrWhy read_body(std::string_view method, const Value& arguments) {
    if (method == "ping") return Ping{};
    if (method == "announce_peer") return read_announce(arguments);
    if (method == "get_peers") return read_get_peers(arguments);
    if (method == "get") return read_get(arguments);
    if (method == "put") return read_put(arguments);
    if (method == "sample_infohashes") {
        const auto target = id_at<NodeId>(arguments, "target");
        if (!target) return bad(error_protocol, "invalid target");
        return SampleInfohashes{.target = *target, .want = read_want(arguments)};
    }
    // find_node, and every method we do not know that names a place: nodes near it always help the asker.
    auto target = id_at<NodeId>(arguments, "target");
    if (!target && method != "find_node") target = id_at<NodeId>(arguments, "info_hash");
    if (target) return FindNode{.target = *target, .want = read_want(arguments)};
    if (method == "find_node") return bad(error_protocol, "invalid target");
    return bad(error_unknown_method, "method unknown");
}

}  // namespace

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

namespace {

// --- writing ---------------------------------------------------------------------------------------------------------

void write_want(Writer& out, const Want& want) {
    if (!want.v4 && !want.v6) return;
    out.key("want").begin_list();
    if (want.v4) out.string("n4");
    if (want.v6) out.string("n6");
    out.end();
}

/// The arguments in the order of their keys, the sender's id among them.
struct WriteArguments {
    Writer& out;
    const NodeId& sender;

    Writer& id() const { return out.key("id").string(sender.view()); }
    void operator()(const Ping&) const { id(); }
    void operator()(const FindNode& query) const {
        id().key("target").string(query.target.view());
        write_want(out, query.want);
    }
    void operator()(const GetPeers& query) const {
        id().key("info_hash").string(query.key.view());
        if (query.no_seeds) out.key("noseed").integer(1);
        if (query.scrape) out.key("scrape").integer(1);
        write_want(out, query.want);
    }
    void operator()(const AnnouncePeer& query) const {
        id().key("implied_port").integer(query.implied_port ? 1 : 0);
        out.key("info_hash").string(query.key.view());
        out.key("port").integer(query.port);
        if (query.seed) out.key("seed").integer(1);
        out.key("token").string(BytesView{query.token});
    }
    void operator()(const Get& query) const {
        id();
        if (query.seq) out.key("seq").integer(*query.seq);
        out.key("target").string(query.target.view());
        write_want(out, query.want);
    }
    void operator()(const Put& query) const {
        const auto& [value, seal, salt] = query.item;
        if (seal && query.cas) out.key("cas").integer(*query.cas);
        id();
        if (seal) {
            out.key("k").string(BytesView{seal->key});
            if (!salt.empty()) out.key("salt").string(BytesView{salt});
            out.key("seq").integer(seal->seq).key("sig").string(BytesView{seal->signature});
        }
        out.key("token").string(BytesView{query.token}).key("v").encoded(value);
    }
    void operator()(const SampleInfohashes& query) const {
        id().key("target").string(query.target.view());
        write_want(out, query.want);
    }
};

std::string_view method_of(const Body& body) {
    struct Name {
        std::string_view operator()(const Ping&) const { return "ping"; }
        std::string_view operator()(const FindNode&) const { return "find_node"; }
        std::string_view operator()(const GetPeers&) const { return "get_peers"; }
        std::string_view operator()(const AnnouncePeer&) const { return "announce_peer"; }
        std::string_view operator()(const Get&) const { return "get"; }
        std::string_view operator()(const Put&) const { return "put"; }
        std::string_view operator()(const SampleInfohashes&) const { return "sample_infohashes"; }
    };
    return std::visit(Name{}, body);
}

}  // namespace

Bytes encode(const Query& query) {
    Writer out;
    out.begin_dictionary().key("a").begin_dictionary();
    std::visit(WriteArguments{out, query.sender}, query.body);
    out.end().key("q").string(method_of(query.body));
    if (query.read_only) out.key("ro").integer(1);
    write_tail(out, query.transaction, query.version, "q");
    return out.take();
}

}  // namespace shoal::dht::krpc
