#include "dht/krpc.h"

#include "dht/krpc_fields.h"

namespace shoal::dht::krpc {

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

}  // namespace shoal::dht::krpc
