#include "core/rpc_server.h"

#include <sys/resource.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/rpc_session.h"
#include "core/socket_path.h"

namespace shoal {

namespace {

constexpr std::string_view part = "control";

// Clients that are being told to go. Beyond it the oldest of them are closed: they had their time to read it.
constexpr std::size_t max_leaving = 64;

// How long requests are handed to the engine before sockets and timers have their turn.
constexpr Duration serve_at_once = 1ms;

/// Every client is a file descriptor; most of those are for peers and files.
std::size_t room_for_clients() {
    rlimit files{};
    if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return max_rpc_clients;
    return std::clamp<std::size_t>(files.rlim_cur / 4, 1, max_rpc_clients);
}

class Server final : public RpcServer {
public:
    Server(UvWorld& world, Engine& engine, Log& log) : world_{world}, engine_{engine}, log_{log} {
        counters_.max_clients = room_for_clients();
    }
    ~Server() override;
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    Result<> listen(const std::string& path) {
        SHOAL_CHECK(clear_socket_path(path));
        return listen_on(path);
    }

    Result<> listen_on(auto path_or_socket) {
        SHOAL_TRY(listener_,
                  world_.listen_local(std::move(path_or_socket), [this](auto stream) { accept(std::move(stream)); }));
        return {};
    }

    [[nodiscard]] RpcCounters counters() const override {
        auto out = counters_;
        out.clients = clients_.size();
        return out;
    }

private:
    using Number = std::uint64_t;  // of a client, in the order they came
    struct Waiting {
        std::uint64_t id = 0;
        Request request;
    };
    struct Place {  // in the line
        std::uint64_t round = 0;
        std::uint64_t arrival = 0;
        Number number = 0;
        friend auto operator<=>(const Place&, const Place&) = default;
    };
    struct Ask {
        std::uint64_t id = 0;  // the client's own number for it
        Engine::AskId ask = 0;
    };
    struct Client {
        std::unique_ptr<RpcSession> session;
        std::uint64_t used = 0;               // moment at which it last came, asked or was answered
        std::uint64_t next_round = 0;         // first in which it may have a turn again
        std::optional<Waiting> waiting{};     // for its turn
        std::map<std::uint64_t, Ask> asks{};  // that the engine has, in the order they came
        [[nodiscard]] bool is_idle() const { return !waiting && asks.empty(); }
    };
    using Clients = std::map<Number, Client>;

    void accept(std::unique_ptr<Stream> stream);
    [[nodiscard]] RpcSession::Events events_of(Number number);
    void ask(Number number, std::uint64_t id, Request request);
    void serve_soon();
    void serve();
    void dispatch(Number number, Waiting asked);
    void answered(Number number, std::uint64_t turn, Result<Reply> reply);
    void cancel(Number number, std::uint64_t id);
    void subscribe(Number number);
    void tell(const Event& event);
    void make_room();
    void look_at_memory();
    void end(Number number, const Error& why);
    void cancel_all(const Client& client);
    void use(Client& client) { client.used = ++moments_; }

    UvWorld& world_;
    Engine& engine_;
    Log& log_;
    RpcCounters counters_;
    Number next_ = 0;
    std::uint64_t moments_ = 0;
    std::uint64_t turns_ = 0;             // of asks
    std::unique_ptr<Listener> listener_;  // removes the socket file with itself, if that is ours
    Clients clients_;
    std::map<Number, std::unique_ptr<RpcSession>> leaving_;
    std::set<Place> line_;     // clients that have a request waiting, and some that are gone
    std::uint64_t round_ = 1;  // of turns
    std::unique_ptr<Timer> serving_;
    std::unique_ptr<Timer> memory_look_;
    std::unique_ptr<Subscription> subscription_;
    std::shared_ptr<void> alive_ = std::make_shared<char>();  // last: gone before anything else is
};

Server::~Server() {
    alive_.reset();
    for (const auto& [number, client] : clients_) cancel_all(client);
}

// --- coming ----------------------------------------------------------------------------------------------------------

void Server::accept(std::unique_ptr<Stream> stream) {
    const auto number = next_++;
    ++counters_.accepted;
    auto session = std::make_unique<RpcSession>(world_.world().timers, std::move(stream), events_of(number));
    auto& client =
        clients_.emplace(number, Client{.session = std::move(session), .next_round = round_ + 1}).first->second;
    use(client);
    client.session->start();
    if (clients_.size() > counters_.max_clients) make_room();
}

RpcSession::Events Server::events_of(Number number) {
    return {
        .on_request = [this, number](std::uint64_t id, Request request) { ask(number, id, std::move(request)); },
        .on_rejected = [this](std::string_view name,
                              Errc code) { ++counters_.requests[{.method = name, .code = to_string(code)}]; },
        .on_cancel = [this, number](std::uint64_t id) { cancel(number, id); },
        .on_subscribe = [this, number] { subscribe(number); },
        .on_heavy =
            [this] {
                if (memory_look_) return;
                auto& timers = world_.world().timers;
                memory_look_ = timers.at(timers.now(), [this] { look_at_memory(); });
            },
        .on_end = [this, number](const Error& why) { end(number, why); },
    };
}

// The newest is always let in, so that nobody locks the others out by holding connections: who gives way is who is
// missed least. It is one of the older half; who has just come may not have had the time to say hello and to ask.
void Server::make_room() {
    const auto worth = [](const Client& client) {
        if (!client.session->greeted()) return 0;
        if (!client.is_idle()) return 3;
        return client.session->subscribed() ? 2 : 1;
    };
    const auto rank = [&](Clients::iterator one) { return std::pair{worth(one->second), one->second.used}; };
    auto least = clients_.begin();
    auto one = least;
    for (auto left = (clients_.size() - 1) / 2; left > 0 && rank(least).first > 0; --left) {  // in the order they came
        if (rank(++one) < rank(least)) least = one;
    }
    log_.write_limited(LogLevel::warn, part, "too many clients; the one that was idle longest has to go");
    ++counters_.evicted;
    auto gone = clients_.extract(least);
    cancel_all(gone.mapped());
    auto& session = *leaving_.emplace(gone.key(), std::move(gone.mapped().session)).first->second;
    session.dismiss({Errc::limit, "the daemon has too many clients, and this one was idle longest"});
    if (leaving_.size() > max_leaving) leaving_.erase(leaving_.begin());  // perhaps this very one
}

// --- asking ----------------------------------------------------------------------------------------------------------

/// In every round a client has one turn. Who was not in the last one goes to the front: who asks rarely does not wait
/// for those who always ask. Who is new goes behind all who wait already, or a flood of new ones would keep them out.
void Server::ask(Number number, std::uint64_t id, Request request) {
    auto& client = clients_.at(number);
    use(client);
    const auto round = std::max(client.next_round, round_ - 1);
    client.next_round = round + 1;
    client.waiting = {.id = id, .request = std::move(request)};
    line_.insert({.round = round, .arrival = moments_, .number = number});
    serve_soon();
}

void Server::serve_soon() {
    if (serving_ || line_.empty()) return;
    auto& timers = world_.world().timers;
    serving_ = timers.at(timers.now(), [this] { serve(); });
}

void Server::serve() {
    auto& timers = world_.world().timers;
    const auto until = timers.now() + serve_at_once;
    while (!line_.empty() && timers.now() < until) {
        const auto place = line_.extract(line_.begin()).value();
        const auto client = clients_.find(place.number);
        if (client == clients_.end()) continue;
        round_ = std::max(round_, place.round);
        dispatch(place.number, *std::exchange(client->second.waiting, std::nullopt));
    }
    serving_.reset();
    serve_soon();
}

void Server::dispatch(Number number, Waiting asked) {
    const auto turn = turns_++;
    const auto method = request_name(asked.request);
    auto done = [this, alive = std::weak_ptr<void>{alive_}, number, turn, method](Result<Reply> reply) {
        if (alive.expired()) return;
        ++counters_.requests[{.method = method, .code = reply ? "ok" : to_string(reply.error().code)}];
        answered(number, turn, std::move(reply));
    };
    const auto ask = engine_.dispatch(std::move(asked.request), std::move(done));
    const auto client = clients_.find(number);  // an event of it may have been too much
    if (client == clients_.end()) return engine_.cancel(ask);
    client->second.asks[turn] = {.id = asked.id, .ask = ask};
    client->second.session->begun();
}

void Server::answered(Number number, std::uint64_t turn, Result<Reply> reply) {
    const auto found = clients_.find(number);
    if (found == clients_.end()) return;
    auto& client = found->second;
    use(client);
    const auto ask = client.asks.extract(turn);
    client.session->answer(ask.mapped().id, std::move(reply));
}

void Server::cancel(Number number, std::uint64_t id) {
    for (const auto& [turn, ask] : clients_.at(number).asks) {
        if (ask.id == id) engine_.cancel(ask.ask);
    }
}

/// Nobody will hear the answers: what only they need has to end.
void Server::cancel_all(const Client& client) {
    for (const auto& [turn, ask] : client.asks) engine_.cancel(ask.ask);
}

// --- telling ---------------------------------------------------------------------------------------------------------

void Server::subscribe(Number number) {
    use(clients_.at(number));
    if (!subscription_) subscription_ = engine_.subscribe([this](const Event& event) { tell(event); });
}

void Server::tell(const Event& event) {
    std::vector<Number> numbers;  // telling may end a client
    for (const auto& [number, client] : clients_) {
        if (client.session->subscribed()) numbers.push_back(number);
    }
    if (numbers.empty()) return;
    const Bytes frame = rpc_event_frame(event);
    for (const auto number : numbers) {
        const auto client = clients_.find(number);
        if (client != clients_.end()) client->second.session->tell(event, frame);
    }
}

// --- going -----------------------------------------------------------------------------------------------------------

void Server::look_at_memory() {
    memory_look_.reset();
    for (;;) {
        std::size_t held = 0;
        std::pair<std::size_t, Number> heaviest{};
        const auto weigh = [&](Number number, const RpcSession& session) {
            const auto bytes = session.held();
            held += bytes;
            heaviest = std::max(heaviest, {bytes, number});
        };
        for (const auto& [number, client] : clients_) weigh(number, *client.session);
        for (const auto& [number, session] : leaving_) weigh(number, *session);
        if (held <= max_rpc_held) return;
        end(heaviest.second, {Errc::limit, "it holds most of the memory that all clients may have together"});
    }
}

void Server::end(Number number, const Error& why) {
    const bool left = why.code == Errc::closed || why.code == Errc::network || why.code == Errc::refused;
    const auto client = clients_.find(number);
    if (!left && client != clients_.end()) {
        ++counters_.dropped;
        client->second.session->say_why(why);
        log_.write_limited(LogLevel::warn, part, "a client was dropped",
                           {{"code", std::string{to_string(why.code)}}, {"why", why.what}});
    }
    leaving_.erase(number);
    if (client == clients_.end()) return;
    cancel_all(client->second);
    clients_.erase(client);
}

}  // namespace

Result<std::unique_ptr<RpcServer>> RpcServer::start(UvWorld& world, Engine& engine, Log& log, const std::string& path) {
    auto server = std::make_unique<Server>(world, engine, log);
    SHOAL_CHECK(server->listen(path));
    return server;
}

Result<std::unique_ptr<RpcServer>> RpcServer::start(UvWorld& world, Engine& engine, Log& log, Descriptor listening) {
    auto server = std::make_unique<Server>(world, engine, log);
    SHOAL_CHECK(server->listen_on(std::move(listening)));
    return server;
}

}  // namespace shoal
