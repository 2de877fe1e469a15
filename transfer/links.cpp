#include "transfer/links.h"

#include <algorithm>

#include "transfer/limits.h"

namespace shoal::transfer {
namespace {

constexpr Duration sweep_every = 5s;
constexpr std::string_view agent = "shoal/0.1";

}  // namespace

Links::Links(World& world, Log& log, Host& host)
    : world_{world}, log_{log}, host_{host}, pair_{crypto::DhPair::generate(world.random)}, own_key_{
                                                                                                pair_.public_key()} {
    sweep_timer_ = world_.timers.at(world_.timers.now() + sweep_every, [this] { sweep(); });
}

Links::~Links() = default;

Result<Endpoint> Links::listen(const Endpoint& local) {
    SHOAL_TRY(auto listener,
              world_.streams.listen(local, [this](std::unique_ptr<Stream> stream) { accepted(std::move(stream)); }));
    const Endpoint bound = listener->local();
    listeners_.push_back(std::move(listener));
    local_.push_back(bound);
    return bound;
}

void Links::unlisten() {
    listeners_.pop_back();
    local_.pop_back();
}

/// The address we are reached at, if it is a particular one of the right family: then our links come from there too.
IpAddress Links::dial_from(const Endpoint& to) const {
    for (const auto& endpoint : local_) {
        if (endpoint.address.family == to.address.family) return endpoint.address;
    }
    return IpAddress{.family = to.address.family, .bytes = {}};
}

bool Links::is_dialling(const Endpoint& endpoint) const {
    return dialling_.contains(endpoint) ||
           std::ranges::any_of(dialled_, [&](const auto& entry) { return entry.second == endpoint; });
}

std::size_t Links::free_dials() const {
    // Half-open connections of others do not count: they must not keep us from dialling.
    const auto half_open = std::ranges::count_if(dialled_, [&](const auto& e) { return !ready_.contains(e.first); });
    const std::size_t all = ready_.size() + dialling_.size() + static_cast<std::size_t>(half_open);
    if (closing_ || dialling_.size() >= limits::dials || all >= limits::links) return 0;
    return std::min(limits::dials - dialling_.size(), limits::links - all);
}

Links::Dialled Links::dial(const Endpoint& to) {
    if (linked_to(to)) return Dialled::linked;
    if (is_dialling(to)) return Dialled::begun;
    if (bans_.has(world_.timers.now(), to.address)) return Dialled::refused;
    if (free_dials() == 0) return Dialled::busy;
    auto& entry = dialling_[to];
    entry.dial = world_.streams.dial(dial_from(to), to, limits::dial_within,
                                     [this, to](auto stream) { dialled(to, std::move(stream)); });
    return Dialled::begun;
}

std::optional<LinkId> Links::linked_to(const Endpoint& endpoint) const {
    const auto found = by_endpoint_.find(endpoint);
    return found == by_endpoint_.end() ? std::nullopt : std::optional{found->second};
}

void Links::dialled(const Endpoint& to, Result<std::unique_ptr<Stream>> stream) {
    const auto entry = dialling_.extract(to);  // lives until the end of this call, which comes from inside it
    if (stream) return add(std::move(*stream), crypto::Role::initiator, to);
    log_.write_limited(LogLevel::debug, "link", "could not connect",
                       {{"peer", to.str()}, {"why", std::move(stream).error().what}});
    host_.dial_failed(to, false);
}

void Links::accepted(std::unique_ptr<Stream> stream) {
    if (closing_ || bans_.has(world_.timers.now(), stream->remote().address)) return;
    make_room(stream->remote().address);
    add(std::move(stream), crypto::Role::responder, std::nullopt);
}

/// The oldest half-open connection that others began makes room, first of the newcomer's own network.
void Links::make_room(const IpAddress& newcomer) {
    std::size_t all = 0;
    std::size_t near = 0;
    Connection* oldest = nullptr;
    Connection* oldest_near = nullptr;
    for (const auto& [id, connection] : connections_) {  // ascending id: oldest first
        if (!connection->is_incoming() || connection->is_ending() || ready_.contains(id)) continue;
        ++all;
        if (oldest == nullptr) oldest = connection.get();
        if (!newcomer.is_global() || network_of(connection->remote().address) != network_of(newcomer)) continue;
        ++near;
        if (oldest_near == nullptr) oldest_near = connection.get();
    }
    const Error why{Errc::limit, "too many handshakes under way"};
    if (near >= limits::half_open_per_network) return oldest_near->end(false, why);
    if (all >= limits::half_open) return oldest->end(false, why);
}

std::size_t Links::ready_near() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(ready_, [](const auto& entry) { return entry.second.info.remote.address.is_private(); }));
}

/// For one more ready link that others began. False: its own network has as many as any other, and no more are let in.
bool Links::find_place(const IpAddress& newcomer) {
    std::map<IpAddress, std::vector<LinkId>> networks;  // oldest first
    std::size_t all = 0;
    for (const auto& [id, ready] : ready_) {
        if (!ready.info.incoming) continue;
        networks[network_of(ready.info.remote.address)].push_back(id);
        ++all;
    }
    if (all < limits::links_incoming && ready_.size() < limits::links) return true;
    if (networks.empty()) return false;  // all are such as we wanted
    for (const auto& [id, ready] : ready_) {
        if (!ready.info.incoming || ready.useful) continue;
        end(id);
        return true;
    }
    const auto most = std::ranges::max_element(networks, {}, [](const auto& entry) { return entry.second.size(); });
    const auto own = networks.find(network_of(newcomer));
    if (own != networks.end() && own->second.size() >= most->second.size()) return false;
    end(most->second.back());
    return true;
}

void Links::add(std::unique_ptr<Stream> stream, crypto::Role role, std::optional<Endpoint> dialled) {
    const LinkId id{next_id_++};
    wire::Hello hello{.agent = std::string{agent}, .port = local_.empty() ? std::uint16_t{0} : local_.front().port};
    Connection::Owner& owner = *this;
    auto connection = std::make_unique<Connection>(world_, owner, Connection::Origin{id, role, world_.timers.now()},
                                                   pair_, std::move(hello), std::move(stream));
    auto& added = *connection;
    connections_[id] = std::move(connection);
    if (dialled) dialled_[id] = *dialled;
    added.start();
}

Connection* Links::find(LinkId link) const {
    const auto found = connections_.find(link);
    return found == connections_.end() ? nullptr : found->second.get();
}

void Links::on_message(Connection& connection, wire::Message& message) {
    if (!ready_.contains(connection.id())) {
        // Link guarantees that the first message is a hello.
        return became_ready(connection, std::get<wire::Hello>(message));
    }
    if (std::holds_alternative<wire::Hello>(message)) return;
    if (const auto* bye = std::get_if<wire::Bye>(&message); bye != nullptr && !bye->handle) {
        return connection.end(false, Error{Errc::closed, "the other side said bye"});
    }
    host_.link_message(connection.id(), message);
}

/// Of two links between the same nodes the one whose initiator has the smaller key stays; of two with the same
/// initiator the newer one, since the older may be dead without our knowing.
bool Links::keeps(const Connection& newcomer, const Connection& older) const {
    if (newcomer.is_incoming() == older.is_incoming()) return true;
    const LinkKey theirs = newcomer.link().remote_key();
    const LinkKey& initiator = newcomer.is_incoming() ? theirs : own_key_;
    const LinkKey& other = newcomer.is_incoming() ? own_key_ : theirs;
    return initiator < other;
}

void Links::became_ready(Connection& connection, const wire::Hello& hello) {
    const LinkKey key = connection.link().remote_key();
    const Instant now = world_.timers.now();
    if (key == own_key_) {
        if (const auto dialled = dialled_.extract(connection.id())) host_.dial_failed(dialled.mapped(), true);
        return connection.end(false, Error{Errc::refused, "that is ourselves"});
    }
    if (bans_.has(now, key)) return connection.end(false, Error{Errc::refused, "it is banned"});
    if (const auto same = by_key_.find(key); same != by_key_.end()) {
        auto& older = *connections_.at(same->second);
        if (!keeps(connection, older)) {
            // Found after all: whoever dialled asks linked_to() and finds the link that stays.
            if (const auto dialled = dialled_.extract(connection.id())) by_endpoint_[dialled.mapped()] = older.id();
            const LinkId stays = older.id();
            connection.end(true, Error{Errc::refused, "another link to it stays"});
            return host_.link_ready(stays);
        }
        older.end(true, Error{Errc::closed, "another link to it stays"});
    }
    if (connection.is_incoming() && !find_place(connection.remote().address)) {
        return connection.end(true, Error{Errc::refused, "too many links from its network"});
    }
    ++counters_.handshakes_good;
    if (connection.is_incoming()) {
        ++(connection.remote().address.is_private() ? counters_.incoming_near : counters_.incoming_far);
    }
    Ready ready{.info = {.remote = connection.remote(),
                         .listens_at = std::nullopt,
                         .incoming = connection.is_incoming(),
                         .role = connection.link().role(),
                         .handshake_hash = connection.link().handshake_hash(),
                         .key = key},
                .useful = false,
                .idle_since = now};
    if (hello.port != 0) ready.info.listens_at = Endpoint{connection.remote().address, hello.port};
    if (const auto dialled = dialled_.find(connection.id()); dialled != dialled_.end()) {
        ready.info.listens_at = dialled->second;
        by_endpoint_[dialled->second] = connection.id();
    }
    if (ready.info.listens_at) by_endpoint_[*ready.info.listens_at] = connection.id();
    by_key_[key] = connection.id();
    ready_[connection.id()] = std::move(ready);
    host_.link_ready(connection.id());
}

void Links::on_drained(Connection& connection) {
    if (ready_.contains(connection.id())) host_.link_drained(connection.id());
}

void Links::on_output(Connection& connection) {
    dirty_.insert(connection.id());
    host_.flush_soon();
}

void Links::flush() {
    const auto dirty = std::exchange(dirty_, {});
    for (const auto id : dirty) {
        if (auto* connection = find(id)) connection->flush();
    }
}

void Links::on_gone(Connection& connection, const Error& why) {
    const LinkId id = connection.id();
    const bool was_ready = ready_.contains(id);
    const bool at_fault = why.code == Errc::unverified || why.code == Errc::malformed || why.code == Errc::truncated ||
                          why.code == Errc::limit || why.code == Errc::mismatch;
    if (was_ready && at_fault) ++counters_.records_refused;
    if (!was_ready && why.code != Errc::refused) ++counters_.handshakes_bad;
    log_.write_limited(was_ready && at_fault ? LogLevel::warn : LogLevel::debug, "link", "a link ended",
                       {{"peer", connection.remote().str()}, {"why", why.what}});
    const auto info = bury(id);
    const auto dialled = dialled_.extract(id);
    if (info) {
        host_.link_gone(id, *info);
    } else if (dialled) {
        host_.dial_failed(dialled.mapped(), false);
    }
    if (closing_) check_closed();
}

void Links::check_closed() {
    if (!connections_.empty() || !closed_) return;
    sweep_timer_ = world_.timers.at(world_.timers.now(), [this] { std::exchange(closed_, {})(); });
}

/// Takes it out of every index, and gives what was known of it if it was ready; it is destroyed on a later turn, as
/// we may be inside one of its calls.
std::optional<Links::Info> Links::bury(LinkId link) {
    std::optional<Info> info;
    const auto found = connections_.find(link);
    if (found == connections_.end()) return info;
    if (const auto ready = ready_.find(link); ready != ready_.end()) {
        const auto by_key = by_key_.find(ready->second.info.key);
        if (by_key != by_key_.end() && by_key->second == link) by_key_.erase(by_key);
        std::erase_if(by_endpoint_, [&](const auto& entry) { return entry.second == link; });
        info = std::move(ready->second.info);
        ready_.erase(ready);
        departed_.emplace(link, Departed{.key = info->key, .remote = info->remote});
        if (departed_.size() > limits::departed_links) departed_.erase(departed_.begin());
    }
    dirty_.erase(link);
    dead_.push_back(std::move(found->second));
    connections_.erase(found);
    if (!burial_) {
        burial_ = world_.timers.at(world_.timers.now(), [this] {
            dead_.clear();
            burial_.reset();
        });
    }
    return info;
}

void Links::send(LinkId link, const wire::Message& message) {
    if (auto* connection = find(link)) connection->send(message);
}

void Links::send_data(LinkId link, const wire::Data& data) {
    if (auto* connection = find(link)) connection->send_data(data);
}

std::size_t Links::queued(LinkId link) const {
    const auto* connection = find(link);
    return connection == nullptr ? 0 : connection->queued();
}

const Links::Info* Links::info(LinkId link) const {
    const auto found = ready_.find(link);
    return found == ready_.end() ? nullptr : &found->second.info;
}

void Links::punish(LinkId link, const Error& why, bool will_ban) {
    auto* connection = find(link);
    if (connection == nullptr) {
        // What it sent was still being checked when it left.
        const auto departed = departed_.find(link);
        if (will_ban && departed != departed_.end()) ban(departed->second.key, departed->second.remote, why);
        return;
    }
    if (will_ban && connection->link().is_established()) {
        ban(connection->link().remote_key(), connection->remote(), why);
    }
    connection->end(false, why);
}

void Links::ban(const LinkKey& key, const Endpoint& remote, const Error& why) {
    bans_.add(world_.timers.now(), key, remote.address);
    host_.banned(remote, why);
}

void Links::end(LinkId link) {
    if (auto* connection = find(link)) connection->end(true, Error{Errc::closed, "we ended it"});
}

void Links::set_useful(LinkId link, bool useful) {
    const auto found = ready_.find(link);
    if (found == ready_.end()) return;
    if (found->second.useful && !useful) found->second.idle_since = world_.timers.now();
    found->second.useful = useful;
}

void Links::sweep() {
    const Instant now = world_.timers.now();
    std::vector<LinkId> idle;
    for (const auto& [id, ready] : ready_) {
        if (!ready.useful && now >= ready.idle_since + limits::shareless_within) idle.push_back(id);
    }
    for (const auto id : idle) end(id);
    sweep_timer_ = world_.timers.at(now + sweep_every, [this] { sweep(); });
}

void Links::close(Task done) {
    closing_ = true;
    closed_ = std::move(done);
    listeners_.clear();
    dialling_.clear();
    std::vector<Connection*> all;
    for (const auto& [id, connection] : connections_) all.push_back(connection.get());
    for (auto* connection : all) connection->end(true, Error{Errc::closed, "we are stopping"});
    check_closed();
}

}  // namespace shoal::transfer
