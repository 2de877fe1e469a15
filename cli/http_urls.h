#pragma once
// The engine as the daemon shows it to others: it also knows under which URL a player may read a file.

#include "cli/http_server.h"
#include "core/engine.h"

namespace shoal::cli {

/// Answers GetStreamUrl itself and hands everything else on. Both must outlive it.
class UrlEngine final : public Engine {
public:
    UrlEngine(Engine& engine, const HttpServer& server) : engine_{engine}, server_{server} {}

    [[nodiscard]] std::unique_ptr<Subscription> subscribe(OnEvent on_event) override {
        return engine_.subscribe(std::move(on_event));
    }
    void dispatch(Request request, AnyDone done) override;

private:
    void make_url(GetStreamUrl request, AnyDone done);
    void name_lone_file(GetStreamUrl request, AnyDone done);

    Engine& engine_;
    const HttpServer& server_;
    std::shared_ptr<void> alive_ = std::make_shared<char>();
};

}  // namespace shoal::cli
