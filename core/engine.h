#pragma once
// What an engine can do. The working engine is transfer/local_engine.h; the same contract over a socket is
// core/remote_engine.h; command line and windows cannot tell them apart.

#include <cstdint>
#include <functional>
#include <memory>
#include <variant>

#include "core/events.h"
#include "core/requests.h"
#include "core/result.h"

namespace shoal {

template <class R>
concept EngineRequest = requires {
    typename R::Reply;
};

/// Ends a subscription when destroyed.
class Subscription {
public:
    virtual ~Subscription() = default;
};

/// One thread: calls come from the engine's loop thread and are answered on it, never from inside the call.
class Engine {
public:
    using AnyDone = std::move_only_function<void(Result<Reply>)>;
    using OnEvent = std::move_only_function<void(const Event&)>;
    using AskId = std::uint64_t;  ///< one of the asks of this engine

    virtual ~Engine() = default;

    /// Exactly one call of `done`, also when the engine goes away first (closed).
    template <EngineRequest R>
    AskId ask(R request, std::move_only_function<void(Result<typename R::Reply>)> done) {
        return dispatch(Request{std::move(request)}, [done = std::move(done)](Result<Reply> reply) mutable {
            if (!reply) return done(std::unexpected<Error>{std::move(reply).error()});
            done(std::get<typename R::Reply>(std::move(*reply)));
        });
    }

    /// Everything that happens from now on, while the handle lives.
    [[nodiscard]] virtual std::unique_ptr<Subscription> subscribe(OnEvent on_event) = 0;

    /// The untyped form of ask, for those who carry requests along.
    virtual AskId dispatch(Request request, AnyDone done) = 0;

    /// Nobody waits for this answer any more: work that only it needs (hashing, reading, looking for peers) ends, and
    /// it is answered with `interrupted`, on a later turn. What a command has changed already stays changed. No effect
    /// on an ask that was answered.
    virtual void cancel(AskId ask) = 0;
};

/// The name of an error kind in JSON and over the socket ("no_peers"), and back.
[[nodiscard]] std::string_view to_string(Errc code);
[[nodiscard]] Errc errc_from(std::string_view name);  ///< unknown names: other

}  // namespace shoal
