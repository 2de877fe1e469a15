#include "core/rpc_session.h"

#include <utility>

namespace shoal {

namespace {

// Bytes given to the stream ahead of what the client has taken. What waits in our own queue can still be counted and
// joined, so little goes to the stream; enough to keep a reading client busy.
constexpr std::size_t stream_window = 256 * 1024;

// Bytes from which a client's memory is looked at.
constexpr std::size_t heavy_from = 256 * 1024;

// Messages of one client that are handled before the others have their turn; a request is waited for besides.
constexpr int messages_per_turn = 8;

/// What a share that waits to be told counts as, in bytes: its numbers, and texts that may be long.
std::size_t weight_of(const ShareView& share) {
    std::size_t weight = sizeof(share) + share.tag.size() + share.name.size() + share.path.size() + share.error.size();
    for (const auto& label : share.labels) weight += sizeof(label) + label.size();
    return weight;
}

}  // namespace

RpcSession::RpcSession(Timers& timers, std::unique_ptr<Stream> stream, Events events)
    : timers_{timers}, stream_{std::move(stream)}, events_{std::move(events)} {}

void RpcSession::start() {
    stream_->start(Stream::Events{
        .on_data = [this](BytesView arrived) { received(arrived); },
        .on_drained = [this] { drained(); },
        .on_closed = [this](Error why) { end(std::move(why)); },
    });
    deadline_ = timers_.at(timers_.now() + rpc_hello_timeout, [this] {
        end(Error{Errc::timed_out, "the client did not say hello in time"});
    });
}

// --- reading ---------------------------------------------------------------------------------------------------------

void RpcSession::received(BytesView arrived) {
    if (phase_ == Phase::leaving) return;
    arrived_.insert(arrived_.end(), arrived.begin(), arrived.end());
    go_on();
}

/// Handles what arrived until the client has to wait.
void RpcSession::go_on() {
    next_turn_.reset();
    for (int count = 0; phase_ != Phase::leaving; ++count) {
        auto rest = BytesView{arrived_}.subspan(handled_);
        if (!rest.empty() && (beginning_ || !hears())) break;
        if (!rest.empty() && count == messages_per_turn) {
            next_turn_ = timers_.at(timers_.now(), [this] { go_on(); });
            break;
        }
        const auto frame = frames_.next(rest);
        handled_ = arrived_.size() - rest.size();
        if (!frame) return end(frame.error());
        if (!*frame) {
            arrived_ = {};
            handled_ = 0;
            watch_message();
            break;
        }
        message_deadline_.reset();
        if (auto handled = handle(**frame); !handled) return end(std::move(handled).error());
    }
    read_or_not();
}

/// What is handled later is better left with the client.
void RpcSession::read_or_not() {
    const bool pause = phase_ != Phase::leaving && (!arrived_.empty() || !hears());
    if (pause == paused_) return;
    paused_ = pause;
    pause ? stream_->pause_reading() : stream_->resume_reading();
}

void RpcSession::begun() {
    beginning_ = false;
    if (!arrived_.empty()) go_on();
}

// Who begins a message has to end it. While we do not read, it is not the client that is late.
void RpcSession::watch_message() {
    if (frames_.held() > heavy_from) events_.on_heavy();
    if (!frames_.has_begun() || message_deadline_) return;
    message_deadline_ = timers_.at(timers_.now() + rpc_message_timeout, [this] {
        message_deadline_.reset();
        if (paused_) return watch_message();
        end(Error{Errc::timed_out, "the client did not finish a message in time"});
    });
}

Result<> RpcSession::handle(BytesView frame) {
    SHOAL_TRY(const auto message, read_rpc_message(frame));
    if (phase_ == Phase::greeting) return greet(message);
    if (const auto* request = std::get_if<RpcRequest>(&message)) return asked(*request);
    if (const auto* cancel = std::get_if<RpcCancel>(&message)) events_.on_cancel(cancel->id);
    if (std::holds_alternative<RpcSubscribe>(message) && !subscribed_) {
        subscribed_ = true;
        events_.on_subscribe();
    }
    return {};  // what only a daemon says, and what a newer client says, is passed over
}

Result<> RpcSession::greet(const RpcMessage& message) {
    const auto* hello = std::get_if<RpcHello>(&message);
    if (hello == nullptr || hello->protocol != rpc_protocol) {
        return fail(Errc::malformed, "the client does not speak this protocol");
    }
    // In place of hello, so that a client of any version says what we say and not what it can guess.
    if (hello->version != rpc_version) {
        leave(rpc_version_error(rpc_version, hello->version));
        return {};
    }
    // Not before the client's: who hears it knows that it was let in.
    queue(Sort::answer, rpc_hello_frame());
    deadline_.reset();
    frames_.allow(max_rpc_request);
    phase_ = Phase::open;
    return {};
}

Result<> RpcSession::asked(const RpcRequest& request) {
    auto decoded = decode_request(request.name, request.body);
    if (!decoded && decoded.error().code != Errc::unsupported) return fail_in("request", std::move(decoded).error());
    if (!decoded) {
        reject(request, "unknown", decoded.error());
    } else if (in_flight_ >= max_rpc_in_flight) {
        reject(request, request_name(*decoded), {Errc::limit, "too many requests at once; wait for answers"});
    } else {
        ++in_flight_;
        beginning_ = true;
        events_.on_request(request.id, std::move(*decoded));
    }
    return {};
}

void RpcSession::reject(const RpcRequest& request, std::string_view name, const Error& why) {
    events_.on_rejected(name, why.code);
    queue(Sort::answer, rpc_error_frame(request.id, why));
}

// --- answers and events ----------------------------------------------------------------------------------------------

std::size_t RpcSession::held() const {
    return frames_.held() + arrived_.capacity() + queued_answers_ + queued_events_ + stream_->queued();
}

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
        join(*changed);
    } else {
        // What waits of a share would come after its end.
        if (const auto* removed = std::get_if<ShareRemoved>(&event)) forget(removed->tag);
        queue(Sort::event, frame);
    }
    if (queued_events_ > max_rpc_queued) end(Error{Errc::limit, "the client does not read its events"});
}

void RpcSession::join(const SharesChanged& changed) {
    for (const auto& share : changed.shares) {
        const auto [waiting, is_new] = changed_.try_emplace(share.tag);
        if (!is_new) queued_events_ -= weight_of(waiting->second);
        waiting->second = share;
        queued_events_ += weight_of(share);
    }
    if (held() > heavy_from) events_.on_heavy();
}

void RpcSession::forget(const std::string& tag) {
    const auto gone = changed_.extract(tag);
    if (gone) queued_events_ -= weight_of(gone.mapped());
}

void RpcSession::queue(Sort sort, Bytes frame) {
    (sort == Sort::event ? queued_events_ : queued_answers_) += frame.size();
    queue_.push_back({sort, std::move(frame)});
    flush();
    watch_stall();
    if (held() > heavy_from) events_.on_heavy();
    if (!hears()) read_or_not();
}

void RpcSession::give(Bytes frame) {
    given_ += frame.size();
    stream_->write(std::move(frame));
}

void RpcSession::flush() {
    while (!queue_.empty() && stream_->queued() < stream_window) {
        auto [sort, frame] = std::move(queue_.front());
        queue_.pop_front();
        (sort == Sort::event ? queued_events_ : queued_answers_) -= frame.size();
        give(std::move(frame));
    }
    if (!queue_.empty() || changed_.empty()) return;
    SharesChanged news;
    for (auto& [tag, share] : std::exchange(changed_, {})) {
        news.tags.push_back(tag);
        news.shares.push_back(std::move(share));
    }
    queued_events_ = 0;
    give(rpc_event_frame(news));
}

void RpcSession::drained() {
    flush();
    stall_.reset();
    watch_stall();
    if (phase_ == Phase::leaving) return leave_if_said();
    go_on();
}

// Who takes nothing for so long is stopped or hangs; who takes little is only slow.
void RpcSession::watch_stall() {
    if (stall_ || stream_->queued() == 0) return;
    taken_at_stall_ = taken();
    stall_ = timers_.at(timers_.now() + rpc_stall_timeout, [this] {
        stall_.reset();
        if (taken() > taken_at_stall_) return watch_stall();
        end(Error{Errc::timed_out, "the client does not read"});
    });
}

// --- the end ---------------------------------------------------------------------------------------------------------

void RpcSession::dismiss(const Error& why) {
    queue_.clear();
    changed_.clear();
    queued_answers_ = queued_events_ = 0;
    leave(why);
}

void RpcSession::say_why(const Error& why) {
    if (phase_ == Phase::leaving || !hears()) return;  // it was told, or would read half a frame and then this
    phase_ = Phase::leaving;
    give(rpc_error_frame(0, why));
}

void RpcSession::leave(const Error& why) {
    phase_ = Phase::leaving;
    arrived_ = {};
    handled_ = 0;
    next_turn_.reset();
    message_deadline_.reset();
    queue(Sort::answer, rpc_error_frame(0, why));
    deadline_ = timers_.at(timers_.now() + rpc_hello_timeout, [this, why] { end(why); });
    // Not from inside the call that brought us here.
    if (hears()) said_ = timers_.at(timers_.now(), [this] { leave_if_said(); });
}

void RpcSession::leave_if_said() {
    if (hears()) end(Error{Errc::refused, "the client was told to go"});
}

void RpcSession::end(Error why) {
    if (auto on_end = std::exchange(events_.on_end, nullptr)) on_end(std::move(why));
}

}  // namespace shoal
