#pragma once
// What every screen asks and hears of the engine, on the window's thread. The one that has an engine behind it is
// gui/engine_bridge.h; tests have one of their own.

#include <cstdint>
#include <functional>
#include <utility>
#include <variant>

#include <QObject>
#include <QPointer>
#include <QString>

#include "core/engine.h"

namespace shoal::gui {

/// Where the engine is, and whether it answers.
struct Connection {
    enum class State : std::uint8_t {
        connecting,  ///< nothing is known yet
        ready,       ///< asks are answered
        lost,        ///< the daemon went away; it is looked for again and again
        failed,      ///< there is none, and none could be started here; tried again now and then
    };
    State state = State::connecting;
    bool remote = false;  ///< a daemon's, else of this program
    QString where;        ///< the control socket, or the data directory
    QString problem;      ///< of `lost` and `failed`: a sentence
    friend bool operator==(const Connection&, const Connection&) = default;
};

/// Lives on the window's thread; every call of it comes from there, and every callback is made there.
class EngineClient : public QObject {
    Q_OBJECT

public:
    using AnyDone = std::move_only_function<void(Result<Reply>)>;
    using AskId = std::uint64_t;

    using QObject::QObject;

    /// One call of `done`, on a later turn of the window's loop; none if `context` is gone by then. Errors: the
    /// engine's; unreachable (there is no engine now).
    template <EngineRequest R, class D>
    AskId ask(QObject* context, R request, D done) {
        return dispatch(Request{std::move(request)},
                        [there = QPointer<QObject>{context}, done = std::move(done)](Result<Reply> reply) mutable {
                            if (!there) return;
                            if (!reply) return done(Result<typename R::Reply>{std::unexpected{reply.error()}});
                            done(Result<typename R::Reply>{std::get<typename R::Reply>(std::move(*reply))});
                        });
    }

    /// The untyped form of ask.
    virtual AskId dispatch(Request request, AnyDone done) = 0;
    /// Nobody waits for this answer any more (core/engine.h).
    virtual void cancel(AskId ask) = 0;
    [[nodiscard]] virtual Connection connection() const = 0;
    [[nodiscard]] bool is_ready() const { return connection().state == Connection::State::ready; }

Q_SIGNALS:
    void connection_changed();
    /// In the order of the engine; what an answer tells is never older than an event heard before it.
    void happened(const shoal::Event& event);
};

}  // namespace shoal::gui
