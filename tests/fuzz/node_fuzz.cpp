// A DHT node among strangers who send anything from anywhere, answers to its own questions included. Whatever comes,
// what it sends can be read, is small, goes where it may go, and is no lever for floods; its tables keep their limits;
// every search ends once, and so does the whole when nobody says anything any more.

#include <deque>
#include <map>
#include <set>

#include "dht/bencode.h"
#include "dht/node.h"
#include "tests/fuzz/errors.h"
#include "tests/transfer/seeded_random.h"

namespace {

using namespace shoal;
using namespace shoal::dht;

const Endpoint v4_local{IpAddress::v4(203, 0, 112, 1), 4747};

Endpoint v6(std::uint8_t network, std::uint8_t host, std::uint16_t port) {
    std::array<Byte, 16> bytes{Byte{0x26}, Byte{0x07}, Byte{0}, Byte{network}};
    bytes[15] = Byte{host};
    return {*IpAddress::from_bytes(bytes), port};
}

class Strangers {
public:
    explicit Strangers(fuzz::Input& in) : in_{in}, family_{in.flag() ? Family::v6 : Family::v4} {
        const bool private_network = in.flag();
        const Endpoint local = family_ == Family::v6 ? v6(1, 1, 4747) : private_network ? at(3) : v4_local;
        NodeOptions options{.local = local, .bootstrap = {at(0), at(1)}};
        node_ = std::make_unique<Node>(std::move(options), random_, log_, now_);
        node_->start(now_);
        drain();
    }

    void run() {
        while (!in_.is_empty()) {
            step();
            check_limits();
        }
        end();
    }

private:
    struct Asked {
        Endpoint to;
        Bytes transaction;
    };

    /// A few endpoints that come again and again: local, private and global ones, of one and of other networks.
    [[nodiscard]] Endpoint at(std::uint8_t which) const {
        const auto port = static_cast<std::uint16_t>(which == 255 ? 0 : 6000 + which / 16);  // one that nobody can have
        if (family_ == Family::v6) return v6(which % 4, which, port);
        switch (which % 4) {
        case 0:
            return {IpAddress::v4(8, 8, which, 8), port};
        case 1:
            return {IpAddress::v4(8, 8, 8, which), port};
        case 2:
            return {IpAddress::v4(10, 0, 0, which), port};
        default:
            return {IpAddress::v4(127, 0, 0, 1), static_cast<std::uint16_t>(port + which)};
        }
    }

    void step() {
        switch (in_.below(8)) {
        case 0:
            return receive(at(in_.u8()), in_.run());
        case 1:
            return query();
        case 2:
        case 3:
            return answer();
        case 4:
            now_ += Duration{in_.u16() * (in_.flag() ? 100 : 1)};
            return tick();
        case 5:
            return search();
        case 6:
            if (!searches_.empty()) cancel(*std::next(searches_.begin(), in_.u8() % std::ssize(searches_)));
            return;
        default:
            if (const auto due = node_->deadline()) now_ = std::max(now_, *due);
            return tick();
        }
    }

    void tick() {
        node_->tick(now_);
        drain();
        // Else the driver would turn in place for ever.
        const auto due = node_->deadline();
        FUZZ_CHECK(due && *due > now_);
    }

    void receive(const Endpoint& from, BytesView datagram) {
        node_->receive(from, datagram, now_);
        const auto message = krpc::parse(datagram);
        const bool is_query = message && (std::holds_alternative<krpc::Query>(*message) ||
                                          std::holds_alternative<krpc::BadQuery>(*message));
        drain(is_query ? &from : nullptr, datagram.size());
    }

    NodeId some_id() {
        NodeId id = node_->id();
        id.bytes[in_.below(20)] ^= Byte{in_.u8()};
        id.bytes[19] ^= Byte{in_.u8()};
        return id;
    }
    InfoHash some_key() { return {.bytes = {Byte{in_.u8()}}}; }

    void query() {
        krpc::Body body;
        const std::size_t kind = in_.below(5);
        if (kind == 1) body = krpc::FindNode{.target = some_id(), .want = {.v4 = in_.flag(), .v6 = in_.flag()}};
        if (kind == 2) body = krpc::GetPeers{.key = some_key(), .no_seeds = in_.flag()};
        const Endpoint from = at(in_.u8());
        if (kind == 3) {
            const auto token = tokens_.find(from);
            if (token == tokens_.end()) return;
            krpc::AnnouncePeer announce{.key = token->second.first, .port = in_.u16(), .token = token->second.second};
            announce.implied_port = announce.port == 0;
            body = std::move(announce);
        }
        if (kind == 4) {
            auto other = stranger_body(from);
            if (!other) return;
            body = std::move(*other);
        }
        krpc::Query query{.transaction = fuzz::copy(in_.bytes(in_.below(40))), .sender = some_id(), .body = body};
        query.read_only = in_.below(4) == 0;
        if (kind == 2) asked_for_[from] = std::get<krpc::GetPeers>(body).key;
        if (const auto* get = std::get_if<krpc::Get>(&body)) asked_for_[from] = get->target;
        receive(from, krpc::encode(query));
    }

    /// One of a few; some are so large that they do not fit into a small reply.
    Item some_item() {
        const std::uint8_t which = in_.u8();
        bencode::Writer value;
        value.string(std::string((which % 4U) * 332, 'x'));
        Item item{.value = value.take()};
        if ((which & 4U) == 0) return item;
        return sign_item(owner_, {}, which / 8 % 4, std::move(item.value));
    }

    /// Items, put where a get was answered with a token; filters; samples.
    std::optional<krpc::Body> stranger_body(const Endpoint& from) {
        const std::size_t kind = in_.below(4);
        if (kind == 0) return krpc::SampleInfohashes{.target = some_id()};
        if (kind == 1) return krpc::GetPeers{.key = some_key(), .scrape = true};
        Item item = some_item();
        if (kind == 2) return krpc::Get{.target = target_of(item)};
        const auto token = tokens_.find(from);
        if (token == tokens_.end()) return std::nullopt;
        return krpc::Put{.item = std::move(item), .token = token->second.second};
    }

    /// To one of the questions that the node sent, truthfully or not.
    void answer() {
        const std::size_t which = in_.u8();
        const bool is_error = in_.below(16) == 0;
        const bool is_honest = in_.flag();
        krpc::Reply reply;
        for (std::size_t i = in_.below(12); i > 0; --i) {
            const Endpoint where = at(in_.u8());
            const NodeId id = in_.flag() ? known_id(where) : some_id();
            (family_ == Family::v4 ? reply.nodes : reply.nodes6).push_back({id, where});
        }
        for (std::size_t i = in_.below(6); i > 0; --i) reply.values.push_back(at(in_.u8()));
        if (in_.flag()) reply.token = fuzz::copy(in_.bytes(in_.below(70)));
        const std::uint8_t extra = in_.u8();
        if ((extra & 1U) != 0) reply.seen_as = at(in_.u8());
        if ((extra & 2U) != 0) add_item(reply);
        if (questions_.empty()) return;
        const auto place = questions_.begin() + static_cast<std::ptrdiff_t>(which % questions_.size());
        const Asked asked = *place;
        questions_.erase(place);
        if (is_error) {
            return receive(asked.to, krpc::encode(krpc::ErrorReply{.transaction = asked.transaction, .text = "no"}));
        }
        reply.transaction = asked.transaction;
        reply.sender = is_honest ? known_id(asked.to) : some_id();
        answered_.insert(asked.to);
        receive(asked.to, krpc::encode(reply));
    }

    void add_item(krpc::Reply& reply) {
        const Item item = some_item();
        reply.value = item.value;
        if (!item.seal) return;
        reply.seq = item.seal->seq + (in_.below(4) == 3 ? 1 : 0);  // a lie
        reply.key = item.seal->key;
        reply.signature = item.seal->signature;
    }

    /// The id of an honest node there: the same each time, and one that BEP 42 grants it.
    [[nodiscard]] static NodeId known_id(const Endpoint& endpoint) {
        std::uint64_t seed = endpoint.port;
        for (const auto byte : endpoint.address.bytes) seed = seed * 257 + std::to_integer<std::uint64_t>(byte);
        test::SeededRandom random{seed};
        return id_for_address(endpoint.address, random);
    }

    void search() {
        const auto key = some_key();
        const std::uint8_t kind = in_.u8();
        SearchId id = 0;
        if ((kind & 1U) != 0) {
            id = node_->announce(key, in_.u16(), now_);
        } else if ((kind & 2U) != 0) {
            const auto name = ItemName::of(some_item());
            id = node_->get_item(name, now_);
            wanted_[id] = name.target;
        } else if ((kind & 4U) != 0) {
            id = node_->put_item(some_item(), std::nullopt, now_);
        } else {
            id = node_->find_peers(key, now_);
        }
        FUZZ_CHECK(searches_.insert(id).second);
        drain();
    }
    void cancel(SearchId id) {
        node_->cancel(id);
        searches_.erase(id);
        found_.erase(id);
        wanted_.erase(id);
        drain();
    }

    /// Looks at all that the node wants to send and to tell. `asker`: whose query it was given just now.
    void drain(const Endpoint* asker = nullptr, std::size_t query_size = 0) {
        std::size_t replies = 0;
        for (const auto& datagram : node_->take_datagrams()) {
            FUZZ_CHECK(datagram.to.is_dialable() && datagram.to.address.family == family_);
            const auto message = krpc::parse(datagram.bytes);
            FUZZ_CHECK(message.has_value());
            if (const auto* query = std::get_if<krpc::Query>(&*message)) {
                const bool is_put = std::holds_alternative<krpc::Put>(query->body);
                FUZZ_CHECK(datagram.bytes.size() <= (is_put ? 1472 : max_reply));  // what Ethernet carries whole
                FUZZ_CHECK(query->sender == node_->id());
                questions_.push_back({datagram.to, query->transaction});
                continue;
            }
            ++replies;
            FUZZ_CHECK(asker != nullptr && datagram.to == *asker);
            check_reply(datagram, *message, query_size);
        }
        FUZZ_CHECK(replies <= (asker == nullptr ? 0 : 1));
        for (const auto& event : node_->take_events()) note(event);
        FUZZ_CHECK(questions_.size() < 100'000);
    }

    void check_reply(const Datagram& datagram, const krpc::Message& message, std::size_t query_size) {
        const std::size_t header = header_size(family_);
        const std::size_t size = datagram.bytes.size();
        const bool proven = node_->table().find(datagram.to) != nullptr;
        const auto* reply = std::get_if<krpc::Reply>(&message);
        if (reply != nullptr && (reply->value || reply->filters)) {
            FUZZ_CHECK(size <= max_large_reply);
        } else {
            FUZZ_CHECK(size <= max_reply);
            FUZZ_CHECK(proven || size + header <= 3 * (query_size + header));
        }
        if (reply == nullptr || !reply->token) return;
        tokens_[datagram.to] = {asked_for_[datagram.to], *reply->token};
        FUZZ_CHECK(reply->values.size() <= max_values);
    }

    void note(const NodeEvent& event) {
        if (const auto* peer = std::get_if<PeerFound>(&event)) {
            FUZZ_CHECK(searches_.contains(peer->search) && peer->peer.is_dialable());
            FUZZ_CHECK(found_[peer->search].insert(peer->peer).second);
        } else if (const auto* item = std::get_if<ItemFound>(&event)) {
            const auto wanted = wanted_.extract(item->search);  // so at most once
            FUZZ_CHECK(searches_.contains(item->search) && wanted);
            FUZZ_CHECK(is_genuine(item->item) && target_of(item->item) == wanted.mapped());
        } else if (const auto* ended = std::get_if<SearchEnded>(&event)) {
            wanted_.erase(ended->search);
            FUZZ_CHECK(searches_.erase(ended->search) == 1);
            FUZZ_CHECK(ended->result.peers == found_[ended->search].size());
            FUZZ_CHECK(ended->result.queries <= max_lookup_queries + lookup_breadth);
            found_.erase(ended->search);
        } else {
            FUZZ_CHECK(!std::exchange(connected_, true));
        }
    }

    void check_limits() const {
        FUZZ_CHECK(node_->transactions().size() <= max_transactions);
        FUZZ_CHECK(node_->store().keys() <= max_store_keys && node_->store().peers() <= max_store_peers);
        FUZZ_CHECK(node_->items().size() <= max_stored_items);
        FUZZ_CHECK(node_->guard().sources() <= FloodLimits{}.max_sources);
        // Nobody is in the table who never answered.
        for (const auto& contact : node_->table().closest(node_->id(), 1000, now_, false)) {
            FUZZ_CHECK(answered_.contains(contact.endpoint));
            FUZZ_CHECK(contact.endpoint.address.family == family_ && contact.id != node_->id());
        }
    }

    /// Nobody answers any more: every search must end by itself.
    void end() {
        const Instant limit = now_ + std::chrono::minutes{10};
        std::size_t ticks = 0;
        while (!searches_.empty() && now_ < limit) {
            const auto due = node_->deadline();
            FUZZ_CHECK(due.has_value() && ++ticks < 100'000);
            now_ = std::max(now_, *due);
            tick();
        }
        FUZZ_CHECK(searches_.empty());
    }

    fuzz::Input& in_;
    Family family_;
    Instant now_ = Instant{} + std::chrono::hours{24};
    test::SeededRandom random_{7};
    Log log_{LogLevel::debug, LogFormat::text, [] { return WallTime{}; },
             [](std::string_view line) { FUZZ_CHECK(printable(line) == line); }};
    crypto::SigningPair owner_ = crypto::SigningPair::generate(random_);
    std::unique_ptr<Node> node_;
    std::deque<Asked> questions_;
    std::set<Endpoint> answered_;
    std::set<SearchId> searches_;
    std::map<SearchId, std::set<Endpoint>> found_;
    std::map<SearchId, InfoHash> wanted_;
    std::map<Endpoint, InfoHash> asked_for_;
    std::map<Endpoint, std::pair<InfoHash, Bytes>> tokens_;
    bool connected_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::Input in{fuzz::view(data, size)};
    Strangers{in}.run();
    return 0;
}
