#include "core/rpc_server.h"

#include <map>
#include <utility>
#include <vector>

#include "core/rpc_session.h"
#include "core/socket_path.h"

namespace shoal {

namespace {

constexpr std::string_view part = "control";

// Clients that are being told that there is no room. More are closed without a word.
constexpr std::size_t max_refused = 64;

class Server final : public RpcServer {
public:
    Server(UvWorld& world, Engine& engine, Log& log) : world_{world}, engine_{engine}, log_{log} {}

    Result<> listen(const std::string& path) {
        SHOAL_CHECK(clear_socket_path(path));
        return listen_on(path);
    }

    Result<> listen_on(auto path_or_socket) {
        SHOAL_TRY(listener_, world_.listen_local(std::move(path_or_socket),
                                                 [this](auto stream) { accept(std::move(stream)); }));
        return {};
    }

private:
    using Sessions = std::map<std::uint64_t, std::unique_ptr<RpcSession>>;

    void accept(std::unique_ptr<Stream> stream) {
        const auto number = next_++;
        auto session = std::make_unique<RpcSession>(
            world_.world().timers, std::move(stream),
            RpcSession::Events{
                .on_request = [this, number](std::uint64_t id,
                                             Request request) { ask(number, id, std::move(request)); },
                .on_subscribe = [this] { subscribe(); },
                .on_end = [this, number](const Error& why) { end(number, why); },
            });
        if (clients_.size() < max_rpc_clients) {
            clients_.emplace(number, std::move(session)).first->second->start();
            return;
        }
        log_.write_limited(LogLevel::warn, part, "too many clients; the newest is closed");
        if (refused_.size() >= max_refused) return;
        refused_.emplace(number, std::move(session))
            .first->second->refuse({Errc::limit, "the daemon has too many clients; close one of them"});
    }

    void ask(std::uint64_t number, std::uint64_t id, Request request) {
        engine_.dispatch(std::move(request),
                         [this, alive = std::weak_ptr<void>{alive_}, number, id](Result<Reply> reply) {
                             if (alive.expired()) return;
                             const auto client = clients_.find(number);
                             if (client != clients_.end()) client->second->answer(id, std::move(reply));
                         });
    }

    void subscribe() {
        if (!subscription_) subscription_ = engine_.subscribe([this](const Event& event) { tell(event); });
    }

    void tell(const Event& event) {
        std::vector<std::uint64_t> numbers;  // telling may end a client
        for (const auto& [number, client] : clients_) {
            if (client->subscribed()) numbers.push_back(number);
        }
        if (numbers.empty()) return;
        const Bytes frame = rpc_event_frame(event);
        for (const auto number : numbers) {
            if (const auto client = clients_.find(number); client != clients_.end()) client->second->tell(event, frame);
        }
    }

    void end(std::uint64_t number, const Error& why) {
        const bool left = why.code == Errc::closed || why.code == Errc::network || why.code == Errc::refused;
        if (!left) {
            log_.write_limited(LogLevel::warn, part, "a client was dropped",
                               {{"code", std::string{to_string(why.code)}}, {"why", why.what}});
        }
        clients_.erase(number);
        refused_.erase(number);
    }

    UvWorld& world_;
    Engine& engine_;
    Log& log_;
    std::uint64_t next_ = 0;
    std::unique_ptr<Listener> listener_;  // removes the socket file with itself
    Sessions clients_;
    Sessions refused_;
    std::unique_ptr<Subscription> subscription_;
    std::shared_ptr<void> alive_ = std::make_shared<char>();  // last: gone before anything else is
};

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
