#pragma once
// The engine as the daemon shows it on its control socket: it also knows under which URL a player may read a file.

#include "cli/http_server.h"
#include "core/engine.h"

namespace shoal::cli {

/// Answers GetStreamUrl itself and hands everything else on. Both must outlive it.
class ShownEngine final : public Engine {
public:
    ShownEngine(Engine& engine, const HttpServer& server) : engine_{engine}, server_{server} {}

    [[nodiscard]] std::unique_ptr<Subscription> subscribe(OnEvent on_event) override {
        return engine_.subscribe(std::move(on_event));
    }
    AskId dispatch(Request request, AnyDone done) override;
    void cancel(AskId ask) override { engine_.cancel(ask); }

private:
    AskId make_url(GetStreamUrl request, AnyDone done);
    AskId name_lone_file(GetStreamUrl request, AnyDone done);

    Engine& engine_;
    const HttpServer& server_;
    std::shared_ptr<void> alive_ = std::make_shared<char>();
};

}  // namespace shoal::cli
