#include "cli/http_port.h"

#include <microhttpd.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <map>

#include "cli/http_socket.h"
#include "core/uv_address.h"

namespace shoal::cli {
namespace {

constexpr std::size_t stream_block = 64 * 1024;  // bytes that go to the system in one call
constexpr int max_accepts_per_turn = 32;         // so that a flood of connections does not starve the others
constexpr Duration accept_pause = 100ms;         // when descriptors or memory ran out; the backlog holds who comes
constexpr Duration watch_beat = 1s;              // how often deadlines and askers who wait are looked at

class MicroPort;

/// One request and its answer, until both are through.
struct Exchange {
    MicroPort* port = nullptr;
    MHD_Connection* connection = nullptr;
    std::string target;
    bool is_asked = false;      // the handler has it
    bool is_suspended = false;  // waits for an answer or for bytes of its body
    bool is_gone = false;
    std::optional<HttpAnswer> answer;
    std::unique_ptr<HttpBody> body;
};

struct Connection {
    int socket = -1;
    Instant since;           // when it began to owe us a request
    bool is_proven = false;  // its last request was allowed
    std::shared_ptr<Exchange> exchange;
};

class Way final : public HttpReply {
public:
    explicit Way(std::weak_ptr<Exchange> exchange) : exchange_{std::move(exchange)} {}

    void send(HttpAnswer answer) override;
    [[nodiscard]] bool is_gone() const override {
        const auto exchange = exchange_.lock();
        return !exchange || exchange->is_gone;
    }

private:
    std::weak_ptr<Exchange> exchange_;
};

struct StopDaemon {
    void operator()(MHD_Daemon* daemon) const { MHD_stop_daemon(daemon); }
};

MHD_Result keep_field(void* fields, MHD_ValueKind, const char* key, const char* value) {
    static_cast<HttpFields*>(fields)->emplace_back(key == nullptr ? "" : key, value == nullptr ? "" : value);
    return MHD_YES;
}

class MicroPort final : public HttpPort {
public:
    MicroPort(UvWorld& world, Descriptor listening, Endpoint local, Handler handler)
        : world_{world}, timers_{world.world().timers}, handler_{std::move(handler)},
          listening_{std::move(listening)}, local_{local} {}

    ~MicroPort() override {
        // The library must not be stopped while somebody waits.
        for (auto& [connection, state] : connections_) {
            if (!state.exchange) continue;
            state.exchange->is_gone = true;
            wake(*state.exchange);
        }
        set_watch_.reset();
        daemon_.reset();
    }

    Result<> begin() {
        const auto limit = static_cast<unsigned>(max_http_connections + 1);
        const auto stall = static_cast<unsigned>(max_http_stall_time.count());
        daemon_.reset(MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_NO_LISTEN_SOCKET, 0, nullptr,
                                       nullptr, &on_request, this, MHD_OPTION_CONNECTION_LIMIT, limit,
                                       MHD_OPTION_CONNECTION_TIMEOUT, stall, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                                       max_http_head, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK,
                                       &on_target, this, MHD_OPTION_UNESCAPE_CALLBACK, &leave_escaped, nullptr,
                                       MHD_OPTION_NOTIFY_CONNECTION, &on_connection, this, MHD_OPTION_NOTIFY_COMPLETED,
                                       &on_completed, this, MHD_OPTION_END));
        if (!daemon_) return fail(Errc::unsupported, "libmicrohttpd does not start");
        const auto* info = MHD_get_daemon_info(daemon_.get(), MHD_DAEMON_INFO_EPOLL_FD);
        SHOAL_REQUIRE(info != nullptr);
        SHOAL_TRY(set_watch_, world_.watch(info->listen_fd, {.to_read = true}, [this](Readiness) { run(); }));
        return listen();
    }

    [[nodiscard]] Endpoint local() const override { return local_; }
    [[nodiscard]] const HttpCounters& counters() const override { return counters_; }

    /// There is an answer, or there are bytes of it; or nobody waits for them any more.
    void wake(Exchange& exchange) {
        if (!std::exchange(exchange.is_suspended, false)) return;
        MHD_resume_connection(exchange.connection);
        run_soon();
    }

private:
    // --- connections ---

    Result<> listen() {
        SHOAL_TRY(listen_watch_,
                  world_.watch(listening_.get(), {.to_read = true}, [this](Readiness) { accept_some(); }));
        return {};
    }

    void accept_some() {
        for (int turn = 0; turn < max_accepts_per_turn; ++turn) {
            sockaddr_storage from{};
            socklen_t size = sizeof(from);
            auto* address = static_cast<sockaddr*>(static_cast<void*>(&from));
            const int socket = ::accept4(listening_.get(), address, &size, SOCK_CLOEXEC | SOCK_NONBLOCK);
            if (socket >= 0) {
                make_room();
                static_cast<void>(MHD_add_connection(daemon_.get(), socket, address, size));  // closes it if it fails
                continue;
            }
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) back_off();
            if (errno != ECONNABORTED && errno != EINTR) break;
        }
        run_soon();
    }

    void back_off() {
        listen_watch_->want({});
        pause_ = timers_.at(timers_.now() + accept_pause, [this] { listen_watch_->want({.to_read = true}); });
    }

    /// The newest is never refused while somebody else has shown nothing yet, or asks for nothing.
    void make_room() {
        if (connections_.size() < max_http_connections) return;
        auto oldest = connections_.end();
        const auto rank = [](const Connection& each) { return std::pair{each.is_proven, each.since}; };
        for (auto it = connections_.begin(); it != connections_.end(); ++it) {
            const bool better = oldest == connections_.end() || rank(it->second) < rank(oldest->second);
            const bool owes = !it->second.exchange || !it->second.exchange->is_asked;
            if (owes && better) oldest = it;
        }
        if (oldest != connections_.end()) evict(oldest->second);
        run();  // lets the library see it
    }

    void evict(Connection& connection) {
        ++counters_.evicted;
        ::shutdown(connection.socket, SHUT_RDWR);
    }

    static void on_connection(void* self, MHD_Connection* connection, void**, MHD_ConnectionNotificationCode code) {
        auto& port = *static_cast<MicroPort*>(self);
        if (code == MHD_CONNECTION_NOTIFY_STARTED) {
            const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
            port.connections_[connection] = {info->connect_fd, port.timers_.now(), false, nullptr};
            if (!port.beat_) port.beat_soon();
        } else {
            port.connections_.erase(connection);
        }
        port.counters_.connections = port.connections_.size();
    }

    // --- time ---

    void run() {
        MHD_run(daemon_.get());
        MHD_UNSIGNED_LONG_LONG ms = 0;
        next_run_.reset();
        if (MHD_get_timeout(daemon_.get(), &ms) != MHD_YES) return;
        const auto wait = std::chrono::milliseconds{std::min<std::uint64_t>(ms, 60'000)};
        next_run_ = timers_.at(timers_.now() + wait, [this] { run(); });
    }

    void run_soon() {
        next_run_ = timers_.at(timers_.now(), [this] { run(); });
    }

    void beat_soon() {
        beat_ = timers_.at(timers_.now() + watch_beat, [this] { beat(); });
    }

    void beat() {
        beat_.reset();
        const auto now = timers_.now();
        for (auto& [connection, state] : connections_) {
            if (!state.exchange || !state.exchange->is_asked) {
                const auto limit = state.is_proven && !state.exchange ? max_http_idle_time : max_http_head_time;
                if (now - state.since >= limit) evict(state);
            } else if (state.exchange->is_suspended && is_hung_up(state.socket)) {
                state.exchange->is_gone = true;
                wake(*state.exchange);
            }
        }
        if (!connections_.empty()) beat_soon();
    }

    static void suspend(Exchange& exchange) {
        exchange.is_suspended = true;
        MHD_suspend_connection(exchange.connection);
    }

    // --- requests ---

    /// The request line goes by here before anything of it is taken apart.
    static void* on_target(void* self, const char* target, MHD_Connection* connection) {
        auto& port = *static_cast<MicroPort*>(self);
        auto& state = port.connections_[connection];
        state.since = port.timers_.now();
        state.exchange = std::make_shared<Exchange>();
        state.exchange->port = &port;
        state.exchange->connection = connection;
        state.exchange->target = target == nullptr ? "" : target;
        return state.exchange.get();
    }

    static std::size_t leave_escaped(void*, MHD_Connection*, char* text) { return std::string_view{text}.size(); }

    static MHD_Result on_request(void* self, MHD_Connection* connection, const char*, const char* method, const char*,
                                 const char*, std::size_t* upload_size, void**) {
        auto& port = *static_cast<MicroPort*>(self);
        const auto exchange = port.connections_[connection].exchange;
        if (!exchange || exchange->is_gone) return MHD_NO;
        *upload_size = 0;
        if (!exchange->is_asked) {
            port.ask(exchange, method);
            if (!exchange->answer) return MHD_YES;  // called again
        }
        if (exchange->answer) return port.queue(*exchange);
        suspend(*exchange);
        return MHD_YES;
    }

    void ask(const std::shared_ptr<Exchange>& exchange, const char* method) {
        exchange->is_asked = true;
        HttpRequest request;
        request.method = method;
        request.target = exchange->target;
        MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, &keep_field, &request.fields);
        handler_(std::move(request), std::make_shared<Way>(exchange));
    }

    MHD_Result queue(Exchange& exchange) {
        auto& answer = *exchange.answer;
        MHD_Response* response = answer.body ? stream(exchange)
                                             : MHD_create_response_from_buffer(answer.text.size(), answer.text.data(),
                                                                               MHD_RESPMEM_MUST_COPY);
        if (response == nullptr) return MHD_NO;
        for (const auto& [name, value] : answer.fields) MHD_add_response_header(response, name.c_str(), value.c_str());
        if (!answer.proven) MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
        connections_[exchange.connection].is_proven = answer.proven;
        const auto queued = MHD_queue_response(exchange.connection, answer.status, response);
        MHD_destroy_response(response);
        return queued;
    }

    MHD_Response* stream(Exchange& exchange) {
        exchange.body = std::move(exchange.answer->body);
        const auto& shared = connections_[exchange.connection].exchange;
        exchange.body->on_bytes([this, weak = std::weak_ptr{shared}] {
            if (const auto still = weak.lock()) wake(*still);
        });
        return MHD_create_response_from_callback(exchange.answer->body_bytes, stream_block, &on_pull, &exchange,
                                                 nullptr);
    }

    static ssize_t on_pull(void* context, std::uint64_t, char* out, std::size_t room) {
        auto& exchange = *static_cast<Exchange*>(context);
        if (exchange.is_gone) return MHD_CONTENT_READER_END_WITH_ERROR;
        const auto size = exchange.body->pull(std::as_writable_bytes(std::span{out, room}));
        exchange.port->counters_.sent_bytes += size;
        if (size > 0) return static_cast<ssize_t>(size);
        if (exchange.body->state() != HttpBody::State::waiting) return MHD_CONTENT_READER_END_WITH_ERROR;
        suspend(exchange);
        return 0;
    }

    static void on_completed(void* self, MHD_Connection* connection, void** context, MHD_RequestTerminationCode) {
        auto& port = *static_cast<MicroPort*>(self);
        *context = nullptr;
        const auto found = port.connections_.find(connection);
        if (found == port.connections_.end() || !found->second.exchange) return;
        found->second.exchange->is_gone = true;
        found->second.exchange.reset();
        found->second.since = port.timers_.now();
    }

    UvWorld& world_;
    Timers& timers_;
    Handler handler_;
    Descriptor listening_;
    Endpoint local_;
    std::map<MHD_Connection*, Connection> connections_;
    HttpCounters counters_;
    std::unique_ptr<MHD_Daemon, StopDaemon> daemon_;
    std::unique_ptr<Watch> set_watch_;     // of the library's epoll set: ends before it
    std::unique_ptr<Watch> listen_watch_;  // ends before listening_
    std::unique_ptr<Timer> next_run_;
    std::unique_ptr<Timer> beat_;
    std::unique_ptr<Timer> pause_;
};

void Way::send(HttpAnswer answer) {
    const auto exchange = exchange_.lock();
    if (!exchange || exchange->is_gone || exchange->answer) return;
    exchange->answer = std::move(answer);
    exchange->port->wake(*exchange);
}

Result<std::unique_ptr<HttpPort>> open_port(UvWorld& world, Descriptor listening, HttpPort::Handler handler) {
    SHOAL_TRY(const auto local, check_listens_on_loopback(listening.get()));
    auto port = std::make_unique<MicroPort>(world, std::move(listening), local, std::move(handler));
    SHOAL_CHECK(port->begin());
    return port;
}

}  // namespace

bool has_http_port() {
    return true;
}

Result<std::unique_ptr<HttpPort>> HttpPort::open(UvWorld& world, const Endpoint& local, Handler handler) {
    SHOAL_TRY(auto listening, listen_on_loopback(local));
    return open_port(world, std::move(listening), std::move(handler));
}

Result<std::unique_ptr<HttpPort>> HttpPort::open(UvWorld& world, Descriptor listening, Handler handler) {
    return open_port(world, std::move(listening), std::move(handler));
}

}  // namespace shoal::cli
