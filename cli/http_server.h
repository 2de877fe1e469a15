#pragma once
// What the HTTP port of the daemon answers, and whom (docs/http.md).

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cli/http_metrics.h"
#include "cli/http_port.h"
#include "cli/http_secret.h"
#include "core/engine.h"
#include "core/log.h"
#include "core/uv_world.h"

namespace shoal::cli {

inline constexpr std::chrono::seconds max_http_ticket_life{7 * 24 * 3600};

struct HttpOptions {
    std::string data_dir;          ///< of the token; exists and is locked
    std::vector<Endpoint> listen;  ///< loopback addresses
    Descriptor passed;             ///< a socket that listens already; then `listen` is not used
};

/// Lives on the loop; must be destroyed before the engine and the world.
class HttpServer {
public:
    /// Blocking for a few system calls; before the loop runs. Errors: those of HttpSecret::open and HttpPort::open.
    [[nodiscard]] static Result<std::unique_ptr<HttpServer>> start(UvWorld& world, Engine& engine, Log& log,
                                                                   HttpOptions options);

    [[nodiscard]] std::vector<Endpoint> listening() const;

    /// Where a player reads this file without a header, until the lifetime (at most max_http_ticket_life) is over.
    /// The URL is a secret.
    [[nodiscard]] std::string ticket_url(const Tag& tag, std::string_view path, std::chrono::seconds lifetime) const;

    /// Families of somebody else that /metrics shows too, asked for at each scrape.
    void also_show(std::function<std::vector<MetricFamily>()> families) { more_ = std::move(families); }

private:
    HttpServer(UvWorld& world, Engine& engine, Log& log, HttpSecret secret);
    [[nodiscard]] Result<> open_ports(HttpOptions options);
    void handle(std::uint16_t port, HttpRequest request, std::shared_ptr<HttpReply> reply);
    [[nodiscard]] bool is_allowed(const HttpRequest& request, const Result<HttpTarget>& target) const;
    void answer_metrics(std::shared_ptr<HttpReply> reply);
    [[nodiscard]] std::string metrics_text(MetricsView view) const;
    [[nodiscard]] std::uint64_t now_s() const;

    UvWorld& world_;
    Engine& engine_;
    Log& log_;
    HttpSecret secret_;
    WallTime started_;
    std::shared_ptr<HttpStatusCounts> statuses_ = std::make_shared<HttpStatusCounts>();
    std::function<std::vector<MetricFamily>()> more_;
    std::vector<std::unique_ptr<HttpPort>> ports_;
    std::shared_ptr<void> alive_ = std::make_shared<char>();
};

}  // namespace shoal::cli
