#pragma once
// Questions whose answers are shown as long as somebody looks: asked anew when something changed, and never otherwise.

#include <cstdint>
#include <functional>
#include <utility>

#include <QObject>

#include "gui/engine_client.h"

class QTimer;

namespace shoal::gui {

/// At most one ask is under way, and at most one begins a second, however much changes. What changes while nobody looks
/// is asked for when somebody does.
class PacedAsk : public QObject {
    Q_OBJECT

public:
    static constexpr int pause_ms = 1000;

    explicit PacedAsk(EngineClient& client, QObject* parent);

    /// Every R that `make` gives is answered to `done`. Once, before anything else. `done` is not called with an answer
    /// that was overtaken by start_anew.
    template <EngineRequest R>
    void set_question(std::function<R()> make, std::function<void(Result<typename R::Reply>)> done) {
        ask_ = [this, make = std::move(make), done = std::move(done)] {
            const auto turn = turn_;
            return client_.ask(this, make(), [this, turn, done](Result<typename R::Reply> reply) {
                if (turn != turn_) return;
                answered();
                done(std::move(reply));
            });
        };
    }

    /// Somebody looks, or nobody does any more.
    void set_wanted(bool wanted);
    /// Something is not as the last answer says.
    void changed();
    /// The question is another one: an open answer is of no use, and the new one is not made to wait.
    void start_anew();
    /// There is nothing to ask until start_anew; so it begins.
    void stop();

private:
    void go();
    void answered();

    EngineClient& client_;
    std::function<EngineClient::AskId()> ask_;
    QTimer* pause_;                 // active: less than a second since the last ask began
    EngineClient::AskId open_ = 0;  // 0: none
    std::uint64_t turn_ = 0;
    bool idle_ = true;  // nothing to ask
    bool wanted_ = false;
    bool stale_ = false;
};

}  // namespace shoal::gui
