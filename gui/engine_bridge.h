#pragma once
// The only file of the window that knows engines: that of the daemon of the same data directory, if one answers, else
// one of its own. Either lives on a thread of its own; requests go out and events come in as queued calls, so that the
// window never waits.

#include <map>
#include <memory>
#include <thread>

#include "core/settings.h"
#include "gui/engine_client.h"

namespace shoal {
class UvWorld;
}

namespace shoal::gui {

struct BridgeOptions {
    Settings settings;
    bool use_daemon = true;    ///< take the daemon's engine if one answers
    bool may_run_here = true;  ///< run one in this process otherwise
    QString version{};         ///< of the program
};

class EngineBridge : public EngineClient {
    Q_OBJECT

public:
    /// Starts at once; connection_changed tells how it went.
    explicit EngineBridge(BridgeOptions options, QObject* parent = nullptr);
    /// An orderly end of an engine of this process, for at most max_engine_end; then as after a crash. Open asks are
    /// not answered any more.
    ~EngineBridge() override;

    AskId dispatch(Request request, AnyDone done) override;
    void cancel(AskId ask) override;
    [[nodiscard]] Connection connection() const override { return connection_; }

    /// After the loss of a daemon: runs an engine in this process, if the data directory is free. No effect where
    /// there is an engine.
    void run_here();
    /// Has a lost daemon looked for at once.
    void look_again();

private:
    class Room;  // everything on the engine's thread
    void post(std::move_only_function<void(Room&)> task);
    void connection_is(Connection connection);
    void answered(AskId ask, Result<Reply> reply);

    Connection connection_;
    AskId next_ = 1;
    std::map<AskId, AnyDone> asks_;  // not answered yet
    UvWorld* world_ = nullptr;       // of the thread, while that lives
    Room* room_ = nullptr;           // touched only by tasks on the thread
    std::thread thread_;
};

}  // namespace shoal::gui
