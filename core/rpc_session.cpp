#include "core/rpc_session.h"

#include <utility>

namespace shoal {

namespace {

// Bytes given to the stream ahead of what the client has taken. What waits in our own queue can still be counted and
// joined, so little goes to the stream; enough to keep a reading client busy.
constexpr std::size_t stream_window = 256 * 1024;

// Queued bytes from which a client is not read any more until it has taken all of them.
constexpr std::size_t hold_back_from = 1024 * 1024;

/// What a share that waits to be told counts as, in bytes: its numbers, and texts that may be long.
std::size_t weight_of(const ShareView& share) {
    return 256 + share.tag.size() + share.name.size() + share.path.size() + share.error.size();
}

}  // namespace

RpcSession::RpcSession(Timers& timers, std::unique_ptr<Stream> stream, Events events)
    : timers_{timers}, stream_{std::move(stream)}, events_{std::move(events)} {}

void RpcSession::start() {
    listen();
    queue(Sort::answer, rpc_hello_frame());
    deadline_ = timers_.at(timers_.now() + rpc_hello_timeout, [this] {
        end(Error{Errc::timed_out, "the client did not say hello in time"});
    });
}

void RpcSession::refuse(const Error& why) {
    listen();
    leave(why);
}

void RpcSession::listen() {
    stream_->start(Stream::Events{
        .on_data = [this](BytesView arrived) { received(arrived); },
        .on_drained = [this] { drained(); },
        .on_closed = [this](Error why) { end(std::move(why)); },
    });
}

// --- reading ---------------------------------------------------------------------------------------------------------

void RpcSession::received(BytesView arrived) {
    while (phase_ != Phase::leaving) {
        auto frame = frames_.next(arrived);
        if (!frame) return end(std::move(frame).error());
        if (!*frame) return;
        if (auto handled = handle(**frame); !handled) return end(std::move(handled).error());
    }
    heard_ = true;
    leave_if_said();
}

Result<> RpcSession::handle(BytesView frame) {
    SHOAL_TRY(const auto message, read_rpc_message(frame));
    if (phase_ == Phase::greeting) return greeted(message);
    if (const auto* request = std::get_if<RpcRequest>(&message)) return asked(*request);
    if (std::holds_alternative<RpcSubscribe>(message) && !subscribed_) {
        subscribed_ = true;
        events_.on_subscribe();
    }
    return {};  // what only a daemon says, and what a newer client says, is passed over
}

Result<> RpcSession::greeted(const RpcMessage& message) {
    const auto* hello = std::get_if<RpcHello>(&message);
    if (hello == nullptr || hello->protocol != rpc_protocol) {
        return fail(Errc::malformed, "the client does not speak this protocol");
    }
    if (hello->version != rpc_version) {
        leave(Error{Errc::unsupported, "client and daemon are of different versions; restart the older of the two"});
        return {};
    }
    deadline_.reset();
    phase_ = Phase::open;
    return {};
}

Result<> RpcSession::asked(const RpcRequest& request) {
    auto decoded = decode_request(request.name, request.body);
    if (!decoded && decoded.error().code != Errc::unsupported) return fail_in("request", std::move(decoded).error());
    if (!decoded) {
        queue(Sort::answer, rpc_error_frame(request.id, decoded.error()));
    } else if (in_flight_ >= max_rpc_in_flight) {
        queue(Sort::answer, rpc_error_frame(request.id, {Errc::limit, "too many requests at once; wait for answers"}));
    } else {
        ++in_flight_;
        events_.on_request(request.id, std::move(*decoded));
    }
    return {};
}

// --- answers and events ----------------------------------------------------------------------------------------------

void RpcSession::answer(std::uint64_t id, Result<Reply> reply) {
    SHOAL_REQUIRE(in_flight_ > 0);
    --in_flight_;
    if (phase_ != Phase::open) return;
    if (queued_answers_ > max_rpc_reply) return end(Error{Errc::limit, "the client does not read its answers"});
    Bytes frame = reply ? rpc_reply_frame(id, *reply) : rpc_error_frame(id, reply.error());
    if (frame.size() > max_rpc_reply + rpc_header_bytes) {
        frame = rpc_error_frame(id, {Errc::limit, "the answer is larger than the control socket carries"});
    }
    queue(Sort::answer, std::move(frame));
}

void RpcSession::tell(const Event& event, const Bytes& frame) {
    if (!subscribed_ || phase_ != Phase::open) return;
    const auto* changed = std::get_if<SharesChanged>(&event);
    if (changed != nullptr && !queue_.empty()) {
        for (const auto& share : changed->shares) {
            auto& waiting = changed_[share.tag];
            if (!waiting.tag.empty()) queued_events_ -= weight_of(waiting);
            waiting = share;
            queued_events_ += weight_of(share);
        }
    } else {
        queue(Sort::event, frame);
    }
    if (queued_events_ > max_rpc_queued) end(Error{Errc::limit, "the client does not read its events"});
}

void RpcSession::queue(Sort sort, Bytes frame) {
    (sort == Sort::event ? queued_events_ : queued_answers_) += frame.size();
    queue_.push_back({sort, std::move(frame)});
    flush();
    if (paused_ || queued_answers_ + queued_events_ <= hold_back_from) return;
    paused_ = true;
    stream_->pause_reading();
}

void RpcSession::flush() {
    while (!queue_.empty() && stream_->queued() < stream_window) {
        auto [sort, frame] = std::move(queue_.front());
        queue_.pop_front();
        (sort == Sort::event ? queued_events_ : queued_answers_) -= frame.size();
        stream_->write(std::move(frame));
    }
    if (!queue_.empty()) return;
    if (!changed_.empty()) {
        SharesChanged news;
        for (auto& [tag, share] : std::exchange(changed_, {})) {
            news.tags.push_back(tag);
            news.shares.push_back(std::move(share));
        }
        stream_->write(rpc_event_frame(news));
        queued_events_ = 0;
    }
    if (std::exchange(paused_, false)) stream_->resume_reading();
}

void RpcSession::drained() {
    flush();
    leave_if_said();
}

// --- the end ---------------------------------------------------------------------------------------------------------

void RpcSession::leave(const Error& why) {
    phase_ = Phase::leaving;
    queue(Sort::answer, rpc_error_frame(0, why));
    deadline_ = timers_.at(timers_.now() + rpc_hello_timeout, [this, why] { end(why); });
}

// Ends a refused client once it has been told why. Its own hello must have come before: closing a socket with unread
// bytes, or one that is still being written to, could take our words from it.
void RpcSession::leave_if_said() {
    if (phase_ != Phase::leaving || !heard_ || !queue_.empty() || stream_->queued() > 0) return;
    end(Error{Errc::refused, "the client was refused and told so"});
}

void RpcSession::end(Error why) {
    if (auto on_end = std::exchange(events_.on_end, nullptr)) on_end(std::move(why));
}

}  // namespace shoal
