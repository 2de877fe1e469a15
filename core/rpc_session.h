#pragma once
// One client of the control socket, as the daemon sees it (docs/control.md).

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>

#include "core/engine.h"
#include "core/rpc_message.h"
#include "core/rpc_server.h"
#include "core/world.h"

namespace shoal {

/// Reads requests from a stream and writes answers and events to it. Lives on the loop.
///
/// A client that reads slowly is not read from either until it caught up, so it bounds its own answers; events, which
/// it cannot hold back, are counted. `SharesChanged` waits for it, many as one.
class RpcSession {
public:
    struct Events {
        /// To be answered by answer(id, ..), not from inside this call.
        std::move_only_function<void(std::uint64_t id, Request)> on_request;
        /// The client wants events from now on; once.
        std::move_only_function<void()> on_subscribe;
        /// Once, and nothing after it; the session is to be destroyed, at best from inside this call.
        std::move_only_function<void(Error)> on_end;
    };

    RpcSession(Timers& timers, std::unique_ptr<Stream> stream, Events events);

    /// Says hello and waits for the client's, for rpc_hello_timeout.
    void start();
    /// In place of start(): says why not, and ends once that is said.
    void refuse(const Error& why);

    // These two may end the session: on_end is their last act.
    void answer(std::uint64_t id, Result<Reply> reply);
    /// `frame`: the event as rpc_event_frame makes it. Ignored until the client subscribed.
    void tell(const Event& event, const Bytes& frame);

    [[nodiscard]] bool subscribed() const { return subscribed_; }

private:
    enum class Phase : std::uint8_t { greeting, open, leaving };
    enum class Sort : std::uint8_t { answer, event };
    struct Outgoing {
        Sort sort;
        Bytes frame;
    };

    void listen();
    void received(BytesView arrived);
    [[nodiscard]] Result<> handle(BytesView frame);
    [[nodiscard]] Result<> greeted(const RpcMessage& message);
    [[nodiscard]] Result<> asked(const RpcRequest& request);
    void leave(const Error& why);
    void leave_if_said();
    void queue(Sort sort, Bytes frame);
    void flush();
    void drained();
    void end(Error why);

    Timers& timers_;
    std::unique_ptr<Stream> stream_;
    Events events_;
    RpcFrames frames_{max_rpc_request};
    Phase phase_ = Phase::greeting;
    std::unique_ptr<Timer> deadline_;
    bool subscribed_ = false;
    bool paused_ = false;
    bool heard_ = false;                        // anything, while leaving
    std::size_t in_flight_ = 0;                 // requests not answered yet; at most max_rpc_in_flight
    std::deque<Outgoing> queue_;                // what the stream was not yet given
    std::size_t queued_answers_ = 0;            // bytes in queue_
    std::size_t queued_events_ = 0;             // bytes in queue_ and changed_; at most max_rpc_queued
    std::map<std::string, ShareView> changed_;  // by tag: the newest of SharesChanged, until queue_ is empty
};

}  // namespace shoal
