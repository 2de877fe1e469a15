#pragma once
// One client of the control socket, as the daemon sees it (docs/control.md).

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/engine.h"
#include "core/rpc_message.h"
#include "core/rpc_server.h"
#include "core/world.h"

namespace shoal {

/// Reads requests from a stream and writes answers and events to it. Lives on the loop.
///
/// One request at a time is handed over; what comes behind it waits, mostly with the client, until that has begun. Nor
/// is a client read from that does not take what it was sent, so it bounds its own answers; events, which it cannot
/// hold back, are counted. `SharesChanged` waits for it, many as one, with the newest view of each share. One
/// that reads nothing at all for rpc_stall_timeout is ended.
class RpcSession {
public:
    struct Events {
        /// To be begun, which begun() tells, and then answered by answer(id, ..); not from inside this call.
        std::move_only_function<void(std::uint64_t id, Request)> on_request;
        /// A request that never was one for the engine: the session answered it with `code`.
        std::move_only_function<void(std::string_view name, Errc code)> on_rejected;
        /// The client does not wait for the answers to `id` any more; they are to be given all the same.
        std::move_only_function<void(std::uint64_t id)> on_cancel;
        /// The client wants events from now on; once.
        std::move_only_function<void()> on_subscribe;
        /// It holds more memory than a client usually needs; told at every growth.
        std::move_only_function<void()> on_heavy;
        /// Once, and nothing after it; the session is to be destroyed, at best from inside this call.
        std::move_only_function<void(Error)> on_end;
    };

    RpcSession(Timers& timers, std::unique_ptr<Stream> stream, Events events);

    /// Waits for the client's hello, for rpc_hello_timeout, and answers it.
    void start();
    /// Tells the client why it has to go, in place of all that still waits for it, and ends once that is said or
    /// rpc_hello_timeout is over.
    void dismiss(const Error& why);

    /// Tells the client why it is ended now, if the system takes that at once and nothing waits before it.
    void say_why(const Error& why);

    // These may end the session: on_end is their last act.
    /// The request that was handed over last is under way: it is time for the next one.
    void begun();
    void answer(std::uint64_t id, Result<Reply> reply);
    /// `frame`: the event as rpc_event_frame makes it. Ignored until the client subscribed.
    void tell(const Event& event, const Bytes& frame);

    [[nodiscard]] bool greeted() const { return phase_ != Phase::greeting; }
    [[nodiscard]] bool subscribed() const { return subscribed_; }
    /// Bytes of messages in memory, in either direction.
    [[nodiscard]] std::size_t held() const;

private:
    enum class Phase : std::uint8_t { greeting, open, leaving };
    enum class Sort : std::uint8_t { answer, event };
    struct Outgoing {
        Sort sort;
        Bytes frame;
    };

    void received(BytesView arrived);
    void go_on();
    void read_or_not();
    [[nodiscard]] bool hears() const { return queue_.empty() && stream_->queued() == 0; }
    [[nodiscard]] Result<> handle(BytesView frame);
    [[nodiscard]] Result<> greet(const RpcMessage& message);
    [[nodiscard]] Result<> asked(const RpcRequest& request);
    void reject(const RpcRequest& request, std::string_view name, const Error& why);
    void join(const SharesChanged& changed);
    void forget(const std::string& tag);
    void leave(const Error& why);
    void leave_if_said();
    void queue(Sort sort, Bytes frame);
    void give(Bytes frame);
    [[nodiscard]] std::uint64_t taken() const { return given_ - stream_->queued(); }
    void flush();
    void drained();
    void watch_message();
    void watch_stall();
    void end(Error why);

    Timers& timers_;
    std::unique_ptr<Stream> stream_;
    Events events_;
    RpcFrames frames_{max_rpc_hello};
    Phase phase_ = Phase::greeting;
    Bytes arrived_;                            // what is handled now, or put off
    std::size_t handled_ = 0;                  // bytes of it
    std::unique_ptr<Timer> next_turn_;         // when the rest is handled, if nothing else has to be waited for
    std::unique_ptr<Timer> deadline_;          // of hello, or of leaving
    std::unique_ptr<Timer> message_deadline_;  // while a message has begun and not ended
    std::unique_ptr<Timer> stall_;             // while something waits for the client
    std::unique_ptr<Timer> said_;              // leaving: the last word is with the client already
    std::uint64_t given_ = 0;                  // bytes, to the stream
    std::uint64_t taken_at_stall_ = 0;         // bytes of them the client had taken when stall_ was set
    bool subscribed_ = false;
    bool paused_ = false;                       // the stream is not read
    bool beginning_ = false;                    // a request was handed over and has not begun
    std::size_t in_flight_ = 0;                 // requests not answered yet; at most max_rpc_in_flight
    std::deque<Outgoing> queue_;                // what the stream was not yet given
    std::size_t queued_answers_ = 0;            // bytes in queue_
    std::size_t queued_events_ = 0;             // bytes in queue_ and changed_; at most max_rpc_queued
    std::map<std::string, ShareView> changed_;  // by tag: the newest of SharesChanged, until queue_ is empty
};

}  // namespace shoal
