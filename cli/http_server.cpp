#include "cli/http_server.h"

#include <algorithm>

#include <fmt/format.h>

#include "cli/http_content.h"
#include "cli/http_exposition.h"
#include "cli/http_gate.h"
#include "cli/http_socket.h"
#include "cli/http_target.h"

namespace shoal::cli {
namespace {

constexpr std::string_view part = "http";

/// Puts on every answer what keeps a browser from running, embedding or keeping what it got, and counts it.
class GuardedReply final : public HttpReply {
public:
    GuardedReply(std::shared_ptr<HttpReply> reply, std::shared_ptr<HttpStatusCounts> statuses)
        : reply_{std::move(reply)}, statuses_{std::move(statuses)} {}

    void send(HttpAnswer answer) override {
        ++(*statuses_)[answer.status];
        answer.fields.emplace_back("Cache-Control", "no-store");
        answer.fields.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
        answer.fields.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
        answer.fields.emplace_back("Referrer-Policy", "no-referrer");
        answer.fields.emplace_back("X-Content-Type-Options", "nosniff");
        reply_->send(std::move(answer));
    }
    [[nodiscard]] bool is_gone() const override { return reply_->is_gone(); }

private:
    std::shared_ptr<HttpReply> reply_;
    std::shared_ptr<HttpStatusCounts> statuses_;
};

/// One who shows a right that is none learns nothing; one who shows none is told what is missing.
HttpAnswer refusal(const HttpRequest& request) {
    if (request.target.starts_with("/t/")) {
        return HttpAnswer::sentence(403, "this address is not valid, or not any more");
    }
    auto answer = HttpAnswer::sentence(401, "the token of http.token is needed: Authorization: Bearer TOKEN");
    answer.fields.emplace_back("WWW-Authenticate", "Bearer realm=\"shoal\"");
    return answer;
}

HttpAnswer proven(HttpAnswer answer) {
    answer.proven = true;
    return answer;
}

}  // namespace

HttpServer::HttpServer(UvWorld& world, Engine& engine, Log& log, HttpSecret secret)
    : world_{world}, engine_{engine}, log_{log}, secret_{std::move(secret)}, started_{world.world().timers.wall()} {}

Result<std::unique_ptr<HttpServer>> HttpServer::start(UvWorld& world, Engine& engine, Log& log, HttpOptions options) {
    SHOAL_TRY(auto secret, HttpSecret::open(options.data_dir, world.world().random));
    std::unique_ptr<HttpServer> server{new HttpServer{world, engine, log, std::move(secret)}};
    SHOAL_CHECK(server->open_ports(std::move(options)));
    return server;
}

Result<> HttpServer::open_ports(HttpOptions options) {
    // Which port it is decides what the Host header must say; it is known only when the port is open.
    const auto handler_of = [this](std::shared_ptr<std::uint16_t> number) {
        return [this, number = std::move(number)](HttpRequest request, std::shared_ptr<HttpReply> reply) {
            handle(*number, std::move(request), std::move(reply));
        };
    };
    const auto keep = [this](std::unique_ptr<HttpPort> port, std::uint16_t& number) {
        number = port->local().port;
        ports_.push_back(std::move(port));
    };
    if (options.passed) {
        const auto number = std::make_shared<std::uint16_t>();
        SHOAL_TRY(auto port, HttpPort::open(world_, std::move(options.passed), handler_of(number)));
        keep(std::move(port), *number);
        return {};
    }
    for (const auto& endpoint : options.listen) {
        const auto number = std::make_shared<std::uint16_t>();
        SHOAL_TRY(auto port, HttpPort::open(world_, endpoint, handler_of(number)));
        keep(std::move(port), *number);
    }
    return {};
}

std::vector<Endpoint> HttpServer::listening() const {
    std::vector<Endpoint> out;
    for (const auto& port : ports_) out.push_back(port->local());
    return out;
}

std::uint64_t HttpServer::now_s() const {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(world_.world().timers.wall().unix_ms, 0)) / 1000;
}

std::string HttpServer::ticket_url(const Tag& tag, std::string_view path, std::chrono::seconds lifetime) const {
    SHOAL_REQUIRE(!ports_.empty());
    const auto life =
        static_cast<std::uint64_t>(std::clamp(lifetime, 1s, std::chrono::seconds{max_http_ticket_life}).count());
    return fmt::format("http://{}/t/{}/{}/{}", ports_.front()->local().str(), secret_.ticket(now_s() + life, tag, path),
                       tag.str(), escape_url_path(path));
}

bool HttpServer::is_allowed(const HttpRequest& request, const Result<HttpTarget>& target) const {
    const auto authorization = request.field("authorization");
    if (authorization && secret_.is_authorization(*authorization)) return true;
    if (!target || !target->ticket || !target->tag) return false;
    return secret_.admits(*target->ticket, *target->tag, target->path, now_s());
}

void HttpServer::handle(std::uint16_t port, HttpRequest request, std::shared_ptr<HttpReply> reply) {
    reply = std::make_shared<GuardedReply>(std::move(reply), statuses_);
    take_absolute_form(request);
    auto refused = refuse_at_gate(request, port);
    const auto target = parse_http_target(request.target);
    if (!refused && !is_allowed(request, target)) refused = refusal(request);
    if (refused) {
        log_.write_limited(LogLevel::debug, part, "a request was refused",
                           {{"status", std::to_string(refused->status)}});
        return reply->send(std::move(*refused));
    }
    if (!target) {
        const unsigned status = target.error().code == Errc::not_found ? 404 : 400;
        return reply->send(proven(HttpAnswer::sentence(status, target.error().what)));
    }
    if (!target->tag) return answer_metrics(std::move(reply));
    answer_content(engine_, *target, std::move(request), std::move(reply));
}

void HttpServer::answer_metrics(std::shared_ptr<HttpReply> reply) {
    engine_.ask(
        GetMetrics{}, [this, alive = std::weak_ptr{alive_}, reply = std::move(reply)](Result<MetricsView> view) {
            if (alive.expired() || reply->is_gone()) return;
            if (!view)
                return reply->send(proven(HttpAnswer::sentence(http_status_of(view.error().code), view.error().what)));
            HttpAnswer answer;
            answer.fields.emplace_back("Content-Type", exposition_type);
            answer.text = metrics_text(std::move(*view));
            reply->send(proven(std::move(answer)));
        });
}

std::string HttpServer::metrics_text(MetricsView view) const {
    HttpCounters sum;
    for (const auto& port : ports_) {
        sum.connections += port->counters().connections;
        sum.sent_bytes += port->counters().sent_bytes;
        sum.evicted += port->counters().evicted;
    }
    auto& families = view.families;
    families.push_back(start_metric(started_));
    const auto add = [&families](std::vector<MetricFamily> more) {
        families.insert(families.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    };
    if (more_) add(more_());
    add(http_metrics(sum, *statuses_));
    return write_exposition(families);
}

}  // namespace shoal::cli
