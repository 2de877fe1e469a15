#pragma once
// An engine that answers what a test says, on a later turn, as the real one does.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QTimer>

#include <gtest/gtest.h>

#include "gui/engine_client.h"

namespace shoal::gui {

class FakeClient : public EngineClient {
public:
    struct Asked {
        AskId id = 0;
        Request request;
    };

    AskId dispatch(Request request, AnyDone done) override {
        const auto id = next_++;
        asked_.push_back({id, request});
        auto open = std::make_shared<Open>(id, std::move(done));
        if (connection_.state != Connection::State::ready) {
            later(open, Result<Reply>{fail(Errc::unreachable, "there is no engine to ask now")});
        } else if (const auto answer = answers_.find(request.index()); answer != answers_.end()) {
            later(open, answer->second(request));
        } else {
            open_.emplace(id, open);
        }
        return id;
    }
    void cancel(AskId ask) override {
        cancelled_.push_back(ask);
        answer_one(ask, Result<Reply>{fail(Errc::interrupted, "cancelled")});
    }
    [[nodiscard]] Connection connection() const override { return connection_; }

    /// From now on every R is answered so.
    template <EngineRequest R>
    void answer(std::function<Result<typename R::Reply>(const R&)> how) {
        answers_[Request{R{}}.index()] = [how](const Request& request) -> Result<Reply> {
            auto reply = how(std::get<R>(request));
            if (!reply) return std::unexpected{reply.error()};
            return Reply{std::move(*reply)};
        };
    }
    /// The next open R (asked, not answered yet) gets this.
    template <EngineRequest R>
    void answer_open(Result<typename R::Reply> reply) {
        for (const auto& [id, request] : asked_) {
            if (!std::holds_alternative<R>(request) || !open_.contains(id)) continue;
            return answer_one(id, reply ? Result<Reply>{Reply{std::move(*reply)}}
                                        : Result<Reply>{std::unexpected{reply.error()}});
        }
        ADD_FAILURE() << "nobody asked for " << R::name;
    }
    /// All that were asked so far.
    template <EngineRequest R>
    [[nodiscard]] std::vector<R> asked() const {
        std::vector<R> out;
        for (const auto& one : asked_) {
            if (const auto* request = std::get_if<R>(&one.request)) out.push_back(*request);
        }
        return out;
    }
    [[nodiscard]] const std::vector<AskId>& cancelled() const { return cancelled_; }

    void set_connection(Connection connection) {
        connection_ = std::move(connection);
        Q_EMIT connection_changed();
    }
    void become_ready(bool remote = true) {
        set_connection({.state = Connection::State::ready, .remote = remote, .where = "/run/shoal", .problem = {}});
    }
    void say(const Event& event) { Q_EMIT happened(event); }

    /// Runs the window's loop until nothing is left to do at once.
    static void settle() {
        for (int turn = 0; turn < 20; ++turn) QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

private:
    struct Open {
        Open(AskId ask, AnyDone answer) : id{ask}, done{std::move(answer)} {}
        AskId id;
        AnyDone done;
    };
    void answer_one(AskId id, Result<Reply> reply) {
        const auto open = open_.extract(id);
        if (open) later(open.mapped(), std::move(reply));
    }
    void later(std::shared_ptr<Open> open, Result<Reply> reply) {
        auto held = std::make_shared<Result<Reply>>(std::move(reply));
        QMetaObject::invokeMethod(
            this, [open, held] { open->done(std::move(*held)); }, Qt::QueuedConnection);
    }

    Connection connection_;
    AskId next_ = 1;
    std::vector<Asked> asked_;
    std::vector<AskId> cancelled_;
    std::map<AskId, std::shared_ptr<Open>> open_;
    std::map<std::size_t, std::function<Result<Reply>(const Request&)>> answers_;
};

/// A share as an engine would tell of it: half of "holiday photos" (8 files, 80 MiB) is here and 2 peers send.
inline ShareView a_share(std::string tag = "abcdefgh", std::string name = "holiday photos") {
    ShareView out;
    out.tag = std::move(tag);
    out.name = std::move(name);
    out.path = "/home/iris/Downloads/" + out.name;
    out.state = ShareState::downloading;
    out.files = out.files_wanted = 8;
    out.bytes = out.bytes_wanted = 80ULL << 20U;
    out.bytes_have = out.bytes_durable = out.bytes_wanted_have = out.received = 40ULL << 20U;
    out.rate_down = 2ULL << 20U;
    out.peers = 2;
    out.seeds = 1;
    out.known = 5;
    out.number = 1;
    out.added_ms = 1'790'000'000'000;
    return out;
}

}  // namespace shoal::gui
