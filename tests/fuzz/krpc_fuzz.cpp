// KRPC: what is read can be written, and reads the same again; limits of every list and text hold.

#include "dht/bencode.h"
#include "dht/krpc.h"
#include "tests/fuzz/errors.h"

namespace {

using namespace shoal;
using namespace shoal::dht;

struct Check {
    void operator()(const krpc::BadQuery& bad) const {
        FUZZ_CHECK(bad.transaction.size() <= krpc::max_transaction);
        FUZZ_CHECK(!bad.text.empty());
        // It is answered with an error, which must be readable.
        const krpc::ErrorReply reply{.transaction = bad.transaction, .code = bad.code, .text = bad.text};
        comes_back(reply);
    }
    void operator()(const krpc::Query& query) const {
        FUZZ_CHECK(query.transaction.size() <= krpc::max_transaction);
        if (const auto* announce = std::get_if<krpc::AnnouncePeer>(&query.body)) {
            FUZZ_CHECK(announce->token.size() <= krpc::max_token);
            FUZZ_CHECK(announce->port != 0 || announce->implied_port);
        }
        if (const auto* put = std::get_if<krpc::Put>(&query.body)) {
            FUZZ_CHECK(put->token.size() <= krpc::max_token);
            check_value(put->item.value);
            FUZZ_CHECK(put->item.salt.size() <= max_salt);
            FUZZ_CHECK(put->item.seal ? put->item.seal->seq >= 0 : put->item.salt.empty() && !put->cas);
            (void)is_genuine(put->item);
        }
        comes_back(query);
    }
    void operator()(const krpc::Reply& reply) const {
        FUZZ_CHECK(reply.transaction.size() <= krpc::max_transaction);
        FUZZ_CHECK(reply.nodes.size() <= krpc::max_nodes_read && reply.nodes6.size() <= krpc::max_nodes_read);
        FUZZ_CHECK(reply.values.size() <= krpc::max_values_read);
        FUZZ_CHECK(!reply.token || reply.token->size() <= krpc::max_token);
        if (reply.value) check_value(*reply.value);
        FUZZ_CHECK(!reply.samples || reply.samples->keys.size() <= krpc::max_samples_read);
        for (const auto& node : reply.nodes) FUZZ_CHECK(node.endpoint.address.family == Family::v4);
        for (const auto& node : reply.nodes6) FUZZ_CHECK(node.endpoint.address.family == Family::v6);
        comes_back(reply);
    }
    void operator()(const krpc::ErrorReply& error) const {
        FUZZ_CHECK(error.text.size() <= 256);
        comes_back(error);
    }

    /// One whole bencoded value, of the size that others take.
    static void check_value(BytesView value) {
        FUZZ_CHECK(value.size() <= max_item_value);
        FUZZ_CHECK(bencode::Document::parse(value).has_value());
    }

    template <class T>
    static void comes_back(const T& message) {
        const Bytes written = krpc::encode(message);
        if (written.size() > krpc::max_datagram) return;  // we say what others left out
        const auto again = krpc::parse(written);
        FUZZ_CHECK(again.has_value());
        const T* same = std::get_if<T>(&*again);
        FUZZ_CHECK(same != nullptr && *same == message);
        FUZZ_CHECK(krpc::encode(*same) == written);
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto message = krpc::parse(fuzz::view(data, size));
    if (!message) {
        fuzz::check_error(message.error(), {Errc::malformed, Errc::truncated, Errc::limit});
        return 0;
    }
    FUZZ_CHECK(size <= krpc::max_datagram);
    std::visit(Check{}, *message);
    return 0;
}
